import type {Nodes, Root} from 'mdast'

/**
 * Visit each node of a tree once, which is the least that a linter does.
 *
 * @returns A sum over all nodes, so that no work can be optimised away.
 */
export function walk(tree: Root): number {
  const open: Nodes[] = [tree]
  let size = 0
  for (let node = open.pop(); node; node = open.pop()) {
    size += node.position?.end.offset ?? 0
    if ('value' in node) size += node.value.length
    if ('children' in node) open.push(...node.children)
  }
  return size
}
