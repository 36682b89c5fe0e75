import {nearMiss} from '../align/near-miss.ts'
import {pairBudget} from '../align/pair-budget.ts'
import {foldWhitespace} from '../markdown/text.ts'
import {type HeadingText, foldedText, headingPattern, headingText} from '../template/heading-pattern.ts'
import {isAlsoNamed} from '../template/name-forms.ts'

/** Something with a name in one of the documents: a section, a label, a column. */
export interface Named {
  readonly rank: number
  readonly name: string
  /** The name as it is compared. */
  readonly key: string
}

/** What is called alike in several documents. */
export interface Family<Thing extends Named> {
  readonly key: string
  readonly things: readonly Thing[]
  /** The documents that have it. */
  readonly ranks: ReadonlySet<number>
}

/** Pairs of names that are compared at most, the most frequent ones first. */
const mostPairs = 100_000

/** Of the documents with one of two names, no more than this share may have both: otherwise these are two things. */
const shareOfBoth = 0.05

/** Things with one key are one family, in the order in which they are first met. */
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
 * Join names that are near: a few letters off, by another form, or one within the other; never two that stand beside each
 * other in documents.
 *
 * @param isJoinable Whether a family may lead others: comparing all names with all others would have no bound but theirs.
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

/** A family with those that are called nearly so, which are then taken. */
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
    // Another number is another thing.
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

/** How things of a family are written, the most frequent first, by the number of documents. */
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

/** The names of a family that are compared as others, the most frequent first, each as it is written most often. */
export function otherNames<Thing extends Named>(
  family: Family<Thing>
): ReadonlyArray<{readonly name: string; readonly count: number}> {
  const names = familiesOf(family.things.map((thing) => ({...thing, key: foldedText(thing.name)})))
  return names
    .map((own) => ({name: spellingsOf(own, ({name}) => name)[0]?.text ?? own.key, count: own.ranks.size}))
    .toSorted((a, b) => b.count - a.count)
}
