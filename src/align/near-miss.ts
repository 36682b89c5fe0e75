import leven from 'leven'
import {type HeadingPattern, type HeadingText, fitsPattern, headingText, isOpen, isWildcard, leadOf, tailOf} from '../template/heading-pattern.ts'
import type {Misspelling} from './alignment.ts'

/** How near a heading is to a pattern that it does not fit: `cost` 0 is nearest. */
export interface NearMiss extends Misspelling {
  readonly cost: number
}

/** Names longer than this are not compared letter by letter. */
const longestName = 200

/**
 * Whether a heading was meant as a pattern that it does not fit: a few letters off, or one name's words at an end of
 * the other's.
 */
export function nearMiss(pattern: HeadingPattern, heading: HeadingText): NearMiss | undefined {
  if (pattern.expression !== undefined || isWildcard(pattern) || heading.folded.length > longestName) return undefined
  return isOpen(pattern) ? nearOpenPattern(pattern, heading) : nearName(pattern, heading)
}

function nearName(pattern: HeadingPattern, heading: HeadingText): NearMiss | undefined {
  const cost = nameDistance(pattern.folded, heading.folded)
  return cost === undefined ? undefined : {cost, replacement: pattern.skeleton}
}

/** Letters off as a share of the longer name, 1 for a name within the other's words, or undefined for "not near". */
function nameDistance(expected: string, actual: string): number | undefined {
  const cost = lettersOff(expected, actual) ?? (isPartOf(expected, actual) || isPartOf(actual, expected) ? 1 : undefined)
  return cost === undefined || hasForeignLetters(expected) !== hasForeignLetters(actual) ? undefined : cost
}

function lettersOff(expected: string, actual: string): number | undefined {
  const longest = Math.max(expected.length, actual.length)
  const shortest = Math.min(expected.length, actual.length)
  const allowed = Math.max(Math.min(2, Math.floor(shortest / 4)), Math.floor(longest / 5))
  if (longest - shortest > allowed) return undefined
  const distance = leven(expected, actual, {maxDistance: allowed + 1})
  return distance <= allowed ? distance / longest : undefined
}

/** Letters beyond ASCII on one side only: a translation, not a slip. */
function hasForeignLetters(text: string): boolean {
  return /[^\p{ASCII}\p{P}\p{S}\s]/u.test(text)
}

/** Whether a name's words open or close the other's, and make up a third of them or more. */
function isPartOf(part: string, whole: string): boolean {
  if (part.length < 4 || part.length >= whole.length) return false
  const opens = whole.startsWith(part) && /^:? /.test(whole.slice(part.length))
  const closes = whole.endsWith(part) && whole[whole.length - part.length - 1] === ' '
  return (opens || closes) && part.split(' ').length * 3 >= whole.split(' ').length
}

/** `Isue 1: Timeout` for `Issue 1: [Problem]`, `Acme Integraton Guide` for `[Name] Integration Guide`: the words before the first slot decide, or those behind the last. */
function nearOpenPattern(pattern: HeadingPattern, heading: HeadingText): NearMiss | undefined {
  const lead = leadOf(pattern)
  const words = heading.exact.split(' ')
  if (lead.length >= 4) {
    const count = lead.split(' ').length
    const rest = words.slice(count)
    if (pattern.folded.includes(`${lead} №`) && !/^(?:\d+|[a-z])(?![\p{L}\p{N}])/iu.test(rest.join(' '))) return undefined
    return nearWords(pattern, pattern.skeleton.slice(0, lead.length), words.slice(0, count), (fixed) => [fixed, ...rest])
  }
  const tail = tailOf(pattern)
  if (tail.length < 4) return undefined
  const start = words.length - tail.split(' ').length
  return nearWords(pattern, tail, words.slice(Math.max(0, start)), (fixed) => [...words.slice(0, Math.max(0, start)), fixed])
}

function nearWords(pattern: HeadingPattern, expected: string, actual: readonly string[], put: (words: string) => readonly string[]): NearMiss | undefined {
  const cost = nameDistance(expected.toLowerCase(), actual.join(' ').replace(/:$/, '').toLowerCase())
  if (cost === undefined || cost === 1) return undefined
  const replacement = put(expected).join(' ')
  return fitsPattern(pattern, headingText(replacement)) ? {cost, replacement} : {cost}
}
