import {type ContentsDeparture, contentsDepartures} from '../src/align/departures/contents-list.ts'
import {quote, quoteAll, quoteSome} from '../src/markdown/text.ts'
import {type Wordings, defineRule, worded} from '../src/rule.ts'

/** Compares the contents list with the headings after it, at the depths that it covers. */
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
  ({alignment}, {labels}) => worded(contentsDepartures(alignment, labels), wordings)
)

const where = 'in the contents list'

const wordings: Wordings<ContentsDeparture> = {
  unwritten: () => ({subjects: ['contents list'], reason: 'Missing contents list between its markers'}),
  missing: ({names}) => ({
    subjects: names.map((name) => `entry ${name}`),
    reason: `Missing ${entries(names)} ${quoteSome(names)} ${where}`
  }),
  'out of order': ({names}) => ({
    subjects: names.map((name) => `order of entry ${name}`),
    reason: `Unexpected order of ${entries(names)} ${quoteAll(names)} ${where}, expected that of the headings`
  }),
  repeated: ({label, wanted}) => ({
    subjects: [`second entry ${label}`],
    reason: `Unexpected second entry ${quote(label)} ${where}${wanted === undefined ? '' : `, expected ${quote(wanted)}`}`
  }),
  'without a link': ({name}) => ({
    subjects: [`link of entry ${name}`],
    reason: `Unexpected entry ${quote(name)} without a link ${where}`
  }),
  mislabelled: ({label, name}) => ({
    subjects: [`label of entry ${name}`],
    reason: `Unexpected entry ${quote(label)} ${where}, expected ${quote(name)}`
  })
}

function entries({length}: readonly string[]): string {
  return length === 1 ? 'entry' : 'entries'
}
