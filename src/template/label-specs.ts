import {grouped} from '../grouped.ts'
import {remembered} from '../remembered.ts'
import type {Nodes} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {isToCome} from '../markdown/emptiness.ts'
import type {Field} from '../markdown/fields.ts'
import {textOf} from '../markdown/text.ts'
import {areFreeing, hasPlaceholder, isSample} from './block-specs.ts'
import {type Directive, valuesIn} from './directives.ts'
import {type HeadingPattern, headingPattern} from './heading-pattern.ts'
import {freeing, withoutPlural} from './name-forms.ts'
import {letsGo, letsPartGo} from './optionality.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import {
  asksForNothing,
  choiceIn,
  closedValues,
  holdsOneOf,
  isDatePattern,
  isWrittenByTool,
  runningNumber,
  startsWithDate,
  stemOf
} from './reading.ts'
import type {FieldSpec} from './schema.ts'

interface Labels {
  readonly fields: readonly FieldSpec[]
  /** The stems of labels that are samples of a series. */
  readonly series: readonly string[]
}

/** A labelled line with what directives say of it. */
interface Label extends Field {
  readonly directives: readonly Directive[]
}

/**
 * Labels with their own directives and those before their block: values are those of labels that have one of them, or else
 * of the first. A line that a directive speaks of is a label, whatever stands beside it.
 */
export function withDirectives(
  fields: readonly Field[],
  own: ReadonlyMap<Field, readonly Directive[]>,
  before: readonly Directive[]
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
        (!label.isDoubtful && !isBox(label) && !isRuleForAuthor(label)) ||
        isAskedFor(label) ||
        label.directives.some(({type}) => type === 'optional')
    )
}

/**
 * Whether a line above the first section tells authors of the file that they write, in sentences with nothing to fill in:
 * `**Naming:** Files are named after the kiln. Ask the editor for a number.`
 */
function isRuleForAuthor({node, section, value}: Label): boolean {
  if (node.type !== 'paragraph' || section.depth > 1) return false
  const prose = textOf({...node, children: node.children.filter(({type}) => type !== 'inlineCode')})
  return (
    !/[[{<]/.test(prose) &&
    (value.match(/[\p{L}`)][.!](?=\s|$)/gu) ?? []).length > 1 &&
    /\b(?:files?|filenames?) (?:is|are|must be|should be|will be) (?:called|named|placed|put|saved|stored)\b/i.test(
      value
    )
  )
}

/** A box says by its tick whether what stands behind it is meant: task lists have a reader of their own. */
function isBox({node}: Label): boolean {
  return node.type === 'listItem' && typeof node.checked === 'boolean'
}

/** The labels of a block that are due, those that are nested below one of them with it. */
export function readLabels(labels: readonly Label[], template: MarkdownDocument): Labels {
  const named = labels.filter(({label}) => !/[[{<]/.test(label))
  const plain = areLettered(named) || areClaims(named) ? named.filter((label) => isAskedFor(label)) : named
  const series = seriesIn(plain)
  const repeated = repeatedLabel(plain)
  if (repeated) return {series, fields: [{...readField(repeated), isOptional: true, isOfSample: true}]}
  const due = areReferences(plain)
    ? plain.filter((label) => isAskedFor(label))
    : dueLabels(
        plain.filter(({label, within}) => within === undefined && !series.includes(stemOf(label))),
        template
      )
  const within = grouped(labels, (field): readonly [Nodes | undefined] => [field.within])
  return {
    series,
    fields: due.map((field) => {
      const nested = dueLabels(
        (within.get(field.node) ?? []).filter((other) => other !== field && !/[[{<]/.test(other.label)),
        template
      )
      const below = seriesIn(nested).length > 0 ? [] : nested
      return {...readField(field), ...(below.length > 0 && {nested: below.map((other) => readField(other))})}
    })
  }
}

/** Whether labels are samples with a letter each, whatever else they say: `Guess A, refuted`, `Trial B, in vain`. */
function areLettered(labels: readonly Label[]): boolean {
  return (
    labels.length > 1 &&
    labels.every(
      ({label, node}, index) => node.type === 'listItem' && letterIn(label) === String.fromCharCode(65 + index)
    )
  )
}

/**
 * Whether labels are claims, each a sentence with what it holds of below it, of which an author keeps those that are true:
 * `This glaze keeps to the recipe, and can be fired as it is in the kilns:`.
 */
function areClaims(labels: readonly Label[]): boolean {
  return (
    labels.length > 1 &&
    labels.every(({label, value, node}) => node.type === 'listItem' && value === '' && isSentence(label))
  )
}

/** More words than a name has, around a comma. */
function isSentence(label: string): boolean {
  return /\S, \S/.test(label)
    ? label.split(' ').length >= fewestWords
    : /\S，\S/u.test(label) && label.length >= fewestSigns
}

const fewestWords = 9
const fewestSigns = 20

/** The capital that stands in a label as a word. */
function letterIn(label: string): string | undefined {
  return /(?<![\p{L}\p{N}])[A-Z](?![\p{L}\p{N}'’-])/u.exec(label)?.[0]
}

/** The label that all items of a list have, which are samples of one: `Deferred item: …`, twice and more. */
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

/** The first of several paragraphs that are names of one series, what follows each of them being part of it: `kiln_1:`. */
export function firstOfSeries(labels: readonly Field[]): Nodes | undefined {
  const names = labels.filter(({value, node}) => value === '' && node.type === 'paragraph')
  const series = seriesIn(names)
  const first = names.find(({label}) => series.includes(stemOf(label)))
  return names.filter(({label}) => first && stemOf(label) === stemOf(first.label)).length > 1 ? first?.node : undefined
}

/** Labels of which a document may have none. */
export function allOptional({series, fields}: Labels): Labels {
  return {series, fields: fields.map((field) => ({...field, isOptional: true}))}
}

/** Labels that stand below each sample of a kind, of which a document may have none. */
export function ofSamples({series, fields}: Labels): Labels {
  return {series, fields: fields.map((field) => ({...field, isOptional: true, isOfSample: true as const}))}
}

/** Whether a directive says what a label is called or has behind it, or that it is due. */
function isAskedFor({directives}: Label): boolean {
  return directives.some(({type}) => type === 'label' || type === 'values' || type === 'required')
}

/** The stems that labels have in common but for a number, and those that are an identifier with one. */
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

/** Whether a label shows by itself that others are to follow: an identifier, or the number one behind a name, `Decision 1`. */
function isFirstOfSeries(label: string): boolean {
  return /^\p{Lu}{1,8}[-_ ]?\d{1,6}$|(?:\s|\p{Script=Han})1$/u.test(label)
}

/** Whether what stands behind all labels leads elsewhere, for the most part without a name to fill in: they are examples of what there may be to read. */
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

/** Labels with something to fill in, and beside such others with a text of the template, which is for replacing, too. */
function dueLabels(labels: readonly Label[], template: MarkdownDocument): readonly Label[] {
  const open = new Set(
    labels.filter((field) => isAskedFor(field) || (isToFillIn(field, template) && !isOverSample(field, template)))
  )
  return open.size === 0 ? [] : labels.filter((field) => open.has(field) || !isRemark(field))
}

function isToFillIn(field: Field, template: MarkdownDocument): boolean {
  const {value, isEmpty, isBeforeParts} = field
  // Sections of the template are nobody's value.
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
 * Whether there is a name to fill in within code, `pots/<name>`, `localhost:[PORT]`, and no type such as `Map<Name>`; braces are
 * one only as all of it, since within a path or an object they are syntax.
 */
function hasSlotInCode(value: string): boolean {
  if (inBracesInCode.test(value)) return true
  return Array.from(value.matchAll(/`([^`]+)`/g)).some(([, code = '']) =>
    /^<[^<>]{2,80}>$|(?<![\p{L}\p{N}])<\p{L}[\p{L}\p{N} _-]{1,40}>|(?<![\p{L}\p{N}])\[\p{Lu}[\p{Lu}_]{1,40}\]/u.test(
      code
    )
  )
}

/** Code that is nothing but a name in braces, with a remark behind it at most. */
const inBracesInCode = /^`\{{1,2} ?\p{L}[^`{}:"'=;]{0,80}\}{1,2}`(?: \([^()]{1,200}\))?$/u

/** Whether there is something to fill in below a label: nested in its item, or in a list behind a paragraph that is a name. */
function hasSamples({label, value, hasMore, node, paragraph}: Field, template: MarkdownDocument): boolean {
  if (node !== paragraph) return (value === '' ? hasMore : value.endsWith(':')) && hasPlaceholder(node, template)
  return value === '' && hasMore && label.split(' ').length <= mostWordsOfName && isBeforeSamples(node, template)
}

/** A longer label is a sentence on what follows. */
const mostWordsOfName = 3

/** Whether a label only says that what follows is an example, in which nothing is to be filled in. */
function isOverSample({label, value, node}: Field, template: MarkdownDocument): boolean {
  if (value !== '' || node.type !== 'paragraph' || !wordForExample.test(label)) return false
  // Between the two there may be a date.
  const next = template.tree.children
    .slice(template.tree.children.findIndex((block) => block === node) + 1)
    .find((block) => block.type !== 'paragraph' || !/[:：]$/.test(textOf(block)))
  return next?.type === 'paragraph' && !hasPlaceholder(next, template)
}

const wordForExample =
  /^(?:examples?|samples?|beispiele?|exemples?|ejemplos?|exemplos?|esemp(?:io|i)|voorbeeld(?:en)?|примеры?|示例|例|예시?)$/iu

/** Whether a list of samples is what a label speaks of. */
function isBeforeSamples(node: Nodes, template: MarkdownDocument): boolean {
  const next = template.tree.children[template.tree.children.findIndex((block) => block === node) + 1]
  return next?.type === 'list' && isSample(next, template)
}

/** Whether a label has a remark or a fixed reference of the template behind it, which an author puts nothing in the place of. */
function isRemark({value}: Field): boolean {
  const words = value.split(' ').length
  return (
    /^(?:`[^`]*`|(?:[#@/]|~\/)\S*|<?https?:\/\/[^\s[\]{}<>]*>?)$/.test(value) ||
    (words > 3 && /[.!?。]$/.test(value)) ||
    words > 15
  )
}

/** Labels behind which people stand, so that words between bars are kinds of them: `Deciders: People | Team`. */
const people =
  /^(?:\p{L}+ )?(?:owners?|authors?|deciders?|reviewers?|approvers?|contacts?|assignees?|participants?|attendees|stakeholders?|maintainers?)(?:\(s\))?$/iu

function readField({label, labelPlace, mark, value, node, directives}: Label): FieldSpec {
  const values = valuesIn(directives) ?? (people.test(label) ? undefined : closedValues(value))
  const [expression] = directives.flatMap((directive) => (directive.type === 'label' ? [directive.expression] : []))
  return {
    label: labelPattern(label),
    ...(expression !== undefined && {expression}),
    line: labelPlace.start.line,
    isBracketed: isInBrackets(value),
    isOptional: areFreeing(directives) || isInstruction.test(label) || isLetGo(`${label} ${mark}`, value),
    ...(isDatePattern(value) && {isDate: true}),
    ...(node.type === 'listItem' && {isItem: true as const}),
    ...((isToCome(value) || offersToCome.test(value.toLowerCase())) && {isToCome: true}),
    ...(values && {values})
  }
}

/** `Instructions: Fill out what follows`: a label for the author. */
const isInstruction = /(?:^|\s)(?:instructions?|guidance|guidelines|instrucciones|instruções|anleitung)$/i

/** Whether a label carries the mark of something optional, or its value lets it go, or asks for nothing. */
function isLetGo(label: string, value: string): boolean {
  return (
    asksForNothing(value) || letsPartGo(value) || letsGo(value) || optionalMark.test(`${label} ${value}`.toLowerCase())
  )
}

const optionalMark = new RegExp(String.raw`(?:^|[\s(（*_[])(?:${freeing})(?![\p{L}\p{N}])`, 'u')

/** A value that may be given later, as the template says: `[name or "TBD"]`. */
const offersToCome =
  /(?: (?:or|oder|ou|o) |[/|]) ?["'“‘«]?(?:tb[acd]|to be (?:announced|confirmed|decided|defined|determined))["'”’»]?(?:\]\([^()\s]{0,300}\)|[\s\])}>]*)$/

/** Whether the brackets around a value go when it is filled in. */
function isInBrackets(value: string): boolean {
  return value === '[]' || (bracketed.test(value) && !isWrittenByTool(value))
}

/** A text in brackets, and nothing else. */
export const bracketed = /^\[[^[\]]+\]$/

/** The pattern of a label; a plural is as good as its singular. */
function labelPattern(label: string): HeadingPattern {
  const pattern = headingPattern(label, [], false)
  return {...pattern, folded: withoutPlural(pattern.folded)}
}

/** What a label may be the plural of, itself among it: `Glasses` of `Glass`, `Causes` of `Cause`. */
export const singularsOf = remembered((folded): readonly string[] => {
  const singular = withoutPlural(folded)
  return folded.endsWith('es')
    ? [singular, withoutPlural(folded.replace(/(?<=\p{L}(?:[sxz]|[cs]h))es$/u, ''))]
    : [singular]
})
