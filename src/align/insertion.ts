import type {RootContent} from 'mdast'
import type {Point} from 'unist'
import {isComment} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {statementsOf} from '../markdown/emptiness.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {textOf} from '../markdown/text.ts'
import {opensByName} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Missing, Neighbours} from './alignment.ts'
import type {Assignment} from './assignment.ts'
import {isBackMatter} from './back-matter.ts'
import {isOwnMatter} from './renamed-sections.ts'
import {earliest, isBetween, partsOf, rankOf} from './sibling-order.ts'
import type {Instance} from './slots.ts'

/** Where a missing section would be inserted. */
type Insertion = Pick<Missing, 'place' | 'precedes' | 'isBesideText' | 'textBelow'>

/** The document in which one is missing, and which section of it is which. */
export interface Surroundings {
  readonly assignment: Assignment
  readonly document: MarkdownDocument
}

/**
 * Before what belongs to it, where that is there; else where the unknown sections around it let it be; else before the
 * section that follows, or at the end of the parent, where only back matter stays behind it.
 */
export function insertionPoint(
  missing: Instance,
  parent: Instance,
  gap: Neighbours,
  surroundings: Surroundings
): Insertion {
  const insertion = pointIn(missing, parent, gap, surroundings)
  if (isBehindLeads(missing.spec, parent, gap)) return {...insertion, isBesideText: true}
  const above = textAboveParts(missing.spec, parent)
  return above ? {...insertion, isBesideText: true, textBelow: above} : insertion
}

/**
 * The section right below whose heading stands what a missing part of it most likely is: a list, or several blocks, where
 * the template has nothing but parts, and this is the first of them or has a name for any text.
 */
function textAboveParts(missing: SectionSpec, {section, spec}: Instance): Section | undefined {
  if (!section?.heading || spec.depth === 0 || !spec.content.isSilent || missing.children.length > 0) return undefined
  if (spec.children[0] !== missing && !anyText.test(missing.heading.folded)) return undefined
  const statements = section.children.length > 0 ? statementsOf(section) : []
  return statements.length >= fewestBlocks || statements.some(({type}) => type === 'list') ? section : undefined
}

/** Names of what any text may be. */
const anyText =
  /^(?:(?:meeting |general |discussion )?notes|discussion|details|description|minutes|content|text|log|notizen|protokoll|diskussion|beschreibung|notas|discusión|discussão|detalles|detalhes|descripción|descrição|compte rendu|détails|заметки|описание|メモ|議事|内容|詳細|説明|记录|記錄|说明|描述|내용|메모)$/u

/** Fewer may introduce the parts. */
const fewestBlocks = 3

/** Whether it is all that is missing between two sections, of which the first goes on below pictures or bold lines in the place of headings. */
function isBehindLeads(spec: SectionSpec, parent: Instance, {after, before}: Neighbours): boolean {
  if (!after || !before || !isBeside(after, spec, -1, parent) || !isBeside(before, spec, 1, parent)) return false
  const {spec: above} = parent.slots[rankOf(spec, parent.spec) - 1] ?? parent
  return above.content.fields.length === 0 && after.content.filter((node) => isLead(node)).length >= fewestLeads
}

function isLead(node: RootContent): boolean {
  if (node.type !== 'paragraph' || node.children.length !== 1) return false
  const [only] = node.children
  return only?.type === 'image' || only?.type === 'strong'
}

/** Fewer may be parts of what the section says by itself. */
const fewestLeads = 3

function pointIn(missing: Instance, parent: Instance, gap: Neighbours, surroundings: Surroundings): Insertion {
  const {assignment} = surroundings
  const section = parent.section as Section
  const firstPart = earliest(partsOf(missing, parent, assignment))
  if (firstPart && isBetween(firstPart, gap.after, gap.before)) return inFrontOf(firstPart)
  const amongUnknown = pointAmongUnknown(missing.spec, parent, gap, surroundings)
  if (amongUnknown) return amongUnknown
  const opening = openingText(missing.spec, parent, surroundings)
  if (opening) return opening
  const next = gap.before
    ? backMatterBefore(aroundOf(gap.before, section, assignment), missing.spec, section, assignment)
    : foreignChild(missing.spec, parent, gap.after, assignment)
  if (next) return inFrontOf(next)
  return textAlone(section, parent.spec, assignment) ?? atEnd(missing.spec, section, gap.after, surroundings)
}

/** Before the text that opens a document without a heading, where the first section of the template is by its name what opens one. */
function openingText(spec: SectionSpec, parent: Instance, {assignment, document}: Surroundings): Insertion | undefined {
  const isFirst = (parent.section?.depth ?? 0) <= 1 && parent.spec.children[0] === spec && opensByName(spec.heading)
  if (!isFirst || parent.spec.content.texts !== undefined) return undefined
  const statements = assignment.title ? statementsOf(assignment.title) : introOf(document.root, document)
  const text = statements.find((node) => node.type === 'paragraph' && textOf(node).length >= fewestLetters)
  return text && {place: text.position?.start, isBesideText: true}
}

/** So long is what says something of the subject. */
const fewestLetters = 80

/** Before what a section says without headings, which may be what belongs below the first of them, where the template has nothing of its own there. */
function textAlone(
  section: Section,
  {content: {tables, fields, blocks}}: SectionSpec,
  assignment: Assignment
): Insertion | undefined {
  const isBare = tables.length + fields.length + blocks.length === 0
  const [text] = isBare && section.depth > 1 && assignment.childrenOf(section).length === 0 ? statementsOf(section) : []
  return text && {place: text.position?.start}
}

function atEnd(
  spec: SectionSpec,
  section: Section,
  recognised: Section | undefined,
  {assignment, document}: Surroundings
): Insertion {
  const last = lastFor(spec, section, recognised, assignment)
  const [first] = assignment.childrenOf(section)
  return last === document.root && introOf(last, document).length === 0 && first
    ? inFrontOf(first)
    : {place: endOf(last, document)}
}

/** Right behind what the template has right before it, unless what follows it is there, too; the first section of all opens the document. */
function pointAmongUnknown(
  spec: SectionSpec,
  parent: Instance,
  {after, before}: Neighbours,
  {assignment, document}: Surroundings
): Insertion | undefined {
  const unknown = between(assignment.unknownBelow(parent.section as Section), after, before)
  if (
    after &&
    unknown.length > 0 &&
    isBeside(after, spec, -1, parent) &&
    !(before && isBeside(before, spec, 1, parent))
  ) {
    return {place: endOf(lastBelow(after, assignment), document)}
  }
  const opensDocument = before && parent.section?.depth === 0 && parent.spec.children[0] === spec
  const opening = opensDocument ? unknown.find((child) => isOwnMatter(child, assignment)) : undefined
  return opening && inFrontOf(opening)
}

/** What holds a section below another, where the template does not know it: nothing is inserted in the middle of that. */
function aroundOf(section: Section, parent: Section, assignment: Assignment): Section {
  let around = section
  while (around.parent && around.parent !== parent && around.parent.depth > 1 && assignment.isUnknown(around.parent))
    around = around.parent
  return around
}

/** Of sections in the order of the document the first between two others. */
function between(
  sections: readonly Section[],
  after: Section | undefined,
  before: Section | undefined
): readonly Section[] {
  const start = firstFrom(sections, (after?.index ?? 0) + 1, indexOf)
  return sections.slice(
    start,
    Math.min(start + mostAround, firstFrom(sections, before?.index ?? Number.POSITIVE_INFINITY, indexOf))
  )
}

/** Of more unknown sections around one that is missing than these, the last are not looked at. */
export const mostAround = 500

/** The first section of the back matter right before another, or that itself. */
function backMatterBefore(next: Section, spec: SectionSpec, parent: Section, assignment: Assignment): Section {
  const children = assignment.childrenOf(parent)
  let index = firstFrom(children, next.index, indexOf)
  if (children[index] !== next) return next
  while (staysLast(children[index - 1], spec, assignment)) index--
  return children[index] as Section
}

/** Whether a section is back matter that what is missing comes before, which is none itself. */
function staysLast(section: Section | undefined, spec: SectionSpec, assignment: Assignment): boolean {
  return (
    section !== undefined &&
    !isBackMatter(spec.heading) &&
    assignment.isUnknown(section) &&
    isBackMatter(assignment.headingOf(section))
  )
}

/** A section below another, at the depth of what is missing, that belongs to what the template has later. */
function foreignChild(
  spec: SectionSpec,
  parent: Instance,
  after: Section | undefined,
  assignment: Assignment
): Section | undefined {
  if (parent.spec.anyOrder) return undefined
  const isLater = (child: Section) => assignment.isClaimed(child) && assignment.ownerOf(child).spec.line > spec.line
  return between(assignment.childrenOf(parent.section as Section), after, undefined).find(
    (child) => child.depth === spec.depth && isLater(child)
  )
}

/** Whether a section is the one that the template has so many places behind another, or one more of that. */
function isBeside(section: Section, spec: SectionSpec, places: 1 | -1, {spec: parentSpec, slots}: Instance): boolean {
  const rank = rankOf(spec, parentSpec)
  return [slots[rank], slots[rank + places]].some((slot) =>
    slot?.instances.some((instance) => instance.section === section)
  )
}

/** The last section below another, or that itself, but for back matter; one that was recognised may stand behind it, below one at a wrong depth. */
function lastFor(
  spec: SectionSpec,
  section: Section,
  recognised: Section | undefined,
  assignment: Assignment
): Section {
  const child = assignment.childrenOf(section).findLast((candidate) => !staysLast(candidate, spec, assignment))
  const last = child && child.index > (recognised?.index ?? 0) ? child : recognised
  return last ? lastBelow(last, assignment) : section
}

function inFrontOf(section: Section): Insertion {
  return {place: section.heading?.position?.start, precedes: section}
}

function indexOf({index}: Section): number {
  return index
}

/** The last of the sections below another, or itself. */
function lastBelow(section: Section, assignment: Assignment): Section {
  let last = section
  for (let below = assignment.childrenOf(last).at(-1); below; below = assignment.childrenOf(last).at(-1)) last = below
  return last
}

/** What a section says itself; of a document, before its first heading. */
function introOf({depth, content}: Section, {sections: [first]}: MarkdownDocument): readonly RootContent[] {
  const end =
    depth === 0 ? (first?.heading?.position?.start.offset ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY
  return content.filter(({position}) => (position?.start.offset ?? 0) < end)
}

function endOf(section: Section, document: MarkdownDocument): Point | undefined {
  const {sections} = document
  const content = introOf(section, document)
  if (section.depth === 0 && content.length === 0) return {line: 1, column: 1, offset: 0}
  // The definitions of links at the end of a document stay there, below what a comment says of them.
  const ends = section.index === sections.length && content.at(-1)?.type === 'definition'
  // What is missing belongs before the rule that closes a section.
  const last =
    content.findLast(
      (node) =>
        node.type !== 'thematicBreak' &&
        (!ends || !(node.type === 'definition' || (node.type === 'html' && isComment(node.value))))
    ) ??
    section.heading ??
    content.at(-1)
  return last?.position?.end
}
