import {fstatSync} from 'node:fs'
import {UsageError} from '../check/failure.ts'

/**
 * The text on standard input.
 *
 * @throws {UsageError} For a folder, which Node.js reads as an empty text.
 */
export async function standardInputText(): Promise<string> {
  if (fstatSync(process.stdin.fd).isDirectory())
    throw new UsageError('Cannot read standard input: a folder where a file was expected')
  const {text} = await import('node:stream/consumers')
  return text(process.stdin)
}
