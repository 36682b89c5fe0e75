import type {Section} from '../../markdown/document.ts'
import {isOpen} from '../../template/heading-pattern.ts'
import {type SectionSpec, isRequired} from '../../template/schema.ts'
import type {Claims} from '../claims.ts'
import {likeness} from '../likeness.ts'
import {depthBelow, isStillMissing, mayRepeat} from '../slots.ts'

/** Recognise a missing section whose parts mostly are where it should be: the document leaves out its heading, or has it at a lesser depth under another name. */
export function recogniseDroppedHeadings(claims: Claims): void {
  for (const instance of claims.instances) {
    const around = instance.slots.filter(
      (slot) => isStillMissing(slot) && slot.spec.children.length > 0 && !isOpen(slot.spec.heading)
    )
    const unclaimed = around.length > 0 ? claims.unclaimedBelow(instance) : []
    const isAlone = instance.slots.every(({instances}) => instances.length === 0)
    const named = new Set(unclaimed.flatMap((section) => claims.namesakesOf(section)))
    for (const slot of around) {
      if (
        !instance.section ||
        named.has(slot.spec) ||
        !slot.spec.children.some((part) => named.has(part)) ||
        claims.affordable(1, unclaimed.length) === 0
      )
        continue
      const holder = renamedHolder(slot.spec, unclaimed, claims)
      if (holder) {
        claims.fill(slot, holder, {depth: depthBelow(instance, slot.spec), wrong: 'depth', misspelt: {}})
        continue
      }
      const depth = depthOfParts(
        slot.spec,
        unclaimed.filter((section) => !claims.isClaimed(section)),
        (section) => claims.namesakesOf(section),
        isAlone
      )
      if (depth !== undefined) claims.drop(slot, instance.section, depth - 1)
    }
  }
}

/**
 * The section at a lesser depth than the template's that contains parts of a missing one, and is named by some of its words
 * or their initials: `FMs` for `Failure modes and recovery`.
 */
function renamedHolder(
  {heading, depth, children}: SectionSpec,
  unclaimed: readonly Section[],
  claims: Claims
): Section | undefined {
  const free = new Set(unclaimed)
  return [...new Set(unclaimed.map(({parent}) => parent))].find(
    (section) =>
      section?.heading !== undefined &&
      section.depth < depth &&
      claims.isUnknown(section) &&
      claims.namesakesOf(section).length === 0 &&
      section.children.filter(
        (part) => free.has(part) && claims.namesakesOf(part).some((spec) => children.includes(spec))
      ).length > 1 &&
      (likeness(heading, claims.headingOf(section)).score > 0 || isAbbreviated(heading.folded, section.name))
  )
}

/** Whether a name, in capitals except for a plural `s`, consists of the initials with which another's words start. */
function isAbbreviated(folded: string, name: string): boolean {
  const [, letters = ''] = /^(\p{Lu}{2,6})s?:?$/u.exec(name) ?? []
  const initials = folded.match(/[\p{Alpha}\p{N}]+/gu)?.map((word) => word.charAt(0)) ?? []
  return letters !== '' && initials.join('').startsWith(letters.toLowerCase())
}

/**
 * The depth at which most parts of a missing section are, at least two.
 *
 * @param spec The missing section.
 * @param unclaimed The unrecognised sections in the place where it belongs.
 * @param namesakesOf Returns the section specs whose name a section has.
 * @param isAlone Whether no sibling of the missing section is there; then two parts are enough.
 * @returns Undefined if the parts are not there, either.
 */
function depthOfParts(
  spec: SectionSpec,
  unclaimed: readonly Section[],
  namesakesOf: (section: Section) => readonly SectionSpec[],
  isAlone: boolean
): number | undefined {
  const partsAt = new Map<number, {sections: number; specs: Set<SectionSpec>}>()
  for (const section of unclaimed) {
    const part = namesakesOf(section).find((candidate) => spec.children.includes(candidate))
    if (!part) continue
    const parts = partsAt.get(section.depth) ?? {sections: 0, specs: new Set()}
    partsAt.set(section.depth, {sections: parts.sections + 1, specs: parts.specs.add(part)})
  }
  const required = isAlone ? 0 : spec.children.filter((child) => isRequired(child)).length
  for (const [depth, {sections, specs}] of partsAt) {
    const isSeries = [...specs].every((part) => mayRepeat(part))
    if ((isSeries ? sections : specs.size) > 1 && specs.size * 2 > required) return depth
  }
  return undefined
}
