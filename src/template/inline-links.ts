import type {Definition} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {danglingReferences} from '../markdown/links.ts'

/**
 * Returns texts of a document with inline links instead of references, so that they mean the same in another document.
 */
export interface InlineLinks {
  /**
   * The source between two UTF-16 offsets, with `[guide](https://example.com)` for `[guide][1]`, or `guide` if that is
   * not defined.
   */
  readonly sourceBetween: (start: number, end: number) => string
  /** The text of a comment, which the parser leaves unparsed, with the same replacements for defined references. */
  readonly inComment: (text: string) => string
}

/** Read the references and the definitions of a document. */
export function inlineLinksOf(document: MarkdownDocument): InlineLinks {
  const {source} = document
  const targets = new Map(document.nodes('definition').map(({node}) => [node.identifier, targetOf(node)] as const))
  const references = [...document.nodes('linkReference'), ...document.nodes('imageReference')].flatMap(({node}) => {
    const [target, from, to] = [targets.get(node.identifier), node.position?.start.offset, node.position?.end.offset]
    if (target === undefined || from === undefined || to === undefined) return []
    const written = source.slice(from, to)
    const words = node.referenceType === 'shortcut' ? written : written.slice(0, written.lastIndexOf('['))
    return [{from, to, text: words + target}]
  })
  const dangling = danglingReferences(document).flatMap(({place: {start, end}}) => {
    if (start.offset === undefined || end.offset === undefined) return []
    // The text of a dangling reference has no brackets in it.
    const from = source.lastIndexOf('[', start.offset - 3)
    return from < 0 ? [] : [{from, to: end.offset + 1, text: source.slice(from + 1, start.offset - 2)}]
  })
  const all = [...references, ...dangling].toSorted((one, other) => one.from - other.from)
  return {
    sourceBetween: (start, end) => {
      let [text, at] = ['', start]
      for (const {from, to, text: inline} of all) {
        if (from < at || to > end) continue
        text += source.slice(at, from) + inline
        at = to
      }
      return text + source.slice(at, end)
    },
    inComment: (text) =>
      text.replaceAll(
        /\[([^[\]]{1,300})\](?:\[([^[\]]{0,300})\])?(?![([:])/g,
        (written, words: string, label?: string) => {
          const target = targets.get((label === undefined || label === '' ? words : label).trim().toLowerCase())
          return target === undefined ? written : `[${words}]${target}`
        }
      )
  }
}

function targetOf({url}: Definition): string {
  return /[\s()<>]/.test(url) || url === '' ? `(<${url}>)` : `(${url})`
}
