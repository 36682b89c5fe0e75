import type {Position} from 'unist'
import type {MarkdownDocument} from '../markdown/document.ts'
import {documentDirectives} from '../markdown/document-directives.ts'
import {nearest} from '../nearest.ts'
import {fitsPattern, foldedText, headingText} from '../template/heading-pattern.ts'
import type {SectionSpec, TemplateSchema} from '../template/schema.ts'

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
  return directives.map(({readings, isQuoted, place}): Omission => {
    const exact = readings.findLast(({section}) => specs.some((spec) => isNamed(spec, section)))
    const reading = exact ?? readings.findLast(({section}) => nearestName(section, specs) !== undefined) ?? readings[0]
    const near = exact ? undefined : nearestName(reading.section, specs)
    return {...reading, isQuoted, place, meant: specs.filter((spec) => (exact ? isNamed(spec, exact.section) : spec.heading.name === near)), isMisspelt: near !== undefined}
  })
}

function nearestName(section: string, specs: readonly SectionSpec[]): string | undefined {
  return nearest(section, specs.map(({heading}) => heading.name))
}

function isNamed({heading}: SectionSpec, section: string): boolean {
  const name = headingText(section)
  return fitsPattern(heading, name) || foldedText(heading.name) === name.folded
}

function specsBelow({children}: SectionSpec): readonly SectionSpec[] {
  return children.flatMap((child) => [child, ...specsBelow(child)])
}
