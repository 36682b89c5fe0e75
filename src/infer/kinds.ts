import {type Outline, allParts} from './outline.ts'

/** Documents of one kind, and those that have too little in common with them. */
export interface Kinds {
  readonly members: readonly Outline[]
  readonly others: readonly Outline[]
}

/** This many of the most frequent names are tried as the one that a kind is known by. */
const mostSeeds = 100

/** A name is one of a kind where this share of its documents have it. */
const shareOfKind = 0.5

/** A document is of a kind if it has this share of its names, of many names no more than three; one alone may be chance. */
const shareOfNames = 0.25
const enoughNames = 3
const manyNames = 3

/**
 * Find the largest kind of documents that have sections in common.
 *
 * Each frequent name is taken as the one that a kind is known by; the kind with the most names in the most documents is
 * meant. This is a search for the largest tile (Geerts, Goethals and Mielikäinen, Tiling Databases, 2004), from single names
 * only, so that it stays linear. Documents with few of its names are of it all the same, unless they have names of their own.
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

/** The names that most of some documents have. */
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

/** Names that no more than this share of a kind's documents have are not its own. */
const shareOfForeign = 0.2

/** Fewer documents are no kind, only odd ones. */
const fewestOfKind = 4

/** Of the documents that have few names of a kind, those that have about as many others in common, which that has not. */
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
