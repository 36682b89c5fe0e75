import type {Heading, Html, PhrasingContent, Root, RootContent} from 'mdast'
import type {Point} from 'unist'
import {withoutComments} from './comment.ts'
import type {MarkdownDocument} from './document.ts'
import type {PlaceOf} from './places.ts'
import {firstFrom} from './sorted-search.ts'

/** An element `<h1>` … `<h6>` in a piece of HTML; offsets in UTF-16 code units from 0. */
interface Element {
  readonly depth: Heading['depth']
  /** The start of its opening tag, and the start of its content. */
  readonly start: number
  readonly from: number
  /** The end of its content, and the end of its closing tag. */
  readonly to: number
  readonly end: number
}

const tags = /<!--|-->|<(\/?)(h[1-6]|pre|script|style|textarea)(?=[\s/>])[^<>]*>/gi

/** The elements `<h1>` … `<h6>` of a piece of HTML in order, outside comments and elements such as `<pre>`. */
function headingElements(html: string): readonly Element[] {
  const elements: Element[] = []
  let open: {name: string; start: number; from: number} | undefined
  for (const {name, isClosing, start, end} of headingTags(html)) {
    if (!isClosing) open ??= {name, start, from: end}
    else if (open?.name === name) {
      elements.push({depth: Number(name[1]) as Heading['depth'], start: open.start, from: open.from, to: start, end})
      open = undefined
    }
  }
  return elements
}

/** The tags of headings, outside comments and elements such as `<pre>`. */
function headingTags(html: string): ReadonlyArray<{name: string; isClosing: boolean; start: number; end: number}> {
  let shut: string | undefined
  return Array.from(html.matchAll(tags)).flatMap(({0: tag, 1: slash, 2: written = tag, index}) => {
    const name = written.toLowerCase()
    const isClosing = slash === '/' || tag === '-->'
    if (shut === undefined && /^h\d$/.test(name)) return [{name, isClosing, start: index, end: index + tag.length}]
    if (shut === undefined && !isClosing) shut = name === '<!--' ? '-->' : name
    else if (isClosing && name === shut) shut = undefined
    return []
  })
}

/** The texts of the elements `<h1>` … `<h6>` of a piece of HTML. */
export function htmlHeadingTexts(html: string): readonly string[] {
  return headingElements(html).map(({from, to}) => decoded(html.slice(from, to).replaceAll(/<[^<>]*>/g, '')).trim())
}

/**
 * A tree in which the headings in HTML blocks are headings, as they are to a reader. What comes before and after them
 * in the block becomes part of them if it is invisible, and a block of its own otherwise.
 */
export function withHtmlHeadings(tree: Root, source: string, placeOf: PlaceOf): Root {
  if (!/<h[1-6]/i.test(source)) return tree
  const children: RootContent[] = []
  for (let index = 0; index < tree.children.length; index++) {
    const node = tree.children[index] as RootContent
    const spread = node.type === 'html' ? spreadHeading(tree.children, index, placeOf) : undefined
    if (spread) {
      children.push(spread.heading)
      index = spread.last
    } else children.push(...(node.type === 'html' ? split(node, source, placeOf) : [node]))
  }
  return {...tree, children}
}

function split(node: Html, source: string, placeOf: PlaceOf): readonly RootContent[] {
  const offset = node.position?.start.offset
  if (offset === undefined) return [node]
  const html = source.slice(offset, node.position?.end.offset)
  // Headings in tables and in the summaries of folding elements do not structure the document.
  const elements = /<(?:table|summary)\b/i.test(html) ? [] : headingElements(html)
  return elements.length === 0 ? [node] : blocksAround(elements, html, offset, placeOf)
}

function blocksAround(
  elements: readonly Element[],
  html: string,
  offset: number,
  placeOf: PlaceOf
): readonly RootContent[] {
  const part = (start: number, end: number): readonly Html[] =>
    start < end ? [{type: 'html', value: html.slice(start, end), position: placeOf(offset + start, offset + end)}] : []
  const blocks: RootContent[] = []
  let at = 0
  for (const [index, {depth, start, from, to, end}] of elements.entries()) {
    const before = isVisible(html.slice(at, start)) ? start : at
    blocks.push(...part(at, before))
    const next = elements[index + 1]?.start ?? html.length
    at = isVisible(html.slice(end, next)) || next < html.length ? end : next
    const children: readonly PhrasingContent[] = [
      ...part(before, from),
      ...runs(html, from, to, offset, placeOf),
      ...part(to, at)
    ]
    blocks.push({type: 'heading', depth, children: [...children], position: placeOf(offset + before, offset + at)})
  }
  return [...blocks, ...part(at, html.length)]
}

/** The texts and tags within an element. */
function runs(html: string, from: number, to: number, offset: number, placeOf: PlaceOf): readonly PhrasingContent[] {
  const parts = html.slice(from, to).split(/(<[^<>]*>)/)
  let at = offset + from
  return parts.flatMap((part, index): readonly PhrasingContent[] => {
    const [start, end] = [at, (at += part.length)]
    if (part.trim() === '') return []
    if (index % 2 === 1) return [{type: 'html', value: part, position: placeOf(start, end)}]
    const [indent, rest] = [part.length - part.trimStart().length, part.length - part.trimEnd().length]
    return [{type: 'text', value: decoded(part.trim()), position: placeOf(start + indent, end - rest)}]
  })
}

/** The most blocks after an opening tag that are searched for the closing tag: `<h1>`, an image or two, `</h1>`. */
const mostBlocks = 4

/**
 * A heading whose tags are separate HTML blocks with Markdown between them, and the index of the last block; undefined
 * for other HTML.
 */
function spreadHeading(
  siblings: readonly RootContent[],
  index: number,
  placeOf: PlaceOf
): {heading: Heading; last: number} | undefined {
  const opening = siblings[index] as Html
  const [, name] = /<(h[1-6])\b[^<>]*>\s*$/i.exec(opening.value.slice(-300)) ?? []
  if (name === undefined) return undefined
  const closes = (node: RootContent) =>
    node.type === 'html' && node.value.trim().toLowerCase().startsWith(`</${name.toLowerCase()}>`)
  const length = siblings.slice(index + 1, index + 1 + mostBlocks).findIndex((node) => closes(node))
  const closing = siblings[index + 1 + length]
  const within = siblings.slice(index + 1, index + 1 + length)
  if (
    length < 1 ||
    closing?.type !== 'html' ||
    !within.every((node) => node.type === 'paragraph' || node.type === 'html')
  )
    return undefined
  const [start, end] = [opening.position?.start.offset, closing.position?.end.offset]
  const children = [
    opening,
    ...within.flatMap((node): readonly PhrasingContent[] =>
      node.type === 'paragraph' ? node.children : node.type === 'html' ? [node] : []
    ),
    closing
  ]
  const position = start === undefined || end === undefined ? undefined : placeOf(start, end)
  return {
    heading: {type: 'heading', depth: Number(name[1]) as Heading['depth'], children, ...(position && {position})},
    last: index + 1 + length
  }
}

/** Whether a piece of HTML shows anything: text, or an element that is visible without text. */
function isVisible(html: string): boolean {
  const text = withoutComments(html)
  return (
    /<(?:img|svg|video|audio|iframe|picture|table|input|button|hr)\b/i.test(text) ||
    text.replaceAll(/<[^<>]*>/g, '').trim() !== ''
  )
}

/** A text with the characters that HTML escapes, and with no-break spaces as spaces. */
function decoded(text: string): string {
  const characters: Readonly<Record<string, string>> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&nbsp;': ' '
  }
  return text.includes('&')
    ? text.replaceAll(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (escape) => characters[escape] ?? escape)
    : text
}

/** Whether a point is within a single HTML block of the source, so that nothing can be inserted there. */
export function splitsHtml(
  point: Point | undefined,
  {tree, source}: Pick<MarkdownDocument, 'tree' | 'source'>
): boolean {
  const offset = point?.offset
  if (offset === undefined) return false
  const next = firstFrom(tree.children, offset, ({position}) => position?.start.offset ?? 0)
  const [before, behind] = [tree.children[next - 1], tree.children[next]]
  if (!before || !behind || !isHtml(before) || !isHtml(behind)) return false
  return !/\n[ \t]*\r?\n/.test(source.slice(before.position?.end.offset, behind.position?.start.offset))
}

function isHtml(node: RootContent): boolean {
  return node.type === 'html' || (node.type === 'heading' && node.children[0]?.type === 'html')
}
