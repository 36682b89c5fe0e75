import type {Nodes, Paragraph, PhrasingContent} from 'mdast'
import type {Point, Position} from 'unist'
import {commentText} from './comment.ts'
import type {Located, MarkdownDocument, Section} from './document.ts'
import {placeBetween} from './places.ts'
import {rankAmong} from './siblings.ts'
import {foldWhitespace} from './text.ts'

/** A labelled line: `- **Owner**: Ada`, `Owner: Ada`, `**Owner:** Ada`. */
export interface Field {
  readonly label: string
  /** The label without its markers. */
  readonly labelPlace: Position
  /** What stands in parentheses between a bold label and its colon: `**Salt** (optional): …`; empty where nothing does. */
  readonly mark: string
  /** What follows the colon on the line, white space folded; empty where nothing does. */
  readonly value: string
  /** The value, or the point behind the colon where there is none. */
  readonly valuePlace: Position | Point
  /** Whether something is nested below it, or follows it as a block of its own. */
  readonly hasMore: boolean
  /** Whether nothing but a comment follows, on the line or below. */
  readonly isEmpty: boolean
  /** Whether it is plain in a list where other items have no label, and so one only for those who know the label. */
  readonly isDoubtful: boolean
  readonly section: Section
  /** The list item or paragraph that it stands in. */
  readonly node: Nodes
}

/**
 * Find the labelled lines of a document: items of lists that open with a label, and paragraphs whose lines do. A plain
 * label counts in a list only; elsewhere it has to be bold.
 *
 * @param isWanted Tells the sections whose lines are wanted.
 */
export function fieldsOf(document: MarkdownDocument, isWanted: (section: Section) => boolean): readonly Field[] {
  const items = document.nodes('list').flatMap((list) => {
    if (!isWanted(list.section)) return []
    const fields = list.node.children.map((item) => {
      const [first, ...more] = item.children
      const hasMore = more.some((node) => !isComment(node)) || (item === list.node.children.at(-1) && isFollowed(list, document))
      return first?.type === 'paragraph' ? fieldAt(document, first.children, {node: item, section: list.section, hasMore}) : undefined
    })
    const areAll = fields.every((field) => field !== undefined)
    return fields.filter((field) => field !== undefined).map((field) => ({...field, isDoubtful: !areAll && !field.isBold}))
  })
  const lines = document.nodes('paragraph').flatMap((located) => (isInItem(located) || !isWanted(located.section) ? [] : labelledLines(document, located)))
  return [...items, ...lines].toSorted((a, b) => (a.labelPlace.start.offset ?? 0) - (b.labelPlace.start.offset ?? 0))
}

function isComment(node: Nodes): boolean {
  return node.type === 'html' && commentText(node.value) !== undefined
}

function isInItem({ancestors}: Located): boolean {
  return ancestors.at(-1)?.type === 'listItem'
}

/** The lines of a paragraph, each of which opens with a bold label. */
function labelledLines(document: MarkdownDocument, located: Located<Paragraph>): readonly Field[] {
  const {node, section} = located
  const starts = node.children.flatMap((child, index) => (child.type === 'strong' && opensLine(document, child) ? [index] : []))
  if (starts[0] !== 0) return []
  return starts.flatMap((start, index) => {
    const field = fieldAt(document, node.children.slice(start, starts[index + 1]), {node, section, hasMore: index === starts.length - 1 && isFollowed(located, document)})
    return field?.isBold ? [{...field, isDoubtful: false}] : []
  })
}

/** Whether a block stands behind another that may be what its last label speaks of. */
function isFollowed({node, ancestors}: Located, document: MarkdownDocument): boolean {
  const parent = ancestors.at(-1) ?? document.tree
  const siblings: readonly Nodes[] = 'children' in parent ? parent.children : []
  const next = siblings[rankAmong(siblings, node) + 1]
  if (!next || next.type === 'heading' || next.type === 'thematicBreak') return false
  return next.type !== 'paragraph' || next.children[0]?.type !== 'strong'
}

function opensLine({source}: MarkdownDocument, {position}: PhrasingContent): boolean {
  const before = source.slice(0, position?.start.offset ?? 0)
  return position !== undefined && /(?:^|[\r\n])[ \t>]*$/.test(before.slice(-200))
}

type Rest = Pick<Field, 'node' | 'section' | 'hasMore'>

/** A label is a name of up to 60 letters, not a sentence. */
const boldLabel = /^(?:\*\*|__)([^*_:]{1,60}?)\s*(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*(?:[*_]?(\([^()\n]{1,60}\))[*_]?\s*)?:)/
const plainLabel = /^(\p{L}[^:\n[\]()]{0,59}):(?=\s|$)/u

function fieldAt(document: MarkdownDocument, children: readonly PhrasingContent[], rest: Rest): (Omit<Field, 'isDoubtful'> & {isBold: boolean}) | undefined {
  const [from, to] = [children[0]?.position?.start.offset, children.at(-1)?.position?.end.offset]
  if (from === undefined || to === undefined) return undefined
  const isBold = children[0]?.type === 'strong'
  const match = (isBold ? boldLabel : plainLabel).exec(document.source.slice(from, to))
  if (!match) return undefined
  const [opening, written = '', mark = ''] = match
  const labelStart = from + opening.indexOf(written)
  const labelPlace = placeBetween(document, labelStart, labelStart + written.length)
  const value = valueBetween(document, from + opening.length, to)
  return {...rest, ...value, isBold, label: foldWhitespace(written), labelPlace, mark, isEmpty: areNothing(value, rest)}
}

function areNothing({value}: Pick<Field, 'value'>, {hasMore}: Rest): boolean {
  return !hasMore && (value === '' || commentText(value) !== undefined)
}

function valueBetween(document: MarkdownDocument, start: number, end: number): Pick<Field, 'value' | 'valuePlace'> {
  const raw = document.source.slice(start, end)
  const value = foldWhitespace(raw)
  if (value === '') return {value, valuePlace: document.pointAt(start)}
  return {value, valuePlace: placeBetween(document, start + raw.length - raw.trimStart().length, start + raw.trimEnd().length)}
}
