import {type HeadingText, fitsPattern, isOpen, isWildcard} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'

/**
 * Find for each heading the specs whose pattern it fits, wherever in the template they stand.
 *
 * @param root The template's sections.
 * @param headings The headings of a document.
 * @returns Lists in the order of the headings; literal patterns come first.
 */
export function findNamesakes(root: SectionSpec, headings: readonly HeadingText[]): ReadonlyArray<readonly SectionSpec[]> {
  const literal = new Map<string, SectionSpec[]>()
  const open: SectionSpec[] = []
  for (const spec of specsBelow(root)) {
    if (isWildcard(spec.heading)) continue
    if (isOpen(spec.heading)) open.push(spec)
    else literal.set(spec.heading.folded, [...(literal.get(spec.heading.folded) ?? []), spec])
  }
  return headings.map((heading) => [...(literal.get(heading.folded) ?? []), ...open.filter((spec) => fitsPattern(spec.heading, heading))])
}

function specsBelow(spec: SectionSpec): readonly SectionSpec[] {
  return spec.children.flatMap((child) => [child, ...specsBelow(child)])
}
