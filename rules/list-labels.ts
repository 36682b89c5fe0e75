import {type Alignment, type Owner, recognised} from '../src/align/alignment.ts'
import {endOfText} from '../src/align/end-of-text.ts'
import type {FieldAlignment, MatchedField} from '../src/align/field-alignment.ts'
import {neighbourFinder} from '../src/align/neighbours.ts'
import {saysTooLittle} from '../src/markdown/emptiness.ts'
import {quote, quoteAll, whereAmong} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {choiceIn, isAllowed} from '../src/template/reading.ts'
import type {FieldSpec} from '../src/template/schema.ts'

/** Labelled lines (`- **Owner**: …`) in sections where the template has such, matched by their labels. */
export default defineRule(
  {
    id: 'list-labels',
    summary: 'Labelled lines of the template that are missing, misspelt, out of order or empty',
    recommended: 'error',
    strict: 'error',
    options: {}
  },
  ({alignment}) =>
    recognised(alignment).flatMap((owner) => {
      const {spec, section} = owner
      if (spec.content.fields.length === 0) return []
      const aligned = alignment.fieldsOf(owner)
      const neighboursOf = neighbourFinder(spec.content.fields, aligned.matched)
      const findings = [...missingFields(aligned, owner, alignment, neighboursOf), ...aligned.matched.flatMap((field) => faultyField(field, neighboursOf))]
      return findings.length > 0 && saysTooLittle(section) ? [] : findings
    })
)

type NeighbourFinder = ReturnType<typeof neighbourFinder<FieldSpec, MatchedField>>

function missingFields({matched, missing}: FieldAlignment, {section}: Owner, alignment: Alignment, neighboursOf: NeighbourFinder): readonly Finding[] {
  const due = missing.filter(({isOptional}) => !isOptional)
  const [first] = due
  if (!first) return []
  if (matched.length === 0) {
    const where = section.heading ? `in ${quote(section.name)}` : 'in the document'
    const labels = quoteAll(due.map(({label}) => label.name))
    return [{place: endOfText(section, alignment), reason: `Missing ${due.length === 1 ? 'field' : 'fields'} ${labels}, expected ${due.length === 1 ? 'it' : 'them'} ${where}`, templateLine: first.line}]
  }
  return due.map((field) => {
    const {after, before} = neighboursOf(field)
    return {
      place: after ? after.field.node.position?.end : before?.field.node.position?.start,
      reason: `Missing field ${quote(field.label.name)}, expected it ${whereTo(after, before)}`,
      templateLine: field.line
    }
  })
}

function whereTo(after: MatchedField | undefined, before: MatchedField | undefined): string {
  return whereAmong(after?.field.label, before?.field.label) ?? 'in this section'
}

function faultyField({spec, field, replacement, isInOrder}: MatchedField, neighboursOf: NeighbourFinder): readonly Finding[] {
  const {label, labelPlace, value, valuePlace, isEmpty} = field
  const templateLine = spec.line
  if (replacement !== undefined) {
    return [{place: labelPlace, reason: `Unexpected field ${quote(label)}, expected ${quote(replacement)}`, actual: label, expected: [replacement], templateLine}]
  }
  if (!isInOrder) {
    const {after, before} = neighboursOf(spec)
    return [{place: labelPlace, reason: `Unexpected order of field ${quote(label)}, expected it ${whereTo(after, after ? undefined : before)}`, templateLine}]
  }
  if (isEmpty && !spec.isOptional) {
    return [{place: valuePlace, reason: `Missing value of field ${quote(label)}, expected text behind the colon`, templateLine}]
  }
  // A choice that is still open is told by `no-placeholders`.
  if (value === '' || isEmpty || !spec.values || choiceIn(value) || isAllowed(value, spec.values)) return []
  const reason = `Unexpected value ${quote(value)} of field ${quote(label)}, expected ${spec.values.map((allowed) => quote(allowed)).join(' or ')}`
  return [{place: valuePlace, reason, actual: value, expected: spec.values, templateLine}]
}
