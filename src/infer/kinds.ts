import {type Outline, allParts} from './outline.ts'

/** Documents of one kind, and those that have too little in common with them. */
export interface Kinds {
  readonly members: readonly Outline[]
  readonly others: readonly Outline[]
}

/** So many of the most frequent names are tried as the one that a kind is known by. */
const mostSeeds = 100

/** A name is one of a kind where this share of its documents have it. */
const shareOfKind = 0.5

/** A document is of a kind where it has this share of its names, of many names no more than three; one alone may be chance. */
const shareOfNames = 0.25
const enoughNames = 3
const manyNames = 5

/**
 * Find the largest kind of documents that have sections in common.
 *
 * Each frequent name is taken as the one that a kind is known by; the kind with the most documents that have the most names
 * in common is meant, documents counting for more than names. This is a search for the largest tile (Geerts, Goethals and
 * Mielikäinen, Tiling Databases, 2004), from single names only, so that it stays linear.
 */
export function largestKind(outlines: readonly Outline[]): Kinds {
  const names = new Map(outlines.map((outline) => [outline, new Set(allParts(outline.parts).map(({key}) => key))]))
  const seeds = [...countOf(outlines, names)].filter(([key, count]) => key !== '' && count > 1).toSorted(([, one], [, other]) => other - one).slice(0, mostSeeds)
  let best: {readonly score: number; readonly profile: ReadonlySet<string>} | undefined
  for (const [seed] of seeds) {
    const core = outlines.filter((outline) => names.get(outline)?.has(seed))
    const profile = profileOf(core, names)
    const score = core.length * Math.log(1 + profile.size)
    if (score > (best?.score ?? 0)) best = {score, profile}
  }
  if (!best) return {members: [], others: outlines}
  const first = membersBy(best.profile, outlines, names)
  const members = new Set(membersBy(profileOf(first, names), outlines, names))
  return {members: outlines.filter((outline) => members.has(outline)), others: outlines.filter((outline) => !members.has(outline))}
}

type NamesOf = ReadonlyMap<Outline, ReadonlySet<string>>

function countOf(outlines: readonly Outline[], names: NamesOf): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const outline of outlines) for (const key of names.get(outline) ?? []) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

function profileOf(outlines: readonly Outline[], names: NamesOf): ReadonlySet<string> {
  return new Set([...countOf(outlines, names)].flatMap(([key, count]) => (count >= Math.max(2, shareOfKind * outlines.length) ? [key] : [])))
}

function membersBy(profile: ReadonlySet<string>, outlines: readonly Outline[], names: NamesOf): readonly Outline[] {
  const least = Math.min(enoughNames, Math.max(profile.size >= manyNames ? 2 : 1, shareOfNames * profile.size))
  return outlines.filter((outline) => {
    const own = names.get(outline) ?? new Set()
    return [...profile].filter((key) => own.has(key)).length >= least
  })
}
