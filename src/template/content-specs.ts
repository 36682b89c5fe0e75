import type {Code, List, Nodes, RootContent, Table} from 'mdast'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import type {Field} from '../markdown/fields.ts'
import {isToCome, statementsOf} from '../markdown/emptiness.ts'
import {lineOf} from '../markdown/places.ts'
import {htmlTables} from '../markdown/tables.ts'
import {textOf} from '../markdown/text.ts'
import {
  areSeries,
  asksForNothing,
  choiceIn,
  closedValues,
  holdsOneOf,
  isDatePattern,
  runningNumber,
  startsWithDate,
  stemOf
} from './reading.ts'
import {isLinkList} from './contents-list.ts'
import {isDiagram} from './diagrams.ts'
import {type Directive, type Occurrence, occurrenceIn, valuesIn} from './directives.ts'
import {type HeadingPattern, headingPattern} from './heading-pattern.ts'
import type {LabelDirectives} from './label-directives.ts'
import {freeing, withoutPlural} from './name-forms.ts'
import {letsPartGo, saysExample} from './optionality.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import type {BlockSpec, ContentSpec, FieldSpec, TableSpec} from './schema.ts'
import {readTable, withoutTwins} from './table-specs.ts'
import {readTaskLists} from './task-lists.ts'

export type DirectivesBefore = (block: RootContent) => readonly Directive[]

/**
 * Reads what the sections of a template hold beside text.
 *
 * @param labelled All labelled lines of the template, in order.
 */
export function contentReader(
  template: MarkdownDocument,
  labelled: readonly Field[],
  ofLabels: LabelDirectives,
  directivesBefore: DirectivesBefore
): (section: Section) => ContentSpec {
  const fields = new Map<Section, Field[]>()
  for (const field of labelled) fields.set(field.section, [...(fields.get(field.section) ?? []), field])
  const own = new Map<Field, Directive[]>()
  for (const {field, directive} of ofLabels.values()) own.set(field, [directive, ...(own.get(field) ?? [])])
  const closing = closingBlocks(template)
  const footer = footerOf(template)
  const labelsIn = (section: Section, block: RootContent) => {
    const labels = readLabels(
      withDirectives(
        (fields.get(section) ?? []).filter(({node}) => isWithin(node, block)),
        own,
        directivesBefore(block).filter(({type}) => type !== 'required' || block.type !== 'list')
      ),
      template
    )
    return closing.has(block) || footer.has(block)
      ? {...labels, fields: labels.fields.map((field) => ({...field, isAtEnd: true as const}))}
      : labels
  }
  return (section) => {
    const content = section.content.filter((block) => !closing.has(block))
    const firstSample = content.indexOf(firstOfSeries(fields.get(section) ?? []) as RootContent)
    const labels = content.map((block, index) =>
      firstSample >= 0 && index > firstSample ? ofSamples(labelsIn(section, block)) : labelsIn(section, block)
    )
    const ofBlocks = labels.flatMap((block) => block.fields)
    const last = section === template.root ? template.sections.at(-1) : undefined
    const atEnd = last ? [...closing].flatMap((block) => labelsIn(last, block).fields) : []
    const series = labels.flatMap((block) => block.series)
    const taskLists = readTaskLists(section, content, template, directivesBefore)
    const blocks = content.filter(
      (block, index) =>
        !areFreeing(directivesBefore(block)) &&
        !((labels[index]?.fields.length ?? 0) > 0 && block.type === 'list' && !occurrenceIn(directivesBefore(block)))
    )
    const inItems = blocks.flatMap((block) => (block.type === 'list' ? commonToItems(block) : []))
    return {
      tables: withoutTwins(
        [...content, ...inItems].flatMap((block, index) =>
          tablesIn(block, template)
            .map((table) => readTable(table, template, directivesBefore(block)))
            .map((table) => (isExample(content[index - 1]) ? asExample(table) : table))
        )
      ),
      fields: [...ofBlocks, ...atEnd],
      ...(series.length > 0 && {series}),
      ...(taskLists.length > 0 && {taskLists}),
      ...(statementsOf(section).length === 0 && {isSilent: true as const}),
      ...textsOf(content, template),
      ...(ofBlocks.length > 0 ? {} : valuesOf(section, directivesBefore)),
      blocks: [
        ...firstOfEach([...blocks, ...inItems].flatMap((block) => readBlock(block, template, directivesBefore(block)))),
        ...section.content.flatMap((block) => keptText(block, directivesBefore(block)))
      ]
    }
  }
}

/** Whether a block says that what follows is an example that one may use. */
function isExample(block: RootContent | undefined): boolean {
  return block?.type === 'paragraph' && saysExample(textOf(block))
}

function asExample(table: TableSpec): TableSpec {
  return {...table, isOptional: true, columns: table.columns.map((column) => ({...column, isOptional: true}))}
}

/** The paragraphs that a document may keep as they are, if these are long enough to be nobody else's. */
function textsOf(content: readonly RootContent[], template: MarkdownDocument): Pick<ContentSpec, 'texts'> {
  const texts = content.flatMap((block) =>
    block.type === 'paragraph' && placeholdersIn(template.source, block).length === 0 ? textOf(block).toLowerCase() : []
  )
  const own = texts.filter(({length}) => length >= fewestLetters)
  return own.length > 0 ? {texts: new Set(own)} : {}
}

const fewestLetters = 20

/** What stands behind a rule at the end of the last section: it closes the document, and is no part of that section. */
function closingBlocks({sections}: MarkdownDocument): ReadonlySet<RootContent> {
  const content = sections.length > 1 ? (sections.at(-1)?.content ?? []) : []
  const at = content.findLastIndex(({type}) => type === 'thematicBreak')
  const behind = at < 0 ? [] : content.slice(at + 1)
  return new Set(
    behind.every(({type}) => type === 'paragraph' || type === 'list' || type === 'html' || type === 'blockquote')
      ? behind
      : []
  )
}

/** What closes the document as a whole: of its own content that behind the last heading. */
function footerOf({root, sections}: MarkdownDocument): ReadonlySet<RootContent> {
  const start = sections.at(-1)?.heading?.position?.start.offset ?? Number.POSITIVE_INFINITY
  return new Set(root.content.filter(({position}) => (position?.start.offset ?? 0) > start))
}

interface Labels {
  readonly fields: readonly FieldSpec[]
  /** The stems of labels that are samples of a series. */
  readonly series: readonly string[]
}

/** A labelled line with what directives say of it. */
interface Label extends Field {
  readonly directives: readonly Directive[]
}

/**
 * Labels with their own directives and those before their block: values are those of labels that have one of them, or else
 * of the first. A line that a directive speaks of is a label, whatever stands beside it.
 */
function withDirectives(
  fields: readonly Field[],
  own: ReadonlyMap<Field, readonly Directive[]>,
  before: readonly Directive[]
): readonly Label[] {
  const values = valuesIn(before)
  const holders = values ? fields.filter(({value}) => holdsOneOf(value, values)) : []
  const [first] = fields
  return fields
    .map((field) => ({
      ...field,
      directives: [
        ...(own.get(field) ?? []),
        ...before.filter(
          ({type}) => type !== 'values' || holders.includes(field) || (holders.length === 0 && field === first)
        )
      ]
    }))
    .filter(
      (label) =>
        (!label.isDoubtful && !isBox(label)) ||
        isAskedFor(label) ||
        label.directives.some(({type}) => type === 'optional')
    )
}

/** A box says by its tick whether what stands behind it is meant: task lists have a reader of their own. */
function isBox({node}: Label): boolean {
  return node.type === 'listItem' && typeof node.checked === 'boolean'
}

/** The labels of a block that are due, those that are nested below one of them with it. */
function readLabels(labels: readonly Label[], template: MarkdownDocument): Labels {
  const plain = labels.filter(({label}) => !/[[{<]/.test(label))
  const series = seriesIn(plain)
  const repeated = repeatedLabel(plain)
  if (repeated) return {series, fields: [{...readField(repeated), isOptional: true, isOfSample: true}]}
  const due = areReferences(plain)
    ? plain.filter((label) => isAskedFor(label))
    : dueLabels(
        plain.filter(({label, within}) => within === undefined && !series.includes(stemOf(label))),
        template
      )
  const within = new Map<Nodes | undefined, Label[]>()
  for (const field of labels) {
    const beside = within.get(field.within)
    if (beside) beside.push(field)
    else within.set(field.within, [field])
  }
  return {
    series,
    fields: due.map((field) => {
      const nested = dueLabels(
        (within.get(field.node) ?? []).filter((other) => other !== field && !/[[{<]/.test(other.label)),
        template
      )
      const below = seriesIn(nested).length > 0 ? [] : nested
      return {...readField(field), ...(below.length > 0 && {nested: below.map((other) => readField(other))})}
    })
  }
}

/** The label that all items of a list have, which are samples of one: `Deferred item: …`, twice and more. */
function repeatedLabel([first, ...others]: readonly Label[]): Label | undefined {
  const isSame = ({label, within}: Label) =>
    within === undefined && labelPattern(label).folded === labelPattern(first?.label ?? '').folded
  return first?.node.type === 'listItem' &&
    first.within === undefined &&
    others.length > 0 &&
    !isAskedFor(first) &&
    others.every(isSame)
    ? first
    : undefined
}

/** The first of several paragraphs that are names of one series, what follows each of them being part of it: `kiln_1:`. */
function firstOfSeries(labels: readonly Field[]): Nodes | undefined {
  const names = labels.filter(({value, node}) => value === '' && node.type === 'paragraph')
  const series = seriesIn(names)
  const first = names.find(({label}) => series.includes(stemOf(label)))
  return names.filter(({label}) => first && stemOf(label) === stemOf(first.label)).length > 1 ? first?.node : undefined
}

/** Labels that stand below each sample of a kind, of which a document may have none. */
function ofSamples({series, fields}: Labels): Labels {
  return {series, fields: fields.map((field) => ({...field, isOptional: true, isOfSample: true as const}))}
}

/** Whether a directive says what a label is called or has behind it, or that it is due. */
function isAskedFor({directives}: Label): boolean {
  return directives.some(({type}) => type === 'label' || type === 'values' || type === 'required')
}

/** The stems that labels have in common but for a number, and those that are an identifier with one. */
function seriesIn(labels: readonly Field[]): readonly string[] {
  const stems = labels.map(({label}) => stemOf(label))
  return [
    ...new Set(
      stems.filter(
        (stem, index) =>
          stem.includes(runningNumber) &&
          !/\p{Ll}\d/u.test(labels[index]?.label ?? '') &&
          (stems.indexOf(stem) !== index ||
            stems.lastIndexOf(stem) !== index ||
            isFirstOfSeries(labels[index]?.label ?? ''))
      )
    )
  ]
}

/** Whether a label shows by itself that others are to follow: an identifier, or the number one behind a name, `Decision 1`. */
function isFirstOfSeries(label: string): boolean {
  return /^\p{Lu}{1,8}[-_ ]?\d{1,6}$|(?:\s|\p{Script=Han})1$/u.test(label)
}

/** Whether what stands behind all labels leads elsewhere: they are examples of what there may be to read. */
function areReferences(labels: readonly Field[]): boolean {
  return (
    labels.length > 1 &&
    labels.every(({value}) => value !== '' && withoutReferences(value) === '' && !hasSlotInCode(value))
  )
}

function withoutReferences(value: string): string {
  return value.replaceAll(
    /\[[^[\]]*\]\([^()\s]*\)|`[^`]*`|<?https?:\/\/\S+|\b\p{Lu}{2,6}-(?:[NX\d]{2,6}|YYY+|ZZZ+)\b|[\s,;·•|.…-]|\.\.\./gu,
    ''
  )
}

/** Labels with something to fill in, and beside such others with a text of the template, which is for replacing, too. */
function dueLabels(labels: readonly Label[], template: MarkdownDocument): readonly Label[] {
  const open = new Set(
    labels.filter((field) => isAskedFor(field) || (isToFillIn(field, template) && !isOverSample(field, template)))
  )
  return open.size === 0 ? [] : labels.filter((field) => open.has(field) || !isRemark(field))
}

function isToFillIn(field: Field, template: MarkdownDocument): boolean {
  const {value, isEmpty, isBeforeParts} = field
  // Sections of the template are nobody's value.
  return (
    isEmpty ||
    isBeforeParts ||
    choiceIn(value) !== undefined ||
    startsWithDate(value) ||
    isDatePattern(value) ||
    hasSlot(field, template) ||
    hasSamples(field, template)
  )
}

function hasSlot({label, value, valuePlace, paragraph}: Field, template: MarkdownDocument): boolean {
  if (!('start' in valuePlace) || paragraph.type === 'tableRow') return false
  if (hasSlotInCode(value) && label.split(' ').length <= mostWordsOfName) return true
  const [start = 0, end = 0] = [valuePlace.start.offset, valuePlace.end.offset]
  return placeholdersIn(template.source, paragraph).some((token) => start <= token.start && token.end <= end)
}

/** Whether there is a name to fill in within code, `pots/<name>`, and no type such as `Map<Name>`. */
function hasSlotInCode(value: string): boolean {
  return Array.from(value.matchAll(/`([^`]+)`/g)).some(([, code = '']) =>
    /^<[^<>]{2,80}>$|(?<![\p{L}\p{N}])<\p{L}[\p{L}\p{N} _-]{1,40}>/u.test(code)
  )
}

/** Whether there is something to fill in below a label: nested in its item, or in a list behind a paragraph that is a name. */
function hasSamples({label, value, hasMore, node, paragraph}: Field, template: MarkdownDocument): boolean {
  if (node !== paragraph) return (value === '' ? hasMore : value.endsWith(':')) && hasPlaceholder(node, template)
  return value === '' && hasMore && label.split(' ').length <= mostWordsOfName && isBeforeSamples(node, template)
}

/** A longer label is a sentence on what follows. */
const mostWordsOfName = 3

/** Whether a label only says that what follows is an example, in which nothing is to be filled in. */
function isOverSample({label, value, node}: Field, template: MarkdownDocument): boolean {
  if (value !== '' || node.type !== 'paragraph' || !wordForExample.test(label)) return false
  // Between the two there may be a date.
  const next = template.tree.children
    .slice(template.tree.children.findIndex((block) => block === node) + 1)
    .find((block) => block.type !== 'paragraph' || !/[:：]$/.test(textOf(block)))
  return next?.type === 'paragraph' && !hasPlaceholder(next, template)
}

const wordForExample =
  /^(?:examples?|samples?|beispiele?|exemples?|ejemplos?|exemplos?|esemp(?:io|i)|voorbeeld(?:en)?|примеры?|示例|例|예시?)$/iu

/** Whether a list of samples is what a label speaks of. */
function isBeforeSamples(node: Nodes, template: MarkdownDocument): boolean {
  const next = template.tree.children[template.tree.children.findIndex((block) => block === node) + 1]
  return next?.type === 'list' && isSample(next, template)
}

/** Whether a label has a remark or a fixed reference of the template behind it, which an author puts nothing in the place of. */
function isRemark({value}: Field): boolean {
  const words = value.split(' ').length
  return (
    /^(?:`[^`]*`|(?:[#@/]|~\/)\S*|<?https?:\/\/[^\s[\]{}<>]*>?)$/.test(value) ||
    (words > 3 && /[.!?。]$/.test(value)) ||
    words > 15
  )
}

/** The values of a section whose only text is a choice, or a paragraph that a directive gives values to. */
function valuesOf(section: Section, directivesBefore: DirectivesBefore): Pick<ContentSpec, 'values'> {
  const [text, ...others] = statementsOf(section)
  if (text?.type !== 'paragraph' || others.length > 0) return {}
  const allowed = valuesIn(directivesBefore(text)) ?? closedValues(textOf(text))
  return allowed ? {values: {allowed, line: lineOf(text)}} : {}
}

/** The table that a block is; one in HTML counts where it names its columns, as others lay out a page. */
export function tablesIn(block: RootContent, template: MarkdownDocument): readonly Table[] {
  if (block.type === 'table') return [block]
  if (block.type !== 'html' || !/<table[\s>]/i.test(block.value)) return []
  const isNamed = (table: Table) =>
    /<th[\s>]/i.test(template.source.slice(table.position?.start.offset, table.position?.end.offset))
  return htmlTables(template).flatMap(({node, html}) => (html === block && isNamed(node) ? [node] : []))
}

/** Whether a node is a block, or stands in one that is a list or a quote. */
export function isWithin(node: Nodes, block: RootContent): boolean {
  if (node === block || (block.type !== 'list' && block.type !== 'blockquote')) return node === block
  const [outer, inner] = [block.position, node.position]
  return (
    outer !== undefined &&
    inner !== undefined &&
    (outer.start.offset ?? 0) <= (inner.start.offset ?? -1) &&
    (inner.end.offset ?? 0) <= (outer.end.offset ?? 0)
  )
}

function hasPlaceholder(node: Nodes, template: MarkdownDocument): boolean {
  if (node.type === 'paragraph') return placeholdersIn(template.source, node).length > 0
  return (
    (node.type === 'list' || node.type === 'listItem') && node.children.some((child) => hasPlaceholder(child, template))
  )
}

function areFreeing(directives: readonly Directive[]): boolean {
  return directives.some(({type}) => type === 'optional' || type === 'remove')
}

/** Labels behind which people stand, so that words between bars are kinds of them: `Deciders: People | Team`. */
const people =
  /^(?:\p{L}+ )?(?:owners?|authors?|deciders?|reviewers?|approvers?|contacts?|assignees?|participants?|attendees|stakeholders?|maintainers?)(?:\(s\))?$/iu

function readField({label, labelPlace, mark, value, directives}: Label): FieldSpec {
  const values = valuesIn(directives) ?? (people.test(label) ? undefined : closedValues(value))
  const [expression] = directives.flatMap((directive) => (directive.type === 'label' ? [directive.expression] : []))
  return {
    label: labelPattern(label),
    ...(expression !== undefined && {expression}),
    line: labelPlace.start.line,
    isBracketed: bracketed.test(value),
    isOptional:
      areFreeing(directives) ||
      asksForNothing(value) ||
      letsPartGo(value) ||
      isInstruction.test(label) ||
      optionalMark.test(`${label} ${mark} ${value}`.toLowerCase()),
    ...(isDatePattern(value) && {isDate: true}),
    ...((isToCome(value) || offersToCome.test(value.toLowerCase())) && {isToCome: true}),
    ...(values && {values})
  }
}

/** `Instructions: Fill out what follows`: a label for the author. */
const isInstruction = /(?:^|\s)(?:instructions?|guidance|guidelines|instrucciones|instruções|anleitung)$/i

const optionalMark = new RegExp(String.raw`(?:^|[\s(（*_[])(?:${freeing})(?![\p{L}\p{N}])`, 'u')

/** A value that may be given later, as the template says: `[name or "TBD"]`. */
const offersToCome =
  /(?: (?:or|oder|ou|o) |[/|]) ?["'“‘«]?(?:tb[acd]|to be (?:announced|confirmed|decided|defined|determined))["'”’»]?(?:\]\([^()\s]{0,300}\)|[\s\])}>]*)$/

/** A text in brackets, and nothing else. */
export const bracketed = /^\[[^[\]]+\]$/

/** The pattern of a label; a plural is as good as its singular. */
function labelPattern(label: string): HeadingPattern {
  const pattern = headingPattern(label, [], false)
  return {...pattern, folded: withoutPlural(pattern.folded)}
}

/** Documents of one template have most of their labels in common. */
const knownSingulars = new Map<string, readonly string[]>()
const mostKnown = 10_000

/** What a label may be the plural of, itself among it: `Glasses` of `Glass`, `Causes` of `Cause`. */
export function singularsOf(folded: string): readonly string[] {
  const known = knownSingulars.get(folded)
  if (known) return known
  if (knownSingulars.size >= mostKnown) knownSingulars.clear()
  const singular = withoutPlural(folded)
  const singulars = folded.endsWith('es')
    ? [singular, withoutPlural(folded.replace(/(?<=\p{L}(?:[sxz]|[cs]h))es$/u, ''))]
    : [singular]
  knownSingulars.set(folded, singulars)
  return singulars
}

function readBlock(
  block: RootContent,
  template: MarkdownDocument,
  directives: readonly Directive[]
): readonly BlockSpec[] {
  if (block.type === 'code')
    return [{...codeSpec(block), ...(directives.some(({type}) => type === 'required') && {isDemanded: true})}]
  if (block.type !== 'list') return []
  const items = itemsIn(directives)
  return items || isSample(block, template)
    ? [
        {
          type: 'list',
          line: lineOf(block),
          ...(items && {items}),
          ...(block.children.length === 1 && {isSingle: true as const})
        }
      ]
    : []
}

/** A list whose items are to be replaced; what has nothing of the kind is guidance or may stay as it is, and tasks are a state. */
function isSample(list: List, template: MarkdownDocument): boolean {
  if (isLinkList(list) || list.children.some(({checked}) => typeof checked === 'boolean')) return false
  return (
    list.children.some((item) => hasPlaceholder(item, template)) ||
    areSeries(list.children.map(({children: [first]}) => (first ? textOf(first) : '')))
  )
}

/** How many items a list must have where a directive demands it, whatever stands in it. */
function itemsIn(directives: readonly Directive[]): Occurrence | undefined {
  return occurrenceIn(directives) ?? (directives.some(({type}) => type === 'required') ? {min: 1} : undefined)
}

/**
 * The tables of a list's first item of which all its items have one of the kind: items are samples, and what one of them
 * holds the next may do without, as code. Quotes are guidance, nothing in them is due.
 */
function commonToItems({children: [first, ...others]}: List): readonly Table[] {
  const held = (first?.children ?? []).filter((block) => block.type === 'table')
  return held.filter((block) => others.every(({children}) => children.some((other) => areAlike(block, other))))
}

function areAlike(table: Table, other: RootContent): boolean {
  return other.type === 'table' && textOf(other.children[0] ?? other) === textOf(table.children[0] ?? table)
}

function keptText(block: RootContent, directives: readonly Directive[]): readonly BlockSpec[] {
  return directives.some(({type}) => type === 'keep')
    ? [{type: 'kept text', line: lineOf(block), text: fixedText(block)}]
    : []
}

/** The text of a block that is to stay as it is, its parts with a space between. */
export function fixedText(block: Nodes): string {
  if (block.type === 'code') return block.value
  return block.type === 'list' ||
    block.type === 'listItem' ||
    block.type === 'blockquote' ||
    block.type === 'table' ||
    block.type === 'tableRow'
    ? block.children.map((child) => fixedText(child)).join(' ')
    : textOf(block)
}

function codeSpec(code: Code): BlockSpec {
  return {type: isDiagram(code) ? 'diagram' : 'code block', line: lineOf(code), ...(code.lang && {language: code.lang})}
}

/** A section that has two code blocks in the template needs one: the number of samples is never a count, but where a directive says so. */
function firstOfEach(blocks: readonly BlockSpec[]): readonly BlockSpec[] {
  return blocks.filter(
    (block) =>
      (blocks.find(({type, items}) => type === block.type && items) ?? blocks.find(({type}) => type === block.type)) ===
      block
  )
}
