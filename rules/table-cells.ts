import type {TableCell, TableRow} from 'mdast'
import type {MatchedColumn, TableAlignment} from '../src/align/columns.ts'
import {type Leftover, isTouched, leftoversBetween} from '../src/align/leftovers.ts'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {contentPlace, lineOf, narrowed} from '../src/markdown/places.ts'
import {quote, quoteAll, textOf} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {isAllowed} from '../src/template/choices.ts'
import {boundOf} from '../src/template/directives.ts'
import {foldedText} from '../src/template/heading-pattern.ts'

/** The cells of tables that are the template's, by the columns that they stand in, wherever these stand. */
export default defineRule(
  {
    id: 'table-cells',
    summary: 'Cells outside the allowed values, empty or missing ones, rows that stand twice or not at all; under `strict` also text where inline code is due',
    recommended: 'warn',
    strict: 'error',
    options: {code: false},
    strictOptions: {code: true}
  },
  ({alignment, document, leftovers}, {code}) =>
    document.nodes('table').flatMap((located) => {
      const table = alignment.tableOf(located)
      if (!table) return []
      const {start, end} = located.node.position ?? {}
      const own = leftoversBetween(leftovers, start?.offset ?? 0, end?.offset ?? 0)
      const left = new Set<unknown>(own.map(({candidate}) => candidate.node))
      const rows = located.node.children.slice(1).filter((row) => !left.has(row))
      return [...missingRows(table), ...repeatedRows(table, rows, own), ...rows.flatMap((row) => missingCells(table, row)), ...table.matched.flatMap((column) => faultyCells(column, table, rows, {leftovers: own, document, code}))]
    })
)

/** What the author has not replaced yet is told by `no-placeholders`. */
function isLeft({position}: TableCell, leftovers: readonly Leftover[]): boolean {
  return position?.start.offset !== undefined && isTouched(leftovers, position.start.offset, position.end.offset ?? -1)
}

function missingRows({spec, table}: TableAlignment): readonly Finding[] {
  const place = table.position?.end
  const count = table.children.length - 1
  const keys = new Set(table.children.slice(1).map(({children}) => foldedText(textOf(children[0] ?? []))))
  const due = spec.formRows.filter((key) => !keys.has(foldedText(key)))
  if (count >= spec.rows.min && count <= (spec.rows.max ?? count)) {
    return due.map((key) => ({place, reason: `Missing row ${quote(key)}, expected it in this table`, templateLine: spec.line}))
  }
  const wanted = boundOf(spec.rows, count)
  const reason = count === 0 ? `Missing rows, expected ${wanted}` : `Unexpected number of rows ${count}, expected ${wanted}`
  return [{place, reason, templateLine: spec.line}]
}

function repeatedRows({spec, matched}: TableAlignment, rows: readonly TableRow[], leftovers: readonly Leftover[]): readonly Finding[] {
  const key = spec.hasKeys ? matched.find((column) => column.spec === spec.columns[0]) : undefined
  if (!key) return []
  const lines = new Map<string, number>()
  return rows.flatMap((row) => {
    const cell = row.children[key.index]
    const text = cell ? textOf(cell) : ''
    const first = lines.get(text)
    if (first === undefined) lines.set(text, lineOf(row))
    if (first === undefined || !cell || text === '' || isLeft(cell, leftovers)) return []
    return [{place: contentPlace(cell), reason: `Unexpected second row ${quote(text)}, expected it once, as in line ${first}`, actual: text, templateLine: spec.line}]
  })
}

interface Context {
  readonly leftovers: readonly Leftover[]
  readonly document: MarkdownDocument
  readonly code: boolean
}

function faultyCells(column: MatchedColumn, {spec}: TableAlignment, rows: readonly TableRow[], {leftovers, document, code}: Context): readonly Finding[] {
  return rows.flatMap((row) => {
    const cell = row.children[column.index]
    const fault = cell && !isLeft(cell, leftovers) && faultOf(cell, column, document, code)
    return fault ? [{...fault, templateLine: spec.line}] : []
  })
}

/** A row that ends too early lacks all cells behind its end: one fault. */
function missingCells({matched, spec}: TableAlignment, row: TableRow): readonly Finding[] {
  const columns = matched.filter(({index, spec: {isFilled}}) => isFilled && index >= row.children.length)
  if (columns.length === 0) return []
  const names = quoteAll(columns.map((column) => column.spec.heading.name))
  const [what, where] = columns.length === 1 ? ['cell', 'column'] : ['cells', 'columns']
  return [{place: row.position?.end, reason: `Missing ${what} in ${where} ${names}, expected one in each row`, templateLine: spec.line}]
}

function faultOf(cell: TableCell, {spec}: MatchedColumn, document: MarkdownDocument, code: boolean): Finding | undefined {
  const {heading, values, isFilled, isCode} = spec
  const text = textOf(cell)
  if (cell.children.length === 0) {
    return isFilled ? {place: cell.position, reason: `Missing value in column ${quote(heading.name)}, expected text or a word on why there is none`} : undefined
  }
  if (values && !isAllowed(text, values)) {
    const reason = `Unexpected value ${quote(text)} in column ${quote(heading.name)}, expected ${values.map((value) => quote(value)).join(' or ')}`
    return {place: narrowed(document, contentPlace(cell), text), reason, actual: text, expected: values}
  }
  const isText = cell.children.every(({type}) => type === 'text')
  if (!code || !isCode || !isText || !/^[\w.[\]/-]+$/.test(text)) return undefined
  const source = document.source.slice(contentPlace(cell)?.start.offset, contentPlace(cell)?.end.offset)
  return {place: contentPlace(cell), reason: `Unexpected text ${quote(text)} in column ${quote(heading.name)}, expected inline code`, actual: source, expected: [`\`${source}\``]}
}
