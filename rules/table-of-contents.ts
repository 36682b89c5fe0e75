import {type ContentsDeparture, contentsDepartures} from '../src/align/departures/contents-list.ts'
import {quote, quoteAll, quoteSome} from '../src/markdown/text.ts'
import {type Wording, defineRule} from '../src/rule.ts'

/** The contents list against the headings behind it, at the depths that it covers; the lines that are wrong are replaced. */
export default defineRule(
  {
    id: 'table-of-contents',
    summary:
      'Headings that are missing from the contents list, and entries that are out of order; under `strict`, also entries whose label differs from their heading',
    fixes:
      'inserts missing entries, sorts all entries in the order of the headings, and corrects their links and, under `strict`, their labels',
    recommended: 'warn',
    strict: 'error',
    options: {labels: false},
    strictOptions: {labels: true}
  },
  ({alignment, schema}, {labels}) =>
    contentsDepartures(alignment, labels).map((departure) => ({
      ...departure,
      ...wordingOf(departure),
      ...(schema.contents && {templateLine: schema.contents.line})
    }))
)

const where = 'in the contents list'

function wordingOf(departure: ContentsDeparture): Wording {
  switch (departure.kind) {
    case 'unwritten':
      return {subjects: ['contents list'], reason: 'Missing contents list between its markers'}
    case 'missing': {
      const {names} = departure
      const reason = `Missing ${entries(names)} ${quoteSome(names)} ${where}`
      return {subjects: names.map((name) => `entry ${name}`), reason}
    }
    case 'out of order': {
      const {names} = departure
      const reason = `Unexpected order of ${entries(names)} ${quoteAll(names)} ${where}, expected that of the headings`
      return {subjects: names.map((name) => `order of entry ${name}`), reason}
    }
    case 'repeated': {
      const {label, wanted} = departure
      const instead = wanted === undefined ? '' : `, expected ${quote(wanted)}`
      return {subjects: [`second entry ${label}`], reason: `Unexpected second entry ${quote(label)} ${where}${instead}`}
    }
    case 'without a link': {
      const {name} = departure
      return {subjects: [`link of entry ${name}`], reason: `Unexpected entry ${quote(name)} without a link ${where}`}
    }
    case 'mislabelled': {
      const {label, name} = departure
      const reason = `Unexpected entry ${quote(label)} ${where}, expected ${quote(name)}`
      return {subjects: [`label of entry ${name}`], reason}
    }
  }
}

function entries({length}: readonly string[]): string {
  return length === 1 ? 'entry' : 'entries'
}
