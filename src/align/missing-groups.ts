import type {Point, Position} from 'unist'
import type {Fix} from '../fix/fix.ts'
import {grouped} from '../grouped.ts'
import {isClosed} from '../markdown/closed-document.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {doesNotApply, leadsElsewhere, statementsOf} from '../markdown/emptiness.ts'
import {documentStart, headingPlace} from '../markdown/places.ts'
import {isSample} from '../template/heading-pattern.ts'
import {type SectionSpec, isContentsSection, isRequired, specsBelow} from '../template/schema.ts'
import {
  type Alignment,
  type AlignmentNode,
  type Missing,
  type Neighbours,
  fewestTogether,
  isForeign,
  nodesOfType,
  siblings,
  saysWhereToLook
} from './alignment.ts'
import {standsAtHead} from './at-head.ts'
import {isAppendix} from './back-matter.ts'
import {findContents} from './contents.ts'
import {textOfParts, textsForGap} from './insertable.ts'
import {rivalsToName} from './rivals.ts'
import {groupedByCause, headingsInstead, isLine} from './unrecognised-headings.ts'

/** Missing sections that are reported as one. */
export interface MissingGroup {
  /** Whether they are all of the template, are missing from one gap, or stand there as something else than headings. */
  readonly missing: 'all' | 'in a gap' | 'as headings'
  /** In the template's order. */
  readonly nodes: readonly [Missing, ...Missing[]]
  /** Between which sections they belong. */
  readonly between: Neighbours
  /** A section that is most likely what is missing. */
  readonly perhaps?: Section
  /** The section right below whose heading what is missing may stand without its own. */
  readonly textBelow?: Section
  /** The names of what an author may have put in their place. */
  readonly there: readonly string[]
  readonly place: Point | Position | undefined
  /** The section that lacks them. */
  readonly section: Section
  readonly templateLine: number
  /** Texts of which each would mend it, instead of `actual` where that is given. */
  readonly expected?: readonly string[]
  readonly actual?: string
  readonly fix?: Fix
  /** Whether the author has to say whether they are wanted, since nobody goes on with the document. */
  readonly isChoice?: boolean
  /** Whether what is missing may be there under another name, or does not have to be. */
  readonly isUncertain?: boolean
}

type Group = MissingGroup['nodes']

/**
 * The missing sections that are a fault, together where an author mends them together.
 *
 * @param pointers Whether a document that only says where to look is asked for them as well.
 * @param parts Whether it is asked for parts of what it may leave out, and for samples.
 */
export function missingGroups(
  alignment: Alignment,
  {pointers, parts}: {readonly pointers: boolean; readonly parts: boolean}
): readonly MissingGroup[] {
  const all = nodesOfType(alignment, 'missing')
  const nodes = parts ? all : withoutSpared(all, alignment)
  const caused = nodes.filter(({cause}) => cause)
  if (caused.length === 0 && !pointers && saysWhereToLook(alignment)) return []
  if (caused.length === 0 && isForeign(alignment))
    return pointers || isPlainText(alignment.document) ? [allMissing(nodes.length > 0 ? nodes : all, alignment)] : []
  return [
    ...missingFromGaps(nodes, alignment),
    ...groupedByCause(caused).map((group) => missingAsHeadings(group as Group, alignment))
  ]
}

/** Without those that documents leave out as well, though the template has them. */
function withoutSpared(all: readonly Missing[], alignment: Alignment): readonly Missing[] {
  // Whoever may leave out a section may leave out a part of it, too.
  const ofOptional = new Set(
    [...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')]
      .filter(({spec}) => !isRequired(spec))
      .flatMap(({children}) => children)
  )
  const isSpared = (node: Missing) =>
    ofOptional.has(node) ||
    isSaidOtherwise(node) ||
    isOfSamples(node.spec) ||
    (node.spec.mayGo === true && !node.perhaps) ||
    standsAtHead(node.spec, alignment.document) ||
    (isContentsSection(node.spec, alignment.schema) && findContents(alignment) !== undefined) ||
    (node.isOnlyPart === true && statementsOf(node.parent).length > 0)
  return all.filter((node) => !node.isNumberTaken && (node.cause !== undefined || !isSpared(node)))
}

/** Whether the template has nothing but samples in an appendix, so that a document without any has none. */
function isOfSamples({heading, children}: SectionSpec): boolean {
  return isAppendix(heading) && children.length > 0 && children.every((child) => isSample(child.heading))
}

/** Whether a section leads to another page, or has text of its own where the template only shows a sample of the sections to put there: `Story 1`. */
function isSaidOtherwise({spec, parent}: Missing): boolean {
  return (
    parent.depth > 1 &&
    (leadsElsewhere(parent) ||
      (isSample(spec.heading) && (statementsOf(parent).length > 0 || parent.children.length > 0)))
  )
}

/** Whether a document says nothing but in paragraphs below its title; one that has more is of another kind than the template, most likely. */
function isPlainText({root, sections}: MarkdownDocument): boolean {
  return (
    sections.length < 2 &&
    [root, ...sections].flatMap((section) => statementsOf(section)).every(({type}) => type === 'paragraph')
  )
}

/** It may be that a document is no copy of the template at all. */
function allMissing(nodes: readonly Missing[], {document, title}: Alignment): MissingGroup {
  return {
    missing: 'all',
    nodes: nodes as Group,
    between: {},
    there: [],
    place: headingPlace(title ?? document.root) ?? documentStart(document),
    section: document.root,
    templateLine: nodes[0]?.spec.line ?? 1,
    isUncertain: true
  }
}

function missingAsHeadings(nodes: Group, alignment: Alignment): MissingGroup {
  const [{cause, parent, spec}] = nodes
  return {
    missing: 'as headings',
    nodes,
    between: {},
    there: [],
    place: cause?.place ?? cause?.node.position,
    section: parent,
    templateLine: spec.line,
    ...headingsInstead(nodes, alignment)
  }
}

function missingFromGaps(nodes: readonly Missing[], alignment: Alignment): readonly MissingGroup[] {
  // A heading that only holds the others together may go, where these stand one level higher.
  const absent = nodes.filter(({cause, parent, isDropped}) => !cause && !isDropped && !doesNotApply(parent))
  const parentsOfLines = new Set(nodes.filter(({cause}) => isLine(cause)).map(({parent}) => parent))
  const allParts = partsTogether(absent, alignment)
  const inOneGap = gapsTogether(absent.filter((node) => !allParts.has(node)))
  const rivals = rivalsToName(nodesOfType(alignment, 'missing'), () => absentSpecs(alignment))
  return absent.flatMap((node): readonly MissingGroup[] => {
    const parts = allParts.get(node) ?? []
    const group = parts.length > 1 ? parts : (inOneGap.get(node) ?? [node])
    if (group[0] !== node) return []
    const there = new Set(group.flatMap((other) => rivals.get(other)?.name ?? []))
    const inGap = {...missingFromGap(group as Group), there: [...there]}
    const {perhaps} = parts.length > 1 ? {} : node
    const expected =
      parts.length > 1
        ? textOfParts(inGap.nodes, alignment)
        : textsForGap(inGap.nodes, alignment, parentsOfLines.has(node.parent))
    return [
      {
        ...inGap,
        ...(parts.length > 1 && {between: {}}),
        ...(perhaps && {perhaps, place: headingPlace(perhaps)}),
        ...(expected && {
          expected,
          isChoice: isClosed(alignment.document) || inGap.nodes.some(({spec}) => spec.isConditional)
        })
      }
    ]
  })
}

/** The sections of the template that the document does not have in their places. */
function absentSpecs(alignment: Alignment): readonly SectionSpec[] {
  const present = new Set(nodesOfType(alignment, 'matched').map(({spec}) => spec))
  return specsBelow(alignment.schema.root).filter((spec) => !present.has(spec))
}

function missingFromGap(nodes: Group): Omit<MissingGroup, 'there'> {
  const [{parent, spec, place, neighbours, precedes, children, textBelow}] = nodes
  const isBeforeOwnPart =
    precedes !== undefined && children.some((part) => part.type !== 'missing' && part.section === precedes)
  return {
    missing: 'in a gap',
    nodes,
    ...(textBelow && {textBelow}),
    between: isBeforeOwnPart ? {...neighbours, before: precedes} : neighbours,
    place,
    section: parent,
    templateLine: spec.line,
    isUncertain: nodes.some((node) => isUncertain(node))
  }
}

/** What is missing from one gap, or may be there under one other name, together: each with all that is missing there. */
function gapsTogether(nodes: readonly Missing[]): ReadonlyMap<Missing, readonly Missing[]> {
  const alone = nodes.filter(
    ({alternatives, isDropped, children}) =>
      alternatives.length === 0 && !isDropped && children.every(({type}) => type === 'missing')
  )
  const groups = grouped(alone, ({parent, depth, neighbours: {after, before}, perhaps}) => [
    [parent.index, depth, after?.index, before?.index, perhaps?.index].join(' ')
  ])
  return new Map(
    [...groups.values()]
      .filter((group) => group.length >= fewestTogether || group[0]?.perhaps)
      .flatMap((group) => group.map((node) => [node, group]))
  )
}

/** What is missing in sections that have none of their parts: each with all of these. */
function partsTogether(nodes: readonly Missing[], alignment: Alignment): ReadonlyMap<Missing, readonly Missing[]> {
  const reported = new Set(nodes)
  return new Map(
    siblings(alignment).flatMap((children) =>
      lackedParts(children)
        .filter((node) => reported.has(node))
        .map((node, _, group) => [node, group])
    )
  )
}

/** What is missing in a section that has none of its parts, where that is more than one, and nothing of it stands elsewhere. */
function lackedParts(children: readonly AlignmentNode[]): readonly Missing[] {
  const nodes = children.filter(({type}) => type !== 'extra')
  const missing = nodes.filter(
    (node): node is Missing =>
      node.type === 'missing' &&
      node.parent.heading !== undefined &&
      !node.precedes &&
      node.alternatives.length === 0 &&
      node.children.length === 0
  )
  const unexplained = missing.filter(({cause}) => !cause)
  return unexplained.length > 1 && missing.length === nodes.length ? unexplained : []
}

/** Whether an unknown section, or a text without a heading, may be what is missing; an appendix is up to the author. */
function isUncertain({spec, rivals, isBesideText}: Missing): boolean {
  return rivals.length > 0 || isBesideText === true || isAppendix(spec.heading)
}
