import type {Heading, Html, Paragraph, PhrasingContent, Root, RootContent} from 'mdast'
import type {PlaceOf} from './places.ts'

/** The comments in a piece of source, each with the UTF-16 offsets of its start and end. */
function commentsIn(
  text: string
): ReadonlyArray<{readonly start: number; readonly end: number; readonly inner: string}> {
  const found: Array<{start: number; end: number; inner: string}> = []
  let from = 0
  for (let start = text.indexOf('{/*'); start >= 0; start = text.indexOf('{/*', from)) {
    const close = text.indexOf('*/}', start + 3)
    if (close < 0) break
    from = close + 3
    found.push({start, end: from, inner: text.slice(start + 3, close)})
  }
  return found
}

/**
 * A tree in which MDX comments, in braces within a paragraph or a heading, are HTML comments, the only form that all
 * other code needs to know. A paragraph that consists of one becomes an HTML block.
 */
export function withMdxComments(tree: Root, source: string, placeOf: PlaceOf): Root {
  if (!source.includes('{/*')) return tree
  return {
    ...tree,
    children: tree.children.map((node): RootContent => {
      if (node.type !== 'paragraph' && node.type !== 'heading') return node
      const children = commented(node, source, placeOf)
      if (children === node.children) return node
      const [only] = children
      return node.type === 'paragraph' && children.length === 1 && only?.type === 'html'
        ? only
        : {...node, children: [...children]}
    })
  }
}

function commented({children}: Paragraph | Heading, source: string, placeOf: PlaceOf): readonly PhrasingContent[] {
  const from = children[0]?.position?.start.offset
  const to = children.at(-1)?.position?.end.offset
  if (from === undefined || to === undefined) return children
  const found = commentsIn(source.slice(from, to)).map(({start, end, inner}) => ({
    start: from + start,
    end: from + end,
    inner
  }))
  return found.reduce(
    (nodes, {start, end, inner}) =>
      withComment(nodes, {type: 'html', value: `<!--${inner}-->`, position: placeOf(start, end)}, start, end, placeOf),
    children as readonly PhrasingContent[]
  )
}

/** Nodes with a comment in place of what is between two offsets; only text nodes are cut. */
function withComment(
  nodes: readonly PhrasingContent[],
  comment: Html,
  start: number,
  end: number,
  placeOf: PlaceOf
): readonly PhrasingContent[] {
  const offsets = nodes.map(({position}) => [position?.start.offset ?? -1, position?.end.offset ?? -1] as const)
  const first = offsets.findIndex(([, until]) => until > start)
  const last = offsets.findIndex(([, until]) => until >= end)
  const [opening, closing] = [nodes[first], nodes[last]]
  if (opening?.type !== 'text' || closing?.type !== 'text') return nodes
  const [begin] = offsets[first] as readonly [number, number]
  const [, finish] = offsets[last] as readonly [number, number]
  // In a text with escapes, the place to cut is unknown.
  if (opening.value.length < start - begin || closing.value.length < finish - end) return nodes
  const before: readonly PhrasingContent[] =
    start > begin ? [{type: 'text', value: opening.value.slice(0, start - begin), position: placeOf(begin, start)}] : []
  const behind: readonly PhrasingContent[] =
    finish > end
      ? [
          {
            type: 'text',
            value: closing.value.slice(closing.value.length - (finish - end)),
            position: placeOf(end, finish)
          }
        ]
      : []
  return [...nodes.slice(0, first), ...before, comment, ...behind, ...nodes.slice(last + 1)]
}
