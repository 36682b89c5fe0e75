/**
 * Limit how many pairs of two kinds of things are compared in one document.
 *
 * @param most The number of pairs that are compared at most, first come, first served.
 * @returns Takes how many things are to be compared with how many others; returns how many of the first may be, and counts them.
 */
export function pairBudget(most: number): (count: number, others: number) => number {
  let left = most
  return (count, others) => {
    const affordable = others === 0 ? count : Math.min(count, Math.floor(left / others))
    left -= affordable * others
    return affordable
  }
}
