import type {Code, Definition, Html, Image, Link, Nodes, Paragraph} from 'mdast'
import {commentText, isComment, withoutComments} from '../markdown/comment.ts'
import type {Located, MarkdownDocument, Section} from '../markdown/document.ts'
import {frontMatterLines} from '../markdown/front-matter.ts'
import {isUnknownTag} from '../markdown/html-tag.ts'
import {urlPlace} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import {isDiagram} from './diagrams.ts'
import {type PlaceholderKind, placeholderKey, scanCode, scanInline} from './placeholder-scan.ts'
import {isMeantToStay} from './wiki-links-and-citations.ts'

/** What a candidate is in its file. A placeholder of the template is only recognised in a document as the same type. */
export type CandidateType =
  | 'token' // a delimited text within running text
  | 'word' // a text that a directive names, within running text
  | 'inline code' // all of it
  | 'cell' // all of a table's cell
  | 'value' // all that follows a label on its line
  | 'emphasis' // all of a text in italics
  | 'row' // all of a table's row
  | 'code' // a whole code block
  | 'sentence in code' // a delimited text of several words within a code block
  | 'alt text' // the alternative text of an image
  | 'url' // the target of a link or an image
  | 'paragraph' // a whole paragraph
  | 'heading' // all of a heading's text
  | 'comment'
  | 'tag' // a block such as `<Overview text>`
  | 'front matter' // a value of the front matter, with the key at its top

/** A range of a file that may be a placeholder, in a template, or a leftover, in a document. */
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
  /** The kind of placeholder that a token looks like. */
  readonly looksLike?: PlaceholderKind
  readonly isEscaped?: boolean
  /** The text before a token in its block, the label of a value, or the key of a value in front matter. */
  readonly before?: string
}

/** Rules out candidates before they are examined closely; those that pass may still be unwanted. */
export interface CandidateFilter {
  readonly types: ReadonlySet<CandidateType>
  /** Whether a candidate with this text, or with a text that starts so, may be wanted. */
  mayStart(type: CandidateType, text: string): boolean
  /** The length of the longest text that may be wanted. */
  longest(type: CandidateType): number
  /** Whether this form for comparison is wanted. */
  isWanted(type: CandidateType, key: string): boolean
  /** Whether this text may contain one. */
  mayHold(type: CandidateType, text: string): boolean
}

/** Finds the candidates in a file: possible placeholders in a template, possible leftovers in a document. */
export function candidatesOf(document: MarkdownDocument, filter: CandidateFilter = everything): readonly Candidate[] {
  return finders.filter(([type]) => filter.types.has(type)).flatMap(([, find]) => find(document, filter))
}

type Find = (document: MarkdownDocument, filter: CandidateFilter) => readonly Candidate[]

const finders: ReadonlyArray<readonly [CandidateType, Find]> = [
  ['value', (document, filter) => document.nodes('paragraph').flatMap((located) => values(document, located, filter))],
  ['token', (document, filter) => [...tokens(document, filter), ...tokensInHtml(document, filter)]],
  [
    'emphasis',
    (document, filter) => document.nodes('emphasis').flatMap((located) => whole('emphasis', located, filter))
  ],
  [
    'inline code',
    (document, filter) => document.nodes('inlineCode').flatMap((located) => whole('inline code', located, filter))
  ],
  [
    'cell',
    (document, filter) =>
      document.nodes('tableCell').flatMap((located) => (isHeader(located) ? [] : whole('cell', located, filter)))
  ],
  [
    'row',
    (document, filter) => document.nodes('tableRow').flatMap((located) => whole('row', located, filter, rowText))
  ],
  ['code', (document, filter) => document.nodes('code').flatMap((located) => whole('code', located, filter))],
  [
    'sentence in code',
    (document, filter) => document.nodes('code').flatMap((located) => sentences(document, located, filter))
  ],
  ['alt text', (document, filter) => document.nodes('image').flatMap((located) => altText(document, located, filter))],
  [
    'url',
    (document, filter) =>
      [...document.nodes('link'), ...document.nodes('image'), ...document.nodes('definition')].flatMap((located) =>
        url(document, located, filter)
      )
  ],
  [
    'paragraph',
    (document, filter) =>
      document
        .nodes('paragraph')
        .flatMap((located) => whole('paragraph', located, filter).filter(() => !isInOpenTask(located)))
  ],
  ['heading', (document, filter) => document.nodes('heading').flatMap((located) => whole('heading', located, filter))],
  ['comment', (document, filter) => document.nodes('html').flatMap((located) => comment(located, filter))],
  [
    'tag',
    (document, filter) =>
      document
        .nodes('html')
        .flatMap((located) => (isInText(located) || isComment(located.node.value) ? [] : tagLines(located, filter)))
  ],
  ['front matter', frontMatter]
]

const everything: CandidateFilter = {
  types: new Set(finders.map(([type]) => type)),
  mayStart: () => true,
  longest: () => Number.POSITIVE_INFINITY,
  isWanted: () => true,
  mayHold: () => true
}

function isHeader({ancestors}: Located): boolean {
  const table = ancestors.at(-2)
  return table?.type === 'table' && table.children[0] === ancestors.at(-1)
}

function comment(located: Located<Html>, filter: CandidateFilter): readonly Candidate[] {
  const {value} = located.node
  if (
    !value.startsWith('<!--') ||
    !filter.mayStart('comment', value.slice('<!--'.length, 100).trimStart().slice(0, 20))
  )
    return []
  const text = commentText(value)
  const asIs = () => text ?? ''
  return text === undefined ? [] : whole('comment', located, filter, asIs, asIs)
}

function rowText(row: Nodes): string {
  return 'children' in row ? row.children.map((cell) => textOf(cell)).join(' | ') : ''
}

/** The occurrences of texts in running text, as whole words. */
export function wordsIn(document: MarkdownDocument, texts: readonly string[]): readonly Candidate[] {
  if (texts.length === 0) return []
  return document.nodes('text').flatMap(({node, section}) => {
    const from = node.position?.start.offset
    if (from === undefined) return []
    const source = document.source.slice(from, node.position?.end.offset)
    return texts.flatMap((text) =>
      occurrences(source, text).map((index): Candidate => ({
        type: 'word',
        node,
        section,
        text,
        key: placeholderKey(text),
        start: from + index,
        end: from + index + text.length
      }))
    )
  })
}

function occurrences(source: string, text: string): readonly number[] {
  const found: number[] = []
  for (let at = source.indexOf(text); at >= 0; at = source.indexOf(text, at + text.length)) {
    const around = (source[at - 1] ?? ' ') + (source[at + text.length] ?? ' ')
    if (!/[\p{Alpha}\p{N}_]/u.test(around)) found.push(at)
  }
  return found
}

/** Emphasis is scanned with the block around it, the text of a link by itself. */
function tokens(document: MarkdownDocument, filter: CandidateFilter): readonly Candidate[] {
  const mayHold = (text: string) => filter.mayHold('token', text)
  if (!mayHold(document.source)) return []
  const running = [
    ...document.nodes('paragraph'),
    ...document.nodes('heading'),
    ...document.nodes('tableCell'),
    ...document.nodes('link'),
    ...document.nodes('linkReference')
  ]
  return running.flatMap(({node, section}) =>
    scanInline(document.source, node, mayHold).map(
      ({kind: looksLike, text, start, end, before, isEscaped}) =>
        ({
          type: 'token',
          node,
          section,
          text,
          key: placeholderKey(text),
          start,
          end,
          looksLike,
          before,
          ...(isEscaped && {isEscaped})
        }) as const
    )
  )
}

/**
 * The visible text of HTML and the values of its attributes may have placeholders; brackets in code and comments mean
 * something else.
 */
function tokensInHtml(document: MarkdownDocument, filter: CandidateFilter): readonly Candidate[] {
  return document.nodes('html').flatMap(({node, section}) => {
    const from = node.position?.start.offset
    if (from === undefined || !/[[{]/.test(node.value) || isComment(node.value) || !filter.mayHold('token', node.value))
      return []
    const source = withoutCode(withoutComments(document.source.slice(from, node.position?.end.offset)))
    return Array.from(source.matchAll(htmlToken)).flatMap(({0: text, index}): readonly Candidate[] => {
      if (text.startsWith('[') && isMeantToStay(text.slice(1, -1), false)) return []
      const start = from + index
      return [
        {
          type: 'token',
          node,
          section,
          text,
          key: placeholderKey(text),
          start,
          end: start + text.length,
          looksLike: text.startsWith('[') ? 'bracket' : 'brace',
          before: ''
        }
      ]
    })
  })
}

/**
 * HTML with spaces in place of elements for code, in which brackets mean something else. An element that is not closed
 * is kept.
 */
function withoutCode(html: string): string {
  const tags = Array.from(html.matchAll(codeTags), ({0: {length}, 1: slash, 2: name = '', index}) => ({
    name: name.toLowerCase(),
    isClosing: slash === '/',
    start: index,
    end: index + length
  }))
  const lastClosing = new Map(tags.filter(({isClosing}) => isClosing).map(({name, start}) => [name, start]))
  let rest = ''
  let from = 0
  let open: (typeof tags)[number] | undefined
  for (const tag of tags) {
    if (open === undefined && !tag.isClosing && (lastClosing.get(tag.name) ?? -1) > tag.start) open = tag
    else if (open?.name === tag.name && tag.isClosing) {
      rest += html.slice(from, open.start) + ' '.repeat(tag.end - open.start)
      from = tag.end
      open = undefined
    }
  }
  return rest + html.slice(from)
}

const codeTags = /<(\/?)(code|pre|script|style|svg|kbd|samp)\b[^<>]*>/gi
const htmlToken = /(?<=[>\s"'(])\[(?!x\])\p{Alpha}[^[\]<>\n]{1,200}\](?![([:])|\{\{ ?[\w -]{1,80} ?\}\}/giu

/** The text after a label on each line of a paragraph: `Status: draft | final`. */
function values(
  document: MarkdownDocument,
  {node, section}: Located<Paragraph>,
  filter: CandidateFilter
): readonly Candidate[] {
  const from = node.position?.start.offset
  if (from === undefined) return []
  const found: Candidate[] = []
  for (const {0: line, 1: label = '', 2: value = '', index} of document.source
    .slice(from, node.position?.end.offset)
    .matchAll(labelledLine)) {
    const text = value.trimEnd().replace(/\\$/, '')
    const plain = withoutMarks(text)
    if (!filter.mayStart('value', plain)) continue
    const key = placeholderKey(plain)
    const start = from + index + line.length - value.length
    if (filter.isWanted('value', key))
      found.push({
        type: 'value',
        node,
        section,
        text,
        key,
        start,
        end: start + text.length,
        before: withoutMarks(label)
      })
  }
  return found
}

/** A line with a label, or a part of a line between bullet characters. */
const labelledLine = /(?:^|[·•])([^\n:：|·•]{1,60})[:：](?!\/\/)[*_]{0,3}[ \t]*([^\s·•][^\n·•]*)/gm

function withoutMarks(text: string): string {
  return text.replaceAll(/[*_`]+/g, '').trim()
}

/**
 * A block of HTML as a whole; or each of its lines, if all are texts in angle brackets and the first is an unknown tag.
 */
function tagLines(located: Located<Html>, filter: CandidateFilter): readonly Candidate[] {
  const {node, section} = located
  const lines = node.value.includes('\n') ? Array.from(node.value.matchAll(/[^\n]+/g)) : []
  const [first] = lines
  if (!first || !isUnknownTag(first[0]) || !lines.every(([line]) => /^\s*<\p{Alpha}[^<>]*>\s*$/u.test(line)))
    return whole('tag', located, filter)
  const from = node.position?.start.offset ?? 0
  return lines.flatMap(({0: line, index}): readonly Candidate[] => {
    const text = line.trim()
    const start = from + index + line.indexOf('<')
    const key = placeholderKey(text)
    return filter.isWanted('tag', key)
      ? [{type: 'tag', node, section, text, key, start, end: start + text.length, looksLike: 'angle'}]
      : []
  })
}

/** Whether HTML is within running text, where tags are tokens. */
function isInText({ancestors}: Located): boolean {
  return ancestors.some(({type}) => type === 'paragraph' || type === 'heading' || type === 'tableCell')
}

/** Whether a node is below a task that is not ticked, and so was not for this document to answer. */
function isInOpenTask({ancestors}: Located): boolean {
  return ancestors.some((ancestor) => ancestor.type === 'listItem' && ancestor.checked === false)
}

function whole(
  type: CandidateType,
  {node, section}: Located,
  filter: CandidateFilter,
  textIn: (node: Nodes) => string = ownText,
  startOf = startIn
): readonly Candidate[] {
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  if (start === undefined || end === undefined || !filter.mayStart(type, startOf(node))) return []
  const text = textIn(node)
  if (text.length > filter.longest(type)) return []
  const key = placeholderKey(text)
  return filter.isWanted(type, key) ? [{type, node, section, text, key, start, end}] : []
}

/** Code and HTML as written; the text of any other node. */
function ownText(node: Nodes): string {
  return 'value' in node ? node.value : textOf(node)
}

/** The text that a node starts with; empty if it starts with something else. */
function startIn(node: Nodes): string {
  let first: Nodes | undefined = node
  while (first && 'children' in first) first = first.children[0]
  return first && 'value' in first && (first.type !== 'html' || first === node) ? first.value : ''
}

function sentences(
  document: MarkdownDocument,
  {node, section}: Located<Code>,
  filter: CandidateFilter
): readonly Candidate[] {
  const from = node.position?.start.offset
  // Brackets in a diagram are shapes.
  if (from === undefined || !filter.mayHold('sentence in code', node.value) || isDiagram(node)) return []
  const source = document.source.slice(from, node.position?.end.offset)
  return scanCode(source)
    .filter(({text}) => text.startsWith('[') && /\s/.test(text))
    .map(({text, index}) => {
      const start = from + index
      return {type: 'sentence in code', node, section, text, key: placeholderKey(text), start, end: start + text.length}
    })
}

function url(
  document: MarkdownDocument,
  {node, section}: Located<Link | Image | Definition>,
  filter: CandidateFilter
): readonly Candidate[] {
  if (!filter.mayStart('url', node.url)) return []
  // Many links may lead to the top; their texts distinguish them.
  const key = placeholderKey(node.url === '#' ? `# ${textOf(node)}` : node.url)
  if (!filter.isWanted('url', key)) return []
  const place = urlPlace(document, node)
  const start = place?.start.offset
  const end = place?.end.offset
  return start === undefined || end === undefined ? [] : [{type: 'url', node, section, text: node.url, key, start, end}]
}

function altText(
  {source}: MarkdownDocument,
  {node, section}: Located<Image>,
  filter: CandidateFilter
): readonly Candidate[] {
  const {alt, position} = node
  if (!filter.mayStart('alt text', alt ?? '')) return []
  const start = (position?.start.offset ?? 0) + '!['.length
  // With escapes, its source differs from its text.
  if (!position || !alt || !source.startsWith(`![${alt}]`, start - '!['.length)) return []
  return [{type: 'alt text', node, section, text: alt, key: placeholderKey(alt), start, end: start + alt.length}]
}

function frontMatter(document: MarkdownDocument): readonly Candidate[] {
  return frontMatterLines(document).flatMap(({key, nested, ...own}) =>
    [own, ...nested]
      .filter(({value}) => value !== '')
      .map(({value, start, end}): Candidate => ({
        type: 'front matter',
        node: document.tree,
        section: document.root,
        text: value,
        key: placeholderKey(`${key}: ${value.replaceAll(/^["']|["']$/g, '')}`),
        start,
        end,
        before: key
      }))
  )
}
