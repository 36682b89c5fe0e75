import type {Claims} from '../claims.ts'
import {partsFinder} from '../held-parts.ts'
import {isFree, isNumberedSample, isRightDepth} from '../slots.ts'

/** Recognise a section without a number among numbered ones, if it has everything that the template requires in these. */
export function recogniseUnnumbered(claims: Claims): void {
  const holdsParts = partsFinder(claims.document, (section, spec) => claims.isNamed(section, spec))
  for (const instance of claims.instances) {
    const slots = instance.slots.filter(
      (slot) => isNumberedSample(slot) && isFree(slot) && claims.isNamedAsInTemplate(slot)
    )
    const unnamed = slots.length > 0 ? claims.unnamedBelow(instance) : []
    for (const slot of slots.slice(0, claims.affordable(slots.length, unnamed.length))) {
      for (const section of unnamed) {
        if (!claims.isClaimed(section) && isRightDepth(section, slot) && holdsParts(section, slot.spec))
          claims.fill(slot, section, {depth: section.depth, misspelt: {}})
      }
    }
  }
}
