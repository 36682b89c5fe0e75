import type {Section} from '../markdown/document.ts'
import {statementsOf} from '../markdown/says-nothing.ts'
import {htmlTables} from '../markdown/tables.ts'
import {fixedText, isShown} from '../template/block-specs.ts'
import {isDiagram, isDrawing} from '../template/diagrams.ts'
import {isSample} from '../template/heading-pattern.ts'
import type {BlockSpec} from '../template/schema.ts'
import type {Alignment, Owner} from './alignment.ts'

/** Whether a block is probably required even if no directive says so: a diagram, or a list if the section has a single statement. */
export function isProbablyWanted({type, isSingle}: BlockSpec, {spec, section}: Owner): boolean {
  return (
    type === 'diagram' ||
    (type === 'list' && !isSingle && !isSample(spec.heading) && statementsOf(section).length === 1)
  )
}

/** Whether a section has a block of the template, or its content in another form. */
export function hasBlock(block: BlockSpec, {spec, section}: Owner, alignment: Alignment): boolean {
  switch (block.type) {
    case 'kept text':
      return hasText(block, section, alignment)
    case 'diagram':
      return hasDiagram(section, alignment)
    case 'list':
      return hasList(section, alignment) || mayBeOtherwise(block, {spec, section}, alignment)
    default:
      return hasCode(section, alignment) || mayBeOtherwise(block, {spec, section}, alignment)
  }
}

function hasText({text}: BlockSpec, section: Section, {title}: Alignment): boolean {
  return [...section.content, ...(section.heading ? [] : (title?.content ?? []))].some(
    (node) => fixedText(node) === text
  )
}

function hasDiagram(section: Section, {document, nodesIn}: Alignment): boolean {
  return (
    nodesIn(section, 'code').some(({node}) => isDiagram(node)) ||
    (['image', 'imageReference', 'html', 'paragraph'] as const).some((kind) =>
      nodesIn(section, kind).some(({node}) => isDrawing(node, document.source))
    )
  )
}

/** Whether a section has code; short code may be inline. */
function hasCode(section: Section, {nodesIn}: Alignment): boolean {
  return (
    nodesIn(section, 'code').some(({node}) => !isDiagram(node)) ||
    nodesIn(section, 'inlineCode').some(({node}) => /\S\s+\S/.test(node.value))
  )
}

/** Whether a section has a list, or its points as a table, as subsections, as paragraphs with bold openings or as code. */
function hasList(section: Section, {nodesIn, document}: Alignment): boolean {
  const openings = nodesIn(section, 'paragraph').filter(({node}) => node.children[0]?.type === 'strong')
  return (
    (['list', 'table', 'code'] as const).some((type) => nodesIn(section, type).length > 0) ||
    section.children.length > 0 ||
    openings.length > 1 ||
    htmlTables(document).some((table) => table.section === section)
  )
}

/** Whether a section made from a sample has code instead of points, or points, a table or inline code instead of a code block: a step may be done by hand. */
function mayBeOtherwise(block: BlockSpec, {spec, section}: Owner, {nodesIn}: Alignment): boolean {
  return (
    isShown(block) &&
    isSample(spec.heading) &&
    (['list', 'table', 'inlineCode', 'code'] as const).some(
      (type) => type !== (block.type === 'list' ? 'list' : 'code') && nodesIn(section, type).length > 0
    )
  )
}
