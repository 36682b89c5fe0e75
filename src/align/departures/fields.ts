import leven from 'leven'
import type {MarkdownDocument} from '../../markdown/document.ts'
import type {Field} from '../../markdown/fields.ts'
import {foldedText} from '../../template/heading-pattern.ts'
import {areInflected} from '../../template/name-variants.ts'
import {stemOf} from '../../template/running-numbers.ts'
import type {FieldSpec} from '../../template/schema.ts'
import type {Alignment, Owner} from '../alignment.ts'
import type {FieldAlignment, MatchedField} from '../field-alignment.ts'
import {labelToMove} from '../label-text.ts'
import {neighbourFinder} from '../neighbours.ts'
import {isExactElsewhere, missingIn} from '../step-fields.ts'
import type {Between, Departure} from './departure.ts'
import {type ValueDeparture, valueDeparture} from './field-values.ts'
import {missingCaptions} from './missing-captions.ts'
import {type FieldNeighbours, type MissingFields, missingFields} from './missing-fields.ts'

/** A labelled line that differs from the template; `label` is its label in the document. Lines are 1-based. */
type LabelDeparture = Departure & {readonly label: string} & (
    | {readonly kind: 'misspelt'; readonly wanted: string}
    | (Between & {readonly kind: 'out of order'; readonly name: string})
    | {readonly kind: 'repeated number'; readonly firstLine: number}
  )

/** A labelled line of the template that is missing or wrong. */
export type FieldDeparture = MissingFields | LabelDeparture | ValueDeparture

/** What else is compared. */
interface Options {
  /** The order of all labels in lists and paragraphs, not only of those in numbered lists. */
  readonly order: boolean
  /** Whether a word such as TODO is a missing value. */
  readonly todo: boolean
}

/** Compare the labelled lines of a section, and those nested below them, with those of the template. */
export function fieldDepartures(owner: Owner, alignment: Alignment, options: Options): readonly FieldDeparture[] {
  const {fields, series, repeatedSeries = []} = owner.spec.content
  const captions = missingCaptions(owner)
  if (fields.length === 0 && series === undefined) return captions
  const {missing, others} = missingIn(owner, alignment)
  const aligned = {...alignment.fieldsOf(owner), missing}
  return [
    ...captions,
    ...departuresIn(aligned, fields, owner, alignment, options).map((departure) =>
      others > 0 && isOfMissing(departure) ? {...departure, alsoIn: others, isUncertain: true} : departure
    ),
    ...aligned.nested.flatMap((below) => departuresIn(below, below.specs, owner, alignment, options)),
    ...repeatedNumbers(aligned, series?.filter((stem) => !repeatedSeries.includes(stem)) ?? [])
  ]
}

/** Whether a departure is about missing labels. */
function isOfMissing(departure: FieldDeparture): departure is MissingFields & {readonly names: readonly string[]} {
  return departure.kind === 'all fields missing' || departure.kind === 'fields missing'
}

function departuresIn(
  aligned: FieldAlignment,
  specs: readonly FieldSpec[],
  owner: Owner,
  alignment: Alignment,
  options: Options
): readonly FieldDeparture[] {
  const placed = aligned.matched.filter(({spec}) => !spec.isOfSample)
  const neighboursOf = neighbourFinder(specs, placed)
  return [
    ...missingFields(aligned, placed, neighboursOf, owner, alignment),
    ...aligned.matched.flatMap(
      (field) =>
        misspeltLabel(field) ??
        slippedLabel(field, alignment) ??
        unorderedLabel(field, neighboursOf, options.order, alignment.document) ??
        (field.isJoint ? undefined : valueDeparture(field, options.todo)) ??
        []
    )
  ]
}

function misspeltLabel({
  spec,
  field: {label, labelPlace},
  replacement,
  isByPlace
}: MatchedField): LabelDeparture | undefined {
  return replacement === undefined
    ? undefined
    : {
        kind: 'misspelt',
        label,
        wanted: replacement,
        place: labelPlace,
        actual: label,
        expected: [replacement],
        ...(isByPlace ? {isChoice: true, isUncertain: true} : hasFewerWords(label, replacement) && {isChoice: true}),
        templateLine: spec.line
      }
}

/** A label one letter off that may be its author's word for it, except where the document has the template's in another section. */
function slippedLabel({spec, field}: MatchedField, alignment: Alignment): LabelDeparture | undefined {
  const {label, labelPlace: place} = field
  const {name: wanted} = spec.label
  return spec.expression === undefined && areOneLetterApart(label, wanted) && isExactElsewhere(spec, alignment)
    ? {kind: 'misspelt', label, wanted, place, actual: label, expected: [wanted], templateLine: spec.line}
    : undefined
}

/** Whether two labels differ by one letter, and not as singular and plural. */
function areOneLetterApart(label: string, wanted: string): boolean {
  const [own, other] = [foldedText(label), foldedText(wanted)]
  return !areInflected(own, other) && leven(own, other, {maxDistance: 2}) === 1
}

/** Whether a label lacks words of another, which its author may have left out on purpose: `Time` for `Estimated time`. */
function hasFewerWords(label: string, wanted: string): boolean {
  const [own, all] = [label, wanted].map((text) => foldedText(text).split(' '))
  return own !== undefined && all !== undefined && own.length < all.length && own.every((word) => all.includes(word))
}

function unorderedLabel(
  {spec, field, isInOrder}: MatchedField,
  neighboursOf: FieldNeighbours,
  order: boolean,
  document: MarkdownDocument
): LabelDeparture | undefined {
  const {label, labelPlace, node} = field
  const isFine =
    isInOrder || !(order ? node.type !== 'heading' && node.type !== 'tableRow' : isNumbered(field, document))
  if (isFine) return undefined
  const {after, before} = neighboursOf(spec)
  const beside = after ?? before
  const edits = beside && labelToMove(field, beside.field, beside === after, document)
  return {
    kind: 'out of order',
    label,
    name: spec.label.name,
    after: after?.field.label,
    before: after ? undefined : before?.field.label,
    ...(edits && {fix: {edits}}),
    place: labelPlace,
    templateLine: spec.line,
    isUncertain: true
  }
}

/** Whether a label is in a numbered list, whose order has a meaning; that of bullets and lines seldom does. */
function isNumbered({node}: Field, document: MarkdownDocument): boolean {
  return (
    node.type === 'listItem' &&
    document.nodes('list').some(({node: list}) => list.ordered === true && list.children.some((item) => item === node))
  )
}

/** Labels of a series with the same number twice; which numbers they have is up to the author. */
function repeatedNumbers({fields}: FieldAlignment, series: readonly string[]): readonly LabelDeparture[] {
  const lines = new Map<string, number>()
  if (series.length === 0) return []
  return fields.flatMap(({label, isDoubtful, read}): readonly LabelDeparture[] => {
    if (isDoubtful || !series.includes(stemOf(label))) return []
    const {labelPlace} = read()
    const firstLine = lines.get(label)
    if (firstLine !== undefined) return [{kind: 'repeated number', label, firstLine, place: labelPlace, actual: label}]
    lines.set(label, labelPlace.start.line)
    return []
  })
}
