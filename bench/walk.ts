import type {Nodes, Root} from 'mdast'

/**
 * Look at each node of a tree once. satteri makes its nodes when they are looked at, remark-parse when it parses; with
 * a walk the work of both is the same.
 *
 * @returns How many characters the tree holds, so that nothing can be left out.
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
