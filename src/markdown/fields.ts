import type {Heading, ListItem, Nodes, Paragraph, TableRow} from 'mdast'
import type {Point, Position} from 'unist'
import {commentText} from './comment.ts'
import type {Located, MarkdownDocument, Section} from './document.ts'
import {contentPlace, placeBetween} from './places.ts'
import {rankAmong} from './siblings.ts'
import {foldWhitespace, textOf} from './text.ts'

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
    const found = list.children.map((item): Labelled | undefined => {
      const [first, ...more] = item.children
      if (first?.type !== 'paragraph') return undefined
      const hasMore =
        more.some((node) => !isComment(node)) ||
        (item === last && isFollowed({node: list, ancestors, section}, document))
      return labelsOf(document, first, {node: item, section, within, hasMore})
    })
    const areAll = found.every((labelled) => labelled)
    return found.flatMap((labelled) =>
      labelled ? linesOf(labelled, document, ({isLoose, isPlain}) => isLoose || (!areAll && isPlain)) : []
    )
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

/** Whether a paragraph starts with markup, or has what ends a label near its start: most have neither. */
function mayOpenWithLabel(paragraph: Paragraph, {source}: MarkdownDocument): boolean {
  const [from, to] = rangeOf(paragraph)
  if (from === undefined || to === undefined) return false
  return (
    !/^\p{L}/u.test(source.slice(from, from + 2)) ||
    /[:：—–]/.test(source.slice(from, Math.min(to, from + longestLabel)))
  )
}

/** The headings of sections as labels of what is below them. */
export function headingFields(
  document: MarkdownDocument,
  isWanted: (section: Section) => boolean
): readonly LabelledLine[] {
  return document.sections.flatMap((section): readonly LabelledLine[] => {
    const {heading, name} = section
    const labelPlace = heading && contentPlace(heading)
    if (!labelPlace || name === '' || !isWanted(section)) return []
    const known = {label: name.replace(/[:：]$/, ''), isDoubtful: true, section, node: heading, within: undefined}
    const read = (): Field => {
      const isEmpty = section.content.length === 0 && section.children.length === 0
      return {
        ...known,
        labelPlace,
        mark: '',
        ...(valueBelow(section, document) ?? {value: '', valuePlace: labelPlace.end}),
        hasMore: !isEmpty,
        isBeforeParts: false,
        isEmpty,
        paragraph: heading
      }
    }
    return [{...known, start: labelPlace.start.offset ?? 0, read}]
  })
}

/** The rows of tables as labels with values, which are the first cell with text after the label. */
export function rowFields(
  document: MarkdownDocument,
  isWanted: (section: Section) => boolean
): readonly LabelledLine[] {
  return document.nodes('tableRow').flatMap(({node, section}): readonly LabelledLine[] => {
    const [key, ...answers] = node.children
    const answer = answers.find(({children}) => children.length > 0) ?? answers[0]
    const labelPlace = key && contentPlace(key)
    if (!key || !answer || !labelPlace || !isWanted(section)) return []
    const label = textOf(key).replace(/[:：]$/, '')
    if (label === '') return []
    const known = {label, isDoubtful: true, section, node, within: undefined}
    const read = (): Field => {
      const value = textOf(answer)
      return {
        ...known,
        labelPlace,
        mark: '',
        value,
        valuePlace: contentPlace(answer) ?? labelPlace.end,
        hasMore: false,
        isBeforeParts: false,
        isEmpty: value === '',
        paragraph: node
      }
    }
    return [{...known, start: labelPlace.start.offset ?? 0, read}]
  })
}

/** The only line of a section, as the value of its heading; undefined if it has more or less. */
function valueBelow(
  {content: [text, ...others], children}: Section,
  document: MarkdownDocument
): Pick<Field, 'value' | 'valuePlace'> | undefined {
  if (text?.type !== 'paragraph' || others.length > 0 || children.length > 0) return undefined
  const [from, to] = rangeOf(text)
  return from === undefined || to === undefined || document.source.slice(from, to).includes('\n')
    ? undefined
    : valueBetween(document, from, to)
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

function rangeOf({children}: Paragraph): readonly [from: number | undefined, to: number | undefined] {
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
 */
function labelsOf({source}: MarkdownDocument, paragraph: Paragraph, rest: Rest): Labelled | undefined {
  const [from, to] = rangeOf(paragraph)
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

/** The labels in a paragraph's source; none if it does not open with one. */
function labelsIn(text: string, rest: Rest): readonly Label[] {
  const first = labelAt(text, 0) ?? nameAlone(text, rest)
  if (!first) return jointLabels(text)
  const labels = [first]
  for (const {0: gap, index} of text.matchAll(gaps)) {
    const label = index < (labels.at(-1)?.end ?? 0) ? undefined : labelAt(text, index + gap.length)
    if (!label) continue
    const further = furtherLabel(text, gap, label, first)
    if (further) labels.push(further.isAside ? further : {...further, before: index})
  }
  return labels
}

/** A label after a gap, if it counts there; a plain one after a semicolon or a sentence may be part of the text. */
function furtherLabel(text: string, gap: string, label: Label, first: Label): Label | undefined {
  if (gap.startsWith('.')) return label.isPlain && first.isPlain ? {...label, isAside: true} : undefined
  if (gap.startsWith(';')) return isMarked(text, label) ? label : {...label, isAside: true}
  return goesWith(label, first, gap.includes('\n')) ? label : undefined
}

/**
 * Whether a further label in a paragraph counts, given the one that opens it: plain labels only count after a plain
 * one.
 */
function goesWith(label: Label, first: Label, isOnLine: boolean): boolean {
  return isOnLine ? !label.isPlain || first.isPlain : label.isPlain === first.isPlain && !label.isLoose
}

/** Two marked labels before one colon, which share the value after it: `**Start** / **End**: noon`. */
function jointLabels(text: string): readonly Label[] {
  const [opening, inCode, inBold] = firstOfTwo.exec(text.slice(0, longestLabel)) ?? []
  const label = inCode ?? inBold ?? ''
  const second = opening === undefined ? undefined : labelAt(text, opening.length)
  if (opening === undefined || !second || !isMarked(text, second)) return []
  return [
    {...second, label, start: opening.indexOf(label), isAside: true},
    {...second, isAside: true}
  ]
}

const firstOfTwo = /^(?:`([^\s:：`][^:：`\n]{0,59})`|\*{2}([^\s*:：][^*:：\n]{0,59})\*{2})[ \t]?(?:[/&,+]|and)[ \t]?/

/** Whether a label is bold, in italics or in code. */
function isMarked(text: string, {start}: Label): boolean {
  return /[*_`]/.test(text.charAt(start - 1))
}

/** A line break with the quote marks after it, a separator on a line, or the end of a sentence before a capital. */
const gaps = /\r?\n[ \t>]*|(?<![ \t])[ \t]+[·•|∙][ \t]+|;[ \t]+|(?<=\p{Ll}{2})\.[ \t]+(?=\p{Lu})/gu

interface Label {
  readonly label: string
  /** The index at which the value of the label before it ends. */
  readonly before: number
  /** The indices of the label and of what follows its colon. */
  readonly start: number
  readonly end: number
  readonly mark: string
  readonly isPlain: boolean
  /** Whether the colon, or the space after it, is missing. */
  readonly isLoose: boolean
  /**
   * Whether it is plain after a semicolon or a sentence, or one of two before a colon, so that it may be part of a
   * sentence.
   */
  readonly isAside?: true
}

const emoji = String.raw`(?:(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u{FE0F}\u{FEFF}\u{200B}-\u{200F}\u{2060}])+[ \t]*)?`
const parenthesis = String.raw`(?:[*_]?(\([^()\n]{1,60}\)|（[^（）\n]{1,60}）)[*_]?[ \t]*)?`

/** A label is a name of up to 60 characters, not a sentence. Emphasis may close before or after its colon. */
const markedLabel = new RegExp(
  String.raw`^${emoji}(\*{1,3}|_{1,3})([^\s*_:：][^*_:：\n]{0,59}?)[ \t]*(?:[:：][ \t]*\1|\1[ \t]*${parenthesis}([:：]|[ \t][—–-][ \t]))`,
  'u'
)
const labelWithValue = /^(?:\*\*|__)(\p{L}[^*_:：\n]{0,59})[:：][ \t](?=[^*_\n]{1,120}(?:\*\*|__)[ \t]{1,4}[^\s*_])/u
const codeLabel = new RegExp(String.raw`^${emoji}${'`'}([^${'`'}\n]{1,60})${'`'}[ \t]*${parenthesis}([:：])`, 'u')
const plainLabel = new RegExp(
  String.raw`^${emoji}(\p{L}[^:：\n[\]()${'`'}*]{0,59}?(?: ?\([^()\n:]{1,60}\))?)(：|:(?!//|:)|[ \t][—–][ \t])`,
  'u'
)

const longestLabel = 200

/**
 * A name without a colon that has something below it: a bold one that is a whole paragraph, or one that is the whole
 * first line of an item.
 */
function nameAlone(text: string, {node, hasMore}: Rest): Label | undefined {
  const [all, , marked = '', plain = ''] = hasMore && text.length <= longestLabel ? (wholeLine.exec(text) ?? []) : []
  const label = marked || plain
  if (all === undefined || (node.type !== 'listItem' && marked === '')) return undefined
  return {label, before: 0, start: text.indexOf(label), end: text.length, mark: '', isPlain: true, isLoose: true}
}

const wholeLine = new RegExp(String.raw`^${emoji}(?:(\*\*|__)([^*_\n]{1,60})\1|([^*_\n:：.${'`'}]{1,60}))\s*$`, 'u')

/** The label at an index of a paragraph's source. */
function labelAt(source: string, at: number): Label | undefined {
  const text = source.slice(at, at + longestLabel)
  // Most lines have nothing that could end a label.
  if (!mayHaveLabel.test(text)) return undefined
  return markedLabelAt(text, at) ?? codeLabelAt(text, at) ?? plainLabelAt(text, at)
}

const mayHaveLabel = /[:：]|[ \t][—–-][ \t]/

function markedLabelAt(text: string, at: number): Label | undefined {
  const [all, , label = '', mark = '', separator = ':'] = markedLabel.exec(text) ?? []
  if (all === undefined) return labelWithValueAt(text, at)
  return {
    label,
    before: 0,
    start: at + all.indexOf(label),
    end: at + all.length,
    mark,
    isPlain: false,
    isLoose: !/[:：]/.test(separator) || /^[^:：]*\.[ \t]*[*_]+$/.test(all)
  }
}

/**
 * A label that is bold together with its value, before more text, so that it is a label only to those who expect it:
 * `**Depth: two metres.** …`.
 */
function labelWithValueAt(text: string, at: number): Label | undefined {
  const [all, label = ''] = labelWithValue.exec(text) ?? []
  return all === undefined
    ? undefined
    : {label, before: 0, start: at + all.indexOf(label), end: at + all.length, mark: '', isPlain: false, isLoose: true}
}

function codeLabelAt(text: string, at: number): Label | undefined {
  const [all, label = '', mark = ''] = codeLabel.exec(text) ?? []
  return all === undefined
    ? undefined
    : {label, before: 0, start: at + all.indexOf(label), end: at + all.length, mark, isPlain: true, isLoose: false}
}

function plainLabelAt(text: string, at: number): Label | undefined {
  const [all, label = '', colon = ''] = plainLabel.exec(text) ?? []
  if (all === undefined) return undefined
  const isOpen = colon === ':' && !/^(?:\s|$)/.test(text.slice(all.length))
  return {
    label,
    before: 0,
    start: at + all.indexOf(label),
    end: at + all.length,
    mark: '',
    isPlain: true,
    isLoose: isOpen || !/[:：]/.test(colon)
  }
}

function valueBetween(document: MarkdownDocument, start: number, end: number): Pick<Field, 'value' | 'valuePlace'> {
  const raw = document.source.slice(start, end)
  const value = foldWhitespace(raw.replaceAll(/\n[ \t]*>[ \t>]*/g, '\n'))
  if (value === '') return {value, valuePlace: document.pointAt(start)}
  return {
    value,
    valuePlace: placeBetween(document, start + raw.length - raw.trimStart().length, start + raw.trimEnd().length)
  }
}
