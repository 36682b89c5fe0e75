import type {Table} from 'mdast'
import type {Edit} from '../fix/fix.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {placeBetween} from '../markdown/places.ts'

/**
 * The edits that put a column with blank cells into a table.
 *
 * @param behind The column that it stands behind, from 0; -1 for the first.
 * @returns Undefined where a row is more than one line, or does not open with a bar at the start of its line, as in a quote
 *   or an item: cells could move to other columns.
 */
export function columnToInsert(table: Table, name: string, behind: number, document: MarkdownDocument): readonly Edit[] | undefined {
  const [start, end] = [table.position?.start, table.position?.end.offset]
  if (start?.offset === undefined || end === undefined || start.column > 4) return undefined
  const lines = linesBetween(start.offset - start.column + 1, end, document.source)
  if (lines.length !== table.children.length + 1 || !lines.every(({text}) => /^ {0,3}\|/.test(text))) return undefined
  const edits = lines.map((line, index) => cellIn(line, index === 0 ? name : index === 1 ? '---' : '', behind, document))
  // A row that ends before the column is as good as blank there; its header and the line below it may not.
  if (!edits[0] || !edits[1]) return undefined
  return edits.flatMap((edit) => edit ?? [])
}

interface Line {
  readonly start: number
  readonly text: string
}

function linesBetween(start: number, end: number, source: string): readonly Line[] {
  let at = start
  return source.slice(start, end).split('\n').map((line) => {
    const found = {start: at, text: line.trimEnd()}
    at += line.length + 1
    return found
  })
}

/** A new cell behind another; undefined where the row has no such cell. */
function cellIn({start, text}: Line, cell: string, behind: number, document: MarkdownDocument): Edit | undefined {
  const bars = Array.from(text.matchAll(/(?<!\\)(?:\\\\)*\|/g), ({0: bar, index}) => index + bar.length - 1)
  const insert = (at: number, inserted: string) => ({place: placeBetween(document, start + at, start + at), text: inserted})
  const bar = bars[behind + 1]
  if (bar !== undefined) return insert(bar + 1, ` ${cell} |`)
  return bars.length === behind + 1 ? insert(text.length, ` | ${cell}`.trimEnd()) : undefined
}
