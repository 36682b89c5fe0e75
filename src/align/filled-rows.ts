import type {TableCell, TableRow} from 'mdast'
import {isToCome} from '../markdown/emptiness.ts'
import {textOf} from '../markdown/text.ts'
import type {TableAlignment} from './columns.ts'
import {type Leftover, isTouched, leftoversBetween} from './leftovers.ts'

/** The rows of a table that the author has filled in. */
export interface FilledRows {
  /** All rows except those left over from the template, and those with nothing but a remark in their first cell. */
  readonly rows: readonly TableRow[]
  /** Whether a cell contains a leftover of the template. */
  readonly isLeft: (cell: TableCell) => boolean
}

/** Find the rows of a table that the author has filled in; `no-placeholders` reports the others. */
export function filledRows({table, rows}: TableAlignment, leftovers: readonly Leftover[]): FilledRows {
  const {start, end} = table.position ?? {}
  const own = leftoversBetween(leftovers, start?.offset ?? 0, end?.offset ?? 0)
  const left = new Set<unknown>(own.map(({candidate}) => candidate.node))
  return {
    rows: rows.filter((row) => !left.has(row) && !isAnnounced(row)),
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
