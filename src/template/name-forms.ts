import {foldWhitespace} from '../markdown/text.ts'
import {saysMayBeEmpty} from './may-be-empty.ts'

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

function withoutNumbering(text: string): string {
  const folded = foldWhitespace(text)
  return foldWhitespace(folded.replace(leadingNumber, '')) || folded
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text)
}

/**
 * A text with full-width forms made narrow, typographic quotes and dashes as typed, and emoji and keycaps as spaces.
 */
export function inPlainForms(text: string): string {
  return text
    .replaceAll(
      /[\u{2460}-\u{249B}\u{24EA}-\u{24FF}\u{2776}-\u{2793}]/gu,
      (number) => `${number.normalize('NFKC').replaceAll(/[^\p{N}\p{L}]/gu, '')}. `
    )
    .normalize('NFKC')
    .replaceAll(/[\u{AD}\u{61C}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}\u{2066}-\u{2069}\u{FEFF}]/gu, '')
    .replaceAll(/[‘’‚‛]/g, "'")
    .replaceAll(/[“”„‟]/g, '"')
    .replaceAll(/[‐-―−]/g, '-')
    .replaceAll(/(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{FE0F}|\u{20E3}|\p{Regional_Indicator})+/gu, ' ')
}

/** The words of a mark that makes what is before it optional, in the languages of the templates that we have seen. */
export const freeing = [
  'optional|(?:include |only )?(?:if|when|where) (?:applicable|any|known|needed|relevant|required|available|present|appropriate|possible|(?:it |one |they )?exists?|there (?:is|are) (?:one|any))|(?:include|only) if|as needed',
  'opcional|si (?:aplica|corresponde|procede|existen?|hay)|se (?:aplicável|existir(?:em)?|houver|necessário|for o caso)|optionnel(?:le)?|facultati(?:f|ve)|si (?:nécessaire|applicable|besoin)|le cas échéant|au besoin|opzionale|facoltativ[oa]|se necessario',
  'optionell|falls (?:zutreffend|vorhanden|nötig|erforderlich)|wenn (?:zutreffend|vorhanden|nötig)|bei bedarf|optioneel|indien van toepassing|valgfri(?:tt|t)?|valfri(?:tt|a)?|opcjonaln[aey]|nieobowiązkow[aey]',
  'необязательн[а-яё]{0,6}|опциональн[а-яё]{0,6}|по желанию|при необходимости|如(?:适用|涉及|有|需)[\u3400-\u9FFF]{0,10}|若(?:适用|有)|任意|可选|可選|选填|選填|按需|视需要|視需要|必要时|必要時',
  '該当(?:があれば|がある場合|する場合)[\u3040-\u30FF\u3400-\u9FFF]{0,10}|(?:ある|必要な)場合のみ|必要に応じて|オプション|선택(?: ?사항)?|옵션|필요 ?시'
].join('|')

/** Whether a label, or what stands behind it or in the cell beside a name, carries such a mark: `[if any]`. */
export function carriesFreeingMark(text: string): boolean {
  return freeingMark.test(text.toLowerCase())
}

const freeingMark = new RegExp(String.raw`(?:^|[\s(（*_[{【])(?:${freeing})(?![\p{L}\p{N}])`, 'u')

/** What a parenthesis in a heading may open with: `(if the kiln has a lid)`. */
const condition =
  '(?:(?:only )?(?:if|when) (?:the|this|your?|an?|any)(?= )|(?:please )?(?:skip|omit|delete|remove|drop|leave out)(?: (?:this|the)(?: (?:section|part))?| it)? (?:if|when|where|unless|for)(?! (?:done|finished|merged|merging|publishing|submitting|release)))'

/**
 * The marks that say whether a section is required; a document may keep or drop them. They are in lower case and
 * anchored, because such expressions compile faster.
 */
const demanding = new RegExp(
  String.raw`^(?:${freeing}|${condition}|mandatory|required|conditional|obligatori[oa]|obrigatóri[oa]|obligatoire|verpflichtend|verplicht|обязательно|必須|必填|필수)(?![\p{L}\p{N}])`,
  'u'
)

/** The marks of something optional. */
const freed = new RegExp(String.raw`^(?:${freeing}|${condition})(?![\p{L}\p{N}])`, 'u')

/** A condition after a dash: `Colours — skip when there are none`. */
const conditionBehind = /^(?:skip|omit|leave out) (?:this |it )?(?:if|when|where|unless) /

/** Where a mark may be: in brackets, before a name, after it. */
const mayBeMark = /[([][\s*]{0,3}([^()[\]]{1,250})[)\]]|^(optional:)|\s[-–—]\s(?=([^–—-]{1,250})$)/g

/** What every text with a mark has. */
const mayBeMarked = /[([]|^optional:|\s[-–—]\s/i

/** The marks in a text in lower case. */
function marksIn(
  lower: string,
  isMark: (inBrackets: string) => boolean,
  isMarkBehind: (behind: string) => boolean
): ReadonlyArray<{readonly index: number; readonly length: number}> {
  return Array.from(lower.matchAll(mayBeMark)).flatMap(({0: all, 1: inBrackets, 2: before, 3: behind = '', index}) => {
    if (inBrackets !== undefined) return isMark(inBrackets) ? [{index, length: all.length}] : []
    return before !== undefined || isMarkBehind(behind) ? [{index, length: all.length + behind.length}] : []
  })
}

/** Whether a text after a dash makes what is before it optional, and says nothing else. */
function freesBehind(text: string): boolean {
  return freed.exec(text)?.[0] === text || conditionBehind.test(text)
}

/** A text with spaces in place of its marks. */
function withoutMarks(text: string): string {
  const lower = mayBeMarked.test(text) ? text.toLowerCase() : ''
  // Offsets would not fit a text that is longer in lower case.
  if (lower.length !== text.length) return text
  let rest = ''
  let from = 0
  for (const {index, length} of marksIn(
    lower,
    (inBrackets) => demanding.test(inBrackets) || saysMayBeEmpty(inBrackets),
    (behind) => freesBehind(behind) || saysMayBeEmpty(behind)
  )) {
    rest += `${text.slice(from, index)} `
    from = index + length
  }
  return rest + text.slice(from)
}

/**
 * Whether a name is marked as optional: `More sections as required`, `(Optional)`, `[if applicable]`, `（任意）`,
 * `Notes - optional`.
 */
export function saysOptionalInName(name: string): boolean {
  const text = foldWhitespace(name.normalize('NFKC'))
  if (/ as (?:required|needed|necessary|appropriate|applicable)$/i.test(text)) return true
  return (
    mayBeMarked.test(text) &&
    marksIn(text.toLowerCase(), (inBrackets) => freed.test(inBrackets), freesBehind).length > 0
  )
}

const hanNumber = '[〇零一二三四五六七八九十百\\d]{1,6}'

/** `1.`, `1.2`, `(1)`, `A.`, `IV)`; without a space where another script follows; `一、`, `（五）`, `第3章`, `제2장`, `가.`. */
const leadingNumber = new RegExp(
  [
    String.raw`^(?:§\s*)?(?:\d{1,3}(?:\.(?:\d{1,3}|[A-Za-z]))*\s[-–—]\s|(?:\d+(?:\.\d+)*|\d{1,3}\.[A-Z])[.):]?\s|[A-Z][.)]\s|[IVX]+[.)]\s)(?=\S)`,
    String.raw`^\((?:\d{1,3}|[A-Z]|[ivx]{1,5})\)\s*(?=\S)`,
    String.raw`^\d+(?:\.\d+)*[.)、:]\s*(?=[^\p{ASCII}])`,
    String.raw`^(?:\(${hanNumber}\)|${hanNumber}[、.,)])\s*(?=\S)`,
    String.raw`^第\s?${hanNumber}\s?[章节節部条條篇回項项步]\s?[:.、]?\s?(?=\S)`,
    String.raw`^제\s?\d{1,3}\s?[장절조항]\s?[:.]?\s?(?=\S)`,
    String.raw`^[가나다라마바사아자차카타파하][.)]\s+(?=\S)`
  ].join('|'),
  'u'
)

/**
 * Fold a normalised name: letter case, accents, final punctuation, the kind of separator, spaces around a slash, and
 * `&` or "and" no longer differ.
 */
export function foldName(normalized: string): string {
  const lower = withoutAccents(normalized.toLowerCase())
  const folded = hasSeparator.test(lower)
    ? lower
        .replaceAll(/\s*:\s+|\s+-{1,2}\s+/g, ': ')
        .replaceAll(/\s?\/\s?/g, ' / ')
        .replaceAll(/\s(?:and|und)\s|\s?&\s?/g, ' & ')
    : lower
  return folded.replace(/[\s.,:;!?#。、，]{1,20}$/, '') || folded
}

const hasSeparator = /[:/&-]|\s(?:and|und)\s/

/** A text whose Latin letters have no accents, since many writers leave these out. */
function withoutAccents(text: string): string {
  return isAscii(text)
    ? text
    : text
        .normalize('NFD')
        .replaceAll(/(?<=[a-z])\p{M}{1,4}/gu, '')
        .normalize('NFC')
}

/**
 * Whether a name in a document is a variant of a name in the template, both folded: without the final parenthesis or
 * with one added, in a longer name also with another one; in the singular or plural that `(s)` leaves open; one side of
 * a slash; with the number of a step or a part before it; with a subtitle. A variant counts only if nothing has the
 * name itself.
 */
export function isAlsoNamed(expected: string, actual: string): boolean {
  const [ours, theirs] = [withoutParenthesis(expected), withoutParenthesis(actual)]
  if (asRemark(expected) === asRemark(actual)) return true
  const isSameBase =
    ours.base === theirs.base &&
    (ours.inner.startsWith(theirs.inner) || theirs.inner.startsWith(ours.inner) || ours.base.split(' ').length > 2)
  const isSide =
    sidesOf(actual).includes(expected) || withoutSubtitle(actual) === expected || withoutPart(actual) === expected
  return (
    isSameBase ||
    isSide ||
    withoutStep(actual) === expected ||
    pluralsOf(expected).includes(actual) ||
    pluralsOf(actual).includes(expected) ||
    sidesOf(expected).includes(theirs.base)
  )
}

/** A folded name with its final parenthesis written after a colon, as remarks after a dash or a colon are. */
export function asRemark(folded: string): string {
  const {base, inner} = withoutParenthesis(folded)
  return inner === '' ? folded : `${base}: ${inner}`
}

/** The name itself and its variants, to look up which names `isAlsoNamed` may hold for. */
export function namesLike(expected: string): readonly string[] {
  return /[(/]/.test(expected)
    ? [expected, withoutParenthesis(expected).base, asRemark(expected), ...pluralsOf(expected), ...sidesOf(expected)]
    : [expected]
}

/** A folded name without the number of a step before it: `step 4: close the lid`. */
export function withoutStep(folded: string): string {
  return folded.replace(/^(?:step|schritt|[eé]tape|paso|passo|stap|шаг) \d{1,3}: (?=\S)/, '')
}

/** A folded name in two parts: `mitigation (quickest way)`. */
export function withoutParenthesis(folded: string): {readonly base: string; readonly inner: string} {
  const [, base, inner = ''] = folded.endsWith(')') ? (/^([^()]{2,200}?)\s?\(([^()]{1,200})\)$/.exec(folded) ?? []) : []
  return base === undefined || /^(?:s|es|n|en|e)$/.test(inner) ? {base: folded, inner: ''} : {base, inner}
}

/** A folded name without its subtitle after a colon: `checks: all of them`. */
export function withoutSubtitle(folded: string): string {
  const at = folded.indexOf(': ')
  return at > 3 ? folded.slice(0, at) : folded
}

/** A folded name without the number of a part before it, up to a dash or a colon: `phase 2: firing`. */
export function withoutPart(folded: string): string {
  return folded.replace(numberedPart, '')
}

const numberedPart =
  /^(?:phase|part|section|chapter|stage|teil|abschnitt|kapitel|partie|étape|etape|chapitre|fase|parte|sección|seccion|seção|secao|etapa|capítulo|capitulo|deel|del|часть|этап|раздел|глава) (?:\d{1,2}|[ivx]{1,5}|[a-d])(?:: | ?[-–—.] )(?=\S)/u

export function sidesOf(folded: string): readonly string[] {
  const sides = withoutParenthesis(folded).base.split(' / ')
  return sides.length === 2 && sides.every((side) => /\p{L}{3}|\p{Lo}/u.test(side)) ? sides : none
}

const none: readonly string[] = []

/** The singular and the plural that a folded name leaves open: `author(s)`, `process(es)`. */
export function pluralsOf(folded: string): readonly string[] {
  if (!/\((?:s|es|n|en|e)\)/.test(folded)) return none
  return [folded.replaceAll(/\((?:s|es|n|en|e)\)/g, ''), folded.replaceAll(/\((s|es|n|en|e)\)/g, '$1')]
}

/** Fold a label once more, so that singular and plural are equal. */
export function withoutPlural(folded: string): string {
  return /[^s)]$/.test(folded)
    ? folded
    : folded
        .replace(/\(s\)$/, '')
        .replace(/(?<=\p{L}{3})ies$/u, 'y')
        .replace(/(?<=\p{L}{3}[^s])s$/u, '')
}

/**
 * Whether two folded names differ only in singular and plural: `related adr`, `related adrs`; `lien associé`,
 * `liens associés`.
 */
export function areInflected(one: string, other: string): boolean {
  const [words, others] = [one.split(' '), other.split(' ')]
  return words.length === others.length && words.every((word, index) => areForms(word, others[index] ?? ''))
}

function areForms(word: string, other: string): boolean {
  if (word === other) return true
  const [short, long] = word.length <= other.length ? [word, other] : [other, word]
  if (short.length > 1 && (long === `${short}s` || long === `${short}es`)) return true
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  return at > 3 && endings.some((forms) => forms.has(short.slice(at)) && forms.has(long.slice(at)))
}

/** The endings by which singular and plural differ, in languages that have others than `s`. */
const endings: ReadonlyArray<ReadonlySet<string>> = [
  ['', 'e', 'en', 'n'],
  ['e', 'en', 'er', 'es'],
  ['al', 'aux'],
  ['o', 'i', 'a', 'e', 'os', 'as'],
  ['ão', 'ões'],
  ['', 'а', 'е', 'и', 'й', 'ы', 'ь', 'я'],
  ['ый', 'ий', 'ой', 'ая', 'яя', 'ое', 'ее', 'ые', 'ие']
].map((forms) => new Set(forms))
