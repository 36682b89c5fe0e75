import type {TableCell, TableRow} from 'mdast'
import type {MarkdownDocument} from '../../markdown/document.ts'
import {isToCome} from '../../markdown/says-nothing.ts'
import {contentPlace, narrowed} from '../../markdown/places.ts'
import {textOf} from '../../markdown/text.ts'
import {choiceIn, isAllowed, valuesFor} from '../../template/choices.ts'
import type {FormRow} from '../../template/schema.ts'
import type {MatchedColumn, TableAlignment} from '../table-pairing.ts'
import type {FilledRows} from '../filled-rows.ts'
import {formRowOf, keyOf} from '../form-rows.ts'
import type {Departure} from './departure.ts'

/** Cells that are missing, empty or invisible, or whose values the template does not allow. */
export type CellDeparture = Departure &
  (
    | {readonly kind: 'missing cells'; readonly columns: readonly string[]}
    | {readonly kind: 'cells behind the last column'; readonly text: string; readonly columns: number}
    | (Where & {readonly kind: 'missing value'})
    | {readonly kind: 'missing values'; readonly column: string; readonly rows: number}
    | (Where & {readonly kind: 'other value'; readonly value: string; readonly values: readonly string[]})
    | (Where & {readonly kind: 'no inline code'; readonly text: string})
  )

/** The column that a cell is in or, in a form, its row. */
interface Where {
  readonly of: 'column' | 'row'
  readonly name: string
}

/** Compare the answers in the second column of a form with the values that the template allows. HTML tables are skipped, since their cells may be merged. */
export function answerDepartures(
  {spec, isHtml, rows: all}: TableAlignment,
  {rows, isLeft}: FilledRows,
  document: MarkdownDocument
): readonly CellDeparture[] {
  if (isHtml) return []
  return rows.flatMap((row) => {
    const key = keyOf(row)
    const wanted = key === '' ? undefined : formRowOf(key, spec, all)
    const cell = row.children[1]
    const departure = wanted && !(cell && isLeft(cell)) && answerDeparture(row, cell, wanted, document)
    return departure ? [{...departure, templateLine: spec.line}] : []
  })
}

function answerDeparture(
  row: TableRow,
  cell: TableCell | undefined,
  {name, values, isAnswerDue}: FormRow,
  document: MarkdownDocument
): CellDeparture | undefined {
  const where: Where = {of: 'row', name}
  if (!cell || cell.children.length === 0)
    return isAnswerDue ? {kind: 'missing value', ...where, place: cell?.position ?? row.position?.end} : undefined
  const text = textOf(cell)
  return !values || choiceIn(text) || isToCome(text) || isAllowed(text, values)
    ? undefined
    : otherValue(cell, where, values, document)
}

/**
 * Compare the cells of a table with what the template allows in their columns. HTML tables are skipped, since their cells may
 * be merged.
 *
 * @param code Whether names must be inline code where the template has that.
 */
export function cellDepartures(
  table: TableAlignment,
  {rows, isLeft}: FilledRows,
  document: MarkdownDocument,
  code: boolean
): readonly CellDeparture[] {
  if (table.isHtml) return []
  const inColumn = (column: MatchedColumn): readonly CellDeparture[] => {
    const cells = rows.flatMap((row, rank) => {
      const cell = row.children[column.index]
      // A blank row lacks no value, and a blank first cell continues the one above it.
      const isNone = cell?.children.length === 0 && (textOf(row) === '' || (column.index === 0 && rank > 0))
      return cell && !isNone && !isLeft(cell) ? [cell] : []
    })
    const blank = cells.filter(({children}) => children.length === 0)
    const together = new Set(blank.length < fewestBlank ? [] : blank)
    const departures = [
      ...blankColumn([...together], column),
      ...cells.flatMap((cell) => (together.has(cell) ? [] : (cellDeparture(cell, column, document, code) ?? [])))
    ]
    return departures.map((departure) => ({...departure, templateLine: table.spec.line}))
  }
  return [
    ...rows.flatMap((row) => [...missingCells(table, row), ...lostCells(table, row)]),
    ...table.matched.flatMap((column) => inColumn(column))
  ]
}

const fewestBlank = 2

/** Values missing in several rows of one column: one departure, at the first of them. */
function blankColumn(
  blank: readonly TableCell[],
  {spec: {heading, isFilled, mayBeBlank}}: MatchedColumn
): readonly CellDeparture[] {
  return blank.length > 0 && isFilled && !mayBeBlank
    ? [{kind: 'missing values', column: heading.name, rows: blank.length, place: blank[0]?.position}]
    : []
}

/** The cells missing after the end of a row that is too short: one departure. */
function missingCells({matched, spec}: TableAlignment, row: TableRow): readonly CellDeparture[] {
  if (textOf(row) === '') return []
  const columns = matched
    .filter(({index, spec: {isFilled}}) => isFilled && index >= row.children.length)
    .map((column) => column.spec.heading.name)
  return columns.length === 0
    ? []
    : [{kind: 'missing cells', columns, place: row.position?.end, templateLine: spec.line}]
}

/** The cells after the last column, which no reader sees. */
function lostCells({spec, table}: TableAlignment, row: TableRow): readonly CellDeparture[] {
  const columns = table.children[0]?.children.length ?? 0
  const lost = row.children.slice(columns).filter((cell) => cell.children.length > 0)
  const [first] = lost
  if (!first) return []
  const start = contentPlace(first)?.start
  const end = lost.at(-1)
  const place = start && end ? {start, end: contentPlace(end)?.end ?? start} : row.position
  return [{kind: 'cells behind the last column', text: textOf(lost), columns, place, templateLine: spec.line}]
}

function cellDeparture(
  cell: TableCell,
  {spec}: MatchedColumn,
  document: MarkdownDocument,
  code: boolean
): CellDeparture | undefined {
  const {heading, values, isFilled, mayBeBlank, isCode} = spec
  const where: Where = {of: 'column', name: heading.name}
  if (cell.children.length === 0)
    return isFilled && !mayBeBlank ? {kind: 'missing value', ...where, place: cell.position} : undefined
  const text = textOf(cell)
  if (values && !isToCome(text) && !isAllowed(text, values)) return otherValue(cell, where, values, document)
  return code && isCode && isName(cell) ? withoutCode(cell, where, document) : undefined
}

function otherValue(
  cell: TableCell,
  where: Where,
  values: readonly string[],
  document: MarkdownDocument
): CellDeparture {
  const value = textOf(cell)
  return {
    kind: 'other value',
    ...where,
    value,
    values,
    place: narrowed(document, contentPlace(cell), value),
    actual: value,
    expected: valuesFor(value, values),
    isChoice: true
  }
}

/** Whether a cell is plain text that looks like a name in code. */
function isName({children}: TableCell): boolean {
  return children.every(({type}) => type === 'text') && /^[\w.[\]/-]+$/.test(textOf(children))
}

function withoutCode(cell: TableCell, where: Where, document: MarkdownDocument): CellDeparture {
  const place = contentPlace(cell)
  const source = document.source.slice(place?.start.offset, place?.end.offset)
  return {kind: 'no inline code', ...where, text: textOf(cell), place, actual: source, expected: [`\`${source}\``]}
}
