import {isOpen} from '../../template/heading-pattern.ts'
import {isAlsoNamed} from '../../template/name-variants.ts'
import type {Claims} from '../claims.ts'
import {nearMiss} from '../near-miss.ts'
import {firstSlot, isStillMissing, isFree} from '../slots.ts'

/** Recognise parts of missing sections. These parts are no fault; their missing parent is reported. */
export function recognisePartsOfMissing(claims: Claims): void {
  for (const slot of claims.instances.flatMap(({slots}) => slots)) {
    if (isStillMissing(slot) && slot.spec.children.length > 0) claims.fill(slot, undefined, {depth: slot.spec.depth})
  }
  const firstOfMissing = claims.slotFinder((slot) => !slot.parent.section && isFree(slot))
  for (const section of claims.unclaimed()) {
    const slot = firstSlot(claims.namesakesOf(section), firstOfMissing)
    // Any unknown section may have sections that look like a sample: `Step 1` of `Renewal`.
    if (slot && !(isOpen(slot.spec.heading) && claims.ownerOf(section).section !== claims.parentOf(section)))
      claims.fill(slot, section, {depth: section.depth})
  }
  recogniseMisspeltParts(claims)
}

/** Recognise near misses at the depth of other parts of the same missing section. */
function recogniseMisspeltParts(claims: Claims): void {
  const unnamed = claims.unclaimed().filter((section) => claims.namesakesOf(section).length === 0)
  for (const {section: parent, slots} of claims.instances) {
    const depths = parent ? [] : slots.flatMap(({instances}) => instances.flatMap(({section}) => section?.depth ?? []))
    if (depths.length === 0) continue
    const missing = slots.filter((slot) => isStillMissing(slot))
    const compared = missing.slice(0, claims.affordable(missing.length, unnamed.length))
    const candidates = compared.length > 0 ? unnamed.filter((section) => depths.includes(section.depth)) : []
    for (const slot of compared) {
      for (const section of candidates) {
        const heading = claims.headingOf(section)
        const replacement = claims.isClaimed(section) ? undefined : nearMiss(slot.spec.heading, heading)?.replacement
        if (replacement === undefined) continue
        const isVariant = isAlsoNamed(slot.spec.heading.folded, heading.folded)
        claims.fill(slot, section, {depth: section.depth, ...(!isVariant && {misspelt: {replacement}})})
        break
      }
    }
  }
}
