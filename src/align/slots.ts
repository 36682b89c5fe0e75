import type {Section} from '../markdown/document.ts'
import {doesNotApply} from '../markdown/says-nothing.ts'
import {isOpen, numberedLead} from '../template/heading-pattern.ts'
import {type SectionSpec, isRequired} from '../template/schema.ts'
import type {Misspelling} from './near-miss.ts'

/** A section that was recognised as one of the template; without `section`, one that is missing or merged with another. */
export interface Instance {
  readonly spec: SectionSpec
  section: Section | undefined
  readonly slots: readonly Slot[]
  /** The depth from which those of its children are counted: its own, or the right one if its own is wrong. */
  readonly depth: number
  readonly wrong?: 'depth' | 'parent'
  misspelt?: Misspelling
  /** Whether it shares a heading with another section, and is reported there. */
  readonly isMerged?: true
  /** Whether the document leaves out its heading: `section` is that of its parent, which contains its parts. */
  readonly isDropped?: true
}

/** What a template has below one section of the document, and what was recognised as that. */
export interface Slot {
  readonly spec: SectionSpec
  readonly parent: Instance
  readonly instances: Instance[]
}

/** Everything that was recognised below an instance. */
export function instancesBelow({slots}: Instance): readonly Instance[] {
  return slots.flatMap(({instances}) => instances.flatMap((instance) => [instance, ...instancesBelow(instance)]))
}

/** Whether another section may still be recognised for a slot. */
export function isFree({spec, instances}: Slot): boolean {
  return instances.length < (spec.occurs.max ?? Number.POSITIVE_INFINITY)
}

/** Whether a required section was not recognised yet. */
export function isStillMissing({spec, instances}: Slot): boolean {
  return isRequired(spec) && instances.length === 0
}

/** Whether a slot is for sections with a lead word and a number, so that a slip in the lead still means one more of them. */
export function isNumberedSample({spec}: Slot): boolean {
  return mayRepeat(spec) && numberedLead(spec.heading) !== undefined
}

/** Whether a section may occur more than once. */
export function mayRepeat({occurs}: SectionSpec): boolean {
  return occurs.max === undefined || occurs.max > 1
}

/** The depth of a section spec below the section that its parent was recognised as, 1 to 6. */
export function depthBelow(parent: Instance, spec: SectionSpec): number {
  return Math.min(6, Math.max(1, parent.depth + spec.depth - parent.spec.depth))
}

/** Whether a section is at the depth of the template, or at that of a parent that was moved as a whole. */
export function isRightDepth(section: Section, {spec, parent}: Slot): boolean {
  const moved = (parent.isDropped ? parent.depth : (parent.section?.depth ?? 0)) - parent.spec.depth
  return section.depth === spec.depth || section.depth === spec.depth + moved
}

/** Whether a section may be below another parent; not if its own says that there is nothing to say. */
export function isLookedForElsewhere({spec, parent}: Slot): boolean {
  return parent.section !== undefined && !isOpen(spec.heading) && !doesNotApply(parent.section)
}

/** Returns a function that finds the first slot of a spec that passes a test; a slot that fails once must never pass later. */
export function slotFinder(
  slots: ReadonlyMap<SectionSpec, readonly Slot[]>,
  passes: (slot: Slot) => boolean
): (spec: SectionSpec) => Slot | undefined {
  const next = new Map<SectionSpec, number>()
  return (spec) => {
    const own = slots.get(spec) ?? []
    let at = next.get(spec) ?? 0
    for (let slot = own[at]; slot && !passes(slot); slot = own[at]) at++
    next.set(spec, at)
    return own[at]
  }
}

/** The first slot found for any of some specs, in their order. */
export function firstSlot(
  specs: readonly SectionSpec[],
  find: (spec: SectionSpec) => Slot | undefined
): Slot | undefined {
  for (const spec of specs) {
    const found = find(spec)
    if (found) return found
  }
  return undefined
}
