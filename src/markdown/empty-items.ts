import type {Heading, List, Paragraph, Root, RootContent} from 'mdast'
import type {Position} from 'unist'
import type {PlaceOf} from './places.ts'

/**
 * A tree in which a lead with an empty item below it is no heading. CommonMark reads the dash as the underline of one if no
 * blank line is between the two:
 *
 * ```markdown
 * **Included**:
 * -
 * ```
 */
export function withEmptyItems(tree: Root, source: string, placeOf: PlaceOf): Root {
  if (!/[:：][*_]{0,3}[ \t]*\r?\n {0,3}-[ \t]*(?:\r?\n|$)/.test(source)) return tree
  return {...tree, children: tree.children.flatMap((node) => asLeadAndItem(node, source, placeOf))}
}

function asLeadAndItem(node: RootContent, source: string, placeOf: PlaceOf): readonly RootContent[] {
  if (node.type !== 'heading') return [node]
  const [start, end] = [node.position?.start.offset, node.position?.end.offset]
  if (start === undefined || end === undefined || !isDashBelowLead(source.slice(start, end))) return [node]
  const dash = source.lastIndexOf('-', end)
  return [leadOf(node, placeOf(start, source.slice(0, dash).trimEnd().length)), emptyItem(placeOf(dash, dash + 1))]
}

function isDashBelowLead(heading: string): boolean {
  const [dash = '', lead = ''] = heading.trimEnd().split('\n').toReversed()
  return dash.trim() === '-' && /[:：][*_]{0,3}$/.test(lead.trimEnd())
}

function leadOf({children}: Heading, position: Position): Paragraph {
  return {type: 'paragraph', children, position}
}

function emptyItem(position: Position): List {
  return {
    type: 'list',
    ordered: false,
    start: null,
    spread: false,
    children: [{type: 'listItem', spread: false, checked: null, children: [], position}],
    position
  }
}
