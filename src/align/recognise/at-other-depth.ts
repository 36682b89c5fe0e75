import type {Section} from '../../markdown/document.ts'
import {hasNumber} from '../../template/heading-pattern.ts'
import {type SectionSpec, isRequired} from '../../template/schema.ts'
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
    if (section.depth === wanted || isPartOfSample(section, spec, claims)) continue
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

/** Whether a section is inside a sample of a spec and has its number followed by a letter or another number: `Step 1a`, `Step 1.2` in `Step 1`. */
function isPartOfSample(section: Section, spec: SectionSpec, claims: Claims): boolean {
  const {folded} = claims.headingOf(section)
  for (let around = claims.parentOf(section); around; around = claims.parentOf(around)) {
    if (claims.instanceOf(around)?.spec !== spec) continue
    const [number] = numberedName.exec(claims.headingOf(around).folded) ?? []
    if (number !== undefined && folded.startsWith(number) && ofPart.test(folded.slice(number.length))) return true
  }
  return false
}

/** A heading up to and including its first number. */
const numberedName = /^\P{N}{1,80}\p{N}{1,4}(?:[.-]\p{N}{1,3})*(?![\p{Alpha}\p{N}])/u

const ofPart = /^[.-]?\p{Alpha}(?![\p{Alpha}\p{N}])|^[.-]\p{N}/u
