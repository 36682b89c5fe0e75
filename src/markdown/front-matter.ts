import type {Nodes, Root, Yaml} from 'mdast'
import type {Point, Position} from 'unist'
import {commentText} from './comment.ts'
import type {MarkdownDocument} from './document.ts'

/** A value in front matter, with its place. */
interface FrontMatterValue {
  /** Without a comment behind it; empty where nothing stands there. */
  readonly value: string
  /** The comment behind it, without its `#`. */
  readonly comment: string
  /** UTF-16 offsets of the value in the file. */
  readonly start: number
  readonly end: number
}

/** A key of front matter, with its value. */
export interface FrontMatterLine extends FrontMatterValue {
  readonly key: string
  /** The comments behind its value and on the lines right above it, and a remark in parentheses: `key (optional): value`. */
  readonly comment: string
  /** What stands on the lines below it: the items of a list, the values of keys of its own. */
  readonly nested: readonly FrontMatterValue[]
  /** 1-based line in the file. */
  readonly line: number
}

const keyLine = /^([A-Za-z][\w-]*(?: [\w-]+)*)(?: \(([^()]*)\))?:(?=\s|$)/

/** What stands before a value that belongs to the key above: indentation, marker, a key of its own. */
const nestedStart = /^\s*(?:- +)*(?:[\w-]+: +)?(?=\S)/

/**
 * The top-level keys of a document's front matter, read line by line, since that of a template is often no YAML.
 */
export function frontMatterLines(document: MarkdownDocument): readonly FrontMatterLine[] {
  const node = document.nodes('yaml')[0]?.node
  const offset = node?.position?.start.offset
  if (!node || offset === undefined) return []
  const source = document.source.slice(offset, node.position?.end.offset)
  const lines = Array.from(source.matchAll(/[^\r\n]+/g), ({0: text, index}): Line => ({text, at: offset + index, isKey: keyLine.test(text), isComment: /^\s*#/.test(text)})).filter(({text}) => !/^---\s*$/.test(text))
  const keys = lines.flatMap(({isKey}, index) => (isKey ? [index] : []))
  return keys.map((at, rank) => readKey(lines[at] as Line, commentsAbove(lines, at), lines.slice(at + 1, keys[rank + 1]), document))
}

interface Line {
  readonly text: string
  /** UTF-16 offset into the file. */
  readonly at: number
  readonly isKey: boolean
  readonly isComment: boolean
}

/** The comments right above a line; a key that is commented out, `# radio: 7`, says nothing of the next. */
function commentsAbove(lines: readonly Line[], index: number): readonly string[] {
  const first = lines.slice(0, index).findLastIndex(({isComment}) => !isComment) + 1
  return lines.slice(first, index).map(({text}) => text.replace(/^[\s#]+/, '')).filter((comment) => !/^[a-z][\w-]*:(?:\s|$)/.test(comment))
}

function readKey({text, at}: Line, above: readonly string[], below: readonly Line[], document: MarkdownDocument): FrontMatterLine {
  const [opening = '', key = '', remark = ''] = keyLine.exec(text) ?? []
  const value = valueAt(text, opening.length, at)
  return {
    ...value,
    key,
    comment: [remark, ...above, value.comment].join(' ').trim(),
    nested: below.filter(({isComment}) => !isComment).map((line) => valueAt(line.text, nestedStart.exec(line.text)?.[0].length ?? 0, line.at)),
    line: document.pointAt(at).line
  }
}

/** The value behind what opens a line of front matter. */
function valueAt(line: string, from: number, offset: number): FrontMatterValue {
  const raw = line.slice(from)
  const value = raw.replace(/(?:^|\s)#(?:\s[^]*|$)/, '').trim()
  const start = offset + from + raw.length - raw.trimStart().length
  const comment = raw.slice(raw.indexOf(value) + value.length).replace(/^\s*#/, '').trim()
  return {value, comment, start, end: start + value.length}
}

/** Lines without a blank one between two fences. */
const fenced = /^---[ \t]*\r?\n(?:(?!---).+\r?\n)+---(?=[ \t]*(?:\r?\n|$))/

/** A key with its value, a comment, or what belongs to the key above. */
const frontMatterLine = /^(?:[A-Za-z][\w -]*(?: \([^()]*\))?:(?:\s|$)|\s*#|\s+\S|- )/

/**
 * A tree in which front matter behind a blank line or a comment is front matter; for a parser it is none, but a heading
 * underlined by its closing fence, or less.
 *
 * @returns The tree itself where there is none.
 */
export function withLateFrontMatter(tree: Root, source: string): Root {
  const at = tree.children.findIndex((node) => !(node.type === 'html' && commentText(node.value) !== undefined))
  const opening = tree.children[at]
  const yaml = opening?.type === 'thematicBreak' ? frontMatterAt(source, opening.position?.start) : undefined
  if (!yaml) return tree
  const isBehind = ({position}: Nodes) => (position?.start.line ?? 0) > yaml.position.end.line
  const covered = tree.children.slice(at).filter((node) => !isBehind(node))
  const endsInTime = (covered.at(-1)?.position?.end.line ?? 0) <= yaml.position.end.line
  return endsInTime ? {...tree, children: [...tree.children.slice(0, at), yaml, ...tree.children.filter((node) => isBehind(node))]} : tree
}

function frontMatterAt(source: string, start: Point | undefined): (Yaml & {position: Position}) | undefined {
  if (start?.offset === undefined) return undefined
  const [block] = fenced.exec(source.slice(start.offset)) ?? []
  const lines = block?.split(/\r?\n/) ?? []
  const within = lines.slice(1, -1)
  if (block === undefined || !/^[A-Za-z]/.test(within[0] ?? '') || !within.every((line) => frontMatterLine.test(line))) return undefined
  const end = {line: start.line + lines.length - 1, column: 4, offset: start.offset + block.length}
  return {type: 'yaml', value: within.join('\n'), position: {start, end}}
}
