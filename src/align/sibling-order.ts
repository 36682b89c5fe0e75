import type {Section} from '../markdown/document.ts'
import {isWildcard} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Neighbours} from './alignment.ts'
import type {Assignment} from './assign.ts'
import {longestIncreasingSubsequence} from './longest-increasing-subsequence.ts'
import type {Instance} from './slots.ts'

/** Whether an instance has a place in an order: it stands under its parent, be it at another depth, and the order counts. */
export function isOrdered({spec, wrong, section, isDropped}: Instance, parent: Instance): boolean {
  return section !== undefined && !isDropped && wrong !== 'parent' && !parent.spec.anyOrder && !spec.isScattered && !isWildcard(spec.heading)
}

/** The instances that stand in the template's order, most of them: all others were moved. */
export function inOrder(parent: Instance): readonly Instance[] {
  const placed = parent.slots
    .flatMap(({instances}) => instances)
    .filter((instance) => isOrdered(instance, parent))
    .toSorted((a, b) => indexOf(a) - indexOf(b))
  return longestIncreasingSubsequence(placed.map(({spec}) => parent.spec.children.indexOf(spec))).map((index) => placed[index] as Instance)
}

function indexOf({section}: Instance): number {
  return section?.index ?? 0
}

/** The sections in the template's order between which another belongs. */
export function neighboursOf(spec: SectionSpec, parent: Instance, kept: readonly Instance[]): Neighbours {
  if (parent.spec.anyOrder) return {}
  const rank = parent.spec.children.indexOf(spec)
  const after = kept.findLast((other) => parent.spec.children.indexOf(other.spec) <= rank)?.section
  const before = kept.find((other) => parent.spec.children.indexOf(other.spec) > rank)?.section
  return {...(after && {after}), ...(before && {before})}
}

/** The gap in which a section is missing: up to the first section behind it that the template has later, be that moved itself, or part of one that is missing. */
export function gapFor(spec: SectionSpec, parent: Instance, kept: readonly Instance[], assignment: Assignment): Neighbours {
  if (parent.spec.anyOrder) return {}
  const gap = neighboursOf(spec, parent, kept)
  const rank = parent.spec.children.indexOf(spec)
  const later = parent.slots.slice(rank + 1).flatMap(({instances}) => instances.flatMap((other) => (other.section && !other.isDropped ? (isOrdered(other, parent) ? [other] : []) : partsOf(other, parent, assignment))))
  const before = earliest(later.filter(({section}) => section && isBetween(section, gap.after, gap.before)))
  return before ? {...gap, before} : gap
}

/** What belongs to a missing section and is there, below the parent of that. */
export function partsOf({slots}: Instance, {section: parent}: Instance, assignment: Assignment): readonly Instance[] {
  return slots.flatMap(({instances}) => instances.filter(({section}) => section && parent && assignment.isBelow(section, parent)))
}

/** Of instances the one that stands first in the document. */
export function earliest(instances: readonly Instance[]): Section | undefined {
  return instances.flatMap(({section}) => section ?? []).toSorted((a, b) => a.index - b.index)[0]
}

/** Whether a section stands between two others, of which either may be an end of the document. */
export function isBetween({index}: Section, after: Section | undefined, before: Section | undefined): boolean {
  return index > (after?.index ?? 0) && index < (before?.index ?? Number.POSITIVE_INFINITY)
}
