import {remembered} from '../remembered.ts'
import leven from 'leven'
import {
  type HeadingPattern,
  type HeadingText,
  fitsPattern,
  headingText,
  isOpen,
  isWildcard,
  leadOf,
  literalForm,
  numberedLead,
  tailOf,
  withDashesOf
} from '../template/heading-pattern.ts'
import {areOpposites} from './opposites.ts'
import type {SectionSpec} from '../template/schema.ts'

/** How near a heading is to a pattern that it does not fit. */
export interface NearMiss {
  /** 0 is nearest; letters off as a share of the name's length, 1 and more for names within each other. */
  readonly cost: number
  /** The heading as it should be; undefined where it says more than the pattern does, or where that leaves it open. */
  readonly replacement?: string
  /** Whether a bare word beside the name may make it one of something else: `Monitoring boundaries`, `Restore validation`. */
  readonly isQualified?: true
}

/** How a heading that nearly fits is written right. */
export interface Misspelling {
  /** The heading's text as it should be; undefined where it says more than that, or where the template leaves it open. */
  readonly replacement?: string
  /** Whether the heading has some of the name's words only, so that it may be the name of something else: `Status` for `Current Status`. */
  readonly isPart?: true
  /** The other sections that the heading joins with this one, which are not there by themselves. */
  readonly merges?: readonly SectionSpec[]
}

/** What a name within the other costs: more than any slip. */
export const containedCost = 1

/** Names longer than this are not compared letter by letter. */
const longestName = 200

/**
 * Whether a heading was meant as a pattern that it does not fit: a few letters off, or one name's words among the
 * other's.
 */
export function nearMiss(pattern: HeadingPattern, heading: HeadingText): NearMiss | undefined {
  if (isWildcard(pattern) || heading.folded.length > longestName) return undefined
  if (pattern.expression !== undefined) return nearNameOf(pattern, heading)
  return isOpen(pattern) ? nearOpenPattern(pattern, heading) : nearName(pattern, heading)
}

/** Whether a text is a pattern's literal name but for a few letters: of a short name one in eight, since `Mitigation` is no `Motivation`. */
export function isSlip(pattern: HeadingPattern, {exact, folded}: HeadingText): boolean {
  const most = pattern.folded.split(' ').length > 2 ? 1 : 1 / 8
  return (
    folded.length <= longestName &&
    (lettersOff(pattern.folded, folded) ?? Number.POSITIVE_INFINITY) <= most &&
    hasForeignLetters(pattern.skeleton) === hasForeignLetters(exact) &&
    !areOpposites(pattern.folded, folded)
  )
}

/** Whether a near miss is a heading that says more than the pattern does: `Drawbacks and Risks` for `Drawbacks`. */
export function saysMore({cost, replacement}: NearMiss): boolean {
  return cost >= containedCost && replacement === undefined
}

function nearName(pattern: HeadingPattern, heading: HeadingText): NearMiss | undefined {
  const [expected, actual] = [pattern.folded, heading.folded]
  const slip = slipBetween(expected, actual)
  // In languages with such letters a name goes before what is said of it.
  const miss: NearMiss | undefined =
    slip !== undefined
      ? {cost: slip, replacement: literalForm(pattern)}
      : isPartOf(actual, expected)
        ? {cost: containedCost, replacement: literalForm(pattern)}
        : isPartOf(expected, actual) ||
            partsOf(heading).some((part) => part === expected || lettersOff(expected, part) !== undefined)
          ? {
              cost: containedCost,
              ...(isQualified(expected, actual) &&
                !(hasForeignLetters(heading.exact) && actual.startsWith(expected)) && {isQualified: true})
            }
          : undefined
  const isTranslation = slip !== undefined && hasForeignLetters(pattern.skeleton) !== hasForeignLetters(heading.exact)
  return miss && !isTranslation && !areOpposites(expected, actual) ? miss : undefined
}

/** Whether a name has another, of one word, at an end, with nothing but words beside it: it may be of something else. */
function isQualified(expected: string, actual: string): boolean {
  if (/[^\p{L}\p{N}-]/u.test(expected)) return false
  const beside = actual.startsWith(`${expected} `)
    ? actual.slice(expected.length + 1)
    : actual.endsWith(` ${expected}`)
      ? actual.slice(0, -expected.length - 1)
      : ''
  if (beside.split(' ').every((word) => generic.has(word))) return false
  return beside !== '' && !/[^\p{L}\p{N} '-]/u.test(beside) && !linking.test(beside)
}

/** Words that say what kind of text something is, and not of what. */
const generic: ReadonlySet<string> = new Set(
  'commands details guide information instructions notes overview plan procedure procedures process section steps summary'.split(
    ' '
  )
)

/** A word that joins names, or leads on from one, at either end of the words beside it. */
const linking =
  /^(?:and|or|of|for|in|on|with|to|from|by|at|as|per|vs|über|und|oder|für|von|mit|zur?|et|ou|des?|du|pour|y|o|e|para|con|com|d[aoe]s?|by|и|для)(?= )| (?:and|or|und|oder|et|ou|y|e|и)$/

/** Of a heading that a regular expression allows otherwise, its own name is meant where that fits. */
function nearNameOf(pattern: HeadingPattern, heading: HeadingText): NearMiss | undefined {
  const {expression: _, ...named} = pattern
  if (isOpen(named) || !fitsPattern(pattern, headingText(named.name))) return undefined
  const miss = nearName(named, heading)
  return miss && miss.cost < containedCost ? miss : undefined
}

/** The names that a heading joins: `Drawbacks, Risks and Alternatives`; kept, since a heading is held against many patterns. */
function partsOf(heading: HeadingText): readonly string[] {
  const known = partsByHeading.get(heading)
  if (known) return known
  // Behind a colon stands what a heading says of its subject, not a second one.
  const parts = joint.test(heading.folded) && !heading.folded.includes(': ') ? heading.folded.split(joint) : []
  partsByHeading.set(heading, parts)
  return parts
}

const partsByHeading = new WeakMap<HeadingText, readonly string[]>()

const joint = / ?[,/+&] ?| (?:and|or) /

/** Letters off as a share of the longer name; undefined where these are too many for a slip. */
function lettersOff(expected: string, actual: string): number | undefined {
  const longest = Math.max(expected.length, actual.length)
  const shortest = Math.min(expected.length, actual.length)
  const allowed = Math.max(Math.min(2, Math.floor(shortest / 4)), Math.floor(longest / 5))
  if (longest - shortest > allowed) return undefined
  if (leastDistance(expected, actual) > allowed) return undefined
  if (allowed > 0 && areSwapped(expected, actual)) return 1 / longest
  const distance = leven(expected, actual, {maxDistance: allowed + 1})
  return distance <= allowed ? distance / longest : undefined
}

/**
 * No two names are nearer than the letters that one has more often than the other: a cheap bound, which most pairs do not
 * pass (bag distance; Bartolini, Ciaccia and Patella, String Matching with Metric Trees Using an Approximate Distance, 2002).
 */
function leastDistance(expected: string, actual: string): number {
  const [left, right] = [lettersOf(expected), lettersOf(actual)]
  let [more, less] = [0, 0]
  for (let letter = 0; letter < letterKinds; letter++) {
    const difference = (left[letter] as number) - (right[letter] as number)
    if (difference > 0) more += difference
    else less -= difference
  }
  return Math.max(more, less)
}

const letterKinds = 32
const mostNames = 20_000

/** How often each letter stands in a name, letters of all scripts shared out among so many kinds. */
const lettersOf = remembered((name) => {
  const counts = new Uint8Array(letterKinds)
  for (let at = 0; at < name.length; at++) (counts[name.charCodeAt(at) % letterKinds] as number)++
  return counts
}, mostNames)

/** Whether two neighbouring letters stand in the wrong order, the commonest slip: `Tpye` for `Type`. */
function areSwapped(expected: string, actual: string): boolean {
  let at = 0
  while (at < expected.length && expected[at] === actual[at]) at++
  return (
    at < expected.length - 1 &&
    expected.slice(0, at) + expected.charAt(at + 1) + expected.charAt(at) + expected.slice(at + 2) === actual
  )
}

/** What letters are off, where no word is another. */
function slipBetween(expected: string, actual: string): number | undefined {
  const letters = lettersOff(expected, actual)
  return letters !== undefined && exchangesWord(expected, actual) ? undefined : letters
}

/** Whether a name has another word in the place of one of the other's: `Kiln settings for daily use` for `Device settings for daily use`. */
function exchangesWord(expected: string, actual: string): boolean {
  const [ours, theirs] = [expected.split(' '), actual.split(' ')]
  if (ours.length < fewestWords || ours.length !== theirs.length) return false
  const [at, ...others] = ours.flatMap((word, index) => (word === theirs[index] ? [] : [index]))
  const [our = '', their = ''] = at === undefined ? [] : [ours[at], theirs[at]]
  return others.length === 0 && leven(our, their) * 2 > Math.max(our.length, their.length)
}

/** In fewer words more than a few letters are no slip, either. */
const fewestWords = 3

/** Letters beyond ASCII on one side only: a translation, not a slip. */
function hasForeignLetters(text: string): boolean {
  return /[^\p{ASCII}\p{P}\p{S}\s]/u.test(text)
}

/**
 * Whether a name's words open or close the other's, or do both around further words, and make up a third of them or more;
 * before a colon they may be fewer.
 */
function isPartOf(part: string, whole: string): boolean {
  if (part.length < 4 || part.length >= whole.length) return false
  const rest = whole.startsWith(part) ? whole.slice(part.length) : ''
  if (rest.startsWith(': ')) return true
  const opens = /^[,;]? /.test(rest)
  const closes = whole.endsWith(part) && whole[whole.length - part.length - 1] === ' '
  return (opens || closes || surrounds(part, whole)) && part.split(' ').length * 3 >= whole.split(' ').length
}

/** Whether a name is another's with words put in: `Alternatives previously considered`. */
function surrounds(part: string, whole: string): boolean {
  for (
    let end = part.indexOf(' ');
    end > 0 && whole.startsWith(part.slice(0, end + 1));
    end = part.indexOf(' ', end + 1)
  ) {
    if (whole.endsWith(part.slice(end))) return true
  }
  return false
}

/**
 * `Isue 1: Timeout` for `Issue 1: [Problem]`, `Acme Integraton Guide` for `[Name] Integration Guide`: the words before the
 * first slot decide, or those behind the last.
 */
function nearOpenPattern(pattern: HeadingPattern, heading: HeadingText): NearMiss | undefined {
  const lead = leadOf(pattern)
  const words = heading.exact.split(' ')
  if (lead.length >= 4) {
    const count = lead.split(' ').length
    const rest = words.slice(count)
    if (numberedLead(pattern) !== undefined && !/^(?:\d+|[a-z])(?![\p{L}\p{N}])/iu.test(rest.join(' ')))
      return undefined
    return nearWords(pattern, pattern.skeleton.slice(0, lead.length), words.slice(0, count), (fixed) =>
      withDashesOf(heading, [fixed, ...rest])
    )
  }
  const tail = tailOf(pattern)
  if (tail.length < 4) return undefined
  const start = words.length - tail.split(' ').length
  return nearWords(pattern, tail, words.slice(Math.max(0, start)), (fixed) =>
    withDashesOf(heading, [...words.slice(0, Math.max(0, start)), fixed])
  )
}

function nearWords(
  pattern: HeadingPattern,
  expected: string,
  actual: readonly string[],
  put: (words: string) => string
): NearMiss | undefined {
  const cost = lettersOff(expected.toLowerCase(), actual.join(' ').replace(/:$/, '').toLowerCase())
  if (cost === undefined) return undefined
  const replacement = put(expected).replace(/ (?=[:,;])/, '')
  return fitsPattern(pattern, headingText(replacement)) ? {cost, replacement} : {cost}
}
