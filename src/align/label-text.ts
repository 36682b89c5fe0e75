import type {Field} from '../markdown/fields.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {isPlain, lineBreakOf} from '../markdown/places.ts'
import {isOpen} from '../template/heading-pattern.ts'
import type {FieldSpec} from '../template/schema.ts'

/**
 * Labels that are missing in one place of a list, each as an item like the one beside it, with nothing behind the colon.
 * What follows the one beside, below it or as a block of its own, would be theirs then.
 *
 * @param beside The labelled line that they are put behind, or before.
 * @returns The text to put in, and its UTF-16 offset; undefined where the one beside is no item with a bullet and no more than
 *   one label before its value.
 */
export function labelsToInsert(missing: readonly FieldSpec[], beside: Field, isBehind: boolean, document: MarkdownDocument): {readonly at: number; readonly text: string} | undefined {
  const style = missing.every(({label}) => isPlain(label.name) && !isOpen(label)) && !(isBehind && beside.hasMore) ? styleOf(beside, document) : undefined
  if (!style) return undefined
  const {start, end, indent, opening, closing} = style
  const lineBreak = lineBreakOf(document)
  const items = missing.map(({label}) => `${opening}${label.name}${closing}`)
  return isBehind ? {at: end, text: items.map((item) => lineBreak + indent + item).join('')} : {at: start, text: items.map((item) => item + lineBreak + indent).join('')}
}

/** How an item is written, and where. */
interface Style {
  readonly start: number
  readonly end: number
  readonly indent: string
  /** The bullet, and what opens the label. */
  readonly opening: string
  /** What closes the label, with the colon. */
  readonly closing: string
}

function styleOf({node, labelPlace, valuePlace, mark}: Field, {source}: MarkdownDocument): Style | undefined {
  const [start, end] = [node.position?.start, node.position?.end.offset]
  if (node.type !== 'listItem' || start?.offset === undefined || end === undefined || mark !== '') return undefined
  const indent = source.slice(start.offset - start.column + 1, start.offset)
  const opening = source.slice(start.offset, labelPlace.start.offset)
  const closing = source.slice(labelPlace.end.offset, ('start' in valuePlace ? valuePlace.start : valuePlace).offset).trimEnd()
  const isPlainItem = /^[ \t]*$/.test(indent) && /^[-*+][ \t]+[*_`]*$/.test(opening) && /^[*_`]*[:：][*_`]*$/.test(closing)
  return isPlainItem ? {start: start.offset, end: start.offset + source.slice(start.offset, end).trimEnd().length, indent, opening, closing} : undefined
}
