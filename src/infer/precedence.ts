/**
 * Put things into the order that most sequences have them in. Of all pairs, those on which most sequences agree are settled
 * first, and a pair that contradicts settled ones is dropped, which breaks cycles (ranked pairs; Tideman,
 * Independence of Clones as a Criterion for Voting Rules, 1987).
 *
 * @param sequences The ranks of the things in each sequence, each once and in order.
 * @param count The number of things; the work grows with its square, or with its cube if nothing agrees.
 * @returns Their ranks in order; things without known order stay in the order of their ranks.
 */
export function usualOrder(sequences: ReadonlyArray<readonly number[]>, count: number): readonly number[] {
  const before = Array.from({length: count}, () => new Uint32Array(count))
  for (const sequence of sequences) {
    for (const [at, first] of sequence.entries())
      for (const second of sequence.slice(at + 1))
        (before[first] as Uint32Array)[second] = ((before[first] as Uint32Array)[second] ?? 0) + 1
  }
  const settled = Array.from({length: count}, () => new Set<number>())
  for (const [first, second] of pairsByMargin(before)) if (!settled[second]?.has(first)) settle(settled, first, second)
  const open = new Set(Array.from({length: count}, (_, rank) => rank))
  const order: number[] = []
  for (let size = count; size > 0; size--) {
    const next = [...open].find((rank) => ![...open].some((other) => settled[other]?.has(rank))) as number
    open.delete(next)
    order.push(next)
  }
  return order
}

/** The pairs of which one thing comes first more often, the clearest pairs first. */
function pairsByMargin(before: readonly Uint32Array[]): ReadonlyArray<readonly [first: number, second: number]> {
  const pairs: Array<readonly [first: number, second: number, margin: number, support: number]> = []
  for (const [first, row] of before.entries()) {
    for (const [second, support] of row.entries()) {
      const margin = support - (before[second]?.[first] ?? 0)
      // If both come first equally often, their ranks decide, so that all observed pairs are settled.
      if (margin > 0 || (margin === 0 && support > 0 && first < second)) pairs.push([first, second, margin, support])
    }
  }
  return pairs.toSorted((a, b) => b[2] - a[2] || b[3] - a[3]).map(([first, second]) => [first, second])
}

/** Record that one thing, and everything known to precede it, comes before another and everything known to follow that. */
function settle(settled: ReadonlyArray<Set<number>>, first: number, second: number): void {
  if (settled[first]?.has(second)) return
  const following = [second, ...(settled[second] ?? [])]
  for (const [rank, known] of settled.entries())
    if (rank === first || known.has(first)) for (const each of following) known.add(each)
}

/** The most frequent of some values; the first one, if several are. */
export function usual<Value>(values: readonly Value[]): Value {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] as Value
}
