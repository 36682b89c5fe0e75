import {isClosed} from '../../markdown/closed-document.ts'
import {frontMatterLines} from '../../markdown/front-matter.ts'
import {type BrokenHeading, brokenHeadings} from '../../markdown/heading-lines.ts'
import type {MarkdownDocument} from '../../markdown/document.ts'
import {documentStart, headingPlace, isPlain, narrowed} from '../../markdown/places.ts'
import {type HeadingPattern, fitsPattern, foldedText, headingText} from '../../template/heading-pattern.ts'
import {asRemark} from '../../template/name-variants.ts'
import type {TitleSpec} from '../../template/schema.ts'
import type {Alignment} from '../alignment.ts'
import {nearMiss} from '../near-miss.ts'
import type {Departure} from './departure.ts'

/** The title of a document that does not fit the template: it is missing, is not parsed as a heading, or is worded differently. */
export type TitleDeparture = Departure & {
  /** The title of the template. */
  readonly pattern: HeadingPattern
} & (
    | {readonly kind: 'missing'}
    | {readonly kind: 'no heading'; readonly broken: BrokenHeading}
    | {readonly kind: 'worded otherwise'; readonly name: string; readonly replacement: string | undefined}
  )

/**
 * Compare the title of a document with that of the template.
 *
 * @returns At most one departure; none if the title fits, if the front matter has one, or if the template has no title.
 */
export function titleDepartures({title, document, schema}: Alignment): readonly TitleDeparture[] {
  if (!schema.title) return []
  const {heading: pattern, line: templateLine} = schema.title
  const at = {pattern, section: document.root, templateLine}
  if (!title) {
    if (hasTitleKey(document)) return []
    const broken = brokenTitle(schema.title, document)
    if (!broken) return [{kind: 'missing', ...at, place: documentStart(document)}]
    const {place, name} = broken
    const actual = document.source.slice(place.start.offset, place.end.offset)
    return [{kind: 'no heading', ...at, broken, place, actual, expected: [`# ${name}`]}]
  }
  const {name} = title
  if (fitsPattern(pattern, headingText(name))) return []
  const replacement = correctedTitle(schema.title, name)
  if (replacement !== undefined && isSameRemark(foldedText(replacement), foldedText(name))) return []
  return [
    {
      kind: 'worded otherwise',
      ...at,
      name,
      replacement,
      place: narrowed(document, headingPlace(title), name),
      actual: name,
      ...(replacement !== undefined &&
        isPlain(replacement) && {expected: [replacement], ...(isClosed(document) && {isChoice: true})})
    }
  ]
}

/** Whether two folded titles differ only in how a remark is set off, after a colon or in parentheses. */
function isSameRemark(one: string, other: string): boolean {
  return one !== other && asRemark(one) === asRemark(other)
}

/** A title that does not fit the template, without its slips; undefined if it is not known how it was meant. */
export function correctedTitle({heading: pattern}: TitleSpec, name: string): string | undefined {
  const heading = headingText(name)
  return fitsPattern(pattern, heading) ? undefined : nearMiss(pattern, heading)?.replacement
}

/** Whether the front matter has a title. */
function hasTitleKey(document: MarkdownDocument): boolean {
  return frontMatterLines(document).some(
    ({key, value, nested}) =>
      key.toLowerCase() === 'title' && (!/^(?:["'\s]*|null|~)$/.test(value) || nested.length > 0)
  )
}

/** The line that would be the title if it were a heading. */
function brokenTitle({heading: pattern}: TitleSpec, document: MarkdownDocument): BrokenHeading | undefined {
  return brokenHeadings(document).find(
    ({depth, section, name}) => depth === 1 && section === document.root && fitsPattern(pattern, headingText(name))
  )
}
