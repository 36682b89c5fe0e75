import {DocumentError} from './document.ts'
import type {Parse} from './parse.ts'

/**
 * A parser that refuses only documents which the native one would take forever to parse: its time grows with the square
 * of the number of quote marks that open a line, and of the amount of markup on a line that is not all ASCII (satteri
 * 0.10.5).
 *
 * @throws {DocumentError} The parser throws it for such a document, with the reason.
 */
export function withinLimits(parse: Parse): Parse {
  return (source) => {
    if (hasManyQuoteMarks(source) && deepQuote.test(source)) throw new DocumentError('Nested deeper than 500 levels')
    for (const {line, text} of longLines(source)) {
      if (/[^\p{ASCII}]/u.test(text) && text.length * marksIn(text) > mostMarkup)
        throw new DocumentError(`Too much markup in line ${line}, expected it in several lines`)
    }
    return parse(source)
  }
}

/** Far more marks than any document has, and than `readDocument` accepts. */
const deepQuote = /^(?:[ \t]{0,4}>){10000}/m

/** Whether a document has so many quote marks that it needs a closer look. */
function hasManyQuoteMarks(source: string): boolean {
  let count = 0
  for (let at = source.indexOf('>'); at >= 0 && count < 10_000; at = source.indexOf('>', at + 1)) count++
  return count === 10_000
}

/**
 * The most that the length of a line times the number of marks on it may be: 22,000 words of four letters, each in
 * italics, which take two seconds.
 */
const mostMarkup = 4e9

/** A line up to this length cannot exceed that. */
const shortLine = Math.sqrt(mostMarkup)

function marksIn(text: string): number {
  return text.match(/[*_`~[<&\\]/g)?.length ?? 0
}

function longLines(source: string): ReadonlyArray<{readonly line: number; readonly text: string}> {
  if (source.length <= shortLine) return []
  return source.split(/\r\n?|\n/).flatMap((text, index) => (text.length > shortLine ? [{line: index + 1, text}] : []))
}
