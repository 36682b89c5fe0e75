import {stripVTControlCharacters} from 'node:util'
import stringWidth from 'full-string-width'

/**
 * The columns that a text takes in a terminal, where styles take none. The bundle has this in the place of
 * `string-width`, which looks at each character of a report for its width: most reports are ASCII.
 */
export default function terminalWidth(text: string): number {
  const plain = isAscii(text) ? text : stripVTControlCharacters(text)
  return isAscii(plain) ? plain.length : stringWidth(plain)
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text)
}
