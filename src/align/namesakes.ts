import {type HeadingText, fitsPattern, isOpen, isWildcard} from '../template/heading-pattern.ts'
import {asRemark, isAlsoNamed, namesLike, pluralsOf, withoutParenthesis} from '../template/name-forms.ts'
import type {SectionSpec} from '../template/schema.ts'

/**
 * Find for each heading the specs whose pattern it fits, wherever in the template they stand. A name that only its final
 * parenthesis, an open plural or one side of a slash makes another is meant where no heading has the name itself.
 *
 * @param root The template's sections.
 * @param headings The headings of a document.
 * @param ids The ids that somebody gave them, by which a section is known in any language.
 * @returns Lists in the order of the headings; literal patterns come first.
 */
export function findNamesakes(root: SectionSpec, headings: readonly HeadingText[], ids: ReadonlyArray<string | undefined>): ReadonlyArray<readonly SectionSpec[]> {
  const literal = new Map<string, SectionSpec[]>()
  const open: SectionSpec[] = []
  const byId = new Map<string, readonly SectionSpec[]>()
  for (const spec of specsBelow(root)) {
    if (spec.id !== undefined) byId.set(spec.id, [...(byId.get(spec.id) ?? []), spec])
    if (isWildcard(spec.heading)) continue
    if (isOpen(spec.heading)) open.push(spec)
    else literal.set(spec.heading.folded, [...(literal.get(spec.heading.folded) ?? []), spec])
  }
  const found = headings.map((heading) => [...(literal.get(heading.folded) ?? []), ...open.filter((spec) => fitsPattern(spec.heading, heading))])
  const named = new Set(headings.map(({folded}) => folded))
  const besides = new Map<string, string>()
  for (const folded of literal.keys()) {
    if (named.has(folded)) continue
    for (const name of new Set(namesLike(folded))) besides.set(name, besides.has(name) ? several : folded)
  }
  return found.map((specs, index) => {
    const folded = headings[index]?.folded ?? ''
    const id = ids[index]
    if (specs.length === 0 && id !== undefined && byId.has(id)) return byId.get(id) ?? specs
    if (specs.length > 0 || besides.size === 0 || folded === '') return specs
    const meant = [folded, asRemark(folded), withoutParenthesis(folded).base, ...pluralsOf(folded)].map((name) => besides.get(name)).find((candidate) => candidate !== undefined)
    return meant !== undefined && meant !== several && isAlsoNamed(meant, folded) ? (literal.get(meant) ?? specs) : specs
  })
}

/** In the place of a name that may stand for more than one section. */
const several = '\n'

/** All sections below one of the template, in its order. */
export function specsBelow(spec: SectionSpec): readonly SectionSpec[] {
  return spec.children.flatMap((child) => [child, ...specsBelow(child)])
}
