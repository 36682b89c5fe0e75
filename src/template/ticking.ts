/**
 * How templates ask authors to tick boxes, and what they say about those that do not apply. Texts are read word by
 * word, because regular expressions for everything that may come between two relevant words are slow.
 */

/** How many boxes of a list must be ticked. */
export type Ticks = 'one' | 'only one' | 'all'

/** How many boxes a text asks to tick; `that apply` means any number, perhaps none. Undefined if it does not ask. */
export function ticksAskedFor(text: string): Ticks | 'that apply' | undefined {
  const lower = readable(text)
  const sentences = wordsBySentence(lower)
  if (sentences.some((words) => asksForOne(words)))
    return onlyOne.test(lower) && !orMore.test(lower) ? 'only one' : 'one'
  if (thatApply.test(lower) || oneOfSeveral.test(lower)) return 'that apply'
  return sentences.some((words) => asksForAll(words)) ? 'all' : undefined
}

const longestText = 2000

function readable(text: string): string {
  return text
    .slice(0, longestText)
    .toLowerCase()
    .replaceAll(/[*_"“”'’`]/g, '')
    .replaceAll('(s)', 's')
}

/**
 * The words of each sentence, up to the first that opens a condition: `If you use a kiln, check the box below` is only
 * for some authors.
 */
function wordsBySentence(lower: string): ReadonlyArray<readonly string[]> {
  return lower.split(/[.;:()!?\n]/).map((sentence) => {
    const words = wordsIn(sentence)
    const condition = words.findIndex((word) => conditions.has(word))
    return condition < 0 ? words : words.slice(0, condition + 1)
  })
}

function wordsIn(sentence: string): readonly string[] {
  return sentence.match(/[\p{Alpha}\p{N}]+/gu) ?? []
}

function among(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

const conditions = among('if when where unless')
const verbs = among('tick check mark select choose pick x')
const afterVerb = among('please off with an x in into inside next to beside by')
const boxNouns = among('box checkbox option type kind category choice item answer level')
const boxNounsInPlural = among(
  'boxes checkboxes options types kinds categories choices items answers points checklist tasks'
)
const fitting = among('most proper appropriate right correct relevant corresponding applicable matching suitable')
const ofChange = among('change pr pull request contribution release')
const determining = among('of the these those following below above listed change')
const pointing = among('these those following below')
const leadingOn = among('of that which below for from with by only and')
const afterOne = among('or more only below that which from with')

/** Whether a sentence asks for one box to be ticked: `check the one that applies`, `at least one box has to be ticked`. */
function asksForOne(words: readonly string[]): boolean {
  return (
    words.some((word, index) => verbs.has(word) && isOne(words, skipped(words, index + 1, afterVerb))) ||
    isOneTicked(words)
  )
}

/** The index of the first word, from another on, that is not in a set. */
function skipped(words: readonly string[], from: number, some: ReadonlySet<string>): number {
  let at = from
  while (some.has(words[at] ?? '')) at++
  return at
}

function isOne(words: readonly string[], at: number): boolean {
  const after = afterNumber(words, at)
  return after === undefined ? isTheBox(words, at) : isOfBoxes(words, after)
}

/** The index after `one`, `only one`, `at least one` or `a single` at an index; undefined if none of them is there. */
function afterNumber(words: readonly string[], at: number): number | undefined {
  if (words[at] === 'a' && words[at + 1] === 'single') return at + 2
  const one = words[at] === 'at' ? at + 2 : skipped(words, at, quantities)
  return words[one] === 'one' || words[one] === '1' ? one + 1 : undefined
}

/** `the one that applies`, `the appropriate box`, `your change type`. */
function isTheBox(words: readonly string[], at: number): boolean {
  if (!articles.has(words[at] ?? '')) return false
  const noun = skipped(words, skipped(words, at + 1, fitting), ofChange)
  const next = words[noun + 1]
  if (words[noun] === 'one') return next === undefined || pointingAt.has(next)
  // `To check a box, …` says how to do it.
  const isOwn = words[at] !== 'a' || words[noun] !== 'box'
  return isOwn && boxNouns.has(words[noun] ?? '') && (next === undefined || leadingOn.has(next))
}

const articles = among('the your a an')
const pointingAt = among('that which below')
const quantities = among('exactly only just any')

/** Whether the words after `one` are about boxes: `Check one of the logs` asks for something else. */
function isOfBoxes(words: readonly string[], at: number): boolean {
  const next = words[at]
  if (next === undefined || afterOne.has(next)) return true
  const noun = skipped(words, at, new Set([...determining, ...fitting]))
  const last = words[noun]
  return last === undefined || last === 'and'
    ? words.slice(at, noun).some((word) => pointing.has(word))
    : boxNouns.has(last) || boxNounsInPlural.has(last)
}

const isLeast = among(
  'least exactly only just genau mindestens nur moins exactement seulement menos exactamente solo sólo exatamente apenas'
)
const ones = among('one 1 ein eine einen eines une un una uma um')

/** `Only one of the following should be checked`, `mindestens ein Kästchen ankreuzen`. */
function isOneTicked(words: readonly string[]): boolean {
  const at = words.findIndex((word, index) => ones.has(word) && isLeast.has(words[index - 1] ?? ''))
  return (
    at >= 0 &&
    words.some((word) =>
      /^(?:box|checkbox|tick|ticked|checked|marked|selected|ankreuz\p{Alpha}*|coch\p{Alpha}*|marc\p{Alpha}*|marqu\p{Alpha}*)$/u.test(
        word
      )
    )
  )
}

function asksForAll(words: readonly string[]): boolean {
  return words.some((word, index) => {
    if (word !== 'all' && word !== 'every' && word !== 'each') return false
    const noun = words[skipped(words, index + 1, new Set([...determining, 'check']))] ?? ''
    if (!boxNouns.has(noun) && !boxNounsInPlural.has(noun)) return false
    return (
      words.slice(Math.max(0, index - mostBetween), index).some((other) => verbs.has(other)) ||
      words.slice(index).some((other) => /^(?:tick|check|mark)ed$/.test(other))
    )
  })
}

/** The most words between a verb and the words that it is about: `Put an x in each of the boxes`. */
const mostBetween = 4

const onlyOne =
  /\b(?:exactly|only|just|more than|genau|nur|exactement|seulement|exactamente|solo|sólo|exatamente|apenas) (?:one|1|a single|ein|eine|einen|eines|une|un|una|uma|um)\b|\bsingle (?:box|option|type)|\b(?:one|1|box|option)!? only\b/
const orMore = /\bat least\b|\bmindestens\b|\bor more\b|\bone more of\b|\bthat apply\b/

const thatApply =
  /\b(?:that|which|what|as|if|where) (?:may |is |are )?(?:apply|applies|applicable|relevant|appropriate|needed|necessary)\b/
const oneOfSeveral =
  /\b(?:applicable|relevant|appropriate|any|matching) (?:check)?(?:boxes|options|items|types|lines|points)\b|\b(?:select|choose|pick|check|tick|mark) (?:the|your) (?:types|kinds|categories)\b/

/** Whether a text is about the kind of a change, of which there is always one. */
export function asksForKind(text: string): boolean {
  const lower = readable(text)
  return (
    /\b(?:types?|kinds?|nature|category) of (?:the |this |your )?(?:changes?|pr|pull request|contribution)\b/.test(
      lower
    ) || /\b(?:change|pr|pull request|contribution) (?:types?|kinds?|category)\b/.test(lower)
  )
}

/** What a template says about deleting boxes. */
export type Deletion = 'asked for' | 'forbidden'

/** Whether a text allows authors to delete boxes, or forbids it; undefined if it says neither. */
export function deletionAskedFor(text: string): Deletion | undefined {
  const lower = readable(text)
  const sentences = lower.split(/[.;:!?\n]/).map((sentence) => wordsIn(sentence))
  if (sentences.some((words) => forbidsChanges(words))) return 'forbidden'
  return sentences.some((words) => makesBoxesOptional(words)) || keepOnly.test(lower) || examples.test(lower)
    ? 'asked for'
    : undefined
}

const removing = among('delete deleting remove removing erase strike drop omit skip')
const changing = among('edit alter change modify')
const adapting = among('adapt adjust edit modify customize customise extend tailor change update replace add')
const nothing = among('not never dont no')
const ofTemplate = among(
  'text template box boxes checkbox checkboxes checklist list option options item items line lines task tasks section part'
)
/** Words about boxes that do not apply. */
const inapplicable = among(
  'other others rest remaining irrelevant inapplicable unneeded unused unnecessary unrelated accordingly unless if not dont doesnt isnt arent no items options lines boxes checkboxes ones points entries whatever'
)

function forbidsChanges(words: readonly string[]): boolean {
  return words.some(
    (word, index) =>
      (removing.has(word) || changing.has(word)) &&
      nothing.has(words[index - 1] ?? '') &&
      words.slice(index, index + mostWordsOfObject).some((object) => ofTemplate.has(object))
  )
}

const mostWordsOfObject = 7

function makesBoxesOptional(words: readonly string[]): boolean {
  const at = words.findIndex(
    (word, index) => removing.has(word) || (word === 'out' && /^(?:leave|cross)$/.test(words[index - 1] ?? ''))
  )
  if (at >= 0 && words.slice(at).some((word) => inapplicable.has(word))) return true
  return words.some(
    (word, index) =>
      adapting.has(word) &&
      words
        .slice(index + 1)
        .some(
          (other, distance, following) =>
            (distance < mostBetween && /^(?:checklist|list|items|boxes|points|tasks)$/.test(other) && word !== 'add') ||
            (other === 'as' && /^(?:needed|appropriate|necessary|required)$/.test(following[distance + 1] ?? ''))
        )
  )
}

const keepOnly = /\b(?:keep|leave|retain|include) (?:only|just)\b|\bonly (?:keep|leave|retain|include)\b/
const examples = /\bfor example\b|\bsuch as\b|\bexamples?\b/
