import {ConfigurationError} from '../config/configuration-error.ts'
import {DocumentError} from '../markdown/document.ts'
import {TemplateError} from '../template/template-error.ts'

/** A command cannot do what it was asked for. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/**
 * Explain in one line what stopped a command.
 *
 * @param file The file that it was working on, if any.
 */
export function explainFailure(error: unknown, file?: string): string {
  const at = file === undefined ? '' : `${file}: `
  if (error instanceof ConfigurationError || error instanceof TemplateError || error instanceof UsageError)
    return error.message
  if (error instanceof DocumentError) return at + error.message
  const {message} = error as Error
  if (error instanceof RangeError && /call stack/.test(message)) return `${at}Nested too deeply to be parsed`
  return explainSystem(error as NodeJS.ErrnoException, file) ?? `${at}Internal error, please report it: ${message}`
}

/**
 * Do something with a file, and name the file if that fails.
 *
 * @param name The file's name in messages.
 * @throws {UsageError} If it fails.
 */
export function withName<Result>(name: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(explainFailure(error, name))
  }
}

function explainSystem(
  {code = 'unknown error', syscall, path}: NodeJS.ErrnoException,
  file = path ?? 'guidelint'
): string | undefined {
  if (syscall === 'uv_cwd') return 'guidelint: Cannot open the current folder: no such folder'
  if (syscall !== undefined)
    return `${file}: Cannot ${syscall === 'scandir' ? 'list' : syscall}: ${meanings[code] ?? code}`
  return meanings[code] === undefined ? undefined : `${file}: Cannot read: ${meanings[code]}`
}

const meanings: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'a folder where a file was expected',
  EEXIST: 'the file already exists',
  ENOTDIR: 'a file where a folder was expected',
  ELOOP: 'a symbolic link that points to itself',
  EFBIG: 'too large',
  EDQUOT: 'no space left',
  ENOSPC: 'no space left',
  EROFS: 'a read-only file system',
  ERR_FS_FILE_TOO_LARGE: 'too large',
  ERR_STRING_TOO_LONG: 'too large',
  ERR_WORKER_OUT_OF_MEMORY: 'out of memory in a thread, expected smaller documents or --jobs 1'
}
