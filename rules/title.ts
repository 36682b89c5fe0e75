import {isForeign} from '../src/align/alignment.ts'
import {type TitleDeparture, titleDepartures} from '../src/align/departures/title.ts'
import {remedyFor} from '../src/markdown/heading-lines.ts'
import {quote} from '../src/markdown/text.ts'
import {type Wordings, defineRule, worded} from '../src/rule.ts'
import type {HeadingPattern} from '../src/template/heading-pattern.ts'
import {anyText} from '../src/template/skeleton-marks.ts'

/** Reports a title that is missing, both as a heading and in the front matter, or that does not match the template's. */
export default defineRule(
  {
    id: 'title',
    summary: 'A title that is missing, or that does not match the title of the template',
    fixes: 'corrects a misspelt title, and inserts a missing space after `#`',
    recommended: 'warn',
    strict: 'error',
    options: {}
  },
  ({alignment}) =>
    // A document that has nothing of the template gets one finding, from `required-headings`.
    worded(isForeign(alignment) ? [] : titleDepartures(alignment), wordings)
)

const wordings: Wordings<TitleDeparture> = {
  missing: ({pattern}) => ({subjects: ['title'], reason: `Missing title${one(pattern)}`}),
  'no heading': ({broken: {fault, marker}}) => ({
    subjects: ['heading of the title'],
    reason: `Missing title, expected it as a heading, ${remedyFor(fault, marker, 1)}`
  }),
  'worded otherwise': ({name, pattern, replacement}) => ({
    subjects: ['wording of the title'],
    reason: `Unexpected title ${quote(name)}${replacement === undefined ? one(pattern) : `, expected ${quote(replacement)}`}`
  })
}

function one(pattern: HeadingPattern): string {
  return pattern.skeleton === anyText ? '' : `, expected one like ${quote(pattern.name)}`
}
