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
    [withoutStatus(actual), withoutStep(actual)].includes(expected) ||
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

/** A folded name without the mark that says how far its subject is: `lid ✓ (since may)`, `lid [wip]`; emoji are no part of folded names. */
export function withoutStatus(folded: string): string {
  const at = folded.search(statusAtEnd)
  return at > 1 ? folded.slice(0, at) : folded
}

const statusAtEnd =
  / ?[✓✗✘☐☒✕](?: ?\([^()]{1,60}\))?$| \[(?:x|wip|todo|tbd|done|draft|open|ready|partial|complete|completed|in progress|planned|blocked|new|offen|fertig|erledigt|fait|terminé|en cours|hecho|listo|pendiente|feito|pronto|pendente|готово|完了|完成|未完了|進行中|进行中|완료|진행 ?중)\]$/u

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
  return sides.length === 2 && sides.every((side) => /\p{Alpha}{3}|\p{Lo}/u.test(side)) ? sides : none
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
        .replace(pluralInIes, 'y')
        .replace(pluralInS, '')
}

const pluralInIes = /(?<=\p{Alpha}{3})ies$/u
const pluralInS = /(?<=\p{Alpha}{3}[^s])s$/u

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
  ['ao', 'oes'],
  ['l', 'is'],
  ['m', 'ns'],
  ['', 'а', 'е', 'и', 'й', 'ы', 'ь', 'я'],
  ['ый', 'ий', 'ой', 'ая', 'яя', 'ое', 'ее', 'ые', 'ие']
].map((forms) => new Set(forms))
