import {DocumentError} from './document.ts'
import type {Parse} from './parse.ts'

/**
 * A parser that refuses only documents which the native one would take forever to parse: its time grows with the square
 * of the number of containers that a line opens, and of the amount of markup on a line (satteri 0.10.5).
 *
 * @throws {DocumentError} The parser throws it for such a document, with the reason.
 */
export function withinLimits(parse: Parse): Parse {
  return (source) => {
    if (mayNestDeeply.test(source) && nestsDeeply.test(source)) throw new DocumentError('Nested deeper than 500 levels')
    for (const {line, text} of longLines(source)) {
      if (text.length * marksIn(text) > mostMarkup)
        throw new DocumentError(`Too much markup in line ${line}, expected it in several lines`)
    }
    if (mayReferOften(source)) refuseReferences(source)
    return parse(source)
  }
}

/** Whether a document may have so many character references that its paragraphs need a closer look. */
function mayReferOften(source: string): boolean {
  let count = 0
  for (let at = source.indexOf('&'); at >= 0 && count < fewReferences; at = source.indexOf('&', at + 1)) count++
  return count === fewReferences
}

const fewReferences = 5000

/**
 * The most that the length of a paragraph times the number of its character references may be: the parser keeps its text
 * once for each of them.
 */
const mostReferred = 1e9

function refuseReferences(source: string): void {
  let [first, length, references] = [1, 0, 0]
  for (const [index, line] of source.split(/\r\n?|\n/).entries()) {
    if (line.trim() === '') [first, length, references] = [index + 2, 0, 0]
    length += line.length + 1
    references += line.match(/&#?\w{1,32};/g)?.length ?? 0
    if (length * references > mostReferred)
      throw new DocumentError(
        `Too many character references in the paragraph in line ${first}, expected it in several paragraphs`
      )
  }
}

/** A cheap test, for every document. */
const mayNestDeeply = /^[ \t>+*\-.)\d]{5000}/m

/**
 * A line that opens far more quotes and list items than any document has, and than `readDocument` accepts; a long thematic
 * break opens none.
 */
const nestsDeeply =
  /^(?!(?:[ \t]{0,4}-)+[ \t]*$|(?:[ \t]{0,4}\*)+[ \t]*$)(?:[ \t]{0,4}(?:>|(?:[+*-]|\d{1,9}[.)])(?=[ \t]))){2000}/m

/**
 * The most that the length of a line times the number of marks on it may be: 22,000 words of four letters, each in
 * italics, which take two seconds.
 */
const mostMarkup = 4e9

/** A line up to this length cannot exceed that. */
const shortLine = Math.sqrt(mostMarkup)

/** On a line of ASCII, only underscores within words cost more the more there are, and these less. */
function marksIn(text: string): number {
  return /[^\p{ASCII}]/u.test(text)
    ? (text.match(/[*_`~[<&\\]/g)?.length ?? 0)
    : (text.match(/_(?=[A-Za-z\d])/g)?.length ?? 0) / 2.5
}

function longLines(source: string): ReadonlyArray<{readonly line: number; readonly text: string}> {
  if (source.length <= shortLine) return []
  return source.split(/\r\n?|\n/).flatMap((text, index) => (text.length > shortLine ? [{line: index + 1, text}] : []))
}
