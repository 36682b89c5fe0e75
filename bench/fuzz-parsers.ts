import type {Nodes} from 'mdast'
import {withoutByteOrderMark} from '../src/markdown/byte-order-mark.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'

/**
 * Whether remark-parse is known to read a text in another way than satteri (docs/dependencies.md): emphasis next to an
 * emoji or U+0085, bare addresses right before a bar, and indented code, of which it makes several blocks, or which ends
 * in a blank line.
 */
export function isReadOtherwise(text: string): boolean {
  return (
    /[*_~][\u{85}\u{10000}-\u{10FFFF}]|[\u{85}\u{10000}-\u{10FFFF}][*_~]/u.test(text) ||
    /(?:https?:\/\/|www\.)[^\s|<]{1,500}\|/i.test(text) ||
    hasOtherCode(parseByRemark(text), withoutByteOrderMark(text))
  )
}

function hasOtherCode(node: Nodes, text: string): boolean {
  if (!('children' in node)) return false
  const isIndented = (child: Nodes | undefined) =>
    child?.type === 'code' && !/[`~]/.test(text.charAt(child.position?.start.offset ?? 0))
  return node.children.some(
    (child, index) =>
      hasOtherCode(child, text) ||
      (child.type === 'code' &&
        isIndented(child) &&
        (isIndented(node.children[index - 1]) || /(?:^|\n)[ \t]*$/.test(child.value)))
  )
}

/** The first node, in document order, that differs between two trees, with its place; undefined if they are equal. */
export function differentNode(one: Nodes, other: Nodes): string | undefined {
  const [own, theirs] = [one, other].map((tree) => nodesOf(tree))
  const at = own?.findIndex((node, index) => node !== theirs?.[index]) ?? -1
  return at < 0 ? undefined : `${own?.[at]} where remark has ${theirs?.[at] ?? 'nothing'}`
}

function nodesOf(node: Nodes): readonly string[] {
  const own = `${node.type} ${node.position?.start.offset}-${node.position?.end.offset}`
  return [own, ...('children' in node ? node.children.flatMap((child) => nodesOf(child)) : [])]
}
