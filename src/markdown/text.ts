import type {Nodes} from 'mdast'
import {toString} from 'mdast-util-to-string'

/**
 * The text a reader sees of a node: HTML (and so comments and anchors) and image descriptions are left out, but for line
 * breaks, which are white space; white space is folded.
 */
export function textOf(node: Nodes | readonly Nodes[]): string {
  return foldWhitespace(
    'children' in node && node.children.some((child) => isBreak(child))
      ? node.children.map((child) => (isBreak(child) ? ' ' : rawTextOf(child))).join('')
      : rawTextOf(node)
  )
}

function isBreak(node: Nodes): boolean {
  return node.type === 'html' && /^<br\s{0,9}\/?>$/i.test(node.value)
}

/** The same without a change to its white space. */
export function rawTextOf(node: Nodes | readonly Nodes[]): string {
  // Most text is one node.
  const only = 'children' in node && node.children.length === 1 ? node.children[0] : undefined
  return only?.type === 'text' ? only.value : toString(node, {includeHtml: false, includeImageAlt: false})
}

/** Every run of white space as one space, none at the ends. */
export function foldWhitespace(text: string): string {
  return (/[^\S ]| {2}/.test(text) ? text.replaceAll(/\s+/g, ' ') : text).trim()
}

/** Text of a document as it stands in a message: in backticks, even where it has backticks itself. */
export function quote(text: string): string {
  const folded = shortened(foldWhitespace(text.replaceAll(/\p{Cc}/gu, ' ')))
  if (!folded.includes('`')) return '`' + folded + '`'
  return '`` ' + folded + ' ``'
}

/** A message is for reading. */
const longestQuote = 300

function shortened(text: string): string {
  return text.length > longestQuote ? `${text.slice(0, longestQuote - 1)}…` : text
}

/** Several texts in one message, each in backticks. */
export function quoteAll(texts: readonly string[]): string {
  return texts.map((text) => quote(text)).join(', ')
}

/** Several alternatives in one message, each in backticks, joined by `or`. */
export function quoteAny(texts: readonly string[]): string {
  return texts.map((text) => quote(text)).join(' or ')
}

/** The first of many texts in one message, each in backticks, and how many more there are. */
export function quoteSome(texts: readonly string[], most = 20): string {
  const more = texts.length - most
  return more > 0 ? `${quoteAll(texts.slice(0, most))} and ${more} more` : quoteAll(texts)
}

/** Where something belongs among its neighbours, for a message; undefined where it has none. */
export function whereAmong(after: string | undefined, before: string | undefined): string | undefined {
  if (after !== undefined && before !== undefined) return `between ${quote(after)} and ${quote(before)}`
  if (after !== undefined) return `after ${quote(after)}`
  return before === undefined ? undefined : `before ${quote(before)}`
}
