/**
 * Limit how many pairs of two kinds of things are compared in one document.
 *
 * @param most The number of pairs that are compared at most, first come, first served.
 * @returns Takes the numbers of things on both sides; returns how many of the first may be compared with all others, and
 *   counts these pairs.
 */
export function pairBudget(most: number): (count: number, others: number) => number {
  let left = most
  return (count, others) => {
    const affordable = others === 0 ? count : Math.min(count, Math.floor(left / others))
    left -= affordable * others
    return affordable
  }
}
