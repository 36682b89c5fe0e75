import {foldWhitespace} from '../markdown/text.ts'
import {withoutBrackets, withoutMarkup} from './without-brackets.ts'

/** What an author has to choose from. */
export interface Choice {
  readonly values: readonly string[]
  /**
   * Whether no other value is allowed; otherwise the values are suggestions, which are only wrong if all of them are
   * left.
   */
  readonly isClosed: boolean
}

/**
 * The choice that a text is: `a | b`, `Low / Medium / High`, `Yes/No`, `draft, final`, bare, bracketed, in code or emphasis.
 *
 * @param text A whole value, cell or paragraph, as source or as text.
 * @returns Undefined for any other text: a description with slashes in it, a type, a path, a list that goes on.
 */
export function choiceIn(text: string): Choice | undefined {
  const folded = foldWhitespace(text)
  if (folded.includes('<!--')) return choiceBesideComment(folded)
  return choiceBeforeText(folded) ?? plainChoice(folded)
}

function plainChoice(folded: string): Choice | undefined {
  if (
    folded.length > longestChoice ||
    !/[|/,]/.test(folded) ||
    isCode(folded) ||
    /\]\(|:\/\/|[\p{Alpha}\p{N}][[<]/u.test(folded)
  )
    return undefined
  const bare = withoutBrackets(
    folded
      .replace(/^\[\p{Lu}[\p{Lu}_]{2,40}\] /u, '')
      .replace(
        / ?\((?:please )?(?:choose|select|pick|tick|delete|one of|wähle|auswahl|choisir|elegir)[^()]{0,100}\)$/i,
        ''
      )
      // Text in italics after the last value is a note on all values.
      .replace(/(?<=\S) (?:\*\([^()*]{1,100}\)\*|_\([^()_]{1,100}\)_)$/, '')
  )
  if (goesOn.test(bare) || /[?—;]|[:：]\s|\s[–-]\s/.test(bare)) return undefined
  return pipedChoice(bare) ?? slashedChoice(bare, bare !== folded) ?? listedChoice(bare)
}

/** A choice in brackets with other text behind it: `<draft | final> — note on the kiln`. */
function choiceBeforeText(text: string): Choice | undefined {
  const [, choice] = beforeText.exec(text) ?? []
  return choice === undefined ? undefined : plainChoice(choice)
}

const beforeText =
  /^(<[^<>]{1,200}>|\[[^[\]]{1,200}\]|\{[^{}]{1,200}\})(?: [–—·-]{1,2} | \(|[,;:.] | (?=[<[{]))\S.{0,500}$/

/** `Draft <!-- Draft | Review | Done -->`: the comment lists what the value before it is chosen from. */
function choiceBesideComment(text: string): Choice | undefined {
  const [start, end] = [text.indexOf('<!--'), text.indexOf('-->')]
  if (end < start) return undefined
  const [value, choice] = [
    `${text.slice(0, start)}${text.slice(end + '-->'.length)}`.trim(),
    choiceIn(text.slice(start + '<!--'.length, end).trim())
  ]
  return choice && (value === '' || isAllowed(value, choice.values)) ? choice : choiceIn(value)
}

function pipedChoice(text: string): Choice | undefined {
  if (!/\s\\?\|\s|^[^\s|]+(?:\|[^\s|]+)+$/.test(text)) return undefined
  const members = text.split(/\\?\|/).map((value) => withoutMarkup(value.replace(/(?<=\S) \([^()]*\)\s*$/, '')))
  const values = areBracketedValues(members) ? members.map((value) => withoutBrackets(value)) : members
  return values.length > 1 && values.every((value) => isValue(value, 5))
    ? {values, isClosed: !forEach.test(text) && !hasOpenMember(values)}
    : undefined
}

/** Whether a value of a choice says what to fill in, so that any other is allowed: `<tool> | none`, `link | n/a`. */
function hasOpenMember(values: readonly string[]): boolean {
  const [first = '', second = '', ...others] = values
  return (
    values.some((value) => inBrackets.test(value) || oneOfMany.test(value)) ||
    (others.length > 0 && values.some((value) => reference.test(value)) && !values.some((value) => isSettled(value))) ||
    (others.length === 0 && nothingToName.test(second) && namesThing.test(first))
  )
}

/** Whether a value is not a kind of thing, as those beside a reference are: `ADR-XXXX | design document | outage`. */
function isSettled(value: string): boolean {
  return isKnownValue(value) || nothingToName.test(value)
}

/** Whether each value of a choice has brackets of its own, which mean nothing then: `[Draft] | [Fired]`. */
function areBracketedValues(members: readonly string[]): boolean {
  return (
    members.every((member) => inBrackets.test(member)) &&
    members.some((member) => isKnownValue(withoutBrackets(member)))
  )
}

const inBrackets = /^(?:<[^<>]+>|\[[^[\]]+\]|\{{1,2}[^{}]+\}{1,2})$/

/** A value that represents many of its kind: `line X`, `other-channel`. */
const oneOfMany = /^(?:\p{Ll}[\p{Alpha} ]* [NXY]|(?:your|other)-\p{Alpha}[\p{Alpha}-]*)$/u

/** An identifier with a number to fill in, and nothing else. */
const reference = /^(\p{Lu}{1,8})-(?:N{1,6}|X{1,6}|#{1,6}|0{2,6}|YYYY)$/u

/** A word for something that differs from author to author. */
const namesThing =
  /^(?:an? |the |your |other )\p{Alpha}|(?:^|[ _-])(?:name|ur[il]|link|date|version|path|id|number|reason)$/iu

const nothingToName = /^(?:none|n\/a|null)$/i

/** What a value is chosen for, each of several, after the last of them: `draft | done (iOS / Web / Android)`. */
const forEach =
  /\S \((?:iOS|macOS|\p{Lu}[\p{Alpha}\p{N}.+-]{0,20})(?: ?\/ ?(?:iOS|macOS|\p{Lu}[\p{Alpha}\p{N}.+-]{0,20})){1,8}\)$/u

/** `draft, review or final`: commas only make a choice of words that are values wherever they occur together. */
function listedChoice(text: string): Choice | undefined {
  const values = text.split(/, ?(?:(?:or|oder|ou|o) )?| (?:or|oder|ou) /).map((value) => withoutMarkup(value))
  return text.includes(',') &&
    !text.includes('/') &&
    values.length > 1 &&
    values.every((value) => isKnownValue(value)) &&
    !/^(?:yes|no|n\/?a|none|ja|nein|oui|non|s[ií])\b/i.test(text)
    ? {values, isClosed: true}
    : undefined
}

/**
 * Slashes are in paths and pairs too, so the words between them must be known values, in brackets, or three or more.
 */
function slashedChoice(text: string, isBracketed: boolean): Choice | undefined {
  const values = text.split(betweenSlashes).map((value) => withoutMarkup(value))
  if (values.length < 2 || !values.every((value) => isValue(value, 3))) return undefined
  const isSpaced = /\s\/\s/.test(text)
  const isClosed =
    values.some((value) => isKnownValue(value)) ||
    ((isSpaced || isBracketed) && values.every((value) => version.test(value)))
  const isMeant = isSpaced ? isBracketed || isClosed || values.length > 2 : areSingleWords(values, isClosed)
  return isMeant ? {values, isClosed: isClosed && !hasOpenMember(values)} : undefined
}

/** A slash, except in `N/A`. */
const betweenSlashes = /\/(?!(?<=(?<![\p{Alpha}\p{N}])n\/)a(?![\p{Alpha}\p{N}]))/iu

/** `Yes/No`, `Low/Medium/High`, not `src/pots/kiln` or `TCP/IP`. */
function areSingleWords(values: readonly string[], areKnown: boolean): boolean {
  return areKnown
    ? values.every((value) => !value.includes(' '))
    : values.length > 2 && values.every((value) => /^\p{Lu}\p{Alpha}*\p{Ll}$/u.test(value))
}

/** The values of a text that is a closed choice; undefined for any other text. */
export function closedValues(text: string): readonly string[] | undefined {
  const choice = choiceIn(text)
  return choice?.isClosed ? choice.values : undefined
}

const longestChoice = 300

const version = /^v?\d{1,9}(?:\.(?:\d{1,9}|x)){0,3}$/i

/** Words that say that a list of values goes on. */
const goesOn = /…|\.\.\.|\betc\b|\be\.g\b|\band\/or\b/i

/** Whether a text is a single span of code: a type, a pattern. */
function isCode(text: string): boolean {
  return /^`[^`]*`$/.test(text)
}

/** Whether a text is short enough for a value, and not a description. */
function isValue(value: string, mostWords: number): boolean {
  return (
    value.length <= 40 &&
    /[\p{Alpha}\p{N}]/u.test(value) &&
    value.split(' ').length <= mostWords &&
    !/[.!:]$/.test(value) &&
    value.split(/[(（]/).length === value.split(/[)）]/).length
  )
}

function isKnownValue(text: string): boolean {
  return text.length <= longestChoice && knownValue.test(text.toLowerCase())
}

/**
 * Words that make a choice closed, in the languages of the templates that we have seen. They are in lower case, because
 * large expressions are slow to compile with the `i` flag.
 */
const knownValue = new RegExp(
  `^(?:${[
    'yes|no|both|neither|true|false|on|off|y|n|pass(?:ed)?|fail(?:ed)?|none|n/?a|unknown|partial(?:ly)?|always|never|required|optional|enabled|disabled|success|failure',
    'low|medium|moderate|high|critical|minor|major|trivial|severe|small|large|[ps](?:ev)?-?[0-5]|tier[ -]?[0-4]',
    'draft|final|proposed|accepted|rejected|approved|deprecated|superseded|withdrawn|pending|open|closed|done|active|inactive|retired|planned|current|obsolete|complete(?:d)?|in progress|in review|review|wip|todo|live|stable|beta|alpha|experimental|resolved|internal|external|public|private',
    'ja|nein|niedrig|mittel|hoch|kritisch|entwurf|offen|geschlossen|erledigt|aktiv|angenommen|abgelehnt',
    'oui|non|bas(?:se)?|moyen(?:ne)?|haut(?:e)?|élevée?|brouillon|ouverte?|fermée?|accepté|rejeté',
    's[ií]|sim|não|baj[ao]|baix[ao]|medi[ao]|média|médio|alt[ao]|crític[ao]|borrador|rascunho|abiert[ao]|cerrad[ao]|aberto|fechado|ativo|inativo|activo|inactivo|aprobado|aprovado|pendiente|pendente',
    'да|нет|низк\\p{Alpha}*|средн\\p{Alpha}*|высок\\p{Alpha}*',
    '是|否|有|无|低|中|高|草稿|完成|はい|いいえ|예|아니오|아니요|낮음|보통|높음|초안|완료|있음|없음'
  ].join('|')})$`,
  'u'
)

/**
 * Whether a value is among those of a choice. Letter case, marks and additions after it do not count. Several of the
 * values are allowed too, and so is the long form of one: `Medium` for `Med`.
 */
export function isAllowed(value: string, values: readonly string[]): boolean {
  if (nothing.test(value)) return true
  const parts = foldWhitespace(value).split(
    / ?[,&+/–-] ?| (?:and|or|then|to|und|oder|dann|bis|et|ou|puis|à|y|e|o|a|luego) /
  )
  if (partly.test(value) && values.some((allowed) => yes.test(allowed))) return true
  if (isOfBoth(values) && namesOneOf(value, values)) return true
  // A value may have a hyphen or a slash of its own.
  const joined = foldWhitespace(value).split(betweenValues)
  const [beforeRemark = ''] = foldWhitespace(value).split(remark, 1)
  return (
    isOneOf(value, values) ||
    [parts, joined, beforeRemark.split(betweenValues)].some(
      (some) => some.length > 1 && some.every((part) => isOneOf(part, values))
    )
  )
}

/** What opens a remark on several values: `drawn and fired — in the small kiln`. */
const remark = / [–—-] | ?[(（;:]/

/** That there is nothing to choose. */
const nothing = /^\W*(?:n\/a|not applicable)(?!\p{Alpha})|^\W*none\W*$|^[\s—–-]+$/iu

const betweenValues = / ?[,;&+·] ?| \/ | (?:and|und|et|y|e|и|en) |[、，]/

/** A value between yes and no. */
const partly =
  /^\W{0,5}(?:partly|partial(?:ly)?|teilweise|en partie|partiel(?:le)?(?:ment)?|parcial(?:mente)?|частично|部分)(?!\p{Alpha})/iu

const yes = /^(?:yes|ja|oui|s[ií]|sim|да|是)(?!\p{Alpha})/iu

/** Whether a choice has `Both`: it says where something applies, and that may be told in more words: `the staging cluster`. */
export function isOfBoth(values: readonly string[]): boolean {
  return values.some((value) => /^(?:both|neither)$/i.test(value))
}

function namesOneOf(value: string, values: readonly string[]): boolean {
  const words = ` ${plain(value).replaceAll(/[^\p{Alpha}\p{N}]+/gu, ' ')} `
  return values.some((allowed) => words.includes(` ${plain(allowed)} `))
}

/** Whether a text of a template is one of some values, or a choice of them. */
export function holdsOneOf(text: string, values: readonly string[]): boolean {
  return isAllowed(text, values) || (closedValues(text)?.some((value) => isAllowed(value, values)) ?? false)
}

function isOneOf(value: string, values: readonly string[]): boolean {
  const given = plain(value)
  return values.some((allowed) => {
    const [fixed = ''] = allowed.split(slotInValue, 1)
    const wanted = plain(fixed)
    if (fixed !== allowed) return hasNumberOf(allowed, value) || isWithSlotFilled(given, fixed, wanted)
    return (
      given === wanted ||
      `${wanted}ed` === given ||
      (given.startsWith(wanted) && (addition.test(given.slice(wanted.length)) || isShortFor(wanted, given))) ||
      goesOnInWords(value, allowed, values) ||
      (isLetter.test(wanted) && given.split(/[^\p{Alpha}\p{N}]+/u).includes(wanted))
    )
  })
}

/** Whether a value has an identifier of the same series as an allowed one, in a link too: `[ADR-0006](0006.md)`. */
function hasNumberOf(allowed: string, value: string): boolean {
  const [, series] = reference.exec(allowed) ?? []
  if (series === undefined) return false
  return value.split(/[^\p{Alpha}\p{N}-]+/u).some((word) => word.startsWith(`${series}-`) && /\d/.test(word))
}

/**
 * Whether a value starts like an allowed one with a slot, perhaps without its parentheses, or contains the identifier
 * with a number: `P-006` for `P-XXX`.
 */
function isWithSlotFilled(given: string, fixed: string, wanted: string): boolean {
  const bare = plain(fixed.replace(/\s?[(（][^()（）]*$/u, ''))
  if (bare !== wanted)
    return (
      bare !== '' && (given === bare || /^[^\p{Alpha}\p{N}]/u.test(given.slice(bare.length))) && given.startsWith(bare)
    )
  const at = /^\p{Alpha}{1,8}-$/u.test(wanted) ? given.indexOf(wanted) : 0
  return (
    wanted !== '' && (given.startsWith(wanted) || (at > 0 && /^[^\p{Alpha}\p{N}]\S{0,9}\d/u.test(given.slice(at - 1))))
  )
}

/**
 * Whether a value is an allowed one followed by more words: `draft still under review`. The words up to the next
 * punctuation must not name another value or join one with `and` or `or`.
 */
function goesOnInWords(value: string, allowed: string, values: readonly string[]): boolean {
  const [given, wanted] = [value, allowed].map((text) => foldWhitespace(text.replaceAll(/[`*_"]/g, '')).toLowerCase())
  if (
    given === undefined ||
    wanted === undefined ||
    wanted.length < shortestWithWords ||
    !given.startsWith(`${wanted} `)
  )
    return false
  const [words = ''] = given.slice(wanted.length + 1).split(/[(（,;:.–—]| - /, 1)
  return (
    /^\p{Alpha}/u.test(words) &&
    !/[/|+&]/.test(words) &&
    !besideAnother.test(words) &&
    !values.some((other) => ` ${words} `.includes(` ${foldWhitespace(other).toLowerCase()} `))
  )
}

/** Shorter values do not count with words after them: `on hold` is not on, and `no idea` is not no. */
const shortestWithWords = 3

const besideAnother =
  /^(?:and|or|nor|plus|not|never|but|to|und|oder|nicht|aber|bis|et|ou|mais|pas|y|e|o|u|pero|mas|ma)(?!\p{Alpha})/u

/** `Option B` chooses from `A | B | C`. */
const isLetter = /^\p{Alpha}$/u

/** Whether a word may be an abbreviation of a longer one: `Med`, `Prod`. */
function isShortFor(short: string, word: string): boolean {
  return short.length >= 3 && !isKnownValue(short) && /^\p{Alpha}+$/u.test(word)
}

/**
 * What may follow a value: a remark or another value after punctuation, or one that opens with a preposition or a
 * conjunction: `failed on 17 of 20`.
 */
const addition =
  /^(?:\s*[(,;:–—-]| (?:or|oder|ou|on|in|at|for|by|with|since|as|until|after|before|due|because|per|via|if|when|unless|while|auf|bei|seit|wegen|wenn|falls|en|em|para|pour|depuis|si|cuando|se|quando|lorsque)(?!\p{Alpha}))/u

/**
 * The values of a choice that may replace a wrong value: those that have all its words, apart from a remark in
 * parentheses, or all values if it is a single word and shares none. Values with a slot are left out, and there are none
 * for a negation or a long text.
 */
export function valuesFor(value: string, values: readonly string[]): readonly string[] {
  if (
    /(?<!\p{Alpha})(?:not|no|never|non|nicht|kein\p{Alpha}*|pas|não)(?!\p{Alpha})|n['’]t(?!\p{Alpha})/iu.test(value) ||
    value.split(' ').length > mostWordsReplaced
  )
    return []
  // No other words of the author may be lost.
  const words = tellingWords(value.replaceAll(/[(（][^()（）]*[)）]/gu, ' '))
  const akin = akinTo(words, values)
  const possible = akin.length > 0 || isSeveralWords(value) ? akin : values
  const literal = possible.filter((allowed) => !slotInValue.test(allowed))
  // Without those with slots, the rest would be chosen for the author.
  return akin.length === 0 && literal.length < possible.length ? [] : literal
}

/** The values that have all the given words; if only several together have them, those. */
function akinTo(words: readonly string[], values: readonly string[]): readonly string[] {
  const known = values.map((allowed) => ({allowed, own: new Set(tellingWords(allowed))}))
  const areIn = (own: ReadonlySet<string>) => words.length > 0 && words.every((word) => own.has(word))
  const whole = known.filter(({own}) => areIn(own))
  const kept = whole.length > 0 || !areIn(new Set(known.flatMap(({own}) => [...own]))) ? whole : known
  return kept.filter(({own}) => words.some((word) => own.has(word))).map(({allowed}) => allowed)
}

function tellingWords(text: string): readonly string[] {
  return plain(text).match(/\p{Alpha}{4,}/gu) ?? []
}

/** Whether a value has several words, so that it may paraphrase one of a choice. */
export function isSeveralWords(value: string): boolean {
  return foldWhitespace(value).includes(' ')
}

/** A longer value contains an explanation. */
const mostWordsReplaced = 6

/** `superseded by ADR-NNNN`, `replaced by [number]`: a value with a slot of its own. */
const slotInValue = /[[{<"“‹«]|\bADR-|(?<![\p{Alpha}\p{N}])(?:N{3,8}|X{3,8}|YYYY)/u

function plain(text: string): string {
  return foldWhitespace(text.replaceAll(/\.(?=\s)/g, ';').replaceAll(/[^\p{Alpha}\p{N}\s(,;:–—-]/gu, ' ')).toLowerCase()
}
