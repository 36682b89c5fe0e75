import type {Code, List, Nodes, RootContent, Table} from 'mdast'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {type Field, fieldsOf} from '../markdown/fields.ts'
import {statementsOf} from '../markdown/emptiness.ts'
import {lineOf} from '../markdown/places.ts'
import {htmlTables} from '../markdown/tables.ts'
import {textOf} from '../markdown/text.ts'
import {choiceIn, closedValues} from './reading.ts'
import {isLinkList} from './contents-list.ts'
import {isDiagram} from './diagrams.ts'
import {type Directive, type Occurrence, occurrenceIn} from './directives.ts'
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
  return (section) => {
    const own = section.content.flatMap((block) => {
      const within = (fields.get(section) ?? []).filter(({node}) => isWithin(node, block))
      return areToFillIn(within, template) ? within.filter(({label}) => !/[[{<]/.test(label)).map((field) => readField(field, directivesBefore(block))) : []
    })
    const blocks = section.content.filter((block) => !areFreeing(directivesBefore(block)) && !(own.length > 0 && block.type === 'list' && !occurrenceIn(directivesBefore(block))))
    const inItems = blocks.flatMap((block) => (block.type === 'list' ? commonToItems(block) : []))
    return {
      tables: withoutTwins([...section.content, ...inItems].flatMap((block) => tablesIn(block, template).map((table) => readTable(table, template, directivesBefore(block))))),
      fields: own,
      ...valuesOf(section, directivesBefore),
      blocks: [...firstOfEach([...blocks, ...inItems].flatMap((block) => readBlock(block, template, directivesBefore(block)))), ...section.content.flatMap((block) => keptText(block, directivesBefore(block)))]
    }
  }
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
  return node === block || (block.type === 'list' && block.children.some((item) => item === node))
}

/** Labels of which one has nothing behind it, or something to be replaced; fixed text with bold openings asks for nothing. */
function areToFillIn(fields: readonly Field[], template: MarkdownDocument): boolean {
  return fields.some(({value, isEmpty, node}) => isEmpty || choiceIn(value) !== undefined || hasPlaceholder(node, template))
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
    isOptional: areFreeing(directives) || optionalMark.test(`${label} ${mark} ${value}`),
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
  return folded.replace(/\(s\)$/, '').replace(/(?<=\p{L}{3})ies$/u, 'y').replace(/(?<=\p{L}{3}[^s])s$/u, '')
}

function readBlock(block: RootContent, template: MarkdownDocument, directives: readonly Directive[]): readonly BlockSpec[] {
  if (block.type === 'code') return [codeSpec(block)]
  if (block.type !== 'list') return []
  const items = itemsIn(directives)
  return items || isSample(block, template) ? [{type: 'list', line: lineOf(block), ...(items && {items})}] : []
}

/** A list whose items are to be replaced; what has nothing of the kind is guidance or may stay as it is, and tasks are a state. */
function isSample(list: List, template: MarkdownDocument): boolean {
  return !isLinkList(list) && list.children.some((item) => typeof item.checked !== 'boolean' && hasPlaceholder(item, template))
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
  return directives.some(({type}) => type === 'keep') ? [{type: 'kept text', line: lineOf(block), text: block.type === 'code' ? block.value : textOf(block)}] : []
}

function codeSpec(code: Code): BlockSpec {
  return {type: isDiagram(code) ? 'diagram' : 'code block', line: lineOf(code), ...(code.lang && {language: code.lang})}
}

/** A section that has two code blocks in the template needs one: the number of samples is never a count, but where a directive says so. */
function firstOfEach(blocks: readonly BlockSpec[]): readonly BlockSpec[] {
  return blocks.filter((block) => (blocks.find(({type, items}) => type === block.type && items) ?? blocks.find(({type}) => type === block.type)) === block)
}
