import type {Code, List, Nodes, RootContent, Table} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {htmlTables} from '../markdown/tables.ts'
import {textOf} from '../markdown/text.ts'
import {isLinkList} from './contents-list.ts'
import {isDiagram} from './diagrams.ts'
import {type Directive, type Occurrence, occurrenceIn} from './directives.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import {areSeries} from './running-numbers.ts'
import type {BlockSpec} from './schema.ts'

/** The tables in a block. An HTML table counts only if it names its columns, since others are used for layout. */
export function tablesIn(block: RootContent, template: MarkdownDocument): readonly Table[] {
  if (block.type === 'table') return [block]
  if (block.type !== 'html' || !/<table[\s>]/i.test(block.value)) return []
  const isNamed = (table: Table) =>
    /<th[\s>]/i.test(template.source.slice(table.position?.start.offset, table.position?.end.offset))
  return htmlTables(template).flatMap(({node, html}) => (html === block && isNamed(node) ? [node] : []))
}

/** Whether a node is the block itself, or is inside it if the block is a list or a quote. */
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

/** Whether directives let what follows them be left out. */
export function makeOptional(directives: readonly Directive[]): boolean {
  return directives.some(({type}) => type === 'optional' || type === 'remove')
}

export function readBlock(
  block: RootContent,
  template: MarkdownDocument,
  directives: readonly Directive[]
): readonly BlockSpec[] {
  if (block.type === 'code' && isAdmonition(block)) return []
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

/** Whether a fenced block is an admonition to a site generator, and not code: `{note}` in MyST. */
function isAdmonition({lang}: Code): boolean {
  return /^\{(?:admonition|attention|caution|danger|dropdown|error|hint|important|margin|note|seealso|sidebar|tip|warning)\}/.test(
    lang ?? ''
  )
}

/**
 * Whether the items of a list are samples to replace. Other lists are guidance or may be kept; task lists record a
 * state.
 */
export function isSample(list: List, template: MarkdownDocument): boolean {
  if (isLinkList(list) || list.children.some(({checked}) => typeof checked === 'boolean')) return false
  return (
    list.children.some((item) => hasPlaceholder(item, template)) ||
    areSeries(list.children.map(({children: [first]}) => (first ? textOf(first) : '')))
  )
}

/** How many items a list must have, whatever they are, if a directive says so. */
function itemsIn(directives: readonly Directive[]): Occurrence | undefined {
  return occurrenceIn(directives) ?? (directives.some(({type}) => type === 'required') ? {min: 1} : undefined)
}

/**
 * The tables in a list's first item that all its other items have as well. Items are samples, so nothing is required
 * that only some of them have. Nothing in a quote is required either, because quotes are guidance.
 */
export function commonToItems({children: [first, ...others]}: List): readonly Table[] {
  const held = (first?.children ?? []).filter((block) => block.type === 'table')
  return held.filter((block) => others.every(({children}) => children.some((other) => areAlike(block, other))))
}

function areAlike(table: Table, other: RootContent): boolean {
  return other.type === 'table' && textOf(other.children[0] ?? other) === textOf(table.children[0] ?? table)
}

export function keptText(block: RootContent, directives: readonly Directive[]): readonly BlockSpec[] {
  return directives.some(({type}) => type === 'keep')
    ? [{type: 'kept text', line: lineOf(block), text: fixedText(block)}]
    : []
}

/** Whether a template only shows a block: no directive requires it, so an author may say the same in another form. */
export function isShown({type, items, isDemanded}: BlockSpec): boolean {
  return type !== 'kept text' && items === undefined && isDemanded !== true
}

/** The text of a block that must be kept, its parts joined by spaces, whatever the line breaks of its file. */
export function fixedText(block: Nodes): string {
  if (block.type === 'code') return block.value.replaceAll(/\r\n?/g, '\n')
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

/**
 * One block of each type: a section with two code blocks in the template needs only one, because the number of samples
 * says nothing unless a directive does. If one of the code blocks has no language, as printed text next to a command,
 * none is required.
 */
export function firstOfEach(blocks: readonly BlockSpec[]): readonly BlockSpec[] {
  const isBareSomewhere = blocks.some(({type, language}) => type === 'code block' && language === undefined)
  return blocks
    .filter(
      (block) =>
        (blocks.find(({type, items}) => type === block.type && items) ??
          blocks.find(({type}) => type === block.type)) === block
    )
    .map(({language, ...block}) =>
      language === undefined || (block.type === 'code block' && isBareSomewhere) ? block : {...block, language}
    )
}

export function hasPlaceholder(node: Nodes, template: MarkdownDocument): boolean {
  if (node.type === 'paragraph') return placeholdersIn(template.source, node).length > 0
  return (
    (node.type === 'list' || node.type === 'listItem') && node.children.some((child) => hasPlaceholder(child, template))
  )
}
