/**
 * Limit how many pairs of things are compared for one document, of which each of one kind would be held against each of
 * another.
 *
 * @param most The pairs that are compared at most, in the order in which they are asked for.
 * @returns How many of the first may be compared with all of the others; that many are counted as compared.
 */
export function pairBudget(most: number): (count: number, others: number) => number {
  let left = most
  return (count, others) => {
    const affordable = others === 0 ? count : Math.min(count, Math.floor(left / others))
    left -= affordable * others
    return affordable
  }
}
