import {grouped} from '../grouped.ts'
import type {Position} from 'unist'
import type {MarkdownDocument} from '../markdown/document.ts'
import {documentDirectives} from '../markdown/document-directives.ts'
import {narrowed} from '../markdown/places.ts'
import {nearestFinder} from '../nearest.ts'
import {fitsPattern, foldedText, headingText, isOpen} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, specsBelow} from '../template/schema.ts'

/** A directive `<!-- guidelint omit "…": … -->`, by which a document says that it leaves out a section. */
export interface Omission {
  /** The name of the section as it is written. */
  readonly section: string
  readonly isQuoted: boolean
  readonly reason: string
  readonly place: Position | undefined
  /** The sections of the template that are meant, even if the name is a few letters off. */
  readonly meant: readonly SectionSpec[]
  readonly isMisspelt: boolean
}

/** The omissions that a document declares, each with the sections that are then not required of it. */
export function omissionsOf(document: MarkdownDocument, {root}: TemplateSchema): readonly Omission[] {
  const directives = documentDirectives(document).filter((directive) => directive.type === 'omit')
  if (directives.length === 0) return []
  const specs = specsBelow(root)
  const named = specFinder(specs)
  const names = specs.map(({heading}) => heading.name)
  const nearest = nearestFinder()
  return directives.map(({readings, isQuoted, place}): Omission => {
    const exact = readings.findLast(({section}) => named(section).length > 0)
    const reading = exact ?? readings.findLast(({section}) => nearest(section, names) !== undefined) ?? readings[0]
    const near = exact ? undefined : nearest(reading.section, names)
    return {
      ...reading,
      isQuoted,
      place,
      meant: exact
        ? named(exact.section)
        : near === undefined
          ? []
          : specs.filter(({heading}) => heading.name === near),
      isMisspelt: near !== undefined
    }
  })
}

/** Returns a function that finds the sections with a name, or whose pattern it fits, in the template's order. */
function specFinder(specs: readonly SectionSpec[]): (section: string) => readonly SectionSpec[] {
  const ranks = new Map(specs.map((spec, rank) => [spec, rank]))
  const byName = grouped(specs, ({heading}) => new Set([heading.folded, foldedText(heading.name)]))
  const open = specs.filter(({heading}) => isOpen(heading))
  return (section) => {
    const name = headingText(section)
    const found = new Set([
      ...(byName.get(name.folded) ?? []),
      ...open.filter(({heading}) => fitsPattern(heading, name))
    ])
    return [...found].toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
  }
}

/** An omission that has no effect, or is written carelessly. */
export interface FaultyOmission {
  readonly section: string
  readonly fault: 'unknown section' | 'misspelt' | 'without quotes' | 'without reason'
  /** The section of the template that is meant. */
  readonly meant?: SectionSpec
  readonly place: Position | undefined
  readonly actual?: string
  readonly expected?: readonly string[]
}

/** Directives `<!-- guidelint omit "…": … -->` that lack a reason or quotes, or name no section of the template. */
export function faultyOmissions(document: MarkdownDocument, schema: TemplateSchema): readonly FaultyOmission[] {
  return schema.root.children.length === 0
    ? []
    : omissionsOf(document, schema).flatMap((omission) => faultOf(omission, document))
}

function faultOf(
  {section, isQuoted, reason, place, meant: [meant], isMisspelt}: Omission,
  document: MarkdownDocument
): readonly FaultyOmission[] {
  if (!meant) return [{section, fault: 'unknown section', place}]
  const replaced = (expected: string) => ({
    section,
    meant,
    place: narrowed(document, place, section),
    actual: section,
    expected: [isQuoted ? expected : `"${expected}"`]
  })
  if (isMisspelt) return [{fault: 'misspelt', ...replaced(meant.heading.name)}]
  if (!isQuoted) return [{fault: 'without quotes', ...replaced(section)}]
  return reason === '' ? [{section, fault: 'without reason', place}] : []
}
