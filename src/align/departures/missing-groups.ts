import type {Point, Position} from 'unist'
import type {Fix} from '../../fix/fix.ts'
import {grouped} from '../../grouped.ts'
import {isClosed} from '../../markdown/closed-document.ts'
import type {MarkdownDocument, Section} from '../../markdown/document.ts'
import {isSetApart} from '../../markdown/set-apart-document.ts'
import {doesNotApply, leadsElsewhere, saysThereIsNo, statementsOf} from '../../markdown/says-nothing.ts'
import {documentStart, headingPlace, textPlace} from '../../markdown/places.ts'
import {textOf} from '../../markdown/text.ts'
import {isSample} from '../../template/heading-pattern.ts'
import {type SectionSpec, isContentsSection, isRequired, specsBelow} from '../../template/schema.ts'
import {
  type Alignment,
  type AlignmentNode,
  type Missing,
  type Neighbours,
  fewestTogether,
  isForeign,
  isNoCopy,
  isOfOtherKind,
  nodesOfType,
  siblings,
  saysWhereToLook
} from '../alignment.ts'
import {standsAtHead} from '../labels-at-head.ts'
import {isAppendix} from '../back-matter-names.ts'
import {findContents} from '../contents.ts'
import {textOfParts, textsForGap} from '../insertable-text.ts'
import {rivalsToName} from '../rivals.ts'
import {comesFirst, groupedByCause, headingsInstead} from '../unrecognised-headings.ts'

/** Missing sections that are reported as one finding. */
export interface MissingGroup {
  /** Whether they are all sections of the template, are missing from one gap, or are there, but not as headings. */
  readonly missing: 'all' | 'in a gap' | 'as headings'
  /** In the template's order. */
  readonly nodes: readonly [Missing, ...Missing[]]
  /** The sections between which they belong. */
  readonly between: Neighbours
  /** A section that is most likely what is missing. */
  readonly perhaps?: Section
  /** The section whose text, directly below its heading, may be the missing one without its own heading. */
  readonly textBelow?: Section
  /** The names of sections that the author may have written instead. */
  readonly there: readonly string[]
  readonly place: Point | Position | undefined
  /** The section that lacks them. */
  readonly section: Section
  readonly templateLine: number
  /** Texts, each of which would repair it; they replace `actual`, if that is given. */
  readonly expected?: readonly string[]
  readonly actual?: string
  readonly fix?: Fix
  /** Whether the author has to decide, since the document is closed, or of another kind than the template. */
  readonly isChoice?: boolean
  /** Whether a missing section may be there under another name, or is perhaps not required. */
  readonly isUncertain?: boolean
}

type Group = MissingGroup['nodes']

/**
 * The missing sections that are a fault, grouped if they have one repair.
 *
 * @param pointers Whether they are also required of a document that only points elsewhere.
 * @param parts Whether parts of optional sections and samples are required, too.
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

/** Without those that documents often leave out for a good reason. */
function withoutSpared(all: readonly Missing[], alignment: Alignment): readonly Missing[] {
  // If a section may be left out, so may any part of it.
  const ofOptional = new Set(
    [...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')]
      .filter(({spec}) => !isRequired(spec))
      .flatMap(({children}) => children)
  )
  const isSpared = (node: Missing) =>
    ofOptional.has(node) ||
    isSaidOtherwise(node) ||
    saysThereIsNo(node.spec.heading.name, node.parent) ||
    isOfSamples(node.spec) ||
    (node.spec.mayGo === true && !node.perhaps) ||
    standsAtHead(node.spec, alignment.document) ||
    (isContentsSection(node.spec, alignment.schema) && findContents(alignment) !== undefined) ||
    (node.isOnlyPart === true && statementsOf(node.parent).length > 0)
  return all.filter((node) => !node.isNumberTaken && (node.cause !== undefined || !isSpared(node)))
}

/** Whether the template has only samples in an appendix, so that a document without any of these needs no appendix. */
function isOfSamples({heading, children}: SectionSpec): boolean {
  return isAppendix(heading) && children.length > 0 && children.every((child) => isSample(child.heading))
}

/** Whether the parent leads to another page, or has text of its own although the template only shows a sample of its sections: `Story 1`. */
function isSaidOtherwise({spec, parent}: Missing): boolean {
  return (
    parent.depth > 1 &&
    (leadsElsewhere(parent) ||
      (isSample(spec.heading) && (statementsOf(parent).length > 0 || parent.children.length > 0)))
  )
}

/** Whether a document has only paragraphs below its title; one with more is probably of another kind than the template. */
function isPlainText({root, sections}: MarkdownDocument): boolean {
  return (
    sections.length < 2 &&
    [root, ...sections].flatMap((section) => statementsOf(section)).every(({type}) => type === 'paragraph')
  )
}

/** All sections are missing: the document may not be a copy of the template at all. */
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
    place: cause && (cause.place ?? textPlace(alignment.document, cause.node)),
    section: parent,
    templateLine: spec.line,
    ...headingsInstead(nodes, alignment)
  }
}

function missingFromGaps(nodes: readonly Missing[], alignment: Alignment): readonly MissingGroup[] {
  // A heading that only groups others may be left out if these are one level higher.
  const absent = nodes.filter(({cause, parent, isDropped}) => !cause && !isDropped && !doesNotApply(parent))
  const toCome = grouped(
    nodes.filter(({cause}) => cause),
    ({parent}) => [parent]
  )
  const allParts = partsTogether(absent, alignment)
  const inOneGap = gapsTogether(absent.filter((node) => !allParts.has(node)))
  const rivals = rivalsToName(nodesOfType(alignment, 'missing'), () => specsOf(alignment))
  return absent.flatMap((node): readonly MissingGroup[] => {
    const parts = allParts.get(node) ?? []
    const group = parts.length > 1 ? parts : (inOneGap.get(node) ?? [node])
    if (group[0] !== node) return []
    const there = new Set(group.flatMap((other) => rivals.get(other)?.name ?? []))
    const inGap = {...missingFromGap(group as Group), there: [...there]}
    const {perhaps} = parts.length > 1 ? {} : node
    // One inserted section would make the document a copy, of which more is required.
    const expected = isNoCopy(alignment)
      ? undefined
      : parts.length > 1
        ? textOfParts(inGap.nodes, alignment)
        : textsForGap(
            inGap.nodes,
            alignment,
            toCome.get(node.parent)?.some((other) => comesFirst(other, node)) === true
          )
    return [
      {
        ...inGap,
        ...(parts.length > 1 && {between: {}}),
        ...(perhaps && {perhaps, place: headingPlace(perhaps)}),
        ...(expected && {expected, isChoice: isLeftToAuthor(inGap.nodes, alignment)})
      }
    ]
  })
}

/** Whether a section has items with signs, `(+)` and `(−)`, which sort them as subsections for good and bad would. */
function isInSigns({content}: Section): boolean {
  return content.some(
    (node) => node.type === 'list' && node.children.filter((item) => sign.test(textOf(item).slice(0, 4))).length > 1
  )
}

const sign = /^(?:\([+\-−–]\)|[+−–✓✗✅❌👍👎]\s)/u

/** Whether only the author knows if missing sections are wanted: the document is not continued, or not like the template, or they have a condition. */
function isLeftToAuthor(nodes: Group, alignment: Alignment): boolean {
  return (
    isClosed(alignment.document) ||
    isSetApart(alignment.document) ||
    isOfOtherKind(alignment) ||
    nodes.some(({spec}) => spec.isConditional)
  )
}

/** The sections of the template, and those that the document does not have in the right place. */
function specsOf(alignment: Alignment): {
  readonly absent: readonly SectionSpec[]
  readonly all: readonly SectionSpec[]
} {
  const present = new Set(nodesOfType(alignment, 'matched').map(({spec}) => spec))
  const all = specsBelow(alignment.schema.root)
  return {absent: all.filter((spec) => !present.has(spec)), all}
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
    isUncertain: nodes.some((node) => isUncertain(node)) || (nodes.length > 1 && isInSigns(parent))
  }
}

/** The groups of sections that are missing from one gap, or may be there under one other name, by each of their nodes. */
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

/** The groups of missing parts of sections that have none of their parts, by each of their nodes. */
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

/** The missing parts of a section that has none of its parts, if that is more than one and none is elsewhere. */
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

/** Whether an unknown section, or text without a heading, may be the missing section; an appendix is up to the author. */
function isUncertain({spec, rivals, isBesideText}: Missing): boolean {
  return rivals.length > 0 || isBesideText === true || isAppendix(spec.heading)
}
