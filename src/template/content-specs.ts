import {grouped} from '../grouped.ts'
import type {RootContent} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {commentsIn, isEmptyBullet, statementsOf} from '../markdown/says-nothing.ts'
import type {Field} from '../markdown/fields.ts'
import {lineOf} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import {isNoteInQuote, isRuleForAuthor} from './author-notes.ts'
import {makeOptional, commonToItems, firstOfEach, isWithin, keptText, readBlock, tablesIn} from './block-specs.ts'
import {type Directive, occurrenceIn, valuesIn} from './directives.ts'
import type {LabelDirectives} from './label-directives.ts'
import {captionsIn} from '../markdown/captions.ts'
import {saysOptionalInName} from './optional-marks.ts'
import {allOptional, firstOfSeries, ofSamples, readLabels, seriesOf, withDirectives} from './label-specs.ts'
import {saysOptionalAnywhere} from './optional-wordings.ts'
import {saysExample} from './example-wordings.ts'
import {type OptionalPart, absentIn, optionalPartsIn} from './optional-parts.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import {closedValues} from './choices.ts'
import {isWrittenByTool} from './nothing-to-write.ts'
import {saidInsteadBy} from './said-instead.ts'
import type {ContentSpec, FieldSpec, TableSpec} from './schema.ts'
import {makesLinesOptional} from './optional-throughout.ts'
import {readTable, withoutTwins, withoutVariants} from './table-specs.ts'
import {readTaskLists} from './task-lists.ts'

export type DirectivesBefore = (block: RootContent) => readonly Directive[]

/**
 * Returns a function that reads what a section of a template holds besides running text.
 *
 * @param labelled All fields of the template, in order.
 * @param fieldsGo The line that says that fields may be left out where they do not apply; undefined if no line does.
 */
export function contentReader(
  template: MarkdownDocument,
  labelled: readonly Field[],
  ofLabels: LabelDirectives,
  directivesBefore: DirectivesBefore,
  fieldsGo: number | undefined
): (section: Section) => ContentSpec {
  const fields = grouped(labelled, ({section}) => [section])
  const ofFields = new Map<Field, Directive[]>()
  for (const {field, directive} of ofLabels.values()) ofFields.set(field, [directive, ...(ofFields.get(field) ?? [])])
  const closing = closingBlocks(template)
  const footer = footerOf(template)
  const labelsIn = (section: Section, block: RootContent) => {
    const labels = readLabels(
      withDirectives(
        (fields.get(section) ?? []).filter(({node}) => isWithin(node, block)),
        ofFields,
        directivesBefore(block).filter(({type}) => type !== 'required' || block.type !== 'list'),
        (field) => isRuleForAuthor(field) || isNoteInQuote(field, block)
      ),
      template
    )
    return closing.has(block) || footer.has(block)
      ? {...labels, fields: labels.fields.map((field) => ({...field, isAtEnd: true as const}))}
      : labels
  }
  return (section) => {
    const content = beforeTabs(section).filter((block) => !closing.has(block))
    const alternatives = alternativesIn(content)
    const firstSample = content.indexOf(firstOfSeries(fields.get(section) ?? []) as RootContent)
    const labels = content.map((block, index) => {
      const own = labelsIn(section, block)
      if (firstSample >= 0 && index > firstSample) return ofSamples(own)
      const isFreed = alternatives.has(block) || (block.type === 'list' && isLeadToOptional(content[index - 1]))
      return isFreed ? allOptional(own) : own
    })
    const ofBlocks = labels.flatMap((block) => block.fields)
    const last = section === template.root ? template.sections.at(-1) : undefined
    const atEnd = last ? [...closing].flatMap((block) => labelsIn(last, block).fields) : []
    const taskLists = readTaskLists(section, content, template, directivesBefore)
    const optionalBlocks = optionalBlocksIn(content, template)
    const saying = content.find((block) => makesLinesOptional(remarkOf(block)))
    const linesGo = saying ? lineOf(saying) : fieldsGo
    const blocks = content.filter(
      (block, index) =>
        !makeOptional(directivesBefore(block)) &&
        !optionalBlocks.has(block) &&
        !alternatives.has(block) &&
        !((labels[index]?.fields.length ?? 0) > 0 && block.type === 'list' && !occurrenceIn(directivesBefore(block)))
    )
    const inItems = blocks.flatMap((block) => (block.type === 'list' ? commonToItems(block) : []))
    return {
      tables: withoutTwins(
        withoutVariants(
          [...content, ...inItems].map((block, index) =>
            tablesIn(block, template)
              .map((table) => readTable(table, template, directivesBefore(block)))
              .map((table) => (isExample(content[index - 1]) ? asExample(table) : table))
              .map((table) => withoutIf(table, optionalBlocks.get(block) ?? (alternatives.has(block) ? [] : undefined)))
          )
        )
      ),
      fields: [...ofBlocks.map((field) => mayGoBy(field, linesGo)), ...atEnd.map((field) => mayGoBy(field, fieldsGo))],
      ...seriesOf(labels, fields.get(section) ?? []),
      ...withCaptions(content),
      ...(taskLists.length > 0 && {taskLists}),
      ...(statementsOf(section).length === 0 && {isSilent: true as const}),
      ...(content.some((block) => isWrittenByTool(remarkOf(block))) && {isWrittenByTool: true as const}),
      ...(content.some((block) => isEmptyBullet(block)) && {hasEmptyItem: true as const}),
      ...sampleCommentsOf(section),
      ...insteadIn(content),
      ...textsOf(content, template),
      ...(ofBlocks.length > 0 ? {} : valuesOf(section, directivesBefore)),
      blocks: [
        ...firstOfEach([...blocks, ...inItems].flatMap((block) => readBlock(block, template, directivesBefore(block)))),
        ...section.content.flatMap((block) => keptText(block, directivesBefore(block)))
      ]
    }
  }
}

/** The sentences that paragraphs and comments of a section ask for where there is nothing else to write. */
function insteadIn(content: readonly RootContent[]): Pick<ContentSpec, 'saidInstead'> {
  const saidInstead = content.flatMap((block) => saidInsteadBy(remarkOf(block)) ?? [])
  return saidInstead.length > 0 ? {saidInstead} : {}
}

/** A label that a document may leave out where it has no use for it, as a line says if one does. */
function mayGoBy(field: FieldSpec, line: number | undefined): FieldSpec {
  return line === undefined || field.isOptional ? field : {...field, mayGo: line}
}

/**
 * The blocks that a text of their section allows to be left out, each with the names in code whose absence allows it. A
 * text that names a kind of block means the last one before it, or else the next one. A text that allows the whole
 * section to be left out frees all its tables, since a section that is kept may say why it has none.
 */
function optionalBlocksIn(
  content: readonly RootContent[],
  template: MarkdownDocument
): ReadonlyMap<RootContent, readonly string[]> {
  const optionalBlocks = content.flatMap((block, index) => {
    const text = remarkOf(block)
    if (text === '') return []
    const parts = optionalPartsIn(text)
    const absent = absentIn(template.source.slice(block.position?.start.offset, block.position?.end.offset))
    const named = blockTypes.flatMap(([part, type]) => {
      const isOne = (other: RootContent) => other.type === type
      return (parts.has(part) && (content.slice(0, index).findLast(isOne) ?? content.slice(index).find(isOne))) || []
    })
    const all =
      parts.has('section') || saysOptionalAnywhere(text)
        ? [...named, ...content.filter(({type}) => type === 'table')]
        : named
    return all.map((other) => [other, absent] as const)
  })
  return new Map(optionalBlocks)
}

/**
 * The blocks after a comment that introduces alternatives, of which an author writes one: `Option 1: steps`,
 * `OR Option 2: a sentence`.
 */
function alternativesIn(content: readonly RootContent[]): ReadonlySet<RootContent> {
  const first = content.findIndex((block) => block.type === 'html' && oneOption.test(remarkOf(block)))
  const others = first < 0 ? [] : content.slice(first + 1)
  return new Set(others.some((block) => block.type === 'html' && otherOption.test(remarkOf(block))) ? others : [])
}

const oneOption = /^\s*(?:either\b|(?:option|alternative|variant) (?:\d|[a-d])\b)/i
const otherOption = /^\s*(?:or (?:option|alternative|variant) (?:\d|[a-d])|or)\s*(?:$|[:.,–—-])/i

/** The table, made optional if `absent` is given: where those names are absent, if there are any. */
function withoutIf(table: TableSpec, absent: readonly string[] | undefined): TableSpec {
  return absent ? {...table, isOptional: true, ...(absent.length > 0 && {goesWithout: absent})} : table
}

const blockTypes: ReadonlyArray<readonly [OptionalPart, RootContent['type']]> = [
  ['table', 'table'],
  ['list', 'list'],
  ['code', 'code']
]

/** The text of a paragraph, a quote or a comment; empty for other blocks. */
function remarkOf(block: RootContent): string {
  if (block.type === 'html') return commentText(block.value) ?? ''
  return block.type === 'paragraph' || block.type === 'blockquote' ? textOf(block).replace(/^[*_([{]+/, '') : ''
}

/** Whether the line above a list says that its fields are optional: `Quantities (where known):`. */
function isLeadToOptional(block: RootContent | undefined): boolean {
  const text = block?.type === 'paragraph' ? textOf(block) : ''
  return text.length < longestLead && /[:：]$/.test(text) && saysOptionalInName(text.slice(0, -1))
}

const longestLead = 100

/**
 * The content of a section before its tabs, of which an author writes any. Headings among the content are those of
 * tabs.
 */
function beforeTabs({content}: Section): readonly RootContent[] {
  const tab = content.findIndex(({type}) => type === 'heading')
  return tab < 0 ? content : content.slice(0, tab)
}

/** Whether a block says that what follows is only an example. */
function isExample(block: RootContent | undefined): boolean {
  return block?.type === 'paragraph' && saysExample(textOf(block))
}

function asExample(table: TableSpec): TableSpec {
  return {...table, isOptional: true, columns: table.columns.map((column) => ({...column, isOptional: true}))}
}

/** The comments of a section that has nothing else, if one of them is a sample entry with a date to fill in. */
function sampleCommentsOf(section: Section): Pick<ContentSpec, 'sampleComments'> {
  if (statementsOf(section).length > 0) return {}
  const comments = commentsIn(section)
  return comments.some((comment) => /(?<![\p{Alpha}\p{N}])YYYY-MM-DD(?![\p{Alpha}\p{N}])/u.test(comment.slice(0, 2000)))
    ? {sampleComments: new Set(comments)}
    : {}
}

/**
 * The paragraphs that a document may keep, in lower case. Short ones are left out, because an author may write the
 * same.
 */
function textsOf(content: readonly RootContent[], template: MarkdownDocument): Pick<ContentSpec, 'texts'> {
  const texts = content.flatMap((block) =>
    block.type === 'paragraph' && placeholdersIn(template.source, block).length === 0 ? textOf(block).toLowerCase() : []
  )
  const own = texts.filter(({length}) => length >= fewestLetters)
  return own.length > 0 ? {texts: new Set(own)} : {}
}

const fewestLetters = 20

/**
 * The blocks after a thematic break at the end of the last section. They close the document, and are not part of that
 * section.
 */
export function closingBlocks({sections}: MarkdownDocument): ReadonlySet<RootContent> {
  const content = sections.length > 1 ? (sections.at(-1)?.content ?? []) : []
  const at = content.findLastIndex(({type}) => type === 'thematicBreak')
  const behind = at < 0 ? [] : content.slice(at + 1)
  return new Set(
    behind.every(({type}) => type === 'paragraph' || type === 'list' || type === 'html' || type === 'blockquote')
      ? behind
      : []
  )
}

/** The blocks of the root after the last heading, which close the document as a whole. */
function footerOf({root, sections}: MarkdownDocument): ReadonlySet<RootContent> {
  const start = sections.at(-1)?.heading?.position?.start.offset ?? Number.POSITIVE_INFINITY
  return new Set(root.content.filter(({position}) => (position?.start.offset ?? 0) > start))
}

/** The values of a section whose only text is a choice, or a paragraph with a `values` directive. */
function valuesOf(section: Section, directivesBefore: DirectivesBefore): Pick<ContentSpec, 'values'> {
  const [text, ...others] = statementsOf(section)
  if (text?.type !== 'paragraph' || others.length > 0) return {}
  const allowed = valuesIn(directivesBefore(text)) ?? closedValues(textOf(text))
  return allowed ? {values: {allowed, line: lineOf(text)}} : {}
}

function withCaptions(content: readonly RootContent[]): Pick<ContentSpec, 'captions'> {
  const captions = captionsIn(content)
    .filter(({name}) => !/[[{<]/.test(name) && !saysOptionalInName(name))
    .map(({name, node}) => ({name, line: lineOf(node)}))
  return captions.length > 1 ? {captions} : {}
}
