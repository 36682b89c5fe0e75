import type {Section} from '../../markdown/document.ts'
import type {SectionSpec} from '../../template/schema.ts'
import type {Claims} from '../claims.ts'
import {readerInTurn} from '../reader-in-turn.ts'
import {slotOf} from '../sibling-order.ts'
import {type Slot, depthBelow, isStillMissing, isLookedForElsewhere, isRightDepth, mayRepeat} from '../slots.ts'

/** Recognise exact names below another parent. Stops after a section with parts, since these are found in place then. */
export function recogniseUnderOtherParent(claims: Claims): void {
  const unclaimed = claims.unclaimed()
  const hasTwins = claims.twinFinder(unclaimed)
  const firstElsewhere = claims.slotFinder((slot) => isStillMissing(slot) && isLookedForElsewhere(slot))
  const reading = readerInTurn(() => claims.mayRestart())
  for (const section of unclaimed) {
    const slot = reading.isIn(section) ? slotUnderOtherParent(section, claims, firstElsewhere, hasTwins) : undefined
    if (!slot) continue
    // A section after one that counts at a lesser depth is still below the parent of its own heading.
    const isBelow = slot.parent.section === claims.parentOf(section) || slot.parent.section === section.parent
    const isRight = isBelow && isRightDepth(section, slot)
    claims.fill(slot, section, {
      depth: isBelow ? depthBelow(slot.parent, slot.spec) : section.depth,
      ...(!isRight && {wrong: isBelow ? 'depth' : 'parent'})
    })
    if (slot.spec.children.length > 0 && reading.endsWith(section)) break
  }
}

/** The slot for a section under another parent; one with twins counts only if it is below the right parent already. */
function slotUnderOtherParent(
  section: Section,
  claims: Claims,
  first: (spec: SectionSpec) => Slot | undefined,
  hasTwins: (section: Section) => boolean
): Slot | undefined {
  for (const spec of claims.namesakesOf(section)) {
    const slot = first(spec)
    if (!slot || mayRepeat(spec) || !hasTwins(section)) {
      if (slot) return slot
      continue
    }
    const parent = section.parent && claims.instanceOf(section.parent)
    const own = parent && slotOf(spec, parent)
    if (own && isStillMissing(own) && isLookedForElsewhere(own)) return own
  }
  return undefined
}
