import {grouped} from '../grouped.ts'
import type {Nodes, Paragraph, TableCell} from 'mdast'
import {isComment, withoutComments} from '../markdown/comment.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import type {PlaceholderKind} from './placeholder-scan.ts'
import type {Placeholder} from './schema.ts'

/**
 * Which blocks of a template are blanks to fill in: labels and cells with placeholders or nothing after them, and no
 * other text.
 */
export interface Blanks {
  /** Whether a block consists of blanks only. */
  readonly isBlank: (block: Nodes) => boolean
  /** Whether a block has a placeholder, so that a leftover can be recognised in a document. */
  readonly isFound: (block: Nodes) => boolean
}

/** @param placeholders All placeholders of the template. */
export function blanksOf({source}: MarkdownDocument, placeholders: readonly Placeholder[]): Blanks {
  const byLine = grouped(
    placeholders.filter(({kind, type}) => kinds.has(kind) && type !== 'paragraph'),
    ({line}) => [line]
  )
  const placeholdersOf = ({position}: Nodes) =>
    position === undefined
      ? []
      : Array.from(
          {length: position.end.line - position.start.line + 1},
          (_, index) => byLine.get(position.start.line + index) ?? []
        ).flat()
  const rest = (node: Paragraph | TableCell) =>
    placeholdersOf(node).reduce(
      (text, placeholder) => text.replace(placeholder.text, ''),
      withoutComments(source.slice(node.position?.start.offset, node.position?.end.offset))
    )
  const isBlank = (node: Nodes): boolean => {
    if (node.type === 'paragraph') return linesOf(rest(node)).every((line) => blankLine.test(line))
    if (node.type === 'html') return isComment(node.value)
    if (node.type === 'table')
      return node.children
        .slice(1)
        .every(({children}) => children.every((cell) => !/[\p{Alpha}\p{N}]/u.test(rest(cell))))
    if (node.type === 'listItem' && typeof node.checked === 'boolean') return false
    return (node.type === 'list' || node.type === 'listItem') && node.children.every((child: Nodes) => isBlank(child))
  }
  return {isBlank, isFound: (block) => placeholdersOf(block).length > 0}
}

/** Sentences are left out, and so are samples, italics, code and link targets, which an author may have written. */
const kinds: ReadonlySet<PlaceholderKind> = new Set([
  'bracket',
  'brace',
  'angle',
  'date',
  'number',
  'blank',
  'note',
  'name',
  'capitals',
  'choice',
  'line'
])

/** A label with nothing after it, or no text at all. A label with a number is a sample, not a blank: `Issue 1:`. */
const blankLine = /^(?:[^\p{N}:：]{1,60}[:：])?[^\p{Alpha}\p{N}]*$/u

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.replaceAll(/[*_]/g, '').trim())
}
