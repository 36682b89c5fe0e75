import {isNoCopy, recognised} from '../src/align/alignment.ts'
import type {Between} from '../src/align/departures/departure.ts'
import type {ValueDeparture} from '../src/align/departures/field-values.ts'
import {type FieldDeparture, fieldDepartures} from '../src/align/departures/fields.ts'
import {saysTooLittle} from '../src/markdown/emptiness.ts'
import {quote, quoteAll, quoteAny, whereAmong} from '../src/markdown/text.ts'
import {type Wording, defineRule} from '../src/rule.ts'

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
    (isNoCopy(alignment) ? [] : recognised(alignment))
      .flatMap((owner) => {
        const departures = fieldDepartures(owner, alignment, options)
        return departures.length > 0 && saysTooLittle(owner.section) ? [] : departures
      })
      .map((departure) => ({...departure, ...wordingOf(departure)}))
)

function wordingOf(departure: FieldDeparture): Wording {
  switch (departure.kind) {
    case 'all fields missing': {
      const {names, section} = departure
      const where = section.heading ? `in ${quote(section.name)}` : 'in the document'
      return {subjects: subjectsOf(names), reason: `Missing ${fieldsAnd(names)} ${where}`}
    }
    case 'fields missing': {
      const {names, perhaps} = departure
      const instead = perhaps === undefined ? '' : `, perhaps ${quote(perhaps)}`
      return {subjects: subjectsOf(names), reason: `Missing ${fieldsAnd(names)} ${whereTo(departure)}${instead}`}
    }
    case 'field elsewhere': {
      const {name, label, belongsIn} = departure
      const where = belongsIn.heading ? `in ${quote(belongsIn.name)}` : whereTo(departure, 'before the first section')
      const reason = `Unexpected place of field ${quote(label)}, expected it ${where}`
      return {subjects: [`place of field ${name}`], reason}
    }
    case 'misspelt': {
      const {label, wanted} = departure
      const reason = `Unexpected field ${quote(label)}, expected ${quote(wanted)}`
      return {subjects: [`name of field ${wanted}`], reason}
    }
    case 'out of order': {
      const {label, name} = departure
      const reason = `Unexpected order of field ${quote(label)}, expected it ${whereTo(departure)}`
      return {subjects: [`order of field ${name}`], reason}
    }
    case 'repeated number': {
      const {label, firstLine} = departure
      const reason = `Unexpected second field ${quote(label)}, expected another number than in line ${firstLine}`
      return {subjects: [`second field ${label}`], reason}
    }
    case 'missing value': {
      const {spec, field} = departure
      const reason = `Missing value of field ${quote(field.label)}, expected ${textWanted(field)}`
      return {subjects: [`value of field ${spec.label.name}`], reason}
    }
    case 'other value': {
      const {spec, field} = departure
      const wanted = spec.isDate ? 'a date such as `2031-04-02`' : quoteAny(spec.values ?? [])
      const reason = `Unexpected value ${quote(field.value)} of field ${quote(field.label)}, expected ${wanted}`
      return {subjects: [`value ${field.value} of field ${spec.label.name}`], reason}
    }
  }
}

function subjectsOf(names: readonly string[]): readonly string[] {
  return names.map((name) => `field ${name}`)
}

function fieldsAnd(names: readonly string[]): string {
  const [fields, them] = names.length === 1 ? ['field', 'it'] : ['fields', 'them']
  return `${fields} ${quoteAll(names)}, expected ${them}`
}

function whereTo({after, before}: Between, otherwise = 'in this section'): string {
  return whereAmong(after, before) ?? otherwise
}

function textWanted({isEmpty, value, node}: ValueDeparture['field']): string {
  if (!isEmpty) return `more than ${quote(value)}`
  return node.type === 'heading' ? 'text below it' : 'text behind the colon'
}
