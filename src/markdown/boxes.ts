import type {List, ListItem, Nodes, Paragraph} from 'mdast'
import type {Located, Section} from './document.ts'
import {foldWhitespace, textOf} from './text.ts'

/** A box of a task list with the text behind it, or what was one: an item that has lost its box, a line that only looks like one. */
export interface Box {
  /** The text behind the box, white space folded. */
  readonly text: string
  /** Undefined where there is no box, or its text is struck out. */
  readonly isTicked: boolean | undefined
  readonly node: ListItem | Paragraph
  readonly section: Section
}

/** The boxes of a list, those of lists within one of its items below that; an item without a box only holds others. */
export interface BoxTree {
  readonly item: ListItem
  readonly nested: readonly BoxTree[]
}

/** The boxes of a list; none where it has none, however deep. */
export function boxesOf(list: List): readonly BoxTree[] {
  return list.children.flatMap((item) => {
    const nested = item.children.flatMap((block) => (block.type === 'list' ? boxesOf(block) : []))
    return typeof item.checked === 'boolean' ? [{item, nested}] : nested
  })
}

/** The text of an item, without what is nested below it. */
export function itemText({children: [first]}: ListItem): string {
  return first?.type === 'paragraph' ? textOf(first) : ''
}

/**
 * What may stand for boxes of a template: all items of lists, and lines that open with a box. `[ x]` and `[]` are no boxes
 * to a parser, but were meant as such.
 */
export function possibleBoxes(
  items: ReadonlyArray<Located<ListItem>>,
  paragraphs: ReadonlyArray<Located<Paragraph>>,
  source: string
): readonly Box[] {
  const inItems = items.flatMap(({node, section}): readonly Box[] => {
    const [first] = node.children
    if (first?.type !== 'paragraph') return []
    const {text, isTicked} =
      typeof node.checked === 'boolean' ? {text: textOf(first), isTicked: node.checked} : readBox(textOf(first))
    return [{text, isTicked: isStruckOut(first) ? undefined : isTicked, node, section}]
  })
  const inLines = paragraphs.flatMap(({node, section, ancestors}): readonly Box[] => {
    const parent = ancestors.at(-1)
    const text =
      parent?.type === 'listItem' && parent.children[0] === node
        ? ''
        : source.slice(node.position?.start.offset, node.position?.end.offset)
    return text.includes('[') && /^[ \t>]*(?:[-*+][ \t]?)?\[/m.test(text)
      ? text
          .split('\n')
          .flatMap((line) => (opensWithBox.test(line) ? [{...readBox(foldWhitespace(line)), node, section}] : []))
      : []
  })
  return [...inItems, ...inLines]
}

/** A box that a parser may not take for one, at the start of an item or a line: `[ x]`, `[]`, `[n/a]`. */
const opensWithBox = /^[ \t>]{0,9}(?:[-*+][ \t]{0,3})?\[([^[\]\n]{0,3})\](?![([:])/u

function readBox(line: string): Pick<Box, 'text' | 'isTicked'> {
  const [box, mark = ''] = opensWithBox.exec(line) ?? []
  if (box === undefined) return {text: line, isTicked: undefined}
  return {
    text: line.slice(box.length).trim(),
    isTicked: mark.trim() === '' ? false : /^[xX✓✔✅]$/u.test(mark.trim()) || undefined
  }
}

function isStruckOut({children}: Paragraph): boolean {
  return (
    children.length > 0 &&
    children.every((child: Nodes) => child.type === 'delete' || (child.type === 'text' && child.value.trim() === ''))
  )
}
