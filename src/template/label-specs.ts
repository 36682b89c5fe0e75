import {grouped} from '../grouped.ts'
import {remembered} from '../remembered.ts'
import type {Nodes} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {isToCome} from '../markdown/says-nothing.ts'
import type {Field} from '../markdown/fields.ts'
import {textOf} from '../markdown/text.ts'
import {makeOptional, hasPlaceholder, isSample} from './block-specs.ts'
import {type Directive, valuesIn} from './directives.ts'
import {type HeadingPattern, headingPattern} from './heading-pattern.ts'
import {withoutPlural} from './name-variants.ts'
import {isNameForRemarks} from './names-for-remarks.ts'
import {hasOptionalMark, saysOptionalInName} from './optional-marks.ts'
import {saysOptionalAnywhere, saysPartOptional, saysWhenInName} from './optional-wordings.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import {choiceIn, closedValues, holdsOneOf} from './choices.ts'
import {asksForNothing, isWrittenByTool} from './nothing-to-write.ts'
import {isDatePattern, startsWithDate} from './dates.ts'
import {stemOf} from './running-numbers.ts'
import {runningNumber} from './skeleton-marks.ts'
import type {ContentSpec, FieldSpec} from './schema.ts'

interface Labels {
  readonly fields: readonly FieldSpec[]
  /** The stems of labels that are samples of a series. */
  readonly series: readonly string[]
}

/** A field with the directives about it. */
interface Label extends Field {
  readonly directives: readonly Directive[]
}

/**
 * Fields with their own directives and those before their block. `values` before a block is for the fields that have
 * one of the values, or else for the first field. A line with a directive of its own is a field, whatever its value.
 */
export function withDirectives(
  fields: readonly Field[],
  own: ReadonlyMap<Field, readonly Directive[]>,
  before: readonly Directive[],
  isNote: (field: Field) => boolean
): readonly Label[] {
  const values = valuesIn(before)
  const holders = values ? fields.filter(({value}) => holdsOneOf(value, values)) : []
  const [first] = fields
  return fields
    .map((field) => ({
      ...field,
      directives: [
        ...(own.get(field) ?? []),
        ...before.filter(
          ({type}) => type !== 'values' || holders.includes(field) || (holders.length === 0 && field === first)
        )
      ]
    }))
    .filter(
      (label) =>
        (!label.isDoubtful && !isBox(label) && !isNote(label)) ||
        isAskedFor(label) ||
        label.directives.some(({type}) => type === 'optional')
    )
}

/** A box is about its tick, not about a value; task lists have a reader of their own. */
function isBox({node}: Label): boolean {
  return node.type === 'listItem' && typeof node.checked === 'boolean'
}

/** The labels of a block that a document must have, each with those nested below it. */
export function readLabels(labels: readonly Label[], template: MarkdownDocument): Labels {
  const named = labels.filter(({label}) => !hasBracket.test(label))
  const plain = areLettered(named) || areClaims(named) ? named.filter((label) => isAskedFor(label)) : named
  const series = seriesIn(plain)
  const repeated = repeatedLabel(plain)
  if (repeated) return {series, fields: [{...readField(repeated), isOptional: true, isOfSample: true}]}
  const required = areReferences(plain)
    ? plain.filter((label) => isAskedFor(label))
    : requiredLabels(
        plain.filter(({label, within}) => within === undefined && !series.includes(stemOf(label))),
        template
      )
  const within = grouped(labels, (field): readonly [Nodes | undefined] => [field.within])
  return {
    series,
    fields: required.map((field) => {
      const nested = requiredLabels(
        (within.get(field.node) ?? []).filter((other) => other !== field && !hasBracket.test(other.label)),
        template
      )
      const below = seriesIn(nested).length > 0 ? [] : nested
      return {...readField(field), ...(below.length > 0 && {nested: below.map((other) => readField(other))})}
    })
  }
}

/** A label to fill in. */
const hasBracket = /[[{<【]/

/** Whether labels are samples, each with a letter, whatever else they say: `Guess A, refuted`, `Trial B, in vain`. */
function areLettered(labels: readonly Label[]): boolean {
  return (
    labels.length > 1 &&
    labels.every(
      ({label, node}, index) => node.type === 'listItem' && letterIn(label) === String.fromCharCode(65 + index)
    )
  )
}

/**
 * Whether labels are claims, each a sentence with its subjects below it, of which an author keeps the true ones: `This
 * glaze keeps to the recipe, and can be fired as it is in the kilns:`.
 */
function areClaims(labels: readonly Label[]): boolean {
  return (
    labels.length > 1 &&
    labels.every(({label, value, node}) => node.type === 'listItem' && value === '' && isSentence(label))
  )
}

/** Whether a label has a comma and more words than a name. */
function isSentence(label: string): boolean {
  return /\S, \S/.test(label)
    ? label.split(' ').length >= fewestWords
    : /\S，\S/u.test(label) && label.length >= fewestSigns
}

const fewestWords = 9
const fewestSigns = 20

/** The capital letter that is a word of its own in a label. */
function letterIn(label: string): string | undefined {
  return /(?<![\p{Alpha}\p{N}])[A-Z](?![\p{Alpha}\p{N}'’-])/u.exec(label)?.[0]
}

/**
 * The label of all items of a list, if they share one and so are samples of one item: `Deferred item: …`, at least
 * twice.
 */
function repeatedLabel([first, ...others]: readonly Label[]): Label | undefined {
  const isSame = ({label, within}: Label) =>
    within === undefined && labelPattern(label).folded === labelPattern(first?.label ?? '').folded
  return first?.node.type === 'listItem' &&
    first.within === undefined &&
    others.length > 0 &&
    !isAskedFor(first) &&
    others.every(isSame)
    ? first
    : undefined
}

/**
 * The first of several paragraphs that are names of one series, each with what follows it as its content: `kiln_1:`.
 */
export function firstOfSeries(labels: readonly Field[]): Nodes | undefined {
  const names = labels.filter(({value, node}) => value === '' && node.type === 'paragraph')
  const series = seriesIn(names)
  const first = names.find(({label}) => series.includes(stemOf(label)))
  return names.filter(({label}) => first && stemOf(label) === stemOf(first.label)).length > 1 ? first?.node : undefined
}

/** The same labels, all optional. */
export function allOptional({series, fields}: Labels): Labels {
  return {series, fields: fields.map((field) => ({...field, isOptional: true}))}
}

/** The same labels, all optional, as they are repeated below each of several samples. */
export function ofSamples({series, fields}: Labels): Labels {
  return {series, fields: fields.map((field) => ({...field, isOptional: true, isOfSample: true as const}))}
}

/** Whether a directive says what a label is called, which values it has, or that it is required. */
function isAskedFor({directives}: Label): boolean {
  return directives.some(({type}) => type === 'label' || type === 'values' || type === 'required')
}

/** The stems that labels share except for a number, and those that start a series by themselves. */
function seriesIn(labels: readonly Field[]): readonly string[] {
  const stems = labels.map(({label}) => stemOf(label))
  return [
    ...new Set(
      stems.filter(
        (stem, index) =>
          stem.includes(runningNumber) &&
          !/\p{Ll}\d/u.test(labels[index]?.label ?? '') &&
          (stems.indexOf(stem) !== index ||
            stems.lastIndexOf(stem) !== index ||
            isFirstOfSeries(labels[index]?.label ?? ''))
      )
    )
  ]
}

/** The series of some blocks of a section, and those of them in which two fields of the section have the same number. */
export function seriesOf(
  blocks: readonly Labels[],
  fields: readonly Field[]
): Pick<ContentSpec, 'series' | 'repeatedSeries'> {
  const series = blocks.flatMap((block) => block.series)
  if (series.length === 0) return {}
  const [met, twice] = [new Set<string>(), new Set<string>()]
  for (const {label} of fields) (met.has(label) ? twice : met).add(label)
  const repeated = new Set(Array.from(twice, (label) => stemOf(label)))
  const repeatedSeries = series.filter((stem) => repeated.has(stem))
  return {series, ...(repeatedSeries.length > 0 && {repeatedSeries})}
}

/**
 * Whether a label alone shows that others follow: an identifier with a number, or a name with the number one,
 * `Decision 1`.
 */
function isFirstOfSeries(label: string): boolean {
  return /^\p{Lu}{1,8}[-_ ]?\d{1,6}$|(?:\s|\p{Script=Han})1$/u.test(label)
}

/**
 * Whether all labels have references for values, most of them without a name to fill in: they are examples of what
 * there may be to read.
 */
function areReferences(labels: readonly Field[]): boolean {
  return (
    labels.length > 1 &&
    labels.every(({value}) => value !== '' && withoutReferences(value) === '') &&
    labels.filter(({value}) => hasSlotInCode(value)).length * 2 < labels.length
  )
}

function withoutReferences(value: string): string {
  return value.replaceAll(
    /\[[^[\]]*\]\([^()\s]*\)|`[^`]*`|<?https?:\/\/\S+|\b\p{Lu}{2,6}-(?:[NX\d]{2,6}|YYY+|ZZZ+)\b|[\s,;·•|.…-]|\.\.\./gu,
    ''
  )
}

/** Labels with something to fill in and, if there are any, those beside them with a text of the template to replace. */
function requiredLabels(labels: readonly Label[], template: MarkdownDocument): readonly Label[] {
  const open = new Set(
    labels.filter((field) => isAskedFor(field) || (isToFillIn(field, template) && !isOverSample(field, template)))
  )
  return open.size === 0 ? [] : labels.filter((field) => open.has(field) || !isRemark(field))
}

function isToFillIn(field: Field, template: MarkdownDocument): boolean {
  const {value, isEmpty, isBeforeParts} = field
  // Subsections after a label do not count as its value.
  return (
    isEmpty ||
    isBeforeParts ||
    choiceIn(value) !== undefined ||
    startsWithDate(value) ||
    isDatePattern(value) ||
    hasSlot(field, template) ||
    hasSamples(field, template)
  )
}

function hasSlot({label, value, valuePlace, paragraph}: Field, template: MarkdownDocument): boolean {
  if (!('start' in valuePlace) || paragraph.type === 'tableRow') return false
  if (hasSlotInCode(value) && label.split(' ').length <= mostWordsOfName) return true
  const [start = 0, end = 0] = [valuePlace.start.offset, valuePlace.end.offset]
  return placeholdersIn(template.source, paragraph).some((token) => start <= token.start && token.end <= end)
}

/**
 * Whether there is a name to fill in within code, `pots/<name>`, `localhost:[PORT]`, and not just a type such as
 * `Map<Name>`. Braces have to enclose all of the code, because within a path or an object they are syntax.
 */
function hasSlotInCode(value: string): boolean {
  if (inBracesInCode.test(value)) return true
  return Array.from(value.matchAll(/`([^`]+)`/g)).some(([, code = '']) =>
    /^<[^<>]{2,80}>$|(?<![\p{Alpha}\p{N}])<\p{Alpha}[\p{Alpha}\p{N} _-]{1,40}>|(?<![\p{Alpha}\p{N}])\[\p{Lu}[\p{Lu}_]{1,40}\]/u.test(
      code
    )
  )
}

/** Code that is a name in braces and nothing else, optionally followed by a remark. */
const inBracesInCode = /^`\{{1,2} ?\p{Alpha}[^`{}:"'=;]{0,80}\}{1,2}`(?: \([^()]{1,200}\))?$/u

/**
 * Whether there is something to fill in below a label: nested in its item, or in a list after a paragraph that is a
 * name.
 */
function hasSamples({label, value, hasMore, node, paragraph}: Field, template: MarkdownDocument): boolean {
  if (node !== paragraph) return (value === '' ? hasMore : value.endsWith(':')) && hasPlaceholder(node, template)
  return value === '' && hasMore && label.split(' ').length <= mostWordsOfName && isBeforeSamples(node, template)
}

/** A longer label is a sentence about what follows. */
const mostWordsOfName = 3

/** Whether a label only introduces an example in which nothing must be filled in. */
function isOverSample({label, value, node}: Field, template: MarkdownDocument): boolean {
  if (value !== '' || node.type !== 'paragraph' || !wordForExample.test(label)) return false
  // There may be a date between the two.
  const next = template.tree.children
    .slice(template.tree.children.findIndex((block) => block === node) + 1)
    .find((block) => block.type !== 'paragraph' || !/[:：]$/.test(textOf(block)))
  return next?.type === 'paragraph' && !hasPlaceholder(next, template)
}

const wordForExample =
  /^(?:examples?|samples?|beispiele?|exemples?|ejemplos?|exemplos?|esemp(?:io|i)|voorbeeld(?:en)?|примеры?|示例|例|예시?)$/iu

/** Whether a list of samples follows a label. */
function isBeforeSamples(node: Nodes, template: MarkdownDocument): boolean {
  const next = template.tree.children[template.tree.children.findIndex((block) => block === node) + 1]
  return next?.type === 'list' && isSample(next, template)
}

/** Whether the value of a label is a remark or a fixed reference of the template, which authors do not replace. */
function isRemark({value}: Field): boolean {
  const words = value.split(' ').length
  return (
    /^(?:`[^`]*`|(?:[#@/]|~\/)\S*|<?https?:\/\/[^\s[\]{}<>]*>?)$/.test(value) ||
    (words > 3 && /[.!?。]$/.test(value)) ||
    words > 15
  )
}

/** Labels for people, so that words between bars are kinds of people and not a choice: `Deciders: People | Team`. */
const people =
  /^(?:\p{Alpha}+ )?(?:owners?|authors?|deciders?|reviewers?|approvers?|contacts?|assignees?|participants?|attendees|stakeholders?|maintainers?)(?:\(s\))?$/iu

function readField(field: Label): FieldSpec {
  const {label, labelPlace, value, node, directives} = field
  const values = valuesIn(directives) ?? (people.test(label) ? undefined : closedValues(value))
  const [expression] = directives.flatMap((directive) => (directive.type === 'label' ? [directive.expression] : []))
  return {
    label: labelPattern(label),
    ...(expression !== undefined && {expression}),
    line: labelPlace.start.line,
    isBracketed: isInBrackets(value),
    isOptional: makeOptional(directives) || mayBeAbsent(field),
    ...(isDatePattern(value) && {isDate: true}),
    ...(node.type === 'listItem' && {isItem: true as const}),
    ...((isToCome(value) || offersToCome.test(value.toLowerCase())) && {isToCome: true}),
    ...(values && {values})
  }
}

/** Whether a field says by itself that an author may leave it out. */
function mayBeAbsent({label, mark, value, isEmpty}: Label): boolean {
  return (
    isInstruction.test(label) || isMarkedOptional(`${label} ${mark}`, value) || (isEmpty && isNameForRemarks(label))
  )
}

/** A label for the author: `Instructions: Fill out what follows`. */
const isInstruction = /(?:^|\s)(?:instructions?|guidance|guidelines|instrucciones|instruções|anleitung)$/i

/** Whether a label is marked as optional, or its value says that it may be left out or asks for nothing. */
function isMarkedOptional(label: string, value: string): boolean {
  return (
    asksForNothing(value) ||
    saysPartOptional(value) ||
    saysOptionalAnywhere(value) ||
    hasOptionalMark(`${label} ${value}`) ||
    saysOptionalInName(label) ||
    saysWhenInName(label)
  )
}

/** A value that may be given later, as the template says: `[name or "TBD"]`. */
const offersToCome =
  /(?: (?:or|oder|ou|o) |[/|]) ?["'“‘«]?(?:tb[acd]|to be (?:announced|confirmed|decided|defined|determined))["'”’»]?(?:\]\([^()\s]{0,300}\)|[\s\])}>]*)$/

/** Whether a value is in brackets that an author removes when filling it in. */
function isInBrackets(value: string): boolean {
  return value === '[]' || (bracketed.test(value) && !isWrittenByTool(value))
}

/** A text in brackets and nothing else. */
export const bracketed = /^\[[^[\]]+\]$/

/** The pattern of a label, in which a plural is equal to its singular. */
function labelPattern(label: string): HeadingPattern {
  const pattern = headingPattern(label, [], false)
  return {...pattern, folded: withoutPlural(pattern.folded)}
}

/**
 * The possible singulars of a folded label: `glass` of `glasses`, `cause` of `causes`; a label without a plural is its
 * own.
 */
export const singularsOf = remembered((folded): readonly string[] => {
  const singular = withoutPlural(folded)
  return folded.endsWith('es')
    ? [singular, withoutPlural(folded.replace(/(?<=\p{Alpha}(?:[sxz]|[cs]h))es$/u, ''))]
    : [singular]
})
