import type {Point} from 'unist'
import {withoutComments} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {isPlain, lineBreakOf} from '../markdown/places.ts'
import {fitsPattern, headingText, isOpen} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, isRequired} from '../template/schema.ts'
import {type Missing, siblingsOf} from './alignment.ts'
import {isWithin} from './nesting.ts'
import {numberingOf} from '../template/heading-numbers.ts'

/**
 * The text that inserts sections missing in one place: each with its heading, the template's text as a reminder for the
 * author, and all required parts, with theirs. A section gets no parts if some are in the document already.
 *
 * @param group The missing sections, in the template's order.
 */
export function sectionsToInsert(
  group: readonly Missing[],
  {samples}: TemplateSchema,
  document: MarkdownDocument
): string {
  const [first] = group
  const texts = group.map((missing) => textOfSection(missing, samples))
  const inserted = first?.precedes
    ? texts.map((text) => `${text}\n\n`).join('')
    : texts.map((text) => `\n\n${text}`).join('') + (isApart(texts, first?.place, document) ? '' : '\n')
  return inserted.replaceAll('\n', lineBreakOf(document))
}

/** Whether the text after a point cannot continue the last of some texts: that ends in a heading, or a blank line follows. */
function isApart(texts: readonly string[], place: Point | undefined, {source}: MarkdownDocument): boolean {
  return (
    !texts.at(-1)?.includes('\n') ||
    /^[ \t]*(?:$|(?:\r\n|\r(?!\n)|\n)[ \t]*(?:[\r\n]|$))/.test(source.slice(place?.offset))
  )
}

function textOfSection(missing: Missing, samples: TemplateSchema['samples']): string {
  const {spec, depth, children} = missing
  const parts =
    children.length > 0 ? [] : requiredParts(spec).flatMap((part) => blocksOf(part, depth - spec.depth, samples))
  return [`${'#'.repeat(depth)} ${headingName(missing)}`, ...sampleOf(spec, samples), ...parts].join('\n\n')
}

/**
 * Whether a missing section can be inserted: its name and those of all required parts can be written in Markdown as they
 * are. If some of its parts are in the document, all have to be, and directly after it, unless it is one alone with a name by
 * which it is found elsewhere: otherwise the new section would only cause more findings.
 */
export function canBeInserted(missing: Missing, schema: TemplateSchema, document: MarkdownDocument): boolean {
  const {spec, depth, children, precedes} = missing
  const standing = children.filter((node) => node.type === 'matched' || node.type === 'misplaced')
  const wouldBeItself =
    !takesInFooter(missing, schema, document) &&
    fitsBetween(missing, new Set(standing.map(({section}) => section)), document)
  if (!wouldBeItself) return false
  if (children.length === 0) return canBeWritten(spec)
  const shift = depth - spec.depth
  const areInPlace =
    standing[0]?.section === precedes && standing.every(({spec: part, section}) => section.depth === part.depth + shift)
  return (
    canBeNamed(spec) &&
    standing.length === children.length &&
    (areInPlace ||
      (standing.length === 1 &&
        standing.every(({spec: part, section}) => !isOpen(part.heading) && isMovedAlone(section, depth)))) &&
    spec.children.filter((part) => isRequired(part)).every((part) => standing.some((node) => node.spec === part))
  )
}

/** Whether a part of an inserted section takes nothing of the author's along when it counts as a part of that. */
function isMovedAlone({depth: own, children}: Section, depth: number): boolean {
  return own > depth || children.length === 0
}

/**
 * Whether an inserted heading becomes a part of the section in which it belongs, not of a deeper one before it, and takes
 * in no section after it except its own parts.
 */
function fitsBetween(
  {depth, parent, place}: Missing,
  parts: ReadonlySet<Section>,
  {sections}: MarkdownDocument
): boolean {
  if (place?.offset === undefined) return true
  const offset = place.offset
  const next = sections.findIndex(({heading}) => (heading?.position?.start.offset ?? 0) >= offset)
  const [before, after] = next < 0 ? [sections, []] : [sections.slice(0, next), sections.slice(next)]
  const around = before.findLast((section) => section.depth < depth)
  const end = after.findIndex((section) => section.depth <= depth)
  const isOfParts = (section: Section | undefined): boolean =>
    section !== undefined && (parts.has(section) || isOfParts(section.parent))
  return (
    !(around && around.depth > 1 && around !== parent && isWithin(around, parent)) &&
    after.slice(0, end < 0 ? undefined : end).every((section) => isOfParts(section))
  )
}

/** Whether a thematic break with text after it follows, and the section has no text of its own to stand before that. */
function takesInFooter(
  {spec, place, precedes}: Missing,
  {samples}: TemplateSchema,
  {source}: MarkdownDocument
): boolean {
  const from = place?.offset ?? 0
  return (
    precedes === undefined &&
    withoutComments(samples[spec.line] ?? '').trim() === '' &&
    /^\s*(?:-{3,}|\*{3,}|_{3,})[ \t]*(?:\r\n?|\n)\s*[^\s#]/.test(source.slice(from, from + longestRule))
  )
}

const longestRule = 500

function canBeWritten(spec: SectionSpec): boolean {
  return canBeNamed(spec) && requiredParts(spec).every((part) => canBeWritten(part))
}

/** Whether the template's name of a section can be written in a document; its regular expression may not allow it. */
function canBeNamed({heading}: SectionSpec): boolean {
  return isPlain(heading.name) && (heading.expression === undefined || fitsPattern(heading, headingText(heading.name)))
}

/** @param shift How many levels deeper sections are in the document than in the template. */
function blocksOf(spec: SectionSpec, shift: number, samples: TemplateSchema['samples']): readonly string[] {
  return [
    `${'#'.repeat(spec.depth + shift)} ${spec.heading.name}`,
    ...sampleOf(spec, samples),
    ...requiredParts(spec).flatMap((part) => blocksOf(part, shift, samples))
  ]
}

function sampleOf({line}: SectionSpec, samples: TemplateSchema['samples']): readonly string[] {
  const text = samples[line]
  return text === undefined ? [] : [text]
}

/** Without alternatives, of which the author chooses one. */
function requiredParts({children}: SectionSpec): readonly SectionSpec[] {
  return children.filter((part) => isRequired(part) && part.anyOf === undefined)
}

/** The name of a missing section, with the template's number only if its siblings have numbers. */
function headingName(missing: Missing): string {
  const {name} = missing.spec.heading
  const siblings = siblingsOf(missing)
  const isNumbered = siblings.length === 0 || siblings.some((sibling) => numberingOf(sibling.name) !== undefined)
  return isNumbered ? name : name.replace(/^\d{1,3}(?:\.\d{1,3})*[.):]?\s+/, '')
}
