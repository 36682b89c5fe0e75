import {inspect} from 'node:util'
import {Help} from 'commander'
import terminalWidth from './terminal-width.ts'

// commander, which the command line needs anyway, can wrap text. wrap-ansi can as well, but it creates an `Intl.Segmenter`
// when it is loaded, which takes a tenth of a run on a small file.
let help: Help | undefined

/** The codes that end styles, by the codes that start them. */
const ends = new Map(Object.values(inspect.colors).flatMap((codes) => (codes ? [codes] : [])))

const reset = '\u001B[0m'

/**
 * Wrap a line. Only a single word may be wider than the width. Styles end with each line and start again with the next,
 * since there may be other text between the lines.
 *
 * @param width In columns of a terminal.
 */
export function wrapped(line: string, width: number): readonly string[] {
  if (terminalWidth(line) <= width) return [line]
  let styles = ''
  help ??= Object.assign(new Help(), {minWidthToWrap: 1, displayWidth: terminalWidth})
  return help
    .boxWrap(line, width)
    .split('\n')
    .map((part) => {
      const styled = styles + part
      styles = stylesAtEnd(styled)
      return styles === '' ? styled : styled + reset
    })
}

/** The sequences of the styles that a text leaves on. */
function stylesAtEnd(text: string): string {
  const open = new Map<number, string>()
  for (const sequence of text.split('\u001B[').slice(1)) {
    const code = Number.parseInt(sequence, 10)
    const end = ends.get(code)
    if (end === undefined) open.delete(code)
    else open.set(end, `\u001B[${code}m`)
  }
  return [...open.values()].join('')
}
