import type {MarkdownDocument} from './document.ts'

/** A line of front matter: its key, and the value with its place. */
export interface FrontMatterLine {
  readonly key: string
  readonly value: string
  /** UTF-16 offsets of the value in the file. */
  readonly start: number
  readonly end: number
}

/**
 * The `key: value` lines of a document's front matter, read line by line, since that of a template is often no YAML.
 * A comment behind a value does not belong to it.
 */
export function frontMatterLines(document: MarkdownDocument): readonly FrontMatterLine[] {
  const node = document.nodes('yaml')[0]?.node
  const offset = node?.position?.start.offset
  if (!node || offset === undefined) return []
  const source = document.source.slice(offset, node.position?.end.offset)
  return Array.from(source.matchAll(/^([A-Za-z][\w -]*):[ \t]+(\S[^\r\n]*?)[ \t]*$/gm), (match) => {
    const raw = match[2] as string
    const value = raw.replace(/\s#\s.*$/, '').trimEnd()
    const start = offset + match.index + match[0].indexOf(raw, (match[1] as string).length + 1)
    return {key: (match[1] as string).trim(), value, start, end: start + value.length}
  })
}
