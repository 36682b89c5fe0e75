import {isNoCopy} from '../src/align/alignment.ts'
import {type FrontMatterDeparture, frontMatterDepartures} from '../src/align/departures/front-matter.ts'
import {quote, quoteAll, quoteAny, quoteSome} from '../src/markdown/text.ts'
import {type Wording, defineRule} from '../src/rule.ts'
import type {KeySpec} from '../src/template/schema.ts'

/** The front matter of a document: the template's keys in any order, allowed values, dates. */
export default defineRule(
  {
    id: 'front-matter',
    summary: "Keys of the template's front matter that are missing, and values that are not allowed",
    fixes: 'renames a misspelt key, and inserts a missing key that needs a value, without the value',
    recommended: 'warn',
    strict: 'error',
    options: {}
  },
  ({alignment, leftovers}) =>
    // A document that has nothing of the template is told so once, by `required-headings`.
    (isNoCopy(alignment) ? [] : frontMatterDepartures(alignment, leftovers)).map((departure) => ({
      ...departure,
      ...wordingOf(departure)
    }))
)

function wordingOf(departure: FrontMatterDeparture): Wording {
  switch (departure.kind) {
    case 'unreadable line':
      return {
        subjects: ['YAML'],
        reason: 'Unexpected line in the front matter, which no program can read, expected YAML'
      }
    case 'no front matter': {
      const {keys} = departure
      return {subjects: subjectsOf(keys), reason: `Missing front matter, expected one with ${quoteAll(keys)}`}
    }
    case 'missing keys': {
      const {keys} = departure
      const reason = `Missing ${keys.length === 1 ? 'key' : 'keys'} ${quoteSome(keys)} in the front matter`
      return {subjects: subjectsOf(keys), reason}
    }
    case 'misspelt key': {
      const {written, key} = departure
      const reason = `Unexpected key ${quote(written)} in the front matter, expected ${quote(key)}`
      return {subjects: [`name of key ${key}`], reason}
    }
    case 'missing value': {
      const {key, spec} = departure
      const reason = `Missing value of key ${quote(key)}, expected ${wantedBy(spec)}`
      return {subjects: [`value of key ${key}`], reason}
    }
    case 'other value': {
      const {key, value, spec} = departure
      const reason = `Unexpected value ${quote(value)} of key ${quote(key)}, expected ${wantedBy(spec)}`
      return {subjects: [`value ${value} of key ${key}`], reason}
    }
  }
}

function subjectsOf(keys: readonly string[]): readonly string[] {
  return keys.map((key) => `key ${key}`)
}

function wantedBy({isDate, values}: KeySpec): string {
  if (isDate) return 'a date such as `2031-04-02`'
  return values ? quoteAny(values) : 'text behind the colon'
}
