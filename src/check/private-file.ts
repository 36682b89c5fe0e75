import {
  type Stats,
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  unlinkSync
} from 'node:fs'
import path from 'node:path'
import {temporaryEnding, writeAside} from './temporary-file.ts'

/**
 * Files that only this user may read and write, in folders of the same kind. No link is followed, and no file of another
 * user is trusted.
 */

// Windows has neither. There, only the comparison of the file that was looked at with the one that was opened protects us.
const {O_NOFOLLOW = 0, O_NONBLOCK = 0} = constants as Partial<typeof constants>

/** Milliseconds after which a temporary file is one that a process left when it was ended. */
const abandoned = 60_000

/** Create a folder unless it exists; returns whether it can be used. */
export function makePrivateFolder(folder: string): boolean {
  try {
    mkdirSync(folder, {mode: 0o700})
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
  }
  const stats = lstatSync(folder, {throwIfNoEntry: false})
  return stats !== undefined && stats.isDirectory() && isOwn(stats)
}

/** The content of a file; undefined if it is missing, larger than `largest` bytes, not a regular file, or not owned by the user. */
export function readPrivateFile(file: string, largest: number): Buffer | undefined {
  try {
    const seen = lstatSync(file)
    if (!seen.isFile()) return undefined
    const handle = openSync(file, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      const opened = fstatSync(handle)
      const isSame = opened.isFile() && opened.dev === seen.dev && opened.ino === seen.ino
      return isSame && isOwn(opened) && opened.size <= largest ? readFileSync(handle) : undefined
    } finally {
      closeSync(handle)
    }
  } catch {
    return undefined
  }
}

/**
 * Write a file whole or not at all. A link in its place is replaced, not followed.
 *
 * @throws {NodeJS.ErrnoException} If it cannot be written.
 */
export function writePrivateFile(file: string, content: string): void {
  writeAside(file, content, (temporary) => renameSync(temporary, file))
}

/**
 * Write a file, unless something with that name exists. If several processes try at once, one succeeds, and its file is whole.
 *
 * @throws {NodeJS.ErrnoException} If it cannot be written, or exists already.
 */
export function createPrivateFile(file: string, content: Uint8Array): void {
  writeAside(file, content, (temporary) => {
    linkSync(temporary, file)
    unlinkSync(temporary)
  })
}

/** Remove temporary files that processes left when they were ended. */
export function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    if (name.endsWith(temporaryEnding) && lstatSync(file).mtimeMs < Date.now() - abandoned) unlinkSync(file)
  }
}

function isOwn({uid}: Stats): boolean {
  return process.getuid === undefined || uid === process.getuid()
}
