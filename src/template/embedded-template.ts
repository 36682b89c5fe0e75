import type {Heading, Root} from 'mdast'
import type {Parse} from '../markdown/parse.ts'
import {textOf} from '../markdown/text.ts'
import {namesTemplate} from './named-template.ts'
import {placeholdersIn} from './placeholder-scan.ts'

/** The lines that open and close a fence, from 1. */
export interface FenceLines {
  readonly opening: number
  readonly closing: number
}

/**
 * The Markdown fence in a page about a template: three or more headings are in the fence, and at most two besides the title
 * around it, or the page says that it is about a template and the fence has the title of documents.
 *
 * @returns Undefined for any other text.
 */
export function embeddedTemplate(text: string, parse: Parse): FenceLines | undefined {
  if (!openingOfMarkdown.test(text)) return undefined
  const lines = text.split(/\r?\n/)
  const fences = markdownFences(lines)
  const page = parse(linesBut(lines, fences).join('\n'))
  const own = page.children.filter((node): node is Heading => node.type === 'heading')
  const within = fences.map((fence) => ({fence, tree: parse(linesOf(lines, fence).join('\n'))}))
  const template =
    own.filter(({depth}) => depth > 1).length > mostOwn
      ? undefined
      : within.find(({tree}) => headingsOf(tree).length >= fewestEmbedded)
  return (template ?? (isOnTemplate(page, text) ? within.find(({tree}) => hasTitle(tree)) : undefined))?.fence
}

const openingOfMarkdown = /^ {0,3}(?:`{3,}|~{3,}) *(?:markdown|md)\b/im

const mostOwn = 2
const fewestEmbedded = 3

function headingsOf({children}: Root): readonly Heading[] {
  return children.filter((node) => node.type === 'heading')
}

/** Whether a text starts with a title and has sections below it. */
function hasTitle(tree: Root): boolean {
  const [first, ...others] = headingsOf(tree)
  const opening = tree.children.find(({type}) => type !== 'yaml' && type !== 'html' && type !== 'thematicBreak')
  return first !== undefined && first === opening && first.depth === 1 && others.some(({depth}) => depth > 1)
}

/** Whether a page is about a template, and has no placeholders: `# Template for reports`, `This template defines …`. */
function isOnTemplate(page: Root, source: string): boolean {
  const [title, opening] = page.children
  return (
    title?.type === 'heading' &&
    title.depth === 1 &&
    namesTemplate(textOf(title)) &&
    opening?.type === 'paragraph' &&
    namesTemplate(textOf(opening)) &&
    page.children.every(
      (node) => !((node.type === 'paragraph' || node.type === 'heading') && placeholdersIn(source, node).length > 0)
    )
  )
}

/** The lines in a fence. */
function linesOf(lines: readonly string[], {opening, closing}: FenceLines): readonly string[] {
  return lines.slice(opening, closing - 1)
}

function linesBut(lines: readonly string[], fences: readonly FenceLines[]): readonly string[] {
  const kept = [...lines]
  for (const {opening, closing} of fences) kept.fill('', opening - 1, closing)
  return kept
}

/**
 * The closed Markdown fences of a text. Fences nested in them are counted, although in Markdown the end of a nested fence
 * of the same length closes the outer one.
 */
function markdownFences(lines: readonly string[]): readonly FenceLines[] {
  const fences: FenceLines[] = []
  for (let at = 0; at < lines.length; at++) {
    const opening = fenceIn(lines[at] ?? '')
    if (!opening) continue
    const isMarkdown = /^(?:markdown|md)\b/i.test(opening.info)
    const closing = closingOf(opening, lines, at, isMarkdown)
    if (closing === undefined) break
    if (isMarkdown) fences.push({opening: at + 1, closing: closing + 1})
    at = closing
  }
  return fences
}

interface Fence {
  readonly mark: string
  readonly length: number
  readonly info: string
}

function fenceIn(line: string): Fence | undefined {
  const [, marks = '', info = ''] = /^ {0,3}(`{3,100}|~{3,100})([^`]{0,200})$/.exec(line) ?? []
  return marks === '' ? undefined : {mark: marks.charAt(0), length: marks.length, info: info.trim()}
}

/** The index of the line that closes a fence. */
function closingOf(
  {mark, length}: Fence,
  lines: readonly string[],
  from: number,
  mayHoldFences: boolean
): number | undefined {
  let open = 0
  for (let at = from + 1; at < lines.length; at++) {
    const fence = fenceIn(lines[at] ?? '')
    if (!fence || fence.mark !== mark || fence.length < length) continue
    if (fence.info !== '') open += mayHoldFences ? 1 : 0
    else if (open === 0) return at
    else open--
  }
  return undefined
}
