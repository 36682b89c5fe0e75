import {ConfigurationError} from '../config/configuration-error.ts'
import {DocumentError} from '../markdown/document.ts'
import {TemplateError} from '../template/template-error.ts'

/** A command that was asked for something it cannot do. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/**
 * One line for whatever stopped the command.
 *
 * @param file The file that was being worked on, where there is one.
 */
export function explainFailure(error: unknown, file?: string): string {
  const at = file === undefined ? '' : `${file}: `
  if (error instanceof ConfigurationError || error instanceof TemplateError || error instanceof UsageError) return error.message
  if (error instanceof DocumentError) return at + error.message
  const {code, syscall, path, message} = error as NodeJS.ErrnoException
  if (syscall !== undefined) return `${file ?? path ?? 'guidelint'}: ${readable(code, syscall)}`
  if (error instanceof RangeError && /call stack/.test(message)) return `${at}Nested too deeply to be parsed`
  return `${at}Internal error, please report it: ${message}`
}

const meanings: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'a folder where a file was expected',
  ENOTDIR: 'a file where a folder was expected',
  ELOOP: 'a symbolic link that leads to itself'
}

function readable(code = 'unknown error', syscall: string): string {
  return `Cannot ${syscall === 'scandir' ? 'list' : syscall}: ${meanings[code] ?? code}`
}
