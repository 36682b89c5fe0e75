import {inLine} from '../report/escape.ts'

export const standardError = process.stderr

/** Print one line on standard error, which is not a finding. Names and texts in it are foreign. */
export function printError(message: string): void {
  standardError.write(`${inLine(message)}\n`)
}

// If standard error is closed as well, nothing more can be printed.
standardError.on('error', () => {})
