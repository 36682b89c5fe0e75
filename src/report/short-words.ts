import {stripVTControlCharacters} from 'node:util'
import terminalWidth from './terminal-width.ts'

/**
 * A text whose words do not exceed a width: of a wider word, such as a URL, only the start and the end are kept.
 *
 * @param width In columns of a terminal, 20 at least; styles may start a word or end it.
 */
export function withShortWords(text: string, width: number): string {
  return text.replaceAll(/\S+/g, (word) => (terminalWidth(word) > width ? shortened(word, width) : word))
}

function shortened(word: string, width: number): string {
  const points = Array.from(word)
  const columns = terminalWidth(word) > Array.from(stripVTControlCharacters(word)).length ? 2 : 1
  const kept = Math.floor((width - 1) / 2 / columns)
  return `${points.slice(0, kept).join('')}…${points.slice(-kept).join('')}`
}
