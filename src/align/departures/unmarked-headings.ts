import {grouped} from '../../grouped.ts'
import type {Section} from '../../markdown/document.ts'
import {brokenHeadings} from '../../markdown/heading-lines.ts'
import {fitsPattern, isOpen, isWildcard, numberedLead} from '../../template/heading-pattern.ts'
import {numberLength} from '../../template/running-numbers.ts'
import {type SectionSpec, isRequired} from '../../template/schema.ts'
import {
  type Alignment,
  type AlignmentNode,
  type Cause,
  type Matched,
  type Misplaced,
  type Owner,
  nodesOfType,
  isForeign
} from '../alignment.ts'
import {headingOfBold} from '../bold-heading.ts'
import {type Candidate, boldLines, headingCandidate} from '../names-not-in-headings.ts'
import {mayRepeat} from '../slots.ts'
import {headingsInstead} from '../unrecognised-headings.ts'
import type {Departure} from './departure.ts'

/** A section that is not missing, but whose name is there without being a heading. */
interface Unmarked {
  /** The name as it is written. */
  readonly name: string
  readonly spec: SectionSpec
  /** The section in which it belongs. */
  readonly parent: Section
  /** The depth that is right there, 1 to 6. */
  readonly depth: number
  readonly cause: Cause
}

/** Lines are compared with section specs up to this many pairs. */
const mostPairs = 1_000_000

/**
 * Find optional or repeatable sections of the template whose headings lack their space or are bold text. For missing
 * sections, `cause` says so.
 */
function unmarkedSections(alignment: Alignment): readonly Unmarked[] {
  const {document} = alignment
  const bold = boldLines(document).filter(({node}) => headingOfBold(node, 2, document))
  const candidates = [...brokenHeadings(document).map((line) => headingCandidate(line)), ...bold]
  if (candidates.length === 0) return []
  const reported = new Set(nodesOfType(alignment, 'missing').flatMap(({cause}) => cause?.node ?? []))
  const childrenOf = childrenBySection(alignment)
  const boldIn = grouped(bold, ({section}) => [section])
  const taken = new Set<SectionSpec>()
  let left = mostPairs
  return candidates.flatMap((candidate): readonly Unmarked[] => {
    const {section, marker, heading} = candidate
    const around = reported.has(candidate.node) && marker === undefined ? [] : ownersAround(section, alignment)
    for (const owner of around) {
      const {spec: parentSpec, section: parent} = owner
      left -= parentSpec.children.length
      if (left < 0) return []
      const children = childrenOf.get(parent) ?? []
      const spec = parentSpec.children.find(
        (child) =>
          !isWildcard(child.heading) &&
          fitsPattern(child.heading, heading) &&
          isWelcome(child, children) &&
          (marker === undefined
            ? isMeantBold(candidate, child, {parent, children}, boldIn.get(section)?.length ?? 0)
            : !isOpen(child.heading) || marker.length === depthIn(owner, child))
      )
      if (!spec || (taken.has(spec) && !mayRepeat(spec))) continue
      taken.add(spec)
      return [{name: heading.name, spec, parent, depth: depthIn(owner, spec), cause: candidate}]
    }
    return []
  })
}

type Present = Matched | Misplaced

function isPresent(node: AlignmentNode): node is Present {
  return node.type === 'matched' || node.type === 'misplaced'
}

/** The recognised sections directly below each recognised section, and below the root. */
function childrenBySection(alignment: Alignment): ReadonlyMap<Section, readonly Present[]> {
  return new Map([
    [alignment.document.root, alignment.children.filter((node) => isPresent(node))],
    ...[...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')].map(
      ({section, children}) => [section, children.filter((node) => isPresent(node))] as const
    )
  ])
}

/** The recognised section that contains a section, and those around it, innermost first; the root last. */
function ownersAround(section: Section, {ownerOf}: Alignment): readonly Owner[] {
  const around: Owner[] = []
  for (let next: Section | undefined = section; next; next = next.parent) {
    const owner = ownerOf(next)
    if (owner.section !== around.at(-1)?.section) around.push(owner)
  }
  return around
}

function depthIn({section, spec: {depth}}: Owner, spec: SectionSpec): number {
  return Math.min(6, Math.max(1, section.depth + spec.depth - depth))
}

/** Whether a section that is not missing may occur once more. */
function isWelcome(spec: SectionSpec, children: readonly Present[]): boolean {
  const count = children.filter((node) => node.spec === spec).length
  return (count > 0 || !isRequired(spec)) && count < (spec.occurs.max ?? Number.POSITIVE_INFINITY)
}

interface Place {
  readonly parent: Section
  readonly children: readonly Present[]
}

/** Whether bold text is a heading, not a caption: one more of a series among its others, or the only bold line, where the template has the section. */
function isMeantBold(candidate: Candidate, spec: SectionSpec, place: Place, count: number): boolean {
  const lead = numberedLead(spec.heading)
  if (lead !== undefined) return isNextOf(lead, candidate, spec, place)
  const at = place.children.findIndex((node) => node.section === candidate.section)
  if (isOpen(spec.heading) || count > 1 || at < 0) return false
  const [own, next] = [place.children[at], place.children[at + 1]]
  return own !== undefined && own.spec.line < spec.line && (next === undefined || next.spec.line > spec.line)
}

/** Whether a name continues a series with a number that no other has, among the others of the series. */
function isNextOf(
  lead: string,
  {section, heading: {folded}}: Candidate,
  spec: SectionSpec,
  {parent, children}: Place
): boolean {
  const others = children.filter((node) => node.spec === spec)
  const length = numberLength(folded, lead.length)
  return (
    length > 0 &&
    (section === parent || others.some((node) => node.section === section)) &&
    others.length > 0 &&
    others.every((node) => !foldedName(node).startsWith(folded.slice(0, lead.length + length)))
  )
}

function foldedName({section}: Present): string {
  return section.name.toLowerCase()
}

/** A section that is not required, whose name is in the document, but not as a heading. */
export interface UnmarkedHeading extends Omit<Departure, 'section'> {
  readonly section: Unmarked
}

/** Find sections that are not required whose names are bold text or broken headings. */
export function unmarkedHeadings(alignment: Alignment): readonly UnmarkedHeading[] {
  const unmarked = isForeign(alignment) ? [] : unmarkedSections(alignment)
  return unmarked.map((section) => ({
    section,
    place: section.cause.place ?? section.cause.node.position,
    ...headingsInstead([section], alignment),
    templateLine: section.spec.line
  }))
}
