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

/** HTML with blanks in the place of its comments; what follows an unclosed one is comment, too. */
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

/** Whether a comment has a program put another file in its place: `<!--@include: ./parts/support.md-->`. */
export function isInclude(html: string): boolean {
  return isComment(html) && include.test(html.trim().slice(4, -3))
}

const include =
  /^\s*(?:[@#!]\s*(?:include|embed|import|snippet)\b|(?:include|embed|import|snippet|transclude)\s*[:=(]|include\s+["'][^"']+["']\s*$|(?:include|embed)\s+[\w./-]+\.\w{1,5}\s*$|AUTO-GENERATED-CONTENT:START)/i
