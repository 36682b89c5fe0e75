import type {Section} from '../../markdown/document.ts'
import {fitsPattern, isWildcard} from '../../template/heading-pattern.ts'
import type {Claims} from '../claims.ts'
import {type NearMiss, containedCost, nearMiss, saysMore} from '../near-miss.ts'
import {type Instance, type Slot, depthBelow, isStillMissing, isFree, isNumberedSample, isRightDepth} from '../slots.ts'

/** Recognise near misses, the best pairs first. A heading that joins several names is recognised as all of them. */
export function recogniseMisspelt(claims: Claims): void {
  for (const instance of claims.instances) {
    for (const {slot, candidate, miss} of nearMisses(instance, claims)) {
      const claim = claims.instanceOf(candidate)
      if (!isFree(slot)) continue
      if (!claim) fillMisspelt({slot, candidate, miss}, claims)
      else if (saysMore(miss) && claim.misspelt && claim.misspelt.replacement === undefined) claims.merge(slot, claim)
    }
  }
}

/** A slot, and a section whose name is a near miss. */
interface Pair {
  readonly slot: Slot
  readonly candidate: Section
  readonly miss: NearMiss
}

function fillMisspelt({slot, candidate, miss: {replacement, cost}}: Pair, claims: Claims): void {
  claims.fill(slot, candidate, {
    depth: depthBelow(slot.parent, slot.spec),
    ...(!isRightDepth(candidate, slot) && {wrong: 'depth'}),
    // An exact name can get here, if more sections start and end alike than are compared.
    ...(!fitsPattern(slot.spec.heading, claims.headingOf(candidate)) && {
      misspelt: replacement === undefined ? {} : {replacement, ...(cost >= containedCost && {isPart: true})}
    })
  })
}

function nearMisses(instance: Instance, claims: Claims): readonly Pair[] {
  const slots = instance.slots.filter(
    (slot) =>
      (isNumberedSample(slot) ? claims.isNamedAsInTemplate(slot) : isStillMissing(slot)) &&
      !isWildcard(slot.spec.heading)
  )
  if (slots.length === 0) return []
  const candidates = [...claims.unnamedBelow(instance), ...unnamedBesideShifted(instance, claims)]
  const ofEachDepth = new Map(slots.map((slot) => [slot.spec.depth, slot])).values()
  const isShifted =
    claims.isShiftedAsOne(instance) &&
    ![...ofEachDepth].some((slot) => candidates.some((candidate) => isRightDepth(candidate, slot)))
  const pairs = slots.slice(0, claims.affordable(slots.length, candidates.length)).flatMap((slot) =>
    candidates.flatMap((candidate) => {
      const isRight = isRightDepth(candidate, slot)
      const miss =
        isRight || claims.isShift(instance, candidate.depth - slot.spec.depth)
          ? nearMiss(slot.spec.heading, claims.headingOf(candidate))
          : undefined
      // At another depth, a name that says more is likely another section.
      return miss && !miss.isQualified && (isRight || isShifted || !saysMore(miss)) ? [{slot, candidate, miss}] : []
    })
  )
  return pairs.toSorted((a, b) => a.miss.cost - b.miss.cost)
}

/** The siblings of a child that is too deep. They count as below it, since it counts at its right depth. */
function unnamedBesideShifted({slots}: Instance, claims: Claims): readonly Section[] {
  const tooDeep = slots.flatMap(({instances}) =>
    instances.filter(({section, depth}) => section && section.depth > depth)
  )
  return tooDeep.flatMap((child) => claims.unnamedBelow(child).filter(({depth}) => depth === child.section?.depth))
}
