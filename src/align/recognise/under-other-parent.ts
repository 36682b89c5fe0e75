import type {Section} from '../../markdown/document.ts'
import type {SectionSpec} from '../../template/schema.ts'
import type {Claims} from '../claims.ts'
import {readerInTurn} from '../reader-in-turn.ts'
import {slotOf} from '../sibling-order.ts'
import {type Slot, depthBelow, isDue, isLookedForElsewhere, isRightDepth, mayRepeat} from '../slots.ts'

/** Exact names that stand below another parent; up to one that holds others, since these are found in place then. */
export function recogniseUnderOtherParent(claims: Claims): void {
  const unclaimed = claims.unclaimed()
  const hasTwins = claims.twinFinder(unclaimed)
  const firstElsewhere = claims.slotFinder((slot) => isDue(slot) && isLookedForElsewhere(slot))
  const reading = readerInTurn(() => claims.mayRestart())
  for (const section of unclaimed) {
    const slot = reading.isIn(section) ? slotUnderOtherParent(section, claims, firstElsewhere, hasTwins) : undefined
    if (!slot) continue
    // Behind a section that counts with a lesser depth one still stands where its heading does.
    const isBelow = slot.parent.section === claims.parentOf(section) || slot.parent.section === section.parent
    const isRight = isBelow && isRightDepth(section, slot)
    claims.fill(slot, section, {
      depth: isBelow ? depthBelow(slot.parent, slot.spec) : section.depth,
      ...(!isRight && {wrong: isBelow ? 'depth' : 'parent'})
    })
    if (slot.spec.children.length > 0 && reading.endsWith(section)) break
  }
}

/** Of twins only those are meant that stand below the right parent already. */
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
    if (own && isDue(own) && isLookedForElsewhere(own)) return own
  }
  return undefined
}
