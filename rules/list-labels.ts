import {isNoCopy, recognised} from '../src/align/alignment.ts'
import type {Between} from '../src/align/departures/departure.ts'
import {type FieldDeparture, fieldDepartures} from '../src/align/departures/fields.ts'
import type {Field} from '../src/markdown/fields.ts'
import {saysTooLittle} from '../src/markdown/says-nothing.ts'
import {quote, quoteAll, quoteAny, whereAmong} from '../src/markdown/text.ts'
import {type Wordings, defineRule, worded} from '../src/rule.ts'

/** Checks labelled lines (`- **Owner**: …`) in sections where the template has some. */
export default defineRule(
  {
    id: 'list-labels',
    summary: 'Labelled lines of the template that are missing, misspelt, out of order or empty',
    fixes:
      'renames a misspelt label, inserts a missing label into its list (with nothing after the colon), and moves an item that is out of order',
    recommended: 'error',
    strict: 'error',
    options: {order: false, todo: true, reworded: false},
    // Under `strict`, `no-placeholders` reports a lone TODO.
    strictOptions: {order: true, todo: false, reworded: true}
  },
  ({alignment}, options) =>
    worded(
      (isNoCopy(alignment) ? [] : recognised(alignment)).flatMap((owner) => {
        const departures = fieldDepartures(owner, alignment, options).filter(
          (departure) => options.reworded || departure.kind !== 'all fields missing' || !departure.mayBeReworded
        )
        return departures.length > 0 && saysTooLittle(owner.section) ? [] : departures
      }),
      wordings
    )
)

const wordings: Wordings<FieldDeparture> = {
  'all fields missing': ({names, section, alsoIn}) => ({
    subjects: subjectsOf(names),
    reason: `Missing ${fieldsAnd(names)} ${section.heading ? `in ${quote(section.name)}` : 'in the document'}${andInMore(alsoIn)}`
  }),
  'fields missing': ({names, perhaps, alsoIn, ...between}) => ({
    subjects: subjectsOf(names),
    reason:
      perhaps === undefined
        ? `Missing ${fieldsAnd(names)} ${whereTo(between)}${andInMore(alsoIn)}`
        : unexpected(perhaps, names)
  }),
  'field as heading': ({name}) => ({
    subjects: subjectsOf([name]),
    reason: `Missing ${fieldsAnd([name])} as a label instead of a heading`
  }),
  'field elsewhere': ({name, label, belongsIn, ...between}) => ({
    subjects: [`place of field ${name}`],
    reason: `Unexpected place of field ${quote(label)}, expected it ${belongsIn.heading ? `in ${quote(belongsIn.name)}` : whereTo(between, 'before the first section')}`
  }),
  misspelt: ({label, wanted}) => ({subjects: [`name of field ${wanted}`], reason: unexpected(label, [wanted])}),
  'out of order': ({label, name, ...between}) => ({
    subjects: [`order of field ${name}`],
    reason: `Unexpected order of field ${quote(label)}, expected it ${whereTo(between)}`
  }),
  'repeated number': ({label, firstLine}) => ({
    subjects: [`second field ${label}`],
    reason: `Unexpected second field ${quote(label)}, expected another number than in line ${firstLine}`
  }),
  'missing value': ({spec, field}) => ({
    subjects: [`value of field ${spec.label.name}`],
    reason: `Missing value of field ${quote(field.label)}, expected ${textWanted(field)}`
  }),
  'other value': ({spec: {label, isDate, values = []}, field}) => ({
    subjects: [`value ${field.value} of field ${label.name}`],
    reason: `Unexpected value ${quote(field.value)} of field ${quote(field.label)}, expected ${isDate ? 'a date such as `2031-04-02`' : quoteAny(values)}`
  })
}

function subjectsOf(names: readonly string[]): readonly string[] {
  return names.map((name) => `field ${name}`)
}

function unexpected(label: string, wanted: readonly string[]): string {
  return `Unexpected field ${quote(label)}, expected ${quoteAll(wanted)}`
}

function fieldsAnd(names: readonly string[]): string {
  const [fields, them] = names.length === 1 ? ['field', 'it'] : ['fields', 'them']
  return `${fields} ${quoteAll(names)}, expected ${them}`
}

function andInMore(others = 0): string {
  return others === 0 ? '' : ` (and in ${others} more ${others === 1 ? 'section' : 'sections'})`
}

function whereTo({after, before}: Between, otherwise = 'in this section'): string {
  return whereAmong(after, before) ?? otherwise
}

function textWanted({isEmpty, value, node}: Field): string {
  if (!isEmpty) return `more than ${quote(value)}`
  return node.type === 'heading' ? 'text below it' : 'text behind the colon'
}
