import type {PhrasingContent, Table, TableCell} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import {type Directive, occurrenceIn} from './directives.ts'
import {headingPattern} from './heading-pattern.ts'
import {delimitedIn, placeholdersIn} from './placeholder-scan.ts'
import {isPlaceholderUrl} from './placeholders.ts'
import {areSeries, closedValues} from './reading.ts'
import type {ColumnSpec, TableSpec} from './schema.ts'

/** What a table of a template demands. */
export function readTable(table: Table, template: MarkdownDocument, directives: readonly Directive[]): TableSpec {
  const [header, ...rows] = table.children
  const cellsOf = (column: number) => rows.flatMap((row) => row.children[column] ?? [])
  const columns = (header?.children ?? []).map((cell, index) => readColumn(cell, cellsOf(index), template))
  const values = directives.flatMap((directive) => (directive.type === 'values' ? [directive.values] : []))[0]
  return {
    line: lineOf(table),
    columns: columns.map((column, index) => (values && cellsOf(index).some((cell) => values.includes(textOf(cell))) ? {...column, values} : column)),
    hasKeys: isKeyColumn(cellsOf(0), template),
    formRows: isForm(table, template) ? cellsOf(0).map((cell) => textOf(cell)) : [],
    isOptional: directives.some(({type}) => type === 'optional'),
    rows: occurrenceIn(directives) ?? {min: 1}
  }
}

function readColumn(header: TableCell, cells: readonly TableCell[], template: MarkdownDocument): ColumnSpec {
  const placeholders = placeholdersIn(template.source, header).map(({text}) => text)
  const choices = cells.map((cell) => closedValues(textOf(cell)))
  const [values] = choices
  const isChoice = values !== undefined && choices.every((choice) => choice?.join('|') === values.join('|'))
  return {
    heading: headingPattern(textOf(header), placeholders, false),
    ...(isChoice && {values}),
    isFilled: cells.length > 0 && cells.every((cell) => textOf(cell) !== ''),
    isCode: cells.length > 0 && cells.every(({children}) => children.length === 1 && children[0]?.type === 'inlineCode')
  }
}

/** Samples that differ from row to row: `VAR_1`, `VAR_2`. */
function isKeyColumn(cells: readonly TableCell[], template: MarkdownDocument): boolean {
  const texts = cells.map((cell) => textOf(cell))
  const areSamples = areSeries(texts) || cells.every((cell) => isToReplace(cell, template))
  return texts.length > 1 && new Set(texts).size === texts.length && areSamples
}

/**
 * Whether a table is a form: its first column names what is due, and beside each name there is room for an answer,
 * empty, a placeholder or the same words in all rows.
 */
function isForm(table: Table, template: MarkdownDocument): boolean {
  const rows = table.children.slice(1)
  const keys = rows.flatMap((row) => row.children[0] ?? [])
  if (rows.length < 2 || keys.length < rows.length || !keys.every((cell) => isName(cell, template)) || areSeries(keys.map((cell) => textOf(cell)))) return false
  const answers = rows.flatMap((row) => row.children.slice(1))
  const texts = new Set(answers.map((cell) => textOf(cell)))
  const isEmpty = texts.size === 1 && texts.has('')
  const isPair = table.children[0]?.children.length === 2
  return isEmpty || (isPair && (texts.size === 1 || answers.every((cell) => isToReplace(cell, template))))
}

/** Whether a cell names something, not by a number and not by a placeholder. */
function isName(cell: TableCell, template: MarkdownDocument): boolean {
  return !isToReplace(cell, template) && !/^(?:#?\d+\.?)?$/.test(textOf(cell))
}

/** Whether a cell has a placeholder in its text, in code or as the target of a link. */
function isToReplace(cell: TableCell, template: MarkdownDocument): boolean {
  return placeholdersIn(template.source, cell).length > 0 || cell.children.some((child) => standsForAnother(child))
}

function standsForAnother(node: PhrasingContent): boolean {
  return (node.type === 'inlineCode' && delimitedIn(node.value).length > 0) || (node.type === 'link' && isPlaceholderUrl(node.url))
}

/** The tables of a section, those with the same columns as one: the number of samples is never a count. */
export function withoutTwins(tables: readonly TableSpec[]): readonly TableSpec[] {
  const specs: TableSpec[] = []
  for (const table of tables) {
    const twin = specs.findIndex((other) => columnNames(other) === columnNames(table))
    const first = specs[twin]
    if (first) specs[twin] = inCommon(first, table)
    else specs.push(table)
  }
  return specs
}

function columnNames({columns}: TableSpec): string {
  return columns.map(({heading}) => heading.folded).join('|')
}

function areSame(texts: readonly string[], others: readonly string[] | undefined): boolean {
  return texts.join('|') === others?.join('|')
}

/** What two samples of a table both demand. */
function inCommon(first: TableSpec, second: TableSpec): TableSpec {
  return {
    ...first,
    columns: first.columns.map(({heading, isFilled, isCode, values}, index) => {
      const other = second.columns[index]
      return {
        heading,
        isFilled: isFilled && other?.isFilled === true,
        isCode: isCode && other?.isCode === true,
        ...(values && areSame(values, other?.values) && {values})
      }
    }),
    hasKeys: first.hasKeys && second.hasKeys,
    formRows: areSame(first.formRows, second.formRows) ? first.formRows : [],
    isOptional: first.isOptional && second.isOptional,
    rows: {min: Math.min(first.rows.min, second.rows.min), ...(first.rows.max !== undefined && second.rows.max !== undefined && {max: Math.max(first.rows.max, second.rows.max)})}
  }
}
