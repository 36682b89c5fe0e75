import type {Emphasis, Paragraph, PhrasingContent, Strong} from 'mdast'
import {isComment} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {type BrokenHeading, brokenHeadings, headingLines, swallowedHeadings} from '../markdown/heading-lines.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {textOf} from '../markdown/text.ts'
import {type HeadingText, fitsPattern, headingText, isOpen, isWildcard} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Cause} from './alignment.ts'
import {isBold} from './bold-heading.ts'
import {isSlip} from './near-miss.ts'

/** Text that may be the name of a section, but is no heading. */
export interface Candidate extends Cause {
  readonly heading: HeadingText
  /** Undefined if it may stand for a heading of any depth. */
  readonly depth?: number
}

/**
 * Find the names of sections that somebody wrote, but not as headings.
 *
 * @returns A function that finds why a section is missing below a parent; undefined if there is no such text.
 */
export function causeFinder(document: MarkdownDocument): (spec: SectionSpec, parent: Section) => Cause | undefined {
  let runs: ReadonlyArray<readonly Candidate[]> | undefined
  let left = mostPairs
  return (spec, parent) => {
    if (isWildcard(spec.heading)) return undefined
    runs ??= [...broken(document), lines(document), ...hiddenHeadings(document)]
    // Each run is in document order, so what is below the parent is one stretch of it.
    const below = runs.map((run) =>
      run.slice(firstFrom(run, parent.index, indexOf), firstFrom(run, endOf(parent), indexOf))
    )
    left -= below.reduce((sum, {length}) => sum + length, 0)
    if (left < 0) return undefined
    const possible = below.flatMap((run) =>
      run.filter(({depth, marker}) => depth === undefined || depth === spec.depth || marker !== undefined)
    )
    const {expression, folded} = spec.heading
    if (expression === undefined && isOpen(spec.heading))
      return possible.find(({marker, heading}) => marker !== undefined && fitsPattern(spec.heading, heading))
    const exact = possible.filter(
      ({heading}) => heading.folded === folded || (expression !== undefined && fitsPattern(spec.heading, heading))
    )
    return exact.length > 0 ? onlyOne(exact) : possible.find(({heading}) => isSlip(spec.heading, heading))
  }
}

/** Bold text that occurs more than once is a label of parts, not the missing heading. */
function onlyOne(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.filter(({type}) => type === 'bold text').length > 1
    ? candidates.find(({type}) => type !== 'bold text')
    : candidates[0]
}

/** Lines that are almost headings, and headings that HTML has swallowed. */
function broken(document: MarkdownDocument): ReadonlyArray<readonly Candidate[]> {
  const inHtml = swallowedHeadings(document).map(({node, section, depth, name, offset}): Candidate => ({
    type: 'HTML',
    node,
    section,
    depth,
    heading: named(name),
    place: document.pointAt(offset)
  }))
  return [brokenHeadings(document).map((line) => headingCandidate(line)), inHtml]
}

/** A broken heading as a candidate for a heading of any depth. */
export function headingCandidate({fault, name, marker, place, node, section}: BrokenHeading): Candidate {
  return {type: fault, marker, place, node, section, heading: named(name)}
}

/** Bold text that opens a paragraph. */
export function boldLines(document: MarkdownDocument): readonly Candidate[] {
  return lines(document).filter(({type}) => type === 'bold text')
}

/** Missing sections are compared with texts up to this many pairs; no cause is found beyond it. */
const mostPairs = 1_000_000

function indexOf({section}: Candidate): number {
  return section.index
}

/** The index of the first section after another and everything below it. */
function endOf(section: Section): number {
  let last = section
  for (let below = last.children.at(-1); below; below = last.children.at(-1)) last = below
  return last.index + 1
}

/** Paragraphs that open with bold text, even if it is marked up wrongly, and lines that end in a colon; remembered, because several findings ask. */
function lines(document: MarkdownDocument): readonly Candidate[] {
  const known = linesByDocument.get(document) ?? findLines(document)
  linesByDocument.set(document, known)
  return known
}

const linesByDocument = new WeakMap<MarkdownDocument, readonly Candidate[]>()

/** In a list, a colon makes either a label. */
function findLines(document: MarkdownDocument): readonly Candidate[] {
  return document.nodes('paragraph').flatMap(({node, section, ancestors}): readonly Candidate[] => {
    const [first] = node.children
    const isInList = () => ancestors.some(({type}) => type === 'listItem')
    if (isBold(first))
      return hasColon(first, node.children[1]) && isInList()
        ? []
        : [{type: 'bold text', node: first, section, heading: named(textOf(first))}]
    if (first?.type !== 'text') return []
    const [, marked] = first.value.startsWith('**') ? (/^\*\*([^*\n]{1,200})\*\*/.exec(first.value) ?? []) : []
    if (marked !== undefined) return [{type: 'bold text', node, section, heading: named(marked)}]
    return isLabel(node) && !isInList() ? [{type: 'a line of text', node, section, heading: named(textOf(node))}] : []
  })
}

/** Whether bold text ends in a colon, or is followed by one. */
function hasColon(bold: Strong | Emphasis, next: PhrasingContent | undefined): boolean {
  return /[:：]\s*$/.test(textOf(bold)) || (next?.type === 'text' && /^\s*[:：]/.test(next.value))
}

function isLabel({children}: Paragraph): boolean {
  const [only] = children
  return (
    children.length === 1 && only?.type === 'text' && only.value.length <= 100 && only.value.trimEnd().endsWith(':')
  )
}

function hiddenHeadings(document: MarkdownDocument): ReadonlyArray<readonly Candidate[]> {
  const comments = document.nodes('html').filter(({node}) => isComment(node.value))
  return [comments, document.nodes('code')].map((run) =>
    run.flatMap(({node, section}) =>
      headingLines(node.type === 'html' ? withoutMarks(node.value) : node.value).map(({depth, name}): Candidate => ({
        type: node.type === 'html' ? 'comment' : 'code block',
        node,
        section,
        depth,
        heading: named(name)
      }))
    )
  )
}

/** The text of a comment without its delimiters, so that a heading on its first or last line is found. */
function withoutMarks(comment: string): string {
  return comment.trim().slice('<!--'.length, -'-->'.length).trim()
}

/** A text as a heading to compare; of a link without its definition, only the text counts. */
function named(text: string): HeadingText {
  return headingText(/[[\]]/.test(text) ? text.replaceAll(/[[\]]/g, '') : text)
}
