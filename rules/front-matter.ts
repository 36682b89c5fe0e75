import {isNoCopy} from '../src/align/alignment.ts'
import {type FrontMatterDeparture, frontMatterDepartures} from '../src/align/departures/front-matter.ts'
import {quote, quoteAll, quoteAny, quoteSome} from '../src/markdown/text.ts'
import {type Wordings, defineRule, worded} from '../src/rule.ts'
import type {KeySpec} from '../src/template/schema.ts'

/** Checks the front matter of a document: the template's keys in any order, allowed values and dates. */
export default defineRule(
  {
    id: 'front-matter',
    summary: "Keys of the template's front matter that are missing, and values that are not allowed",
    fixes: 'renames a misspelt key, and inserts a missing key that needs a value, with the value left empty',
    recommended: 'warn',
    strict: 'error',
    options: {}
  },
  ({alignment, leftovers}) =>
    // A document that has nothing of the template gets one finding, from `required-headings`.
    worded(isNoCopy(alignment) ? [] : frontMatterDepartures(alignment, leftovers), wordings)
)

const wordings: Wordings<FrontMatterDeparture> = {
  'unreadable line': () => ({
    subjects: ['YAML'],
    reason: 'Unexpected line in the front matter, which no program can read, expected YAML'
  }),
  'no front matter': ({keys}) => ({
    subjects: keys.map((key) => `key ${key}`),
    reason: `Missing front matter, expected one with ${quoteAll(keys)}`
  }),
  'missing keys': ({keys}) => ({
    subjects: keys.map((key) => `key ${key}`),
    reason: `Missing ${keys.length === 1 ? 'key' : 'keys'} ${quoteSome(keys)} in the front matter`
  }),
  'misspelt key': ({written, key}) => ({
    subjects: [`name of key ${key}`],
    reason: `Unexpected key ${quote(written)} in the front matter, expected ${quote(key)}`
  }),
  'missing value': ({key, spec}) => ({
    subjects: [`value of key ${key}`],
    reason: `Missing value of key ${quote(key)}, expected ${wantedBy(spec)}`
  }),
  'other value': ({key, value, spec}) => ({
    subjects: [`value ${value} of key ${key}`],
    reason: `Unexpected value ${quote(value)} of key ${quote(key)}, expected ${wantedBy(spec)}`
  })
}

function wantedBy({isDate, values}: KeySpec): string {
  if (isDate) return 'a date such as `2031-04-02`'
  return values ? quoteAny(values) : 'text behind the colon'
}
