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
import {isGeneralNoun} from './general-nouns.ts'
import {joinedTo, joint} from './joint.ts'
import {areOpposites} from './opposites.ts'
import type {SectionSpec} from '../template/schema.ts'

/** How near a heading is to a pattern that it does not fit. */
export interface NearMiss {
  /** 0 is nearest; below 1 the letters off as a share of the name's length, from 1 on one name contains the other. */
  readonly cost: number
  /** The corrected heading; undefined if it says more than the pattern, or if the pattern leaves it open. */
  readonly replacement?: string
  /** Whether a word next to the name may make it the name of something else: `Monitoring boundaries`, `Restore validation`. */
  readonly isQualified?: true
}

/** How a heading that nearly fits differs from its pattern. */
export interface Misspelling {
  /** The corrected heading; undefined if it says more than the pattern, or if the template leaves it open. */
  readonly replacement?: string
  /** Whether the heading has only some of the name's words, so that it may be the name of something else: `Status` for `Current Status`. */
  readonly isPart?: true
  /** The other sections that the heading joins with this one; they have no heading of their own. */
  readonly merges?: readonly SectionSpec[]
}

/** The cost if one name contains the other: more than any slip. */
export const containedCost = 1

/** Names longer than this are not compared letter by letter. */
const longestName = 200

/**
 * How nearly a heading fits a pattern: a few letters off, or one name's words among the other's; undefined if it does not.
 */
export function nearMiss(pattern: HeadingPattern, heading: HeadingText): NearMiss | undefined {
  if (isWildcard(pattern) || heading.folded.length > longestName) return undefined
  if (pattern.expression !== undefined) return nearNameOf(pattern, heading)
  return isOpen(pattern) ? nearOpenPattern(pattern, heading) : nearName(pattern, heading)
}

/** Whether a text is a pattern's literal name except for a few letters; of a name of one or two words at most one in eight, since `Mitigation` is not `Motivation`. */
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
  // In languages with such letters, a name comes before its qualifiers.
  const miss: NearMiss | undefined =
    slip !== undefined
      ? {cost: slip, replacement: literalForm(pattern)}
      : isPartOf(actual, expected)
        ? {cost: containedCost, replacement: literalForm(pattern)}
        : isWithin(expected, heading)
          ? {
              cost: containedCost,
              ...(isQualified(expected, actual) &&
                !(hasForeignLetters(heading.exact) && actual.startsWith(expected)) && {isQualified: true})
            }
          : undefined
  const isTranslation = slip !== undefined && hasForeignLetters(pattern.skeleton) !== hasForeignLetters(heading.exact)
  return miss && !isTranslation && !areOpposites(expected, actual) ? miss : undefined
}

/** Whether a heading has all words of a name side by side, or joins it to others. */
function isWithin(expected: string, heading: HeadingText): boolean {
  return (
    isPartOf(expected, heading.folded) ||
    joinedTo(expected, heading.folded) !== undefined ||
    partsOf(heading).some((part) => part === expected || lettersOff(expected, part) !== undefined)
  )
}

/** Whether a name has another, of one word, at one end and only words next to it: then it may name something else. */
function isQualified(expected: string, actual: string): boolean {
  if (/[^\p{Alpha}\p{N}-]/u.test(expected)) return false
  const beside = actual.startsWith(`${expected} `)
    ? actual.slice(expected.length + 1)
    : actual.endsWith(` ${expected}`)
      ? actual.slice(0, -expected.length - 1)
      : ''
  if (beside.split(' ').every((word) => isGeneralNoun(word))) return false
  return beside !== '' && !/[^\p{Alpha}\p{N} '-]/u.test(beside) && !linking.test(beside)
}

/** A word that joins names or links to the next, at either end of the words next to a name. */
const linking =
  /^(?:and|or|of|for|in|on|with|to|from|by|at|as|per|vs|über|und|oder|für|von|mit|zur?|et|ou|des?|du|pour|y|o|e|para|con|com|d[aoe]s?|by|и|для)(?= )| (?:and|or|und|oder|et|ou|y|e|и)$/

/** Compares a heading with the name of a pattern whose regular expression allows others, if its own name fits that. */
function nearNameOf(pattern: HeadingPattern, heading: HeadingText): NearMiss | undefined {
  const {expression: _, ...named} = pattern
  if (isOpen(named) || !fitsPattern(pattern, headingText(named.name))) return undefined
  const miss = nearName(named, heading)
  return miss && miss.cost < containedCost ? miss : undefined
}

/** The names that a heading joins: `Drawbacks, Risks and Alternatives`; cached, since a heading is compared with many patterns. */
function partsOf(heading: HeadingText): readonly string[] {
  const known = partsByHeading.get(heading)
  if (known) return known
  // After a colon, a heading says something about its subject; that is not a second name.
  const parts = joint.test(heading.folded) && !heading.folded.includes(': ') ? heading.folded.split(joint) : []
  partsByHeading.set(heading, parts)
  return parts
}

const partsByHeading = new WeakMap<HeadingText, readonly string[]>()

/** Letters off as a share of the longer name; undefined if they are too many for a slip. */
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
 * A cheap lower bound of the distance between two names: the letters that one has more often than the other. It rules out
 * most pairs (bag distance; Bartolini, Ciaccia and Patella, String Matching with Metric Trees Using an Approximate
 * Distance, 2002).
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

/** How often each letter occurs in a name; the letters of all scripts share this many counters. */
const lettersOf = remembered((name) => {
  const counts = new Uint8Array(letterKinds)
  for (let at = 0; at < name.length; at++) (counts[name.charCodeAt(at) % letterKinds] as number)++
  return counts
}, mostNames)

/** Whether two adjacent letters are swapped, the commonest slip: `Tpye` for `Type`. */
function areSwapped(expected: string, actual: string): boolean {
  let at = 0
  while (at < expected.length && expected[at] === actual[at]) at++
  return (
    at < expected.length - 1 &&
    expected.slice(0, at) + expected.charAt(at + 1) + expected.charAt(at) + expected.slice(at + 2) === actual
  )
}

/** Letters off as a share of the longer name; undefined if they exchange a word. */
function slipBetween(expected: string, actual: string): number | undefined {
  const letters = lettersOff(expected, actual)
  return letters !== undefined && exchangesWord(expected, actual) ? undefined : letters
}

/** Whether one name has another word in the place of one of the other's: `Kiln settings for daily use` for `Device settings for daily use`. */
function exchangesWord(expected: string, actual: string): boolean {
  const [ours, theirs] = [expected.split(' '), actual.split(' ')]
  if (ours.length < fewestWords || ours.length !== theirs.length) return false
  const [at, ...others] = ours.flatMap((word, index) => (word === theirs[index] ? [] : [index]))
  const [our = '', their = ''] = at === undefined ? [] : [ours[at], theirs[at]]
  return others.length === 0 && leven(our, their) * 2 > Math.max(our.length, their.length)
}

/** In shorter names, `lettersOff` already excludes another word. */
const fewestWords = 3

/** Whether a text has non-ASCII letters; on one side only, these are a translation, not a slip. */
function hasForeignLetters(text: string): boolean {
  return /[^\p{ASCII}\p{P}\p{S}\s]/u.test(text)
}

/**
 * Whether a name's words start or end the other's, or surround further words, and are a third of them or more; before a
 * colon they may be fewer.
 */
function isPartOf(part: string, whole: string): boolean {
  if (part.length < 4 || part.length >= whole.length) return false
  const rest = whole.startsWith(part) ? whole.slice(part.length) : ''
  if (rest.startsWith(': ')) return true
  const opens = /^[,;]? /.test(rest)
  const closes = whole.endsWith(part) && whole[whole.length - part.length - 1] === ' '
  return (opens || closes || surrounds(part, whole)) && part.split(' ').length * 3 >= whole.split(' ').length
}

/** Whether a name is the other's with words inserted: `Alternatives previously considered`. */
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
 * Compares a heading with a pattern that has slots, by the words before the first slot or, if those are too short, after the
 * last: `Isue 1: Timeout` for `Issue 1: [Problem]`, `Acme Integraton Guide` for `[Name] Integration Guide`.
 */
function nearOpenPattern(pattern: HeadingPattern, heading: HeadingText): NearMiss | undefined {
  const lead = leadOf(pattern)
  const words = heading.exact.split(' ')
  if (lead.length >= 4) {
    const whole = pattern.skeleton.slice(0, lead.length)
    const name = whole.replace(separatorAtEnd, '')
    const separator = whole.slice(name.length)
    const count = name.split(' ').length
    const rest = words.slice(count).join(' ')
    if (numberedLead(pattern) !== undefined && !/^(?:\d+|[a-z])(?![\p{Alpha}\p{N}])/iu.test(rest)) return undefined
    return nearWords(pattern, name, words.slice(0, count), (fixed) =>
      withDashesOf(heading, [fixed + separator, separator === '' ? rest : rest.replace(separatorAtStart, '')])
    )
  }
  const tail = tailOf(pattern)
  if (tail.length < 4) return undefined
  const name = tail.replace(separatorAtStart, '')
  const separator = tail.slice(0, tail.length - name.length)
  const start = Math.max(0, words.length - name.split(' ').length)
  const before = words.slice(0, start).join(' ')
  return nearWords(pattern, name, words.slice(start), (fixed) =>
    withDashesOf(heading, [separator === '' ? before : before.replace(separatorAtEnd, ''), separator + fixed])
  )
}

// A separator stands for no word, of which the heading would lose one: `[Name]: Integration Guide`.
const separatorAtStart = /^[:-]{1,3} /
const separatorAtEnd = /(?: [:-]{1,3}|:)$/

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
