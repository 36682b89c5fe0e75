import type {Section} from '../markdown/document.ts'
import {isWildcard} from '../template/heading-pattern.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Neighbours} from './alignment.ts'
import type {Assignment} from './assignment.ts'
import {longestIncreasingSubsequence} from './longest-increasing-subsequence.ts'
import type {Instance, Slot} from './slots.ts'

/** Whether an instance has a place in an order: it stands under its parent, be it at another depth, and the order counts. */
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

/** The instances that stand in the template's order, most of them: all others were moved. */
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

/** The place of a section among those that the template has below one, from 0; -1 where it is none of them. */
export function rankOf(spec: SectionSpec, parent: SectionSpec): number {
  const known = ranks.get(parent) ?? new Map(parent.children.map((child, rank) => [child, rank]))
  ranks.set(parent, known)
  return known.get(spec) ?? -1
}

/** What an instance has for a section of the template that stands right below its own. */
export function slotOf(spec: SectionSpec, {spec: parent, slots}: Instance): Slot | undefined {
  return slots[rankOf(spec, parent)]
}

function indexOf({section}: Instance): number {
  return section?.index ?? 0
}

/** The sections in the template's order between which another belongs. */
export function neighboursOf(spec: SectionSpec, parent: Instance, kept: readonly Instance[]): Neighbours {
  if (parent.spec.anyOrder) return {}
  // What was kept is in the template's order.
  const at = firstFrom(kept, rankOf(spec, parent.spec) + 1, (other) => rankOf(other.spec, parent.spec))
  const [after, before] = [kept[at - 1]?.section, kept[at]?.section]
  return {...(after && {after}), ...(before && {before})}
}

/** The gap in which a section is missing: up to the first section behind it that the template has later, be that moved itself, or part of one that is missing. */
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
  // What stands in the gap is few, since all around it that is in order was kept.
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

/** A section that the template has below another, or a part of one that is missing there, with the place of that in the template. */
interface PlacedSection {
  readonly section: Section
  readonly rank: number
}

const placedSections = new WeakMap<Instance, readonly PlacedSection[]>()

/** What has a place in the order below a section, as it stands in the document. */
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

/** What belongs to a missing section and is there, below the parent of that. */
export function partsOf({slots}: Instance, {section: parent}: Instance, assignment: Assignment): readonly Instance[] {
  return slots.flatMap(({instances}) =>
    instances.filter(({section}) => section && parent && assignment.isBelow(section, parent))
  )
}

/** Of instances the one that stands first in the document. */
export function earliest(instances: readonly Instance[]): Section | undefined {
  return instances.flatMap(({section}) => section ?? []).toSorted((a, b) => a.index - b.index)[0]
}

/** Whether a section stands between two others, of which either may be an end of the document. */
export function isBetween({index}: Section, after: Section | undefined, before: Section | undefined): boolean {
  return index > (after?.index ?? 0) && index < (before?.index ?? Number.POSITIVE_INFINITY)
}
