import type {Section} from '../../markdown/document.ts'
import {isSample, isWildcard} from '../../template/heading-pattern.ts'
import type {Claims} from '../claims.ts'
import {type Slot, isRightDepth, mayRepeat} from '../slots.ts'

/**
 * Recognise sections for a sample such as `Method 1: [Name]` that have no lead word: every unrecognised section there is
 * one, unless it repeats another section of the template there or has a name that the template gives to guidance.
 */
export function recogniseUnnamedSamples(claims: Claims): void {
  for (const instance of claims.instances) {
    const empty = instance.slots.filter(
      ({spec, instances}) => mayRepeat(spec) && isSample(spec.heading) && instances.length === 0
    )
    const slot = empty.find(({spec}) => isWildcard(spec.heading)) ?? (empty.length === 1 ? empty[0] : undefined)
    if (!slot) continue
    for (const section of claims.unclaimedBelow(instance)) {
      if (
        isRightDepth(section, slot) &&
        hasName(section, slot) &&
        !claims.isOther(section) &&
        claims.slotsNamed(section, instance).length === 0
      )
        claims.fill(slot, section, {depth: section.depth})
    }
  }
}

/** An empty heading is no sample with a name of its own. */
function hasName({name}: Section, {spec}: Slot): boolean {
  return name !== '' || spec.heading.name === ''
}
