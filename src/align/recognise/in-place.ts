import type {Section} from '../../markdown/document.ts'
import {literalLength} from '../../template/heading-pattern.ts'
import type {SectionSpec} from '../../template/schema.ts'
import type {Claims} from '../claims.ts'
import {inOrder, isBetween, isOrdered, neighboursOf} from '../sibling-order.ts'
import {type Instance, depthBelow, instancesBelow, isFree, isRightDepth, mayRepeat} from '../slots.ts'

/** Recognise exact names below the right parent, at the right depth or moved along with the parent. */
export function recogniseInPlace(claims: Claims): void {
  // Each recognised section adds slots of its own.
  for (const instance of claims.growing) {
    for (const section of claims.unclaimedBelow(instance)) {
      const slots = claims.slotsNamed(section, instance).filter((slot) => isFree(slot) && isRightDepth(section, slot))
      // The most literal pattern is meant.
      const [slot] = slots.toSorted((a, b) => literalLength(b.spec.heading) - literalLength(a.spec.heading))
      if (slot) claims.fill(slot, section, {depth: depthBelow(instance, slot.spec)})
    }
    preferOrdered(instance, claims)
  }
}

/**
 * If several sections have the name of one that occurs once, or the same name that was taken for it, recognise the first
 * that keeps the template's order.
 */
function preferOrdered(instance: Instance, claims: Claims): void {
  if (instance.spec.anyOrder) return
  const placed = instance.slots.filter(({spec}) => !mayRepeat(spec)).flatMap(({instances}) => instances)
  const others = new Set(placed.flatMap((claim) => otherNameOf(claim, claims) ?? []))
  const nameOf = (section: Section) => claims.headingOf(section).folded
  const left = claims
    .unclaimedBelow(instance)
    .filter((section) => claims.namesakesOf(section).length > 0 || others.has(nameOf(section)))
  if (left.length === 0) return
  const kept = new Set(inOrder(instance))
  const twins = new Set<SectionSpec | string>(
    left.flatMap((section) => [...claims.namesakesOf(section), nameOf(section)])
  )
  for (const moved of placed) {
    const other = otherNameOf(moved, claims)
    if (
      kept.has(moved) ||
      !twins.has(other ?? moved.spec) ||
      !isOrdered(moved, instance) ||
      claims.affordable(1, left.length + kept.size) === 0
    )
      continue
    const {after, before} = neighboursOf(moved.spec, instance, [...kept])
    const twin = left.find(
      (section) =>
        section.depth === moved.section?.depth &&
        (other === undefined ? claims.isNamed(section, moved.spec) : nameOf(section) === other) &&
        isBetween(section, after, before)
    )
    if (!twin || !mayGiveUpParts(moved, claims)) continue
    claims.exchange(moved, twin)
    kept.add(moved)
  }
}

/** The name of a section that was taken for one of the template, and for no other besides; undefined if it has its name. */
function otherNameOf({section, spec, misspelt}: Instance, claims: Claims): string | undefined {
  return section === undefined || misspelt?.merges || claims.isNamed(section, spec)
    ? undefined
    : claims.headingOf(section).folded
}

/** Whether the parts of a section can be looked for anew in another; not if some share a heading, or have none. */
function mayGiveUpParts(claim: Instance, claims: Claims): boolean {
  const parts = instancesBelow(claim)
  const areOwn = parts.every(({section, isDropped, misspelt}) => section && !isDropped && !misspelt?.merges)
  return parts.length === 0 || (areOwn && claims.mayRestart())
}
