import type {Heading, ListItem, Nodes, Paragraph, TableRow} from 'mdast'
import type {Point, Position} from 'unist'
import {commentText} from './comment.ts'
import type {Located, MarkdownDocument, Section} from './document.ts'
import {contentPlace, placeBetween} from './places.ts'
import {rankAmong} from './siblings.ts'
import {foldWhitespace, textOf} from './text.ts'

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
  /** Whether something is nested below it, or follows it as a block of its own or as sections. */
  readonly hasMore: boolean
  /** Whether it is the sections below its own that follow it, and nothing else. */
  readonly isBeforeParts: boolean
  /** Whether nothing but a comment follows, on the line or below. */
  readonly isEmpty: boolean
  /** Whether it is plain among lines without label, or has something else than a colon, and so one only for those who know the label. */
  readonly isDoubtful: boolean
  readonly section: Section
  /** The list item, paragraph, heading or row that it stands in. */
  readonly node: Nodes
  /** The text of that. */
  readonly paragraph: Paragraph | Heading | TableRow
  /** The list item below which its list is nested. */
  readonly within: ListItem | undefined
}

/**
 * Find the labelled lines of a document: items of lists that open with a label, and paragraphs whose lines do, in quotes
 * as well. A label is bold, in italics, in code or plain; emoji before it don't count. Several on one line have a dot or a
 * bar between them.
 *
 * @param isWanted Tells the sections whose lines are wanted.
 */
export function fieldsOf(document: MarkdownDocument, isWanted: (section: Section) => boolean): readonly Field[] {
  const items = document.nodes('list').flatMap(({node: list, section, ancestors}) => {
    if (!isWanted(section)) return []
    const within = ancestors.findLast((node) => node.type === 'listItem')
    const last = list.children.at(-1)
    const lines = list.children.map((item) => {
      const [first, ...more] = item.children
      if (first?.type !== 'paragraph') return []
      const hasMore = more.some((node) => !isComment(node)) || (item === last && isFollowed({node: list, ancestors, section}, document))
      return labelledLines(document, first, {node: item, section, within, hasMore})
    })
    const areAll = lines.every(([first]) => first !== undefined)
    return lines.flat().map(({mark, ...field}) => ({...field, mark, isDoubtful: field.isLoose || (!areAll && field.isPlain)}))
  })
  const lines = document.nodes('paragraph').flatMap(({node, section, ancestors}) => {
    const parent = ancestors.at(-1)
    const item = parent?.type === 'listItem' ? parent : undefined
    if (item?.children[0] === node || !isWanted(section) || !mayOpenWithLabel(node, document)) return []
    const hasMore = isFollowed({node, section, ancestors}, document)
    return labelledLines(document, node, {node, section, within: undefined, hasMore}).map((field) => ({...field, isDoubtful: item !== undefined || field.isLoose || field.isPlain}))
  })
  return [...items, ...lines].toSorted((a, b) => (a.labelPlace.start.offset ?? 0) - (b.labelPlace.start.offset ?? 0))
}

/** Whether a paragraph starts with markup, or has what ends a label near its start: most have neither. */
function mayOpenWithLabel(paragraph: Paragraph, {source}: MarkdownDocument): boolean {
  const [from, to] = rangeOf(paragraph)
  if (from === undefined || to === undefined) return false
  return !/^\p{L}/u.test(source.slice(from, from + 2)) || /[:：—–]/.test(source.slice(from, Math.min(to, from + longestLabel)))
}

/** The headings of sections as labels of what stands below them. */
export function headingFields(document: MarkdownDocument, isWanted: (section: Section) => boolean): readonly Field[] {
  return document.sections.flatMap((section): readonly Field[] => {
    const {heading, name} = section
    const labelPlace = heading && contentPlace(heading)
    if (!labelPlace || name === '' || !isWanted(section)) return []
    const isEmpty = section.content.length === 0 && section.children.length === 0
    return [{label: name.replace(/[:：]$/, ''), labelPlace, mark: '', ...(valueBelow(section, document) ?? {value: '', valuePlace: labelPlace.end}), hasMore: !isEmpty, isBeforeParts: false, isEmpty, isDoubtful: true, section, node: heading, paragraph: heading, within: undefined}]
  })
}

/** The rows of tables as labels and their values, which are in the second column or behind that. */
export function rowFields(document: MarkdownDocument, isWanted: (section: Section) => boolean): readonly Field[] {
  return document.nodes('tableRow').flatMap(({node, section}): readonly Field[] => {
    const [key, ...answers] = node.children
    const answer = answers.find(({children}) => children.length > 0) ?? answers[0]
    const [labelPlace, valuePlace] = [key && contentPlace(key), answer && contentPlace(answer)]
    if (!key || !answer || !labelPlace || !isWanted(section)) return []
    const label = textOf(key).replace(/[:：]$/, '')
    return label === '' ? [] : [{label, labelPlace, mark: '', value: textOf(answer), valuePlace: valuePlace ?? labelPlace.end, hasMore: false, isBeforeParts: false, isEmpty: textOf(answer) === '', isDoubtful: true, section, node, paragraph: node, within: undefined}]
  })
}

/** A line that is all of a section, as the value of its heading. */
function valueBelow({content: [text, ...others], children}: Section, document: MarkdownDocument): Pick<Field, 'value' | 'valuePlace'> | undefined {
  if (text?.type !== 'paragraph' || others.length > 0 || children.length > 0) return undefined
  const [from, to] = rangeOf(text)
  return from === undefined || to === undefined || document.source.slice(from, to).includes('\n') ? undefined : valueBetween(document, from, to)
}

function isComment(node: Nodes): boolean {
  return node.type === 'html' && commentText(node.value) !== undefined
}

/** Whether a block or a section stands behind another that may be what its last label speaks of. */
function isFollowed({node, section, ancestors}: Located, document: MarkdownDocument): boolean {
  const parent = ancestors.at(-1) ?? document.tree
  const siblings: readonly Nodes[] = 'children' in parent ? parent.children : []
  let at = rankAmong(siblings, node) + 1
  for (let next = siblings[at]; next && isComment(next); next = siblings[at]) at++
  const next = siblings[at]
  if (!next || next.type === 'thematicBreak') return false
  if (next.type === 'heading') return ancestors.length === 0 && next.depth > section.depth
  if (next.type !== 'paragraph') return true
  const [from, to] = rangeOf(next)
  return from === undefined || !labelAt(document.source.slice(from, to), 0)
}

function rangeOf({children}: Paragraph): readonly [from: number | undefined, to: number | undefined] {
  return [children[0]?.position?.start.offset, children.at(-1)?.position?.end.offset]
}

type Rest = Pick<Field, 'node' | 'section' | 'within' | 'hasMore'>

interface Found extends Omit<Field, 'isDoubtful'> {
  readonly isPlain: boolean
  readonly isLoose: boolean
}

/** The labels with which a paragraph and further lines of it open, and those behind a dot or a bar on such a line. */
function labelledLines(document: MarkdownDocument, paragraph: Paragraph, rest: Rest): readonly Found[] {
  const [from, to] = rangeOf(paragraph)
  const text = from === undefined || to === undefined ? '' : document.source.slice(from, to)
  const labels = labelsIn(text, rest)
  return labels.map(({label, start, mark, end, isPlain, isLoose}, rank) => {
    const next = labels[rank + 1]
    const at = from ?? 0
    const value = valueBetween(document, at + end, at + (next?.before ?? text.length))
    const hasMore = rest.hasMore && next === undefined
    const isBare = value.value === '' || commentText(value.value) !== undefined
    return {
      ...rest,
      ...value,
      paragraph,
      hasMore,
      isPlain,
      isLoose,
      label: foldWhitespace(label),
      labelPlace: placeBetween(document, at + start, at + start + label.length),
      mark,
      isBeforeParts: isBare && hasMore && rest.node === rest.section.content.at(-1),
      isEmpty: !hasMore && isBare
    }
  })
}

/** The labels in a paragraph's source, if it opens with one; each with the index up to which the value of the one before it goes. */
function labelsIn(text: string, rest: Rest): ReadonlyArray<Label & {readonly before: number}> {
  const first = labelAt(text, 0) ?? nameAlone(text, rest)
  if (!first) return []
  const labels = [{...first, before: 0}]
  for (const {0: gap, index} of text.matchAll(gaps)) {
    const label = index < (labels.at(-1)?.end ?? 0) ? undefined : labelAt(text, index + gap.length)
    if (label && goesWith(label, first, gap.includes('\n'))) labels.push({...label, before: index})
  }
  return labels
}

/** Whether a label on a further line, or further on in a line, is one where the paragraph opens with another: plain ones only among plain ones. */
function goesWith(label: Label, first: Label, isOnLine: boolean): boolean {
  return isOnLine ? !label.isPlain || first.isPlain : label.isPlain === first.isPlain && !label.isLoose
}

/** A line break with the marks of quotes behind it, or a separator on a line. */
const gaps = /\r?\n[ \t>]*|(?<![ \t])[ \t]+[·•|∙][ \t]+/g

interface Label {
  readonly label: string
  /** Indices of the label and of what stands behind its colon. */
  readonly start: number
  readonly end: number
  readonly mark: string
  readonly isPlain: boolean
  /** Whether a colon is wanting, or the blank behind it. */
  readonly isLoose: boolean
}

const emoji = String.raw`(?:(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u{FE0F}\u{FEFF}\u{200B}-\u{200F}\u{2060}])+[ \t]*)?`
const parenthesis = String.raw`(?:[*_]?(\([^()\n]{1,60}\)|（[^（）\n]{1,60}）)[*_]?[ \t]*)?`

/** A label is a name of up to 60 letters, not a sentence. Emphasis may close before its colon or behind it. */
const markedLabel = new RegExp(String.raw`^${emoji}(\*{1,3}|_{1,3})([^\s*_:：][^*_:：\n]{0,59}?)[ \t]*(?:[:：][ \t]*\1|\1[ \t]*${parenthesis}([:：]|[ \t][—–-][ \t]))`, 'u')
const codeLabel = new RegExp(String.raw`^${emoji}${'`'}([^${'`'}\n]{1,60})${'`'}[ \t]*${parenthesis}([:：])`, 'u')
const plainLabel = new RegExp(String.raw`^${emoji}(\p{L}[^:：\n[\]()${'`'}*]{0,59}?(?: ?\([^()\n:]{1,60}\))?)(：|:(?!//|:)|[ \t][—–][ \t])`, 'u')

const longestLabel = 200

/** A name without a colon that has something below it: bold as all of a paragraph, or as all of an item's first line. */
function nameAlone(text: string, {node, hasMore}: Rest): Label | undefined {
  const [all, , marked = '', plain = ''] = hasMore && text.length <= longestLabel ? (wholeLine.exec(text) ?? []) : []
  const label = marked || plain
  if (all === undefined || (node.type !== 'listItem' && marked === '')) return undefined
  return {label, start: text.indexOf(label), end: text.length, mark: '', isPlain: true, isLoose: true}
}

const wholeLine = new RegExp(String.raw`^${emoji}(?:(\*\*|__)([^*_\n]{1,60})\1|([^*_\n:：.${'`'}]{1,60}))\s*$`, 'u')

/** The label that stands at an index of a paragraph's source. */
function labelAt(source: string, at: number): Label | undefined {
  const text = source.slice(at, at + longestLabel)
  return markedLabelAt(text, at) ?? codeLabelAt(text, at) ?? plainLabelAt(text, at)
}

function markedLabelAt(text: string, at: number): Label | undefined {
  const [all, , label = '', mark = '', separator = ':'] = markedLabel.exec(text) ?? []
  if (all === undefined) return undefined
  return {label, start: at + all.indexOf(label), end: at + all.length, mark, isPlain: false, isLoose: !/[:：]/.test(separator) || /^[^:：]*\.[ \t]*[*_]+$/.test(all)}
}

function codeLabelAt(text: string, at: number): Label | undefined {
  const [all, label = '', mark = ''] = codeLabel.exec(text) ?? []
  return all === undefined ? undefined : {label, start: at + all.indexOf(label), end: at + all.length, mark, isPlain: true, isLoose: false}
}

function plainLabelAt(text: string, at: number): Label | undefined {
  const [all, label = '', colon = ''] = plainLabel.exec(text) ?? []
  if (all === undefined) return undefined
  const isOpen = colon === ':' && !/^(?:\s|$)/.test(text.slice(all.length))
  return {label, start: at + all.indexOf(label), end: at + all.length, mark: '', isPlain: true, isLoose: isOpen || !/[:：]/.test(colon)}
}

function valueBetween(document: MarkdownDocument, start: number, end: number): Pick<Field, 'value' | 'valuePlace'> {
  const raw = document.source.slice(start, end)
  const value = foldWhitespace(raw.replaceAll(/\n[ \t]*>[ \t>]*/g, '\n'))
  if (value === '') return {value, valuePlace: document.pointAt(start)}
  return {value, valuePlace: placeBetween(document, start + raw.length - raw.trimStart().length, start + raw.trimEnd().length)}
}
