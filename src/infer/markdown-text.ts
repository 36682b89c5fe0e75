import type {PhrasingContent} from 'mdast'
import {isUnknownTag} from '../markdown/html-tag.ts'
import {foldWhitespace} from '../markdown/text.ts'
import type {Piece} from './pieces.ts'

/** How much of a text is behind backslashes: what would be read as Markdown, or every mark that could be. */
export type Escaping = 'needed' | 'all'

/** Plain text as Markdown that is read as that text. */
export function literal(text: string, escaping: Escaping): string {
  const folded = printable(text)
  if (escaping === 'all') return folded.replaceAll(/[\\`*_{}[\]<>#&|~$!+=]/g, String.raw`\$&`)
  return folded
    .replaceAll(/[\\`*[\]<~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w{1,31};)/gu, String.raw`\$&`)
    .replace(/^(?:[#>+=-](?=\s|$)|\d+(?=[.)]\s))/, (mark) => (/^\d/.test(mark) ? mark : `\\${mark}`))
    .replace(/(?<=\s)#+$/, String.raw`\$&`)
}

/** A text without what moves a cursor, or turns the direction of reading; white space folded. */
function printable(text: string): string {
  return foldWhitespace(
    text.replaceAll(/[\p{Cc}\u{2028}\u{2029}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{E000}-\u{F8FF}]/gu, ' ')
  )
}

/** Inline nodes as Markdown, with no more of their markup than code: that tells names from words. */
export function inlineMarkdown(nodes: readonly PhrasingContent[], escaping: Escaping): string {
  return foldWhitespace(nodes.map((node) => inline(node, escaping)).join(''))
}

function inline(node: PhrasingContent, escaping: Escaping): string {
  switch (node.type) {
    case 'text':
      return kept(node.value, escaping)
    case 'inlineCode':
      return inCode(printable(node.value))
    case 'break':
      return ' '
    case 'html':
      // As headings are read, a tag that HTML does not have is text.
      return isUnknownTag(node.value) ? literal(node.value, escaping) : ''
    default:
      return 'children' in node ? node.children.map((child) => inline(child, escaping)).join('') : ''
  }
}

/** A text with the white space at its ends, which parts it from what stands beside it. */
function kept(text: string, escaping: Escaping): string {
  const inner = literal(text, escaping)
  return inner === '' ? ' ' : `${/^\s/.test(text) ? ' ' : ''}${inner}${/\s$/.test(text) ? ' ' : ''}`
}

function inCode(value: string): string {
  const longest = Math.max(0, ...Array.from(value.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = value.startsWith('`') || value.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${value}${pad}${fence}`
}

/** Texts and slots as Markdown. */
export function pieceMarkdown(pieces: readonly Piece[], escaping: Escaping): string {
  return foldWhitespace(
    pieces.map((piece) => ('slot' in piece ? `[${piece.slot}]` : kept(piece.literal, escaping))).join('')
  )
}

/** A name as a placeholder, without what would make it something else; a name in brackets would be one itself. */
export function placeholder(name: string): string {
  const words = printable(name.replaceAll(/\((\p{L}{1,2})\)/gu, '$1').replaceAll(/[\\`*_()|#~"]|&(?! )/g, ' ')).replace(
    /[\s.,:;!?-]{1,20}$/,
    ''
  )
  return `[${/\p{L}{3}/u.test(words) && !/[[\]{}<>]/.test(words) && !staysAsItIs.test(words) && words.length <= longestPlaceholder ? words : 'Text'}]`
}

const longestPlaceholder = 80

/** What is no placeholder in brackets, or would be read as saying more than that something is to be filled in. */
const staysAsItIs =
  /\d{2}|@|^(?:table of contents?|contents?|toc|unreleased|required|mandatory|conditional|online|internet)$|\boptional\b|\bif (?:applicable|any)\b/i
