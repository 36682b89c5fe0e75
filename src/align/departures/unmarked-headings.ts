import type {Alignment} from '../alignment.ts'
import {type Unmarked, unmarkedSections} from '../unmarked-sections.ts'
import {headingsInstead} from '../unrecognised-headings.ts'
import type {Departure} from './departure.ts'

/** A section that may be there, whose name is no heading. */
export interface UnmarkedHeading extends Omit<Departure, 'section'> {
  readonly section: Unmarked
}

/** Find sections that may be there whose names stand as bold text or as broken headings. */
export function unmarkedHeadings(alignment: Alignment): readonly UnmarkedHeading[] {
  return unmarkedSections(alignment).map((section) => ({
    section,
    place: section.cause.place ?? section.cause.node.position,
    ...headingsInstead([section], alignment),
    templateLine: section.spec.line
  }))
}
