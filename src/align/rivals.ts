import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {type HeadingText, headingText, isSample} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Missing, Neighbours} from './alignment.ts'
import type {Assignment} from './assignment.ts'
import {areOneBackMatter} from './back-matter.ts'
import {type Surroundings, mostAround} from './insertion.ts'
import {isOneWithin, likeness, wordsOf} from './likeness.ts'
import {nearMiss} from './near-miss.ts'
import {areOpposites} from './opposites.ts'
import {numberingOf} from './numbering.ts'
import {isOwnMatter} from './renamed-sections.ts'
import {isBetween} from './sibling-order.ts'

/**
 * The unknown sections of which one may be a missing one, none of them its opposite: one beside it that shares half of the
 * words of its name, or more, one anywhere that has its name, or most of its words, or else those in its place, but for back
 * matter, unless one of that kind is missing. Where there is one, it is not certain that anything is missing.
 */
export function rivalsOf(
  spec: SectionSpec,
  parent: Section,
  {after, before}: Neighbours,
  {assignment, document}: Surroundings
): readonly Section[] {
  const words = wordsOf(spec.heading)
  const beside = assignment
    .unknownBelow(parent)
    .slice(0, mostAround)
    .filter((child) => !areOpposites(spec.heading.folded, assignment.headingOf(child).folded))
  const like = beside.find(
    (child) =>
      wordsOf(assignment.headingOf(child)).filter((word) => words.includes(word)).length * 2 >=
      Math.max(words.length, 1)
  )
  if (like) return [like]
  const namesakes = assignment.unknownNamed(spec)
  if (namesakes.length > 0) return namesakes
  const elsewhere = unknownLike(spec, document, assignment)
  return elsewhere
    ? [elsewhere]
    : beside.filter(
        (child) =>
          isBetween(child, after, before) &&
          (isOwnMatter(child, assignment) || areOneBackMatter(spec.heading, assignment.headingOf(child)))
      )
}

/**
 * The unknown section to name beside each missing one, where it says something to an author: the only one that may be it, if at the same depth
 * one of the two names is within the other, or it alone of what is missing belongs where that stands. One that is called as another
 * section of the template is that.
 *
 * @param absentIn Finds the sections of the template that the document does not have; only asked where one is to be named.
 */
export function rivalsToName(
  missing: readonly Missing[],
  absentIn: () => readonly SectionSpec[]
): ReadonlyMap<Missing, Section> {
  if (!missing.some(({rivals}) => rivals.length === 1)) return new Map()
  const absent = absentIn()
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
        rival.depth === node.depth
          ? isOneWithin(node.spec.heading, heading) || isAloneInPlace(node, rival)
          : startsWithOther(node.spec.heading, heading)
      return isNamed ? [[node, rival] as const] : []
    })
  )
}

type Folded = Pick<HeadingText, 'folded'>

/** Whether one of two names starts with all of the other. */
function startsWithOther({folded: one}: Folded, {folded: other}: Folded): boolean {
  return `${one} `.startsWith(`${other} `) || `${other} `.startsWith(`${one} `)
}

/** An unknown section anywhere in a document with most of the words of another. */
function unknownLike({heading}: SectionSpec, document: MarkdownDocument, assignment: Assignment): Section | undefined {
  return document.sections
    .slice(0, mostSections)
    .find(
      (section) => assignment.isUnknown(section) && likeness(heading, assignment.headingOf(section)).score >= mostWords
    )
}

/** Of more sections the last are not looked at. */
const mostSections = 200

const mostWords = 0.5

/**
 * Whether a missing step of a section has a number that one with a name of its own has, a heading or the item of a list,
 * or whether these are counted in another way: `5.1` where `5.C` is missing.
 */
export function isNumberTaken({heading: {name}}: SectionSpec, parent: Section, {assignment}: Surroundings): boolean {
  const own = numberingOf(name)
  if (own === undefined || parent.depth < 2) return false
  const known = numbersIn.get(parent) ?? numbersBelow(parent, assignment)
  numbersIn.set(parent, known)
  return known.has(own) || [...known].some((numbering) => wayOfCounting(numbering) !== wayOfCounting(own))
}

/** The numbers that things with names of their own have in a section; kept, since each missing one is held against them. */
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
