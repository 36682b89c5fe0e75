import type {HeadingPattern, HeadingText} from '../template/heading-pattern.ts'
import {headingText} from '../template/heading-pattern.ts'
import {withoutParenthesis} from '../template/name-variants.ts'
import {isSlip} from './near-miss.ts'

const joint = / ?[,/+&;、，] ?| (?:and|or|und|oder|et|ou|y|e|и|и\/или) /u

/** Nobody joins more names than this in one heading. */
const mostParts = 8

/** Whether a heading may be a list of names. */
export function isList({folded}: HeadingText): boolean {
  return joint.test(folded)
}

/**
 * Find the items whose names a heading joins: `Drawbacks, risks and alternatives`. Each part of the heading has to match one
 * name; its last word may belong to all of them: `Unit and integration tests`. At least one name needs all of its own parts
 * matched; after that, half is enough. Final parentheses do not count.
 *
 * @returns The items whose names it joins, in their order; none if it joins fewer than two.
 */
export function joinedBy<Item>(
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
