import {contentPlace, lineOf} from '../../markdown/places.ts'
import {textOf} from '../../markdown/text.ts'
import {boundOf} from '../../template/directives.ts'
import type {TableAlignment} from '../table-pairing.ts'
import type {FilledRows} from '../filled-rows.ts'
import {missingFormRows} from '../form-rows.ts'
import type {Departure} from './departure.ts'

/** Rows that a table lacks, or has twice. Lines are 1-based. */
export type RowDeparture = Departure &
  (
    | {readonly kind: 'number of rows'; readonly count: number; readonly wanted: string}
    | {readonly kind: 'missing row'; readonly name: string}
    | {readonly kind: 'repeated row'; readonly key: string; readonly firstLine: number}
  )

/**
 * Compare the rows of a table with those that the template requires.
 *
 * @param tables All tables of the section; a form may be split into several.
 */
export function rowDepartures(
  table: TableAlignment,
  tables: readonly TableAlignment[],
  filled: FilledRows
): readonly RowDeparture[] {
  return [...(wrongNumber(table) ?? missingRows(table, tables)), ...repeatedRows(table, filled)]
}

function wrongNumber({spec, table, rows}: TableAlignment): readonly RowDeparture[] | undefined {
  const count = rows.filter((row) => textOf(row) !== '').length
  if (count >= spec.rows.min && count <= (spec.rows.max ?? count)) return undefined
  const wanted = boundOf(spec.rows, count)
  return [{kind: 'number of rows', count, wanted, place: table.position?.end, templateLine: spec.line}]
}

/** Missing rows of a form; if it is split into several tables, the first one lacks them. */
function missingRows(
  {spec, table, isFirst}: TableAlignment,
  tables: readonly TableAlignment[]
): readonly RowDeparture[] {
  if (!isFirst || spec.formRows.length === 0) return []
  return missingFormRows(spec, tables).map(({name}) => ({
    kind: 'missing row',
    name,
    place: table.position?.end,
    templateLine: spec.line
  }))
}

/** Rows with the same key as an earlier one, if the first column of the template has keys. */
function repeatedRows({spec, matched}: TableAlignment, {rows, isLeft}: FilledRows): readonly RowDeparture[] {
  const column = spec.hasKeys ? matched.find((candidate) => candidate.spec === spec.columns[0]) : undefined
  if (!column) return []
  const lines = new Map<string, number>()
  return rows.flatMap((row): readonly RowDeparture[] => {
    const cell = row.children[column.index]
    const key = cell ? textOf(cell) : ''
    const firstLine = lines.get(key)
    if (firstLine === undefined) lines.set(key, lineOf(row))
    if (firstLine === undefined || !cell || key === '' || isLeft(cell)) return []
    return [{kind: 'repeated row', key, firstLine, place: contentPlace(cell), actual: key, templateLine: spec.line}]
  })
}
