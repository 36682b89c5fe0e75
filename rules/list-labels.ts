import {type Alignment, type Owner, isNoCopy, recognised, fewestTogether} from '../src/align/alignment.ts'
import {endOfText} from '../src/align/end-of-text.ts'
import type {FieldAlignment, MatchedField} from '../src/align/field-alignment.ts'
import {type StrayField, fieldsElsewhere} from '../src/align/fields-elsewhere.ts'
import {labelToMove, labelsToInsert} from '../src/align/label-text.ts'
import {neighbourFinder} from '../src/align/neighbours.ts'
import {isClosed} from '../src/markdown/closed-document.ts'
import type {MarkdownDocument, Section} from '../src/markdown/document.ts'
import type {LabelledLine} from '../src/markdown/fields.ts'
import {isToCome, saysTooLittle, saysWhyNot} from '../src/markdown/emptiness.ts'
import {quote, quoteAll, whereAmong} from '../src/markdown/text.ts'
import {type Finding, type RuleOptions, defineRule} from '../src/rule.ts'
import {choiceIn, isAllowed, isDatePattern, startsWithDate, stemOf, valuesFor} from '../src/template/reading.ts'
import type {FieldSpec} from '../src/template/schema.ts'

/** Labelled lines (`- **Owner**: …`) in sections where the template has such, matched by their labels. */
export default defineRule(
  {
    id: 'list-labels',
    summary: 'Labelled lines of the template that are missing, misspelt, out of order or empty',
    fixes:
      'renames a misspelt label, inserts a missing label into its list, with nothing after the colon, and moves an item that is out of order',
    recommended: 'error',
    strict: 'error',
    options: {order: false, todo: true},
    // A lone word that a text is to come is there what `no-placeholders` reports.
    strictOptions: {order: true, todo: false}
  },
  ({alignment}, options) =>
    isNoCopy(alignment)
      ? []
      : recognised(alignment).flatMap((owner) => {
          const {fields, series} = owner.spec.content
          if (fields.length === 0 && series === undefined) return []
          const aligned = alignment.fieldsOf(owner)
          const findings = [
            ...faultsIn(aligned, fields, owner, alignment, options),
            ...aligned.nested.flatMap((below) => faultsIn(below, below.specs, owner, alignment, options)),
            ...repeatedNumbers(aligned, series ?? [])
          ]
          return findings.length > 0 && saysTooLittle(owner.section) ? [] : findings
        })
)

type Options = RuleOptions<'order' | 'todo'>

type NeighbourFinder = ReturnType<typeof neighbourFinder<FieldSpec, MatchedField>>

function faultsIn(
  aligned: FieldAlignment,
  specs: readonly FieldSpec[],
  owner: Owner,
  alignment: Alignment,
  options: Options
): readonly Finding[] {
  const placed = aligned.matched.filter(({spec}) => !spec.isOfSample)
  const neighboursOf = neighbourFinder(specs, placed)
  return [
    ...missingFields({...aligned, matched: placed}, owner, alignment, neighboursOf),
    ...aligned.matched.flatMap((field) => faultyField(field, neighboursOf, options, alignment))
  ]
}

/** Labels of a series that have one number twice; which numbers they have is up to the author. */
function repeatedNumbers({fields}: FieldAlignment, series: readonly string[]): readonly Finding[] {
  const lines = new Map<string, number>()
  if (series.length === 0) return []
  return fields.flatMap(({label, isDoubtful, read}) => {
    if (isDoubtful || !series.includes(stemOf(label))) return []
    const {labelPlace} = read()
    const first = lines.get(label)
    if (first === undefined) lines.set(label, labelPlace.start.line)
    return first === undefined
      ? []
      : [
          {
            place: labelPlace,
            subjects: [`second field ${label}`],
            reason: `Unexpected second field ${quote(label)}, expected another number than in line ${first}`,
            actual: label
          }
        ]
  })
}

function missingFields(
  {fields, matched, missing, renamed}: FieldAlignment,
  owner: Owner,
  alignment: Alignment,
  neighboursOf: NeighbourFinder
): readonly Finding[] {
  const {section} = owner
  const required = missing.filter(({isOptional}) => !isOptional)
  const stray = new Map(fieldsElsewhere(required, owner, alignment).map((field) => [field.spec, field]))
  const wanted = required.filter((spec) => !stray.has(spec))
  const likely = [
    ...[...stray.values()].map((field) => misplacedField(field, section, neighboursOf)),
    ...wanted.flatMap((spec) => perhapsThere(spec, renamed.get(spec), section, neighboursOf))
  ]
  const due = wanted.filter((spec) => !renamed.has(spec))
  const [first] = due
  if (!first) return likely
  if (matched.length === 0) {
    const where = section.heading ? `in ${quote(section.name)}` : 'in the document'
    const place = first.isAtEnd ? alignment.document.tree.position?.end : endOfText(section, alignment)
    // Others in their place may say the same, and so may sections.
    const isUncertain = fields.length >= missing.length || section.children.length > 0
    return saysWhyNot(section)
      ? []
      : [
          ...likely,
          {
            place,
            section,
            subjects: subjectsOf(due),
            reason: `Missing ${namesOf(due)} ${where}`,
            templateLine: first.line,
            isUncertain
          }
        ]
  }
  const known = new Set(matched.map(({field}) => field.node))
  const others = fields.filter(({node, isDoubtful}) => !isDoubtful && !known.has(node))
  const gaps = new Map<string, FieldSpec[]>()
  for (const field of due) {
    const {after, before} = neighboursOf(field)
    const gap = `${after?.spec.line} ${before?.spec.line}`
    gaps.set(gap, [...(gaps.get(gap) ?? []), field])
  }
  return [
    ...likely,
    ...[...gaps.values()].flatMap((gap) =>
      gap.length < fewestTogether
        ? gap.map((field) => missingFromGap([field], others, section, neighboursOf, alignment))
        : [missingFromGap(gap, others, section, neighboursOf, alignment)]
    )
  ]
}

/** A label that stands in another section of the template; a second one is not what is asked for. */
function misplacedField({spec, field, owner}: StrayField, section: Section, neighboursOf: NeighbourFinder): Finding {
  const {after, before} = neighboursOf(spec)
  return {
    place: field.labelPlace,
    section: owner.section,
    subjects: [`place of field ${spec.label.name}`],
    reason: `Unexpected place of field ${quote(field.label)}, expected it ${section.heading ? `in ${quote(section.name)}` : whereTo(after, before, 'before the first section')}`,
    templateLine: spec.line,
    isUncertain: true
  }
}

/** A label of the template in whose place another has some of its words. */
function perhapsThere(
  spec: FieldSpec,
  other: LabelledLine | undefined,
  section: Section,
  neighboursOf: NeighbourFinder
): readonly Finding[] {
  if (!other) return []
  const {after, before} = neighboursOf(spec)
  return [
    {
      place: other.read().labelPlace,
      section,
      subjects: subjectsOf([spec]),
      reason: `Missing ${namesOf([spec])} ${whereTo(after, before)}, perhaps ${quote(other.label)}`,
      templateLine: spec.line,
      isUncertain: true
    }
  ]
}

/** @param others The labelled lines that the template does not have. */
function missingFromGap(
  gap: readonly FieldSpec[],
  others: readonly LabelledLine[],
  section: Section,
  neighboursOf: NeighbourFinder,
  {document}: Alignment
): Finding {
  const [first] = gap as readonly [FieldSpec]
  const {after, before} = neighboursOf(first)
  const beside = after ?? before
  // One that stands there under another name would be there twice; elsewhere in the section it may.
  const isAlone = !others.some(
    ({start}) =>
      (after?.field.labelPlace.start.offset ?? -1) < start &&
      start < (before?.field.labelPlace.start.offset ?? Number.POSITIVE_INFINITY)
  )
  const inserted = beside && isAlone && labelsToInsert(gap, beside.field, beside === after, document)
  const place = inserted
    ? document.pointAt(inserted.at)
    : after
      ? after.field.node.position?.end
      : before?.field.node.position?.start
  return {
    place,
    section,
    subjects: subjectsOf(gap),
    reason: `Missing ${namesOf(gap)} ${whereTo(after, before)}`,
    ...(inserted && {expected: [inserted.text], isChoice: others.length > 0 || isClosed(document)}),
    templateLine: first.line
  }
}

function subjectsOf(fields: readonly FieldSpec[]): readonly string[] {
  return fields.map(({label}) => `field ${label.name}`)
}

function namesOf(fields: readonly FieldSpec[]): string {
  return `${fields.length === 1 ? 'field' : 'fields'} ${quoteAll(fields.map(({label}) => label.name))}, expected ${fields.length === 1 ? 'it' : 'them'}`
}

function whereTo(
  after: MatchedField | undefined,
  before: MatchedField | undefined,
  otherwise = 'in this section'
): string {
  return whereAmong(after?.field.label, before?.field.label) ?? otherwise
}

/** Whether a label stands in a list with numbers, the order of which says something; bullets and lines seldom do. */
function isNumbered({node}: MatchedField['field'], document: MarkdownDocument): boolean {
  return (
    node.type === 'listItem' &&
    document.nodes('list').some(({node: list}) => list.ordered === true && list.children.some((item) => item === node))
  )
}

function faultyField(
  matched: MatchedField,
  neighboursOf: NeighbourFinder,
  {order, todo}: Options,
  {document}: Alignment
): readonly Finding[] {
  const {spec, field, replacement, isInOrder} = matched
  const {label, labelPlace} = field
  const templateLine = spec.line
  if (replacement !== undefined) {
    return [
      {
        place: labelPlace,
        subjects: [`name of field ${replacement}`],
        reason: `Unexpected field ${quote(label)}, expected ${quote(replacement)}`,
        actual: label,
        expected: [replacement],
        templateLine
      }
    ]
  }
  if (
    !isInOrder &&
    (order ? field.node.type !== 'heading' && field.node.type !== 'tableRow' : isNumbered(field, document))
  ) {
    const {after, before} = neighboursOf(spec)
    const beside = after ?? before
    const edits = beside && labelToMove(field, beside.field, beside === after, document)
    return [
      {
        ...(edits && {fix: {edits}}),
        place: labelPlace,
        subjects: [`order of field ${spec.label.name}`],
        reason: `Unexpected order of field ${quote(label)}, expected it ${whereTo(after, after ? undefined : before)}`,
        templateLine,
        isUncertain: true
      }
    ]
  }
  return faultyValue(matched, todo)
}

function faultyValue({spec, field}: MatchedField, todo: boolean): readonly Finding[] {
  const {label, value, valuePlace: place, isEmpty} = field
  if (isWanting(field, spec, todo)) {
    const wanted = isEmpty
      ? field.node.type === 'heading'
        ? 'text below it'
        : 'text behind the colon'
      : `more than ${quote(value)}`
    return spec.isOptional
      ? []
      : [
          {
            place,
            subjects: [`value of field ${spec.label.name}`],
            reason: `Missing value of field ${quote(label)}, expected ${wanted}`,
            templateLine: spec.line
          }
        ]
  }
  // A choice that is still open is told by `no-placeholders`.
  if (value === '' || isToCome(value) || choiceIn(value)) return []
  const wanted = wantedBy(spec, value)
  return wanted === undefined
    ? []
    : [
        {
          place,
          subjects: [`value ${value} of field ${spec.label.name}`],
          reason: `Unexpected value ${quote(value)} of field ${quote(label)}, expected ${wanted}`,
          actual: value,
          ...(spec.values && {expected: valuesFor(value, spec.values), isChoice: true}),
          templateLine: spec.line
        }
      ]
}

/** What a field should have in the place of a value; undefined where that will do. */
function wantedBy({isDate, values}: FieldSpec, value: string): string | undefined {
  if (isDate) return saysDate(value) ? undefined : 'a date such as `2031-04-02`'
  return !values || isAllowed(value, values) ? undefined : values.map((allowed) => quote(allowed)).join(' or ')
}

/** Whether there is no value, or a word that it is still to come, which is not the template's own. */
function isWanting(
  {isEmpty, value}: MatchedField['field'],
  {isToCome: isAnnounced}: FieldSpec,
  todo: boolean
): boolean {
  return isEmpty || (todo && isAnnounced !== true && isToCome(value))
}

/** Whether a value has a day of the calendar in it, or says that there is none; a pattern that was left is a placeholder. */
function saysDate(value: string): boolean {
  if (isDatePattern(value) || /^\W*(?:n\/?a|none|never|unknown|pending|ongoing|not yet)\b|^[\s—–-]+$/i.test(value))
    return true
  return (
    Array.from(value.matchAll(/(?<!\d)\d{4}-\d{2}-\d{2}/g)).some(([date]) => startsWithDate(date)) ||
    /[Y]{4}|\{|\[/.test(value)
  )
}
