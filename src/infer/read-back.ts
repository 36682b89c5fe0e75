import type {Parse} from '../markdown/parse.ts'
import {foldedText, isOpen} from '../template/heading-pattern.ts'
import {readTemplate} from '../template/read-template.ts'
import type {SectionSpec, TemplateSchema} from '../template/schema.ts'
import type {InferredTemplate} from './infer.ts'
import type {InferredSection} from './sections.ts'
import {type Manner, type Written, usualManner, writeTemplate} from './template-text.ts'

/** A written template that is read exactly as it was inferred. */
export interface FaithfulTemplate extends Written {
  readonly schema: TemplateSchema
  /** Sections whose names cannot be written so that a template has exactly these. */
  readonly leftOut: readonly InferredSection[]
}

/** Each round changes the manner of at least one section, and each section has only a few. */
const mostRounds = 8

/**
 * Write an inferred template so that it is read as it was inferred. Whatever is read differently is written in another
 * manner, or left out.
 *
 * @param path The path of the template, for errors.
 * @throws {TemplateError} If nothing that a template could require was inferred.
 */
export function writeFaithfully(inferred: InferredTemplate, path: string, parse: Parse): FaithfulTemplate {
  const manners = new Map<InferredSection, Manner>()
  const mannerOf = (section: InferredSection): Manner => manners.get(section) ?? usualManner
  for (let round = 1; ; round++) {
    const written = writeTemplate(inferred, mannerOf)
    const schema = readTemplate(written.text, path, parse)
    const specs = new Map(allSpecs(schema.root.children).map((spec) => [spec.line, spec]))
    const misread = [...written.lines].flatMap(([section, line]): ReadonlyArray<readonly [InferredSection, Manner]> => {
      const better = mannerFor(section, specs.get(line), mannerOf(section), schema)
      return better ? [[section, round < mostRounds ? better : {...better, isLeftOut: true}]] : []
    })
    if (misread.length === 0)
      return {
        ...written,
        schema,
        leftOut: [...manners].flatMap(([section, {isLeftOut}]) => (isLeftOut ? [section] : []))
      }
    for (const [section, manner] of misread) manners.set(section, manner)
  }
}

function allSpecs(specs: readonly SectionSpec[]): readonly SectionSpec[] {
  return specs.flatMap((spec) => [spec, ...allSpecs(spec.children)])
}

/** The next manner in which to write a section; undefined if it is read as it was inferred. */
function mannerFor(
  section: InferredSection,
  spec: SectionSpec | undefined,
  manner: Manner,
  schema: TemplateSchema
): Manner | undefined {
  if (!spec || !isReadToTheLetter(section, spec, manner, schema)) return mannerOfHeading(section, spec, manner)
  if (!section.isRequired || manner.isFreed || spec.occurs.min > 0) return undefined
  return manner.isSaidRequired ? {...manner, isSaidRequired: false, isFreed: true} : {...manner, isSaidRequired: true}
}

function mannerOfHeading({sample}: InferredSection, spec: SectionSpec | undefined, manner: Manner): Manner {
  if (manner.escaping === 'needed') return {...manner, escaping: 'all'}
  return spec && sample && !manner.isExpressed ? {...manner, isExpressed: true} : {...manner, isLeftOut: true}
}

/** Whether a heading is read as the name for which it was written, and as open exactly if that has slots. */
function isReadToTheLetter(
  {pieces}: InferredSection,
  {heading, line}: SectionSpec,
  {isExpressed}: Manner,
  {placeholders}: TemplateSchema
): boolean {
  if (pieces.some((piece) => 'slot' in piece)) return isOpen(heading)
  if (
    foldedText(heading.name) !== foldedText(pieces.map((piece) => ('literal' in piece ? piece.literal : '')).join(''))
  )
    return false
  // A text read as a placeholder would be reported in each document.
  if (isExpressed)
    return heading.expression !== undefined && !placeholders.some((placeholder) => placeholder.line === line)
  const {expression: _, ...named} = heading
  return !isOpen(named)
}
