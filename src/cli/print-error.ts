import {inLine} from '../report/escape.ts'

export const standardError = process.stderr

/** Say one line on standard error: what is no finding. Names and texts in it are foreign. */
export function printError(message: string): void {
  standardError.write(`${inLine(message)}\n`)
}

// Where nobody hears it, nothing more can be said.
standardError.on('error', () => {})
