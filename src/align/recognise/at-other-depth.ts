import type {Section} from '../../markdown/document.ts'
import {hasNumber} from '../../template/heading-pattern.ts'
import {isRequired} from '../../template/schema.ts'
import type {Claims} from '../claims.ts'
import {readerInTurn} from '../reader-in-turn.ts'
import {slotOf} from '../sibling-order.ts'
import {type Slot, depthBelow, isRightDepth, mayRepeat} from '../slots.ts'

/** Recognise exact names at another depth in the right place. Stops after a section with parts, since these come first then. */
export function recogniseAtOtherDepth(claims: Claims): void {
  const unclaimed = claims.unclaimed()
  const hasTwins = claims.twinFinder(unclaimed)
  const reading = readerInTurn(() => claims.mayRestart())
  for (const section of unclaimed) {
    const slot = reading.isIn(section) ? slotAtOtherDepth(section, claims) : undefined
    if (!slot || (slot.parent.section !== section.parent && !mayRepeat(slot.spec) && hasTwins(section))) continue
    if (isGrouped(section, slot, claims)) claims.fill(slot, section, {depth: section.depth})
    else
      claims.fill(slot, section, {
        depth: depthBelow(slot.parent, slot.spec),
        ...(!isRightDepth(section, slot) && {wrong: 'depth'})
      })
    if (slot.spec.children.length > 0 && slot.instances.length === 1 && reading.endsWith(section)) break
  }
}

/** Whether a section from a sample is one level deeper, below a heading of the author's that groups some of them. */
function isGrouped({depth, parent}: Section, slot: Slot, claims: Claims): boolean {
  return (
    mayRepeat(slot.spec) &&
    hasNumber(slot.spec.heading) &&
    parent !== undefined &&
    parent !== slot.parent.section &&
    depth === depthBelow(slot.parent, slot.spec) + 1 &&
    parent.depth === depth - 1 &&
    claims.isUnknown(parent) &&
    claims.namesakesOf(parent).length === 0
  )
}

function slotAtOtherDepth(section: Section, claims: Claims): Slot | undefined {
  for (const spec of claims.namesakesOf(section)) {
    const wanted = claims.wantedDepth(spec)
    if (section.depth === wanted) continue
    const parent = claims.instanceOf(claims.parentAtDepth(section, wanted))
    const slot = parent && slotOf(spec, parent)
    if (
      slot &&
      (slot.instances.length === 0
        ? isRequired(spec) || claims.isShift(slot.parent, section.depth - spec.depth)
        : mayRepeat(spec))
    )
      return slot
  }
  return undefined
}
