import type {TableCell, TableRow} from 'mdast'
import {isToCome} from '../markdown/says-nothing.ts'
import {textOf} from '../markdown/text.ts'
import type {TableAlignment} from './table-pairing.ts'
import {type Leftover, isTouched, leftoversBetween} from './leftovers.ts'

/** The rows of a table that the author has filled in. */
export interface FilledRows {
  /** All rows except leftovers of the template, those with only a remark, and those that are headings within the table. */
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

/** Whether a row has nothing but a remark: `(after the first run)`, `TBD`. */
function isAnnounced(row: TableRow): boolean {
  const only = onlyCell(row)
  const text = only ? textOf(only) : ''
  return isToCome(text) || /^\(.+\)$/.test(text)
}

/** The cell of a row in which all of its text is, whatever the order of the columns; undefined if there are several, or no others. */
function onlyCell({children}: TableRow): TableCell | undefined {
  const [only, ...others] = children.length > 1 ? children.filter((cell) => cell.children.length > 0) : []
  return others.length === 0 ? only : undefined
}

/** The rows that are headings within their table: only one cell has text, in bold, and not every row's first cell is in bold. */
function groupRows({rows, spec}: TableAlignment): ReadonlySet<TableRow> {
  const groups = rows.filter((row) => isInBold(onlyCell(row)))
  return new Set(spec.formRows.length > 0 || rows.every(({children: [first]}) => isInBold(first)) ? [] : groups)
}

function isInBold(cell: TableCell | undefined): boolean {
  return cell?.children.length === 1 && cell.children[0]?.type === 'strong'
}
