import type {Nodes, Root, RootContent, Yaml} from 'mdast'
import type {Point, Position} from 'unist'
import {parseDocument} from 'yaml'
import {commentText} from './comment.ts'
import type {MarkdownDocument} from './document.ts'
import {frontMatterFences} from './front-matter-fence.ts'

/** A value in front matter, with its place. */
interface FrontMatterValue {
  /** The value without the comment after it; empty if there is none. */
  readonly value: string
  /** The comment after it, without its `#`. */
  readonly comment: string
  /** UTF-16 offsets of the value in the file. */
  readonly start: number
  readonly end: number
}

/** A key of front matter, with its value. */
export interface FrontMatterLine extends FrontMatterValue {
  readonly key: string
  /** UTF-16 offset of the key in the file. */
  readonly keyStart: number
  /**
   * The comments after its value and on the lines right above it, and a remark in parentheses: `key (optional): value`.
   */
  readonly comment: string
  /** The values on the lines below it: the items of a list, the values of nested keys. */
  readonly nested: readonly FrontMatterValue[]
  /** 1-based line in the file. */
  readonly line: number
}

/** How lines of front matter open in YAML (`---`) or TOML (`+++`). */
interface Format {
  /** A key, and a remark in parentheses. */
  readonly key: RegExp
  /** What comes before a value that belongs to the key above: indentation, a marker, a nested key. */
  readonly nested: RegExp
  /** A line after which no key is at the top level. */
  readonly table?: RegExp
}

const yamlFormat: Format = {
  key: /^([A-Za-z][\w-]*(?: [\w-]+)*)(?: \(([^()]*)\))?:(?=\s|$)/,
  nested: /^\s*(?:- +)*(?:[\w-]+: +)?(?=\S)/
}
const tomlFormat: Format = {key: /^([A-Za-z][\w.-]*)()[ \t]*=/, nested: /^\s*(?:[\w.-]+ *= *)?(?=\S)/, table: /^\s*\[/}

/** The node of a document's front matter, in YAML or TOML; undefined if there is none. */
export function frontMatterOf({tree}: MarkdownDocument): RootContent | undefined {
  return tree.children.find(({type}) => type === 'yaml' || (type as string) === 'toml')
}

const knownLines = new WeakMap<MarkdownDocument, readonly FrontMatterLine[]>()

/**
 * The top-level keys of a document's front matter, read line by line, because that of a template is often not valid
 * YAML. They are remembered, because several rules ask for them.
 */
export function frontMatterLines(document: MarkdownDocument): readonly FrontMatterLine[] {
  const lines = knownLines.get(document) ?? readLines(document)
  knownLines.set(document, lines)
  return lines
}

function readLines(document: MarkdownDocument): readonly FrontMatterLine[] {
  const node = frontMatterOf(document)
  const offset = node?.position?.start.offset
  if (!node || offset === undefined) return []
  const format = node.type === 'yaml' ? yamlFormat : tomlFormat
  const source = document.source.slice(offset, node.position?.end.offset)
  const rows: Array<{readonly text: string; readonly at: number; readonly line: number}> = []
  let {line: number} = document.pointAt(offset)
  for (const {0: text, index} of source.matchAll(/[^\r\n]+|\r\n?|\n/g)) {
    if (/^[\r\n]/.test(text)) number++
    else if (!/^(?:---|\+\+\+)\s*$/.test(text)) rows.push({text, at: offset + index, line: number})
  }
  const table = rows.findIndex(({text}) => format.table?.test(text))
  const lines = rows.map(({text, at, line}, index): Line => ({
    text,
    at,
    line,
    isKey: format.key.test(text) && (table < 0 || index < table),
    isComment: /^\s*#/.test(text)
  }))
  const keys = lines.flatMap(({isKey}, index) => (isKey ? [index] : []))
  // What belongs to a TOML table is not a value of the key above it.
  const end = table < 0 ? lines.length : table
  return keys.map((at, rank) =>
    readKey(lines[at] as Line, commentsAbove(lines, at), lines.slice(at + 1, keys[rank + 1] ?? end), format)
  )
}

interface Line {
  readonly text: string
  /** UTF-16 offset into the file. */
  readonly at: number
  /** 1-based, in the file. */
  readonly line: number
  readonly isKey: boolean
  readonly isComment: boolean
}

/** The comments right above a line, without keys that are commented out (`# radio: 7`). */
function commentsAbove(lines: readonly Line[], index: number): readonly string[] {
  let first = index
  while (lines[first - 1]?.isComment) first--
  return lines
    .slice(first, index)
    .map(({text}) => text.replace(/^[\s#]+/, ''))
    .filter((comment) => !/^[a-z][\w-]*:(?:\s|$)/.test(comment))
}

function readKey(
  {text, at, line}: Line,
  above: readonly string[],
  below: readonly Line[],
  format: Format
): FrontMatterLine {
  const [opening = '', key = '', remark = ''] = format.key.exec(text) ?? []
  const value = valueAt(text, opening.length, at)
  return {
    ...value,
    key,
    keyStart: at,
    comment: [remark, ...above, value.comment].join(' ').trim(),
    nested: below
      .filter(({isComment}) => !isComment)
      .map((other) => valueAt(other.text, format.nested.exec(other.text)?.[0].length ?? 0, other.at)),
    line
  }
}

/** The value after the opening of a line of front matter. */
function valueAt(line: string, from: number, offset: number): FrontMatterValue {
  const raw = line.slice(from)
  const value = raw.replace(/(?:^|\s)#(?:\s[^]*|$)/, '').trim()
  const start = offset + from + raw.length - raw.trimStart().length
  const comment = raw
    .slice(raw.indexOf(value) + value.length)
    .replace(/^\s*#/, '')
    .trim()
  return {value, comment, start, end: start + value.length}
}

/**
 * The line of a document's front matter at which YAML parsers fail, so that no program can read any of it.
 *
 * @returns Its UTF-16 offsets in the file; undefined if all can be read. A duplicate key is not a failure.
 */
export function brokenFrontMatter(
  document: MarkdownDocument
): {readonly start: number; readonly end: number} | undefined {
  const node = document.nodes('yaml')[0]?.node
  const offset = node?.position?.start.offset
  if (!node || offset === undefined || node.value.length > longestYaml) return undefined
  const source = document.source.slice(offset, node.position?.end.offset)
  const line = faultyLine(source)
  return line && {start: offset + line.index, end: offset + line.index + line[0].length}
}

/** Whether a YAML parser can read front matter, from its opening fence on. What is too long to be parsed counts as readable. */
export function isReadable(source: string): boolean {
  return source.length > longestYaml || faultyLine(source) === undefined
}

/**
 * A key without a value, or with one that is text to every YAML parser. Most front matter has only such lines, and need
 * not be parsed to be known as valid.
 */
const plainLine =
  /^[A-Za-z][\w-]*:(?:[ \t]+(?:[\p{Alpha}\p{N}(<./_~$+;][^#:]*(?::\S[^#:]*)*|"[^"\\]*"[ \t]*|'[^']*'[ \t]*)?)?$/u

function faultyLine(source: string): RegExpExecArray | undefined {
  const from = /^---[ \t]*(?:\r\n?|\n)/.exec(source)?.[0].length ?? 0
  if (
    source
      .slice(from)
      .replace(/---[ \t]*$/, '')
      .split(/\r?\n/)
      .every((line) => line === '' || plainLine.test(line))
  )
    return undefined
  const fault = parseDocument(source.slice(from).replace(/---[ \t]*$/, ''), {logLevel: 'silent'}).errors.find(
    ({code}) => code !== 'DUPLICATE_KEY'
  )
  if (!fault) return undefined
  const lines = [...source.matchAll(/[^\r\n]+/g)].filter(({index}) => index <= from + fault.pos[0])
  // A parser notices what was left open only on a later line.
  const opened = lines.find(({0: text}) => /^[^:]*:\s+(?:"[^"]*|'[^']*|\[[^\]]*|\{[^}]*)$/.test(text))
  return (fault.code === 'MISSING_CHAR' || fault.code === 'BAD_INDENT' ? opened : undefined) ?? lines.at(-1)
}

/** Longer front matter is not parsed. */
const longestYaml = 100_000

/** Lines between two fences, none of them blank. */
const fenced = /^---[ \t]*\r?\n(?:(?!---).+\r?\n)+---(?=[ \t]*(?:\r?\n|$))/

/** A key with its value, a comment, or a line that belongs to the key above. */
const frontMatterLine = /^(?:[A-Za-z][\w -]*(?: \([^()]*\))?:(?:\s|$)|\s*#|\s+\S|- )/

/**
 * The top-level nodes of a template before its front matter, if they are a preamble: at most two headings, and not only
 * comments. Otherwise none.
 */
export function preambleBeforeFrontMatter({children}: Root, source: string): readonly RootContent[] {
  const at = children.findIndex(
    (node) => node.type === 'thematicBreak' && frontMatterAt(source, node.position?.start) !== undefined
  )
  // What looks like front matter below real front matter is none.
  const preamble = children[0]?.type === 'yaml' ? [] : children.slice(0, Math.max(at, 0))
  const isPage = preamble.some((node) => !(node.type === 'html' && commentText(node.value) !== undefined))
  return isPage && preamble.filter(({type}) => type === 'heading').length <= 2 ? preamble : []
}

/**
 * A tree in which front matter after a blank line or a comment is front matter too. To a parser it is not, but for
 * example a heading that its closing fence underlines.
 *
 * @param isOnlyMoved Whether blank lines replace what was before the text, so that anything counts that is front matter
 *   at the start of a file.
 * @returns The tree itself if there is no such front matter.
 */
export function withLateFrontMatter(tree: Root, source: string, isOnlyMoved = false): Root {
  const at = tree.children.findIndex((node) => !(node.type === 'html' && commentText(node.value) !== undefined))
  const opening = tree.children[at]
  const yaml =
    opening?.type === 'thematicBreak'
      ? frontMatterAt(source, opening.position?.start, isOnlyMoved && at === 0)
      : undefined
  if (!yaml) return tree
  const isAfter = ({position}: Nodes) => (position?.start.line ?? 0) > yaml.position.end.line
  const covered = tree.children.slice(at).filter((node) => !isAfter(node))
  const endsInTime = (covered.at(-1)?.position?.end.line ?? 0) <= yaml.position.end.line
  return endsInTime
    ? {...tree, children: [...tree.children.slice(0, at), yaml, ...tree.children.filter((node) => isAfter(node))]}
    : tree
}

function frontMatterAt(
  source: string,
  start: Point | undefined,
  isAtStart = false
): (Yaml & {position: Position}) | undefined {
  if (start?.offset === undefined || start.column > 1) return undefined
  const text = source.slice(start.offset)
  const block = isAtStart ? frontMatterAtStart(text) : lateFrontMatter(text)
  if (block === undefined) return undefined
  const lines = block.split(/\r?\n/)
  const end = {line: start.line + lines.length - 1, column: 4, offset: start.offset + block.length}
  return {type: 'yaml', value: lines.slice(1, -1).join('\n'), position: {start, end}}
}

function frontMatterAtStart(text: string): string | undefined {
  const fences = frontMatterFences(text)
  return typeof fences === 'object' ? text.slice(0, fences.end + 3) : undefined
}

function lateFrontMatter(text: string): string | undefined {
  const [block] = fenced.exec(text) ?? []
  const within = block?.split(/\r?\n/).slice(1, -1) ?? []
  return /^[A-Za-z]/.test(within[0] ?? '') && within.every((line) => frontMatterLine.test(line)) ? block : undefined
}
