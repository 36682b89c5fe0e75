import type {Delete, Emphasis, Nodes, PhrasingContent, Strong} from 'mdast'
import {slotTags} from '../markdown/html-tag.ts'
import {foldWhitespace, textOf} from '../markdown/text.ts'
import {generic, isSyntax} from './code-syntax.ts'
import {conventionsOf, isEmphasized, isSampleText} from './placeholder-conventions.ts'
import {startsWithInstruction} from './instructions.ts'
import {endsValue, opensLine, opensValue, placeOf} from './line-places.ts'
import {asksForNothing} from './nothing-to-write.ts'
import {wordsToReplace} from './placeholders-without-brackets.ts'
import {isRouteParameter, longestRoute} from './routes.ts'
import {shortNumbersIn} from './running-numbers.ts'
import {isWikiLink, isMeantToStay} from './wiki-links-and-citations.ts'

/** How a placeholder is written. */
export type PlaceholderKind =
  | 'bracket' // [Name], 【Name】 where the template says or shows that such are to be replaced
  | 'brace' // {name}, {{name}}
  | 'angle' // <name>
  | 'date' // YYYY-MM-DD, HH:MM
  | 'number' // NNNN, KEP-NNNN, ##th
  | 'blank' // ____, 〇〇
  | 'note' // (fill me in), TKTK
  | 'values' // (draft | final) after a value
  | 'name' // $PROJECT
  | 'italic' // italics, where the template says that they are to be replaced
  | 'capitals' // DATE after `Date:`, STATUS below the heading `Status`
  | 'link' // a link target that leads nowhere: url, ../{path}
  | 'sample' // VAR_1 if VAR_2 follows
  | 'choice' // Yes/No
  | 'line' // a row or a line that consists of placeholders
  | 'code' // code that holds placeholders or consists of samples
  | 'instruction' // a paragraph that tells the author what to write
  | 'companion' // a paragraph beside instructions in a section, reported only together with them
  | 'prompt' // the only text of a section, in a template most of whose sections have no more than prompts
  | 'named' // a text that a directive names
  | 'comment' // a comment that the template asks to remove
  | 'remark' // any other comment, reported on request only
  | 'guidance' // a heading or a block that a directive says to remove
  | 'front matter'

// a value of the front matter that holds a placeholder

/** A range of source text that looks like a placeholder. */
export interface PlaceholderToken {
  readonly kind: PlaceholderKind
  /** As written, without the backslashes of a formatter before brackets. */
  readonly text: string
  /** Whether a backslash is before its bracket. */
  readonly isEscaped?: boolean
  /** UTF-16 offsets into the file. */
  readonly start: number
  readonly end: number
  /** The text before it in its block, white space folded. */
  readonly before: string
}

type Found = Omit<PlaceholderToken, 'before'>

/** How many characters before a token are kept. */
const longestContext = 60

/** Text longer than this is not a placeholder. */
const longestPlaceholder = 1000

/**
 * Find what looks like placeholders in running text. The same scan is used for templates, where it defines the
 * placeholders, and for documents, where only those of the template count.
 *
 * @param source The file's text.
 * @param parent A node with inline content: paragraph, heading, table cell, link.
 * @param mayHold Whether a text may contain a token that is wanted.
 * @returns Outermost tokens in order; those inside links are found when the link itself is scanned.
 */
export function scanInline(
  source: string,
  parent: Nodes & {children: readonly PhrasingContent[]},
  mayHold: (text: string) => boolean = () => true
): readonly PlaceholderToken[] {
  const [start, end] = contentRange(parent)
  if (start === undefined || end === undefined) return []
  const text = source.slice(start, end)
  if (!mayHoldPlaceholders.test(text) || !mayHold(text)) return []
  const run = {...runOf(source, parent.children, start, end), parent: parent.type}
  const tokens = [...pairs(run), ...words(run), ...unknownTags(source, parent)].toSorted(
    (a, b) => a.start - b.start || b.end - a.end
  )
  return outermost(tokens).map((token) => ({
    ...token,
    before: foldWhitespace(source.slice(Math.max(start, token.start - 2 * longestContext), token.start)).slice(
      -longestContext
    )
  }))
}

/** The UTF-16 offsets of inline content. Texts beside literal autolinks have no positions. */
function contentRange({
  type,
  position,
  children
}: Parameters<typeof scanInline>[1]): readonly [start: number | undefined, end: number | undefined] {
  if (type === 'paragraph') return [position?.start.offset, position?.end.offset]
  const placed = children.filter((child) => child.position)
  return [placed[0]?.position?.start.offset, placed.at(-1)?.position?.end.offset]
}

/** Most text does not match this, and is not scanned. */
const mayHoldPlaceholders =
  /[[{<(【]|n{3}|x{3}|[a-z]xx|-(?:nn|xx|##)|##(?:st|nd|rd|th)|(?<![a-z])(?:nn|mm|xx|##)(?![a-z])|tktk|yyyy|hh:mm|[-./年년][ mмk]{2,3}[-./월月]|[dgtjдp]{2}[-./][mмk]{2}|mm\/dd|____|[〇○◯△□×]{2}|\$[a-z(]/i

/** The placeholders in a node's running text in a template, those in its links included. */
export function placeholdersIn(source: string, parent: Parameters<typeof scanInline>[1]): readonly PlaceholderToken[] {
  const within = parent.children.flatMap((child) =>
    'children' in child ? [...italicIn(source, child), ...placeholdersIn(source, child)] : []
  )
  const own = scanInline(source, parent).filter((token) => isMeant(token, source))
  return [
    ...own,
    ...within.filter(
      (token) =>
        ![...own, ...within].some(
          (other) =>
            other !== token &&
            other.start <= token.start &&
            token.end <= other.end &&
            (other.start < token.start || token.end < other.end || own.includes(other))
        )
    )
  ].toSorted((one, other) => one.start - other.start)
}

/**
 * Whether a template means what looks like a placeholder: in most, escaped brackets, lenticular brackets and names with a
 * dollar sign are not placeholders.
 */
export function isMeant(
  {kind, isEscaped, text}: Pick<PlaceholderToken, 'kind' | 'isEscaped' | 'text'>,
  source: string
): boolean {
  if (text.startsWith('【')) return conventionsOf(source).hasLenticular
  if (kind !== 'name' && !isEscaped) return true
  const {escapes, hasVariables} = conventionsOf(source)
  return kind === 'name' ? hasVariables : escapes.has(text[0] ?? '')
}

function italicIn(source: string, node: PhrasingContent): readonly PlaceholderToken[] {
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  if (node.type !== 'emphasis' || start === undefined || end === undefined || !conventionsOf(source).hasItalics)
    return []
  return [{kind: 'italic', text: textOf(node), start, end, before: ''}]
}

/** Running text in which code, links and HTML are blanked out, so that offsets do not change. */
interface Run {
  readonly source: string
  /** The type of the node. */
  readonly parent: Nodes['type']
  readonly visible: string
  readonly start: number
}

const opaqueCharacter = '\u{E000}'

function isMarkup(node: PhrasingContent): node is Emphasis | Strong | Delete {
  return node.type === 'emphasis' || node.type === 'strong' || node.type === 'delete'
}

function runOf(source: string, children: readonly PhrasingContent[], start: number, end: number): Omit<Run, 'parent'> {
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
  return {source, visible: withoutMath(withoutExpressions(visible + source.slice(at, end))), start}
}

/**
 * Shortcodes, Liquid, a site's Mustache, MDX comments and the lines of containers are code, and so is all that is in
 * them.
 */
function withoutExpressions(text: string): string {
  const plain = text.includes(':::')
    ? text.replaceAll(/^:{3,}[^\n]*/gm, (line) => opaqueCharacter.repeat(line.length))
    : text
  return plain.includes('{')
    ? plain.replaceAll(/\{\{[^\n]{1,300}?\}\}|\{%[^\n]{1,300}?%\}|\{\/\*[^{}]{0,1000}\*\/\}/g, (code) =>
        isExpression(code.slice(1, -1)) ? opaqueCharacter.repeat(code.length) : code
      )
    : plain
}

/** A text between dollar signs is a formula if it has characters that only formulas have. */
function withoutMath(text: string): string {
  return text.includes('$')
    ? text.replaceAll(/\$\$[^$]{1,300}\$\$|\$(?=[^$\n]*[\\^_=])[^\s$](?:[^$\n]{0,200}[^\s$])?\$(?!\d)/g, (formula) =>
        /\$[A-Z]{2}/.test(formula) ? formula : opaqueCharacter.repeat(formula.length)
      )
    : text
}

/** How many openers are searched for a closer, so that a long line of them takes linear time. */
const deepestNesting = 8

const closers: Readonly<Record<string, string>> = {'[': ']', '{': '}', '<': '>', '(': ')', '【': '】'}

const openers: Readonly<Record<string, string>> = {']': '[', '}': '{', '>': '<', ')': '(', '】': '【'}

/** Delimited tokens: every balanced pair that passes the test of its kind. */
function pairs(run: Run): readonly Found[] {
  const tokens: Found[] = []
  const open: Array<{character: string; index: number}> = []
  for (let index = 0; index < run.visible.length; index++) {
    const character = run.visible[index] as string
    if (character === '\\' && !/[[\]{}<>]/.test(run.visible[index + 1] ?? '')) {
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
  const isEscaped = run.visible[start - 1] === '\\'
  const from = isEscaped ? start - 1 : start
  const inner = run.visible.slice(start + 1, end - 1).replace(/\\$/, '')
  // The `v` of a version is not part of a word before the bracket: `v[X.Y.Z]`.
  const before = /(?<![\p{Alpha}\p{N}])v$/iu.test(run.visible.slice(Math.max(0, from - 2), from))
    ? ''
    : run.visible.slice(Math.max(0, from - 1), from)
  const after = run.visible.slice(end, end + 4)
  const surroundings = {
    before,
    after,
    isHeading: run.parent === 'heading',
    isPrefix: opensLine(run.visible, from, end),
    isLead: opensValue(run.visible, from, end),
    isAlone: placeOf(run, from, end),
    isTail: isDots(inner) && endsHeading(run.visible, from, end),
    isAfterValue: endsValue(run, from, end)
  }
  const kind =
    isRole(inner, run.source.slice(run.start + start, run.start + end + 1)) ||
    (run.visible[start] === '{' && isRouteParameter(inner, run.visible.slice(Math.max(0, from - longestRoute), from)))
      ? undefined
      : kindOf(run.visible[start] ?? '', inner, surroundings)
  if (!kind) return undefined
  const text = run.source.slice(run.start + start, run.start + end)
  return {
    kind,
    text: isEscaped ? text.replaceAll(/\\(?=[[\]{}<>_*])/g, '') : text,
    ...(isEscaped && {isEscaped}),
    start: run.start + from,
    end: run.start + end
  }
}

/**
 * Whether a text in braces is a role, which tells a site generator what the code right after it is: ``{ref}`kilns` ``.
 */
function isRole(inner: string, withNext: string): boolean {
  return withNext.startsWith('{') && withNext.endsWith('`') && /^[a-z][\w:.+-]*$/.test(inner)
}

/** What is around a delimited text. */
interface Surroundings {
  readonly before: string
  readonly after: string
  readonly isHeading: boolean
  /** Whether it opens its block and other text follows on the line. */
  readonly isPrefix: boolean
  /** Whether it opens the value of a label and other text follows on the line. */
  readonly isLead: boolean
  /** Whether it is all of its block, or of the value of a label. */
  readonly isAlone: 'block' | 'value' | undefined
  /** Whether it is dots that end a heading after a separator. */
  readonly isTail: boolean
  /** Whether it ends a line on which a label and a value stand before it. */
  readonly isAfterValue: boolean
}

function kindOf(opener: string, inner: string, around: Surroundings): PlaceholderKind | undefined {
  if (!/\p{Alpha}/u.test(inner)) return isSlot(inner, around) ? slotKinds[opener] : undefined
  return tests[opener]?.(inner, around)
}

/** By its opening bracket what a text within brackets is. */
const tests: Readonly<Record<string, (inner: string, around: Surroundings) => PlaceholderKind | undefined>> = {
  '[': (inner, around) => (isBracketPlaceholder(inner.trim(), around) ? 'bracket' : undefined),
  '{': (inner, {before}) => (/[$\\\w^}]/.test(before) || isExpression(inner) ? undefined : 'brace'),
  '【': (inner, {isHeading, isAlone}) =>
    isEmphasized(inner) || (isHeading && isAlone && !isSampleText(inner)) ? undefined : 'bracket',
  '<': (inner) => (/^[\p{Alpha}](?!\w*:)/u.test(inner) && !/[@=]/.test(inner) ? 'angle' : undefined),
  '(': (inner, around) => kindInParentheses(inner, around)
}

/** Whether dots in brackets are a slot, `C2 — <...>`: after a separator in a heading, or all of a block or of the value of a label; elsewhere they say that something was left out. */
function isSlot(inner: string, {isHeading, isAlone, isTail}: Surroundings): boolean {
  return isDots(inner) && (isHeading ? isTail : isAlone !== undefined)
}

/** Whether a text is nothing but dots, as stand for what was left out or is to come. */
export function isDots(text: string): boolean {
  return /^[\s[\]{}<>]*(?:\.{3,20}|…{1,9})[\s[\]{}<>]*$/.test(text)
}

/** Whether a token stands last in its heading, after a separator or alone. */
function endsHeading(visible: string, start: number, end: number): boolean {
  return (
    /(?:^|[:：.)–—-])\s{0,3}$/.test(visible.slice(Math.max(0, start - 4), start)) && visible.slice(end).trim() === ''
  )
}

/** The kinds of slots by their opening brackets. */
const slotKinds: Readonly<Record<string, PlaceholderKind>> = {
  '[': 'bracket',
  '{': 'brace',
  '<': 'angle',
  '【': 'bracket'
}

function kindInParentheses(inner: string, around: Surroundings): PlaceholderKind | undefined {
  if (around.isAfterValue && listOfValues.test(inner)) return 'values'
  return isNote(inner.trim(), around) ? 'note' : undefined
}

/**
 * Whether a text in braces (given without the outer ones) is code of a site generator or a template engine, or an MDX
 * comment.
 */
export function isExpression(inner: string): boolean {
  const isDouble = inner.startsWith('{')
  const text = inner.replace(/^[{\s-]+/, '')
  return /^(?:[#.:%]|\/\*)/.test(text) || (isDouble && expression.test(text))
}

const expression =
  /^(?:[<>!&$"'^|]|\/(?:if|each|unless|with|for|range|block|\w*[>%])|(?:site|page|layout|include|theme|params|paginator|request|config|book|post|jekyll|github|env|steps|matrix|secrets|vars|inputs|needs|runner)\.\w|(?:end|else|endif|endfor|content|toc|contents)\s*[-}]|(?:include|template|partial|block|define|ref|relref) ["'.]|(?:range|with) [.$]|if (?:[.$(]|not |eq |and |or ))/

/** Whether a text in parentheses is a note to the author: it says so, or nothing else is there. */
function isNote(text: string, {before, isAlone}: Surroundings): boolean {
  if (/^(?:fill|insert|replace)\b(?! (?:in|out) (?:only )?(?:if|when|where)\b)/i.test(text)) return true
  if (before === '#') return /^[\p{Alpha} _-]+$/u.test(text)
  if (isAlone === 'value' && /^e\.g\.?[ ,:]/i.test(text)) return true
  if (!isAlone || fixedNote.test(text) || /^\d|[()]/.test(text)) return false
  return isAlone === 'value' || asksForNothing(text) || !/[.!。]$/.test(text) || startsWithInstruction(text)
}

/** The values that a label allows: `draft | lent | returned`. */
const listOfValues = /^[^|]{1,60}(?: \| [^|]{1,60}){2,20}$/

/** Remarks that may stay. */
const fixedNote =
  /^(?:optional|required|mandatory|recommended|conditional|none|n\/?a|default|see|cf|sic|if|when|where applicable|in|all|as|formerly|since|until|from|e\.g|i\.e|and|or|not|no|c$|continued|draft|deprecated|opcional|facultatif|falls)(?![\p{Alpha}\p{N}])/iu

/**
 * Whether a text in brackets is a tag with a number: `[Sprint 3] …`. Before another bracket it is a placeholder as
 * well.
 */
function isNumberedTag(text: string, after: string): boolean {
  return !after.startsWith(' [') && /^\p{Lu}\p{Alpha}* \d{1,2}$/u.test(text)
}

function isBracketPlaceholder(
  text: string,
  {before, after, isHeading, isPrefix, isLead, isAlone}: Surroundings
): boolean {
  if (
    /[\p{Alpha}\p{N})\]!]/u.test(before) ||
    /^[([]/.test(after) ||
    /^[!^]|^(?:x|optional|required|mandatory|if applicable|conditional|sic)$/i.test(text)
  )
    return false
  if (isMeantToStay(text, isAlone === 'value') || isWikiLink(text, before, after)) return false
  // A heading has no tags or legends, so a text in brackets there is a placeholder.
  if (isHeading) return true
  // `[P]` and `[US1]` are tags, and so are a single word before other text and a word with a number after a label;
  // `**[Story]**: …` is a legend.
  return (
    !/^[*_]*:/.test(after) &&
    !/^[A-Z]{1,2}\d*\??$/.test(text) &&
    !(isPrefix && !/\s/.test(text)) &&
    !(isLead && isNumberedTag(text, after))
  )
}

/** Tokens without delimiters. */
function words(run: Run): readonly Found[] {
  const numbers = run.parent === 'heading' ? Array.from(shortNumbersIn(run.visible)) : []
  return [
    ...wordsToReplace(run.visible, (from, end) => placeOf(run, from, end) !== undefined),
    ...numbers.map(({0: text, index}) => ({kind: 'number' as const, text, index}))
  ].map(({kind, text, index}) => ({kind, text, start: run.start + index, end: run.start + index + text.length}))
}

/** `<Service name>` arrives as inline HTML. */
function unknownTags(source: string, parent: Parameters<typeof scanInline>[1]): readonly Found[] {
  const tags = slotTags(parent)
  return parent.children.flatMap((node) => {
    const start = node.position?.start.offset
    const end = node.position?.end.offset
    if (node.type !== 'html' || start === undefined || end === undefined) return []
    return tags.has(node) && !generic.test(source.slice(Math.max(0, start - longestContext), start))
      ? [{kind: 'angle' as const, text: node.value, start, end}]
      : []
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
 * Find what is certain to be a placeholder in code, where brackets, braces and angle brackets have meanings of their
 * own.
 *
 * @returns Their texts, each with its UTF-16 offset in the code.
 */
export function scanCode(code: string): ReadonlyArray<{text: string; index: number}> {
  if (code.length > longestCode) return []
  return Array.from(code.matchAll(codePlaceholder), ({0: text, index}) => ({text, index})).filter(({text, index}) =>
    text.startsWith('{{') ? code[index - 1] !== '$' && !isExpression(text.slice(1, -1)) : !isSyntax(text, code, index)
  )
}

/** Longer code is not a leftover of a template. */
const longestCode = 100_000

const codePlaceholder = new RegExp(
  [
    String.raw`(?<![\w)\]!])\[(?:\p{Lu}[\p{Alpha}\p{N}]{2,40}|\p{Alpha}[\p{Alpha}\p{N}'./-]{0,40}(?: [\p{Alpha}\p{N}&'./,:()-]{1,40}){1,20})\](?![([])`,
    String.raw`\{\{\s?[\w. /-]{1,80}\s?\}\}`,
    String.raw`<(?:your|the|my)?[a-z]{1,40}(?:[-_ ][a-z]{1,40}){1,10}>`,
    String.raw`\bYOUR_[A-Z0-9_]{2,40}\b`,
    String.raw`\bYYYY-MM-DD\b`
  ].join('|'),
  'gu'
)

/** The texts in brackets of any kind: `<id>` in `GET /users/<id>`. */
export function delimitedIn(code: string): readonly string[] {
  return code.match(/<[^<>]+>|\{[^{}]+\}|\[[^[\]]+\]/g) ?? []
}

/**
 * The form in which placeholders are compared: in lower case, with white space folded, without the marks of block
 * quotes and the backslashes of formatters.
 */
export function placeholderKey(text: string): string {
  return foldWhitespace(
    text
      .normalize('NFC')
      .replaceAll(/(?<![\r\n])[\r\n]+[ \t]*>+/g, '\n')
      .replaceAll(/\\(?=[[\]{}<>()_*|])/g, '')
  ).toLowerCase()
}
