import {literalLength} from '../../template/heading-pattern.ts'
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

/** If several sections have the name of one that occurs once, recognise the first that keeps the template's order. */
function preferOrdered(instance: Instance, claims: Claims): void {
  if (instance.spec.anyOrder) return
  const left = claims.unclaimedBelow(instance).filter((section) => claims.namesakesOf(section).length > 0)
  if (left.length === 0) return
  const kept = new Set(inOrder(instance))
  const twins = new Set(left.flatMap((section) => claims.namesakesOf(section)))
  for (const moved of instance.slots.filter(({spec}) => !mayRepeat(spec)).flatMap(({instances}) => instances)) {
    if (
      kept.has(moved) ||
      !twins.has(moved.spec) ||
      !isOrdered(moved, instance) ||
      claims.affordable(1, left.length + kept.size) === 0
    )
      continue
    const {after, before} = neighboursOf(moved.spec, instance, [...kept])
    const twin = left.find(
      (section) =>
        section.depth === moved.section?.depth &&
        claims.isNamed(section, moved.spec) &&
        isBetween(section, after, before)
    )
    if (!twin || !mayGiveUpParts(moved, claims)) continue
    claims.exchange(moved, twin)
    kept.add(moved)
  }
}

/** Whether the parts of a section can be looked for anew in another; not if some share a heading, or have none. */
function mayGiveUpParts(claim: Instance, claims: Claims): boolean {
  const parts = instancesBelow(claim)
  const areOwn = parts.every(({section, isDropped, misspelt}) => section && !isDropped && !misspelt?.merges)
  return parts.length === 0 || (areOwn && claims.mayRestart())
}
