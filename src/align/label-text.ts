import type {ListItem, Nodes} from 'mdast'
import type {Position} from 'unist'
import type {Edit} from '../fix/fix.ts'
import type {Field} from '../markdown/fields.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {isPlain, lineBreakOf, placeBetween} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import {foldedText, isOpen} from '../template/heading-pattern.ts'
import type {FieldSpec} from '../template/schema.ts'

/**
 * The text that inserts missing labels into a list, each as an item like its neighbour, with nothing after the colon. Not
 * after an item with further content, which would then be theirs.
 *
 * @param beside The field after or before which they are inserted.
 * @returns The text to insert, and its UTF-16 offset; undefined if the neighbour is not a bulleted item with only a label
 *   before its value, or if an item of the list already starts with the words of a label, but without its colon.
 */
export function labelsToInsert(
  missing: readonly FieldSpec[],
  beside: Field,
  isAfter: boolean,
  document: MarkdownDocument
): {readonly at: number; readonly text: string} | undefined {
  const isThere = missing.some(({label}) => opensItem(label, beside.node, document))
  const style =
    !isThere && missing.every(({label}) => isPlain(label.name) && !isOpen(label)) && !(isAfter && beside.hasMore)
      ? styleOf(beside, document)
      : undefined
  if (!style) return undefined
  const {start, end, indent, opening, closing} = style
  const lineBreak = lineBreakOf(document)
  const items = missing.map(({label}) => `${opening}${label.name}${closing}`)
  return isAfter
    ? {at: end, text: items.map((item) => lineBreak + indent + item).join('')}
    : {at: start, text: items.map((item) => item + lineBreak + indent).join('')}
}

function opensItem({folded}: FieldSpec['label'], beside: Nodes, document: MarkdownDocument): boolean {
  return (
    folded !== '' && itemsWith(beside, beside, document).some(({item}) => foldedText(textOf(item)).startsWith(folded))
  )
}

/** How an item is written, and where. */
interface Style {
  readonly start: number
  readonly end: number
  readonly indent: string
  /** The bullet, and the markup before the label. */
  readonly opening: string
  /** The markup after the label, with the colon. */
  readonly closing: string
}

function styleOf({node, labelPlace, valuePlace, mark}: Field, {source}: MarkdownDocument): Style | undefined {
  const [start, end] = [node.position?.start, node.position?.end.offset]
  if (node.type !== 'listItem' || start?.offset === undefined || end === undefined || mark !== '') return undefined
  const indent = source.slice(start.offset - start.column + 1, start.offset)
  const opening = source.slice(start.offset, labelPlace.start.offset)
  const closing = source
    .slice(labelPlace.end.offset, ('start' in valuePlace ? valuePlace.start : valuePlace).offset)
    .trimEnd()
  const isPlainItem =
    /^[ \t]*$/.test(indent) && /^[-*+][ \t]+[*_`]*$/.test(opening) && /^[*_`]*[:：][*_`]*$/.test(closing)
  return isPlainItem
    ? {
        start: start.offset,
        end: start.offset + source.slice(start.offset, end).trimEnd().length,
        indent,
        opening,
        closing
      }
    : undefined
}

/**
 * The edits that move a labelled item of a list, with its content, after or before another item of the list.
 *
 * @returns Undefined if the two are not different items of the same bulleted list, if the item is there already, or if another
 *   label opens it, which would be moved as well.
 */
export function labelToMove(
  {node, labelPlace}: Field,
  {node: beside}: Field,
  isAfter: boolean,
  document: MarkdownDocument
): readonly Edit[] | undefined {
  const {source} = document
  const items = itemsWith(node, beside, document)
  const index = items.findIndex(({item}) => item === node)
  const [own, target, previous, next] = [
    items[index],
    items.find(({item}) => item === beside),
    items[index - 1],
    items[index + 1]
  ]
  if (!own || !target || [own, isAfter ? previous : next].includes(target)) return undefined
  if (!opens(own.item, labelPlace, source)) return undefined
  const {gap, ...cut} = withGap(own, previous, next, source)
  // Anything else between two items, such as a quote marker, has to stay where it is.
  if (!/^[^\S\n]*\n\s*$/.test(gap)) return undefined
  const text = source.slice(own.start, own.end)
  const at = isAfter ? target.end : target.start
  return [
    {place: placeBetween(document, cut.from, cut.to), text: ''},
    {place: placeBetween(document, at, at), text: isAfter ? gap + text : text + gap}
  ]
}

/** The stretch to cut out with an item, and the text between that and the item before it, or else the one after it. */
function withGap(
  own: Stretch,
  previous: Stretch | undefined,
  next: Stretch | undefined,
  source: string
): {readonly from: number; readonly to: number; readonly gap: string} {
  return previous
    ? {from: previous.end, to: own.end, gap: source.slice(previous.end, own.start)}
    : {from: own.start, to: next?.start ?? own.end, gap: source.slice(own.end, next?.start)}
}

/** Whether a label is the first in its item: after the marker, a box and signs such as emoji. */
function opens({position}: ListItem, label: Position, source: string): boolean {
  const opening = source.slice(position?.start.offset, label.start.offset).replace(/\[[xX]\]/, '')
  return !/[\p{Alpha}\p{N}]/u.test(opening)
}

/** The items of the bulleted list that contains two nodes as items, with their UTF-16 offsets; empty if there is none. */
function itemsWith(node: Nodes, other: Nodes, document: MarkdownDocument) {
  const list = document
    .nodes('list')
    .find(
      ({node: {ordered, children}}) =>
        ordered !== true && [node, other].every((item) => children.some((child) => child === item))
    )
  return (list?.node.children ?? []).map((item) => ({item, ...stretchOf(item, document)}))
}

interface Stretch {
  readonly start: number
  readonly end: number
}

function stretchOf({position}: ListItem, {source}: MarkdownDocument): Stretch {
  const [start, end] = [position?.start.offset ?? 0, position?.end.offset ?? 0]
  return {start, end: start + source.slice(start, end).trimEnd().length}
}
