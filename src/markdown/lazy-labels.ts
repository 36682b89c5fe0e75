import type {ListItem, Nodes, Paragraph} from 'mdast'
import {labelAt} from './label-syntax.ts'

/**
 * Where a line with a marked label was meant to end a list, which Markdown reads as the rest of its last item, because no
 * blank line is before it and it is not indented: `- Kiln 7` above `**Owner:** Ada`.
 *
 * @param paragraph The text of the item.
 * @param ancestors The nodes around the item's list.
 * @returns The UTF-16 offsets at which the line before it ends, and at which its text starts; undefined if there is none.
 */
export function lazyLabel(
  paragraph: Paragraph,
  item: ListItem,
  ancestors: readonly Nodes[],
  source: string
): {readonly before: number; readonly start: number} | undefined {
  const [from, to] = [paragraph.position?.start.offset, paragraph.position?.end.offset]
  const outermost = ancestors.find(({type}) => type === 'listItem') ?? item
  const column = outermost.position?.start.column
  if (from === undefined || to === undefined || column === undefined) return undefined
  const text = source.slice(from, to)
  for (const {0: gap, index} of text.matchAll(/\r?\n[ \t>]*/g)) {
    const at = index + gap.length
    const isOutside = gap.replace(/^\r?\n/, '').length < column
    if (isOutside && /[*_]/.test(text.charAt(at)) && opensWithMarkedLabel(text, at))
      return {before: from + index, start: from + at}
  }
  return undefined
}

function opensWithMarkedLabel(text: string, at: number): boolean {
  const label = labelAt(text, at)
  return label !== undefined && !label.isPlain && !label.isLoose
}
