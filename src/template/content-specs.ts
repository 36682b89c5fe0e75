import type {Code, List, Nodes, RootContent, Table} from 'mdast'
import {isComment} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {type Field, fieldsOf} from '../markdown/fields.ts'
import {isToCome, statementsOf} from '../markdown/emptiness.ts'
import {lineOf} from '../markdown/places.ts'
import {htmlTables} from '../markdown/tables.ts'
import {textOf} from '../markdown/text.ts'
import {areSeries, asksForNothing, choiceIn, closedValues, isDatePattern, runningNumber, startsWithDate, stemOf} from './reading.ts'
import {isLinkList} from './contents-list.ts'
import {isDiagram} from './diagrams.ts'
import {type Directive, type Occurrence, occurrenceIn, readDirective} from './directives.ts'
import {type HeadingPattern, headingPattern} from './heading-pattern.ts'
import {freeing} from './name-forms.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import type {BlockSpec, ContentSpec, FieldSpec} from './schema.ts'
import {readTable, withoutTwins} from './table-specs.ts'

export type DirectivesBefore = (block: RootContent) => readonly Directive[]

/** Reads what the sections of a template hold beside text; their fields are found once for all of them. */
export function contentReader(template: MarkdownDocument, directivesBefore: DirectivesBefore): (section: Section) => ContentSpec {
  const fields = new Map<Section, Field[]>()
  for (const field of fieldsOf(template, () => true).filter(({isDoubtful}) => !isDoubtful)) fields.set(field.section, [...(fields.get(field.section) ?? []), field])
  const closing = closingBlocks(template)
  const footer = footerOf(template)
  const labelsIn = (section: Section, block: RootContent) => {
    const labels = readLabels((fields.get(section) ?? []).filter(({node}) => isWithin(node, block)), block, template, directivesBefore(block))
    return closing.has(block) || footer.has(block) ? {...labels, fields: labels.fields.map((field) => ({...field, isAtEnd: true as const}))} : labels
  }
  return (section) => {
    const content = section.content.filter((block) => !closing.has(block))
    const labels = content.map((block) => labelsIn(section, block))
    const own = labels.flatMap((block) => block.fields)
    const last = section === template.root ? template.sections.at(-1) : undefined
    const atEnd = last ? [...closing].flatMap((block) => labelsIn(last, block).fields) : []
    const series = labels.flatMap((block) => block.series)
    const blocks = content.filter((block, index) => !areFreeing(directivesBefore(block)) && !((labels[index]?.fields.length ?? 0) > 0 && block.type === 'list' && !occurrenceIn(directivesBefore(block))))
    const inItems = blocks.flatMap((block) => (block.type === 'list' ? commonToItems(block) : []))
    return {
      tables: withoutTwins([...content, ...inItems].flatMap((block) => tablesIn(block, template).map((table) => readTable(table, template, directivesBefore(block))))),
      fields: [...own, ...atEnd],
      ...(series.length > 0 && {series}),
      ...valuesOf(section, directivesBefore),
      blocks: [...firstOfEach([...blocks, ...inItems].flatMap((block) => readBlock(block, template, directivesBefore(block)))), ...section.content.flatMap((block) => keptText(block, directivesBefore(block)))]
    }
  }
}

/** What stands behind a rule at the end of the last section: it closes the document, and is no part of that section. */
function closingBlocks({sections}: MarkdownDocument): ReadonlySet<RootContent> {
  const content = sections.length > 1 ? (sections.at(-1)?.content ?? []) : []
  const at = content.findLastIndex(({type}) => type === 'thematicBreak')
  const behind = at < 0 ? [] : content.slice(at + 1)
  return new Set(behind.every(({type}) => type === 'paragraph' || type === 'list' || type === 'html' || type === 'blockquote') ? behind : [])
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

/** The labels of a block that are due, those that are nested below one of them with it. */
function readLabels(labels: readonly Field[], block: RootContent, template: MarkdownDocument, directives: readonly Directive[]): Labels {
  const plain = labels.filter(({label}) => !/[[{<]/.test(label))
  const series = seriesIn(plain)
  const due = areReferences(plain) ? [] : dueLabels(plain.filter(({label, within}) => within === undefined && !series.includes(stemOf(label))), template)
  const perItem = block.type === 'list' ? directivesOfItems(block) : undefined
  const within = new Map<Nodes | undefined, Field[]>()
  for (const field of labels) {
    const beside = within.get(field.within)
    if (beside) beside.push(field)
    else within.set(field.within, [field])
  }
  return {
    series,
    fields: due.map((field) => {
      const nested = dueLabels((within.get(field.node) ?? []).filter((other) => other !== field && !/[[{<]/.test(other.label)), template)
      const below = seriesIn(nested).length > 0 ? [] : nested
      const own = perItem?.get(field.node) ?? []
      return {...readField(field, [...own, ...directives]), ...(below.length > 0 && {nested: below.map((other) => readField(other, []))})}
    })
  }
}

/** The stems that labels have in common but for a number, and those that are an identifier with one. */
function seriesIn(labels: readonly Field[]): readonly string[] {
  const stems = labels.map(({label}) => stemOf(label))
  return [...new Set(stems.filter((stem, index) => stem.includes(runningNumber) && !/\p{Ll}\d/u.test(labels[index]?.label ?? '') && (stems.indexOf(stem) !== index || stems.lastIndexOf(stem) !== index || /^\p{Lu}{1,8}[-_ ]?\d{1,6}$/u.test(labels[index]?.label ?? ''))))]
}

/** Whether what stands behind all labels leads elsewhere: they are examples of what there may be to read. */
function areReferences(labels: readonly Field[]): boolean {
  return labels.length > 1 && labels.every(({value}) => value !== '' && withoutReferences(value) === '')
}

function withoutReferences(value: string): string {
  return value.replaceAll(/\[[^[\]]*\]\([^()\s]*\)|`[^`]*`|<?https?:\/\/\S+|\b\p{Lu}{2,6}-(?:[NX\d]{2,6}|YYY+|ZZZ+)\b|[\s,;·•|.…-]|\.\.\./gu, '')
}

/** Labels with something to fill in, and beside such others with a text of the template, which is for replacing, too. */
function dueLabels(labels: readonly Field[], template: MarkdownDocument): readonly Field[] {
  const open = new Set(labels.filter((field) => isToFillIn(field, template)))
  return open.size === 0 ? [] : labels.filter((field) => open.has(field) || !isRemark(field))
}

function isToFillIn(field: Field, template: MarkdownDocument): boolean {
  const {value, isEmpty, isBeforeParts} = field
  // Sections of the template are nobody's value.
  return isEmpty || isBeforeParts || choiceIn(value) !== undefined || startsWithDate(value) || isDatePattern(value) || hasSlot(field, template) || hasSamples(field, template)
}

function hasSlot({label, value, valuePlace, paragraph}: Field, template: MarkdownDocument): boolean {
  if (!('start' in valuePlace) || paragraph.type === 'tableRow') return false
  if (hasSlotInCode(value) && label.split(' ').length <= mostWordsOfName) return true
  const [start = 0, end = 0] = [valuePlace.start.offset, valuePlace.end.offset]
  return placeholdersIn(template.source, paragraph).some((token) => start <= token.start && token.end <= end)
}

/** Whether there is a name to fill in within code, `pots/<name>`, and no type such as `Map<Name>`. */
function hasSlotInCode(value: string): boolean {
  return Array.from(value.matchAll(/`([^`]+)`/g)).some(([, code = '']) => /(?<![\p{L}\p{N}])<\p{L}[\p{L}\p{N} _-]{1,40}>/u.test(code))
}

/** Whether there is something to fill in below a label: nested in its item, or in a list behind a paragraph that is a name. */
function hasSamples({label, value, hasMore, node, paragraph}: Field, template: MarkdownDocument): boolean {
  if (node !== paragraph) return (value === '' ? hasMore : value.endsWith(':')) && hasPlaceholder(node, template)
  return value === '' && hasMore && label.split(' ').length <= mostWordsOfName && isBeforeSamples(node, template)
}

/** A longer label is a sentence on what follows. */
const mostWordsOfName = 3

/** Whether a list of samples is what a label speaks of. */
function isBeforeSamples(node: Nodes, template: MarkdownDocument): boolean {
  const next = template.tree.children[template.tree.children.findIndex((block) => block === node) + 1]
  return next?.type === 'list' && isSample(next, template)
}

/** Whether a label has a remark or a fixed reference of the template behind it, which an author puts nothing in the place of. */
function isRemark({value}: Field): boolean {
  const words = value.split(' ').length
  return /^(?:`[^`]*`|(?:[#@/]|~\/)\S*|<?https?:\/\/[^\s[\]{}<>]*>?)$/.test(value) || (words > 3 && /[.!?。]$/.test(value)) || words > 15
}

/** The directives in the comments right before an item of a list, which a parser has as the end of the item above, or as its own start. */
function directivesOfItems({children}: List): ReadonlyMap<Nodes, readonly Directive[]> {
  return new Map(
    children.map((item, index) => {
      const above = index === 0 ? [] : trailing(children[index - 1]?.children ?? [])
      const [first] = item.children
      const [opening] = first?.type === 'paragraph' ? first.children : []
      const comments = [...above, ...(opening ? [opening] : [])]
      return [item, comments.flatMap((node) => (node.type === 'html' ? (readDirective(node.value, '', node.position?.start) ?? []) : []))]
    })
  )
}

function trailing(nodes: readonly RootContent[]): readonly RootContent[] {
  return nodes.slice(nodes.findLastIndex((node) => node.type !== 'html' || !isComment(node.value)) + 1)
}

/** The values of a section whose only text is a choice, or a paragraph that a directive gives values to. */
function valuesOf(section: Section, directivesBefore: DirectivesBefore): Pick<ContentSpec, 'values'> {
  const [text, ...others] = statementsOf(section)
  if (text?.type !== 'paragraph' || others.length > 0) return {}
  const allowed = directivesBefore(text).flatMap((directive) => (directive.type === 'values' ? [directive.values] : []))[0] ?? closedValues(textOf(text))
  return allowed ? {values: {allowed, line: lineOf(text)}} : {}
}

/** The table that a block is; one in HTML counts where it names its columns, as others lay out a page. */
function tablesIn(block: RootContent, template: MarkdownDocument): readonly Table[] {
  if (block.type === 'table') return [block]
  if (block.type !== 'html' || !/<table[\s>]/i.test(block.value)) return []
  const isNamed = (table: Table) => /<th[\s>]/i.test(template.source.slice(table.position?.start.offset, table.position?.end.offset))
  return htmlTables(template).flatMap(({node, html}) => (html === block && isNamed(node) ? [node] : []))
}

function isWithin(node: Nodes, block: RootContent): boolean {
  if (node === block || (block.type !== 'list' && block.type !== 'blockquote')) return node === block
  const [outer, inner] = [block.position, node.position]
  return outer !== undefined && inner !== undefined && (outer.start.offset ?? 0) <= (inner.start.offset ?? -1) && (inner.end.offset ?? 0) <= (outer.end.offset ?? 0)
}

function hasPlaceholder(node: Nodes, template: MarkdownDocument): boolean {
  if (node.type === 'paragraph') return placeholdersIn(template.source, node).length > 0
  return (node.type === 'list' || node.type === 'listItem') && node.children.some((child) => hasPlaceholder(child, template))
}

function areFreeing(directives: readonly Directive[]): boolean {
  return directives.some(({type}) => type === 'optional' || type === 'remove')
}

function readField({label, labelPlace, mark, value}: Field, directives: readonly Directive[]): FieldSpec {
  const values = directives.flatMap((directive) => (directive.type === 'values' ? [directive.values] : []))[0] ?? closedValues(value)
  return {
    label: labelPattern(label),
    line: labelPlace.start.line,
    isBracketed: bracketed.test(value),
    isOptional: areFreeing(directives) || asksForNothing(value) || optionalMark.test(`${label} ${mark} ${value}`),
    ...(isDatePattern(value) && {isDate: true}),
    ...(isToCome(value) && {isToCome: true}),
    ...(values && {values})
  }
}

const optionalMark = new RegExp(String.raw`(?:^|[\s(*_[])(?:${freeing})(?![\p{L}\p{N}])`, 'iu')

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
  const singulars = [withoutPlural(folded), withoutPlural(folded.replace(/(?<=\p{L}(?:[sxz]|[cs]h))es$/u, ''))]
  knownSingulars.set(folded, singulars)
  return singulars
}

/** Fold a label once more: bold and plain are equal, and so are singular and plural. */
export function withoutPlural(folded: string): string {
  return /[^s)]$/.test(folded) ? folded : folded.replace(/\(s\)$/, '').replace(/(?<=\p{L}{3})ies$/u, 'y').replace(/(?<=\p{L}{3}[^s])s$/u, '')
}

function readBlock(block: RootContent, template: MarkdownDocument, directives: readonly Directive[]): readonly BlockSpec[] {
  if (block.type === 'code') return [codeSpec(block)]
  if (block.type !== 'list') return []
  const items = itemsIn(directives)
  return items || isSample(block, template) ? [{type: 'list', line: lineOf(block), ...(items && {items})}] : []
}

/** A list whose items are to be replaced; what has nothing of the kind is guidance or may stay as it is, and tasks are a state. */
function isSample(list: List, template: MarkdownDocument): boolean {
  if (isLinkList(list) || list.children.some(({checked}) => typeof checked === 'boolean')) return false
  return list.children.some((item) => hasPlaceholder(item, template)) || areSeries(list.children.map(({children: [first]}) => (first ? textOf(first) : '')))
}

/** How many items a list must have where a directive demands it, whatever stands in it. */
function itemsIn(directives: readonly Directive[]): Occurrence | undefined {
  return occurrenceIn(directives) ?? (directives.some(({type}) => type === 'required') ? {min: 1} : undefined)
}

/**
 * The tables and code blocks of a list's first item of which all its items have one of the kind: items are samples, and
 * what one of them holds the next may do without. Quotes are guidance, nothing in them is due.
 */
function commonToItems({children: [first, ...others]}: List): ReadonlyArray<Code | Table> {
  const held = (first?.children ?? []).filter((block) => block.type === 'code' || block.type === 'table')
  return held.filter((block) => others.every(({children}) => children.some((other) => areAlike(block, other))))
}

function areAlike(block: Code | Table, other: RootContent): boolean {
  if (block.type === 'table') return other.type === 'table' && textOf(other.children[0] ?? other) === textOf(block.children[0] ?? block)
  return other.type === 'code' && isDiagram(other) === isDiagram(block)
}

function keptText(block: RootContent, directives: readonly Directive[]): readonly BlockSpec[] {
  return directives.some(({type}) => type === 'keep') ? [{type: 'kept text', line: lineOf(block), text: fixedText(block)}] : []
}

/** The text of a block that is to stay as it is, its parts with a space between. */
export function fixedText(block: Nodes): string {
  if (block.type === 'code') return block.value
  return block.type === 'list' || block.type === 'listItem' || block.type === 'blockquote' ? block.children.map((child) => fixedText(child)).join(' ') : textOf(block)
}

function codeSpec(code: Code): BlockSpec {
  return {type: isDiagram(code) ? 'diagram' : 'code block', line: lineOf(code), ...(code.lang && {language: code.lang})}
}

/** A section that has two code blocks in the template needs one: the number of samples is never a count, but where a directive says so. */
function firstOfEach(blocks: readonly BlockSpec[]): readonly BlockSpec[] {
  return blocks.filter((block) => (blocks.find(({type, items}) => type === block.type && items) ?? blocks.find(({type}) => type === block.type)) === block)
}
