import {inLine} from '../report/escape.ts'

export const standardError = process.stderr

/** Print a message that is not a finding, as one line on standard error. It is escaped, since it may contain foreign text. */
export function printError(message: string): void {
  standardError.write(`${inLine(message)}\n`)
}

// If standard error is closed, nothing more can be printed.
standardError.on('error', () => {})
