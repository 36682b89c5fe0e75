import {type Alignment, type Neighbours, isForeign, nodesOfType} from '../src/align/alignment.ts'
import {type MisplacedGroup, misplacedGroups} from '../src/align/misplaced-groups.ts'
import {type MissingGroup, missingGroups} from '../src/align/missing-groups.ts'
import {type MisspeltHeading, misspeltHeadings} from '../src/align/misspelt-headings.ts'
import {type FaultyOmission, faultyOmissions} from '../src/align/omissions.ts'
import {type RepeatedNumber, repeatedNumbers} from '../src/align/repeated-numbers.ts'
import {unmarkedSections} from '../src/align/unmarked-sections.ts'
import {headingsInstead, whereInstead} from '../src/align/unrecognised-headings.ts'
import {isClosed} from '../src/markdown/closed-document.ts'
import type {Section} from '../src/markdown/document.ts'
import {headingPlace} from '../src/markdown/places.ts'
import {quote, quoteAll, quoteSome, whereAmong} from '../src/markdown/text.ts'
import {withLinksFrom} from '../src/align/links-from-template.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {repetition} from './no-extra-headings.ts'

/** Sections of the template that are missing, misspelt, at another depth or under another parent. */
export default defineRule(
  {
    id: 'required-headings',
    summary: 'Sections of the template that are missing, misspelt, at another depth or under another parent',
    fixes:
      "inserts a missing section, with the template's text for its author and all required parts, renames a misspelt one, turns a line in bold or without a space after `##` into a heading, and corrects a wrong depth; `--fix=move` moves a section to its right parent",
    recommended: 'error',
    strict: 'error',
    options: {exact: false, pointers: false, repeats: true, parts: false},
    strictOptions: {exact: true, pointers: true, repeats: false, parts: true}
  },
  ({alignment, document, schema, linkedFiles, templateFolder}, {exact, pointers, repeats, parts}) => [
    ...missingGroups(alignment, {pointers, parts}).map((group) => ({
      ...missing(group),
      ...(templateFolder !== undefined &&
        group.expected && {expected: group.expected.map((text) => withLinksFrom(templateFolder, text, linkedFiles))}),
      ...(group.missing === 'in a gap' && {isChoice: isClosed(document)})
    })),
    ...misplacedGroups(alignment).map((group) => misplaced(group)),
    ...misspeltHeadings(alignment, exact).map((heading) => misspelt(heading)),
    ...unmarkedHeadings(alignment),
    ...(repeats ? repeatedSections(alignment) : []),
    ...repeatedNumbers(alignment).map((repeated) => repeatedNumber(repeated)),
    ...faultyOmissions(document, schema).map((omission) => faultyOmission(omission))
  ]
)

function missing({missing: how, nodes, between, perhaps, there, ...at}: MissingGroup): Finding {
  const choices = nodes.map(({spec, alternatives}) => [spec, ...alternatives].map(({heading}) => heading.name))
  const names = quoteAll(nodes.map(({spec}) => spec.heading.name))
  const subjects = choices.map((choice) => `section ${choice.join(' or ')}`)
  if (how === 'all') return {...at, subjects, reason: `Missing all sections of the template, expected ${names}`}
  const [sections, them] = nodes.length > 1 ? ['sections', 'them'] : ['section', 'it']
  if (how === 'as headings')
    return {
      ...at,
      subjects: nodes.map(({spec}) => `heading of ${spec.heading.name}`),
      reason: `Missing ${sections} ${names}, expected ${them} ${whereInstead(nodes)}`
    }
  const wanted = choices.map((choice) => choice.map((name) => quote(name)).join(' or ')).join(', ')
  const where = `${whereTo(between, at.section)}${perhaps ? `, perhaps ${quote(perhaps.name)}` : whatIsThere(there)}`
  return {...at, subjects, reason: `Missing ${sections} ${wanted}, expected ${them} ${where}`}
}

function whereTo({after, before}: Neighbours, parent: Section): string {
  return whereAmong(after?.name, before?.name) ?? (parent.heading ? `in ${quote(parent.name)}` : 'in the document')
}

function whatIsThere(names: readonly string[]): string {
  return names.length > 0 ? ` (there ${names.length > 1 ? 'are' : 'is'} ${quoteSome(names, 3)})` : ''
}

function misplaced({nodes, ...at}: MisplacedGroup): Finding {
  const [{wrong, section, depth, parent}] = nodes
  const names = nodes.map(({spec}) => spec.heading.name)
  const sections = `${nodes.length > 1 ? 'sections' : 'section'} ${quoteAll([...new Set(names)])}`
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
    reason: `Unexpected heading ${quote(name)}, expected ${meant.map((other) => quote(other)).join(' and ')}`
  }
}

/** Sections that may be there, whose names are no headings. */
function unmarkedHeadings(alignment: Alignment): readonly Finding[] {
  const unmarked = isForeign(alignment) ? [] : unmarkedSections(alignment)
  return unmarked.map((section) => ({
    place: section.cause.place ?? section.cause.node.position,
    section: section.parent,
    subjects: [`heading of ${section.name}`],
    reason: `Missing section ${quote(section.name)}, expected it ${whereInstead([section])}`,
    ...headingsInstead([section], alignment),
    templateLine: section.spec.line
  }))
}

/** Sections that stand more often than they may, which `no-extra-headings` reports as well. */
function repeatedSections(alignment: Alignment): readonly Finding[] {
  const extra = isForeign(alignment) ? [] : nodesOfType(alignment, 'extra')
  return extra.flatMap(({section, repeats, isLater}) =>
    repeats && isLater
      ? {
          place: headingPlace(section),
          section: section.parent,
          subjects: [`repeated section ${section.name}`],
          ...repetition(section, repeats),
          isMinor: true
        }
      : []
  )
}

function repeatedNumber({section, first, spec}: RepeatedNumber): Finding {
  return {
    place: headingPlace(section),
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
  const wanted =
    fault === 'misspelt' && meant ? quote(meant.heading.name) : meant ? 'it in quotes' : 'one of the template'
  return {
    ...at,
    subjects: [`omission of ${section}`],
    reason: `Unexpected section to omit ${quote(section)}, expected ${wanted}`
  }
}
