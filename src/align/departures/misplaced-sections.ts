import type {Position} from 'unist'
import {type Fix, compatible} from '../../fix/fix.ts'
import {grouped} from '../../grouped.ts'
import type {Section} from '../../markdown/document.ts'
import {headingMarkerPlace, headingPlace} from '../../markdown/places.ts'
import {type Alignment, type AlignmentNode, type Misplaced, nodesOfType, siblings} from '../alignment.ts'
import {isMendedByHeading} from '../marker-repair.ts'
import {sectionMove} from '../section-move.ts'

/** Misplaced sections that are reported as one finding. */
export interface MisplacedGroup {
  readonly nodes: readonly [Misplaced, ...Misplaced[]]
  readonly place: Position | undefined
  /** The section in which they belong. */
  readonly section: Section
  readonly templateLine: number
  readonly actual?: string
  readonly expected?: readonly string[]
  readonly fix?: Fix
  /** Whether the whole document is shifted, or its sections fill a level that the template skips, so that its structure is still that of the template. */
  readonly isUncertain?: boolean
}

/** Sections at another depth or under another parent, grouped if they moved together. */
export function misplacedGroups(alignment: Alignment): readonly MisplacedGroup[] {
  const groups = siblings(alignment)
    .flatMap((nodes) => [...shiftedTogether(nodes), ...movedTogether(nodes)])
    .filter((group) => group.length > 1)
  if (groups.some((group) => isBelowOwnTitle(group, alignment))) return []
  const together = new Set(groups.flat())
  const single = nodesOfType(alignment, 'misplaced').filter(
    (node) => !together.has(node) && !isRightOnceMoved(node, alignment)
  )
  return [...groups, ...single.map((node) => [node])].map((group) =>
    misplacedGroup(group as [Misplaced, ...Misplaced[]], alignment)
  )
}

/** Whether a section is below one that is out of order, and will have the right parent as soon as that one is moved. */
function isRightOnceMoved({wrong, section, parent}: Misplaced, alignment: Alignment): boolean {
  const around = section.parent
  return (
    wrong === 'parent' &&
    around?.parent !== undefined &&
    around.parent.children[around.parent.children.indexOf(around) - 1] === parent &&
    nodesOfType(alignment, 'matched').some((node) => node.section === around && node.belongs)
  )
}

function misplacedGroup(nodes: readonly [Misplaced, ...Misplaced[]], alignment: Alignment): MisplacedGroup {
  const [first] = nodes
  const {section, parent, spec, wrong} = first
  const isAlone = nodes.length === 1
  return {
    nodes,
    place: headingPlace(section),
    section: parent,
    templateLine: spec.line,
    ...((isOfWholeDocument(nodes, alignment) || fillsLevel(nodes, alignment)) && {isUncertain: true}),
    ...(wrong === 'parent' ? movesOf(nodes, alignment) : isAlone && otherMarker(first, alignment))
  }
}

/** The siblings that are off by the same number of levels, if they are the majority; else the samples of each kind that are. */
function shiftedTogether(nodes: readonly AlignmentNode[]): ReadonlyArray<readonly Misplaced[]> {
  const placed = nodes.filter((node) => node.type === 'matched' || node.type === 'misplaced')
  const shifted = placed.filter((node): node is Misplaced => node.type === 'misplaced' && node.wrong === 'depth')
  if (shifted.length * 2 > placed.length && areShiftedAsOne(shifted)) return [shifted]
  const samples = grouped(shifted, ({spec}) => [spec]).values()
  return [...samples].filter((group) => areShiftedAsOne(group))
}

function areShiftedAsOne(nodes: readonly Misplaced[]): boolean {
  return new Set(nodes.map(({section, depth}) => section.depth - depth)).size === 1
}

/** Whether the whole document is off by the same number of levels, including its title or first section. */
function isOfWholeDocument(nodes: readonly Misplaced[], {document, schema, children}: Alignment): boolean {
  const [first] = nodes
  const group = new Set<AlignmentNode>(nodes)
  if (first?.wrong !== 'depth' || nodes.length < 2 || !children.every((node) => isOff(node, group))) return false
  const own = shallowest(document.sections)
  const wanted = schema.title ? 1 : shallowest(schema.root.children)
  return own - wanted === first.section.depth - first.depth
}

/** Whether all sections of a document are one level below the only heading of depth 1, its title, which the template does not have. */
function isBelowOwnTitle(nodes: readonly Misplaced[], {document, schema, children}: Alignment): boolean {
  const [title, ...sections] = document.sections
  const group = new Set<AlignmentNode>(nodes)
  return (
    schema.title === undefined &&
    title?.depth === 1 &&
    sections.every(({depth}) => depth > 1) &&
    nodes.every(({section, depth}) => section.parent === title && depth === 1) &&
    children.every((node) => isOff(node, group))
  )
}

/** Whether all sections of a document are right below its title and the template skips that level: `##` for `###` below `#`. */
function fillsLevel(nodes: readonly Misplaced[], {document, title, children}: Alignment): boolean {
  const [first] = nodes
  if (first?.wrong !== 'depth' || nodes.length < 2 || (first.parent !== document.root && first.parent !== title))
    return false
  const level = (title?.depth ?? 0) + 1
  const group = new Set<AlignmentNode>(nodes)
  return first.section.depth === level && first.depth > level && children.every((node) => isOff(node, group))
}

/** Whether a node is in a group, missing or extra, and so not in the right place. */
function isOff(node: AlignmentNode, group: ReadonlySet<AlignmentNode>): boolean {
  return node.type === 'missing' || node.type === 'extra' || group.has(node)
}

function shallowest(sections: ReadonlyArray<{readonly depth: number}>): number {
  return sections.reduce((least, {depth}) => Math.min(least, depth), 6)
}

/** The siblings that are below another parent, grouped by that parent. */
function movedTogether(nodes: readonly AlignmentNode[]): ReadonlyArray<readonly Misplaced[]> {
  const moved = nodes.filter((node): node is Misplaced => node.type === 'misplaced' && node.wrong === 'parent')
  return [...grouped(moved, ({section}) => [section.parent]).values()]
}

/** The fix that moves sections to where they belong, all of them where one round can. */
function movesOf(nodes: readonly Misplaced[], alignment: Alignment): Pick<MisplacedGroup, 'fix'> {
  const moves = compatible(nodes.flatMap((node) => moveOf(node, alignment) ?? []))
  const [first] = moves
  return first ? {fix: {...first, edits: moves.flatMap(({edits}) => edits)}} : {}
}

/** The move of a section; none if the section next to that place is below another parent itself. */
function moveOf({section, spec, parent, depth, neighbours}: Misplaced, {document, title}: Alignment): Fix | undefined {
  const beside = neighbours?.after ?? neighbours?.before
  if (beside && beside.parent !== parent && beside.parent !== title) return undefined
  return sectionMove(section, {...neighbours, parent, depth, templateLine: spec.line}, document)
}

/** The place of a heading's marker, and the right marker, if no other heading has to change. */
function otherMarker(node: Misplaced, alignment: Alignment): Partial<MisplacedGroup> | undefined {
  const {section, depth} = node
  const place = section.heading && headingMarkerPlace(alignment.document, section.heading)
  if (!place) return undefined
  const isChanged = isMendedByHeading(node, alignment)
  return {place, ...(isChanged && {actual: '#'.repeat(section.depth), expected: ['#'.repeat(depth)]})}
}
