import {type Neighbours, nodesOfType} from '../src/align/alignment.ts'
import {sectionMove} from '../src/align/section-move.ts'
import {headingPlace} from '../src/markdown/places.ts'
import {quote} from '../src/markdown/text.ts'
import {defineRule} from '../src/rule.ts'

/** Reports sections that are not in the template's order: the fewest that have to move. */
export default defineRule(
  {
    id: 'heading-order',
    summary: 'Sections that are not in the order of the template',
    fixes: 'changes nothing; `--fix=move` moves the section with everything below it',
    recommended: 'warn',
    strict: 'error',
    options: {}
  },
  ({alignment, document, schema}) =>
    // If the template's contents list and headings are in different orders, neither order is required.
    schema.contents?.isUnordered
      ? []
      : nodesOfType(alignment, 'matched').flatMap(({spec, section, belongs}) => {
          if (!belongs) return []
          const reason = `Unexpected order of section ${quote(spec.heading.name)}, expected it ${whereTo(belongs)}`
          const fix = sectionMove(
            section,
            {...belongs, parent: section.parent ?? document.root, depth: section.depth, templateLine: spec.line},
            document
          )
          return [
            {
              place: headingPlace(section),
              section: section.parent,
              subjects: [`order of ${spec.heading.name}`],
              reason,
              ...(fix && {fix}),
              templateLine: spec.line
            }
          ]
        })
)

function whereTo({after, before}: Neighbours): string {
  if (after) return `after ${quote(after.name)}`
  return before ? `before ${quote(before.name)}` : 'elsewhere'
}
