import {type HeadingText, fitsPattern, isOpen, isWildcard} from '../template/heading-pattern.ts'
import {asRemark, isAlsoNamed, namesLike, pluralsOf, sidesOf, withoutParenthesis, withoutSubtitle} from '../template/name-forms.ts'
import type {SectionSpec} from '../template/schema.ts'
import {slotIndex} from '../template/slot-index.ts'

/** The specs that each heading of a document may be, in the order of the headings. */
export interface Namesakes {
  /** By the name itself or by an id; literal patterns come first. */
  readonly exact: ReadonlyArray<readonly SectionSpec[]>
  /** By a name that only its final parenthesis, an open plural or one side of a slash makes another: in its place only, and where no heading has the name itself. */
  readonly alike: ReadonlyArray<readonly SectionSpec[]>
}

/**
 * Find for each heading the specs whose pattern it fits, wherever in the template they stand.
 *
 * @param root The template's sections.
 * @param headings The headings of a document.
 * @param ids The ids that somebody gave them, by which a section is known in any language.
 */
export function findNamesakes(root: SectionSpec, headings: readonly HeadingText[], ids: ReadonlyArray<string | undefined>): Namesakes {
  const literal = new Map<string, SectionSpec[]>()
  const open: SectionSpec[] = []
  const byId = new Map<string, readonly SectionSpec[]>()
  for (const spec of specsBelow(root)) {
    if (spec.id !== undefined) byId.set(spec.id, [...(byId.get(spec.id) ?? []), spec])
    if (isWildcard(spec.heading)) continue
    if (isOpen(spec.heading)) open.push(spec)
    else literal.set(spec.heading.folded, [...(literal.get(spec.heading.folded) ?? []), spec])
  }
  const mayFit = slotIndex(open, ({heading}) => (heading.expression === undefined ? heading.folded : undefined))
  const found = headings.map((heading) => {
    const named = literal.get(heading.folded) ?? none
    const fitting = mayFit(heading.folded).slice(0, mostAlike).filter((spec) => fitsPattern(spec.heading, heading))
    return fitting.length > 0 ? [...named, ...fitting] : named
  })
  const named = new Set(headings.map(({folded}) => folded))
  const besides = new Map<string, string>()
  for (const folded of literal.keys()) {
    if (named.has(folded)) continue
    for (const name of new Set(namesLike(folded))) besides.set(name, besides.has(name) ? several : folded)
  }
  const exact = found.map((specs, index) => {
    const id = ids[index]
    return specs.length === 0 && id !== undefined ? (byId.get(id) ?? specs) : specs
  })
  return {exact, alike: exact.map((specs, index) => (specs.length > 0 || besides.size === 0 ? none : alikeTo(headings[index]?.folded ?? '')))}

  function alikeTo(folded: string): readonly SectionSpec[] {
    if (folded === '') return none
    const meant = [folded, asRemark(folded), withoutParenthesis(folded).base, ...pluralsOf(folded), withoutSubtitle(folded), ...sidesOf(folded)].map((name) => besides.get(name)).find((candidate) => candidate !== undefined)
    return meant !== undefined && meant !== several && isAlsoNamed(meant, folded) ? (literal.get(meant) ?? none) : none
  }
}

/** Of more sections of a template with slots that start and end alike than these, a heading is not compared with the last ones. */
const mostAlike = 500

const none: readonly SectionSpec[] = []

/** In the place of a name that may stand for more than one section. */
const several = '\n'

/** All sections below one of the template, in its order. */
export function specsBelow(spec: SectionSpec): readonly SectionSpec[] {
  return spec.children.flatMap((child) => [child, ...specsBelow(child)])
}
