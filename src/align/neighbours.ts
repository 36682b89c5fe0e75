import {firstFrom} from '../markdown/sorted-search.ts'

/** Something of a document that is something of its template, and whether it stands in the template's order. */
interface Placed<Spec> {
  readonly spec: Spec
  readonly isInOrder: boolean
}

/**
 * Find between which others something belongs that is missing or out of order.
 *
 * @param specs The template's, in order.
 * @param matched What the document has of them, in the template's order.
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
