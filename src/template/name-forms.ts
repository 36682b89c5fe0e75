import {foldWhitespace} from '../markdown/text.ts'
import {withoutNumbering} from './heading-numbers.ts'
import {withoutMarks} from './optional-marks.ts'

/**
 * Brings the names of sections, labels, columns and rows into the form in which they are compared: without numbering,
 * ornaments and marks such as `(optional)`, and then without differences of spelling.
 */

/**
 * A name without leading numbers, emoji, marks such as "(Optional)", typographic quotes and dashes, full-width forms
 * and invisible characters. Letter case and final punctuation stay.
 */
export function normalizeName(text: string): string {
  // Most names have none of these.
  if (plainName.test(text) && !mayBeAdorned.test(text)) return foldWhitespace(text)
  const plain = foldWhitespace(isAscii(text) ? text : inPlainForms(text)).replaceAll(/:[a-z][a-z0-9_+-]{1,40}:/g, ' ')
  return withoutNumbering(withoutMarks(plain)) || foldWhitespace(text)
}

/** A name in ASCII that does not start with a digit and has no opening brackets. */
const plainName = /^[A-Za-z`*_][^\P{ASCII}([]*$/u

const mayBeAdorned = /^(?:[A-Z]{1,8}[.)]|optional:)|:[a-z]| - /i

/**
 * A name as it is written, without numbering, emoji and marks: the replacement for a name that is written otherwise.
 */
export function ownForm(text: string): string {
  return withoutNumbering(
    withoutMarks(
      foldWhitespace(text)
        .replaceAll(
          /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{FE0F}|\u{20E3}|\u{200D}|\p{Regional_Indicator})+/gu,
          ' '
        )
        .replaceAll(/:[a-z][a-z0-9_+-]{1,40}:/g, ' ')
    )
  )
}

/** Whether a text has no letters with accents, nor any other than Latin ones. */
export function isAscii(text: string): boolean {
  return ascii.test(text)
}

const ascii = /^\p{ASCII}*$/u

/**
 * A text with full-width forms made narrow, typographic quotes and dashes as typed, and emoji and keycaps as spaces.
 */
export function inPlainForms(text: string): string {
  return text
    .replaceAll(
      /[\u{2460}-\u{249B}\u{24EA}-\u{24FF}\u{2776}-\u{2793}]/gu,
      (number) => `${number.normalize('NFKC').replaceAll(/[^\p{N}\p{Alpha}]/gu, '')}. `
    )
    .normalize('NFKC')
    .replaceAll(/[\u{AD}\u{61C}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}\u{2066}-\u{2069}\u{FEFF}]/gu, '')
    .replaceAll(/[‘’‚‛]/g, "'")
    .replaceAll(/[“”„‟]/g, '"')
    .replaceAll(/[‐-―−]/g, '-')
    .replaceAll(/(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{FE0F}|\u{20E3}|\p{Regional_Indicator})+/gu, ' ')
}

/**
 * Fold a normalised name: letter case, accents, final punctuation, the kind of separator or arrow, spaces around a
 * slash, and `&` or "and" no longer differ.
 */
export function foldName(normalized: string): string {
  const lower = withoutAccents(normalized.toLowerCase())
  const folded = hasSeparator.test(lower)
    ? lower
        .replaceAll(/\s?(?:-{1,2}>|={1,2}>|[→⇒⟶⟹➔➜])\s?/g, ' → ')
        .replaceAll(/\s*:\s+|\s+-{1,2}\s+/g, ': ')
        .replaceAll(/\s?\/\s?/g, ' / ')
        .replaceAll(/\s(?:and|und)\s|\s?&\s?/g, ' & ')
    : lower
  return folded.replace(/[\s.,:;!?#。、，]{1,20}$/, '') || folded
}

const hasSeparator = /[:/&→⇒⟶⟹➔➜-]|=>|\s(?:and|und)\s/

/** A text whose Latin letters have no accents, and with `е` for `ё`, since many writers leave these out. */
function withoutAccents(text: string): string {
  return isAscii(text)
    ? text
    : text
        .normalize('NFD')
        .replaceAll(/(?<=[a-z])\p{M}{1,4}|(?<=е)\u0308/gu, '')
        .normalize('NFC')
}
