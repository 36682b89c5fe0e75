import type {Position} from 'unist'
import {grouped} from '../grouped.ts'
import {documentDirectives} from '../markdown/document-directives.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {nearestFinder} from '../nearest-name.ts'
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
