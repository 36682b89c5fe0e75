import type {Nodes} from 'mdast'
import {commentText, isComment} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import type {Alignment} from './alignment.ts'

/** Whether the template's own list leaves out a section, or one that contains it. */
export function isLeftOut(section: Section, {schema, ownerOf}: Alignment): boolean {
  const {section: known, spec} = ownerOf(section)
  return known.heading !== undefined && (schema.contents?.omitted.includes(spec.line) ?? false)
}

/** The sections that a comment in or directly above their heading leaves out, and those below them, except below a title. */
export function omittedIn({root, sections}: MarkdownDocument): ReadonlySet<Section> {
  const omitted = new Set<Section>()
  for (const section of sections) {
    const {content} = sections[section.index - 2] ?? root
    const above = content.slice(content.findLastIndex((node) => node.type !== 'html' || !isComment(node.value)) + 1)
    const isBelow = section.parent !== undefined && section.parent.depth > 1 && omitted.has(section.parent)
    if (isBelow || [...above, ...(section.heading?.children ?? [])].some((node) => isOmission(node)))
      omitted.add(section)
  }
  return omitted
}

function isOmission(node: Nodes): boolean {
  return (
    node.type === 'html' &&
    /toc/i.test(node.value) &&
    /^(?:omit (?:in|from) toc|no[ -]?toc)$/i.test(commentText(node.value) ?? '')
  )
}
