import type {Nodes, RootContent} from 'mdast'
import type {Edit} from '../fix/fix.ts'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {frontMatterOf} from '../markdown/front-matter.ts'
import {labelledLines} from '../markdown/fields.ts'
import {lineBreakOf, placeBetween} from '../markdown/places.ts'
import type {PlaceholderKind} from '../template/placeholder-scan.ts'
import {isNamed, readDirective} from '../template/directives.ts'
import type {Open} from './names.ts'

/** A node to remove, with the nodes around it, outermost first. */
interface Taken {
  readonly node: Nodes
  readonly ancestors: readonly Nodes[]
}

/** A range of a file, as UTF-16 offsets. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Kinds of placeholders that instruct the author and do not belong in a document. */
const instructing: ReadonlySet<PlaceholderKind> = new Set([
  'instruction',
  'companion',
  'prompt',
  'comment',
  'remark',
  'guidance'
])

/** The directives of a template, which are for guidelint and not part of a document. */
export function directivesIn(template: MarkdownDocument): readonly Taken[] {
  return template.nodes('html').filter(({node}) => {
    const comment = commentText(node.value)
    return comment !== undefined && (isNamed(comment) || isDirective(node.value))
  })
}

/** Whether a comment can be read as a directive; if reading fails, it may be meant as something else. */
function isDirective(html: string): boolean {
  try {
    return readDirective(html, '', undefined) !== undefined
  } catch {
    return false
  }
}

/**
 * The instructions of a template: comments, paragraphs that say what to write, and what a directive says to remove. Text
 * after a label stays, since the label does; so does a whole list that has any other content.
 *
 * @param isRequired Whether a list is required in a document.
 */
export function instructionsIn(
  template: MarkdownDocument,
  open: readonly Open[],
  isRequired: (list: Nodes) => boolean
): readonly Taken[] {
  const nodes = new Set<Nodes>(open.filter(({kind}) => instructing.has(kind)).map(({node}) => node))
  const guidance = new Set<Nodes>(open.filter(({kind}) => kind === 'guidance').map(({node}) => node))
  const labelled = new Set<Nodes>(
    labelledLines(template, () => true).flatMap(({node}) => [node, ...('children' in node ? node.children : [])])
  )
  const isGone = (node: Nodes): boolean =>
    (nodes.has(node) && !labelled.has(node)) ||
    ((node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote') &&
      !isRequired(node) &&
      node.children.every((child) => isGone(child)))
  const located = [
    ...template.nodes('html'),
    ...template.nodes('paragraph'),
    ...template.nodes('code'),
    ...template.nodes('tableRow'),
    ...template.nodes('heading')
  ].filter(({node}) => nodes.has(node))
  return located.flatMap(({node, ancestors}): readonly Taken[] => {
    if (guidance.has(node))
      return node.type === 'heading'
        ? partsOf(node, template).map((part) => ({node: part, ancestors: []}))
        : [{node: ancestors[0] ?? node, ancestors: []}]
    const list = ancestors.find(({type}) => type === 'list')
    return isGone(node) && (node.type === 'html' || !list || isGone(list)) ? [{node, ancestors}] : []
  })
}

/** A heading and everything below it. */
function partsOf(heading: Nodes & {depth: number}, {tree}: MarkdownDocument): readonly RootContent[] {
  const at = tree.children.indexOf(heading as RootContent)
  const length = tree.children.slice(at + 1).findIndex((node) => node.type === 'heading' && node.depth <= heading.depth)
  return tree.children.slice(at, length < 0 ? undefined : at + 1 + length)
}

/** The edits that remove nodes from a template cleanly: blank lines do not add up, and separate blocks stay separate. */
export function editsWithout(taken: readonly Taken[], template: MarkdownDocument): readonly Edit[] {
  const gone = new Set<Nodes>(taken.map(({node}) => node))
  const whole = new Map(
    taken
      .map((each) => [widest(each, gone), each.ancestors] as const)
      .map(
        ([node, ancestors]) =>
          [node, ancestors.slice(0, ancestors.includes(node) ? ancestors.indexOf(node) : undefined)] as const
      )
  )
  const stretches = Array.from(whole, ([node, ancestors]) => stretchOf(node, ancestors.at(-1), template)).toSorted(
    (a, b) => a.start - b.start || b.end - a.end
  )
  const isGone = (node: Nodes) => whole.has(node)
  return joined(stretches, template.source).map((stretch) => {
    const {start, end, isLines} = stretch
    return isLines ? withoutLines(stretch, template, isGone) : {place: placeBetween(template, start, end), text: ''}
  })
}

/** The outermost block that becomes empty. */
function widest({node, ancestors}: Taken, gone: Set<Nodes>): Nodes {
  let at = node
  for (const ancestor of ancestors.toReversed()) {
    if (
      !('children' in ancestor) ||
      (ancestor.type !== 'paragraph' &&
        ancestor.type !== 'list' &&
        ancestor.type !== 'listItem' &&
        ancestor.type !== 'blockquote')
    )
      break
    if (!ancestor.children.every((child) => gone.has(child) || (child.type === 'text' && child.value.trim() === '')))
      break
    gone.add(ancestor)
    at = ancestor
  }
  return at
}

interface Cut extends Stretch {
  /** Whether it consists of whole lines. */
  readonly isLines: boolean
}

function stretchOf(node: Nodes, parent: Nodes | undefined, {source}: MarkdownDocument): Cut {
  const [start, end] = rangeOf(node)
  const [lineStart, lineEnd] = [source.lastIndexOf('\n', start - 1) + 1, endOfLine(source, end)]
  const [before, after] = [source.slice(lineStart, start), source.slice(end, lineEnd)]
  if (/^[ \t>]*$/.test(before) && after.trim() === '') return {start: lineStart, end: lineEnd, isLines: true}
  const next = parent?.type === 'listItem' ? parent.children.find((child) => rangeOf(child)[0] >= end) : undefined
  // If the first block of an item is removed, the next one takes its place.
  if (next) return {start, end: rangeOf(next)[0], isLines: false}
  if (after.trim() === '') return {start: start - (before.length - before.trimEnd().length), end, isLines: false}
  // If there are spaces on both sides, those before it stay.
  return {start, end: end + (/^$|[ \t]$/.test(before) ? after.length - after.trimStart().length : 0), isLines: false}
}

function rangeOf(node: Nodes): readonly [start: number, end: number] {
  return [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
}

/** The UTF-16 offset after the line that contains an offset, including its line break. */
function endOfLine(source: string, offset: number): number {
  const at = source.indexOf('\n', offset)
  return at < 0 ? source.length : at + 1
}

/** Joins ranges that touch, or that only blank lines separate, and drops those within another. */
function joined(stretches: readonly Cut[], source: string): readonly Cut[] {
  const all: Cut[] = []
  for (const stretch of stretches) {
    const last = all.at(-1)
    if (last && stretch.end <= last.end) continue
    if (last?.isLines && stretch.isLines && source.slice(last.end, stretch.start).trim() === '')
      all[all.length - 1] = {...last, end: stretch.end}
    else if (!last || stretch.start >= last.end) all.push(stretch)
  }
  return all
}

function withoutLines({start, end}: Stretch, template: MarkdownDocument, isGone: (node: Nodes) => boolean): Edit {
  const {source} = template
  const [from, to] = [startOfBlanks(source, start), endOfBlanks(source, end)]
  if (to === source.length) {
    // The end of the file stays as it is: with a line break, or without.
    const above = source.endsWith('\n') ? from : source.slice(0, from).replace(/\r?\n$/, '').length
    return {place: placeBetween(template, above, to), text: ''}
  }
  if (from === 0 || from < start) return {place: placeBetween(template, start, to), text: ''}
  return {
    place: placeBetween(template, start, end),
    text: to === end && wouldJoin(template, start, end, isGone) ? lineBreakOf(template) : ''
  }
}

/** The start of the blank lines directly above a line; UTF-16 offsets. */
function startOfBlanks(source: string, offset: number): number {
  let at = offset
  while (at > 0) {
    const line = at < 2 ? 0 : source.lastIndexOf('\n', at - 2) + 1
    if (!isBlank(source.slice(line, at))) break
    at = line
  }
  return at
}

/** The end of the blank lines that start at a line; UTF-16 offsets. */
function endOfBlanks(source: string, offset: number): number {
  let at = offset
  while (at < source.length) {
    const end = endOfLine(source, at)
    if (!isBlank(source.slice(at, end))) break
    at = end
  }
  return at
}

/** Whether a line is blank except for quote markers. */
function isBlank(line: string): boolean {
  return /^[>\s]*$/.test(line)
}

/** Whether the blocks above and below a range would become one block without it. */
function wouldJoin({tree}: MarkdownDocument, start: number, end: number, isGone: (node: Nodes) => boolean): boolean {
  let siblings: readonly Nodes[] = tree.children
  for (;;) {
    const around = siblings.find(
      ({position}) => (position?.start.offset ?? 0) < start && (position?.end.offset ?? 0) >= end
    )
    if (!around || !('children' in around)) break
    siblings = around.children
  }
  const above = siblings.findLast((node) => !isGone(node) && (node.position?.end.offset ?? 0) <= start)
  const below = siblings.find((node) => !isGone(node) && (node.position?.start.offset ?? 0) >= end)
  return above !== undefined && below !== undefined && goingOn.has(above.type) && taking.has(below.type)
}

/** Blocks that the next line may continue, and blocks that the one above may absorb. */
const goingOn: ReadonlySet<string> = new Set(['paragraph', 'list', 'blockquote', 'table', 'html'])
const taking: ReadonlySet<string> = new Set(['paragraph', 'html', 'table', 'thematicBreak', 'heading', 'definition'])

/** The edit that removes front matter, by which a forge lists the template, with the blank lines after it. */
export function withoutFrontMatter(template: MarkdownDocument): Edit | undefined {
  const {start, end} = frontMatterOf(template)?.position ?? {}
  if (start?.offset === undefined || end?.offset === undefined) return undefined
  const after = /^(?:[ \t]*\r?\n)+/.exec(template.source.slice(end.offset))?.[0].length ?? 0
  return {place: placeBetween(template, start.offset, end.offset + after), text: ''}
}
