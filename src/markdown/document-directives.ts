import type {Position} from 'unist'
import {commentText} from './comment.ts'
import type {MarkdownDocument} from './document.ts'
import {foldWhitespace} from './text.ts'

/** A comment for guidelint in a document. */
export type DocumentDirective =
  | {
      readonly type: 'omit'
      readonly readings: readonly [OmitReading, ...OmitReading[]]
      readonly isQuoted: boolean
      readonly place: Position | undefined
    }
  | {readonly type: 'template'; readonly name: string; readonly place: Position | undefined}
  | {readonly type: 'unknown'; readonly comment: string; readonly place: Position | undefined}
  | {readonly type: 'amid text'; readonly comment: string; readonly place: Position | undefined}

/** A section that a comment omits, and why. Without quotes, any colon may be the one after the name. */
interface OmitReading {
  readonly section: string
  readonly reason: string
}

/**
 * The comments `<!-- guidelint omit "Section": reason -->` and `<!-- guidelint template: name -->` of a document, and
 * others that start with `guidelint`.
 */
export function documentDirectives(document: MarkdownDocument): readonly DocumentDirective[] {
  return document.nodes('html').flatMap(({node}): readonly DocumentDirective[] => {
    if (!/guidelint/i.test(node.value)) return []
    const comment = commentText(node.value)
    // To a parser, a line that a comment opens is HTML as a whole.
    if (comment === undefined)
      return /^\s*<!--\s*guidelint\b/i.test(node.value)
        ? [{type: 'amid text', comment: foldWhitespace(node.value), place: node.position}]
        : []
    return /^guidelint\b/i.test(comment) ? [read(comment, node.position)] : []
  })
}

function read(comment: string, place: Position | undefined): DocumentDirective {
  const text = comment.replace(/^guidelint\b:?\s*/i, '')
  const [, quoted, reason = ''] = /^omit\s+["“']([^"”]+)["”']\s*(?::\s*([^]*)|$)/i.exec(text) ?? []
  if (quoted !== undefined) return {type: 'omit', readings: [{section: quoted, reason}], isQuoted: true, place}
  const [first, ...others] = readingsOf(/^omit\s+([^\s:].*)$/i.exec(text)?.[1] ?? '')
  if (first) return {type: 'omit', readings: [first, ...others], isQuoted: false, place}
  const [, name] = /^template:\s*(\S.*)$/i.exec(text) ?? []
  return name === undefined ? {type: 'unknown', comment, place} : {type: 'template', name, place}
}

/**
 * The possible names without quotes, each with a reason: up to the first colon, up to the second, and so on; last, the
 * whole text.
 */
function readingsOf(text: string): readonly OmitReading[] {
  const colons = Array.from(text.matchAll(/:/g), ({index}) => index).slice(0, mostColons)
  return text === ''
    ? []
    : [...colons, text.length].map((end) => ({section: text.slice(0, end).trim(), reason: text.slice(end + 1).trim()}))
}

/** Headings have no more colons. */
const mostColons = 4
