import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {type HeadingPattern, type HeadingText, headingText, isOpen, isSample} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Missing, Neighbours, Owner} from './alignment.ts'
import type {Assignment} from './assignment.ts'
import {areOneBackMatter} from './back-matter-names.ts'
import {type Surroundings, mostAround} from './insertion-point.ts'
import {holdsName, isOneWithin, likeness, wordsOf} from './likeness.ts'
import {nearMiss} from './near-miss.ts'
import {areOpposites} from './opposites.ts'
import {numberingOf} from '../template/heading-numbers.ts'
import {isOwnMatter} from './renamed-sections.ts'
import {isBetween} from './sibling-order.ts'

/**
 * The unknown sections, one of which may be a missing one, and none of which is its opposite: a sibling that shares half of
 * the words of its name or more; else those anywhere that have its name; else those anywhere whose names contain it, also
 * samples of a series; else one anywhere that shares most of its words; else those in its place, except for back matter,
 * unless the missing one is back matter of the same kind. If there are any, it is not certain that anything is missing.
 */
export function rivalsOf(
  spec: SectionSpec,
  parent: Section,
  {after, before}: Neighbours,
  {assignment, document}: Surroundings
): readonly Section[] {
  const words = wordsOf(spec.heading)
  const beside = assignment.unknownBelow(parent).slice(0, mostAround)
  // Asked last, since few sections come so far.
  const isOpposite = (child: Section) => areOpposites(spec.heading.folded, assignment.headingOf(child).folded)
  const like = beside.find(
    (child) =>
      wordsOf(assignment.headingOf(child)).filter((word) => words.includes(word)).length * 2 >=
        Math.max(words.length, 1) && !isOpposite(child)
  )
  if (like) return [like]
  const namesakes = assignment.unknownNamed(spec)
  if (namesakes.length > 0) return namesakes
  const holders = sectionsHoldingName(spec, document, assignment)
  if (holders.length > 0) return holders
  const elsewhere = unknownLike(spec, document, assignment)
  return elsewhere
    ? [elsewhere]
    : beside.filter(
        (child) =>
          isBetween(child, after, before) &&
          (isOwnMatter(child, assignment) || areOneBackMatter(spec.heading, assignment.headingOf(child))) &&
          !isOpposite(child)
      )
}

/**
 * The unknown section to name next to each missing one, if that helps an author: the only one that may be it. At the same
 * depth, one of the two names has to contain the other, or no other missing section belongs in its place; at another depth,
 * one name has to start with the other. A section with a name like another absent section of the template is that one instead, and one with the name of a neighbour, or that opens with the name of another section, is a second one of these.
 *
 * @param specsIn Returns the sections of the template, and those that the document does not have; called only if needed.
 */
export function rivalsToName(
  missing: readonly Missing[],
  specsIn: () => {readonly absent: readonly SectionSpec[]; readonly all: readonly SectionSpec[]}
): ReadonlyMap<Missing, Section> {
  if (!missing.some(({rivals}) => rivals.length === 1)) return new Map()
  const {absent, all} = specsIn()
  const claims = new Map<Section, number>()
  for (const {rivals} of missing) for (const rival of rivals) claims.set(rival, (claims.get(rival) ?? 0) + 1)
  const isAloneInPlace = ({spec, neighbours: {after, before}}: Missing, rival: Section) =>
    claims.get(rival) === 1 &&
    isBetween(rival, after, before) &&
    !absent.some((other) => other !== spec && nearMiss(other.heading, headingText(rival.name)))
  return new Map(
    missing.flatMap((node) => {
      const [rival, ...others] = node.rivals
      if (!rival || others.length > 0 || rival.name === '') return []
      const heading = headingText(rival.name)
      const isNamed =
        holdsName(heading, node.spec.heading) ||
        (rival.depth === node.depth
          ? isOneWithin(node.spec.heading, heading) || (!isOfOther(heading, node, all) && isAloneInPlace(node, rival))
          : startsWithOther(node.spec.heading, heading))
      return isNamed ? [[node, rival] as const] : []
    })
  )
}

/** Whether an unknown section is a second one with a neighbour's name, or opens with the name of another section of the template. */
function isOfOther(
  heading: HeadingText,
  {spec, neighbours: {after, before}}: Missing,
  specs: readonly SectionSpec[]
): boolean {
  return (
    [after, before].some((neighbour) => neighbour && headingText(neighbour.name).folded === heading.folded) ||
    specs.some(
      (other) => other !== spec && !isOpen(other.heading) && `${heading.folded} `.startsWith(`${other.heading.folded} `)
    )
  )
}

type Folded = Pick<HeadingText, 'folded'>

/** Whether one of two names starts with all of the other. */
function startsWithOther({folded: one}: Folded, {folded: other}: Folded): boolean {
  return `${one} `.startsWith(`${other} `) || `${other} `.startsWith(`${one} `)
}

/** The first unknown section anywhere in a document that shares most words of a name. */
function unknownLike({heading}: SectionSpec, document: MarkdownDocument, assignment: Assignment): Section | undefined {
  return document.sections
    .slice(0, mostSections)
    .find(
      (section) =>
        assignment.isUnknown(section) && likeness(heading, assignment.headingOf(section), mostWords).score > 0
    )
}

/** The sections whose names contain a missing one's: unknown ones, and samples with a name of their own: `Risk 4: Kiln care: lid stuck`. */
function sectionsHoldingName(
  {heading}: SectionSpec,
  document: MarkdownDocument,
  assignment: Assignment
): readonly Section[] {
  if (isOpen(heading)) return []
  return document.sections
    .slice(0, mostSections)
    .filter(
      (section) =>
        holdsName(assignment.headingOf(section), heading) &&
        (assignment.isUnknown(section) || isInOwnName(assignment.ownerOf(section), section, heading))
    )
}

/** Whether a section is a sample whose name in the template does not contain that of the missing one. */
function isInOwnName(owner: Owner, section: Section, heading: HeadingPattern): boolean {
  return owner.section === section && isOpen(owner.spec.heading) && !holdsName(owner.spec.heading, heading)
}

/** Only so many sections of a document are considered. */
const mostSections = 200

const mostWords = 0.5

/**
 * Whether the number of a missing step is taken by a heading with a name of its own or by a list item, or whether these are
 * numbered in another way: `5.1` if `5.C` is missing.
 */
export function isNumberTaken({heading: {name}}: SectionSpec, parent: Section, {assignment}: Surroundings): boolean {
  const own = numberingOf(name)
  if (own === undefined || parent.depth < 2) return false
  const known = numbersIn.get(parent) ?? numbersBelow(parent, assignment)
  numbersIn.set(parent, known)
  return known.has(own) || [...known].some((numbering) => wayOfCounting(numbering) !== wayOfCounting(own))
}

/** The numbers of things with names of their own in a section; cached, since each missing one is compared with them. */
const numbersIn = new WeakMap<Section, ReadonlySet<string>>()

function numbersBelow(parent: Section, assignment: Assignment): ReadonlySet<string> {
  const hasOwnName = (child: Section) =>
    assignment.isUnknown(child) || (assignment.isClaimed(child) && isSample(assignment.ownerOf(child).spec.heading))
  const items = (parent.children.length > 0 ? [] : parent.content).flatMap((block) =>
    block.type === 'list' && block.ordered ? block.children.map((_, index) => String((block.start ?? 1) + index)) : []
  )
  return new Set([
    ...assignment.childrenOf(parent).flatMap((child) => (hasOwnName(child) ? (numberingOf(child.name) ?? []) : [])),
    ...items
  ])
}

function wayOfCounting(numbering: string): string {
  return numbering.replace(/\d+/g, '1').replace(/[A-Z]/, 'A')
}
