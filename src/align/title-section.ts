import type {Section} from '../markdown/document.ts'
import type {HeadingText} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import {nearMiss} from './near-miss.ts'

/**
 * The title among the headings of depth 1: the first, unless the document has its sections at that depth; then the first
 * that is none of them, not even a near miss.
 *
 * @param candidates All headings of depth 1.
 * @param specs The section specs directly below the template's title.
 * @param namesakesOf Returns the section specs whose name a section has.
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
