import type {Neighbours} from '../src/align/alignment.ts'
import {type RepeatedSection, laterRepeats} from '../src/align/departures/extra-sections.ts'
import {missingSections} from '../src/align/departures/missing-sections.ts'
import {type UnmarkedHeading, unmarkedHeadings} from '../src/align/departures/unmarked-headings.ts'
import {type MisplacedGroup, misplacedGroups} from '../src/align/departures/misplaced-sections.ts'
import type {MissingGroup} from '../src/align/departures/missing-groups.ts'
import {type MisspeltHeading, misspeltHeadings} from '../src/align/departures/misspelt-headings.ts'
import {type FaultyOmission, faultyOmissions} from '../src/align/departures/faulty-omissions.ts'
import {type RepeatedNumber, repeatedNumbers} from '../src/align/departures/repeated-numbers.ts'
import {whereInstead} from '../src/align/unrecognised-headings.ts'
import type {Section} from '../src/markdown/document.ts'
import {quote, quoteAll, quoteSome, whereAmong} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {isOpen} from '../src/template/heading-pattern.ts'
import {tooMany} from './no-extra-headings.ts'

/** Reports sections of the template that are missing, misspelt, at another depth or under another parent. */
export default defineRule(
  {
    id: 'required-headings',
    summary: 'Sections of the template that are missing, misspelt, at another depth or under another parent',
    fixes:
      "inserts a missing section (with the template's text for its author and all required parts), renames a misspelt one, turns a line in bold or without a space after `##` into a heading, and corrects wrong depths and numbers that occur twice; `--fix=move` moves a section to its right parent",
    recommended: 'error',
    strict: 'error',
    options: {exact: false, pointers: false, repeats: true, parts: false},
    strictOptions: {exact: true, pointers: true, repeats: false, parts: true}
  },
  ({alignment, document, schema, linkedFiles, templateFolder}, {exact, pointers, repeats, parts}) => [
    ...missingSections(alignment, {pointers, parts}, {linkedFiles, templateFolder}).map((group) => missing(group)),
    ...misplacedGroups(alignment).map((group) => misplaced(group)),
    ...misspeltHeadings(alignment, exact).map((heading) => misspelt(heading)),
    ...unmarkedHeadings(alignment).map((heading) => unmarked(heading)),
    ...(repeats ? laterRepeats(alignment) : []).map((repeated) => repeatedSection(repeated)),
    ...repeatedNumbers(alignment).map((repeated) => repeatedNumber(repeated)),
    ...faultyOmissions(document, schema).map((omission) => faultyOmission(omission))
  ]
)

function missing(group: MissingGroup): Finding {
  const {missing: how, nodes, between, section} = group
  const choices = nodes.map(({spec, alternatives}) => [spec, ...alternatives].map(({heading}) => heading.name))
  const names = quoteAll(nodes.map(({spec}) => spec.heading.name))
  const subjects = choices.map((choice) => `section ${choice.join(' or ')}`)
  if (how === 'all') return {...group, subjects, reason: `Missing all sections of the template, expected ${names}`}
  const [sections, them] = nodes.length > 1 ? ['sections', 'them'] : ['section', 'it']
  if (how === 'as headings')
    return {
      ...group,
      subjects: nodes.map(({spec}) => `heading of ${spec.heading.name}`),
      reason: `Missing ${sections} ${names}, expected ${them} ${whereInstead(nodes)}`
    }
  const wanted = choices.map((choice) => choice.map((name) => quote(name)).join(' or '))
  if (group.perhaps) return {...group, subjects, reason: unexpected(group.perhaps.name, wanted)}
  const where = `${whereTo(between, section)}${instead(group)}`
  return {...group, subjects, reason: `Missing ${sections} ${wanted.join(', ')}, expected ${them} ${where}`}
}

function unexpected(heading: string, wanted: readonly string[]): string {
  return `Unexpected heading ${quote(heading)}, expected ${wanted.join(' and ')}`
}

function instead({textBelow, there}: Pick<MissingGroup, 'textBelow' | 'there'>): string {
  if (there.length > 0) return ` (there ${there.length > 1 ? 'are' : 'is'} ${quoteSome(there, 3)})`
  return textBelow ? `, perhaps the text below ${quote(textBelow.name)}` : ''
}

function whereTo({after, before}: Neighbours, parent: Section): string {
  return whereAmong(after?.name, before?.name) ?? (parent.heading ? `in ${quote(parent.name)}` : 'in the document')
}

function misplaced({nodes, ...at}: MisplacedGroup): Finding {
  const [{wrong, section, depth, parent}] = nodes
  const names = nodes.map(({spec}) => spec.heading.name)
  // A section whose heading in the template is open is called by its own name.
  const own = nodes.map(({spec: {heading}, section: other}) => (isOpen(heading) ? other.name : heading.name))
  const sections = `${nodes.length > 1 ? 'sections' : 'section'} ${quoteAll([...new Set(own)])}`
  return {
    ...at,
    subjects: names.map((name) => `${wrong} of ${name}`),
    reason:
      wrong === 'depth'
        ? `Unexpected depth ${section.depth} of ${sections}, expected ${depth}`
        : `Unexpected parent ${nameOf(section.parent)} of ${sections}, expected ${nameOf(parent)}`
  }
}

function nameOf(section: Section | undefined): string {
  return section?.heading ? quote(section.name) : 'none'
}

function misspelt({name, meant, ...at}: MisspeltHeading): Finding {
  return {
    ...at,
    subjects: meant.map((other) => `name of ${other}`),
    reason: unexpected(
      name,
      meant.map((other) => quote(other))
    )
  }
}

function unmarked({section, ...at}: UnmarkedHeading): Finding {
  return {
    ...at,
    section: section.parent,
    subjects: [`heading of ${section.name}`],
    reason: `Missing section ${quote(section.name)}, expected it ${whereInstead([section])}`
  }
}

/** A section that occurs more often than it may. `no-extra-headings` reports it, too. */
function repeatedSection(repeated: RepeatedSection): Finding {
  return {...repeated, subjects: [`repeated section ${repeated.name}`], reason: tooMany(repeated), isMinor: true}
}

function repeatedNumber({section, first, spec, ...at}: RepeatedNumber): Finding {
  return {
    ...at,
    section: section.parent,
    subjects: [`number of ${section.name}`],
    reason: `Unexpected number of section ${quote(section.name)}, expected another than that of ${quote(first.name)}`,
    templateLine: spec.line,
    isMinor: true
  }
}

function faultyOmission({section, fault, meant, ...at}: FaultyOmission): Finding {
  if (fault === 'without reason')
    return {
      ...at,
      subjects: [`reason of the omission of ${section}`],
      reason: `Missing reason to omit ${quote(section)}, expected it behind a colon`
    }
  const wanted = meant && (fault === 'misspelt' ? quote(meant.heading.name) : 'it in quotes')
  return {
    ...at,
    subjects: [`omission of ${section}`],
    reason: `Unexpected section to omit ${quote(section)}, expected ${wanted ?? 'one of the template'}`
  }
}
