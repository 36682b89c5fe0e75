import {emptySections} from '../src/align/empty-sections.ts'
import {statementsOf} from '../src/markdown/emptiness.ts'
import {headingPlace} from '../src/markdown/places.ts'
import {quote} from '../src/markdown/text.ts'
import {defineRule} from '../src/rule.ts'

/** Sections that are due and stand there, but say nothing: no more than comments, or the template's own instruction. */
export default defineRule(
  {
    id: 'no-empty-sections',
    summary: 'Sections of the template that stand there without content, or with only the instruction of the template',
    recommended: 'error',
    strict: 'error',
    options: {}
  },
  ({alignment, leftovers}) =>
    emptySections(alignment, leftovers).map(({spec, section}) => {
      const wanted = statementsOf(section).length === 0 ? 'text, or a word on why there is none' : 'text in the place of the instruction'
      return {place: headingPlace(section), reason: `Missing content of section ${quote(section.name)}, expected ${wanted}`, templateLine: spec.line}
    })
)
