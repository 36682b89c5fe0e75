import {otherNames} from '../src/align/departures/other-names.ts'
import {quote} from '../src/markdown/text.ts'
import {defineRule} from '../src/rule.ts'

/** Compares the name in the title with the names in other texts where the template has the same placeholder. */
export default defineRule(
  {
    id: 'consistent-names',
    summary: 'Names that differ from the one in the title, in texts where the template has the same placeholder',
    recommended: 'warn',
    strict: 'error',
    options: {}
  },
  ({alignment, leftovers}) =>
    otherNames(alignment, leftovers).map(({other, name, ...at}) => ({
      ...at,
      subjects: [`name ${other}`],
      reason: `Unexpected name ${quote(other)}, expected ${quote(name)} as in the title`
    }))
)
