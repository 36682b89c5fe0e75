import type {Delete, Emphasis, Nodes, PhrasingContent, Strong} from 'mdast'
import {isUnknownTag} from '../markdown/html-tag.ts'
import {foldWhitespace} from '../markdown/text.ts'

/** How a placeholder is written. */
export type PlaceholderKind =
  | 'bracket' // [Name]
  | 'brace' // {name}, {{name}}
  | 'angle' // <name>
  | 'date' // YYYY-MM-DD
  | 'number' // NNNN, KEP-NNNN
  | 'note' // (fill me in)
  | 'link' // a link target that leads nowhere: url, ../{path}
  | 'sample' // VAR_1 where VAR_2 follows
  | 'choice' // Yes/No
  | 'line' // a row or a line that consists of placeholders
  | 'code' // code that holds placeholders or consists of samples
  | 'instruction' // a paragraph that tells the author what to write
  | 'named' // a text that a directive names
  | 'comment' // a comment that the template asks to remove
  | 'remark' // any other comment, told on request only
  | 'guidance' // a heading or a block that a directive says to remove
  | 'front matter' // a value of the front matter that holds a placeholder

/** A stretch of source text that looks like a placeholder. */
export interface PlaceholderToken {
  readonly kind: PlaceholderKind
  /** As it stands in the source. */
  readonly text: string
  /** UTF-16 offsets into the file. */
  readonly start: number
  readonly end: number
  /** The text before it in its block, white space folded. */
  readonly before: string
}

type Found = Omit<PlaceholderToken, 'before'>

/** How much of the text before a token is kept. */
const longestContext = 60

/** Text longer than this is no placeholder. */
const longestPlaceholder = 1000

/**
 * Find what looks like placeholders in running text. The same scan serves templates, where it defines the
 * placeholders, and documents, where only those of the template count.
 *
 * @param source The file's text.
 * @param parent A node with inline content: paragraph, heading, table cell, link.
 * @param mayHold Tells of a text whether any may stand in it.
 * @returns Outermost tokens in order; those inside links are found when the link itself is scanned.
 */
export function scanInline(source: string, parent: Nodes & {children: readonly PhrasingContent[]}, mayHold: (text: string) => boolean = () => true): readonly PlaceholderToken[] {
  const [start, end] = contentRange(parent)
  if (start === undefined || end === undefined) return []
  const text = source.slice(start, end)
  if (!mayHoldPlaceholders.test(text) || !mayHold(text)) return []
  const run = {...runOf(source, parent.children, start, end), isHeading: parent.type === 'heading'}
  const tokens = [...pairs(run), ...words(run), ...unknownTags(parent.children)].toSorted((a, b) => a.start - b.start || b.end - a.end)
  return outermost(tokens).map((token) => ({...token, before: foldWhitespace(source.slice(Math.max(start, token.start - 2 * longestContext), token.start)).slice(-longestContext)}))
}

/** Where inline content stands; literal autolinks have texts without positions beside them. */
function contentRange({type, position, children}: Parameters<typeof scanInline>[1]): readonly [start: number | undefined, end: number | undefined] {
  if (type === 'paragraph') return [position?.start.offset, position?.end.offset]
  const placed = children.filter((child) => child.position)
  return [placed[0]?.position?.start.offset, placed.at(-1)?.position?.end.offset]
}

/** Most text has nothing of the kind. */
const mayHoldPlaceholders = /[[{<]|\((?:fill|insert|replace)|n{3}|x{3}|yyyy/i

/** The placeholders in a node's running text, those in its links included. */
export function placeholdersIn(source: string, parent: Parameters<typeof scanInline>[1]): readonly PlaceholderToken[] {
  const inLinks = parent.children.flatMap((child) => ('children' in child ? placeholdersIn(source, child) : []))
  const own = scanInline(source, parent)
  return [...own, ...inLinks.filter((token) => !own.some(({start, end}) => start <= token.start && token.end <= end))]
}

/** Running text with what isn't text (code, links, HTML) blanked out, so that offsets stay. */
interface Run {
  readonly source: string
  readonly isHeading: boolean
  readonly visible: string
  readonly start: number
}

const opaqueCharacter = '\u{E000}'

function isMarkup(node: PhrasingContent): node is Emphasis | Strong | Delete {
  return node.type === 'emphasis' || node.type === 'strong' || node.type === 'delete'
}

function runOf(source: string, children: readonly PhrasingContent[], start: number, end: number): Omit<Run, 'isHeading'> {
  let visible = ''
  let at = start
  const open = children.toReversed()
  for (let node = open.pop(); node; node = open.pop()) {
    if (isMarkup(node)) {
      for (const child of node.children.toReversed()) open.push(child)
      continue
    }
    const from = node.position?.start.offset
    const to = node.position?.end.offset
    if (node.type === 'text' || node.type === 'break' || from === undefined || to === undefined) continue
    if (from < at) continue
    visible += source.slice(at, from) + opaqueCharacter.repeat(to - from)
    at = to
  }
  return {source, visible: visible + source.slice(at, end), start}
}

/** Openers that are looked at for a closer, so that a long line of them costs no more than its length. */
const deepestNesting = 8

const closers: Readonly<Record<string, string>> = {'[': ']', '{': '}', '<': '>', '(': ')'}
const openers: Readonly<Record<string, string>> = {']': '[', '}': '{', '>': '<', ')': '('}

/** Delimited tokens: every balanced pair that passes the test of its kind. */
function pairs(run: Run): readonly Found[] {
  const tokens: Found[] = []
  const open: Array<{character: string; index: number}> = []
  for (let index = 0; index < run.visible.length; index++) {
    const character = run.visible[index] as string
    if (character === '\\') {
      index++
    } else if (character in closers) {
      open.push({character, index})
    } else if (character in openers) {
      const nearest = open.slice(-deepestNesting).findLastIndex((entry) => entry.character === openers[character])
      if (nearest < 0) continue
      const opener = Math.max(0, open.length - deepestNesting) + nearest
      const start = (open[opener] as {index: number}).index
      open.length = opener
      const token = delimited(run, start, index + 1)
      if (token) tokens.push(token)
    }
  }
  return tokens
}

function delimited(run: Run, start: number, end: number): Found | undefined {
  if (end - start > longestPlaceholder) return undefined
  const inner = run.visible.slice(start + 1, end - 1)
  const before = run.visible.slice(Math.max(0, start - 1), start)
  const after = run.visible.slice(end, end + 4)
  const surroundings = {before, after, isHeading: run.isHeading, isPrefix: opensLine(run.visible, start, end)}
  const kind = kindOf(run.visible[start] ?? '', inner, surroundings)
  if (!kind) return undefined
  return {kind, text: run.source.slice(run.start + start, run.start + end), start: run.start + start, end: run.start + end}
}

/** What stands around a delimited text. */
interface Surroundings {
  readonly before: string
  readonly after: string
  readonly isHeading: boolean
  /** Whether it opens its block and other text follows on the line. */
  readonly isPrefix: boolean
}

function kindOf(opener: string, inner: string, around: Surroundings): PlaceholderKind | undefined {
  if (!/\p{L}/u.test(inner)) return undefined
  switch (opener) {
    case '[':
      return isBracketPlaceholder(inner.trim(), around) ? 'bracket' : undefined
    case '{':
      return /[$\\\w^}]/.test(around.before) || /^[#.:%]/.test(inner.trim()) ? undefined : 'brace'
    case '<':
      return /^[\p{L}](?!\w*:)/u.test(inner) && !/[@=]/.test(inner) ? 'angle' : undefined
    default:
      return /^(?:fill|insert|replace)\b/i.test(inner.trim()) ? 'note' : undefined
  }
}

function isBracketPlaceholder(text: string, {before, after, isHeading, isPrefix}: Surroundings): boolean {
  if (/[\p{L}\p{N})\]!]/u.test(before) || /^[([]/.test(after) || /^[!^]/.test(text) || /^x$/i.test(text)) return false
  if (/^(?:optional|required|mandatory|if applicable|conditional|sic)$/i.test(text)) return false
  // In a heading nothing is a tag or a legend: what is in brackets there is to be replaced.
  if (isHeading) return true
  // `[P]`, `[US1]` are tags, and so is one word before other text; `**[Story]**: …` is a legend.
  return !/^[*_]*:/.test(after) && !/^[A-Z]{1,2}\d*\??$/.test(text) && !(isPrefix && !/\s/.test(text))
}

/** Whether a token opens its block and other text follows on the line. */
function opensLine(visible: string, start: number, end: number): boolean {
  return visible.slice(0, start).trim() === '' && /^[^\S\n]+[^\s\-–—:|]/.test(visible.slice(end, end + 3))
}

const wordPattern = /(?<![\p{L}\p{N}_-])(?:YYYY-MM-DD|yyyy-mm-dd|\p{L}{1,20}-(?:N{3,8}|X{3,8})|N{3,8}|X{4,8})(?![\p{L}\p{N}_])/gu

/** Tokens without delimiters: dates and numbers to be filled in. */
function words(run: Run): readonly Found[] {
  if (!/[NXY]{3}|yyyy/.test(run.visible)) return []
  return Array.from(run.visible.matchAll(wordPattern), (match) => ({
    kind: /^y{4}/i.test(match[0]) ? ('date' as const) : ('number' as const),
    text: match[0],
    start: run.start + match.index,
    end: run.start + match.index + match[0].length
  }))
}

/** `<Service name>` arrives as inline HTML with a tag that HTML does not have. */
function unknownTags(children: readonly PhrasingContent[]): readonly Found[] {
  return children.flatMap((node) => {
    const start = node.position?.start.offset
    const end = node.position?.end.offset
    if (node.type !== 'html' || start === undefined || end === undefined) return []
    return isUnknownTag(node.value) ? [{kind: 'angle' as const, text: node.value, start, end}] : []
  })
}

function outermost(tokens: readonly Found[]): readonly Found[] {
  const kept: Found[] = []
  for (const token of tokens) {
    if (token.start >= (kept.at(-1)?.end ?? -1)) kept.push(token)
  }
  return kept
}

/**
 * Find what is certain to be a placeholder in code: there brackets, braces and angles have meanings of their own.
 *
 * @returns Their texts, each with its index in the code.
 */
export function scanCode(code: string): ReadonlyArray<{text: string; index: number}> {
  return code.length > longestCode ? [] : Array.from(code.matchAll(codePlaceholder), ({0: text, index}) => ({text, index}))
}

/** Code longer than this was not left over from a template. */
const longestCode = 100_000

const codePlaceholder = new RegExp(
  [
    String.raw`(?<![\w)\]!])\[(?:\p{Lu}[\p{L}\p{N}]{2,40}|\p{L}[\p{L}\p{N}'./-]{0,40}(?: [\p{L}\p{N}&'./,:()-]{1,40}){1,20})\](?![([])`,
    String.raw`\{\{\s?[\w. /-]{1,80}\s?\}\}`,
    String.raw`<(?:your|the|my)?[a-z]{1,40}(?:[-_ ][a-z]{1,40}){1,10}>`,
    String.raw`\bYOUR_[A-Z0-9_]{2,40}\b`,
    String.raw`\bYYYY-MM-DD\b`
  ].join('|'),
  'gu'
)

/** In code that stands for a name, brackets of all kinds are to be replaced: `GET /users/<id>`. */
export function delimitedIn(code: string): readonly string[] {
  return code.match(/<[^<>]+>|\{[^{}]+\}|\[[^[\]]+\]/g) ?? []
}

/** How two placeholders are compared: white space folded (and quote marks of a block quote), letter case ignored. */
export function placeholderKey(text: string): string {
  return foldWhitespace(text.normalize('NFC').replaceAll(/(?<![\r\n])[\r\n]+[ \t]*>+/g, '\n')).toLowerCase()
}
