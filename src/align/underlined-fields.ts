import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {underlinedLabels} from '../markdown/underlined-labels.ts'
import {foldedText} from '../template/heading-pattern.ts'
import type {FieldSpec} from '../template/schema.ts'
import type {Alignment} from './alignment.ts'
import {namesOf} from './field-alignment.ts'

/**
 * The missing labels that are in headings below a section, before the next section of the template: a thematic break was
 * meant, but `---` without a blank line before it underlines them.
 */
export function underlinedFields(
  missing: readonly FieldSpec[],
  section: Section,
  {document, ownerOf}: Pick<Alignment, 'document' | 'ownerOf'>
): ReadonlyMap<FieldSpec, Section> {
  const found = new Map<FieldSpec, Section>()
  if (missing.length === 0) return found
  for (const other of document.sections.slice(section.index)) {
    if (ownerOf(other).section === other) break
    for (const spec of missing) if (!found.has(spec) && hasLabel(other, spec, document)) found.set(spec, other)
  }
  return found
}

/** Whether the heading of a section was meant as a label of the section before it. */
export function isUnderlinedField(
  section: Section,
  {document, ownerOf}: Pick<Alignment, 'document' | 'ownerOf'>
): boolean {
  const labels = ownerOf(section).section === section ? [] : underlinedLabels(section, document)
  if (labels.length === 0) return false
  const {spec} = ownerOf(document.sections[section.index - 2] ?? document.root)
  return labels.some(({isPlain}) => !isPlain) || spec.content.fields.some((field) => hasLabel(section, field, document))
}

function hasLabel(section: Section, spec: FieldSpec, document: MarkdownDocument): boolean {
  return underlinedLabels(section, document).some(({label}) => namesOf(spec).includes(foldedText(label)))
}
