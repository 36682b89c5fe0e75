import {inLine} from '../report/escape.ts'

/** Say one line on standard error: what is no finding. Names and texts in it are foreign. */
export function printError(message: string): void {
  process.stderr.write(`${inLine(message)}\n`)
}

// Where nobody hears it, nothing more can be said.
process.stderr.on('error', () => {})
