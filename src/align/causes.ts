import type {Paragraph} from 'mdast'
import {isComment} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {brokenHeadings, headingLines, swallowedHeadings} from '../markdown/heading-lines.ts'
import {textOf} from '../markdown/text.ts'
import {type HeadingText, fitsPattern, headingText, isOpen, isWildcard} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Cause} from './alignment.ts'
import {isSlip} from './near-miss.ts'

interface Candidate extends Cause {
  readonly heading: HeadingText
  /** Undefined where it would be a heading of any depth. */
  readonly depth?: number
}

/**
 * Look for the names of sections that somebody wrote where they are no headings.
 *
 * @returns Finds why a section is missing below another.
 */
export function causeFinder(document: MarkdownDocument): (spec: SectionSpec, parent: Section) => Cause | undefined {
  let candidates: readonly Candidate[] | undefined
  return (spec, parent) => {
    if (isWildcard(spec.heading)) return undefined
    candidates ??= [...broken(document), ...lines(document), ...hiddenHeadings(document)]
    const possible = candidates.filter(({depth, marker, section}) => (depth === undefined || depth === spec.depth || marker !== undefined) && isBelow(section, parent))
    if (isOpen(spec.heading)) return possible.find(({marker, heading}) => marker !== undefined && fitsPattern(spec.heading, heading))
    return possible.find(({heading}) => heading.folded === spec.heading.folded) ?? possible.find(({heading}) => isSlip(spec.heading, heading))
  }
}

/** Lines that lack no more than a space to be headings, and headings that HTML has swallowed. */
function broken(document: MarkdownDocument): readonly Candidate[] {
  const inHtml = swallowedHeadings(document).map(({node, section, depth, name, offset}): Candidate => ({type: 'HTML', node, section, depth, heading: named(name), place: document.pointAt(offset)}))
  return [...brokenHeadings(document).map(({fault, name, ...line}): Candidate => ({type: fault, ...line, heading: named(name)})), ...inHtml]
}

/** Text that opens with bold text, be that marked up wrongly, and lines that end in a colon. */
function lines(document: MarkdownDocument): readonly Candidate[] {
  return document.nodes('paragraph').flatMap(({node, section}): readonly Candidate[] => {
    const [first] = node.children
    if (first?.type === 'strong') return [{type: 'bold text', node: first, section, heading: named(textOf(first))}]
    const [, marked] = first?.type === 'text' ? (/^\*\*([^*\n]{1,200})\*\*/.exec(first.value) ?? []) : []
    if (marked !== undefined) return [{type: 'bold text', node, section, heading: named(marked)}]
    return isLabel(node) ? [{type: 'a line of text', node, section, heading: named(textOf(node))}] : []
  })
}

function isLabel({children}: Paragraph): boolean {
  const [only] = children
  return children.length === 1 && only?.type === 'text' && only.value.length <= 100 && /:\s*$/.test(only.value)
}

function hiddenHeadings(document: MarkdownDocument): readonly Candidate[] {
  const comments = document.nodes('html').filter(({node}) => isComment(node.value))
  return [...comments, ...document.nodes('code')].flatMap(({node, section}) =>
    headingLines(node.value).map(({depth, name}): Candidate => ({type: node.type === 'html' ? 'comment' : 'code block', node, section, depth, heading: named(name)}))
  )
}

/** A name as headings are compared; of a link without its definition only the text counts. */
function named(text: string): HeadingText {
  return headingText(text.replaceAll(/[[\]]/g, ''))
}

function isBelow(section: Section, parent: Section): boolean {
  let around: Section | undefined = section
  while (around && around !== parent) around = around.parent
  return around !== undefined
}
