import type {TableCell, TableRow} from 'mdast'
import {isToCome} from '../markdown/emptiness.ts'
import {textOf} from '../markdown/text.ts'
import type {TableAlignment} from './columns.ts'
import {type Leftover, isTouched, leftoversBetween} from './leftovers.ts'

/** What an author has filled in of a table. */
export interface FilledRows {
  /** All rows but those of the template, and those that have nothing but a remark in their first cell. */
  readonly rows: readonly TableRow[]
  /** Whether the text of a cell is the template's. */
  readonly isLeft: (cell: TableCell) => boolean
}

/** Find out what an author has filled in of a table; what is left of the template is told by `no-placeholders`. */
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
