import type {Table} from 'mdast'
import type {Edit} from '../fix/fix.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {placeBetween} from '../markdown/places.ts'

/**
 * The edits that put a column with blank cells into a table.
 *
 * @param after The column after which it is inserted, from 0; -1 to make it the first.
 * @returns Undefined if a row is more than one line, or does not start with a bar at the start of its line, as in a quote or
 *   an item: cells could move to other columns.
 */
export function columnToInsert(
  table: Table,
  name: string,
  after: number,
  document: MarkdownDocument
): readonly Edit[] | undefined {
  const lines = rowLines(table, document)
  const edits = lines?.map((line, index) =>
    cellIn(line, index === 0 ? name : index === 1 ? '---' : '', after, document)
  )
  // A row that ends before the column counts as blank there; the header and the delimiter row must not end early.
  if (!edits?.[0] || !edits[1]) return undefined
  return edits.flatMap((edit) => edit ?? [])
}

/**
 * The edits that move a column of a table with its text unchanged.
 *
 * @param index The column, from 0.
 * @param after The column after which it belongs; -1 to make it the first.
 * @returns Undefined in the same cases as `columnToInsert`, and if a row lacks the cell or the bar at its end.
 */
export function columnToMove(
  table: Table,
  index: number,
  after: number,
  document: MarkdownDocument
): readonly Edit[] | undefined {
  const edits = rowLines(table, document)?.map(({start, text}): readonly Edit[] => {
    const bars = barsOf(text)
    const [open, close, target] = [bars[index], bars[index + 1], bars[after + 1]]
    if (open === undefined || close === undefined || target === undefined) return []
    const place = (from: number, to: number) => placeBetween(document, start + from, start + to)
    return [
      {place: place(open + 1, close + 1), text: ''},
      {place: place(target + 1, target + 1), text: text.slice(open + 1, close + 1)}
    ]
  })
  return edits?.every(({length}) => length > 0) ? edits.flat() : undefined
}

/** The lines of a table; undefined unless each is one row that starts with a bar. */
function rowLines(table: Table, {source}: MarkdownDocument): readonly Line[] | undefined {
  const [start, end] = [table.position?.start, table.position?.end.offset]
  if (start?.offset === undefined || end === undefined || start.column > 4) return undefined
  const lines = linesBetween(start.offset - start.column + 1, end, source)
  return lines.length === table.children.length + 1 && lines.every(({text}) => /^ {0,3}\|/.test(text))
    ? lines
    : undefined
}

function barsOf(text: string): readonly number[] {
  return Array.from(text.matchAll(/(?<!\\)(?:\\\\)*\|/g), ({0: bar, index}) => index + bar.length - 1)
}

interface Line {
  readonly start: number
  readonly text: string
}

function linesBetween(start: number, end: number, source: string): readonly Line[] {
  let at = start
  return source
    .slice(start, end)
    .split('\n')
    .map((line) => {
      const found = {start: at, text: line.trimEnd()}
      at += line.length + 1
      return found
    })
}

/** The edit that inserts a cell after another; undefined if the row has no such cell. */
function cellIn({start, text}: Line, cell: string, after: number, document: MarkdownDocument): Edit | undefined {
  const bars = barsOf(text)
  const insert = (at: number, inserted: string) => ({
    place: placeBetween(document, start + at, start + at),
    text: inserted
  })
  const bar = bars[after + 1]
  if (bar !== undefined) return insert(bar + 1, ` ${cell} |`)
  return bars.length === after + 1 ? insert(text.length, ` | ${cell}`.trimEnd()) : undefined
}
