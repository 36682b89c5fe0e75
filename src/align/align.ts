import type {Point} from 'unist'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {type HeadingPattern, fitsPattern, isWildcard} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, isRequired} from '../template/schema.ts'
import type {Alignment, AlignmentNode, Extra, Matched, Missing, Neighbours} from './alignment.ts'
import {type Assignment, assign} from './assign.ts'
import {isBackMatter} from './back-matter.ts'
import {causeFinder} from './causes.ts'
import {isContentsHeading} from './contents.ts'
import {longestIncreasingSubsequence} from './longest-increasing-subsequence.ts'
import {nearMiss} from './near-miss.ts'
import {omissionsOf} from './omissions.ts'
import {sectionContents} from './section-contents.ts'
import type {Instance, Slot} from './slots.ts'

/**
 * Lay a document on its template.
 *
 * @param schema What the template demands.
 * @param document The document.
 * @returns Which section is which, what is missing and where it belongs, what is extra, in the document's order.
 */
export function align(schema: TemplateSchema, document: MarkdownDocument): Alignment {
  const assignment = assign(schema, document)
  // A faulty omission is told by itself, not by the section as well.
  const omitted = new Set(omissionsOf(document, schema).flatMap(({meant}) => meant))
  const context: Context = {document, assignment, causeOf: causeFinder(document), allowed: schema.allowed, isOmitted: (spec) => omitted.has(spec)}
  const ownerOf = (section: Section) => assignment.ownerOf(section)
  return {
    type: 'alignment',
    schema,
    document,
    title: assignment.title,
    ownerOf,
    ...sectionContents(document, ownerOf),
    children: nodesBelow(assignment.root, context)
  }
}

interface Context {
  readonly document: MarkdownDocument
  readonly assignment: Assignment
  readonly causeOf: ReturnType<typeof causeFinder>
  readonly allowed: readonly HeadingPattern[]
  /** Whether the document says that it does without a section. */
  readonly isOmitted: (spec: SectionSpec) => boolean
}

function nodesBelow(parent: Instance, context: Context): AlignmentNode[] {
  const {section} = parent
  const kept = section ? inOrder(parent) : []
  const nodes = parent.slots.flatMap((slot): AlignmentNode[] => {
    if (slot.instances.some(({isMerged}) => isMerged)) return []
    const present = slot.instances.flatMap((instance) => (instance.section || !context.isOmitted(instance.spec) ? [instanceNode(instance, parent, kept, context)] : nodesBelow(instance, context)))
    return section && lacksOne(slot, parent) && !context.isOmitted(slot.spec) ? [...present, missingNode(notThere(slot), parent, kept, context)] : present
  })
  return [...nodes, ...extraNodes(parent, context)].toSorted((a, b) => offsetOf(a) - offsetOf(b))
}

function notThere({spec}: Slot): Instance {
  return {spec, section: undefined, slots: [], depth: spec.depth}
}

/** Whether too few sections stand there; of a group of which one is enough, the first is told where none does. */
function lacksOne({spec, instances}: Slot, {slots}: Instance): boolean {
  if (spec.anyOf === undefined) return instances.length < spec.occurs.min
  const group = slots.filter((slot) => slot.spec.anyOf === spec.anyOf)
  return group[0]?.spec === spec && group.every((slot) => slot.instances.length === 0)
}

function instanceNode(instance: Instance, parent: Instance, kept: readonly Instance[], context: Context): AlignmentNode {
  const {spec, section, wrong, misspelt} = instance
  if (!section) return missingNode(instance, parent, kept, context)
  const children = nodesBelow(instance, context)
  if (wrong) return {type: 'misplaced', spec, section, wrong, parent: parent.section ?? section, depth: spec.depth, ...(misspelt && {misspelt}), children}
  const isMoved = parent.section !== undefined && !kept.includes(instance) && isOrdered(instance, parent)
  const belongs = isMoved ? neighboursOf(spec, parent, kept) : undefined
  return {type: 'matched', spec, section, ...(misspelt && {misspelt}), ...(belongs && {belongs}), children} satisfies Matched
}

function missingNode(instance: Instance, parent: Instance, kept: readonly Instance[], context: Context): Missing {
  const section = parent.section as Section
  const neighbours = gapFor(instance.spec, parent, kept)
  const cause = context.causeOf(instance.spec, section)
  const rival = rivalOf(instance.spec, section, neighbours, context.assignment)
  return {
    type: 'missing',
    spec: instance.spec,
    parent: section,
    neighbours,
    alternatives: parent.spec.children.filter((child) => child !== instance.spec && child.anyOf !== undefined && child.anyOf === instance.spec.anyOf),
    depth: Math.min(6, instance.spec.depth + parent.depth - parent.spec.depth),
    ...insertionPoint(instance, parent, neighbours, context),
    ...(rival && {rival}),
    ...(cause && {cause}),
    children: nodesBelow(instance, context)
  }
}

/** Whether an instance has a place in an order: it stands under its parent, be it at another depth, and the order counts. */
function isOrdered({spec, wrong, section}: Instance, parent: Instance): boolean {
  return section !== undefined && wrong !== 'parent' && !parent.spec.anyOrder && !spec.isScattered && !isWildcard(spec.heading)
}

/** The instances that stand in the template's order, most of them: all others were moved. */
function inOrder(parent: Instance): readonly Instance[] {
  const placed = parent.slots
    .flatMap(({instances}) => instances)
    .filter((instance) => isOrdered(instance, parent))
    .toSorted((a, b) => indexOf(a) - indexOf(b))
  return longestIncreasingSubsequence(placed.map(({spec}) => parent.spec.children.indexOf(spec))).map((index) => placed[index] as Instance)
}

function indexOf({section}: Instance): number {
  return section?.index ?? 0
}

function neighboursOf(spec: SectionSpec, parent: Instance, kept: readonly Instance[]): Neighbours {
  if (parent.spec.anyOrder) return {}
  const rank = parent.spec.children.indexOf(spec)
  const after = kept.findLast((other) => parent.spec.children.indexOf(other.spec) <= rank)?.section
  const before = kept.find((other) => parent.spec.children.indexOf(other.spec) > rank)?.section
  return {...(after && {after}), ...(before && {before})}
}

/** The gap in which a section is missing: up to the first section behind it that the template has later, be that moved itself. */
function gapFor(spec: SectionSpec, parent: Instance, kept: readonly Instance[]): Neighbours {
  const gap = neighboursOf(spec, parent, kept)
  const rank = parent.spec.children.indexOf(spec)
  const later = parent.slots.slice(rank + 1).flatMap(({instances}) => instances.filter((other) => isOrdered(other, parent)))
  const before = earliest(later.filter(({section}) => section && isBetween(section, gap.after, gap.before)))
  return before && !parent.spec.anyOrder ? {...gap, before} : gap
}

type Insertion = Pick<Missing, 'place' | 'precedes'>

/**
 * Before what belongs to it, where that is there; among unknown sections beside what the template has right before it;
 * else before the section that follows, or at the end of the parent, where only back matter stays behind it.
 */
function insertionPoint({spec, slots}: Instance, parent: Instance, {after, before}: Neighbours, context: Context): Insertion {
  const {assignment} = context
  const section = parent.section as Section
  const firstPart = earliest(slots.flatMap(({instances}) => instances))
  if (firstPart && isBetween(firstPart, after, before)) return inFrontOf(firstPart)
  const unknown = assignment.childrenOf(section).filter((child) => isBetween(child, after, before) && child !== assignment.title && !assignment.isClaimed(child))
  if (after && unknown.length > 0 && isNext(spec, after, parent)) return atEndOf(lastBelow(after, assignment), context)
  const isFirst = parent.spec.children[0] === spec
  const opening = isFirst ? unknown.map((child) => ({child, heading: assignment.headingOf(child)})).find(({heading}) => !isContentsHeading(heading) && !isBackMatter(heading)) : undefined
  return before ? inFrontOf(opening?.child ?? before) : atEndOf(lastOf(section, after, assignment), context)
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

function atEndOf(section: Section, {document}: Context): Insertion {
  return {place: endOf(section, document)}
}

function inFrontOf(section: Section): Insertion {
  return {place: section.heading?.position?.start, precedes: section}
}

function earliest(instances: readonly Instance[]): Section | undefined {
  return instances.flatMap(({section}) => section ?? []).toSorted((a, b) => a.index - b.index)[0]
}

/**
 * An unknown section that may be a missing one under another name: one in its place, unless that is back matter, or one
 * beside it that shares half of the words of its name, or more.
 */
function rivalOf({heading}: SectionSpec, parent: Section, {after, before}: Neighbours, assignment: Assignment): Section | undefined {
  const names = longWordsOf(heading.folded)
  const sharesHalf = (child: Section) => longWordsOf(assignment.headingOf(child).folded).filter((word) => names.includes(word)).length * 2 >= Math.max(names.length, 1)
  const isInPlace = (child: Section) => isBetween(child, after, before) && !isBackMatter(assignment.headingOf(child)) && !isContentsHeading(assignment.headingOf(child))
  return assignment.childrenOf(parent).find((child) => child !== assignment.title && !assignment.isClaimed(child) && (isInPlace(child) || sharesHalf(child)))
}

/** Words of four letters and more: shorter ones are in any name. */
function longWordsOf(folded: string): readonly string[] {
  return folded.match(/[\p{L}\p{N}]{4,}/gu) ?? []
}

function isBetween({index}: Section, after: Section | undefined, before: Section | undefined): boolean {
  return index > (after?.index ?? 0) && index < (before?.index ?? Number.POSITIVE_INFINITY)
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

/** Sections that the template does not know, where it knows others beside them. */
function extraNodes(parent: Instance, {assignment, allowed}: Context): readonly Extra[] {
  const {section, spec} = parent
  // A section whose parts are all optional is open to others, unless a directive says otherwise.
  if (!section || (spec.extraSections ?? !spec.children.some((child) => isRequired(child)))) return []
  const shallowest = spec.children.length === 0 ? spec.depth + 1 : Math.min(...spec.children.map(({depth}) => depth))
  return assignment
    .childrenOf(section)
    .filter((child) => child !== assignment.title && !assignment.isClaimed(child))
    .filter((child) => child.depth >= shallowest || assignment.title !== undefined)
    .filter((child) => !isAllowed(child, assignment, allowed))
    .map((child) => extraNode(child, parent, assignment))
}

/** Whether a comment of the template names a section, right or nearly. */
function isAllowed(section: Section, assignment: Assignment, allowed: readonly HeadingPattern[]): boolean {
  const heading = assignment.headingOf(section)
  return allowed.some((pattern) => fitsPattern(pattern, heading) || nearMiss(pattern, heading) !== undefined)
}

function extraNode(section: Section, parent: Instance, assignment: Assignment): Extra {
  const heading = assignment.headingOf(section)
  const repeats = parent.spec.children.find((spec) => fitsPattern(spec.heading, heading))
  if (repeats) return {type: 'extra', section, repeats, children: []}
  const [belongs] = assignment.namesakesOf(section)
  if (belongs) return {type: 'extra', section, belongs, children: []}
  const [nearest] = parent.slots
    .filter(({instances}) => instances.length === 0)
    .flatMap(({spec}) => {
      const miss = nearMiss(spec.heading, heading)
      return miss ? [{spec, ...miss}] : []
    })
    .toSorted((a, b) => a.cost - b.cost)
  if (!nearest) return {type: 'extra', section, children: []}
  const {spec, replacement, cost} = nearest
  return {type: 'extra', section, resembles: {spec, ...(replacement !== undefined && cost < 1 && {replacement})}, children: []}
}

function offsetOf(node: AlignmentNode): number {
  if (node.type === 'missing') return node.place?.offset ?? Number.POSITIVE_INFINITY
  return node.section.heading?.position?.start.offset ?? 0
}
