import {grouped} from '../grouped.ts'
import type {Section} from '../markdown/document.ts'
import {textOf} from '../markdown/text.ts'
import {type HeadingText, foldedText} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Neighbours} from './alignment.ts'
import type {Assignment} from './assignment.ts'
import {isBackMatter} from './back-matter-names.ts'
import {isContentsHeading} from './contents.ts'
import {isGeneralNoun} from './general-nouns.ts'
import {likeness, startAlike, wordsInSeveral, wordsOf} from './likeness.ts'
import {numberingOf} from '../template/heading-numbers.ts'
import {areOpposites} from './opposites.ts'
import {isBetween} from './sibling-order.ts'

/** A missing section of the template, and the gap in which it belongs. */
export interface Lacking {
  readonly spec: SectionSpec
  readonly gap: Neighbours
}

/** The section spec below which the missing ones belong, and the depths that they would have. */
interface Place {
  readonly spec: SectionSpec
  readonly depthOf: (spec: SectionSpec) => number
}

/** A missing section and the unknown one that it may be, and what their names have in common. */
interface Pair {
  readonly spec: SectionSpec
  readonly section: Section
  readonly score: number
  readonly words: readonly string[]
}

/** If there are more pairs of a missing and an unknown section, none are compared. */
const mostPairs = 50_000

/**
 * The unknown sections that most likely are missing ones under other names: one contains most of the parts of a missing
 * section or its text, has its number, shares words of its name, mostly in its gap, or is the only one that starts with the
 * same word. The best pairs come first; of two that are as good, neither counts. A heading that joins two names may be both.
 *
 * @param lacking The missing sections below one section, in the template's order.
 * @param unknown The unknown sections below the same section, in document order.
 */
export function renamedSections(
  lacking: readonly Lacking[],
  unknown: readonly Section[],
  {spec: {children: siblings}, depthOf}: Place,
  assignment: Assignment
): ReadonlyMap<SectionSpec, Section> {
  const renamed = new Map<SectionSpec, Section>()
  if (lacking.length * unknown.length > mostPairs) return renamed
  const ownMatter = unknown.filter((section) => isOwnMatter(section, assignment))
  const common = commonWords(siblings)
  const pairs = lacking.flatMap(({spec, gap}) => {
    const holders = unknown.filter((section) => holdsSeries(section, spec, assignment))
    const own = isBackMatter(spec.heading) ? unknown : ownMatter
    const inGap = new Set(
      own.filter((section) => section.depth === depthOf(spec) && isBetween(section, gap.after, gap.before))
    )
    const onlyHolder = holders.length === 1 ? holders[0] : undefined
    const begun = onlyBegun(
      spec,
      siblings,
      own.filter((section) => section.depth === depthOf(spec)),
      assignment
    )
    const found = own.flatMap((section): readonly Pair[] => {
      const heading = assignment.headingOf(section)
      if (section === onlyHolder || holdsAny(section, spec, assignment))
        return [{spec, section, score: 2, words: wordsOf(heading)}]
      if (isByNumber(section, spec, inGap)) return [{spec, section, score: 1.5, words: wordsOf(heading)}]
      const {score, words, isWhole} = likeness(spec.heading, heading)
      const hasAll = words.length >= wordsOf(spec.heading).length
      const isPlaced =
        inGap.has(section) ||
        (isNamedAnywhere(section, hasAll, isWhole) && assignment.isUnknown(section) && section.depth === depthOf(spec))
      const telling = hasAll ? words : words.filter((word) => !common.has(word) && !isGeneralNoun(word))
      if (score >= leastScore && isPlaced && isTelling(telling, inGap, score)) return [{spec, section, score, words}]
      return section === begun ? [{spec, section, score: 0, words}] : []
    })
    return Array.from(grouped(found, ({score}) => [score]).values()).flatMap((alike) =>
      alike.length === 1 ? alike : []
    )
  })
  const used = new Map<Section, readonly string[]>()
  for (const {spec, section, words} of pairs.toSorted((a, b) => b.score - a.score)) {
    const before = used.get(section)
    if (renamed.has(spec) || (before && !(joins.test(section.name) && words.every((word) => !before.includes(word)))))
      continue
    renamed.set(spec, section)
    used.set(section, [...(before ?? []), ...words])
  }
  return renamed
}

/** The only unknown section that starts with the same word as a missing one, if no other section of the template does. */
function onlyBegun(
  {heading}: SectionSpec,
  siblings: readonly SectionSpec[],
  unknown: readonly Section[],
  assignment: Assignment
): Section | undefined {
  const begun = unknown.filter((section) => startAlike(heading, assignment.headingOf(section)))
  const [only] = begun
  return only &&
    begun.length === 1 &&
    !siblings.some((sibling) => sibling.heading !== heading && startAlike(heading, sibling.heading)) &&
    !areOpposites(heading.folded, assignment.headingOf(only).folded)
    ? only
    : undefined
}

/** Whether a section has the number of a missing one and is alone in its place; then it is that under any name but the opposite. */
function isByNumber(section: Section, {heading}: SectionSpec, inGap: ReadonlySet<Section>): boolean {
  const numbering = numberingOf(heading.name)
  return (
    inGap.size === 1 &&
    inGap.has(section) &&
    numbering !== undefined &&
    numberingOf(section.name) === numbering &&
    !areOpposites(heading.folded, foldedText(section.name))
  )
}

/** Whether a heading identifies a section anywhere: it has the whole name, or joins all of its meaningful words with another. */
function isNamedAnywhere({name}: Section, hasAll: boolean, isWhole: boolean): boolean {
  return isWhole || (hasAll && joins.test(name))
}

/** Whether shared words are enough: short ones only if they are half of the names, or in the only section in the gap. */
function isTelling(words: readonly string[], inGap: ReadonlySet<Section>, score: number): boolean {
  return words.some(({length}) => length > 3) || (words.length > 0 && (score >= 0.5 || inGap.size === 1))
}

const joins = /[/&,]| (?:and|or|und|oder|et|ou|y|e|и) /

/** The least share of the words of both names that they have in common. */
const leastScore = 0.28

/** The words that the names of several siblings share; cached, since they are the template's. */
function commonWords(siblings: readonly SectionSpec[]): ReadonlySet<string> {
  const common = commonBySiblings.get(siblings) ?? wordsInSeveral(siblings.map(({heading}) => heading))
  commonBySiblings.set(siblings, common)
  return common
}

const commonBySiblings = new WeakMap<readonly SectionSpec[], ReadonlySet<string>>()

/** Whether a section contains what the template has in a missing one: most of its parts, or its text. */
function holdsAny(section: Section, spec: SectionSpec, assignment: Assignment): boolean {
  return holdsParts(section, spec, assignment) || (assignment.isUnknown(section) && holdsText(section, spec))
}

/** Whether a section contains most parts of a section spec. */
function holdsParts({children}: Section, spec: SectionSpec, assignment: Assignment): boolean {
  if (spec.children.length < 2) return false
  const held = new Set(children.flatMap((child) => assignment.namesakesOf(child)))
  return spec.children.filter((part) => held.has(part)).length * 2 > spec.children.length
}

/** Whether a section contains parts of the only kind that a section spec has, and that are named after it: `Alert 1` of `Alerts`. */
function holdsSeries(
  {children}: Section,
  {heading, children: [part, ...others]}: SectionSpec,
  assignment: Assignment
): boolean {
  return (
    part !== undefined &&
    others.length === 0 &&
    likeness(heading, part.heading).words.length > 0 &&
    children.some((child) => assignment.namesakesOf(child).includes(part))
  )
}

/** Whether a section contains a text of a section spec word for word. */
function holdsText(section: Section, {content: {texts}}: SectionSpec): boolean {
  return texts !== undefined && openingTexts(section).some((text) => texts.has(text))
}

function openingTexts(section: Section): readonly string[] {
  const texts =
    knownTexts.get(section) ??
    section.content
      .slice(0, mostBlocks)
      .flatMap((block) => (block.type === 'paragraph' ? textOf(block).toLowerCase() : []))
  knownTexts.set(section, texts)
  return texts
}

/** Cached, since a section is compared with all that are missing. */
const knownTexts = new WeakMap<Section, readonly string[]>()

/** Text of the template is near the beginning. */
const mostBlocks = 10

/** Whether a section is part of a document's own subject: neither back matter nor a contents list. */
export function isOwnMatter(section: Section, assignment: Assignment): boolean {
  const heading = assignment.headingOf(section)
  const known = ownMatterOf.get(heading) ?? (!isBackMatter(heading) && !isContentsHeading(heading))
  ownMatterOf.set(heading, known)
  return known
}

/** Cached, since each missing section is compared with all headings. */
const ownMatterOf = new WeakMap<HeadingText, boolean>()
