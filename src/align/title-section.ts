import type {Section} from '../markdown/document.ts'
import type {HeadingText} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import {nearMiss} from './near-miss.ts'

/**
 * Of the headings of depth 1 the first, unless the document has its sections there: then the first that is none of them,
 * be it by a name that is near to one.
 *
 * @param candidates All headings of depth 1.
 * @param specs The sections of the template that stand right below its title.
 * @param namesakesOf The sections of the template whose name one has.
 */
export function titleAmong(
  candidates: readonly Section[],
  specs: readonly SectionSpec[],
  namesakesOf: (section: Section) => readonly SectionSpec[],
  headingOf: (section: Section) => HeadingText
): Section | undefined {
  const [first, ...others] = candidates
  if (others.length === 0) return first
  const title = candidates.find((section) => !namesakesOf(section).some((spec) => specs.includes(spec)))
  const isNear = (section: Section) => specs.some((spec) => nearMiss(spec.heading, headingOf(section)) !== undefined)
  return title && title !== first && isNear(title) ? undefined : title
}
