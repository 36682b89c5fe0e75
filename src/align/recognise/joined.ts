import {isOpen} from '../../template/heading-pattern.ts'
import type {Claims} from '../claims.ts'
import {isList, joinedBy} from '../joined-names.ts'
import {depthBelow, isStillMissing, isRightDepth} from '../slots.ts'

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
