import {foldWhitespace} from './text.ts'

/** The text of an HTML node that is one comment and nothing else, white space folded. */
export function commentText(html: string): string | undefined {
  return isComment(html) ? foldWhitespace(html.trim().slice(4, -3)) : undefined
}

/** Whether an HTML node is one comment and nothing else. */
export function isComment(html: string): boolean {
  const text = html.trim()
  return text.startsWith('<!--') && text.indexOf('-->', 2) === text.length - 3
}
