import {likeness, wordsInSeveral} from '../align/likeness.ts'
import {longestIncreasingSubsequence} from '../align/longest-increasing-subsequence.ts'
import {nearMiss} from '../align/near-miss.ts'
import {grouped} from '../grouped.ts'
import {type HeadingPattern, headingText} from '../template/heading-pattern.ts'

/** Something of a list of the old template that is something of the new one's. */
interface ItemPair<Item> {
  readonly old: Item
  readonly now: Item
  readonly isRenamed: boolean
  /** Whether it stands elsewhere among the others, seen from most of them. */
  readonly isMoved: boolean
}

/** What became of the items of a list. */
export interface PairedItems<Item> {
  /** In the new template's order. */
  readonly kept: ReadonlyArray<ItemPair<Item>>
  readonly removed: readonly Item[]
  readonly added: readonly Item[]
}

/** How items of a kind are known again. */
export interface Naming<Item> {
  readonly patternOf: (item: Item) => HeadingPattern
  /** The names by which an item is known; that of a document that fits the old one fits the new one where they have one in common. */
  readonly namesOf: (item: Item) => readonly string[]
  /** Whether the only items that are left on either side, in one place among others that stayed, are one with another name. */
  readonly isKeptAlone?: (old: Item, now: Item) => boolean
  /** Whether a check takes what fits the old one for the new one, whatever its name. */
  readonly isTakenFor?: (old: Item, now: Item) => boolean
}

/** More pairs of names than these are not compared for a new name. */
const mostPairs = 50_000

/**
 * Lay a list of the old template (labels, columns, rows, boxes, keys) on that of the new one: names that are the same to a
 * check first, each once; of what is left, names that are near each other, or have words in common in the same place.
 */
export function pairItems<Item>(old: readonly Item[], now: readonly Item[], naming: Naming<Item>): PairedItems<Item> {
  const pairs = new Map(samePairs(old, now, naming).map(([item, other]) => [item, {other, isRenamed: false}]))
  for (const [item, other] of renamedPairs(
    old,
    now,
    new Map(Array.from(pairs, ([key, pair]) => [key, pair.other])),
    naming
  ))
    pairs.set(item, {other, isRenamed: naming.isTakenFor?.(item, other) !== true})
  const formerly = new Map(Array.from(pairs, ([item, {other}]) => [other, item]))
  const ranks = new Map(old.map((item, rank) => [item, rank]))
  const present = now.flatMap((item) => (formerly.has(item) ? [{now: item, old: formerly.get(item) as Item}] : []))
  const inOrder = new Set(longestIncreasingSubsequence(present.map((pair) => ranks.get(pair.old) ?? 0)))
  return {
    kept: present.map((pair, index) => ({
      ...pair,
      isRenamed: pairs.get(pair.old)?.isRenamed ?? false,
      isMoved: !inOrder.has(index)
    })),
    removed: old.filter((item) => !pairs.has(item)),
    added: now.filter((item) => !formerly.has(item))
  }
}

function samePairs<Item>(
  old: readonly Item[],
  now: readonly Item[],
  {namesOf}: Naming<Item>
): ReadonlyArray<readonly [Item, Item]> {
  const byName = grouped(now.toReversed(), (item) => new Set(namesOf(item)))
  const taken = new Set<Item>()
  return old.flatMap((item) => {
    const found = namesOf(item)
      .map((name) => firstLeft(byName.get(name) ?? [], taken))
      .find((other) => other !== undefined)
    if (found === undefined) return []
    taken.add(found)
    return [[item, found] as const]
  })
}

/** The last of a list that is not taken, without those that are. */
function firstLeft<Item>(items: Item[], taken: ReadonlySet<Item>): Item | undefined {
  while (items.length > 0 && taken.has(items.at(-1) as Item)) items.pop()
  return items.at(-1)
}

function renamedPairs<Item>(
  old: readonly Item[],
  now: readonly Item[],
  same: ReadonlyMap<Item, Item>,
  {patternOf, isTakenFor, isKeptAlone}: Naming<Item>
): ReadonlyArray<readonly [Item, Item]> {
  const taken = new Set(same.values())
  const [gone, added] = [old.filter((item) => !same.has(item)), now.filter((item) => !taken.has(item))]
  if (gone.length * added.length > mostPairs) return []
  const common = commonWords(
    old.map((item) => patternOf(item)),
    now.map((item) => patternOf(item))
  )
  const isInPlace = gapComparison(old, now, same)
  const isAlone = gone.length === 1 && added.length === 1 && same.size >= fewestAround
  const candidates = gone
    .flatMap((item) =>
      added.map((other) => ({
        item,
        other,
        score:
          isTakenFor?.(item, other) === true
            ? certain
            : renameScore(patternOf(item), patternOf(other), common, isInPlace(item, other)) ||
              Number(isAlone && isInPlace(item, other) && isKeptAlone?.(item, other) === true)
      }))
    )
    .filter(({score}) => score > 0)
  return bestPairs(candidates).map(({item, other}) => [item, other])
}

/** So many others say by their places what is between them. */
const fewestAround = 2

/** The words that several names of one template have, so that they tell none of them from another. */
export function commonWords(old: readonly HeadingPattern[], now: readonly HeadingPattern[]): ReadonlySet<string> {
  return new Set([...wordsInSeveral(old), ...wordsInSeveral(now)])
}

/** Of candidates the best, each item of either side once. */
export function bestPairs<Item>(
  candidates: ReadonlyArray<{readonly item: Item; readonly other: Item; readonly score: number}>
): ReadonlyArray<{readonly item: Item; readonly other: Item}> {
  const [items, others] = [new Set<Item>(), new Set<Item>()]
  return candidates
    .toSorted((a, b) => b.score - a.score)
    .filter(({item, other}) => {
      if (items.has(item) || others.has(other)) return false
      items.add(item)
      others.add(other)
      return true
    })
}

/** Tells whether two items stand between the same of those that are paired. */
export function gapComparison<Item>(
  old: readonly Item[],
  now: readonly Item[],
  same: ReadonlyMap<Item, Item>
): (item: Item, other: Item) => boolean {
  const isPaired = new Set(same.values())
  const before = gapsOf(old, (item) => same.get(item))
  const after = gapsOf(now, (item) => (isPaired.has(item) ? item : undefined))
  return (item, other) =>
    before.get(item)?.[0] === after.get(other)?.[0] && before.get(item)?.[1] === after.get(other)?.[1]
}

/** For each item the paired ones around it, named by the new template's. */
function gapsOf<Item>(
  items: readonly Item[],
  pairedAs: (item: Item) => Item | undefined
): ReadonlyMap<Item, readonly [Item | undefined, Item | undefined]> {
  const gaps = new Map<Item, [Item | undefined, Item | undefined]>()
  let last: Item | undefined
  for (const item of items) {
    gaps.set(item, [last, undefined])
    last = pairedAs(item) ?? last
  }
  let next: Item | undefined
  for (const item of items.toReversed()) {
    const gap = gaps.get(item)
    if (gap) gap[1] = next
    next = pairedAs(item) ?? next
  }
  return gaps
}

/** How likely a name was made another: letters off, one within the other, words in common, a telling one among them; 0 where it hardly was. */
export function renameScore(
  old: HeadingPattern,
  now: HeadingPattern,
  common: ReadonlySet<string>,
  isInPlace: boolean
): number {
  const miss = nearMiss(old, headingText(now.name)) ?? nearMiss(now, headingText(old.name))
  if (miss && miss.cost < 1) return 2 - miss.cost
  const {score, words} = likeness(old, now)
  // Short words say enough where they are most of the names, or in one place.
  if (!words.some((word) => (word.length > 3 || isInPlace || score >= mostWords) && !common.has(word))) return 0
  if (miss && isInPlace) return 1
  return score >= (isInPlace ? someWords : mostWords) ? score : 0
}

/** The share of words that two names must have in common in one place, and anywhere; as for labels of documents. */
const someWords = 0.4
const mostWords = 0.6

/** More than any likeness of names. */
const certain = 3
