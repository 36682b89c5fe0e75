import type {Code, List, Nodes, Paragraph, RootContent, Table} from 'mdast'
import type {Located, MarkdownDocument, Section} from '../markdown/document.ts'
import {isToCome} from '../markdown/says-nothing.ts'
import {type Field, fieldsOf} from '../markdown/fields.ts'
import {rankAmong} from '../markdown/siblings.ts'
import {tablesOf} from '../markdown/tables.ts'
import {entriesOf} from '../template/contents-list.ts'

/** How a label is written. */
export interface LabelForm {
  /** The markup around the label: `**`, `_`, a backtick, or empty. */
  readonly marks: string
  readonly isColonInside: boolean
  readonly isItem: boolean
  readonly isQuoted: boolean
  /** Whether another label is in the same paragraph. */
  readonly isShared: boolean
  /** Whether its value is a list below it. */
  readonly isBeforeList: boolean
}

/** A field of a document, and how it is written. */
export interface WrittenField {
  readonly field: Field
  readonly form: LabelForm
}

/** The content of a section without its subsections. */
interface Holdings {
  readonly fields: readonly WrittenField[]
  readonly tables: readonly Table[]
  readonly codes: readonly Code[]
  /** Top-level lists without labels, except contents lists. */
  readonly lists: readonly List[]
  /** Paragraphs without labels. */
  readonly paragraphs: readonly Paragraph[]
}

/** Finds the content of a section. */
export type HoldingsOf = (section: Section) => Holdings

/** Index the content of the sections of documents; each document is walked once. */
export function holdingsFinder(documents: readonly MarkdownDocument[]): HoldingsOf {
  const bySection = new Map<Section, Collected>()
  const at = (section: Section): Collected => {
    const known = bySection.get(section) ?? {fields: [], tables: [], codes: [], lists: [], paragraphs: []}
    bySection.set(section, known)
    return known
  }
  for (const document of documents) collect(document, at)
  return (section) => bySection.get(section) ?? none
}

type Collected = {-readonly [Key in keyof Holdings]: Array<Holdings[Key][number]>}

function collect(document: MarkdownDocument, at: (section: Section) => Collected): void {
  const fields = fieldsOf(document, () => true).filter((field) => isOfSection(field))
  const labels = new Map<Nodes, number>()
  for (const {paragraph, node} of fields)
    for (const each of new Set<Nodes>([paragraph, node])) labels.set(each, (labels.get(each) ?? 0) + 1)
  const below = new Set(
    fields
      .filter(({value, hasMore, node}) => value === '' && hasMore && node.type === 'paragraph')
      .map(({node}) => nextOf(node, document))
  )
  const isOwn = (list: List) =>
    !below.has(list) && !isContentsList(list) && !list.children.some((item) => labels.has(item))
  // An empty label is a fault of its document, not something that documents have in common.
  for (const field of fields.filter(
    ({isEmpty, isBeforeParts, value}) => !isEmpty && !isBeforeParts && !isToCome(value)
  ))
    at(field.section).fields.push({field, form: formOf(field, document, (labels.get(field.paragraph) ?? 0) > 1)})
  for (const {node, section} of tablesOf(document)) at(section).tables.push(node)
  for (const {node, section} of document.nodes('code')) at(section).codes.push(node)
  for (const {node, section} of document.nodes('list').filter((list) => isTop(list) && isOwn(list.node)))
    at(section).lists.push(node)
  for (const {node, section} of document
    .nodes('paragraph')
    .filter((paragraph) => isTop(paragraph) && !labels.has(paragraph.node)))
    at(section).paragraphs.push(node)
}

function isTop({ancestors}: Located): boolean {
  return ancestors.length === 0
}

/** Whether a field is certain, is not nested in another, and has a label that a template can have. */
function isOfSection({isDoubtful, within, label}: Field): boolean {
  return !isDoubtful && within === undefined && !/[[\]{}<>]/.test(label)
}

/** Whether a list has only links within its own document. */
function isContentsList(list: List): boolean {
  const {links, unlinked} = entriesOf(list)
  return unlinked.length === 0 && links.length > 0 && links.every(({url}) => url.startsWith('#'))
}

/** The block directly after another at the top level. */
function nextOf(node: Nodes, {tree}: MarkdownDocument): RootContent | undefined {
  return tree.children[rankAmong(tree.children, node) + 1]
}

const none: Holdings = {fields: [], tables: [], codes: [], lists: [], paragraphs: []}

function formOf({labelPlace, node, value, hasMore}: Field, document: MarkdownDocument, isShared: boolean): LabelForm {
  const {source} = document
  const [start, end] = [labelPlace.start.offset ?? 0, labelPlace.end.offset ?? 0]
  const [marks = ''] = /(?:\*{1,3}|_{1,3}|`)?$/.exec(source.slice(Math.max(0, start - 3), start)) ?? []
  const line = source.slice(Math.max(0, start - labelPlace.start.column + 1), start)
  return {
    marks,
    isColonInside: marks !== '' && /^\s?[:：]/.test(source.slice(end, end + 2)),
    isItem: node.type === 'listItem',
    isQuoted: /^\s{0,3}>/.test(line),
    isShared,
    isBeforeList:
      value === '' && hasMore && (node.type === 'listItem' ? node.children[1] : nextOf(node, document))?.type === 'list'
  }
}
