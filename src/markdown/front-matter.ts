import type {Nodes, Root, Yaml} from 'mdast'
import type {Point, Position} from 'unist'
import {commentText} from './comment.ts'
import type {MarkdownDocument} from './document.ts'

/** A line of front matter: a key, and the value with its place. */
export interface FrontMatterLine {
  readonly key: string
  /** Without a comment behind it; empty where nothing stands on the line. */
  readonly value: string
  /** The comment behind it, without its `#`. */
  readonly comment: string
  /** 1-based line in the file. */
  readonly line: number
  /** UTF-16 offsets of the value in the file. */
  readonly start: number
  readonly end: number
}

/** `key: value # comment`; a key may have a remark in parentheses, as templates do. */
const keyLine = /^([A-Za-z][\w-]*(?: [\w-]+)*)(?: \([^()\n\r]*\))?:(?=[ \t\r\n]|$)[ \t]*([^\r\n]*)$/gm

/**
 * The top-level lines of a document's front matter, read line by line, since that of a template is often no YAML.
 */
export function frontMatterLines(document: MarkdownDocument): readonly FrontMatterLine[] {
  const node = document.nodes('yaml')[0]?.node
  const offset = node?.position?.start.offset
  if (!node || offset === undefined) return []
  const source = document.source.slice(offset, node.position?.end.offset)
  return Array.from(source.matchAll(keyLine), (match) => {
    const [all, key = '', raw = ''] = match
    const value = raw.replace(/(?:^|\s)#(?:\s.*)?$/, '').trim()
    const start = offset + match.index + all.length - raw.length + (raw.length - raw.trimStart().length)
    const comment = raw.slice(raw.indexOf(value) + value.length).replace(/^\s*#/, '').trim()
    return {key, value, comment, line: document.pointAt(offset + match.index).line, start, end: start + value.length}
  })
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
