/**
 * Put things into the order that most sequences have them in, cycles broken by support: of all pairs those on which most
 * sequences agree are settled first, and a pair that contradicts what is settled is dropped (ranked pairs; Tideman,
 * Independence of Clones as a Criterion for Voting Rules, 1987).
 *
 * @param sequences The things that are in each, by their ranks, each once and in its order.
 * @param count The number of things; the work grows with its square, with its cube if nothing agrees.
 * @returns Their ranks in order; those of which nothing is known as the ranks are.
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

/** The pairs of which one comes first more often, the clearest ones first. */
function pairsByMargin(before: readonly Uint32Array[]): ReadonlyArray<readonly [first: number, second: number]> {
  const pairs: Array<readonly [first: number, second: number, margin: number, support: number]> = []
  for (const [first, row] of before.entries()) {
    for (const [second, support] of row.entries()) {
      const margin = support - (before[second]?.[first] ?? 0)
      // Where both come first as often, the order of the ranks decides, so that all pairs that were seen are settled.
      if (margin > 0 || (margin === 0 && support > 0 && first < second)) pairs.push([first, second, margin, support])
    }
  }
  return pairs.toSorted((a, b) => b[2] - a[2] || b[3] - a[3]).map(([first, second]) => [first, second])
}

/** Note that one thing comes before another, and so does all that is known to come before it, before all behind the other. */
function settle(settled: ReadonlyArray<Set<number>>, first: number, second: number): void {
  if (settled[first]?.has(second)) return
  const behind = [second, ...(settled[second] ?? [])]
  for (const [rank, known] of settled.entries())
    if (rank === first || known.has(first)) for (const each of behind) known.add(each)
}

/** The most frequent of some values, the first of several. */
export function usual<Value>(values: readonly Value[]): Value {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] as Value
}
