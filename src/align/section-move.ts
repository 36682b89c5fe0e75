import type {RootContent} from 'mdast'
import type {Fix} from '../fix/fix.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {isCommentNode} from '../markdown/comment.ts'
import {lineBreakOf, placeBetween} from '../markdown/places.ts'
import {endsUnclosed} from '../markdown/unclosed-block.ts'
import type {Neighbours} from './alignment.ts'

/** Where a section belongs. */
export interface Destination extends Neighbours {
  readonly parent: Section
  /** The depth that is right there, 1 to 6. */
  readonly depth: number
  /** The 1-based line of the template, for its order among other sections that belong at the same place. */
  readonly templateLine: number
}

/**
 * The fix that moves a section, with everything below it, to where it belongs: after the section that comes before it, else
 * before the one that follows, else to the end of its parent. Its headings get the depths that are right there.
 *
 * @returns Undefined if it cannot be cut out: within HTML, with an underlined (setext) heading, or with a comment or code
 *   that is not closed.
 */
export function sectionMove(section: Section, to: Destination, document: MarkdownDocument): Fix | undefined {
  const taken = stretchOf(section, document)
  const point = taken && pointFor(to, document)
  if (!taken || !point || (point.at >= taken.from && point.at <= taken.to)) return undefined
  // It would take with it, or go into, what goes on to the end of the document.
  if ((point.isEnd || !sectionAfter(section, document)) && endsUnclosed(document)) return undefined
  const text = atDepth(section, to.depth - section.depth, taken.text, document)
  if (text === undefined) return undefined
  const blankLine = lineBreakOf(document).repeat(2)
  return {
    edits: [
      {place: placeBetween(document, taken.from, taken.to), text: ''},
      {
        place: placeBetween(document, point.at, point.at),
        text: point.isEnd ? blankLine + text.written : text.written + blankLine
      }
    ],
    isMove: true,
    rank: to.templateLine
  }
}

interface Stretch {
  /** UTF-16 offsets of the text to cut out, with the blank lines at one end of it. */
  readonly from: number
  readonly to: number
  /** UTF-16 offsets of the section's own text. */
  readonly text: readonly [start: number, end: number]
}

function stretchOf(section: Section, document: MarkdownDocument): Stretch | undefined {
  const {source} = document
  const start = startOf(section, document)
  const end = endOf(section, document)
  const next = sectionAfter(section, document)
  const limit = next && startOf(next, document)
  if (
    start === undefined ||
    end === undefined ||
    (next && limit === undefined) ||
    !isBalanced(source.slice(start, end))
  )
    return undefined
  // A comment directly above the next heading stays with that.
  if (limit !== undefined)
    return {from: start, to: limit, text: [start, start + source.slice(start, Math.min(end, limit)).trimEnd().length]}
  return {from: source.slice(0, start).trimEnd().length, to: end, text: [start, end]}
}

/** The UTF-16 offset of a heading's line, or of the comment directly above it; undefined if it is not an ATX heading at the start of a line. */
function startOf({heading, index}: Section, {source, sections, root}: MarkdownDocument): number | undefined {
  const {start} = heading?.position ?? {}
  if (start?.offset === undefined) return undefined
  const line = start.offset - start.column + 1
  if (!/^ {0,3}#{1,6}(?:[ \t]|[\r\n]|$)/.test(source.slice(line, line + 20))) return undefined
  return startOfComment((sections[index - 2] ?? root).content.at(-1), start.line) ?? line
}

/** The UTF-16 offset of a comment directly above a line. */
function startOfComment(node: RootContent | undefined, line: number): number | undefined {
  const {start, end} = node?.position ?? {}
  return isCommentNode(node) && end?.line === line - 1 && start?.column === 1 ? start.offset : undefined
}

/** Where a section ends, with everything below it; link definitions at the end of a document stay there. */
function endOf(section: Section, document: MarkdownDocument): number | undefined {
  const last = lastBelow(section)
  const isAtEnd = last.index === document.sections.length
  const content = last.content.filter((node) => !isAtEnd || node.type !== 'definition')
  return (content.at(-1) ?? last.heading)?.position?.end.offset
}

function lastBelow(section: Section): Section {
  let last = section
  for (let below = last.children.at(-1); below; below = last.children.at(-1)) last = below
  return last
}

/** The section after another and everything below it. */
function sectionAfter(section: Section, {sections}: MarkdownDocument): Section | undefined {
  return sections[lastBelow(section).index]
}

/** The UTF-16 offset at which a section is inserted, and whether that is the end of a document. */
function pointFor(
  {after, before, parent, depth}: Destination,
  document: MarkdownDocument
): {readonly at: number; readonly isEnd: boolean} | undefined {
  if ((after ?? before ?? {depth}).depth !== depth) return undefined
  const last = after ?? (before || !parent.heading || parent.depth !== depth - 1 ? undefined : parent)
  const next = last ? sectionAfter(last, document) : before
  const at = next ? startOf(next, document) : last && endOf(last, document)
  return at === undefined ? undefined : {at, isEnd: next === undefined}
}

/** Whether all HTML elements that open in a text are closed in it. */
function isBalanced(text: string): boolean {
  if (!text.includes('</')) return !/<(?:details|div|table|section|summary)\b/i.test(text)
  const open = new Map<string, number>()
  for (const [, slash = '', name = ''] of text.matchAll(/<(\/?)(details|div|table|section|summary|p|span|center)\b/gi))
    open.set(name.toLowerCase(), (open.get(name.toLowerCase()) ?? 0) + (slash === '' ? 1 : -1))
  return [...open.values()].every((count) => count === 0)
}

/** The source of a section with its headings shifted by a number of levels; undefined if they cannot be. */
function atDepth(
  section: Section,
  shift: number,
  [start, end]: Stretch['text'],
  document: MarkdownDocument
): {readonly written: string} | undefined {
  const {source, sections} = document
  if (shift === 0) return {written: source.slice(start, end)}
  const within = sections.slice(section.index - 1, lastBelow(section).index)
  let [written, at] = ['', start]
  for (const {heading, depth} of within) {
    const offset = heading?.position?.start.offset ?? -1
    if (!source.startsWith('#'.repeat(depth), offset) || depth + shift < 1 || depth + shift > 6) return undefined
    written += source.slice(at, offset) + '#'.repeat(depth + shift)
    at = offset + depth
  }
  return {written: written + source.slice(at, end)}
}
