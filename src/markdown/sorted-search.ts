/**
 * The index of the first item that starts at or after an offset, in a list that is sorted by offset. Binary search,
 * because hostile files have many thousands of items.
 *
 * @returns The length of the list if there is none.
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
