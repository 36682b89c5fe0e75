import type {
  Blockquote,
  Code,
  FootnoteDefinition,
  Html,
  List,
  ListItem,
  Paragraph,
  Root,
  RootContent,
  Table
} from 'mdast'
import type {createMdastHandle} from 'satteri'
import type {Point, Position} from 'unist'
import {withoutByteOrderMark} from './byte-order-mark.ts'
import {type FrontMatterFences, frontMatterFences} from './front-matter-fence.ts'
import {isKnownLayout, treeOf} from './native-tree.ts'
import type {Parse} from './parse.ts'

/** The functions that we need of satteri. It is passed in, because it cannot be loaded everywhere. */
export interface Satteri {
  createMdastHandle(source: string, features: Features, trackPositions: boolean): MdastHandle
  serializeHandle(handle: MdastHandle): Uint8Array
  dropHandle(handle: MdastHandle): void
  /** Makes the tree itself; called only if the layout of the buffer is unknown. */
  markdownToMdast?(source: string, options: {features: Features}): unknown
}

/** A parsed document in the memory of the native code. */
type MdastHandle = ReturnType<typeof createMdastHandle>

interface Features {
  readonly frontmatter: boolean
}

/**
 * A parser of GitHub-flavoured Markdown with YAML or TOML front matter: satteri, corrected where it differs from
 * remark-parse in a way that rules could see.
 */
export function nativeParser(satteri: Satteri): Parse {
  const parse = treeParser(satteri)
  return (source) => {
    // satteri takes a second byte order mark away without counting it; as another invisible character it stays.
    const text = withoutByteOrderMark(source)
      .replace(/^\u{FEFF}/u, '\u{2060}')
      .replaceAll('\0', '\u{FFFD}')
    const fences = frontMatterFences(text)
    const tree = parse(typeof fences === 'string' ? text : withPlainFences(text, fences), fences !== 'unclosed')
    if (typeof fences !== 'string') restoreValue(tree, text, fences)
    mendBlocks(tree, text, (line) => parse(line, false).children[0]?.type === 'html')
    return tree
  }
}

/** Parses with satteri only: reads its buffer if the layout is known, otherwise takes the tree that it makes. */
function treeParser(satteri: Satteri): (source: string, frontmatter: boolean) => Root {
  if (satteri.markdownToMdast && !isKnownLayout(bufferOf(satteri, '', {frontmatter: true})))
    return (source, frontmatter) => satteri.markdownToMdast?.(source, {features: {frontmatter}}) as Root
  return (source, frontmatter) => treeOf(bufferOf(satteri, source, {frontmatter}), source)
}

function bufferOf(satteri: Satteri, source: string, features: Features): Uint8Array {
  const handle = satteri.createMdastHandle(source, features, true)
  try {
    return satteri.serializeHandle(handle)
  } finally {
    satteri.dropHandle(handle)
  }
}

/**
 * A text whose front matter satteri ends at the right fence. Satteri also ends it at `...`, the end of a YAML document,
 * and does not end it at a fence with a tab after it. No offset changes.
 */
function withPlainFences(source: string, {start, end, after}: FrontMatterFences): string {
  return (
    source.slice(0, start) +
    source.slice(start, end).replaceAll(/^\.\.\.(?=[ \t]*$)/gm, ' ..') +
    source.slice(end, after).replaceAll('\t', ' ') +
    source.slice(after)
  )
}

function restoreValue({children: [first]}: Root, source: string, {start, end}: FrontMatterFences): void {
  if (first?.type === 'yaml') first.value = source.slice(start, end).replace(/(?:\r\n?|\n)$/, '')
}

/** A longer line is not a lone tag; whether it opens HTML shows in its first characters. */
const longestTagLine = 1000

type Blocks = {children: RootContent[]; position?: Position | undefined}

/** Mends the blocks of a tree. It does not recurse, because a hostile tree may be deeper than the stack. */
function mendBlocks(tree: Root, source: string, opensHtml: (line: string) => boolean): void {
  const open: Blocks[] = [tree]
  const containers: Blocks[] = []
  const cut = new Set<unknown>()
  for (let parent = open.pop(); parent; parent = open.pop()) {
    if (parent !== tree) containers.push(parent)
    for (let index = 0; index < parent.children.length; index++) {
      const block = parent.children[index] as RootContent
      if (block.type === 'code') joinIndented(block, parent, index, source)
      else if (block.type === 'table') cutAtTag(block, parent, index, source, opensHtml)
      else if (block.type === 'listItem') mendTask(block, source)
      else if (block.type === 'html' && parent !== tree && endWithItsLine(block, source)) cut.add(block)
      if (isContainer(block)) open.push(block)
    }
  }
  if (cut.size > 0) endWithLastBlocks(containers.toReversed(), cut)
}

function isContainer(block: RootContent): block is List | ListItem | Blockquote | FootnoteDefinition {
  const {type} = block
  return type === 'list' || type === 'listItem' || type === 'blockquote' || type === 'footnoteDefinition'
}

/**
 * Ends containers where their last blocks end, if those were cut.
 *
 * @param containers Inner ones before outer ones.
 */
function endWithLastBlocks(containers: readonly Blocks[], cut: Set<unknown>): void {
  for (const container of containers) {
    const last = container.children.at(-1)
    if (!cut.has(last) || !last?.position || !container.position) continue
    container.position.end = {...last.position.end}
    cut.add(container)
  }
}

/**
 * Joins indented code of which satteri makes several blocks: lines after an empty item, and lines with blank ones between
 * them after a list that something else has ended.
 */
function joinIndented(code: Code, {children}: Blocks, index: number, source: string): void {
  if (!isIndented(code, source)) return
  let [after, value] = [index + 1, code.value]
  for (let next = children[after]; next?.type === 'code' && isIndented(next, source); next = children[++after]) {
    value += `${lineBreaksBetween(children[after - 1] as Code, next, source)}${next.value}`
    if (code.position && next.position) code.position.end = next.position.end
  }
  code.value = value
  children.splice(index + 1, after - index - 1)
}

/** The line breaks between two parts of indented code, with what blank lines have behind the indentation. */
function lineBreaksBetween({position: above}: Code, {position: below}: Code, source: string): string {
  const between = source.slice(above?.end.offset, below?.start.offset).split(/\r\n?|\n/)
  const indentation = (above?.start.column ?? 1) - 1
  return between
    .slice(1, -1)
    .map((line) => `\n${line.slice(indentation).replace(/^(?: {4}| {0,3}(?:\t|$))/, '')}`)
    .concat('\n')
    .join('')
}

function isIndented({position}: Code, source: string): boolean {
  return !/[`~]/.test(source.charAt(position?.start.offset ?? 0))
}

/**
 * Ends a table at a line that opens HTML, which satteri makes a row. A line that opens with `<https://example.com>` is
 * a row.
 */
function cutAtTag(
  table: Table,
  {children}: Blocks,
  index: number,
  source: string,
  opensHtml: (line: string) => boolean
): void {
  const at = table.children.findIndex(
    ({position}, row) =>
      row > 0 &&
      source.charAt(position?.start.offset ?? 0) === '<' &&
      opensHtml(lineAt(source, position?.start.offset ?? 0))
  )
  const start = table.children[at]?.position?.start
  const end = table.position?.end
  if (!start || !end || !table.position) return
  table.children.length = at
  table.position.end = (at > 1 ? table.children[at - 1]?.position?.end : undefined) ?? endOfLineAbove(start, source)
  children.splice(index + 1, 0, {type: 'html', value: source.slice(start.offset, end.offset), position: {start, end}})
}

function lineAt(source: string, offset: number): string {
  return /[^\r\n]*/y.exec(source.slice(offset, offset + longestTagLine))?.[0] ?? ''
}

function mendTask(item: ListItem, source: string): void {
  const paragraph = item.children[0]
  if (paragraph?.type !== 'paragraph' || !paragraph.position || !item.position) return
  if (typeof item.checked === 'boolean') startAtBox(paragraph, item.position.start, source)
  else readTask(item, paragraph, source)
}

/**
 * Starts the paragraph of a task where remark does: after the box and one space if it starts with text, otherwise at
 * the box.
 */
function startAtBox(paragraph: Paragraph, {line, column, offset = 0}: Point, source: string): void {
  const [marker] = /^(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\[[ \txX]\])/.exec(source.slice(offset, offset + 30)) ?? []
  if (marker === undefined) return
  const text = paragraph.children[0]?.type === 'text' ? paragraph.children[0] : undefined
  const ahead = marker.length + (text ? 4 : 0)
  const start = {line, column: column + ahead, offset: offset + ahead}
  for (const {position} of text ? [paragraph, text] : [paragraph]) if (position) position.start = start
}

/** Reads boxes that satteri misses: those before `\r\n`, and those on a line below the marker of their item. */
function readTask(item: ListItem, paragraph: Paragraph, source: string): void {
  const text = paragraph.children[0]
  const offset = paragraph.position?.start.offset
  const [, mark] =
    /^\[([ \txX])\](?:[ \t]*\r?\n|[ \t]+(?=[^ \t\r\n]))/.exec(
      source.slice(offset, Math.min((offset ?? 0) + 10, paragraph.position?.end.offset ?? 0))
    ) ?? []
  if (text?.type !== 'text' || !text.position || offset === undefined || mark === undefined) return
  item.checked = mark.toLowerCase() === 'x'
  // As in remark, the character after the box is removed, even if it is half of a line break.
  const {line, column} = text.position.start
  text.value = text.value.slice(4)
  text.position.start = {line, column: column + 4, offset: offset + 4}
  paragraph.position = {...(paragraph.position as Position), start: text.position.start}
}

/**
 * Removes the line break that satteri adds to HTML at the end of a container. The line break of an unclosed comment
 * belongs to the comment.
 *
 * @returns Whether the HTML was cut, so that its container may end too late.
 */
function endWithItsLine(html: Html, source: string): boolean {
  const [lineBreak = ''] = /(?:\r\n?|\n)$/.exec(html.value) ?? []
  const isOpen = html.value.startsWith('<!--') && !html.value.includes('-->')
  if (lineBreak === '' || isOpen || html.position?.end.column !== 1) return false
  html.value = html.value.slice(0, -lineBreak.length)
  html.position.end = endOfLineAbove(html.position.end, source)
  return true
}

/** The end of the line above that of a point, before its line break. */
function endOfLineAbove({line, column, offset = 0}: Point, source: string): Point {
  const start = offset - column + 1
  const at = start - (source.startsWith('\r\n', start - 2) ? 2 : 1)
  let startAbove = at
  while (startAbove > 0 && !/[\r\n]/.test(source.charAt(startAbove - 1))) startAbove--
  return {line: line - 1, column: at - startAbove + 1, offset: at}
}
