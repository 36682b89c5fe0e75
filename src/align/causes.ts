import type {Code, Html} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {Located, MarkdownDocument, Section} from '../markdown/document.ts'
import {textOf} from '../markdown/text.ts'
import {headingText, isOpen} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Cause} from './alignment.ts'

interface Candidate extends Cause {
  /** Undefined where it would be a heading of any depth. */
  readonly depth?: number
}

/**
 * Look for the names of sections that somebody wrote where they are no headings.
 *
 * @returns Finds why a section is missing below another.
 */
export function causeFinder(document: MarkdownDocument): (spec: SectionSpec, parent: Section) => Cause | undefined {
  let candidates: ReadonlyMap<string, readonly Candidate[]> | undefined
  return (spec, parent) => {
    if (isOpen(spec.heading)) return undefined
    candidates ??= collect(document)
    return candidates.get(spec.heading.folded)?.find(({depth, section}) => (depth === undefined || depth === spec.depth) && isBelow(section, parent))
  }
}

function collect(document: MarkdownDocument): ReadonlyMap<string, readonly Candidate[]> {
  const byName = new Map<string, Candidate[]>()
  const add = (name: string, candidate: Candidate) => {
    const {folded} = headingText(name)
    byName.set(folded, [...(byName.get(folded) ?? []), candidate])
  }
  for (const {node, section} of document.nodes('paragraph')) {
    const [first] = node.children
    if (first?.type === 'strong') add(textOf(first), {type: 'bold text', node: first, section})
  }
  for (const located of document.nodes('html')) {
    if (commentText(located.node.value) !== undefined) addHeadings(located, 'comment', add)
  }
  for (const located of document.nodes('code')) addHeadings(located, 'code block', add)
  return byName
}

/** In code a single `#` opens a comment in too many languages to be taken for a heading. */
const headingLine = /^ {0,3}(#{2,6})[ \t]+(\S[^\n\r]{0,200})/gm

function addHeadings({node, section}: Located<Html | Code>, type: 'comment' | 'code block', add: (name: string, candidate: Candidate) => void): void {
  for (const [, marker = '', name = ''] of node.value.matchAll(headingLine)) {
    add(name.replace(/[ \t]#+[ \t]*$/, ''), {type, node, section, depth: marker.length})
  }
}

function isBelow(section: Section, parent: Section): boolean {
  let around: Section | undefined = section
  while (around && around !== parent) around = around.parent
  return around !== undefined || parent.depth === 0
}
