import {anyText, runningNumber} from './skeleton-marks.ts'

/** Up to so many items need no index. */
const few = 8

const mark = new RegExp(`[${anyText}${runningNumber}]`, 'u')

/**
 * Index items with slots by how their literal text starts or ends, so that a text is only compared with those that it
 * may fit.
 *
 * @param skeletonOf The literal text of an item, with marks for its slots; undefined where it may fit any text.
 * @returns A function that finds the items that a text may fit, in their order; it fits none of the others.
 */
export function slotIndex<Item>(
  items: readonly Item[],
  skeletonOf: (item: Item) => string | undefined
): (text: string) => readonly Item[] {
  if (items.length <= few) return () => items
  const ends = items.map((item) => endsOf(skeletonOf(item) ?? ''))
  const [leads, tails] = [counted(ends.map(({lead}) => lead)), counted(ends.map(({tail}) => tail))]
  const [byLead, byTail] = [new Map<string, number[]>(), new Map<string, number[]>()]
  const others: number[] = []
  for (const [rank, {lead, tail}] of ends.entries()) {
    // By the end that fewer others share.
    const isByLead = lead !== '' && (tail === '' || (leads.get(lead) ?? 0) <= (tails.get(tail) ?? 0))
    if (lead === '' && tail === '') others.push(rank)
    else if (isByLead) put(byLead, lead, rank)
    else put(byTail, tail, rank)
  }
  const [leadLengths, tailLengths] = [byLead, byTail].map((map) => [
    ...new Set(Array.from(map.keys(), ({length}) => length))
  ]) as [number[], number[]]
  return (text) => {
    const ranks = [
      ...leadLengths.flatMap((length) => (length > text.length ? [] : (byLead.get(text.slice(0, length)) ?? []))),
      ...tailLengths.flatMap((length) => (length > text.length ? [] : (byTail.get(text.slice(-length)) ?? []))),
      ...others
    ]
    return ranks.toSorted((a, b) => a - b).map((rank) => items[rank] as Item)
  }
}

/** The literal text before the first slot and after the last. */
function endsOf(skeleton: string): {readonly lead: string; readonly tail: string} {
  const literals = skeleton.split(mark)
  return {lead: literals[0] ?? '', tail: literals.at(-1) ?? ''}
}

function counted(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

function put(map: Map<string, number[]>, key: string, rank: number): void {
  const same = map.get(key)
  if (same) same.push(rank)
  else map.set(key, [rank])
}
