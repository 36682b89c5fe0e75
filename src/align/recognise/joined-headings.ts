import {type HeadingPattern, type HeadingText, headingText, isOpen} from '../../template/heading-pattern.ts'
import {withoutParenthesis} from '../../template/name-variants.ts'
import type {Claims} from '../claims.ts'
import {joint} from '../joint.ts'
import {isSlip} from '../near-miss.ts'
import {depthBelow, isRightDepth, isStillMissing} from '../slots.ts'

/** Recognise a heading that joins the names of two or more sections, at least one of them whole, as all of these. */
export function recogniseJoined(claims: Claims): void {
  for (const instance of claims.instances) {
    const slots = instance.slots.filter((slot) => isStillMissing(slot) && !isOpen(slot.spec.heading))
    if (slots.length < 2) continue
    for (const section of claims.unnamedBelow(instance)) {
      const heading = claims.headingOf(section)
      if (!isList(heading) || claims.affordableLists(1, slots.length) === 0) continue
      const possible = slots.filter(
        (slot) =>
          isStillMissing(slot) &&
          (isRightDepth(section, slot) || claims.isShift(instance, section.depth - slot.spec.depth))
      )
      const [first, ...others] = joinedBy(heading, possible, ({spec}) => spec.heading)
      if (!first || others.length === 0) continue
      const claim = claims.fill(first, section, {
        depth: depthBelow(instance, first.spec),
        ...(!isRightDepth(section, first) && {wrong: 'depth'}),
        misspelt: {}
      })
      for (const other of others) claims.merge(other, claim)
    }
  }
}

/** Nobody joins more names than this in one heading. */
const mostParts = 8

/** Whether a heading may be a list of names. */
function isList({folded}: HeadingText): boolean {
  return joint.test(folded)
}

/**
 * Find the items whose names a heading joins: `Drawbacks, risks and alternatives`. Each part of the heading has to match one
 * name; its last word may belong to all of them: `Unit and integration tests`. At least one name needs all of its own parts
 * matched; after that, half is enough. Final parentheses do not count.
 *
 * @returns The items whose names it joins, in their order; none if it joins fewer than two.
 */
function joinedBy<Item>(
  heading: HeadingText,
  items: readonly Item[],
  patternOf: (item: Item) => HeadingPattern
): readonly Item[] {
  const parts = partsOf(withoutParenthesis(heading.folded).base)
  if (parts.length < 2 || parts.length > mostParts || heading.folded.includes(': ')) return []
  const left = new Set(parts)
  const end = parts.at(-1)?.split(' ').at(-1) ?? ''
  const joined = new Set<Item>()
  const known = items.map((item) => {
    const own = partsOf(withoutParenthesis(patternOf(item).folded).base)
    return {item, own, met: parts.filter((part) => own.some((name) => isPart(name, part) || name === `${part} ${end}`))}
  })
  const take = ({item, own, met}: (typeof known)[number], share: number) => {
    const free = met.filter((part) => left.has(part))
    if (joined.has(item) || free.length === 0 || free.length < own.length * share) return
    joined.add(item)
    for (const part of free) left.delete(part)
  }
  for (const name of known.toSorted((a, b) => b.own.length - a.own.length)) take(name, 1)
  if (joined.size === 0) return []
  for (const name of known) take(name, 1 / 2)
  return joined.size > 1 ? items.filter((item) => joined.has(item)) : []
}

/** The names that a text lists. */
function partsOf(folded: string): readonly string[] {
  return joint.test(folded)
    ? folded
        .split(joint)
        .map((part) => part.trim())
        .filter(Boolean)
    : [folded]
}

function isPart(name: string, part: string): boolean {
  return name === part || isSlip({name, skeleton: name, folded: name}, headingText(part))
}
