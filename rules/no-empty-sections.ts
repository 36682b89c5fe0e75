import {nodesOfType} from '../src/align/alignment.ts'
import type {Analysis} from '../src/analysis.ts'
import type {Section} from '../src/markdown/document.ts'
import {statementsOf} from '../src/markdown/emptiness.ts'
import {headingPlace} from '../src/markdown/places.ts'
import {quote} from '../src/markdown/text.ts'
import {defineRule} from '../src/rule.ts'
import {isRequired} from '../src/template/schema.ts'

/** Sections that are due and stand there, but say nothing: no more than comments, or the template's own instruction. */
export default defineRule(
  {
    id: 'no-empty-sections',
    summary: 'Sections of the template that stand there without content, or with only the instruction of the template',
    recommended: 'error',
    strict: 'error',
    options: {}
  },
  (analysis) => {
    const {alignment} = analysis
    return [...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')].flatMap(({spec, section}) => {
      if (!isRequired(spec) || spec.children.length > 0 || section.children.length > 0 || !isEmpty(section, analysis)) return []
      return [{place: headingPlace(section), reason: `Missing content of section ${quote(section.name)}, expected ${wanted(section)}`, templateLine: spec.line}]
    })
  }
)

function isEmpty(section: Section, {leftovers}: Analysis): boolean {
  const instructions = new Set(leftovers.filter(({placeholder}) => placeholder.kind === 'instruction').map(({candidate}) => candidate.node))
  return statementsOf(section).every((node) => instructions.has(node) || (node.type === 'blockquote' && node.children.every((child) => instructions.has(child))))
}

function wanted(section: Section): string {
  return statementsOf(section).length === 0 ? 'text, or a word on why there is none' : 'text in the place of the instruction'
}
