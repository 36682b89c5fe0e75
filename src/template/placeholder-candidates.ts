import type {Definition, Html, Image, Link, Nodes} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {Located, MarkdownDocument, Section} from '../markdown/document.ts'
import {frontMatterLines} from '../markdown/front-matter.ts'
import {urlPlace} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import {isDiagram} from './diagrams.ts'
import {type PlaceholderKind, placeholderKey, scanCode, scanInline} from './placeholder-scan.ts'

/** What a candidate is in its file; a placeholder of the template is only found again as the same thing. */
export type CandidateType =
  | 'token' // a delimited text within running text
  | 'word' // a text that a directive names, within running text
  | 'inline code' // all of it
  | 'cell' // all of a table's cell
  | 'row' // all of a table's row
  | 'code' // a whole code block
  | 'sentence in code' // a delimited text of several words within a code block
  | 'alt text' // the description of a picture
  | 'url' // the target of a link or picture
  | 'paragraph' // a whole paragraph
  | 'heading' // all of a heading's text
  | 'comment'
  | 'tag' // a block such as `<Overview text>`
  | 'front matter' // a value of the front matter, with the key at its top

/** A stretch of a file that is a placeholder where it stands in a template and looks like one. */
export interface Candidate {
  readonly type: CandidateType
  readonly node: Nodes
  readonly section: Section
  readonly text: string
  /** The form in which it is compared. */
  readonly key: string
  /** UTF-16 offsets into the file. */
  readonly start: number
  readonly end: number
  /** What a token looks like, and the text before it in its block. */
  readonly looksLike?: PlaceholderKind
  readonly before?: string
}

/**
 * A file's candidates, in templates the possible placeholders, in documents what may be left of them.
 *
 * @param types Those that are wanted; all where it is left out.
 */
export function candidatesOf(document: MarkdownDocument, types?: ReadonlySet<CandidateType>): readonly Candidate[] {
  return finders.filter(([type]) => types?.has(type) ?? true).flatMap(([, find]) => find(document))
}

const finders: ReadonlyArray<readonly [CandidateType, (document: MarkdownDocument) => readonly Candidate[]]> = [
  ['token', tokens],
  ['inline code', (document) => document.nodes('inlineCode').flatMap((located) => whole('inline code', located, located.node.value))],
  ['cell', (document) => document.nodes('tableCell').flatMap((located) => whole('cell', located, textOf(located.node)))],
  ['row', (document) => document.nodes('tableRow').flatMap((located) => whole('row', located, located.node.children.map((cell) => textOf(cell)).join(' | ')))],
  ['code', (document) => document.nodes('code').flatMap((located) => whole('code', located, located.node.value))],
  ['sentence in code', (document) => document.nodes('code').flatMap((located) => sentences(document, located))],
  ['alt text', (document) => document.nodes('image').flatMap((located) => altText(document, located))],
  ['url', (document) => [...document.nodes('link'), ...document.nodes('image'), ...document.nodes('definition')].flatMap((located) => url(document, located))],
  ['paragraph', (document) => document.nodes('paragraph').flatMap((located) => (isInOpenTask(located) ? [] : whole('paragraph', located, textOf(located.node))))],
  ['heading', (document) => document.nodes('heading').flatMap((located) => whole('heading', located, textOf(located.node)))],
  ['comment', (document) => document.nodes('html').flatMap((located) => comment(located))],
  ['tag', (document) => document.nodes('html').flatMap((located) => (isInText(located) || comment(located).length > 0 ? [] : whole('tag', located, located.node.value)))],
  ['front matter', frontMatter]
]

function comment(located: Located<Html>): readonly Candidate[] {
  const text = commentText(located.node.value)
  return text === undefined ? [] : whole('comment', located, text)
}

/** Where texts stand in running text, as whole words. */
export function wordsIn(document: MarkdownDocument, texts: readonly string[]): readonly Candidate[] {
  if (texts.length === 0) return []
  return document.nodes('text').flatMap(({node, section}) => {
    const from = node.position?.start.offset
    if (from === undefined) return []
    const source = document.source.slice(from, node.position?.end.offset)
    return texts.flatMap((text) => occurrences(source, text).map((index): Candidate => ({type: 'word', node, section, text, key: placeholderKey(text), start: from + index, end: from + index + text.length})))
  })
}

function occurrences(source: string, text: string): readonly number[] {
  const found: number[] = []
  for (let at = source.indexOf(text); at >= 0; at = source.indexOf(text, at + text.length)) {
    const around = (source[at - 1] ?? ' ') + (source[at + text.length] ?? ' ')
    if (!/[\p{L}\p{N}_]/u.test(around)) found.push(at)
  }
  return found
}

/** Emphasis belongs to the block that it stands in; the text of a link stands for itself. */
function tokens(document: MarkdownDocument): readonly Candidate[] {
  const running = [...document.nodes('paragraph'), ...document.nodes('heading'), ...document.nodes('tableCell'), ...document.nodes('link'), ...document.nodes('linkReference')]
  return running.flatMap(({node, section}) =>
    scanInline(document.source, node).map(({kind: looksLike, text, start, end, before}) => ({type: 'token', node, section, text, key: placeholderKey(text), start, end, looksLike, before}) as const)
  )
}

/** Tags within running text are tokens there. */
function isInText({ancestors}: Located): boolean {
  return ancestors.some(({type}) => type === 'paragraph' || type === 'heading' || type === 'tableCell')
}

/** What stands below a task that is not ticked was not for this document to answer. */
function isInOpenTask({ancestors}: Located): boolean {
  return ancestors.some((ancestor) => ancestor.type === 'listItem' && ancestor.checked === false)
}

function whole(type: CandidateType, {node, section}: Located, text: string): readonly Candidate[] {
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  return start === undefined || end === undefined ? [] : [{type, node, section, text, key: placeholderKey(text), start, end}]
}

function sentences(document: MarkdownDocument, {node, section}: Located): readonly Candidate[] {
  const from = node.position?.start.offset
  // The brackets of a diagram are shapes.
  if (node.type !== 'code' || from === undefined || isDiagram(node)) return []
  const source = document.source.slice(from, node.position?.end.offset)
  return scanCode(source)
    .filter(({text}) => text.startsWith('[') && /\s/.test(text))
    .map(({text, index}) => {
      const start = from + index
      return {type: 'sentence in code', node, section, text, key: placeholderKey(text), start, end: start + text.length}
    })
}

function url(document: MarkdownDocument, {node, section}: Located<Link | Image | Definition>): readonly Candidate[] {
  const place = urlPlace(document, node)
  const start = place?.start.offset
  const end = place?.end.offset
  return start === undefined || end === undefined ? [] : [{type: 'url', node, section, text: node.url, key: placeholderKey(node.url), start, end}]
}

function altText({source}: MarkdownDocument, {node, section}: Located<Image>): readonly Candidate[] {
  const {alt, position} = node
  const start = (position?.start.offset ?? 0) + '!['.length
  // With escapes in it, it is written otherwise than it reads.
  if (!position || !alt || !source.startsWith(`![${alt}]`, start - '!['.length)) return []
  return [{type: 'alt text', node, section, text: alt, key: placeholderKey(alt), start, end: start + alt.length}]
}

function frontMatter(document: MarkdownDocument): readonly Candidate[] {
  const node = document.nodes('yaml')[0]?.node
  if (!node) return []
  return frontMatterLines(document).flatMap(({key, nested, ...own}) =>
    [own, ...nested].filter(({value}) => value !== '').map(({value, start, end}): Candidate => ({type: 'front matter', node, section: document.root, text: value, key: placeholderKey(`${key}: ${value}`), start, end}))
  )
}
