import {firstFrom} from '../markdown/sorted-search.ts'

/** Something of a document that is matched with its spec, and whether it is in the template's order. */
interface Placed<Spec> {
  readonly spec: Spec
  readonly isInOrder: boolean
}

/**
 * Returns a function that finds the two matched things between which something missing or out of order belongs.
 *
 * @param specs The specs of the template, in order.
 * @param matched What the document has for them, in the template's order.
 */
export function neighbourFinder<Spec, Item extends Placed<Spec>>(
  specs: readonly Spec[],
  matched: readonly Item[]
): (spec: Spec) => {readonly after: Item | undefined; readonly before: Item | undefined} {
  const ranks = new Map(specs.map((spec, rank) => [spec, rank]))
  const rankOf = (spec: Spec) => ranks.get(spec) ?? -1
  const inOrder = matched.filter(({isInOrder}) => isInOrder)
  return (spec) => {
    const at = firstFrom(inOrder, rankOf(spec), (other) => rankOf(other.spec))
    return {after: inOrder[at - 1], before: inOrder[at]}
  }
}
