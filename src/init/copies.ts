import {align} from '../align/align.ts'
import {nodesOfType} from '../align/alignment.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {isPointer} from '../markdown/says-nothing.ts'
import {fitsPattern, headingText, isWildcard} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, isRequired} from '../template/schema.ts'

/** A document that has at least this share of the sections that a template requires was written from it. */
const leastShare = 0.5

/** How much of a template a document has. */
export interface Presence {
  /** Of the sections that the template requires by name, the share that is in the document, 0 to 1. */
  readonly share: number
  /** The number of these sections. */
  readonly count: number
  /** Whether that is enough for a copy, wherever the document is. */
  readonly isCopy: boolean
  /** Whether it is enough beside copies: more than one common name, which may be chance, or a page that only says where to look. */
  readonly isCopyAmongCopies: boolean
}

/** Find out how much of a template a document has. */
export function presenceOf(schema: TemplateSchema, document: MarkdownDocument): Presence {
  const required = requiredSections(schema.root)
  const least = Math.max(1, Math.min(2, required.length - 1))
  const count = required.length === 0 ? 0 : standing(required, schema, document)
  const share = required.length === 0 ? 0 : count / required.length
  return {
    share,
    count,
    isCopy: share >= leastShare && count >= least,
    isCopyAmongCopies: count >= least || (count === 0 && isPointer(document))
  }
}

function standing(required: readonly SectionSpec[], schema: TemplateSchema, document: MarkdownDocument): number {
  const headings = document.sections.map(({name}) => headingText(name))
  // Most documents have nothing of most templates, and need no alignment.
  if (!required.some((spec) => headings.some((heading) => fitsPattern(spec.heading, heading)))) return 0
  const alignment = align(schema, document)
  const found = new Set(
    [...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')].map(({spec}) => spec)
  )
  return required.filter((spec) => found.has(spec)).length
}

/** The sections that a template requires by name. The others, which any heading matches, say nothing about a document. */
export function requiredSections({children}: SectionSpec): readonly SectionSpec[] {
  return children.flatMap((spec) =>
    isRequired(spec) ? [...(isWildcard(spec.heading) ? [] : [spec]), ...requiredSections(spec)] : []
  )
}
