import {grouped} from '../grouped.ts'
import {itemText} from '../markdown/boxes.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {tablesOf} from '../markdown/tables.ts'
import {type HeadingText, headingText} from '../template/heading-pattern.ts'
import {type BoxSpec, type FieldSpec, type SectionSpec, type TableSpec, specsBelow} from '../template/schema.ts'
import type {Alignment} from './alignment.ts'
import {namesOf} from './field-alignment.ts'
import {linesByName} from './fields-in-other-section.ts'
import {likeness, wordsOf} from './likeness.ts'
import {alignTables} from './table-pairing.ts'
import {withNested} from './task-list-alignment.ts'

/**
 * Whether one section of a document has most of the boxes, labels and tables of a missing one, in nearly the same words. What
 * the template has in several sections does not count.
 */
export function hasPartsElsewhere(missing: SectionSpec, {schema, document}: Alignment): boolean {
  const {boxes, fields, tables} = partsOf(missing)
  // One label alone may have that name anywhere.
  if (boxes.length + tables.length === 0 && fields.length < 2) return false
  const sectionsWith = (part: string, find: () => readonly Section[]) =>
    (countsOf(schema.root).get(part) ?? 0) > 1 ? none : new Set(find())
  const places = [
    ...boxes.map((spec) => sectionsWith(boxKey(spec), () => sectionsWithBox(spec, document))),
    ...fields.map((spec) => sectionsWith(fieldKey(spec), () => sectionsWithField(spec, document))),
    ...tables.map((spec) => sectionsWith(tableKey(spec), () => sectionsWithTable(spec, document)))
  ]
  return [...grouped(places, (sections) => sections).values()].some(({length}) => length * 2 > places.length)
}

const none: ReadonlySet<Section> = new Set()

interface Parts {
  readonly boxes: readonly BoxSpec[]
  readonly fields: readonly FieldSpec[]
  readonly tables: readonly TableSpec[]
}

/** What a section of the template and all below it require. */
function partsOf(spec: SectionSpec): Parts {
  const contents = [spec, ...specsBelow(spec)].map(({content}) => content)
  return {
    boxes: contents.flatMap(({taskLists = []}) => taskLists.flatMap((list) => withNested(list.boxes))),
    fields: contents.flatMap((content) => content.fields.filter(({isOptional}) => !isOptional)),
    tables: contents.flatMap((content) => content.tables.filter(({isOptional}) => !isOptional))
  }
}

function boxKey({text}: BoxSpec): string {
  return `box ${text.folded}`
}

function fieldKey({label}: FieldSpec): string {
  return `field ${label.folded}`
}

function tableKey({columns}: TableSpec): string {
  return `table ${columns.map(({heading}) => heading.folded).join('\n')}`
}

/** How often the template has each part; cached, since each missing section asks. */
const counts = new WeakMap<SectionSpec, ReadonlyMap<string, number>>()

function countsOf(root: SectionSpec): ReadonlyMap<string, number> {
  const known = counts.get(root)
  if (known) return known
  const {boxes, fields, tables} = partsOf(root)
  const keys = [
    ...boxes.map((spec) => boxKey(spec)),
    ...fields.map((spec) => fieldKey(spec)),
    ...tables.map((spec) => tableKey(spec))
  ]
  const found = new Map(
    Array.from(
      grouped(keys, (key) => [key]),
      ([key, {length}]) => [key, length]
    )
  )
  counts.set(root, found)
  return found
}

function sectionsWithBox({text}: BoxSpec, document: MarkdownDocument): readonly Section[] {
  if (wordsOf(text).length < fewestWords) return []
  return boxTexts(document).flatMap(({heading, section}) =>
    likeness(text, heading, mostWords).score > 0 ? [section] : []
  )
}

/** Shorter texts may be in any list. */
const fewestWords = 3

/** The share of the words that nearly the same texts have in common. */
const mostWords = 0.8

interface BoxText {
  readonly heading: HeadingText
  readonly section: Section
}

/** Cached, since each missing section is compared with them. */
const textsOfBoxes = new WeakMap<MarkdownDocument, readonly BoxText[]>()

function boxTexts(document: MarkdownDocument): readonly BoxText[] {
  const texts =
    textsOfBoxes.get(document) ??
    document
      .nodes('listItem')
      .filter(({node}) => typeof node.checked === 'boolean')
      .slice(0, mostBoxes)
      .map(({node, section}) => ({heading: headingText(itemText(node)), section}))
  textsOfBoxes.set(document, texts)
  return texts
}

/** Only so many boxes of a document are considered. */
const mostBoxes = 200

function sectionsWithField(spec: FieldSpec, document: MarkdownDocument): readonly Section[] {
  const lines = linesByName(document)
  return namesOf(spec).flatMap((name) => (lines.get(name) ?? []).map(({section}) => section))
}

function sectionsWithTable(spec: TableSpec, document: MarkdownDocument): readonly Section[] {
  return tablesOf(document)
    .slice(0, mostTables)
    .flatMap((table) => {
      const [pair] = alignTables([table], [spec])
      return pair?.missing.length === 0 && pair.matched.length > 1 && pair.extra.length === 0 ? [table.section] : []
    })
}

/** Only so many tables of a document are considered. */
const mostTables = 50
