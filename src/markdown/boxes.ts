import type {List, ListItem, Nodes, Paragraph} from 'mdast'
import type {Located, Section} from './document.ts'
import {foldWhitespace, textOf} from './text.ts'

/**
 * A box of a task list with the text after it, or a possible one: an item without its box, a line that only looks like
 * a box.
 */
export interface Box {
  /** The text after the box, with white space folded. */
  readonly text: string
  /** Undefined if there is no box, or if its text is struck out. */
  readonly isTicked: boolean | undefined
  readonly node: ListItem | Paragraph
  readonly section: Section
}

/** A box of a list, with the boxes of lists nested in its item. */
export interface BoxTree {
  readonly item: ListItem
  readonly nested: readonly BoxTree[]
}

/** The boxes of a list. Those below an item without a box take its place. */
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
 * What may be boxes of the template: all items of lists, and lines that open with a box. `[ x]` and `[]` are not boxes
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

/** A box at the start of an item or a line, even if no parser recognises it: `[ x]`, `[]`, `[n/a]`. */
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
