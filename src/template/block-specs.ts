import type {Code, List, Nodes, RootContent, Table} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {htmlTables} from '../markdown/tables.ts'
import {textOf} from '../markdown/text.ts'
import {isLinkList} from './contents-list.ts'
import {isDiagram} from './diagrams.ts'
import {type Directive, type Occurrence, occurrenceIn} from './directives.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import {areSeries} from './reading.ts'
import type {BlockSpec} from './schema.ts'

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

export function areFreeing(directives: readonly Directive[]): boolean {
  return directives.some(({type}) => type === 'optional' || type === 'remove')
}

export function readBlock(
  block: RootContent,
  template: MarkdownDocument,
  directives: readonly Directive[]
): readonly BlockSpec[] {
  if (block.type === 'code' && isBox(block)) return []
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

/** Whether a fence is a box with text in it to a generator of sites, as MyST has it: `{note}`. */
function isBox({lang}: Code): boolean {
  return /^\{(?:admonition|attention|caution|danger|dropdown|error|hint|important|margin|note|seealso|sidebar|tip|warning)\}/.test(
    lang ?? ''
  )
}

/** A list whose items are to be replaced; what has nothing of the kind is guidance or may stay as it is, and tasks are a state. */
export function isSample(list: List, template: MarkdownDocument): boolean {
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

/** Whether a template has a block without requiring it by a directive, so that an author may write the same in another form. */
export function isShown({type, items, isDemanded}: BlockSpec): boolean {
  return type !== 'kept text' && items === undefined && isDemanded !== true
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

/**
 * A section that has two code blocks in the template needs one: the number of samples is never a count, but where a directive
 * says so. Where one of them has no language, as printed text beside a command, none is asked for.
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
