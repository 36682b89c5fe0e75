import {stripVTControlCharacters} from 'node:util'
import terminalWidth from './terminal-width.ts'

/**
 * Shorten the words of a text to a width: wider words, such as URLs, keep only their start and their end. Styles may start
 * or end a word.
 *
 * @param width In columns of a terminal, at least 20.
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
