import type {Nodes} from 'mdast'

const ranks = new WeakMap<readonly Nodes[], ReadonlyMap<Nodes, number>>()

/**
 * The index of a node among its siblings; -1 if it is not one of them. Indices are remembered, because there may be a
 * call for each sibling.
 */
export function rankAmong(siblings: readonly Nodes[], node: Nodes): number {
  const known = ranks.get(siblings)?.get(node)
  // Another plugin may have changed the list meanwhile.
  if (known !== undefined && siblings[known] === node) return known
  const found = new Map(siblings.map((sibling, rank) => [sibling, rank]))
  ranks.set(siblings, found)
  return found.get(node) ?? -1
}
