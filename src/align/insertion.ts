import type {Point} from 'unist'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Missing, Neighbours} from './alignment.ts'
import type {Assignment} from './assign.ts'
import {isBackMatter} from './back-matter.ts'
import {isContentsHeading} from './contents.ts'
import {earliest, isBetween, partsOf} from './sibling-order.ts'
import type {Instance} from './slots.ts'

/** Where a missing section would be inserted. */
type Insertion = Pick<Missing, 'place' | 'precedes'>

/** The document in which one is missing, and which section of it is which. */
interface Surroundings {
  readonly assignment: Assignment
  readonly document: MarkdownDocument
}

/**
 * Before what belongs to it, where that is there; among unknown sections beside what the template has right before it;
 * else before the section that follows, or at the end of the parent, where only back matter stays behind it.
 */
export function insertionPoint(missing: Instance, parent: Instance, {after, before}: Neighbours, surroundings: Surroundings): Insertion {
  const {spec} = missing
  const {assignment} = surroundings
  const section = parent.section as Section
  const firstPart = earliest(partsOf(missing))
  if (firstPart && isBetween(firstPart, after, before)) return inFrontOf(firstPart)
  const unknown = assignment.childrenOf(section).filter((child) => isBetween(child, after, before) && child !== assignment.title && !assignment.isClaimed(child))
  if (after && unknown.length > 0 && isNext(spec, after, parent)) return atEndOf(lastBelow(after, assignment), surroundings)
  const isFirst = parent.spec.children[0] === spec
  const opening = isFirst ? unknown.find((child) => isOwnMatter(child, assignment)) : undefined
  const next = before ?? foreignChild(spec, section, after, assignment)
  return next ? inFrontOf(opening ?? next) : atEndOf(lastOf(section, after, assignment), surroundings)
}

/** A section below another that belongs to what the template has later. */
function foreignChild(spec: SectionSpec, parent: Section, after: Section | undefined, assignment: Assignment): Section | undefined {
  return assignment.childrenOf(parent).find((child) => isBetween(child, after, undefined) && assignment.isClaimed(child) && assignment.ownerOf(child).spec.line > spec.line)
}

/** Whether a section is the one that the template has right before another, or one more of that. */
function isNext(spec: SectionSpec, after: Section, {spec: {children}, slots}: Instance): boolean {
  const rank = children.indexOf(spec)
  return slots.slice(Math.max(0, rank - 1), rank + 1).some(({instances}) => instances.some(({section}) => section === after))
}

/** The last section below another but for back matter, or that itself; one that was recognised may stand behind all that, below one at a wrong depth. */
function lastOf(section: Section, recognised: Section | undefined, assignment: Assignment): Section {
  const child = assignment.childrenOf(section).findLast((candidate) => assignment.isClaimed(candidate) || !isBackMatter(assignment.headingOf(candidate)))
  const last = child && child.index > (recognised?.index ?? 0) ? child : recognised
  return last ? lastBelow(last, assignment) : section
}

function atEndOf(section: Section, {document}: Surroundings): Insertion {
  return {place: endOf(section, document)}
}

function inFrontOf(section: Section): Insertion {
  return {place: section.heading?.position?.start, precedes: section}
}

/**
 * An unknown section that may be a missing one under another name: one in its place, unless that is back matter, or one
 * beside it that shares half of the words of its name, or more.
 */
export function rivalOf({heading}: SectionSpec, parent: Section, {after, before}: Neighbours, assignment: Assignment): Section | undefined {
  const names = longWordsOf(heading.folded)
  const sharesHalf = (child: Section) => longWordsOf(assignment.headingOf(child).folded).filter((word) => names.includes(word)).length * 2 >= Math.max(names.length, 1)
  const isInPlace = (child: Section) => isBetween(child, after, before) && isOwnMatter(child, assignment)
  return assignment.childrenOf(parent).find((child) => child !== assignment.title && !assignment.isClaimed(child) && (isInPlace(child) || sharesHalf(child)))
}

/** Whether a section has a subject, rather than going with any document. */
function isOwnMatter(section: Section, assignment: Assignment): boolean {
  const heading = assignment.headingOf(section)
  return !isBackMatter(heading) && !isContentsHeading(heading)
}

/** Words of four letters and more: shorter ones are in any name. */
function longWordsOf(folded: string): readonly string[] {
  return folded.match(/[\p{L}\p{N}]{4,}/gu) ?? []
}

/** The last of the sections below another, or itself. */
function lastBelow(section: Section, assignment: Assignment): Section {
  let last = section
  for (let below = assignment.childrenOf(last).at(-1); below; below = assignment.childrenOf(last).at(-1)) last = below
  return last
}

function endOf(section: Section, {sections}: MarkdownDocument): Point | undefined {
  if (section.depth === 0 && section.content.length === 0) return {line: 1, column: 1, offset: 0}
  // The definitions of links at the end of a document stay there.
  const isLast = section.index === sections.length
  const last = section.content.findLast(({type}) => !isLast || type !== 'definition') ?? section.heading ?? section.content.at(-1)
  return last?.position?.end
}
