import {type HeadingPattern, isOpen} from '../../template/heading-pattern.ts'
import {withoutParenthesis, withoutPlural} from '../../template/name-variants.ts'
import {isRequired} from '../../template/schema.ts'
import type {Claims} from '../claims.ts'
import {type Slot, isRightDepth} from '../slots.ts'

/**
 * Recognise a section that the document divides into two or more, each with the section's name, or its singular, and a
 * number or letter: `Step 1: Dig` and `Step 2: Fill` for `Steps`, `Repair A` and `Repair B` for `Repair`.
 */
export function recogniseInNumberedParts(claims: Claims): void {
  for (const instance of claims.instances) {
    const slots = instance.slots.filter((slot) => mayBeInParts(slot))
    const unnamed =
      slots.length > 0
        ? claims.unnamedBelow(instance).filter((section) => mayBeNumbered.test(claims.headingOf(section).folded))
        : []
    for (const slot of slots.slice(0, claims.affordableParts(slots.length, unnamed.length))) {
      const parts = unnamed.filter((section) => isRightDepth(section, slot) && !claims.isClaimed(section))
      const numbers = parts.map((section) => numberAfter(slot.spec.heading, claims.headingOf(section).folded))
      if (new Set(numbers.filter((number) => number !== undefined)).size < 2 || isElsewhere(slot, claims)) continue
      claims.divide(
        slot,
        parts.filter((_, index) => numbers[index] !== undefined)
      )
    }
  }
}

/** Whether a section may be divided; not one with required parts in the template, by which it is recognised. */
function mayBeInParts({spec, instances}: Slot): boolean {
  return instances.length === 0 && !isOpen(spec.heading) && !spec.children.some((child) => isRequired(child))
}

function isElsewhere({spec}: Slot, claims: Claims): boolean {
  return claims.unclaimed().some((section) => claims.isNamed(section, spec))
}

/** The number or letter after a name in a heading; undefined if there is none. */
function numberAfter(pattern: HeadingPattern, heading: string): string | undefined {
  const {base} = withoutParenthesis(pattern.folded)
  const name = [base, withoutPlural(base)].find((form) => heading.startsWith(`${form} `))
  return name === undefined ? undefined : numbering.exec(heading.slice(name.length))?.[1]
}

/** A cheap test that rules out most headings. */
const mayBeNumbered = / (?:#|no\.? ?)?(?:\d|(?:[a-h]|[ivx]{1,4}|one|two|three|four|five|six)(?:$|[:.)]))/

/** A letter counts only at the end or before a separator: `a` starts many phrases. */
const numbering =
  /^ (?:#|no\.? ?)?(\d{1,3}(?![\p{Alpha}\p{N}.])|(?:[a-h]|[ivx]{1,4}|one|two|three|four|five|six)(?=$|[:.)]))/u
