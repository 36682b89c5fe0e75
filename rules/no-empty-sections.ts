import {emptySections} from '../src/align/departures/empty-sections.ts'
import {isUnanswered, statementsOf} from '../src/markdown/says-nothing.ts'
import {headingPlace} from '../src/markdown/places.ts'
import {quote, textOf} from '../src/markdown/text.ts'
import {defineRule} from '../src/rule.ts'
import {isRequired} from '../src/template/schema.ts'

/** Reports sections that are there, but contain only comments and the like, or the template's own instruction. */
export default defineRule(
  {
    id: 'no-empty-sections',
    summary: 'Sections of the template that are empty, or contain only the instruction of the template',
    recommended: 'error',
    strict: 'error',
    options: {}
  },
  ({alignment, leftovers}) =>
    emptySections(alignment, leftovers).map(({spec, section}) => {
      const [first] = statementsOf(section)
      const excuse = spec.isAnswerDue ? '' : ', or a word on why there is none'
      const wanted = !first
        ? `text${excuse}`
        : isUnanswered(section)
          ? `more than ${quote(textOf(first))}`
          : 'text in the place of the instruction'
      return {
        place: headingPlace(section),
        subjects: ['content'],
        reason: `Missing content of section ${quote(section.name)}, expected ${wanted}`,
        templateLine: spec.line,
        isMinor: !first && !isRequired(spec)
      }
    })
)
