import type {TableCell, TableRow} from 'mdast'
import {recognised} from '../src/align/alignment.ts'
import type {MatchedColumn, TableAlignment} from '../src/align/columns.ts'
import {type Leftover, isTouched, leftoversBetween} from '../src/align/leftovers.ts'
import {nearMiss} from '../src/align/near-miss.ts'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {isToCome} from '../src/markdown/emptiness.ts'
import {contentPlace, lineOf, narrowed} from '../src/markdown/places.ts'
import {quote, quoteSome, textOf} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {singularsOf} from '../src/template/label-specs.ts'
import {boundOf} from '../src/template/directives.ts'
import {foldedText, headingPattern, headingText} from '../src/template/heading-pattern.ts'
import {withoutPlural} from '../src/template/name-forms.ts'
import {choiceIn, isAllowed, valuesFor, withoutBrackets} from '../src/template/reading.ts'
import type {FormRow, TableSpec} from '../src/template/schema.ts'

/** The cells of tables that are the template's, by the columns that they stand in, wherever these stand. */
export default defineRule(
  {
    id: 'table-cells',
    summary:
      'Cells with values that are not allowed, cells that are empty or missing, and rows that occur twice or not at all; under `strict`, also text where inline code is required',
    fixes: 'puts backticks around names, under `strict`',
    recommended: 'warn',
    strict: 'error',
    options: {code: false},
    strictOptions: {code: true}
  },
  ({alignment, document, leftovers}, {code}) =>
    recognised(alignment).flatMap((owner) => {
      const tables = alignment.tablesOf(owner)
      return tables.flatMap((table) => {
        const {start, end} = table.table.position ?? {}
        const own = leftoversBetween(leftovers, start?.offset ?? 0, end?.offset ?? 0)
        const left = new Set<unknown>(own.map(({candidate}) => candidate.node))
        const rows = table.rows.filter((row) => !left.has(row) && !isAnnounced(row))
        const inCells = table.isHtml
          ? []
          : [
              ...rows.flatMap((row) => [...missingCells(table, row), ...lostCells(table, row)]),
              ...table.matched.flatMap((column) => faultyCells(column, table, rows, {leftovers: own, document, code}))
            ]
        return [
          ...missingRows(table, tables),
          ...repeatedRows(table, rows, own),
          ...rows.flatMap((row) => faultyAnswer(table, row, {leftovers: own, document, code})),
          ...inCells
        ]
      })
    })
)

/** What the author has not replaced yet is told by `no-placeholders`. */
function isLeft({position}: TableCell, leftovers: readonly Leftover[]): boolean {
  return position?.start.offset !== undefined && isTouched(leftovers, position.start.offset, position.end.offset ?? -1)
}

/** Rows that are wanting; a form may be laid out as several tables. One that has none of its rows was made into a table of another kind. */
function missingRows(
  {spec, table, rows, isFirst}: TableAlignment,
  tables: readonly TableAlignment[]
): readonly Finding[] {
  const place = table.position?.end
  const count = rows.filter((row) => textOf(row) !== '').length
  if (count < spec.rows.min || count > (spec.rows.max ?? count)) {
    const wanted = boundOf(spec.rows, count)
    const reason =
      count === 0 ? `Missing rows, expected ${wanted}` : `Unexpected number of rows ${count}, expected ${wanted}`
    return [{place, subjects: ['number of rows'], reason, templateLine: spec.line}]
  }
  if (!isFirst || spec.formRows.length === 0) return []
  const keys = tables.filter((other) => other.spec === spec).flatMap((other) => other.rows.map((row) => keyOf(row)))
  const due = spec.formRows.filter(({name, isOptional}) => !isOptional && !keys.some((key) => areOneRow(name, key)))
  // Where many rows are others, the table was made one of another kind; names beside samples are samples themselves, often.
  const share = spec.formRows.every(({hasRoom}) => hasRoom) ? 2 : 3
  if (due.length * share > spec.formRows.length) return []
  const others = keys.filter((key) => !spec.formRows.some(({name}) => areOneRow(name, key)))
  return due
    .filter(({name}) => !others.some((key) => shareWord(name, key) || holdsName(key, name)))
    .map(({name}) => ({
      place,
      subjects: [`row ${name}`],
      reason: `Missing row ${quote(name)}, expected it in this table`,
      templateLine: spec.line
    }))
}

/** Whether a row's name has all of another's in it, in the plural as well: `Fast-burn alerts` for `Alert`, `Upper SLO` for `SLO`. */
function holdsName(key: string, name: string): boolean {
  const [held, wanted] = [key, name].map((text) =>
    foldedText(withoutBrackets(text))
      .split(/[^\p{L}\p{N}]+/u)
      .map((word) => withoutPlural(word))
      .join(' ')
      .trim()
  )
  return wanted !== '' && ` ${held} `.includes(` ${wanted} `)
}

/** Whether a row may be another's under a name of its own: `Other reviewers` for `Initial reviewers`. */
function shareWord(name: string, key: string): boolean {
  const words = foldedText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3)
  const others = new Set(foldedText(key).split(/[^\p{L}\p{N}]+/u))
  return words.some((word) => others.has(word))
}

function keyOf({children: [key]}: TableRow): string {
  return key ? textOf(key) : ''
}

/** Whether a row is the one of that name, be it in the plural, without brackets or a few letters off. */
function areOneRow(name: string, key: string): boolean {
  const [wanted, actual] = [name, key].map((text) => singularsOf(foldedText(withoutBrackets(text))))
  return (
    (wanted ?? []).some((text) => actual?.includes(text)) ||
    nearMiss(headingPattern(name, [], false), headingText(key)) !== undefined
  )
}

/** An answer of a form that is wanting or not among the allowed ones. */
function faultyAnswer(
  {spec, isHtml, rows}: TableAlignment,
  row: TableRow,
  {leftovers, document}: Context
): readonly Finding[] {
  const key = keyOf(row)
  const wanted = key === '' || isHtml ? undefined : formRowOf(key, spec, rows)
  const cell = row.children[1]
  if (!wanted || (cell && isLeft(cell, leftovers))) return []
  if (cell && cell.children.length > 0) return answerOutside(cell, wanted, spec, document)
  return wanted.isAnswerDue
    ? [
        {
          place: cell?.position ?? row.position?.end,
          subjects: [`value in row ${wanted.name}`],
          reason: `Missing value in row ${quote(wanted.name)}, expected text or a word on why there is none`,
          templateLine: spec.line
        }
      ]
    : []
}

/** The row of the template's form that a row is: by its name, or nearly, where no other has that. */
function formRowOf(key: string, {formRows}: TableSpec, rows: readonly TableRow[]): FormRow | undefined {
  return (
    formRows.find(({name}) => foldedText(name) === foldedText(key)) ??
    formRows.find(({name}) => areOneRow(name, key) && !rows.some((row) => foldedText(keyOf(row)) === foldedText(name)))
  )
}

function answerOutside(
  cell: TableCell,
  {name, values}: FormRow,
  {line}: TableSpec,
  document: MarkdownDocument
): readonly Finding[] {
  const text = textOf(cell)
  if (!values || choiceIn(text) || isToCome(text) || isAllowed(text, values)) return []
  const reason = `Unexpected value ${quote(text)} in row ${quote(name)}, expected ${values.map((value) => quote(value)).join(' or ')}`
  return [
    {
      place: narrowed(document, contentPlace(cell), text),
      subjects: [`value ${text} in row ${name}`],
      reason,
      actual: text,
      expected: valuesFor(text, values),
      isChoice: true,
      templateLine: line
    }
  ]
}

/** What stands behind the last column, which no reader sees. */
function lostCells({spec, table}: TableAlignment, row: TableRow): readonly Finding[] {
  const count = table.children[0]?.children.length ?? 0
  const lost = row.children.slice(count).filter((cell) => cell.children.length > 0)
  const [first] = lost
  if (!first) return []
  const start = contentPlace(first)?.start
  const end = lost.at(-1)
  const place = start && end ? {start, end: contentPlace(end)?.end ?? start} : row.position
  return [
    {
      place,
      subjects: [`cell ${textOf(lost)} behind the last column`],
      reason: `Unexpected cell ${quote(textOf(lost))} behind the last column, expected ${count} cells; a bar within a cell is written \`\\|\``,
      templateLine: spec.line
    }
  ]
}

function repeatedRows(
  {spec, matched}: TableAlignment,
  rows: readonly TableRow[],
  leftovers: readonly Leftover[]
): readonly Finding[] {
  const key = spec.hasKeys ? matched.find((column) => column.spec === spec.columns[0]) : undefined
  if (!key) return []
  const lines = new Map<string, number>()
  return rows.flatMap((row) => {
    const cell = row.children[key.index]
    const text = cell ? textOf(cell) : ''
    const first = lines.get(text)
    if (first === undefined) lines.set(text, lineOf(row))
    if (first === undefined || !cell || text === '' || isLeft(cell, leftovers)) return []
    return [
      {
        place: contentPlace(cell),
        subjects: [`second row ${text}`],
        reason: `Unexpected second row ${quote(text)}, expected it once, as in line ${first}`,
        actual: text,
        templateLine: spec.line
      }
    ]
  })
}

interface Context {
  readonly leftovers: readonly Leftover[]
  readonly document: MarkdownDocument
  readonly code: boolean
}

function faultyCells(
  column: MatchedColumn,
  {spec}: TableAlignment,
  rows: readonly TableRow[],
  {leftovers, document, code}: Context
): readonly Finding[] {
  return rows.flatMap((row, rank) => {
    const cell = row.children[column.index]
    // A blank row lacks no value, and a blank first cell goes on with what stands above it.
    if (!cell || (cell.children.length === 0 && (textOf(row) === '' || (column.index === 0 && rank > 0)))) return []
    const fault = !isLeft(cell, leftovers) && faultOf(cell, column, document, code)
    return fault ? [{...fault, templateLine: spec.line}] : []
  })
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

/** A row that ends too early lacks all cells behind its end: one fault. */
function missingCells({matched, spec}: TableAlignment, row: TableRow): readonly Finding[] {
  if (textOf(row) === '') return []
  const columns = matched.filter(({index, spec: {isFilled}}) => isFilled && index >= row.children.length)
  if (columns.length === 0) return []
  const names = columns.map((column) => column.spec.heading.name)
  const [what, where] = columns.length === 1 ? ['cell', 'column'] : ['cells', 'columns']
  return [
    {
      place: row.position?.end,
      subjects: names.slice(0, mostNamed).map((name) => `cell in column ${name}`),
      reason: `Missing ${what} in ${where} ${quoteSome(names, mostNamed)}, expected one in each row`,
      templateLine: spec.line
    }
  ]
}

/** Of more columns that a row does without, only so many are named: each of many rows may lack many. */
const mostNamed = 20

function faultOf(
  cell: TableCell,
  {spec}: MatchedColumn,
  document: MarkdownDocument,
  code: boolean
): Finding | undefined {
  const {heading, values, isFilled, mayBeBlank, isCode} = spec
  const text = textOf(cell)
  if (cell.children.length === 0) {
    return isFilled && !mayBeBlank
      ? {
          place: cell.position,
          subjects: [`value in column ${heading.name}`],
          reason: `Missing value in column ${quote(heading.name)}, expected text or a word on why there is none`
        }
      : undefined
  }
  if (values && !isToCome(text) && !isAllowed(text, values)) {
    const reason = `Unexpected value ${quote(text)} in column ${quote(heading.name)}, expected ${values.map((value) => quote(value)).join(' or ')}`
    return {
      place: narrowed(document, contentPlace(cell), text),
      subjects: [`value ${text} in column ${heading.name}`],
      reason,
      actual: text,
      expected: valuesFor(text, values),
      isChoice: true
    }
  }
  return code && isCode && isName(cell) ? codeWanted(cell, heading.name, document) : undefined
}

/** Whether a cell is plain text that looks like a name in code. */
function isName({children}: TableCell): boolean {
  return children.every(({type}) => type === 'text') && /^[\w.[\]/-]+$/.test(textOf(children))
}

function codeWanted(cell: TableCell, column: string, document: MarkdownDocument): Finding {
  const place = contentPlace(cell)
  const source = document.source.slice(place?.start.offset, place?.end.offset)
  return {
    place,
    subjects: [`text ${textOf(cell)} in column ${column}`],
    reason: `Unexpected text ${quote(textOf(cell))} in column ${quote(column)}, expected inline code`,
    actual: source,
    expected: [`\`${source}\``]
  }
}
