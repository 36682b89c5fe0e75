import type {Heading, Paragraph} from 'mdast'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {foldWhitespace, textOf} from '../markdown/text.ts'
import {withNumbersMarked} from './running-numbers.ts'
import {anyText} from './skeleton-marks.ts'
import {placeholderKey, placeholdersIn} from './placeholder-scan.ts'
import type {NamePlace, NameSpec} from './schema.ts'

/**
 * Find the name that a template's title has a placeholder for, with the paragraphs and headings in which the same
 * placeholder occurs again.
 *
 * @returns Undefined if there are none.
 */
export function readName(title: Section | undefined, template: MarkdownDocument): NameSpec | undefined {
  if (!title?.heading) return undefined
  const {heading} = title
  for (const {text} of placeholdersIn(template.source, heading)) {
    const key = placeholderKey(text)
    if (namesSamples(key, template) || ofSeries.test(text)) continue
    const isAlone = title.name === foldWhitespace(text)
    const own = isAlone ? {skeleton: anyText, slots: [0], line: lineOf(heading)} : placeOf(heading, key, template)
    const others = [...template.nodes('paragraph'), ...template.nodes('heading')]
      .map(({node}) => node)
      .filter((node) => node !== heading)
    const places = others.flatMap((node) => placeOf(node, key, template) ?? [])
    if (own && places.length > 0) return {placeholder: text, title: own, places}
  }
  return undefined
}

/** A letter with a number names one of many, and a document may refer to others: `FXX`. */
const ofSeries = /^\p{Lu}XX$/u

/**
 * Whether a placeholder is in the heading of a numbered sample, where each section has a name of its own:
 * `Alert 1: [Name]`.
 */
function namesSamples(key: string, template: MarkdownDocument): boolean {
  return template.sections.some(
    ({heading, name, depth}) =>
      depth > 1 &&
      heading !== undefined &&
      withNumbersMarked(name) !== name &&
      placeholdersIn(template.source, heading).some(({text}) => placeholderKey(text) === key)
  )
}

/** A placeholder for any name, so that the words before it say whose it is: `The owner is [Name]`. */
const general = /^[[{<【]+\s*(?:name|title|nombre|nom|titel|título|titre|名前|名称|이름)\s*[\]}>】]+$/iu
const ofAnother = /(?:\b(?:is|are|by|named|called|of)|:)\s*$/i

/**
 * A text with its placeholders as slots; undefined if none of them is the name, or if too little other text is there.
 */
function placeOf(node: Paragraph | Heading, key: string, template: MarkdownDocument): NamePlace | undefined {
  const placeholders = placeholdersIn(template.source, node)
  const slots = placeholders.flatMap(({text}, index) => (placeholderKey(text) === key ? [index] : []))
  if (
    slots.length === 0 ||
    (general.test(key) &&
      node.type === 'paragraph' &&
      placeholders.some(({text, before}) => placeholderKey(text) === key && ofAnother.test(before)))
  )
    return undefined
  let skeleton = textOf(node)
  for (const {text} of placeholders) skeleton = skeleton.replace(foldWhitespace(text), anyText)
  const literal = skeleton.replaceAll(anyText, '').trim()
  const areAll = skeleton.split(anyText).length - 1 === placeholders.length
  // A few words are enough to recognise a heading, but not a paragraph.
  const isKnown = node.type === 'heading' ? /\p{Alpha}{3}/u.test(literal) : literal.split(/\s+/).length >= 3
  return areAll && isKnown ? {skeleton, slots, line: lineOf(node)} : undefined
}
