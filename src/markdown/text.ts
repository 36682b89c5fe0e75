import type {Nodes} from 'mdast'
import {toString} from 'mdast-util-to-string'

/**
 * The text of a node as a reader sees it, with white space folded: without HTML (and so without comments and anchors)
 * and without the alternative texts of images. `<br>` is white space.
 */
export function textOf(node: Nodes | readonly Nodes[]): string {
  return foldWhitespace(
    'children' in node && node.children.some((child) => isBreak(child))
      ? node.children.map((child) => (isBreak(child) ? ' ' : rawTextOf(child))).join('')
      : rawTextOf(node)
  )
}

/** Whether a node is `<br>`. */
export function isBreak(node: Nodes): boolean {
  return node.type === 'html' && /^<br\s{0,9}\/?>$/i.test(node.value)
}

/** The same with its white space unchanged, and without anything for `<br>`. */
export function rawTextOf(node: Nodes | readonly Nodes[]): string {
  // Most text is one node.
  const only = 'children' in node && node.children.length === 1 ? node.children[0] : undefined
  return only?.type === 'text' ? only.value : toString(node, {includeHtml: false, includeImageAlt: false})
}

/** A text with every run of white space as one space, and none at the ends. */
export function foldWhitespace(text: string): string {
  return (/[^\S ]| {2}/.test(text) ? text.replaceAll(/\s+/g, ' ') : text).trim()
}

/** Text of a document for a message: in backticks, even if it contains backticks itself. */
export function quote(text: string): string {
  const folded = shortened(foldWhitespace(text.replaceAll(controls, ' ')))
  if (!folded.includes('`')) return '`' + folded + '`'
  return '`` ' + folded + ' ``'
}

const controls = /\p{Cc}/gu

/** Longer quotes make messages unreadable. */
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

/** The first of many texts for one message, each in backticks, and the number of the others. */
export function quoteSome(texts: readonly string[], most = 20): string {
  const more = texts.length - most
  return more > 0 ? `${quoteAll(texts.slice(0, most))} and ${more} more` : quoteAll(texts)
}

/** Where something belongs among its neighbours, for a message; undefined if it has none. */
export function whereAmong(after: string | undefined, before: string | undefined): string | undefined {
  if (after !== undefined && before !== undefined) return `between ${quote(after)} and ${quote(before)}`
  if (after !== undefined) return `after ${quote(after)}`
  return before === undefined ? undefined : `before ${quote(before)}`
}
