import {nearMiss} from '../align/near-miss.ts'
import {pairBudget} from '../align/pair-budget.ts'
import {foldWhitespace} from '../markdown/text.ts'
import {type HeadingText, foldedText, headingPattern, headingText} from '../template/heading-pattern.ts'
import {isAlsoNamed} from '../template/name-variants.ts'

/** Something with a name in one of the documents: a section, a label, a column. */
export interface Named {
  readonly rank: number
  readonly name: string
  /** The name in the form in which it is compared. */
  readonly key: string
}

/** Things with the same name in several documents. */
export interface Family<Thing extends Named> {
  readonly key: string
  readonly things: readonly Thing[]
  /** The documents that have it. */
  readonly ranks: ReadonlySet<number>
}

/** At most this many pairs of names are compared, the most frequent names first. */
const mostPairs = 100_000

/** If more than this share of the documents with the rarer of two names has both, these are two things. */
const shareOfBoth = 0.05

/** Group things with the same key into families, in the order of their first things. */
export function familiesOf<Thing extends Named>(things: readonly Thing[]): ReadonlyArray<Family<Thing>> {
  const byKey = new Map<string, Thing[]>()
  for (const thing of things) {
    const known = byKey.get(thing.key)
    if (known) known.push(thing)
    else byKey.set(thing.key, [thing])
  }
  return Array.from(byKey, ([key, own]) => familyOf(key, own))
}

export function familyOf<Thing extends Named>(key: string, things: readonly Thing[]): Family<Thing> {
  return {key, things, ranks: new Set(things.map(({rank}) => rank))}
}

/**
 * Join families with similar names: a few letters off, in another form, or one within the other; never two that occur
 * together in documents.
 *
 * @param isJoinable Whether a family may take in others; it limits how many names are compared with all others.
 */
export function joined<Thing extends Named>(
  families: ReadonlyArray<Family<Thing>>,
  isJoinable: (family: Family<Thing>) => boolean
): ReadonlyArray<Family<Thing>> {
  const sorted = families.toSorted((one, other) => other.ranks.size - one.ranks.size)
  const afford = pairBudget(mostPairs)
  const taken = new Set<Family<Thing>>()
  const result: Array<Family<Thing>> = []
  for (const [at, leader] of sorted.entries()) {
    if (taken.has(leader)) continue
    const rest = isJoinable(leader) ? sorted.slice(at + 1, at + 1 + afford(sorted.length - at - 1, 1)) : []
    result.push(
      withNear(
        leader,
        rest.filter((family) => !taken.has(family)),
        taken
      )
    )
  }
  return result
}

/** A family joined with those that have similar names, which are added to `taken`. */
function withNear<Thing extends Named>(
  leader: Family<Thing>,
  others: ReadonlyArray<Family<Thing>>,
  taken: Set<Family<Thing>>
): Family<Thing> {
  const name = nearTo(leader)
  let family = leader
  for (const other of others) {
    if (!name(headingText(other.things[0]?.name ?? '')) || areBeside(family, other)) continue
    taken.add(other)
    family = familyOf(family.key, [...family.things, ...other.things])
  }
  return family
}

function nearTo({things: [first]}: Family<Named>): (heading: HeadingText) => boolean {
  const pattern = headingPattern(first?.name ?? '', [], false)
  return (heading) => {
    // A different number means a different thing.
    if (digitsOf(pattern.folded) !== digitsOf(heading.folded)) return false
    if (isAlsoNamed(pattern.folded, heading.folded)) return true
    const miss = nearMiss(pattern, heading)
    return miss !== undefined && !miss.isQualified
  }
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D+/g, ' ').trim()
}

function areBeside(one: Family<Named>, other: Family<Named>): boolean {
  const both = [...other.ranks].filter((rank) => one.ranks.has(rank)).length
  return both > shareOfBoth * other.ranks.size
}

/** The spellings in a family, sorted by the number of documents, most first. */
export function spellingsOf<Thing extends Named>(
  {things}: Family<Thing>,
  written: (thing: Thing) => string
): ReadonlyArray<{readonly text: string; readonly thing: Thing; readonly count: number}> {
  const counts = new Map<string, {text: string; thing: Thing; ranks: Set<number>}>()
  for (const thing of things) {
    const text = foldWhitespace(written(thing))
    const known = counts.get(text) ?? {text, thing, ranks: new Set<number>()}
    counts.set(text, known)
    known.ranks.add(thing.rank)
  }
  return Array.from(counts.values(), ({text, thing, ranks}) => ({text, thing, count: ranks.size})).toSorted(
    (a, b) => b.count - a.count
  )
}

/** The names of a family that differ when compared, the most frequent first, each in its most frequent spelling. */
export function otherNames<Thing extends Named>(
  family: Family<Thing>
): ReadonlyArray<{readonly name: string; readonly count: number}> {
  const names = familiesOf(family.things.map((thing) => ({...thing, key: foldedText(thing.name)})))
  return names
    .map((own) => ({name: spellingsOf(own, ({name}) => name)[0]?.text ?? own.key, count: own.ranks.size}))
    .toSorted((a, b) => b.count - a.count)
}
