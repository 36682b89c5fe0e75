import type {HeadingText} from '../template/heading-pattern.ts'
import {areOpposites} from './opposites.ts'

/** A name of which only the words are compared. */
type Name = Pick<HeadingText, 'folded'>

/**
 * What two names have in common: the share of their words (0 to 1), the words of the second that the first has, too, and
 * whether these are all words of the first.
 *
 * @param least If they have a smaller share in common, they count as having nothing in common; most pairs do.
 */
export function likeness(
  expected: Name,
  actual: Name,
  least = 0
): {readonly score: number; readonly words: readonly string[]; readonly isWhole: boolean} {
  const [wanted, given] = [wordsOf(expected), wordsOf(actual)]
  const words = given.filter((word) => wanted.some((other) => areAkin(word, other)))
  const score = (2 * words.length) / (wanted.length + given.length)
  return words.length === 0 || score < least || areOpposites(expected.folded, actual.folded)
    ? {score: 0, words: [], isWhole: false}
    : {score, words, isWhole: words.length >= (expected.folded.match(anyWord) ?? []).length}
}

/** Whether two words share a stem, judged by their beginnings: `checks` and `checklist`. */
function areAkin(word: string, other: string): boolean {
  // The first letter rules out most pairs.
  if (word.charCodeAt(0) !== other.charCodeAt(0)) return false
  if (word === other || `${word}s` === other || word === `${other}s`) return true
  const shortest = Math.min(word.length, other.length)
  let at = 0
  while (at < shortest && word[at] === other[at]) at++
  return shortest > 4 && at > 3 && at >= shortest * 0.75
}

/** Whether one of two names has all words of the other, including those without meaning, and at most three times as many: `Test script` is not `Test plan`. */
export function isOneWithin(one: Name, other: Name): boolean {
  const [short = [], long = []] = [one, other]
    .map(({folded}) => folded.match(anyWord) ?? [])
    .toSorted((a, b) => a.length - b.length)
  return (
    short.length > 0 &&
    short.length * 3 >= long.length &&
    short.every((word) => long.some((given) => areAkin(word, given)))
  )
}

/** Whether a name contains all of another, word for word, that has two meaningful words or more; one word may be part of any name. */
export function holdsName({folded: whole}: Name, name: Name): boolean {
  const part = name.folded
  if (!whole.includes(part) || wordsOf(name).length < 2) return false
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    const beside = (whole[at - 1] ?? '') + (whole[at + part.length] ?? '')
    if (!/[\p{Alpha}\p{N}]/u.test(beside)) return true
  }
  return false
}

/** Whether two names start with the same meaningful word or, if neither has any, with the same word: `What it does` and `What it is`. */
export function startAlike(one: Name, other: Name): boolean {
  const [left, right] = [wordsOf(one)[0], wordsOf(other)[0]]
  if (left !== undefined && right !== undefined) return areAkin(left, right)
  const [first, second] = [firstWordOf(one), firstWordOf(other)]
  return left === right && first !== undefined && second !== undefined && areAkin(first, second)
}

function firstWordOf({folded}: Name): string | undefined {
  return folded.match(anyWord)?.[0]
}

/** The words that several of some names share, so that they distinguish none. */
export function wordsInSeveral(names: readonly Name[]): ReadonlySet<string> {
  const met = new Set<string>()
  return new Set(names.flatMap((name) => [...new Set(wordsOf(name))]).filter((word) => met.has(word) || !met.add(word)))
}

/** Shorter words are in any name. */
const anyWord = /[\p{Alpha}\p{N}]{3,}/gu

const knownWords = new WeakMap<object, readonly string[]>()

/** The meaningful words of a name; cached, since each missing section is compared with many headings. */
export function wordsOf(name: Name): readonly string[] {
  const words = knownWords.get(name) ?? (name.folded.match(anyWord) ?? []).filter((word) => !empty.has(word))
  knownWords.set(name, words)
  return words
}

/** Words that occur in any name, or that only say what kind of text it is. */
const empty: ReadonlySet<string> = new Set(
  [
    'the and for how why who our its are was not new use all any current with from this that what when which where into your have does will been',
    'der die das und für von mit den dem des ein eine was wie wer',
    'les des une pour avec dans que qui quoi sur',
    'los las del una para por con que como',
    'dos das uma para por com que como',
    'section chapter part step steps procedure procedures process processes overview details information notes guide project general additional requirements considerations description plan'
  ].flatMap((words) => words.split(' '))
)
