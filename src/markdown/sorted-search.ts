/**
 * Where in a list, sorted by offset, the first item stands that starts at an offset or behind it; by halves, since
 * hostile files have thousands.
 *
 * @returns The length of the list where there is none.
 */
export function firstFrom<Item>(items: readonly Item[], offset: number, startOf: (item: Item) => number): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (startOf(items[middle] as Item) < offset) low = middle + 1
    else high = middle
  }
  return low
}
