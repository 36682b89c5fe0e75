import type {Definition, Nodes} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'

/**
 * The source of a stretch of a document in which links refer to no definition, so that it says the same in another document:
 * `[guide](https://example.com)` for `[guide][1]`.
 *
 * @param start The offset at which it starts.
 * @param end The offset at which it ends.
 */
export function withInlineLinks(document: MarkdownDocument, start: number, end: number): string {
  const {source} = document
  const targets = new Map(document.nodes('definition').map(({node}) => [node.identifier, targetOf(node)] as const))
  if (targets.size === 0) return source.slice(start, end)
  const references = [...document.nodes('linkReference'), ...document.nodes('imageReference')]
    .map(({node}) => node)
    .filter(({position}) => (position?.start.offset ?? -1) >= start && (position?.end.offset ?? end + 1) <= end)
    .toSorted((one, other) => offsetOf(one) - offsetOf(other))
  let [text, at] = ['', start]
  for (const {position, identifier, referenceType} of references) {
    const target = targets.get(identifier)
    const [from, to] = [position?.start.offset ?? 0, position?.end.offset ?? 0]
    if (target === undefined || from < at) continue
    const written = source.slice(from, to)
    text +=
      source.slice(at, from) +
      (referenceType === 'shortcut' ? written : written.slice(0, written.lastIndexOf('['))) +
      target
    at = to
  }
  return text + source.slice(at, end)
}

/** The text of a comment, in which nothing is parsed, with the references in it to definitions of its document as links. */
export function withReferencesInline(text: string, document: MarkdownDocument): string {
  const targets = new Map(document.nodes('definition').map(({node}) => [node.identifier, targetOf(node)] as const))
  return text.replaceAll(
    /\[([^[\]]{1,300})\](?:\[([^[\]]{0,300})\])?(?![([:])/g,
    (written, words: string, label?: string) => {
      const target = targets.get((label === undefined || label === '' ? words : label).trim().toLowerCase())
      return target === undefined ? written : `[${words}]${target}`
    }
  )
}

function targetOf({url}: Definition): string {
  return /[\s()<>]/.test(url) || url === '' ? `(<${url}>)` : `(${url})`
}

function offsetOf({position}: Nodes): number {
  return position?.start.offset ?? 0
}
