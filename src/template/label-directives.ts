import type {Html, List, RootContent} from 'mdast'
import type {Point} from 'unist'
import {isComment, isCommentNode} from '../markdown/comment.ts'
import type {Located, MarkdownDocument} from '../markdown/document.ts'
import type {Field} from '../markdown/fields.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {type Directive, readDirective} from './directives.ts'

/** The directives about one label, by the comments that contain them. */
export type LabelDirectives = ReadonlyMap<Html, {readonly field: Field; readonly directive: Directive}>

/** The directives that can be about a label. */
const ofLabels: ReadonlySet<Directive['type']> = new Set(['label', 'optional', 'required', 'values'])

/**
 * Find the directives about one label: those right before it, or at the end of its line. A comment between blocks that
 * may be about the whole block after it is so, unless it is between two items of a list.
 *
 * @param fields All fields of the template, in order.
 * @param path The template's path, for errors.
 * @throws {TemplateError} For a directive that cannot be read.
 */
export function labelDirectives(template: MarkdownDocument, fields: readonly Field[], path: string): LabelDirectives {
  const found = new Map<Html, {field: Field; directive: Directive}>()
  const behind = new Map<number, Field | undefined>()
  const between = betweenItems(template)
  // From the last to the first: a comment before another is about the same label.
  for (const located of template.nodes('html').toReversed()) {
    const {node, ancestors} = located
    if (!isComment(node.value) || !node.position) continue
    const field = endsLineOf(located, fields, template) ?? following(node, fields, template, behind)
    behind.set(node.position.start.offset ?? 0, field)
    const directive = readDirective(node.value, path, node.position.start)
    const isOfLabel =
      directive &&
      ofLabels.has(directive.type) &&
      (ancestors.length > 0 || directive.type === 'label' || between.has(node))
    if (field && isOfLabel) found.set(node, {field, directive})
  }
  return found
}

function offsetOf({labelPlace}: Field): number {
  return labelPlace.start.offset ?? 0
}

/** The field whose line a comment ends; undefined if it ends none. */
function endsLineOf(
  {node, ancestors}: Located<Html>,
  fields: readonly Field[],
  {source}: MarkdownDocument
): Field | undefined {
  if (!node.position) return undefined
  const {start, end} = node.position
  const field = fields[firstFrom(fields, start.offset ?? 0, offsetOf) - 1]
  if (field?.paragraph !== ancestors.at(-1)) return undefined
  const isLast = /^[ \t]*(?:<!--.*)?(?:\r?\n|$)/.test(source.slice(end.offset, (end.offset ?? 0) + longestTail))
  return isLast && !opensLine(start, source) ? field : undefined
}

const longestTail = 300

function opensLine({column, offset = 0}: Point, source: string): boolean {
  return column <= widestIndentation && /^[ \t>]*$/.test(source.slice(offset - column + 1, offset))
}

/** A comment that begins further to the right does not open its line. */
const widestIndentation = 100

/** What may come between a comment and its label: white space, and the marks of quotes, items and emphasis. */
const marks = /(?:[\s>*_`~+-]|\d{1,9}[.)]\s|\[[ xX]\]\s|\p{Extended_Pictographic}|\u{FE0F})*/uy

/** The field right after a comment, or after the comments that follow it. */
function following(
  {position}: Html,
  fields: readonly Field[],
  {source}: MarkdownDocument,
  behind: ReadonlyMap<number, Field | undefined>
): Field | undefined {
  const end = position?.end.offset ?? 0
  marks.lastIndex = end
  const at = end + (marks.exec(source)?.[0].length ?? 0)
  const next = fields[firstFrom(fields, end, offsetOf)]
  return next && offsetOf(next) === at ? next : behind.get(at)
}

/** The comments at the margin that split a list, which would be one without them, in two. */
function betweenItems({tree, source}: MarkdownDocument): ReadonlySet<RootContent> {
  const found = new Set<RootContent>()
  let above: RootContent | undefined
  let comments: RootContent[] = []
  for (const node of tree.children) {
    if (isCommentNode(node)) {
      comments.push(node)
      continue
    }
    if (above?.type === 'list' && node.type === 'list' && markerOf(above, source) === markerOf(node, source))
      for (const comment of comments) found.add(comment)
    above = node
    comments = []
  }
  return found
}

/** `-`, `*`, `+`, or what follows a number. */
function markerOf({position}: List, source: string): string | undefined {
  const start = position?.start.offset ?? 0
  return /^\d*(.)/.exec(source.slice(start, start + 12))?.[1]
}
