import type {Position} from 'unist'
import type {MarkdownDocument} from '../../markdown/document.ts'
import {narrowed} from '../../markdown/places.ts'
import type {SectionSpec, TemplateSchema} from '../../template/schema.ts'
import {type Omission, omissionsOf} from '../omissions.ts'

/** An omission that has no effect, or is written carelessly. */
export interface FaultyOmission {
  readonly section: string
  readonly fault: 'unknown section' | 'misspelt' | 'without quotes' | 'without reason'
  /** The section of the template that is meant. */
  readonly meant?: SectionSpec
  readonly place: Position | undefined
  readonly actual?: string
  readonly expected?: readonly string[]
}

/** Directives `<!-- guidelint omit "…": … -->` that lack a reason or quotes, or name no section of the template. */
export function faultyOmissions(document: MarkdownDocument, schema: TemplateSchema): readonly FaultyOmission[] {
  return schema.root.children.length === 0
    ? []
    : omissionsOf(document, schema).flatMap((omission) => faultOf(omission, document))
}

function faultOf(
  {section, isQuoted, reason, place, meant: [meant], isMisspelt}: Omission,
  document: MarkdownDocument
): readonly FaultyOmission[] {
  if (!meant) return [{section, fault: 'unknown section', place}]
  const replaced = (expected: string) => ({
    section,
    meant,
    place: narrowed(document, place, section),
    actual: section,
    expected: [isQuoted ? expected : `"${expected}"`]
  })
  if (isMisspelt) return [{fault: 'misspelt', ...replaced(meant.heading.name)}]
  if (!isQuoted) return [{fault: 'without quotes', ...replaced(section)}]
  return reason === '' ? [{section, fault: 'without reason', place}] : []
}
