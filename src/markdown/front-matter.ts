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
