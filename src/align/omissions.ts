import type {Position} from 'unist'
import type {MarkdownDocument} from '../markdown/document.ts'
import {documentDirectives} from '../markdown/document-directives.ts'
import {nearestFinder} from '../nearest.ts'
import {fitsPattern, foldedText, headingText, isOpen} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, specsBelow} from '../template/schema.ts'

/** A comment `<!-- guidelint omit "…": … -->`, by which a document says that it does without a section. */
export interface Omission {
  /** The section as it stands there. */
  readonly section: string
  readonly isQuoted: boolean
  readonly reason: string
  readonly place: Position | undefined
  /** The sections of the template that are meant, be it by a name that is a few letters off. */
  readonly meant: readonly SectionSpec[]
  readonly isMisspelt: boolean
}

/** What a document says that it does without, each with the sections of the template that this frees it of. */
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

/** Finds the sections that a name fits, or that are called so in the template, in its order. */
function specFinder(specs: readonly SectionSpec[]): (section: string) => readonly SectionSpec[] {
  const ranks = new Map(specs.map((spec, rank) => [spec, rank]))
  const byName = new Map<string, SectionSpec[]>()
  for (const spec of specs) {
    for (const name of new Set([spec.heading.folded, foldedText(spec.heading.name)])) {
      const same = byName.get(name)
      if (same) same.push(spec)
      else byName.set(name, [spec])
    }
  }
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
