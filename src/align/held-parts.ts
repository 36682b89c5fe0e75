import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {fieldsOf} from '../markdown/fields.ts'
import {withoutPlural} from '../template/name-variants.ts'
import {headingText} from '../template/heading-pattern.ts'
import {type SectionSpec, isRequired} from '../template/schema.ts'

/**
 * Returns a function that says whether a section has everything that a section spec requires, if that is two or more
 * subsections and labels.
 *
 * @param isNamed Whether a section has the name of a spec.
 */
export function partsFinder(
  document: MarkdownDocument,
  isNamed: (section: Section, spec: SectionSpec) => boolean
): (section: Section, spec: SectionSpec) => boolean {
  let labels: ReadonlyMap<Section, ReadonlySet<string>> | undefined
  return (section, {children, content}) => {
    const parts = children.filter((child) => isRequired(child))
    const wanted = content.fields.filter(({isOptional}) => !isOptional)
    if (
      parts.length + wanted.length < 2 ||
      !parts.every((part) => section.children.some((child) => isNamed(child, part)))
    )
      return false
    labels ??= labelsBySection(document)
    const own = labels.get(section)
    return wanted.every(({label}) => own?.has(label.folded))
  }
}

function labelsBySection(document: MarkdownDocument): ReadonlyMap<Section, ReadonlySet<string>> {
  const labels = new Map<Section, Set<string>>()
  for (const {section, label} of fieldsOf(document, () => true)) {
    labels.set(section, (labels.get(section) ?? new Set()).add(withoutPlural(headingText(label).folded)))
  }
  return labels
}
