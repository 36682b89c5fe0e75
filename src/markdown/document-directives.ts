import type {Position} from 'unist'
import {commentText} from './comment.ts'
import type {MarkdownDocument} from './document.ts'

/** What a comment in a document says to guidelint. */
export type DocumentDirective =
  | {readonly type: 'omit'; readonly section: string; readonly isQuoted: boolean; readonly reason: string; readonly place: Position | undefined}
  | {readonly type: 'template'; readonly name: string; readonly place: Position | undefined}
  | {readonly type: 'unknown'; readonly text: string; readonly place: Position | undefined}

/** The comments `<!-- guidelint omit "Section": reason -->` and `<!-- guidelint template: name -->` of a document, and others that start so. */
export function documentDirectives(document: MarkdownDocument): readonly DocumentDirective[] {
  return document.nodes('html').flatMap(({node}) => {
    const text = /guidelint/i.test(node.value) ? commentText(node.value) : undefined
    return text !== undefined && /^guidelint\b/i.test(text) ? [read(text.replace(/^guidelint\b:?\s*/i, ''), node.position)] : []
  })
}

function read(text: string, place: Position | undefined): DocumentDirective {
  const [, quoted, section = quoted, reason = ''] = /^omit\s+(?:["“']([^"”]+)["”']|([^:]*[^:\s]))\s*(?::\s*(.*))?$/i.exec(text) ?? []
  if (section !== undefined) return {type: 'omit', section, isQuoted: quoted !== undefined, reason, place}
  const [, name] = /^template:\s*(\S.*)$/i.exec(text) ?? []
  return name === undefined ? {type: 'unknown', text, place} : {type: 'template', name, place}
}
