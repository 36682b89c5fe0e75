import type {RootContent} from 'mdast'
import type {Point} from 'unist'
import {isCommentNode} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {statementsOf} from '../markdown/says-nothing.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {textOf} from '../markdown/text.ts'
import {opensByName} from '../template/heading-pattern.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Missing, Neighbours} from './alignment.ts'
import type {Assignment} from './assignment.ts'
import {isBackMatter} from './back-matter-names.ts'
import {isOwnMatter} from './renamed-sections.ts'
import {earliest, isBetween, partsOf, rankOf} from './sibling-order.ts'
import type {Instance} from './slots.ts'

/** Where a missing section would be inserted. */
type Insertion = Pick<Missing, 'place' | 'precedes' | 'isBesideText' | 'textBelow'>

/** The document in which a section is missing, and which section of it is which. */
export interface Surroundings {
  readonly assignment: Assignment
  readonly document: MarkdownDocument
}

/**
 * Find the place for a missing section: before its own parts, if there are any; else where the unknown sections around it
 * allow; else before the section that follows; else at the end of the parent, before back matter.
 */
export function insertionPoint(
  missing: Instance,
  parent: Instance,
  gap: Neighbours,
  surroundings: Surroundings
): Insertion {
  const insertion = pointIn(missing, parent, gap, surroundings)
  if (isAfterLeads(missing.spec, parent, gap)) return {...insertion, isBesideText: true}
  const above = textAboveParts(missing.spec, parent)
  return above ? {...insertion, isBesideText: true, textBelow: above} : insertion
}

/**
 * The parent, if the text directly below its heading most likely is the missing part: a list, or several blocks, although
 * the template has only parts there, and the missing one is the first of them or has a name that suits any text.
 */
function textAboveParts(missing: SectionSpec, {section, spec}: Instance): Section | undefined {
  if (!section?.heading || spec.depth === 0 || !spec.content.isSilent || missing.children.length > 0) return undefined
  if (spec.children[0] !== missing && !anyText.test(missing.heading.folded)) return undefined
  const statements = section.children.length > 0 ? statementsOf(section) : []
  return statements.length >= fewestBlocks || statements.some(({type}) => type === 'list') ? section : undefined
}

/** Names that suit any text. */
const anyText =
  /^(?:(?:meeting |general |discussion )?notes|discussion|details|description|minutes|content|text|log|notizen|protokoll|diskussion|beschreibung|notas|discusión|discussão|detalles|detalhes|descripción|descrição|compte rendu|détails|заметки|описание|メモ|議事|内容|詳細|説明|记录|記錄|说明|描述|내용|메모)$/u

/** Fewer blocks may be an introduction to the parts. */
const fewestBlocks = 3

/** Whether only this section is missing between two others, and the first of these has pictures or bold lines in the place of headings. */
function isAfterLeads(spec: SectionSpec, parent: Instance, {after, before}: Neighbours): boolean {
  if (!after || !before || !isBeside(after, spec, -1, parent) || !isBeside(before, spec, 1, parent)) return false
  const {spec: above} = parent.slots[rankOf(spec, parent.spec) - 1] ?? parent
  return above.content.fields.length === 0 && after.content.filter((node) => isLead(node)).length >= fewestLeads
}

function isLead(node: RootContent): boolean {
  if (node.type !== 'paragraph' || node.children.length !== 1) return false
  const [only] = node.children
  return only?.type === 'image' || only?.type === 'strong'
}

/** Fewer may be the section's own content. */
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

/** Before the text that opens a document without a heading, if the template's first section has the name of an opening. */
function openingText(spec: SectionSpec, parent: Instance, {assignment, document}: Surroundings): Insertion | undefined {
  if (parent.spec.depth !== 0 || parent.spec.children[0] !== spec || !opensByName(spec.heading)) return undefined
  const statements = assignment.title ? statementsOf(assignment.title) : introOf(document.root, document)
  const text = statements.find((node) => node.type === 'paragraph' && textOf(node).length >= fewestLetters)
  return text && {place: text.position?.start, isBesideText: true}
}

/** A shorter paragraph does not introduce the subject. */
const fewestLetters = 80

/** Before the text of a section without subsections, which may belong to the first of its parts, if the template has nothing else there. */
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

/** Directly after the preceding section of the template, unless the following one is there, too; the first section of all comes before what opens the document. */
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

/** The outermost unknown section around a section, below the parent; nothing is inserted in the middle of it. */
function aroundOf(section: Section, parent: Section, assignment: Assignment): Section {
  let around = section
  while (around.parent && around.parent !== parent && around.parent.depth > 1 && assignment.isUnknown(around.parent))
    around = around.parent
  return around
}

/** The first of some sections, in document order, between two others; at most `mostAround`. */
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

/** At most this many sections around a missing one are considered. */
export const mostAround = 500

/** The first section of the back matter directly before another, or that section itself. */
function backMatterBefore(next: Section, spec: SectionSpec, parent: Section, assignment: Assignment): Section {
  const children = assignment.childrenOf(parent)
  let index = firstFrom(children, next.index, indexOf)
  if (children[index] !== next) return next
  while (staysLast(children[index - 1], spec, assignment)) index--
  return children[index] as Section
}

/** Whether a section is unknown back matter, which stays after a missing section that is none. */
function staysLast(section: Section | undefined, spec: SectionSpec, assignment: Assignment): boolean {
  return (
    section !== undefined &&
    !isBackMatter(spec.heading) &&
    assignment.isUnknown(section) &&
    isBackMatter(assignment.headingOf(section))
  )
}

/** A section below the parent, at the depth of the missing one, that belongs later in the template. */
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

/** Whether a section is an instance of a spec, or of its neighbour in the template: 1 for the next, -1 for the previous. */
function isBeside(section: Section, spec: SectionSpec, places: 1 | -1, {spec: parentSpec, slots}: Instance): boolean {
  const rank = rankOf(spec, parentSpec)
  return [slots[rank], slots[rank + places]].some((slot) =>
    slot?.instances.some((instance) => instance.section === section)
  )
}

/** The last section below another, except for back matter, or that itself. A recognised one may come later, below a section at a wrong depth. */
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

/** The last section anywhere below another, or that itself. */
function lastBelow(section: Section, assignment: Assignment): Section {
  let last = section
  for (let below = assignment.childrenOf(last).at(-1); below; below = assignment.childrenOf(last).at(-1)) last = below
  return last
}

/** The content of a section; of a document, only what precedes its first heading. */
function introOf({depth, content}: Section, {sections: [first]}: MarkdownDocument): readonly RootContent[] {
  const end =
    depth === 0 ? (first?.heading?.position?.start.offset ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY
  return content.filter(({position}) => (position?.start.offset ?? 0) < end)
}

function endOf(section: Section, document: MarkdownDocument): Point | undefined {
  const {sections} = document
  const content = introOf(section, document)
  if (section.depth === 0 && content.length === 0) return {line: 1, column: 1, offset: 0}
  // Link definitions at the end of a document stay there, with a comment above them; an only comment is the section's own.
  const ends = section.index === sections.length && content.at(-1)?.type === 'definition'
  const hasText = content.some((node) => node.type !== 'definition' && !isCommentNode(node))
  // A missing section belongs before the thematic break that closes a section.
  const last =
    content.findLast(
      (node) =>
        node.type !== 'thematicBreak' && (!ends || !(node.type === 'definition' || (hasText && isCommentNode(node))))
    ) ??
    section.heading ??
    content.at(-1)
  return last?.position?.end
}
