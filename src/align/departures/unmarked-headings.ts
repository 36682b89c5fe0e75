import {type Alignment, isForeign} from '../alignment.ts'
import {type Unmarked, unmarkedSections} from '../unmarked-sections.ts'
import {headingsInstead} from '../unrecognised-headings.ts'
import type {Departure} from './departure.ts'

/** A section that is not required, whose name is in the document, but not as a heading. */
export interface UnmarkedHeading extends Omit<Departure, 'section'> {
  readonly section: Unmarked
}

/** Find sections that are not required whose names are bold text or broken headings. */
export function unmarkedHeadings(alignment: Alignment): readonly UnmarkedHeading[] {
  const unmarked = isForeign(alignment) ? [] : unmarkedSections(alignment)
  return unmarked.map((section) => ({
    section,
    place: section.cause.place ?? section.cause.node.position,
    ...headingsInstead([section], alignment),
    templateLine: section.spec.line
  }))
}
