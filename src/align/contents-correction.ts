import type {Point, Position} from 'unist'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {headingPlace, lineBreakOf, placeBetween} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import {foldedText} from '../template/heading-pattern.ts'
import {type Contents, withoutSecondEntries} from './contents.ts'

/** The lines of a contents list that are wrong, or the point where some are missing, and what belongs there. */
export interface ContentsCorrection {
  readonly place: Position | Point
  readonly expected: string
}

/** A line of the list that opens an entry, with the lines below it up to the next entry. */
interface Piece {
  /** Whether it is in the list already. */
  readonly isOld: boolean
  /** Its position among the old ones, from 0; -1 for a new one. */
  readonly rank: number
  /** The section that it lists; undefined if it is an entry for something else, or the second one for a section. */
  readonly section: Section | undefined
  /** The section that it moves with if entries change places: its own, also for a second entry whose label is the section's name. */
  readonly with: Section | undefined
  readonly depth: number | undefined
  /** The indentation, the marker and the space after it. */
  readonly bullet: string
  readonly text: string
  /** UTF-16 offsets of the whole entry without its last line break. */
  readonly start: number
  readonly end: number
}

/**
 * The fewest lines of a contents list that have to change, written in the style of the others, which stay as they are.
 *
 * @param required The sections that the list should have.
 * @param mayMove Whether entries may change their places.
 * @returns Undefined if nothing has to change, or if the form of the list does not allow it.
 */
export function correctedContents(
  contents: Contents,
  required: Contents['required'],
  document: MarkdownDocument,
  mayMove: boolean
): ContentsCorrection | undefined {
  const old = piecesOf(contents, document)
  const order = old && inOrder(old, required, mayMove)
  if (!old || !order) return undefined
  const placed = new Set(old.map(({section}) => section))
  const missing = required.filter(({section}) => !placed.has(section))
  // A section that another list already links to would be listed twice.
  if (missing.some(({anchor}) => contents.linkedBeside.has(`#${anchor}`))) return undefined
  const pieces = numbered(withMissing(order, missing, document), old)
  return pieces && fewestLines(pieces, old, document)
}

function piecesOf(contents: Contents, document: MarkdownDocument): readonly Piece[] | undefined {
  const {source} = document
  const openings = openingsOf(contents)
  const bullets = openings.map(({at}) => bulletBefore(at, source))
  if (openings.length === 0 || bullets.includes(undefined)) return undefined
  const starts = openings.map(({at: {column, offset = 0}}) => offset - column + 1)
  const last = endOfLine(contents.list.position?.end.offset ?? source.length, source)
  const depths = new Map(contents.required.map(({section, depth}) => [section, depth]))
  return openings.map(({section, name, isPlaced}, rank) => {
    const [start = 0, bullet = ''] = [starts[rank], bullets[rank]]
    const end = endOfLines(start, starts[rank + 1] ?? last, source)
    return {
      isOld: true,
      rank,
      section: isPlaced ? section : undefined,
      with: isPlaced || foldedText(name) === foldedText(section?.name ?? '') ? section : undefined,
      depth: section && (depths.get(section) ?? section.depth),
      bullet,
      text: source.slice(start + bullet.length, end),
      start,
      end
    }
  })
}

/** Where entries start, in order. A second entry has no place in the order, nor has one for a section above the list. */
function openingsOf({entries, unlinked}: Contents) {
  const all = [
    ...entries.map(({link, section}) => ({at: link.position?.start, section, name: textOf(link)})),
    ...unlinked.map(({item, section}) => ({at: item.position?.start, section, name: section.name}))
  ]
    .flatMap(({at, ...entry}) => (at ? [{at, ...entry}] : []))
    .toSorted((a, b) => (a.at.offset ?? 0) - (b.at.offset ?? 0))
  const chosen = new Set(withoutSecondEntries(all))
  return all.map((opening) => ({
    ...opening,
    isPlaced: chosen.has(opening) && (opening.section?.heading?.position?.start.line ?? 0) > opening.at.line
  }))
}

/** The indentation, the marker and the space before the content of an item. */
function bulletBefore({column, offset = 0}: Point, source: string): string | undefined {
  const before = source.slice(offset - column + 1, offset)
  return /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+$/.test(before) ? before : undefined
}

/** Where the last line that is not blank ends. */
function endOfLines(start: number, end: number, source: string): number {
  return endOfLine(start + source.slice(start, end).trimEnd().length, source)
}

const lineBreak = /[\r\n]/g

function endOfLine(offset: number, source: string): number {
  lineBreak.lastIndex = offset
  return lineBreak.exec(source)?.index ?? source.length
}

/** The pieces in the order of the headings; undefined if they would have to move, but may not, or one lists no section that belongs in the list. */
function inOrder(
  pieces: readonly Piece[],
  required: Contents['required'],
  mayMove: boolean
): readonly Piece[] | undefined {
  const known = pieces.flatMap(({section}) => section ?? [])
  if (known.every((section, rank) => rank === 0 || section.index > (known[rank - 1]?.index ?? 0))) return pieces
  const isListed = new Set<Section | undefined>(required.map(({section}) => section))
  if (!mayMove || !pieces.every((piece) => piece.with && isListed.has(piece.with))) return undefined
  return pieces.toSorted((a, b) => (a.with?.index ?? 0) - (b.with?.index ?? 0))
}

/** The pieces with the missing ones added, each before the first piece whose section comes after its own. */
function withMissing(
  pieces: readonly Piece[],
  missing: Contents['required'],
  document: MarkdownDocument
): readonly Piece[] {
  const all: Piece[] = []
  let next = 0
  const addUpTo = (index: number) => {
    for (let piece = missing[next]; piece && piece.section.index < index; piece = missing[next]) {
      const {section, depth, anchor} = piece
      all.push({
        isOld: false,
        rank: -1,
        section,
        with: section,
        depth,
        bullet: bulletFor(depth, all, pieces),
        text: `[${labelOf(section, document)}](#${anchor})`,
        start: -1,
        end: -1
      })
      next++
    }
  }
  for (const piece of pieces) {
    if (piece.section) addUpTo(piece.section.index)
    all.push(piece)
  }
  addUpTo(Number.POSITIVE_INFINITY)
  return all
}

/**
 * The bullet of other entries of the same depth, preferably nearby; if there are none, that of a shallower one, indented
 * further. It is not indented so far that it would be code.
 */
function bulletFor(depth: number, before: readonly Piece[], all: readonly Piece[]): string {
  const bullet = usualBullet(depth, before, all)
  const indent = before.at(-1)?.bullet.length ?? indentOf(all[0]?.bullet)
  return indentOf(bullet) > indent + 3 ? ' '.repeat(indent) + bullet.trimStart() : bullet
}

function usualBullet(depth: number, before: readonly Piece[], all: readonly Piece[]): string {
  const alike = before.findLast((piece) => piece.depth === depth) ?? all.find((piece) => piece.depth === depth)
  if (alike) return alike.bullet
  const above =
    before.findLast((piece) => piece.depth !== undefined && piece.depth < depth) ??
    all.findLast((piece) => piece.depth !== undefined && piece.depth < depth)
  return above ? ' '.repeat(above.bullet.length) + above.bullet.trimStart() : (all[0]?.bullet ?? '- ')
}

/** The pieces renumbered, if the list counts its entries; undefined if nested entries would then need another indentation. */
function numbered(pieces: readonly Piece[], old: readonly Piece[]): readonly Piece[] | undefined {
  const written = new Set(old.flatMap(({bullet}) => numberIn(bullet) ?? []))
  const count = counterFrom(old)
  const isCounted = old.every(({bullet}) => (numberIn(bullet) ?? 0) === (count(bullet) ?? 0))
  if (written.size < 2 || !isCounted) return pieces
  const recount = counterFrom(old)
  const all = pieces.map((piece) => {
    const number = recount(piece.bullet)
    return number === undefined ? piece : {...piece, bullet: piece.bullet.replace(/\d+/, String(number))}
  })
  const isWidened = ({rank, isOld, bullet}: Piece, at: number) =>
    isOld && old[rank]?.bullet.length !== bullet.length && indentOf(all[at + 1]?.bullet) > indentOf(bullet)
  return all.some((piece, at) => isWidened(piece, at)) ? undefined : all
}

function numberIn(bullet: string): number | undefined {
  const digits = /\d+/.exec(bullet)?.[0]
  return digits === undefined ? undefined : Number(digits)
}

function indentOf(bullet = ''): number {
  return bullet.length - bullet.trimStart().length
}

/** Counts the numbered entries of each indentation, starting again below each entry of a lesser one. */
function counterFrom(pieces: readonly Piece[]): (bullet: string) => number | undefined {
  const next = new Map<number, number>()
  const starts = new Map(pieces.toReversed().map(({bullet}) => [indentOf(bullet), numberIn(bullet)]))
  return (bullet) => {
    const indent = indentOf(bullet)
    for (const other of next.keys()) if (other > indent) next.delete(other)
    if (numberIn(bullet) === undefined) return undefined
    const number = next.get(indent) ?? starts.get(indent) ?? 1
    next.set(indent, number + 1)
    return number
  }
}

/** The correction of the lines between the unchanged ones at the start and those at the end. */
function fewestLines(
  pieces: readonly Piece[],
  old: readonly Piece[],
  document: MarkdownDocument
): ContentsCorrection | undefined {
  const isSame = (piece: Piece | undefined, other: Piece | undefined) =>
    piece !== undefined &&
    other !== undefined &&
    piece.isOld &&
    piece.rank === other.rank &&
    piece.bullet === other.bullet
  let from = 0
  while (isSame(pieces[from], old[from])) from++
  let unchanged = 0
  while (unchanged < old.length - from && isSame(pieces.at(-1 - unchanged), old.at(-1 - unchanged))) unchanged++
  const changed = pieces.slice(from, pieces.length - unchanged)
  if (changed.length === 0) return undefined
  const gaps = gapsOf(old, document)
  const text = changed
    .map((piece, at) => (at === 0 ? '' : gaps.before(piece, changed[at - 1])) + piece.bullet + piece.text)
    .join('')
  const [first, last, above] = [old[from], old.at(-1 - unchanged) ?? old[0], old[from - 1]]
  const isReplaced = from < old.length - unchanged
  if (!isReplaced && above)
    return {place: document.pointAt(above.end), expected: gaps.before(changed[0], pieces[from - 1]) + text}
  if (!first || !last) return undefined
  // The place starts at a marker, as a list's does, if the indentation stays the same.
  const indent = first.bullet.slice(0, indentOf(first.bullet))
  const kept = text.startsWith(indent) ? indent : ''
  const start = first.start + kept.length
  if (isReplaced) return {place: placeBetween(document, start, last.end), expected: text.slice(kept.length)}
  return {place: document.pointAt(start), expected: text.slice(kept.length) + gaps.before(first, changed.at(-1)) + kept}
}

/** Returns the text between two entries: the existing text, or else what precedes other entries of that depth. */
function gapsOf(
  old: readonly Piece[],
  document: MarkdownDocument
): {readonly before: (piece: Piece | undefined, above: Piece | undefined) => string} {
  const between = old.map(({start}, rank) =>
    rank === 0 ? undefined : document.source.slice(old[rank - 1]?.end, start)
  )
  const byDepth = new Map(
    old
      .map(({depth}, rank) => [depth, between[rank]] as const)
      .filter(([, gap]) => gap !== undefined)
      .toReversed()
  )
  const usual = between[1] ?? lineBreakOf(document)
  return {
    before: (piece, above) => {
      const isThere = piece?.isOld === true && above?.isOld === true && piece.rank === above.rank + 1
      return (isThere ? between[piece.rank] : byDepth.get(piece?.depth)) ?? usual
    }
  }
}

/** The source of a heading, so that code stays code; its plain text if it has other markup. */
function labelOf(section: Section, document: MarkdownDocument): string {
  const place = headingPlace(section)
  const isText = section.heading?.children.every(
    ({type}) => type === 'text' || type === 'inlineCode' || type === 'emphasis' || type === 'strong'
  )
  const source = document.source.slice(place?.start.offset, place?.end.offset)
  return isText && !/[[\]]/.test(source) ? source : section.name.replaceAll(/[[\]<>]/g, String.raw`\$&`)
}
