import type {Section} from '../markdown/document.ts'
import {doesNotApply} from '../markdown/emptiness.ts'
import {isOpen, numberedLead} from '../template/heading-pattern.ts'
import {type SectionSpec, isRequired} from '../template/schema.ts'
import type {Misspelling} from './near-miss.ts'

/** A section that was recognised as one of the template; without `section` one that is missing or stands with another. */
export interface Instance {
  readonly spec: SectionSpec
  section: Section | undefined
  readonly slots: readonly Slot[]
  /** The depth at which its children are looked for: its own, or the right one where it stands at a wrong one. */
  readonly depth: number
  readonly wrong?: 'depth' | 'parent'
  misspelt?: Misspelling
  /** Whether it stands together with another under one heading, and is reported there. */
  readonly isMerged?: true
  /** Whether it is a heading around others that the document does without: `section` is that of its parent, in which its parts stand. */
  readonly isDropped?: true
}

/** What a template demands below one section of the document, and what was recognised as that. */
export interface Slot {
  readonly spec: SectionSpec
  readonly parent: Instance
  readonly instances: Instance[]
}

/** Whether another section may still be recognised as the slot's. */
export function isFree({spec, instances}: Slot): boolean {
  return instances.length < (spec.occurs.max ?? Number.POSITIVE_INFINITY)
}

/** Whether a section is demanded that was not recognised yet. */
export function isDue({spec, instances}: Slot): boolean {
  return isRequired(spec) && instances.length === 0
}

/** Whether sections with a lead word and a number stand for the slot, so that one with a slip in its lead was meant as one more. */
export function isNumberedSample({spec}: Slot): boolean {
  return mayRepeat(spec) && numberedLead(spec.heading) !== undefined
}

/** Whether a section may stand more than once. */
export function mayRepeat({occurs}: SectionSpec): boolean {
  return occurs.max === undefined || occurs.max > 1
}

/** The depth that a section has below the one that its parent was recognised in. */
export function depthBelow(parent: Instance, spec: SectionSpec): number {
  return Math.min(6, Math.max(1, parent.depth + spec.depth - parent.spec.depth))
}

/** Whether a section stands at its depth, be it the template's or that of a parent which was moved as a whole. */
export function isRightDepth(section: Section, {spec, parent}: Slot): boolean {
  const moved = (parent.isDropped ? parent.depth : (parent.section?.depth ?? 0)) - parent.spec.depth
  return section.depth === spec.depth || section.depth === spec.depth + moved
}

/** Whether a section may stand below another parent; not where its own says that there is nothing to say. */
export function isLookedForElsewhere({spec, parent}: Slot): boolean {
  return parent.section !== undefined && !isOpen(spec.heading) && !doesNotApply(parent.section)
}

/** Finds the first slot of a section of the template that passes a test; one that does not pass once never will. */
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

/** The first slot that is found for any of some sections of the template, in their order. */
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
