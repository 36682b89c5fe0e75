import {
  type Stats,
  accessSync,
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync
} from 'node:fs'
import path from 'node:path'
import {isWithin, realPathOf, repositoryRoot} from '../config/repository-root.ts'
import {UsageError} from './failure.ts'
import {writeAside} from './temporary-file.ts'

/**
 * Replace the bytes of a file, whole or not at all: whoever reads it, even after the process was killed, finds either the old
 * bytes or the new ones. Its mode and its owner stay the same. If it is a link, its target is replaced.
 *
 * Packages for this use a temporary name that can be predicted, and follow a link with that name.
 *
 * @param file An absolute path.
 * @param name Its name in errors.
 * @param read What was read from it.
 * @param cwd The absolute path of the current folder, which counts as the repository if there is none.
 * @throws {UsageError} If its content is not what was read, or a link leads out of the repository.
 * @throws {NodeJS.ErrnoException} If it cannot be written.
 */
export function replaceFile(
  file: string,
  name: string,
  {read, written, cwd}: {readonly read: Uint8Array; readonly written: Uint8Array; readonly cwd: string}
): void {
  refuseOutside(file, name, repositoryRoot(path.dirname(file), cwd))
  const target = realpathSync(file)
  // A rename does not need this permission.
  accessSync(target, constants.W_OK)
  const stats = statSync(target)
  writeAside(
    target,
    written,
    (temporary) => {
      copyOwner(temporary, stats)
      chmodSync(temporary, stats.mode & 0o7777)
      if (!readFileSync(target).equals(read)) throw new UsageError(`${name}: Cannot write: changed in the meantime`)
      renameSync(temporary, target)
    },
    {isSynced: true}
  )
}

/**
 * Refuse to write outside a repository, after all symbolic links are resolved.
 *
 * @throws {UsageError}
 */
export function refuseOutside(file: string, name: string, root: string): void {
  if (!isWithin(realPathOf(file), realPathOf(root)))
    throw new UsageError(`${name}: Cannot write: a symbolic link that leads out of the repository`)
}

/**
 * Write a file whole or not at all, whether it exists or not.
 *
 * @throws As `replaceFile`.
 */
export function writeFile(
  file: string,
  name: string,
  {written, cwd}: {readonly written: Uint8Array; readonly cwd: string}
): void {
  refuseOutside(file, name, repositoryRoot(path.dirname(file), cwd))
  if (existsSync(file)) replaceFile(file, name, {read: readFileSync(file), written, cwd})
  else
    writeAside(
      file,
      written,
      (temporary) => {
        chmodSync(temporary, 0o666 & ~process.umask())
        renameSync(temporary, file)
      },
      {isSynced: true}
    )
}

/**
 * Write a file that does not exist yet, whole or not at all, and the folders that it is in.
 *
 * @throws {UsageError} If something with that name exists, which is left alone, or a link leads out of the repository.
 * @throws {NodeJS.ErrnoException} If it cannot be written.
 */
export function createFile(
  file: string,
  name: string,
  {written, cwd}: {readonly written: Uint8Array; readonly cwd: string}
): void {
  const folder = path.dirname(file)
  refuseOutside(file, name, repositoryRoot(folder, cwd))
  if (lstatSync(file, {throwIfNoEntry: false})) throw new UsageError(`${name}: Cannot write: the file already exists`)
  mkdirSync(folder, {recursive: true})
  writeAside(
    file,
    written,
    (temporary) => {
      chmodSync(temporary, 0o666 & ~process.umask())
      // A rename would replace a file that was created in the meantime.
      linkOrCopy(temporary, file)
      unlinkSync(temporary)
    },
    {isSynced: true}
  )
}

/** Some file systems have no hard links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw error
    copyFileSync(from, to, constants.COPYFILE_EXCL)
  }
}

/** Only the superuser may give files away. Otherwise, the new file belongs to the current user, as after a copy. */
function copyOwner(file: string, {uid, gid}: Stats): void {
  try {
    chownSync(file, uid, gid)
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code !== 'EPERM' && code !== 'ENOSYS' && code !== 'EINVAL') throw error
  }
}
