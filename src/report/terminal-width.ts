import {stripVTControlCharacters} from 'node:util'
import stringWidth from 'full-string-width'

/**
 * The columns that a text takes in a terminal, where styles take none. The bundle contains this instead of `string-width`,
 * which looks up the width of each character, although most reports are ASCII.
 */
export default function terminalWidth(text: string): number {
  const plain = isAscii(text) ? text : stripVTControlCharacters(text)
  return isAscii(plain) ? plain.length : stringWidth(plain)
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text)
}
