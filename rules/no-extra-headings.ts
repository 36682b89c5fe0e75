import {type Extra, isForeign, nodesOfType} from '../src/align/alignment.ts'
import type {Section} from '../src/markdown/document.ts'
import {headingPlace, isPlain} from '../src/markdown/places.ts'
import {quote} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import type {SectionSpec} from '../src/template/schema.ts'

/** Sections that the template does not know, where it knows others; and second ones of a section that stands once. */
export default defineRule(
  {
    id: 'no-extra-headings',
    summary: 'Sections that the template does not have, where it has other sections',
    recommended: 'off',
    strict: 'error',
    options: {}
  },
  ({alignment}) =>
    // A document that has nothing of the template is told so once, by `required-headings`.
    (isForeign(alignment) ? [] : nodesOfType(alignment, 'extra')).map((node) => ({
      place: headingPlace(node.section),
      section: node.section.parent,
      subjects: [`section ${node.section.name}`],
      actual: node.section.name,
      ...explanation(node)
    }))
)

function explanation({
  section,
  repeats,
  belongs,
  resembles
}: Extra): Pick<Finding, 'reason' | 'expected' | 'isChoice' | 'templateLine'> {
  if (repeats) return repetition(section, repeats)
  if (belongs) {
    return {
      reason: `Unexpected section ${quote(section.name)}, expected it where the template has ${quote(belongs.heading.name)}`,
      templateLine: belongs.line
    }
  }
  if (!resembles) return {reason: `Unexpected section ${quote(section.name)}, expected only sections of the template`}
  const {spec, replacement} = resembles
  return {
    reason: `Unexpected section ${quote(section.name)}, expected ${quote(replacement ?? spec.heading.name)} or another section of the template`,
    ...(replacement !== undefined && isPlain(replacement) && {expected: [replacement], isChoice: true}),
    templateLine: spec.line
  }
}

/** A section that stands more often than it may. */
export function repetition(
  {name}: Section,
  {occurs: {max = 1}, line}: SectionSpec
): Pick<Finding, 'reason' | 'templateLine'> {
  return {
    reason:
      max === 1
        ? `Unexpected second section ${quote(name)}, expected it once`
        : `Unexpected section ${quote(name)}, expected at most ${max} of its kind`,
    templateLine: line
  }
}
