import type {Position} from 'unist'
import type {MarkdownDocument, Section} from '../../markdown/document.ts'
import {placeBetween, urlPlace} from '../../markdown/places.ts'
import {saysNone} from '../../markdown/says-nothing.ts'
import {foldedText} from '../../template/heading-pattern.ts'
import {areOfOneSeries, isIdentifierInBrackets} from '../../template/identifiers.ts'
import {bracketed} from '../../template/label-specs.ts'
import type {SectionSpec} from '../../template/schema.ts'
import {type Alignment, recognised} from '../alignment.ts'
import type {MatchedField} from '../field-alignment.ts'
import type {Leftover} from '../leftovers.ts'
import type {Departure} from './departure.ts'

/** Brackets of the template around a value that was filled in, or around a reworded placeholder. */
export interface KeptBrackets extends Departure {
  readonly kind: 'value in brackets' | 'reworded placeholder'
  readonly place: Position
  /** The text with its brackets. */
  readonly actual: string
  /** The text within. */
  readonly inner: string
}

/** Find values that were filled in between the brackets of the template, after labels and in headings. */
export function keptBrackets(alignment: Alignment, leftovers: readonly Leftover[]): readonly KeptBrackets[] {
  const left = new Set(leftovers.map(({candidate}) => candidate.start))
  const fields = recognised(alignment).flatMap((owner) =>
    owner.spec.content.fields.length > 0 ? alignment.fieldsOf(owner).matched : []
  )
  return [
    ...fields.flatMap((field) => bracketsInField(field, alignment, left) ?? []),
    ...bracketsInHeadings(alignment, left),
    ...bracesOfVariables(alignment)
  ]
}

/**
 * Values that were filled in within the braces of a name with a dollar sign, in text and in links: `${North kiln}` for
 * `${name}`. What may be a name in a program is left alone.
 */
function bracesOfVariables({document, schema}: Alignment): readonly KeptBrackets[] {
  const asked = schema.placeholders.find(({type, text}) => (type === 'token' || type === 'url') && /\$\{/.test(text))
  if (!asked) return []
  const places = [
    ...document.nodes('text').flatMap(({node: {position}}) => position ?? []),
    ...document.nodes('link').flatMap(({node}) => {
      const place = urlPlace(document, node)
      return place && place !== node.position ? [place] : []
    })
  ]
  return places.flatMap(({start, end}) =>
    Array.from(document.source.slice(start.offset, end.offset).matchAll(/(?<!\\)\$\{([^{}$\n]{1,100})\}/g)).flatMap(
      ({0: actual, 1: inner = '', index}): readonly KeptBrackets[] => {
        if (/^[\p{Alpha}_][\p{Alpha}\p{N}_.]*$/u.test(inner)) return []
        const from = (start.offset ?? 0) + index
        const place = placeBetween(document, from, from + actual.length)
        return [{kind: 'value in brackets', inner, place, actual, expected: [inner], templateLine: asked.line}]
      }
    )
  )
}

/**
 * A value in brackets: `Date: [2031-04-02]`.
 *
 * @param left The start offsets of leftovers.
 */
function bracketsInField(
  {spec, field: {value, valuePlace: place}}: MatchedField,
  {schema}: Alignment,
  left: ReadonlySet<number>
): KeptBrackets | undefined {
  const isLeft = !('start' in place) || left.has(place.start.offset ?? -1)
  if (!spec.isBracketed || isLeft || !bracketed.test(value) || /^\[[ x]\]$/i.test(value)) return undefined
  const inner = value.slice(1, -1)
  if (saysNone(inner) || awaited.test(inner.toLowerCase())) return undefined
  const asked = schema.placeholders.find(({type, line}) => type === 'token' && line === spec.line)
  const at = {inner, place, actual: value, templateLine: spec.line}
  return asked && areReworded(inner, asked.text)
    ? {kind: 'reworded placeholder', ...at}
    : {kind: 'value in brackets', ...at, expected: [inner]}
}

/** What stands in brackets because nothing is known yet: `Reviewed by: [Pending]`. */
const awaited =
  /^(?:pending|open|unknown|unassigned|none yet|not (?:yet|known|assigned|reviewed)|offen|ausstehend|en attente|pendiente|pendente|in attesa|未定|待|確認中|대기)/u

/** A name in brackets in the title or another heading: `# [Old Kiln]: Runbook`. */
function bracketsInHeadings(alignment: Alignment, left: ReadonlySet<number>): readonly KeptBrackets[] {
  const {title, schema, document} = alignment
  return [
    ...(title && schema.title ? [{section: title, spec: schema.title}] : []),
    ...recognised(alignment).filter(({section, spec}) => isFilledAlike(section.name, spec.heading.name))
  ].flatMap(({section, spec}) => bracketsInHeading(section, spec, document, left))
}

/** Whether two names differ only within brackets and in numbers; else the brackets may be the author's own: `Alert 2: [Deprecated] Disk full`. */
function isFilledAlike(name: string, wanted: string): boolean {
  return name.includes('[') && foldedText(outsideBrackets(name)) === foldedText(outsideBrackets(wanted))
}

function outsideBrackets(name: string): string {
  return name.replaceAll(/\[[^[\]]*\]/g, '[]').replaceAll(/\d+/g, '0')
}

function bracketsInHeading(
  {heading}: Section,
  {heading: {name}, line: templateLine}: Pick<SectionSpec, 'heading' | 'line'>,
  document: MarkdownDocument,
  left: ReadonlySet<number>
): readonly KeptBrackets[] {
  const slots = name.match(/\[[^[\]]+\]/g) ?? []
  if (!heading || slots.length === 0) return []
  const series = slots.filter((slot) => isIdentifierInBrackets(slot)).map((slot) => slot.slice(1, -1))
  return heading.children.flatMap((node) => {
    const start = node.position?.start.offset
    if (node.type !== 'text' || start === undefined) return []
    return Array.from(
      document.source.slice(start, node.position?.end.offset).matchAll(/(?<![\\!\]])\[([^[\]]+)\](?![[(])/g)
    ).flatMap(({0: actual, 1: inner = '', index}): readonly KeptBrackets[] => {
      const from = start + index
      // An identifier has brackets of its own.
      if (left.has(from) || name.includes(actual) || series.some((sample) => areOfOneSeries(sample, inner))) return []
      const place = placeBetween(document, from, from + actual.length)
      return [{kind: 'value in brackets', inner, place, actual, expected: [inner], templateLine}]
    })
  })
}

/** Whether a text has all words of a placeholder, and at most two others: `longest time here` for `[Longest time]`. */
function areReworded(text: string, placeholder: string): boolean {
  const given = wordsOf(text)
  const wanted = wordsOf(placeholder)
  return wanted.length > 1 && wanted.every((word) => given.includes(word)) && given.length <= wanted.length + 2
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{Alpha}\p{N}]+/gu) ?? []
}
