import {inspect} from 'node:util'
import {Help} from 'commander'
import terminalWidth from './terminal-width.ts'

// The command line has commander, which wraps its help. wrap-ansi does as well, but makes an `Intl.Segmenter` when it is
// loaded, which takes a tenth of the run on a small file.
const help = Object.assign(new Help(), {minWidthToWrap: 1, displayWidth: terminalWidth})

/** What ends a style, by what starts it. */
const ends = new Map(Object.values(inspect.colors).flatMap((codes) => (codes ? [codes] : [])))

const reset = '\u001B[0m'

/**
 * A line as several lines of a width, which only a single word may exceed. Styles end with each line and start again with the
 * next, since something else may be between them.
 *
 * @param width In columns of a terminal.
 */
export function wrapped(line: string, width: number): readonly string[] {
  if (terminalWidth(line) <= width) return [line]
  let styles = ''
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
