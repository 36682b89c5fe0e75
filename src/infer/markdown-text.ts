import type {PhrasingContent} from 'mdast'
import {isUnknownTag} from '../markdown/html-tag.ts'
import {foldWhitespace} from '../markdown/text.ts'
import type {Piece} from './pieces.ts'

/** What is escaped in a text: only what would be read as Markdown, or every character that could be. */
export type Escaping = 'needed' | 'all'

/** Plain text as Markdown that is read as that text. */
export function literal(text: string, escaping: Escaping): string {
  const folded = printable(text)
  if (escaping === 'all') return folded.replaceAll(/[\\`*_{}[\]<>#&|~$!+=]/g, String.raw`\$&`)
  return folded
    .replaceAll(/[\\`*[\]<~]|(?<![\p{Alpha}\p{N}])_|_(?![\p{Alpha}\p{N}])|&(?=#?\w{1,31};)/gu, String.raw`\$&`)
    .replace(/^(?:[#>+=-](?=\s|$)|\d+(?=[.)]\s))/, (mark) => (/^\d/.test(mark) ? mark : `\\${mark}`))
    .replace(/(?<=\s)#+$/, String.raw`\$&`)
}

/** A text without control characters, line and paragraph separators, bidirectional controls and private-use characters; white space is folded. */
function printable(text: string): string {
  return foldWhitespace(
    text.replaceAll(/[\p{Cc}\u{2028}\u{2029}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{E000}-\u{F8FF}]/gu, ' ')
  )
}

/** Inline nodes as Markdown, of which only code keeps its markup: that distinguishes names from words. */
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
      // As in headings, a tag that HTML does not have is text.
      return isUnknownTag(node.value) ? literal(node.value, escaping) : ''
    default:
      return 'children' in node ? node.children.map((child) => inline(child, escaping)).join('') : ''
  }
}

/** An escaped text that keeps the white space at its ends, which separates it from its neighbours. */
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

/** A placeholder for a name, without anything that would give it another meaning; `[Text]` if that is impossible. */
export function placeholder(name: string): string {
  const words = printable(
    name.replaceAll(/\((\p{Alpha}{1,2})\)/gu, '$1').replaceAll(/[\\`*_()|#~"]|&(?! )/g, ' ')
  ).replace(/[\s.,:;!?-]{1,20}$/, '')
  return `[${/\p{Alpha}{3}/u.test(words) && !/[[\]{}<>]/.test(words) && !staysAsItIs.test(words) && words.length <= longestPlaceholder ? words : 'Text'}]`
}

const longestPlaceholder = 80

/** Texts that are no placeholders in brackets, or that would be read as more than something to fill in. */
const staysAsItIs =
  /\d{2}|@|^(?:table of contents?|contents?|toc|unreleased|required|mandatory|conditional|online|internet)$|\boptional\b|\bif (?:applicable|any)\b/i
