/**
 * The positions of a longest non-decreasing subsequence, by patience sorting (Fredman 1975) in O(n log n).
 *
 * @param values Numbers in any order.
 * @returns Indices into `values`, increasing.
 */
export function longestIncreasingSubsequence(values: readonly number[]): readonly number[] {
  const tails: number[] = []
  const previous: Array<number | undefined> = []
  for (const [index, value] of values.entries()) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[tails[middle] as number] as number) <= value) low = middle + 1
      else high = middle
    }
    previous.push(low > 0 ? tails[low - 1] : undefined)
    tails[low] = index
  }
  const result: number[] = []
  for (let index = tails.at(-1); index !== undefined; index = previous[index]) result.push(index)
  return result.toReversed()
}
