import type {Definition, Heading, Image, Link, Nodes} from 'mdast'
import type {Point, Position} from 'unist'
import {isCommentNode} from './comment.ts'
import type {MarkdownDocument, Section} from './document.ts'

/** Makes the place between two UTF-16 offsets of a text. */
export type PlaceOf = (start: number, end: number) => Position

/** The place between two offsets of a document (UTF-16 code units from 0, end excluded). */
export function placeBetween(document: MarkdownDocument, start: number, end: number): Position {
  return {start: document.pointAt(start), end: document.pointAt(end)}
}

/** The place of the content of a heading or a cell, without its markers; undefined in a tree without positions. */
export function contentPlace({children, position}: Nodes & {children: readonly Nodes[]}): Position | undefined {
  const start = children[0]?.position?.start
  const end = children.at(-1)?.position?.end
  return start && end ? {start, end} : position
}

/** The place of a block up to the end of its text: parsers differ in which line breaks and blank lines an unclosed fence has. */
export function textPlace(document: MarkdownDocument, {position}: Nodes): Position | undefined {
  const from = position?.start.offset
  if (position === undefined || from === undefined) return position
  const {length} = withoutLastBlanks(document.source.slice(from, position.end.offset))
  return from + length === position.end.offset ? position : placeBetween(document, from, from + length)
}

/** A text without the blank lines at its end, with or without the markers of quotes. */
function withoutLastBlanks(text: string): string {
  let at = text.length
  while (at > 0 && /[\s>]/.test(text.charAt(at - 1))) at--
  const end = text.slice(at).search(/[\r\n]/)
  return (end < 0 ? text : text.slice(0, at + end)).trimEnd()
}

/** The point where a document's text starts, after its front matter and the comments at its head. */
export function documentStart({tree}: MarkdownDocument): Point | undefined {
  const first = tree.children.find((node) => node.type !== 'yaml' && !isCommentNode(node))
  return first ? first.position?.start : tree.position?.end
}

/** Whether a text needs no escapes in Markdown. */
export function isPlain(text: string): boolean {
  return !/[\\<>*_`|&]/.test(text)
}

/** The place of the text of a section's heading; undefined if it has none. */
export function headingPlace({heading}: Section): Position | undefined {
  return heading && contentPlace(heading)
}

/** The place of the `##` of an ATX heading; undefined for a Setext heading. */
export function headingMarkerPlace(document: MarkdownDocument, heading: Heading): Position | undefined {
  const start = heading.position?.start.offset
  if (start === undefined || document.source[start] !== '#') return undefined
  return placeBetween(document, start, start + heading.depth)
}

/**
 * The place of a text within a larger place, so that a finding points only at what is wrong.
 *
 * @returns The larger place if the text does not occur in it exactly once as written.
 */
export function narrowed(document: MarkdownDocument, place: Position | undefined, text: string): Position | undefined {
  const from = place?.start.offset
  const to = place?.end.offset
  if (from === undefined || to === undefined || text === '') return place
  const slice = document.source.slice(from, to)
  const at = slice.indexOf(text)
  return at < 0 || slice.includes(text, at + 1) ? place : placeBetween(document, from + at, from + at + text.length)
}

/**
 * The place of the target of a link, image or definition.
 *
 * @returns The place of the whole node if the target is written with escapes; undefined in a tree without positions.
 */
export function urlPlace(document: MarkdownDocument, node: Link | Image | Definition): Position | undefined {
  const from = node.position?.start.offset
  const to = node.position?.end.offset
  if (from === undefined || to === undefined) return undefined
  const source = document.source.slice(from, to)
  const at = node.url === '' ? -1 : source.indexOf(node.url, labelEnd(source, node, from))
  return at < 0 ? node.position : placeBetween(document, from + at, from + at + node.url.length)
}

function labelEnd(source: string, node: Link | Image | Definition, from: number): number {
  if (node.type === 'definition') return source.indexOf(']:')
  if (node.type === 'image') return source.lastIndexOf('](')
  return (node.children.at(-1)?.position?.end.offset ?? from) - from
}

/** The first line break of a document, to be used for text that is inserted; `\n` if it has none. */
export function lineBreakOf({source}: MarkdownDocument): string {
  const at = source.search(/[\r\n]/)
  if (at < 0 || source[at] === '\n') return '\n'
  return source[at + 1] === '\n' ? '\r\n' : '\r'
}

/** The 1-based line on which a node starts; 1 in a tree without positions. */
export function lineOf(node: Nodes | undefined): number {
  return node?.position?.start.line ?? 1
}
