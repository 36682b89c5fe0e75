import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {type HeadingPattern, fitsPattern, isWildcard} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, isRequired, parentsBelow} from '../template/schema.ts'
import type {Alignment, AlignmentNode, Extra, Matched, Missing, Neighbours, Owner} from './alignment.ts'
import {assign} from './assign.ts'
import type {Assignment} from './assignment.ts'
import {causeFinder} from './names-not-in-headings.ts'
import {insertionPoint} from './insertion-point.ts'
import {nearMiss} from './near-miss.ts'
import {omissionsOf} from './omissions.ts'
import {pairBudget} from './pair-budget.ts'
import {renamedSections} from './renamed-sections.ts'
import {isNumberTaken, rivalsOf} from './rivals.ts'
import {sectionContents} from './section-contents.ts'
import {gapFor, inOrder, isOrdered, neighboursOf, rankOf} from './sibling-order.ts'
import {type Instance, type Slot, depthBelow} from './slots.ts'

/**
 * Align a document with its template.
 *
 * @param schema What the template requires.
 * @param document The document.
 * @returns Which section is which, which are missing and where they belong, and which are extra, in document order.
 */
export function align(schema: TemplateSchema, document: MarkdownDocument): Alignment {
  const assignment = assign(schema, document)
  // A faulty omission is one finding; its sections are not reported as missing as well.
  const omitted = new Set(omissionsOf(document, schema).flatMap(({meant}) => meant))
  const context: Context = {
    document,
    assignment,
    causeOf: causeFinder(document),
    affordable: pairBudget(mostPairs),
    allowed: schema.allowed,
    isOmitted: (spec) => omitted.has(spec) || (spec.describes === 'title' && assignment.title !== undefined)
  }
  const ownerOf = rememberedOwners(assignment)
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

/** Cached, since everything in a section asks for its owner. */
function rememberedOwners(assignment: Assignment): Alignment['ownerOf'] {
  const owners = new Map<Section, Owner>()
  return (section) => {
    const owner = owners.get(section) ?? assignment.ownerOf(section)
    owners.set(section, owner)
    return owner
  }
}

interface Context {
  readonly document: MarkdownDocument
  readonly assignment: Assignment
  readonly causeOf: ReturnType<typeof causeFinder>
  readonly affordable: ReturnType<typeof pairBudget>
  readonly allowed: readonly HeadingPattern[]
  /** Whether the document leaves out a section on purpose: it says so, or the section describes the title and there is one. */
  readonly isOmitted: (spec: SectionSpec) => boolean
}

function nodesBelow(parent: Instance, context: Context): AlignmentNode[] {
  const {section} = parent
  const kept = section ? inOrder(parent) : []
  const isKept = new Set(kept)
  const renamed = renamedBelow(parent, kept, context)
  const nodes = parent.slots.flatMap((slot): AlignmentNode[] => {
    if (slot.instances.some(({isMerged}) => isMerged)) return []
    const present = slot.instances.flatMap((instance) =>
      instance.section || !context.isOmitted(instance.spec)
        ? [instanceNode(instance, parent, {kept, renamed, isMoved: !isKept.has(instance)}, context)]
        : nodesBelow(instance, context)
    )
    return section && lacksOne(slot, parent) && !context.isOmitted(slot.spec)
      ? [...present, missingNode(notThere(slot), parent, {kept, renamed}, context)]
      : present
  })
  const named = new Set(nodes.flatMap((node) => (node.type === 'missing' && node.perhaps ? [node.perhaps] : [])))
  return [...nodes, ...extraNodes(parent, context).filter(({section: extra}) => !named.has(extra))].toSorted(
    (a, b) => offsetOf(a) - offsetOf(b)
  )
}

/** The sections below a parent that most likely are missing ones under other names. */
function renamedBelow(
  parent: Instance,
  kept: readonly Instance[],
  {assignment, isOmitted}: Context
): ReadonlyMap<SectionSpec, Section> {
  const isLacking = (slot: Slot) =>
    !slot.instances.some(({isMerged, isDropped}) => isMerged ?? isDropped) &&
    (lacksOne(slot, parent) || slot.instances.some((instance) => !instance.section))
  const lacking = parent.section ? parent.slots.filter((slot) => isLacking(slot) && !isOmitted(slot.spec)) : []
  if (!parent.section || lacking.length === 0) return none
  // A section taken for a sample that any name fits may instead be the missing one.
  const samples = parent.slots.flatMap(({spec, instances}) =>
    isWildcard(spec.heading) ? instances.flatMap(({section}) => section ?? []) : []
  )
  const unknown = [...assignment.unknownBelow(parent.section), ...samples]
  if (unknown.length === 0) return none
  return renamedSections(
    lacking.map(({spec}) => ({spec, gap: gapFor(spec, parent, kept, assignment)})),
    unknown,
    {spec: parent.spec, depthOf: (spec) => depthBelow(parent, spec)},
    assignment
  )
}

const none: ReadonlyMap<SectionSpec, Section> = new Map()

function notThere({spec}: Slot): Instance {
  return {spec, section: undefined, slots: [], depth: spec.depth}
}

/** Whether too few sections are present. Of a group of alternatives, only the first is reported, if all are absent. */
function lacksOne({spec, instances}: Slot, {slots}: Instance): boolean {
  if (spec.anyOf === undefined) return instances.length < spec.occurs.min
  const group = slots.filter((slot) => slot.spec.anyOf === spec.anyOf)
  return group[0]?.spec === spec && group.every((slot) => slot.instances.length === 0)
}

interface Siblings {
  /** The instances that are in the template's order. */
  readonly kept: readonly Instance[]
  /** For a missing section, the unknown one that most likely is it. */
  readonly renamed: ReadonlyMap<SectionSpec, Section>
}

interface Order extends Siblings {
  /** Whether the instance is not among `kept`. */
  readonly isMoved: boolean
}

function instanceNode(
  instance: Instance,
  parent: Instance,
  {isMoved, ...siblings}: Order,
  context: Context
): AlignmentNode {
  const {spec, section, wrong, misspelt} = instance
  if (!section || instance.isDropped) return missingNode(instance, parent, siblings, context)
  const children = nodesBelow(instance, context)
  if (wrong)
    return {
      type: 'misplaced',
      spec,
      section,
      wrong,
      parent: parent.section ?? section,
      depth: depthBelow(parent, spec),
      ...(wrong === 'parent' && {neighbours: neighboursOf(spec, parent, siblings.kept)}),
      ...(misspelt && {misspelt}),
      children
    }
  const belongs = isMoved ? placeOf(instance, parent, siblings.kept) : undefined
  return {
    type: 'matched',
    spec,
    section,
    ...(misspelt && {misspelt}),
    ...(belongs && {belongs}),
    children
  } satisfies Matched
}

/** Where a section that is out of order belongs; undefined if that is after a section nested in it, whose wrong depth is the only fault. */
function placeOf(instance: Instance, parent: Instance, kept: readonly Instance[]): Neighbours | undefined {
  if (parent.section === undefined || !isOrdered(instance, parent)) return undefined
  return neighboursOf(instance.spec, parent, kept)
}

function missingNode(instance: Instance, parent: Instance, {kept, renamed}: Siblings, context: Context): Missing {
  const section = parent.section as Section
  const neighbours = gapFor(instance.spec, parent, kept, context.assignment)
  const cause = context.causeOf(instance.spec, section)
  const perhaps = instance.isDropped ? undefined : renamed.get(instance.spec)
  return {
    type: 'missing',
    spec: instance.spec,
    parent: section,
    neighbours,
    alternatives: parent.spec.children.filter(
      (child) => child !== instance.spec && child.anyOf !== undefined && child.anyOf === instance.spec.anyOf
    ),
    depth: depthBelow(parent, instance.spec),
    ...insertionPoint(instance, parent, neighbours, context),
    rivals: perhaps ? [perhaps] : rivalsOf(instance.spec, section, neighbours, context),
    ...(perhaps && !cause && {perhaps}),
    ...(cause && {cause}),
    ...(instance.isDropped && {isDropped: true}),
    ...(isOnlyPart(parent) && {isOnlyPart: true}),
    ...(hasTwin(instance.spec, parent, context) && {hasTwin: true}),
    ...(isNumberTaken(instance.spec, section, context) && {isNumberTaken: true}),
    children: nodesBelow(instance, context)
  }
}

/** Whether the template has another section of the same name beside one, or around it. */
function hasTwin(spec: SectionSpec, parent: Instance, {assignment}: Context): boolean {
  const isNamesake = (other: SectionSpec) => other !== spec && other.heading.folded === spec.heading.folded
  return (
    parent.spec.children.some((child) => isNamesake(child)) ||
    aroundIn(assignment.root.spec, spec).some((around) => isNamesake(around))
  )
}

const knownAround = new WeakMap<SectionSpec, ReadonlyMap<SectionSpec, SectionSpec>>()

/** The sections of a template around another, from the inside to the outside. */
function aroundIn(root: SectionSpec, spec: SectionSpec): readonly SectionSpec[] {
  const parents = knownAround.get(root) ?? new Map(parentsBelow(root))
  knownAround.set(root, parents)
  const around: SectionSpec[] = []
  for (let parent = parents.get(spec); parent; parent = parents.get(parent)) around.push(parent)
  return around
}

/** Whether a section has only one part in the template, and nothing else. */
function isOnlyPart({section, spec: {children, content}}: Instance): boolean {
  return section?.heading !== undefined && children.length === 1 && content.isSilent === true
}

/** The unknown sections below a parent, if the template does not leave that open to others, and repeats of known ones. */
function extraNodes(parent: Instance, {assignment, allowed, affordable}: Context): readonly Extra[] {
  const {section, spec} = parent
  if (!section || parent.isDropped) return []
  // A section whose parts are all optional is open to others, unless a directive says otherwise.
  const isOpenToOthers = spec.extraSections ?? !spec.children.some((child) => isRequired(child))
  const shallowest = spec.children.length === 0 ? spec.depth + 1 : Math.min(...spec.children.map(({depth}) => depth))
  const extra = assignment
    .unknownBelow(section)
    .filter((child) => child.depth >= shallowest || assignment.title !== undefined)
    .filter((child) => !isAllowed(child, assignment, allowed))
  const open = parent.slots.filter(({instances}) => instances.length === 0).map((slot) => slot.spec)
  const wildcards = spec.children.filter(({heading}) => isWildcard(heading))
  return extra
    .map((child) => extraNode(child, {parent, wildcards, open: affordable(1, open.length) > 0 ? open : []}, assignment))
    .filter(({repeats}) => repeats !== undefined || !isOpenToOthers)
}

/** The specs below a section: all, those that any heading fits, and those that the document lacks. */
interface Known {
  readonly parent: Instance
  readonly wildcards: readonly SectionSpec[]
  readonly open: readonly SectionSpec[]
}

/** Unknown sections are compared with absent ones up to this many pairs; `resembles` is not looked for beyond it. */
const mostPairs = 250_000

/** Whether a directive of the template allows a section by its name or a near miss. */
function isAllowed(section: Section, assignment: Assignment, allowed: readonly HeadingPattern[]): boolean {
  const heading = assignment.headingOf(section)
  return allowed.some((pattern) => fitsPattern(pattern, heading) || nearMiss(pattern, heading) !== undefined)
}

function extraNode(section: Section, {parent, wildcards, open}: Known, assignment: Assignment): Extra {
  const heading = assignment.headingOf(section)
  const namesakes = assignment.namesakesOf(section)
  const [repeats] = [...wildcards, ...namesakes]
    .filter((spec) => spec.occurs.max !== undefined && rankOf(spec, parent.spec) >= 0)
    .filter((spec) => fitsPattern(spec.heading, heading))
    .toSorted((a, b) => rankOf(a, parent.spec) - rankOf(b, parent.spec))
  if (repeats) {
    const others = parent.slots[rankOf(repeats, parent.spec)]?.instances ?? []
    return {
      type: 'extra',
      section,
      repeats,
      isLater: others.every((other) => (other.section?.index ?? 0) < section.index),
      children: []
    }
  }
  const [belongs] = namesakes
  if (belongs) return {type: 'extra', section, belongs, children: []}
  const [nearest] = open
    .flatMap((spec) => {
      const miss = nearMiss(spec.heading, heading)
      return miss ? [{spec, ...miss}] : []
    })
    .toSorted((a, b) => a.cost - b.cost)
  if (!nearest) return {type: 'extra', section, children: []}
  const {spec, replacement, cost} = nearest
  return {
    type: 'extra',
    section,
    resembles: {spec, ...(replacement !== undefined && cost < 1 && {replacement})},
    children: []
  }
}

function offsetOf(node: AlignmentNode): number {
  if (node.type === 'missing') return node.place?.offset ?? Number.POSITIVE_INFINITY
  return node.section.heading?.position?.start.offset ?? 0
}
