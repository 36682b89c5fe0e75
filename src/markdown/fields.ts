import type {Heading, ListItem, Nodes, Paragraph, TableRow} from 'mdast'
import type {Point, Position} from 'unist'
import {commentText} from './comment.ts'
import type {Located, MarkdownDocument, Section} from './document.ts'
import {labelsIn, type Label, labelAt, longestLabel} from './label-syntax.ts'
import {lazyLabel} from './lazy-labels.ts'
import {placeBetween} from './places.ts'
import {rankAmong} from './siblings.ts'
import {foldWhitespace} from './text.ts'

/** What is known of a labelled line before its value and its places are read, which most lines do not need. */
export interface LabelledLine {
  readonly label: string
  /** The UTF-16 offset of the label without its markers. */
  readonly start: number
  /**
   * Whether it is plain among lines without labels, or has no colon, so that it is a label only to those who expect it.
   */
  readonly isDoubtful: boolean
  readonly section: Section
  /** The list item, paragraph, heading or row that contains it. */
  readonly node: Nodes
  /** The list item that its list is nested in. */
  readonly within: ListItem | undefined
  /** Reads the value and the places. */
  readonly read: () => Field
}

/** A labelled line: `- **Owner**: Ada`, `Owner: Ada`, `**Owner:** Ada`. */
export interface Field extends Omit<LabelledLine, 'start' | 'read'> {
  /** The label without its markers. */
  readonly labelPlace: Position
  /** The parenthesis between a label and its colon: `**Salt** (optional): …`; empty if there is none. */
  readonly mark: string
  /** The text after the colon on the line, with white space folded; empty if there is none. */
  readonly value: string
  /** The place of the value, or the point after the colon if there is no value. */
  readonly valuePlace: Position | Point
  /** Whether something is nested below it, or follows it as a block of its own or as sections. */
  readonly hasMore: boolean
  /** Whether only the subsections of its section follow it. */
  readonly isBeforeParts: boolean
  /** Whether at most a comment follows, on the line or below. */
  readonly isEmpty: boolean
  /** The node with its text. */
  readonly paragraph: Paragraph | Heading | TableRow
}

/**
 * Find the labelled lines of a document: list items that open with a label, and paragraphs whose lines do, also in
 * quotes. A label is bold, in italics, in code or plain; emoji before it do not count. A dot, a bar, a semicolon or the
 * end of a sentence separates several labels on one line.
 *
 * @param isWanted Whether the lines of a section are wanted.
 */
export function labelledLines(
  document: MarkdownDocument,
  isWanted: (section: Section) => boolean
): readonly LabelledLine[] {
  const items = document.nodes('list').flatMap(({node: list, section, ancestors}) => {
    if (!isWanted(section)) return []
    const within = ancestors.findLast((node) => node.type === 'listItem')
    const last = list.children.at(-1)
    const below: Labelled[] = []
    const found = list.children.map((item): Labelled | undefined => {
      const [first, ...more] = item.children
      if (first?.type !== 'paragraph') return undefined
      const hasMore =
        more.some((node) => !isComment(node)) ||
        (item === last && isFollowed({node: list, ancestors, section}, document))
      const lazy = lazyLabel(first, item, ancestors, document.source)
      const afterList =
        lazy &&
        labelsOf(document, first, {node: first, section, within: undefined, hasMore}, [lazy.start, rangeOf(first)[1]])
      if (afterList) below.push(afterList)
      return labelsOf(document, first, {node: item, section, within, hasMore}, lazy && [rangeOf(first)[0], lazy.before])
    })
    const areAll = found.every((labelled) => labelled)
    return [
      ...found.flatMap((labelled) =>
        labelled ? linesOf(labelled, document, ({isLoose, isPlain}) => isLoose || (!areAll && isPlain)) : []
      ),
      ...below.flatMap((labelled) => linesOf(labelled, document, ({isLoose}) => isLoose))
    ]
  })
  const lines = document.nodes('paragraph').flatMap(({node, section, ancestors}) => {
    const parent = ancestors.at(-1)
    const item = parent?.type === 'listItem' ? parent : undefined
    if (item?.children[0] === node || !isWanted(section) || !mayOpenWithLabel(node, document)) return []
    const labelled = labelsOf(document, node, {
      node,
      section,
      within: undefined,
      hasMore: isFollowed({node, section, ancestors}, document)
    })
    const areAll = labelled !== undefined && isQuotedCard(labelled, parent, document)
    return labelled
      ? linesOf(labelled, document, ({isLoose, isPlain}) => item !== undefined || isLoose || (!areAll && isPlain))
      : []
  })
  return [...items, ...lines].toSorted((a, b) => a.start - b.start)
}

/** Whether a quote above the first section has several lines with one label each. */
function isQuotedCard(
  {section, from, to, labels}: Labelled,
  parent: Nodes | undefined,
  {source}: MarkdownDocument
): boolean {
  if (parent?.type !== 'blockquote' || parent.children.length > 1 || section.depth > 1) return false
  const text = source.slice(from, to)
  const lines = new Set(labels.map(({start}) => text.lastIndexOf('\n', start)))
  return lines.size > 1 && lines.size === labels.length && lines.size === text.split('\n').length
}

/** The labelled lines of a document, with their values and places. */
export function fieldsOf(document: MarkdownDocument, isWanted: (section: Section) => boolean): readonly Field[] {
  return labelledLines(document, isWanted).map((line) => line.read())
}

const startsWithLetter = /^\p{Alpha}/u

/** Whether a paragraph starts with markup, or has what ends a label near its start: most have neither. */
function mayOpenWithLabel(paragraph: Paragraph, {source}: MarkdownDocument): boolean {
  const [from, to] = rangeOf(paragraph)
  if (from === undefined || to === undefined) return false
  return (
    !startsWithLetter.test(source.slice(from, from + 2)) ||
    /[:：—–]/.test(source.slice(from, Math.min(to, from + longestLabel)))
  )
}

/** Whether a label is alone on its line, above a block that is its value. */
export function isOverBlock({value, hasMore, node}: Field): boolean {
  return value === '' && hasMore && node.type === 'paragraph'
}

function isComment(node: Nodes): boolean {
  return node.type === 'html' && commentText(node.value) !== undefined
}

/** Whether a block or a subsection follows a block, and may be the content of its last label. */
function isFollowed({node, section, ancestors}: Located, document: MarkdownDocument): boolean {
  const parent = ancestors.at(-1) ?? document.tree
  const siblings: readonly Nodes[] = 'children' in parent ? parent.children : []
  let at = rankAmong(siblings, node) + 1
  for (let next = siblings[at]; next && isComment(next); next = siblings[at]) at++
  const next = siblings[at]
  if (!next || next.type === 'thematicBreak') return false
  if (next.type === 'heading') return ancestors.length === 0 && next.depth > section.depth
  return next.type !== 'paragraph' || !isNextLabel(next, node, document)
}

/**
 * Whether a paragraph opens with a label of its own. After a marked label, a plain one is the start of a sentence:
 * `The crack – a long one – …`.
 */
function isNextLabel(next: Paragraph, node: Nodes, {source}: MarkdownDocument): boolean {
  const [from, to] = rangeOf(next)
  const label = from === undefined ? undefined : labelAt(source.slice(from, to), 0)
  return label !== undefined && !(label.isPlain && isMarkedAt(source, node))
}

/** Whether a paragraph opens with emphasis. */
function isMarkedAt(source: string, node: Nodes): boolean {
  return node.type === 'paragraph' && /^[*_]/.test(source.charAt(node.position?.start.offset ?? 0))
}

type Range = readonly [from: number | undefined, to: number | undefined]

export function rangeOf({children}: Paragraph): Range {
  return [children[0]?.position?.start.offset, children.at(-1)?.position?.end.offset]
}

type Rest = Pick<Field, 'node' | 'section' | 'within' | 'hasMore'>

/** A paragraph that opens with a label. */
interface Labelled extends Rest {
  readonly paragraph: Paragraph
  /** The UTF-16 offsets of its text in the document. */
  readonly from: number
  readonly to: number
  /** In order. */
  readonly labels: readonly Label[]
}

/**
 * The labels that open a paragraph and its further lines, and those after a dot, a bar or a semicolon on such a line;
 * undefined if it does not open with one.
 *
 * @param from Where its text starts, as a UTF-16 offset, and `to` where it ends.
 */
function labelsOf(
  {source}: MarkdownDocument,
  paragraph: Paragraph,
  rest: Rest,
  [from, to]: Range = rangeOf(paragraph)
): Labelled | undefined {
  if (from === undefined || to === undefined) return undefined
  const labels = labelsIn(source.slice(from, to), rest)
  return labels.length > 0 ? {...rest, paragraph, from, to, labels} : undefined
}

function linesOf(
  {paragraph, from, to, labels, ...rest}: Labelled,
  document: MarkdownDocument,
  isDoubtful: (label: Label) => boolean
): readonly LabelledLine[] {
  const {node, section, within} = rest
  return labels.map((label, rank): LabelledLine => {
    const next = labels.slice(rank + 1).find(({isAside}) => !isAside)
    const start = from + label.start
    const line = {
      label: foldWhitespace(label.label),
      start,
      isDoubtful: label.isAside === true || isDoubtful(label),
      section,
      node,
      within,
      read: (): Field => {
        const {value, valuePlace} = valueBetween(document, from + label.end, next ? from + next.before : to)
        const hasMore = rest.hasMore && next === undefined
        const isBare = value === '' || commentText(value) !== undefined
        return {
          label: line.label,
          isDoubtful: line.isDoubtful,
          section,
          node,
          within,
          value,
          valuePlace,
          paragraph,
          hasMore,
          labelPlace: placeBetween(document, start, start + label.label.length),
          mark: label.mark,
          isBeforeParts: isBare && hasMore && node === section.content.at(-1),
          isEmpty: !hasMore && isBare
        }
      }
    }
    return line
  })
}

export function valueBetween(
  document: MarkdownDocument,
  start: number,
  end: number
): Pick<Field, 'value' | 'valuePlace'> {
  const raw = document.source.slice(start, end)
  const value = foldWhitespace(raw.replaceAll(/\n[ \t]*>[ \t>]*/g, '\n'))
  if (value === '') return {value, valuePlace: document.pointAt(start)}
  return {
    value,
    valuePlace: placeBetween(document, start + raw.length - raw.trimStart().length, start + raw.trimEnd().length)
  }
}
