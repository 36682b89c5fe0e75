import {type Stats, accessSync, chmodSync, chownSync, constants, readFileSync, realpathSync, renameSync, statSync} from 'node:fs'
import path from 'node:path'
import {isWithin, realPathOf, repositoryRoot} from '../config/repository-root.ts'
import {UsageError} from './failure.ts'
import {writeAside} from './temporary-file.ts'

/**
 * Put new bytes in the place of those of a file, whole or not at all: whoever reads it, or ends the process, finds the one
 * or the other. Its mode and its owner stay; of a link, what it leads to is written.
 *
 * write-file-atomic would do the same under a name that can be worked out before, and follows a link of that name.
 *
 * @param file An absolute path.
 * @param name How it is called in errors.
 * @param read What was read from it.
 * @param cwd The absolute path of the current folder, which counts as the repository where there is none.
 * @throws {UsageError} Where it holds something else than what was read, or a link leads out of the repository.
 * @throws {NodeJS.ErrnoException} Where it cannot be written.
 */
export function replaceFile(file: string, name: string, {read, written, cwd}: {readonly read: Uint8Array; readonly written: Uint8Array; readonly cwd: string}): void {
  const target = realpathSync(file)
  if (!isWithin(target, realPathOf(repositoryRoot(path.dirname(file), cwd)))) throw new UsageError(`${name}: Cannot write: a symbolic link that leads out of the repository`)
  // A rename would not ask.
  accessSync(target, constants.W_OK)
  const stats = statSync(target)
  writeAside(target, written, (temporary) => {
    copyOwner(temporary, stats)
    chmodSync(temporary, stats.mode & 0o7777)
    if (!readFileSync(target).equals(read)) throw new UsageError(`${name}: Cannot write: changed meanwhile`)
    renameSync(temporary, target)
  }, {isSynced: true})
}

/** Only the superuser may give files away; what somebody else's was is one's own then, as after a copy. */
function copyOwner(file: string, {uid, gid}: Stats): void {
  try {
    chownSync(file, uid, gid)
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code !== 'EPERM' && code !== 'ENOSYS' && code !== 'EINVAL') throw error
  }
}
