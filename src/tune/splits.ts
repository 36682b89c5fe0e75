import {grouped} from '../grouped.ts'
import {type Tally, ranksWith} from './requirements.ts'

/** What distinguishes a document from others: its age and its folder. */
export interface Provenance {
  /** Its path, as it was given. */
  readonly path: string
  /** Its position among the others by age, and how that is shown: a date, or the name of the first file. */
  readonly age?: {readonly order: number; readonly label: string}
}

/** The share of documents that counts as most of them. */
export const most = 0.75
/** Nothing is concluded from fewer documents. */
export const fewest = 5

/** A group of documents, and how many of them meet a requirement. */
export interface Share {
  readonly name: string
  readonly has: number
  readonly of: number
}

/** Two kinds of documents, of which one meets a requirement and the other does not. */
export interface Split {
  readonly type: 'rise' | 'fall' | 'folder'
  /** The documents that mostly meet it, and those that do not. */
  readonly with: readonly Share[]
  readonly without: readonly Share[]
  /** Identifies the split: requirements that split documents in the same way have the same key. */
  readonly key: string
}

/** A requirement that splits the documents in two. */
export interface Parted {
  readonly tally: Tally
  readonly split: Split
}

/** Whether most documents lack something, also most in each folder and at least half of the newest, however many of these are considered. */
export function isLacked(tally: Tally, documents: readonly Provenance[]): boolean {
  const ranks = [...tally.verdicts.keys()]
  const lacking = new Set(ranksWith(tally, 'missing'))
  const folders = [...inFolders(ranks, documents).values()].filter(({length}) => length >= fewest)
  return (
    lacking.size >= fewest &&
    [ranks, ...folders].every((some) => some.filter((rank) => lacking.has(rank)).length >= most * some.length) &&
    !isRising(byAge(ranks, documents), lacking)
  )
}

/** Whether more than half of the newest documents have what others lack, for any number of newest documents from five on. */
function isRising(sorted: readonly number[], lacking: ReadonlySet<number>): boolean {
  let has = 0
  return sorted.toReversed().some((rank, index) => {
    if (!lacking.has(rank)) has++
    return index + 1 >= fewest && has * 2 > index + 1
  })
}

/** How many of the newest documents, a quarter of all and at least five, lack something; undefined if no age is known. */
export function newestLacking(
  tally: Tally,
  documents: readonly Provenance[]
): {readonly since: string; readonly lack: number; readonly of: number} | undefined {
  const sorted = byAge([...tally.verdicts.keys()], documents)
  const newest = sorted.slice(-Math.max(fewest, Math.ceil(sorted.length / 4)))
  const [first] = newest
  const since = first === undefined ? undefined : documents[first]?.age?.label
  return since === undefined
    ? undefined
    : {since, lack: newest.filter((rank) => tally.verdicts.get(rank) === 'missing').length, of: newest.length}
}

/**
 * The requirements that split their documents in two by age or by folder: at least half of one kind meet them, and most of
 * the other do not. Requirements with the same split, or nearly the same, are grouped.
 */
export function partings(found: readonly Tally[], documents: readonly Provenance[]): ReadonlyArray<readonly Parted[]> {
  const lacking = found.filter((tally) => ranksWith(tally, 'missing').length >= fewest)
  const groups: Array<readonly Parted[]> = []
  let left = lacking.flatMap((tally) => splitByAge(tally, documents) ?? [])
  const isOfAge = new Set(left.map(({tally}) => tally))
  while (left.length > 0) {
    const together = left.map(({split}) =>
      left
        .flatMap(({tally}) => splitAt(tally, documents, split.key) ?? [])
        .filter((other) => other.split.type === split.type)
    )
    const largest = together.reduce((best, group) => (group.length > best.length ? group : best))
    const taken = new Set(largest.map(({tally}) => tally))
    groups.push(largest)
    left = left.filter(({tally}) => !taken.has(tally))
  }
  const parted = lacking.flatMap((tally): readonly Parted[] => {
    const split = isOfAge.has(tally) ? undefined : splitByFolder(tally, documents)
    return split ? [{tally, split}] : []
  })
  const byFolder = grouped(parted, ({split}) => [split.key])
  return [...groups, ...byFolder.values()]
}

/** The ranks of documents whose age is known, oldest first. */
function byAge(ranks: readonly number[], documents: readonly Provenance[]): readonly number[] {
  return ranks
    .filter((rank) => documents[rank]?.age !== undefined)
    .toSorted((a, b) => orderOf(a, documents) - orderOf(b, documents))
}

function orderOf(rank: number, documents: readonly Provenance[]): number {
  return documents[rank]?.age?.order ?? 0
}

/** The split at the age that divides documents best, by the chi-square statistic of having the thing and being later; undefined if it does not divide them clearly. */
function splitByAge(tally: Tally, documents: readonly Provenance[]): Parted | undefined {
  const sorted = byAge([...tally.verdicts.keys()], documents)
  const total = countHaving(sorted, tally)
  let before = 0
  let best: {readonly at: number; readonly weight: number} | undefined
  for (const [at, rank] of sorted.entries()) {
    const apart = at === 0 ? 0 : (total - before) / (sorted.length - at) - before / at
    const weight = at * (sorted.length - at) * apart ** 2
    const isBetween = at > 0 && orderOf(rank, documents) !== orderOf(sorted[at - 1] ?? rank, documents)
    if (isBetween && weight > (best?.weight ?? 0)) best = {at, weight}
    if (tally.verdicts.get(rank) !== 'missing') before++
  }
  return best && partedAt(tally, documents, sorted, best.at)
}

/** The split at a given age, identified by its label. */
function splitAt(tally: Tally, documents: readonly Provenance[], label: string): Parted | undefined {
  const order = documents.find(({age}) => age?.label === label)?.age?.order ?? 0
  const sorted = byAge([...tally.verdicts.keys()], documents)
  const at = sorted.findIndex((rank) => orderOf(rank, documents) >= order)
  const parted = partedAt(tally, documents, sorted, at)
  return parted && {...parted, split: {...parted.split, key: label}}
}

function partedAt(
  tally: Tally,
  documents: readonly Provenance[],
  sorted: readonly number[],
  at: number
): Parted | undefined {
  if (at < fewest || at > sorted.length - fewest) return undefined
  const since = documents[sorted[at] ?? 0]?.age?.label ?? ''
  const earlier = {name: 'earlier', has: countHaving(sorted.slice(0, at), tally), of: at}
  const later = {name: `since ${since}`, has: countHaving(sorted.slice(at), tally), of: sorted.length - at}
  const isRise = later.has * earlier.of > earlier.has * later.of
  const [having, lacking] = isRise ? [later, earlier] : [earlier, later]
  return isApart(having, lacking)
    ? {tally, split: {type: isRise ? 'rise' : 'fall', with: [having], without: [lacking], key: since}}
    : undefined
}

function countHaving(ranks: readonly number[], {verdicts}: Tally): number {
  return ranks.filter((rank) => verdicts.get(rank) !== 'missing').length
}

/** Whether at least half of one group have something, and most of another do not. */
function isApart(having: Share, lacking: Share): boolean {
  return having.has * 2 >= having.of && lacking.of - lacking.has >= most * lacking.of
}

function splitByFolder(tally: Tally, documents: readonly Provenance[]): Split | undefined {
  const shares = Array.from(inFolders([...tally.verdicts.keys()], documents), ([name, ranks]) => ({
    name: `in ${name}`,
    has: ranks.filter((rank) => tally.verdicts.get(rank) !== 'missing').length,
    of: ranks.length
  })).filter(({of}) => of >= fewest)
  const [having, lacking] = [
    shares.filter(({has, of}) => has >= most * of),
    shares.filter(({has, of}) => of - has >= most * of)
  ]
  if (having.length === 0 || lacking.length === 0 || having.length + lacking.length < shares.length) return undefined
  return {type: 'folder', with: having, without: lacking, key: having.map(({name}) => name).join('\0')}
}

function inFolders(ranks: readonly number[], documents: readonly Provenance[]): ReadonlyMap<string, readonly number[]> {
  return grouped(ranks, (rank) => {
    const file = documents[rank]?.path ?? ''
    return [file.slice(0, Math.max(file.lastIndexOf('/'), 0)) || '.']
  })
}
