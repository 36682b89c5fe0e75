import type {Nodes} from 'mdast'

const ranks = new WeakMap<readonly Nodes[], ReadonlyMap<Nodes, number>>()

/**
 * The place of a node among its siblings, from 0; -1 where it is none of them. Their places are kept, since there may be
 * as many that ask as there are siblings.
 */
export function rankAmong(siblings: readonly Nodes[], node: Nodes): number {
  const known = ranks.get(siblings)?.get(node)
  // Whoever changed the list meanwhile, such as another plugin, has moved it.
  if (known !== undefined && siblings[known] === node) return known
  const found = new Map(siblings.map((sibling, rank) => [sibling, rank]))
  ranks.set(siblings, found)
  return found.get(node) ?? -1
}
