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
  return directives.map(({section, isQuoted, reason, place}): Omission => {
    const exact = specs.filter((spec) => isNamed(spec, section))
    const near = exact.length > 0 ? undefined : nearest(section, specs.map(({heading}) => heading.name))
    return {section, isQuoted, reason, place, meant: near === undefined ? exact : specs.filter(({heading}) => heading.name === near), isMisspelt: near !== undefined}
  })
}

function isNamed({heading}: SectionSpec, section: string): boolean {
  const name = headingText(section)
  return fitsPattern(heading, name) || foldedText(heading.name) === name.folded
}

function specsBelow({children}: SectionSpec): readonly SectionSpec[] {
  return children.flatMap((child) => [child, ...specsBelow(child)])
}
