import type {Section} from '../markdown/document.ts'
import {headingText, numberedLead} from '../template/heading-pattern.ts'
import {numberLength, partLength} from '../template/reading.ts'
import type {SectionSpec} from '../template/schema.ts'
import {type Alignment, type AlignmentNode, siblings} from './alignment.ts'

/** A numbered section with the number of another before it. */
export interface RepeatedNumber {
  readonly section: Section
  readonly first: Section
  readonly spec: SectionSpec
}

/** Numbered sections that have the number of another before them: copied, number and all. */
export function repeatedNumbers(alignment: Alignment): readonly RepeatedNumber[] {
  return siblings(alignment).flatMap((nodes) => {
    const numbered = new Map<string, Section>()
    return nodes.flatMap((node): readonly RepeatedNumber[] => {
      const lead = leadAndNumber(node)
      if (node.type !== 'matched' || lead === undefined) return []
      const {section, spec} = node
      const key = `${spec.line} ${lead}`
      const first = numbered.get(key)
      if (first) return [{section, first, spec}]
      numbered.set(key, section)
      return []
    })
  })
}

/** `method 1` of `Method 1: OAuth`. */
function leadAndNumber(node: AlignmentNode): string | undefined {
  const lead = node.type === 'matched' && !node.misspelt ? numberedLead(node.spec.heading) : undefined
  if (node.type !== 'matched' || lead === undefined) return undefined
  const {folded} = headingText(node.section.name)
  const length = folded.startsWith(lead) ? numberLength(folded, lead.length) : 0
  const end = lead.length + length
  return length === 0 ? undefined : folded.slice(0, end + partLength(folded, end))
}
