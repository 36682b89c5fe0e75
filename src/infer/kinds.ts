import {type Outline, allParts} from './outline.ts'

/** Documents of one kind, and those that have too little in common with them. */
export interface Kinds {
  readonly members: readonly Outline[]
  readonly others: readonly Outline[]
}

/** At most this many names, the most frequent ones, are tried as the name that identifies a kind. */
const mostSeeds = 100

/** A name belongs to a kind if more than this share of its documents has it. */
const shareOfKind = 0.5

/** A document belongs to a kind if it has this share of its names, but three are always enough; of three or more names it needs at least two, since one may be chance. */
const shareOfNames = 0.25
const enoughNames = 3
const manyNames = 3

/**
 * Find the largest kind of documents that have sections in common.
 *
 * Each frequent name is tried as the one that identifies a kind; the kind with the most names in the most documents wins.
 * This is a search for the largest tile (Geerts, Goethals and Mielikäinen, Tiling Databases, 2004), but only from single
 * names, so that it stays linear. Documents with few of the kind's names belong to it, too, unless they share other names.
 */
export function largestKind(outlines: readonly Outline[]): Kinds {
  const names = new Map(outlines.map((outline) => [outline, new Set(allParts(outline.parts).map(({key}) => key))]))
  const seeds = [...countOf(outlines, names)]
    .filter(([key, count]) => key !== '' && count > 1)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, mostSeeds)
  let best: {readonly score: number; readonly profile: ReadonlySet<string>} | undefined
  for (const [seed] of seeds) {
    const core = outlines.filter((outline) => names.get(outline)?.has(seed))
    const profile = profileOf(core, names)
    const score = core.length * profile.size
    if (score > (best?.score ?? 0)) best = {score, profile}
  }
  if (!best) return {members: [], others: outlines}
  const {profile} = best
  const alike = outlines.filter((outline) => commonWith(profile, outline, names) >= leastOf(profile))
  const another = anotherKind(alike, profile, names)
  const members = new Set(alike.filter((outline) => !another.has(outline)))
  return {members: [...members], others: outlines.filter((outline) => !members.has(outline))}
}

type NamesOf = ReadonlyMap<Outline, ReadonlySet<string>>

function countOf(outlines: readonly Outline[], names: NamesOf): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const outline of outlines)
    for (const key of names.get(outline) ?? []) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** The names that more than half of some documents have. */
function profileOf(outlines: readonly Outline[], names: NamesOf): ReadonlySet<string> {
  return new Set(
    [...countOf(outlines, names)].flatMap(([key, count]) =>
      count > 1 && count > shareOfKind * outlines.length ? [key] : []
    )
  )
}

function commonWith(profile: ReadonlySet<string>, outline: Outline, names: NamesOf): number {
  const own = names.get(outline) ?? new Set()
  return [...profile].filter((key) => own.has(key)).length
}

function leastOf({size}: ReadonlySet<string>): number {
  return Math.min(enoughNames, Math.max(size >= manyNames ? 2 : 1, shareOfNames * size))
}

/** A name that at most this share of a kind's documents has is foreign to it. */
const shareOfForeign = 0.2

/** Fewer documents are not a kind, only exceptions. */
const fewestOfKind = 4

/** The documents of a kind that have few of its names, but share about as many others that are foreign to it. */
function anotherKind(outlines: readonly Outline[], profile: ReadonlySet<string>, names: NamesOf): ReadonlySet<Outline> {
  const few = outlines.filter((outline) => commonWith(profile, outline, names) <= shareOfKind * profile.size)
  const isFew = new Set(few)
  const rest = outlines.filter((outline) => !isFew.has(outline))
  const counts = countOf(rest, names)
  const own = new Set(
    [...profileOf(few, names)].filter(
      (key) => !profile.has(key) && (counts.get(key) ?? 0) <= shareOfForeign * rest.length
    )
  )
  return new Set(
    few.length < fewestOfKind || own.size < Math.max(2, shareOfKind * profile.size)
      ? []
      : few.filter((outline) => commonWith(own, outline, names) * 2 > own.size)
  )
}
