import {type ExtraSection, type RepeatedSection, extraSections} from '../src/align/departures/extra-sections.ts'
import {quote} from '../src/markdown/text.ts'
import {type Wordings, defineRule, worded} from '../src/rule.ts'

/** Reports sections that the template does not have, under a parent where it has others, and repeated sections that it has once. */
export default defineRule(
  {
    id: 'no-extra-headings',
    summary: 'Sections that the template does not have, in places where it has others',
    recommended: 'off',
    strict: 'error',
    options: {}
  },
  ({alignment}) => worded(extraSections(alignment), wordings)
)

const wordings: Wordings<ExtraSection> = {
  repeated: (section) => ({subjects: [`section ${section.name}`], reason: tooMany(section)}),
  'belongs elsewhere': ({name, wanted}) => ({
    subjects: [`section ${name}`],
    reason: `Unexpected section ${quote(name)}, expected it where the template has ${quote(wanted)}`
  }),
  resembles: ({name, wanted}) => ({
    subjects: [`section ${name}`],
    reason: `Unexpected section ${quote(name)}, expected ${quote(wanted)} or another section of the template`
  }),
  unknown: ({name}) => ({
    subjects: [`section ${name}`],
    reason: `Unexpected section ${quote(name)}, expected only sections of the template`
  })
}

/** The message for a section that occurs more often than it may. `required-headings` uses it, too. */
export function tooMany({name, max}: RepeatedSection): string {
  return max === 1
    ? `Unexpected second section ${quote(name)}, expected it once`
    : `Unexpected section ${quote(name)}, expected at most ${max} of its kind`
}
