import {foldWhitespace} from '../markdown/text.ts'
import type {Outline} from './outline.ts'
import {type Piece, dateToFill, isoDate} from './pieces.ts'

/** What titles of documents have in common. */
export interface InferredTitle {
  readonly pieces: readonly Piece[]
  /** The documents that have a title. */
  readonly count: number
  /** What each document has in the place of the title's own slot, by its rank. */
  readonly names: ReadonlyMap<number, string>
}

/** Stand for a date and for a number in a word. */
const dateMark = '\u{E003}'
const numberMark = '\u{E004}'

/** Title words past this many are all taken to be the document's own. */
const mostWords = 20

/**
 * The words that most titles start and end with; numbers and dates in them, and what stands between them, are slots.
 *
 * @param share The share of documents that has to have something in common.
 */
export function inferTitle(outlines: readonly Outline[], share: number): InferredTitle | undefined {
  const titled = outlines.filter(({title}) => title !== '')
  if (titled.length < share * outlines.length || titled.length === 0) return undefined
  const least = share * titled.length
  const words = titled.map(({title}) => wordsOf(title))
  const opening = commonWords(words, least)
  const rest = words.map((own) => (startsWith(own, opening) ? own.slice(opening.length) : own))
  const closing = commonWords(rest.map((own) => own.toReversed()), least).toReversed()
  const [start, end] = opening.some((word) => isMeaningful(word)) ? [opening, closing] : [[], closing]
  const isWhole = words.filter((own) => own.length === start.length + end.length && startsWith(own, start)).length >= least
  const middle = isWhole ? [] : [titleMark]
  const names = new Map(titled.flatMap(({rank}, index) => nameIn(words[index] ?? [], titled[index]?.title ?? '', start, end).map((name) => [rank, name] as const)))
  return {pieces: piecesOfWords([...start, ...middle, ...end]), count: titled.length, names}
}

/** Stands for the title's own words. */
const titleMark = '\u{E005}'

/** The slot of a title that has the document's own name. */
export const titleSlot = 'Title'

function wordsOf(title: string): readonly string[] {
  return foldWhitespace(title).split(' ').slice(0, mostWords).map((word) => word.replaceAll(isoDate, dateMark).replaceAll(/\d+(?:\.\d+)*/g, numberMark))
}

/** The words that most lists of words start with, as far as those that agree so far go on to agree. */
function commonWords(lists: ReadonlyArray<readonly string[]>, least: number): readonly string[] {
  const common: string[] = []
  let agreeing = lists
  for (;;) {
    const counts = new Map<string, number>()
    for (const list of agreeing) {
      const word = list[common.length]
      if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
    const [word, count] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? ['', 0]
    if (count < least || count < 2) return common
    agreeing = agreeing.filter((list) => list[common.length] === word)
    common.push(word)
  }
}

function startsWith(words: readonly string[], opening: readonly string[]): boolean {
  return opening.every((word, index) => words[index] === word)
}

/** Whether a word says something by itself: an article that titles start with is none of a template's. */
function isMeaningful(word: string): boolean {
  return /[\p{L}\u{E003}\u{E004}]/u.test(word) && !/^(?:the|a|an|der|die|das|le|la|les|el|los|las|o|os|as|il|lo|gli)$/i.test(word)
}

/** What a document has in the place of the title's slot; nothing where its title does not fit, or has no room for one. */
function nameIn(words: readonly string[], title: string, start: readonly string[], end: readonly string[]): readonly string[] {
  const whole = foldWhitespace(title).split(' ')
  const isFit = whole.length === words.length && words.length > start.length + end.length && startsWith(words, start) && startsWith(words.toReversed(), end.toReversed())
  return isFit ? [whole.slice(start.length, whole.length - end.length).join(' ')] : []
}

function piecesOfWords(words: readonly string[]): readonly Piece[] {
  return words.join(' ').split(/([\u{E003}\u{E004}\u{E005}])/u).flatMap((text): readonly Piece[] => {
    if (text === '') return []
    if (text === dateMark) return [{literal: dateToFill}]
    return [text === numberMark ? {slot: 'Number'} : text === titleMark ? {slot: titleSlot} : {literal: text}]
  })
}
