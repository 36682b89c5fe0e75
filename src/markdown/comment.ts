import {foldWhitespace} from './text.ts'

/** The text of an HTML node that is one comment and nothing else, white space folded. */
export function commentText(html: string): string | undefined {
  const text = html.trim()
  if (!text.startsWith('<!--') || text.indexOf('-->', 2) !== text.length - 3) return undefined
  return foldWhitespace(text.slice(4, -3))
}
