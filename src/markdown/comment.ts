import type {Html, Nodes} from 'mdast'
import {foldWhitespace} from './text.ts'

/** The text of an HTML node that is a single comment, with white space folded; undefined for any other HTML. */
export function commentText(html: string): string | undefined {
  return isComment(html) ? foldWhitespace(html.trim().slice(4, -3)) : undefined
}

/** Whether an HTML node is a single comment. */
export function isComment(html: string): boolean {
  const text = html.trim()
  return text.startsWith('<!--') && text.indexOf('-->', 2) === text.length - 3
}

/** Whether a node is HTML that is a single comment. */
export function isCommentNode(node: Nodes | undefined): node is Html {
  return node?.type === 'html' && isComment(node.value)
}

/** HTML with spaces in place of its comments, so that offsets stay. An unclosed comment goes on to the end. */
export function withoutComments(html: string): string {
  let rest = ''
  let from = 0
  for (let open = html.indexOf('<!--'); open >= 0; open = html.indexOf('<!--', from)) {
    const close = html.indexOf('-->', open + 4)
    const end = close < 0 ? html.length : close + 3
    rest += html.slice(from, open) + ' '.repeat(end - open)
    from = end
  }
  return rest + html.slice(from)
}

/** Whether a comment makes a program include another file: `<!--@include: ./parts/support.md-->`. */
export function isInclude(html: string): boolean {
  return isComment(html) && include.test(html.trim().slice(4, -3))
}

const include =
  /^\s*(?:[@#!]\s*(?:include|embed|import|snippet)\b|(?:include|embed|import|snippet|transclude)\s*[:=(]|include\s+["'][^"']+["']\s*$|(?:include|embed)\s+[\w./-]+\.\w{1,5}\s*$|AUTO-GENERATED-CONTENT:START)/i
