import type {Code, ListItem, Root, RootContent, Table} from 'mdast'
import {hasUnclosedFrontMatter} from './front-matter-fence.ts'
import type {Parse} from './parse.ts'

/** What is wanted of satteri, which is passed in, since it cannot be loaded everywhere. */
export interface Satteri {
  markdownToMdast(source: string, options: {features: {frontmatter: boolean}}): unknown
}

/**
 * A parser of GitHub-flavoured Markdown with YAML or TOML front matter: satteri, with that put right which a rule could
 * see of its differences from remark-parse.
 */
export function nativeParser(satteri: Satteri): Parse {
  return (source) => {
    const text = source.includes('\0') ? source.replaceAll('\0', '\u{FFFD}') : source
    const {masked, restore} = withoutDots(text)
    const tree = satteri.markdownToMdast(masked, {features: {frontmatter: !hasUnclosedFrontMatter(text)}}) as Root
    restore(tree)
    mendBlocks(tree, text)
    return tree
  }
}

/** Front matter ends at `---` only; satteri ends it at `...`, too, which YAML has for the end of a document. */
function withoutDots(source: string): {readonly masked: string; readonly restore: (tree: Root) => void} {
  const [whole = '', opening = ''] = /^(\uFEFF?---[ \t]*\r?\n)[^]*?\n---[ \t]*(?:$|\r?\n)/.exec(source) ?? []
  if (!/^\.\.\.[ \t]*$/m.test(whole)) return {masked: source, restore: () => undefined}
  const masked = whole.replaceAll(/^\.\.\.(?=[ \t]*$)/gm, ' ..') + source.slice(whole.length)
  const restore = ({children: [first]}: Root) => {
    if (first?.type === 'yaml') first.value = whole.slice(opening.length).replace(/\r?\n---\s*$/, '')
  }
  return {masked, restore}
}

type Blocks = {children: RootContent[]}

/** Blocks are few beside their text, so that this costs little; a hostile tree is deeper than the stack. */
function mendBlocks(tree: Root, source: string): void {
  const open: Blocks[] = [tree]
  for (let parent = open.pop(); parent; parent = open.pop()) {
    for (let index = 0; index < parent.children.length; index++) {
      const block = parent.children[index] as RootContent
      if (block.type === 'code') joinIndented(block, parent, index, source)
      else if (block.type === 'table') cutAtTag(block, parent, index, source)
      else if (block.type === 'listItem') mendTask(block, source)
      if (block.type === 'list' || block.type === 'listItem' || block.type === 'blockquote' || block.type === 'footnoteDefinition') open.push(block)
    }
  }
}

/** Behind an empty item each line of indented code comes as a block of its own. */
function joinIndented(code: Code, {children}: Blocks, index: number, source: string): void {
  for (let next = children[index + 1]; next?.type === 'code' && isNextLine(code, next) && isIndented(code, source) && isIndented(next, source); next = children[index + 1]) {
    code.value += `\n${next.value}`
    if (code.position && next.position) code.position.end = next.position.end
    children.splice(index + 1, 1)
  }
}

function isNextLine(above: Code, below: Code): boolean {
  return above.position !== undefined && below.position?.start.line === above.position.end.line + 1
}

function isIndented({position}: Code, source: string): boolean {
  return !/[`~]/.test(source.charAt(position?.start.offset ?? 0))
}

/** A line that opens with a tag ends a table, and is no row of it. */
function cutAtTag(table: Table, {children}: Blocks, index: number, source: string): void {
  const at = table.children.findIndex(({position}) => source.charAt(position?.start.offset ?? 0) === '<')
  const start = table.children[at]?.position?.start
  const end = table.position?.end
  if (at < 2 || !start || !end || !table.position) return
  table.children.length = at
  table.position.end = table.children.at(-1)?.position?.end ?? end
  children.splice(index + 1, 0, {type: 'html', value: source.slice(start.offset, end.offset), position: {start, end}})
}

/** The paragraph of a task starts at its box where it starts with anything but text. */
function mendTask({checked, children: [paragraph]}: ListItem, source: string): void {
  if (typeof checked !== 'boolean' || paragraph?.type !== 'paragraph' || !paragraph.position || paragraph.children[0]?.type === 'text') return
  const {line, column, offset = 0} = paragraph.position.start
  const [box = ''] = /\[[ \txX]\][ \t]+$/.exec(source.slice(Math.max(0, offset - 10), offset)) ?? []
  paragraph.position.start = {line, column: column - box.length, offset: offset - box.length}
}
