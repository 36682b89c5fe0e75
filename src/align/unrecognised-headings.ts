import type {Fix} from '../fix/fix.ts'
import {grouped} from '../grouped.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {lineBreakOf, lineOf} from '../markdown/places.ts'
import {type BrokenHeading, remedyFor} from '../markdown/heading-lines.ts'
import type {Alignment, Cause, Missing} from './alignment.ts'
import {headingOfBold} from './bold-heading.ts'
import type {Departure} from './departures/departure.ts'

/**
 * Whether a name has to become a heading before another section can be inserted: it is a line, or the other section would
 * be on the wrong side of it.
 */
export function comesFirst({cause, spec}: Unrecognised, other: Missing): boolean {
  if (isLine(cause)) return true
  const start = cause?.place && ('start' in cause.place ? cause.place.start : cause.place)
  if (start?.offset === undefined || other.place?.offset === undefined) return false
  return spec.line < other.spec.line !== start.offset < other.place.offset
}

/** Whether a name is on a line of its own. */
function isLine(cause: Cause | undefined): boolean {
  return cause?.type === 'bold text' || cause?.type === 'a line of text'
}

/** Whether a name is in a broken heading. */
function isBroken(cause: Cause | undefined): cause is Cause & {type: BrokenHeading['fault']; marker: string} {
  return cause?.marker !== undefined
}

/** Group missing sections by cause: everything in one comment or code block, and all bold lines within one section. */
export function groupedByCause(nodes: readonly Missing[]): ReadonlyArray<readonly Missing[]> {
  return [
    ...grouped(nodes, ({cause, parent}): unknown[] => [
      isLine(cause) ? parent : isBroken(cause) ? cause : cause?.node
    ]).values()
  ]
}

/** A section whose name is in the document, but not as a heading. */
export type Unrecognised = Pick<Missing, 'spec' | 'parent' | 'depth' | 'cause'>

/** How names that are no headings should be written, for a message. */
export function whereInstead([{cause, depth}, ...others]: readonly [Unrecognised, ...Unrecognised[]]): string {
  if (isLine(cause)) return `as ${others.length === 0 ? 'a heading' : 'headings'} instead of ${cause?.type}`
  const block = `the ${cause?.type} that starts in line ${lineOf(cause?.node)}`
  if (cause?.type === 'HTML') return `below a blank line, outside ${block}`
  return isBroken(cause) ? `as a heading, ${remedyFor(cause.type, cause.marker, depth)}` : `outside ${block}`
}

/** The replacement or fix that turns such names into headings. */
export function headingsInstead(
  group: readonly [Unrecognised, ...Unrecognised[]],
  alignment: Alignment
): Pick<Departure, 'actual' | 'expected' | 'fix' | 'isChoice'> | undefined {
  return group[0].cause?.place ? repairedBy(group[0], alignment.document) : headingsOfBold(group, alignment)
}

/**
 * The fix that turns lines of bold text into headings; in a section of the author's own such a line may be a caption, and
 * one line cannot be two sections.
 */
function headingsOfBold(
  group: readonly Unrecognised[],
  {document, ownerOf}: Alignment
): {readonly fix: Fix} | undefined {
  const edits = group.flatMap(({cause, depth, parent}) =>
    cause?.type === 'bold text' && (cause.section === parent || ownerOf(cause.section).section === cause.section)
      ? (headingOfBold(cause.node, depth, document) ?? [])
      : []
  )
  const isEachItsOwn = new Set(group.map(({cause}) => cause?.node)).size === group.length
  return isEachItsOwn && edits.length === group.length ? {fix: {edits}} : undefined
}

/** The right heading line, or the blank line that ends the HTML before it. */
function repairedBy(
  {cause, depth}: Unrecognised,
  document: MarkdownDocument
): {readonly actual?: string; readonly expected: readonly string[]; readonly isChoice?: boolean} | undefined {
  if (!cause?.place) return undefined
  if (!('start' in cause.place)) {
    const below = document.source.slice(cause.place.offset, cause.node.position?.end.offset)
    // With more headings in the same HTML, the blank line would turn these into sections as well.
    return {
      expected: [lineBreakOf(document)],
      isChoice: (below.match(/(?<![^\n\r]) {0,3}#{1,6}[ \t]/g)?.length ?? 0) > 1
    }
  }
  const actual = document.source.slice(cause.place.start.offset, cause.place.end.offset)
  return {actual, expected: [`${'#'.repeat(depth)} ${actual.slice(cause.marker?.length).trim()}`]}
}
