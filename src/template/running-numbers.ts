import {foldWhitespace} from '../markdown/text.ts'
import {runningNumber} from './skeleton-marks.ts'

/** A letter of a script without spaces between words, which may follow a number directly: `機能1の実装`. */
export const eastern = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]`

const numberWords = 'one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth'

/** What stands in `第一次`, the first time, between the sign for a place in an order and that for what is counted. */
const hanOrdinal = String.raw`(?<=第)[一二三四五六七八九十]{1,3}(?=[次回步轮輪])`

/** `1`, `001`, `1.2`, `2a`, also within an identifier: `REQ-001`, `FM2`, `E1-S1`, `v1.0.0`, `09:00`; `0x` only opens a number. */
const digits = new RegExp(
  String.raw`(?<!\d)(?!0x)\d{1,9}(?:\.\d{1,9}){0,5}[a-z]?(?![\p{Alpha}\p{N}])|${hanOrdinal}`,
  'gu'
)

/** `Option A`, `Part IV`, `Alternative two`: only after a word, and only the first. */
const letters = new RegExp(
  String.raw`(?<=\p{Alpha}\s#?)(?:[A-HN]|[IVX]{1,8}|(?:${numberWords}))(?=$|[\s:.)/(–—-])|^(?:${numberWords})(?=\s)`,
  'iu'
)

const numberAt = new RegExp(
  String.raw`^(?:[一二三四五六七八九十]{1,3}(?=[次回步轮輪])|\d{1,9}(?:\.\d{1,9}){0,5}(?:[a-z]?(?![\p{Alpha}\p{N}])|(?=${eastern}))|(?:[a-z]|[ivxlc]{1,8}|${numberWords})(?![\p{Alpha}\p{N}]))`,
  'iu'
)

/** A text with a mark in place of each number. */
export function withNumbersMarked(text: string): string {
  const marked = text.replaceAll(digits, runningNumber)
  return marked === text
    ? text.replace(letters, (word, at: number) => (isNumbering(word, text, at) ? runningNumber : word))
    : marked
}

/** Whether a word numbers something: single letters and Roman numerals only do so in capitals. */
function isNumbering(word: string, text: string, at: number): boolean {
  return word.length > 2 && !/^[IVX]+$/.test(word)
    ? /^[a-z]+$/i.test(word)
    : /^[A-Z]+$/.test(text.slice(at, at + word.length))
}

/** The length of the number at an index, in UTF-16 code units; 0 if there is none. */
export function numberLength(text: string, at: number): number {
  return numberAt.exec(text.slice(at, at + 60))?.[0].length ?? 0
}

/** A further part of a number: `-2` in `6-2`, `.b` in `3.b`. */
const partAt = /^[.-](?:\d{1,9}|[a-z])(?![\p{Alpha}\p{N}])/iu

/** The length of the further part of a number at an index, in UTF-16 code units; 0 if there is none. */
export function partLength(text: string, at: number): number {
  return partAt.exec(text.slice(at, at + 12))?.[0].length ?? 0
}

/**
 * Whether texts are the samples of one series: two or more that differ only in their numbers (`Benefit 1`, `Benefit 2`;
 * `VAR_A`, `VAR_B`; `Step one`, `Step two`).
 */
export function areSeries(texts: readonly string[]): boolean {
  const [first = '', ...others] = texts.map((text) => stemOf(text))
  return (
    others.length > 0 &&
    first.includes(runningNumber) &&
    /^\p{Alpha}/u.test(first) &&
    others.every((stem) => stem === first) &&
    new Set(texts).size === texts.length
  )
}

/** Whether a number after a noun makes it a proper name, which is not a sample: `Level 1`, `Week 2`. */
export function isNamedByNumber(noun: string): boolean {
  return kindByNumber.test(noun.slice(-30).toLowerCase())
}

const kindByNumber =
  /(?<!\p{Alpha})(?:annex|appendix|category|class|day|grade|group|layer|level|month|priority|quarter|severity|tier|type|version|wave|week|year)$/u

/**
 * The number to fill in that is written as two letters or signs: `Module NN — Title`, `RFC ##: Title`, `Week NN`. It is at
 * the start of a heading or after one or two words, and a separator or another placeholder follows. If nothing follows, the
 * word before it must be one for something that is counted, because such letters are abbreviations too.
 *
 * @returns At most one match: the text, and its index in UTF-16 code units.
 */
export function shortNumbersIn(heading: string): ReadonlyArray<{readonly 0: string; readonly index: number}> {
  const [, lead = '', text] = shortNumber.exec(heading) ?? []
  if (text === undefined || (text !== '##' && linkingLead.test(lead))) return []
  const rest = heading.slice(lead.length + text.length, lead.length + text.length + 40)
  const isNumber =
    lead === ''
      ? text !== 'MM' && /^(?:[.:)]| ?[—–]| --?) ?\S/u.test(rest)
      : /^(?:(?:[:：.]| ?[—–]| --?) ?\S| [[{<(]| \p{Lu}{4,}(?!\p{Alpha}))/u.test(rest) ||
        (rest.trim() === '' && counted.test(lead))
  return isNumber ? [{0: text, index: lead.length}] : []
}

const shortNumber = /^((?:[\p{Alpha}-]{2,30} ){0,2}#?)(NN|MM|XX|##)(?![\p{Alpha}\p{N}#_/-])/u

/** `Using NN`, `The NN`: words that do not name what is numbered. */
const linkingLead =
  /\p{Alpha}ing |(?<!\p{Alpha})(?:an?|and|as|by|for|from|how|in|is|of|on|or|our|the|to|what|why|with|your) /iu

const counted =
  /(?<!\p{Alpha})(?:adr|chapter|day|episode|exercise|iteration|kapitel|lab|lesson|level|milestone|module|month|part|phase|quarter|release|rfc|session|sprint|stage|step|story|task|unit|version|week|year) #?$/iu

/** What the samples of one series have in common: the text in lower case with its numbers marked. */
export function stemOf(text: string): string {
  const folded = foldWhitespace(text)
  const marked = folded.replace(/(?<=[\p{Alpha}\p{N}][_-])(?:\d+|[a-z])$/iu, runningNumber)
  return (marked === folded ? withNumbersMarked(folded) : marked).toLowerCase()
}
