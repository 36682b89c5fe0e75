import type {TableCell, TableRow} from 'mdast'
import {isToCome} from '../markdown/emptiness.ts'
import {textOf} from '../markdown/text.ts'
import type {TableAlignment} from './table-pairing.ts'
import {type Leftover, isTouched, leftoversBetween} from './leftovers.ts'

/** The rows of a table that the author has filled in. */
export interface FilledRows {
  /** All rows except leftovers of the template, those with only a remark in their first cell, and those that are headings within the table. */
  readonly rows: readonly TableRow[]
  /** Whether a cell contains a leftover of the template. */
  readonly isLeft: (cell: TableCell) => boolean
}

/** Find the rows of a table that the author has filled in; `no-placeholders` reports the others. */
export function filledRows(aligned: TableAlignment, leftovers: readonly Leftover[]): FilledRows {
  const {table, rows} = aligned
  const {start, end} = table.position ?? {}
  const own = leftoversBetween(leftovers, start?.offset ?? 0, end?.offset ?? 0)
  const left = new Set<unknown>(own.map(({candidate}) => candidate.node))
  const groups = groupRows(aligned)
  return {
    rows: rows.filter((row) => !left.has(row) && !isAnnounced(row) && !groups.has(row)),
    isLeft: ({position}) =>
      position?.start.offset !== undefined && isTouched(own, position.start.offset, position.end.offset ?? -1)
  }
}

/** Whether a row has nothing but a remark in its first cell: `(after the first run)`, `TBD`. */
function isAnnounced({children: [first, ...others]}: TableRow): boolean {
  const text = first ? textOf(first) : ''
  return (
    others.length > 0 &&
    others.every(({children}) => children.length === 0) &&
    (isToCome(text) || /^\(.+\)$/.test(text))
  )
}

/** The rows that are headings within their table: only their first cell has text, in bold, and not every row's first cell is in bold. */
function groupRows({rows, spec}: TableAlignment): ReadonlySet<TableRow> {
  const groups = rows.filter(
    (row) =>
      isInBold(row) && row.children.length > 1 && row.children.slice(1).every(({children}) => children.length === 0)
  )
  return new Set(spec.formRows.length > 0 || rows.every((row) => isInBold(row)) ? [] : groups)
}

function isInBold({children: [first]}: TableRow): boolean {
  return first?.children.length === 1 && first.children[0]?.type === 'strong'
}
