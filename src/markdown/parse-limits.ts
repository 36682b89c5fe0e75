import {DocumentError} from './document.ts'
import type {Parse} from './parse.ts'

/**
 * A parser that refuses what would take the native one time without end, and no other document: its time grows with the
 * square of the quote marks that open a line, and of the markup on one line that is not all ASCII (satteri 0.10.5).
 *
 * @throws {DocumentError} For such a document, with the reason.
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

/** Far more marks than any document has, and than `readDocument` takes. */
const deepQuote = /^(?:[ \t]{0,4}>){10000}/m

/** Most documents are not worth a close look. */
function hasManyQuoteMarks(source: string): boolean {
  let count = 0
  for (let at = source.indexOf('>'); at >= 0 && count < 10_000; at = source.indexOf('>', at + 1)) count++
  return count === 10_000
}

/** The length of a line times the marks on it: 22,000 words of four letters, each in italics, which take two seconds. */
const mostMarkup = 4e9

/** No shorter line comes to as much. */
const shortLine = Math.sqrt(mostMarkup)

function marksIn(text: string): number {
  return text.match(/[*_`~[<&\\]/g)?.length ?? 0
}

function longLines(source: string): ReadonlyArray<{readonly line: number; readonly text: string}> {
  if (source.length <= shortLine) return []
  return source.split(/\r\n?|\n/).flatMap((text, index) => (text.length > shortLine ? [{line: index + 1, text}] : []))
}
