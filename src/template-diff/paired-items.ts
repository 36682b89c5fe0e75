import {likeness, wordsInSeveral} from '../align/likeness.ts'
import {longestIncreasingSubsequence} from '../align/longest-increasing-subsequence.ts'
import {nearMiss} from '../align/near-miss.ts'
import {grouped} from '../grouped.ts'
import {type HeadingPattern, headingText} from '../template/heading-pattern.ts'

/** An item of a list of the old template, and the same item in the new one. */
interface ItemPair<Item> {
  readonly old: Item
  readonly now: Item
  readonly isRenamed: boolean
  /** Whether it is out of order, relative to most of the others. */
  readonly isMoved: boolean
}

/** The items of a list in two versions, paired. */
export interface PairedItems<Item> {
  /** In the new template's order. */
  readonly kept: ReadonlyArray<ItemPair<Item>>
  readonly removed: readonly Item[]
  readonly added: readonly Item[]
}

/** How items of a kind are recognised. */
export interface Naming<Item> {
  readonly patternOf: (item: Item) => HeadingPattern
  /** The names by which an item is recognised. Items of both versions are the same if they share one. */
  readonly namesOf: (item: Item) => readonly string[]
  /** Whether the only items left over on either side, in the same place among others that were kept, are one item that was renamed. */
  readonly isKeptAlone?: (old: Item, now: Item) => boolean
  /** Whether a check accepts the old item as the new one, whatever its name. */
  readonly isTakenFor?: (old: Item, now: Item) => boolean
}

/** If there are more pairs of names, none are compared for renaming. */
const mostPairs = 50_000

/**
 * Pair a list of the old template (labels, columns, rows, boxes, keys) with that of the new one: first names that a check
 * does not distinguish, each once; then similar names, or names that share words in the same place.
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

/** The last item of a list that is not taken; removes the taken ones after it. */
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

/** With at least this many kept items, their places identify an item between them. */
const fewestAround = 2

/** The words that several names of one version share, so that they distinguish none. */
export function commonWords(old: readonly HeadingPattern[], now: readonly HeadingPattern[]): ReadonlySet<string> {
  return new Set([...wordsInSeveral(old), ...wordsInSeveral(now)])
}

/** The best candidates, so that each item of either side is used once. */
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

/** Returns a function that says whether two items are between the same paired items. */
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

/** For each item, the paired ones around it, as items of the new template. */
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

/** How likely a name was changed into another: a few letters off, one within the other, or shared words that distinguish it; 0 if it hardly was. */
export function renameScore(
  old: HeadingPattern,
  now: HeadingPattern,
  common: ReadonlySet<string>,
  isInPlace: boolean
): number {
  const miss = nearMiss(old, headingText(now.name)) ?? nearMiss(now, headingText(old.name))
  if (miss && miss.cost < 1) return 2 - miss.cost
  const {score, words} = likeness(old, now)
  // Short words are enough if they are most of the names, or in the same place.
  if (!words.some((word) => (word.length > 3 || isInPlace || score >= mostWords) && !common.has(word))) return 0
  if (miss && isInPlace) return 1
  return score >= (isInPlace ? someWords : mostWords) ? score : 0
}

/** The share of words that two names must have in common in the same place, and anywhere, as for labels of documents. */
const someWords = 0.4
const mostWords = 0.6

/** The score of certain pairs, higher than any likeness of names. */
const certain = 3
