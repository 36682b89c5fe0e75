import type {Point} from 'unist'
import type {Nodes} from 'mdast'
import {grouped} from '../../grouped.ts'
import {isClosed} from '../../markdown/closed-document.ts'
import type {MarkdownDocument, Section} from '../../markdown/document.ts'
import {isToCome, saysNone, saysWhyNot, statementsOf} from '../../markdown/says-nothing.ts'
import type {LabelledLine} from '../../markdown/fields.ts'
import {endsNotApplicable} from '../../markdown/not-applicable.ts'
import {textOf} from '../../markdown/text.ts'
import {entriesOf, isLinkList} from '../../template/contents-list.ts'
import {foldedText} from '../../template/heading-pattern.ts'
import {singularsOf} from '../../template/label-specs.ts'
import {stemOf} from '../../template/running-numbers.ts'
import type {FieldSpec} from '../../template/schema.ts'
import {type Alignment, type Owner, fewestTogether} from '../alignment.ts'
import {endOfText} from '../end-of-text.ts'
import {type FieldAlignment, type MatchedField, namesOf as allNamesOf} from '../field-alignment.ts'
import {type StrayField, fieldsElsewhere} from '../fields-in-other-section.ts'
import {labelsToInsert} from '../label-text.ts'
import type {neighbourFinder} from '../neighbours.ts'
import {underlinedFields} from '../underlined-fields.ts'
import type {Between, Departure} from './departure.ts'

/** Labels of the template that a section lacks. */
export type MissingFields = Departure & {readonly section: Section} & (
    | (Names & {
        readonly kind: 'all fields missing'
        /** Whether other labels, parts or links of the section may say the same. */
        readonly mayBeReworded?: boolean
      })
    | (Between &
        Names & {
          readonly kind: 'fields missing'
          /** The label in the document that was probably meant as the missing one. */
          readonly perhaps?: string
        })
    | {readonly kind: 'field as heading'; readonly name: string}
    | (Between & {
        readonly kind: 'field elsewhere'
        readonly name: string
        /** The label as it is written in the document. */
        readonly label: string
        /** The section that lacks it; `section` is the section that has it. */
        readonly belongsIn: Section
      })
  )

/** The labels that are missing. */
interface Names {
  readonly names: readonly string[]
  /** In how many other sections of the kind they are missing, where they are not reported. */
  readonly alsoIn?: number
}

/** Finds the matched fields between which another belongs. */
export type FieldNeighbours = ReturnType<typeof neighbourFinder<FieldSpec, MatchedField>>

/**
 * Find the required labels that a section lacks: labels that are in another section, labels that are probably there in other
 * words, and labels that are not there; several missing in one place are one departure.
 *
 * @param matched The labels that it has, without those below samples.
 */
export function missingFields(
  {fields, missing, renamed}: FieldAlignment,
  matched: readonly MatchedField[],
  neighboursOf: FieldNeighbours,
  owner: Owner,
  alignment: Alignment
): readonly MissingFields[] {
  const {section} = owner
  const required = withoutSections(
    missing.filter(({isOptional}) => !isOptional),
    matched.length === 0,
    section,
    alignment
  )
  const stray = new Map(fieldsElsewhere(required, owner, alignment).map((field) => [field.spec, field]))
  const wanted = required.filter((spec) => !stray.has(spec))
  const unnamed = wanted.filter((spec) => !renamed.has(spec))
  const underlined = underlinedFields(unnamed, section, alignment)
  // A label that may be left out is reported only if it is probably there under another name.
  const openings = unnamed.some((spec) => isPhrase(spec)) ? openingsOfItems(section) : []
  const absent = unnamed.filter(
    (spec) =>
      !underlined.has(spec) &&
      spec.mayGo === undefined &&
      !(isPhrase(spec) && openings.some((text) => opensWith(text, spec.label.folded)))
  )
  const [first] = absent
  const likely = [
    ...Array.from(stray.values(), (field) => fieldElsewhere(field, section, neighboursOf)),
    ...wanted.flatMap((spec) => perhapsThere(spec, renamed.get(spec), section, neighboursOf)),
    ...Array.from(underlined, ([spec, heading]) => underlinedField(spec, heading, section))
  ]
  if (!first) return likely
  if (matched.length === 0) {
    if (saysWhyNot(section)) return []
    const links = linkTextsIn(section)
    const left = absent.filter(({label}) => !links.some((text) => opensWith(text, label.folded)))
    const [firstLeft] = left
    const {series = []} = owner.spec.content
    const ofOwn = fields.filter(({label}) => !series.includes(stemOf(label)))
    // In a list of links, each document has those that exist.
    const mayBeReworded = ofOwn.length >= missing.length || section.children.length > 0 || links.length > 0
    return firstLeft
      ? [...likely, {...allMissing(left, firstLeft, section, alignment), mayBeReworded, isUncertain: mayBeReworded}]
      : likely
  }
  // What does not exist or does not apply is not described.
  if (hasNoneAtAll(matched, absent) || endsNotApplicable(statementsOf(section).at(-1))) return []
  const known = new Set<Nodes>(matched.map(({field}) => field.node))
  const others = fields.filter(({node, isDoubtful}) => !isDoubtful && !known.has(node))
  const gaps = grouped(absent, (field) => {
    const {after, before} = neighboursOf(field)
    return [`${after?.spec.line} ${before?.spec.line}`]
  })
  return [
    ...likely,
    ...[...gaps.values()]
      .flatMap((gap) => (gap.length < fewestTogether ? gap.map((field) => [field]) : [gap]))
      .map((gap) => missingFromGap(gap, {known, others}, section, neighboursOf, alignment))
  ]
}

/** The fields that a document does not have as sections of its own. If it has one, the text of a section without any labels is the others. */
function withoutSections(
  fields: readonly FieldSpec[],
  hasNone: boolean,
  section: Section,
  alignment: Alignment
): readonly FieldSpec[] {
  const beside = fields.length > 0 ? sectionsBeside(section, alignment) : new Set()
  const left = fields.filter((spec) => !allNamesOf(spec).some((name) => beside.has(name)))
  return left.length < fields.length && hasNone && statementsOf(section).length > 0 ? [] : left
}

/** The names, as labels have them, of the sections of the author's own that follow a section, up to the next one of the template. */
function sectionsBeside(section: Section, {ownerOf}: Alignment): ReadonlySet<string> {
  const siblings = section.heading ? (section.parent?.children ?? []) : []
  const after = siblings.slice(siblings.indexOf(section) + 1)
  const end = after.findIndex((sibling) => ownerOf(sibling).section === sibling)
  return new Set((end < 0 ? after : after.slice(0, end)).flatMap(({name}) => singularsOf(foldedText(name))))
}

/**
 * Whether the only label of the template in a section is the first, which names what the others describe, and says that
 * there is none: `Name: No official tool`.
 */
function hasNoneAtAll([first, ...others]: readonly MatchedField[], required: readonly FieldSpec[]): boolean {
  return (
    first !== undefined &&
    others.length === 0 &&
    nameOfAll.test(first.spec.label.folded) &&
    required.every(({line}) => line > first.spec.line) &&
    !/^\W*no\W*$/i.test(first.field.value) &&
    !isToCome(first.field.value) &&
    saysNone(first.field.value)
  )
}

const nameOfAll = /^(?:name|nombre|nome?|naam|navn|namn|nazwa|название|名前|名称|名稱|이름)$/u

/** Whether a label of an item has several words, so that a sentence that opens with them says the same: `Never guess:`. */
function isPhrase({label, isItem}: FieldSpec): boolean {
  return isItem === true && label.folded.includes(' ')
}

/** The folded openings of the items of a section that are plain sentences, without a label set off. */
function openingsOfItems({content}: Section): readonly string[] {
  return content.flatMap((node) =>
    node.type === 'list'
      ? node.children.flatMap(({children: [text]}) =>
          text?.type === 'paragraph' && text.children[0]?.type === 'text'
            ? foldedText(textOf(text).slice(0, longestOpening))
            : []
        )
      : []
  )
}

const longestOpening = 200

/** The texts of the links in a section whose lists all consist of links. */
function linkTextsIn({content}: Section): readonly string[] {
  const lists = content.filter((node) => node.type === 'list')
  return lists.every((list) => isLinkList(list))
    ? lists.flatMap((list) => entriesOf(list).links).map((link) => foldedText(textOf(link)))
    : []
}

/** Whether a text begins with the words of a label: `API reference` for `API`. */
function opensWith(text: string, label: string): boolean {
  return text.startsWith(label) && !(/^[a-z]/.test(text.slice(label.length)) && /[a-z]$/.test(label))
}

function namesOf(fields: readonly FieldSpec[]): readonly string[] {
  return fields.map(({label}) => label.name)
}

function labelsOf({after, before}: ReturnType<FieldNeighbours>): Between {
  return {after: after?.field.label, before: before?.field.label}
}

/** A label that is in another section of the template; the repair is to move it, not to add a second one. */
function fieldElsewhere(
  {spec, field, owner}: StrayField,
  section: Section,
  neighboursOf: FieldNeighbours
): MissingFields {
  return {
    kind: 'field elsewhere',
    name: spec.label.name,
    label: field.label,
    belongsIn: section,
    ...labelsOf(neighboursOf(spec)),
    place: field.labelPlace,
    section: owner.section,
    templateLine: spec.line,
    isUncertain: true
  }
}

/** A missing label that is probably there under another with some of its words. */
function perhapsThere(
  spec: FieldSpec,
  other: LabelledLine | undefined,
  section: Section,
  neighboursOf: FieldNeighbours
): readonly MissingFields[] {
  if (!other) return []
  return [
    {
      kind: 'fields missing',
      names: [spec.label.name],
      ...labelsOf(neighboursOf(spec)),
      perhaps: other.label,
      place: other.read().labelPlace,
      section,
      templateLine: spec.line,
      isUncertain: true
    }
  ]
}

/** A missing label that is underlined, and so a heading. */
function underlinedField(spec: FieldSpec, {heading}: Section, section: Section): MissingFields {
  return {kind: 'field as heading', name: spec.label.name, place: heading?.position, section, templateLine: spec.line}
}

function allMissing(
  absent: readonly FieldSpec[],
  first: FieldSpec,
  section: Section,
  alignment: Alignment
): MissingFields & {readonly kind: 'all fields missing'} {
  return {
    kind: 'all fields missing',
    names: namesOf(absent),
    place: first.isAtEnd ? alignment.document.tree.position?.end : endOfText(section, alignment),
    section,
    templateLine: first.line
  }
}

/** The surroundings of missing labels: nodes of matched ones, and labelled lines that the template does not have. */
interface Beside {
  readonly known: ReadonlySet<Nodes>
  readonly others: readonly LabelledLine[]
}

function missingFromGap(
  gap: readonly FieldSpec[],
  {known, others}: Beside,
  section: Section,
  neighboursOf: FieldNeighbours,
  {document, ownerOf}: Pick<Alignment, 'document' | 'ownerOf'>
): MissingFields {
  const [first] = gap as readonly [FieldSpec]
  const {after, before} = neighboursOf(first)
  const beside = after ?? before
  // A label that is in its place under another name would be there twice; another label elsewhere in the section does not matter.
  const isAlone = !others.some(
    ({start}) =>
      (after?.field.labelPlace.start.offset ?? -1) < start &&
      start < (before?.field.labelPlace.start.offset ?? Number.POSITIVE_INFINITY)
  )
  const items = itemsBetween(after, before, known, document)
  const inserted = beside && isAlone && items === 0 && labelsToInsert(gap, beside.field, beside === after, document)
  const place = inserted ? document.pointAt(inserted.at) : placeBetweenFields(after, before)
  return {
    kind: 'fields missing',
    names: namesOf(gap),
    ...labelsOf({after, before}),
    place,
    section,
    ...(inserted && {expected: [inserted.text], isChoice: others.length > 0 || isClosed(document)}),
    templateLine: first.line,
    isUncertain:
      items >= gap.length || isBesideNested(beside, others) || isAmongHeadings({after, before}, gap, section, ownerOf)
  }
}

/** The place of missing labels: after the one before them, else before the one after them. */
function placeBetweenFields(after: MatchedField | undefined, before: MatchedField | undefined): Point | undefined {
  return after ? after.field.node.position?.end : before?.field.node.position?.start
}

/** Whether labels are missing among nested ones of the author's own, which may say the same under other names. */
function isBesideNested(beside: MatchedField | undefined, others: readonly LabelledLine[]): boolean {
  return beside?.field.within !== undefined && others.length > 0
}

/**
 * Whether labels are missing beside a heading for one, where there are more headings of the author's own, which may say
 * the same.
 */
function isAmongHeadings(
  {after, before}: ReturnType<FieldNeighbours>,
  gap: readonly FieldSpec[],
  {children}: Section,
  ownerOf: Alignment['ownerOf']
): boolean {
  if ((after ?? before)?.field.node.type !== 'heading') return false
  const from = after?.field.labelPlace.end.offset ?? -1
  const to = before?.field.labelPlace.start.offset ?? Number.POSITIVE_INFINITY
  const own = children.filter((child) => {
    const at = child.heading?.position?.start.offset ?? -1
    // The heading of the next label starts before its text.
    return ownerOf(child).section !== child && from < at && child.heading !== before?.field.node && at < to
  })
  return own.length > gap.length
}

/** How many items of the author's own are where labels are missing from a list; if there are as many, they may say the same. */
function itemsBetween(
  after: MatchedField | undefined,
  before: MatchedField | undefined,
  known: ReadonlySet<Nodes>,
  document: MarkdownDocument
): number {
  const [first, last] = [after, before].map((other) => other?.field.node)
  const items = [first, last].filter((node) => node?.type === 'listItem')
  const list =
    items.length === 0
      ? undefined
      : document.nodes('list').find(({node}) => items.every((item) => node.children.includes(item)))
  if (!list) return 0
  const {children} = list.node
  const [start, end] = [first, last].map((node) => children.findIndex((item) => item === node))
  return children.slice((start ?? -1) + 1, end === -1 ? undefined : end).filter((item) => !known.has(item)).length
}
