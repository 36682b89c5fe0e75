import {foldWhitespace} from '../markdown/text.ts'
import type {Outline} from './outline.ts'
import {type Piece, dateToFill, isoDate} from './pieces.ts'

/** What titles of documents have in common. */
export interface InferredTitle {
  readonly pieces: readonly Piece[]
  /** The documents that have a title. */
  readonly count: number
  readonly names: TitleNames
}

/** The text of each document for the title's slots, by the rank of the document. */
export type TitleNames = ReadonlyMap<number, ReadonlyArray<readonly [slot: string, text: string]>>

/** Marks for a date and for a number in a word. */
const dateMark = '\u{E003}'
const numberMark = '\u{E004}'

/** Words after this many are always taken as the document's own. */
const mostWords = 20

/**
 * Infer the words that most titles start and end with. Numbers and dates in them, and the words between them, are slots.
 *
 * @param share The share of documents that have to have something in common.
 */
export function inferTitle(outlines: readonly Outline[], share: number): InferredTitle | undefined {
  const titled = outlines.filter(({title}) => title !== '')
  if (titled.length < share * outlines.length || titled.length === 0) return undefined
  const least = share * titled.length
  const words = titled.map(({title}) => wordsOf(title))
  const opening = commonWords(words, least)
  const rest = words.map((own) => (startsWith(own, opening) ? own.slice(opening.length) : own))
  const closing = commonWords(
    rest.map((own) => own.toReversed()),
    least
  ).toReversed()
  const [start, end] = opening.some((word) => isMeaningful(word)) ? [opening, closing] : [[], closing]
  const isWhole =
    words.filter((own) => own.length === start.length + end.length && startsWith(own, start)).length >= least
  const pivot =
    start.length === 0
      ? pivotOf(
          words.map((own) => own.slice(0, Math.max(0, own.length - end.length))),
          least
        )
      : undefined
  const middle = isWhole ? [] : pivot === undefined ? [titleMark] : [subjectMark, pivot, titleMark]
  const names = new Map(
    titled.flatMap(({rank, title}, index) => {
      const own = namesIn(words[index] ?? [], title, start, end, pivot)
      return own.length > 0 ? [[rank, own] as const] : []
    })
  )
  return {pieces: piecesOfWords([...start, ...middle, ...end]), count: titled.length, names}
}

/** Mark for the document's own words. */
const titleMark = '\u{E005}'

/** Mark for the words before a word that all titles have in their middle. */
const subjectMark = '\u{E006}'

/** The names of the slots for the document's own words: all of them, or those after and before a word that all titles have. */
const titleSlot = 'Title'
const subjectSlot = 'Subject'

function wordsOf(title: string): readonly string[] {
  return foldWhitespace(title)
    .split(' ')
    .slice(0, mostWords)
    .map((word) => word.replaceAll(isoDate, dateMark).replaceAll(/\d+(?:\.\d+)*/g, numberMark))
}

/** The words with which enough lists start, found word by word among the lists that agree so far. */
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

/** Whether a word has a meaning by itself; an article at the start of titles does not belong to a template. */
function isMeaningful(word: string): boolean {
  return (
    /[\p{Alpha}\u{E003}\u{E004}]/u.test(word) &&
    !/^(?:the|a|an|der|die|das|le|la|les|el|los|las|o|os|as|il|lo|gli)$/i.test(word)
  )
}

/** The word that most titles have once in their middle: `API runbook: Slow answers`. */
function pivotOf(titles: ReadonlyArray<readonly string[]>, least: number): string | undefined {
  const counts = new Map<string, number>()
  for (const words of titles)
    for (const word of new Set(words.slice(1, -1)))
      if (words.indexOf(word) === words.lastIndexOf(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const [word, count] = [...counts]
    .filter(([each]) => /\p{Alpha}{4}/u.test(each) || /^[:–—-]$/.test(each))
    .toSorted(([, a], [, b]) => b - a)[0] ?? ['', 0]
  return count >= Math.max(2, least) ? word : undefined
}

/** The text of a document for the title's slots; empty if its title does not fit, or leaves no text for one. */
function namesIn(
  words: readonly string[],
  title: string,
  start: readonly string[],
  end: readonly string[],
  pivot: string | undefined
): ReadonlyArray<readonly [string, string]> {
  const whole = foldWhitespace(title).split(' ')
  const isFit =
    whole.length === words.length &&
    words.length > start.length + end.length &&
    startsWith(words, start) &&
    startsWith(words.toReversed(), end.toReversed())
  const at = pivot === undefined ? -1 : words.indexOf(pivot)
  if (!isFit) return []
  if (at > 0)
    return [
      [subjectSlot, whole.slice(0, at).join(' ')],
      [titleSlot, whole.slice(at + 1, whole.length - end.length).join(' ')]
    ]
  return [[titleSlot, whole.slice(start.length, whole.length - end.length).join(' ')]]
}

const slots: Readonly<Record<string, string>> = {
  [numberMark]: 'Number',
  [titleMark]: titleSlot,
  [subjectMark]: subjectSlot
}

function piecesOfWords(words: readonly string[]): readonly Piece[] {
  return words
    .join(' ')
    .split(/([\u{E003}-\u{E006}])/u)
    .flatMap((text): readonly Piece[] => {
      if (text === '') return []
      if (text === dateMark) return [{literal: dateToFill}]
      const slot = slots[text]
      return [slot === undefined ? {literal: text} : {slot}]
    })
}
