import type {Section} from '../markdown/document.ts'
import {isWildcard} from '../template/heading-pattern.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Neighbours} from './alignment.ts'
import type {Assignment} from './assignment.ts'
import {longestIncreasingSubsequence} from './longest-increasing-subsequence.ts'
import type {Instance, Slot} from './slots.ts'

/** Whether the order of an instance counts: it is under its parent, even at another depth, and the template orders it. */
export function isOrdered({spec, wrong, section, isDropped}: Instance, parent: Instance): boolean {
  return (
    section !== undefined &&
    !isDropped &&
    wrong !== 'parent' &&
    !parent.spec.anyOrder &&
    !spec.isScattered &&
    !isWildcard(spec.heading)
  )
}

/** The largest set of instances in the template's order; all others were moved. */
export function inOrder(parent: Instance): readonly Instance[] {
  const placed = parent.slots
    .flatMap(({instances}) => instances)
    .filter((instance) => isOrdered(instance, parent))
    .toSorted((a, b) => indexOf(a) - indexOf(b))
  return longestIncreasingSubsequence(placed.map(({spec}) => rankOf(spec, parent.spec))).map(
    (index) => placed[index] as Instance
  )
}

const ranks = new WeakMap<SectionSpec, ReadonlyMap<SectionSpec, number>>()

/** The position of a section spec among the children of another, from 0; -1 if it is none of them. */
export function rankOf(spec: SectionSpec, parent: SectionSpec): number {
  const known = ranks.get(parent) ?? new Map(parent.children.map((child, rank) => [child, rank]))
  ranks.set(parent, known)
  return known.get(spec) ?? -1
}

/** The slot of an instance for a child of its spec. */
export function slotOf(spec: SectionSpec, {spec: parent, slots}: Instance): Slot | undefined {
  return slots[rankOf(spec, parent)]
}

function indexOf({section}: Instance): number {
  return section?.index ?? 0
}

/** The sections between which another belongs, among those in the template's order. */
export function neighboursOf(spec: SectionSpec, parent: Instance, kept: readonly Instance[]): Neighbours {
  if (parent.spec.anyOrder) return {}
  // `kept` is in the template's order.
  const at = firstFrom(kept, rankOf(spec, parent.spec) + 1, (other) => rankOf(other.spec, parent.spec))
  const [after, before] = [kept[at - 1]?.section, kept[at]?.section]
  return {...(after && {after}), ...(before && {before})}
}

/** The gap in which a section is missing. It ends at the first section that belongs later, even if that was moved, or is part of a missing one. */
export function gapFor(
  spec: SectionSpec,
  parent: Instance,
  kept: readonly Instance[],
  assignment: Assignment
): Neighbours {
  if (parent.spec.anyOrder) return {}
  const gap = neighboursOf(spec, parent, kept)
  const rank = rankOf(spec, parent.spec)
  const placed = placedBelow(parent, assignment)
  // Few sections are in the gap, since all in order were kept.
  for (
    let at = firstFrom(placed, (gap.after?.index ?? 0) + 1, ({section}) => section.index);
    at < placed.length;
    at++
  ) {
    const other = placed[at]
    if (!other || !isBetween(other.section, gap.after, gap.before)) break
    if (other.rank > rank) return {...gap, before: other.section}
  }
  return gap
}

/** A section that is a child of another in the template, or a part of such a child that is missing, with the position of that child. */
interface PlacedSection {
  readonly section: Section
  readonly rank: number
}

const placedSections = new WeakMap<Instance, readonly PlacedSection[]>()

/** The sections that have a place in the order below an instance, in document order. */
function placedBelow(parent: Instance, assignment: Assignment): readonly PlacedSection[] {
  const known = placedSections.get(parent)
  if (known) return known
  const placed = parent.slots
    .flatMap(({instances}, rank) =>
      instances
        .flatMap((other) =>
          other.section && !other.isDropped
            ? isOrdered(other, parent)
              ? [other]
              : []
            : partsOf(other, parent, assignment)
        )
        .map(({section}) => ({section, rank}))
    )
    .flatMap(({section, rank}) => (section ? [{section, rank}] : []))
    .toSorted((a, b) => a.section.index - b.section.index)
  placedSections.set(parent, placed)
  return placed
}

/** The parts of a missing section that are there, below its parent. */
export function partsOf({slots}: Instance, {section: parent}: Instance, assignment: Assignment): readonly Instance[] {
  return slots.flatMap(({instances}) =>
    instances.filter(({section}) => section && parent && assignment.isBelow(section, parent))
  )
}

/** The section of the instance that comes first in the document. */
export function earliest(instances: readonly Instance[]): Section | undefined {
  return instances.flatMap(({section}) => section ?? []).toSorted((a, b) => a.index - b.index)[0]
}

/** Whether a section is between two others; undefined means the start or end of the document. */
export function isBetween({index}: Section, after: Section | undefined, before: Section | undefined): boolean {
  return index > (after?.index ?? 0) && index < (before?.index ?? Number.POSITIVE_INFINITY)
}
