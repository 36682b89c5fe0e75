import {grouped} from '../grouped.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {type Field, type LabelledLine, labelledLines} from '../markdown/fields.ts'
import {foldedText} from '../template/heading-pattern.ts'
import {singularsOf} from '../template/label-specs.ts'
import type {FieldSpec} from '../template/schema.ts'
import type {Alignment, Owner} from './alignment.ts'
import {namesOf} from './field-alignment.ts'

/** A field that is in another section of the template than its own. */
export interface StrayField {
  readonly spec: FieldSpec
  readonly field: Field
  /** The section that contains it. */
  readonly owner: Owner
}

/**
 * Find, in other sections, the fields that a section lacks: in sections that have labels in the template, but not these. A
 * label that several lines of the document have is skipped.
 *
 * @param missing The fields that the section lacks.
 */
export function fieldsElsewhere(
  missing: readonly FieldSpec[],
  {section}: Owner,
  alignment: Alignment
): readonly StrayField[] {
  if (missing.length === 0 || !hasOtherWithLabels(section, alignment)) return []
  const lines = linesByName(alignment.document)
  return missing.flatMap((spec) => {
    const [line, ...others] = new Set(namesOf(spec).flatMap((name) => lines.get(name) ?? []))
    if (!line || others.length > 0) return []
    const owner = alignment.ownerOf(line.section)
    return owner.section === line.section && owner.section !== section && isStrange(spec, owner)
      ? [{spec, field: line.read(), owner}]
      : []
  })
}

/** Whether a recognised section other than this one has labels in the template: in most templates, only the head has. */
function hasOtherWithLabels(section: Section, {document, ownerOf}: Alignment): boolean {
  return [document.root, ...document.sections].some((other) => {
    const owner = ownerOf(other)
    return other !== section && owner.section === other && owner.spec.content.fields.length > 0
  })
}

/** Whether a section has labels in the template, but not this one. */
function isStrange(spec: FieldSpec, {spec: {content}}: Owner): boolean {
  const names = new Set(namesOf(spec))
  const fields = content.fields.flatMap((field) => [field, ...(field.nested ?? [])])
  return fields.length > 0 && !fields.some((field) => namesOf(field).some((name) => names.has(name)))
}

/** The labelled lines of a document by their names; cached, since several sections may lack one. */
export function linesByName(document: MarkdownDocument): ReadonlyMap<string, readonly LabelledLine[]> {
  const known = linesOfDocuments.get(document)
  if (known) return known
  const certain = labelledLines(document, () => true).filter(({isDoubtful}) => !isDoubtful)
  const lines = grouped(certain, ({label}) => singularsOf(foldedText(label)))
  linesOfDocuments.set(document, lines)
  return lines
}

const linesOfDocuments = new WeakMap<MarkdownDocument, ReadonlyMap<string, readonly LabelledLine[]>>()
