import type {Table, TableCell, TableRow} from 'mdast'
import {grouped} from '../grouped.ts'
import {headingTextOf} from '../markdown/read-document.ts'
import {type LocatedTable, bodyRows} from '../markdown/tables.ts'
import {textOf} from '../markdown/text.ts'
import {foldedText, headingText} from '../template/heading-pattern.ts'
import type {ColumnSpec, TableSpec} from '../template/schema.ts'
import {type Header, type Pairs, pairByPlace, pairColumns} from './column-pairing.ts'
import {longestIncreasingSubsequence} from './longest-increasing-subsequence.ts'
import type {Misspelling} from './near-miss.ts'

/** A column of a document's table that is a column of the template's. */
export interface MatchedColumn {
  readonly spec: ColumnSpec
  readonly cell: TableCell
  /** Its position in the document's table, from 0. */
  readonly index: number
  readonly misspelt?: Misspelling
  /** Whether it is in the template's order, relative to most of the others. */
  readonly isInOrder: boolean
}

/** Which column of a table is which of the template's. */
export interface TableAlignment {
  readonly spec: TableSpec
  readonly table: Table
  /** Its rows below the header. If the template leaves the header blank but the document does not, the header, too. */
  readonly rows: readonly TableRow[]
  /** Whether it is an HTML table, whose cells may be merged, so that their columns are uncertain. */
  readonly isHtml: boolean
  /** Whether it is the best match of the tables that are this one of the template. */
  readonly isFirst: boolean
  /** Whether it has so few of the columns that only its place says which table it is. */
  readonly isByPlace?: true
  /** In the template's order. */
  readonly matched: readonly MatchedColumn[]
  readonly missing: readonly ColumnSpec[]
  readonly extra: readonly TableCell[]
}

/** How well a table fits one of the template's. */
interface Fit {
  readonly spec: TableSpec
  readonly pairs: Pairs
  /** From 0 to 1, the share of the columns that are present; 2 if all are, 3 if there are no others as well. */
  readonly quality: number
  /** Whether a table of the author's own would hardly look like this: it has all of the columns, or half of them and no other. */
  readonly isCertain: boolean
}

interface LocatedFit extends Fit {
  readonly table: LocatedTable
}

/**
 * Align tables with those of the template: the pairs that fit best first, each table of the template once. A table that is
 * left over is matched a second time only if it is certain and, where another beside it has all of the columns, has them all, too;
 * any other is the author's own.
 *
 * @param tables The tables of a section and of the unknown sections below it.
 * @returns In the order of `tables`.
 */
export function alignTables(tables: readonly LocatedTable[], specs: readonly TableSpec[]): readonly TableAlignment[] {
  if (specs.length === 0 || tables.length === 0) return []
  const isOnly = specs.length === 1 && tables.length === 1
  const specsFor = tables.length * specs.length > mostPairs ? specsByHeader(specs) : () => specs
  const fits = tables
    .flatMap((table) => fitsOf(table.node, specsFor, isOnly).map((fit) => ({...fit, table})))
    .toSorted((a, b) => b.quality - a.quality)
  const chosen = new Map<LocatedTable, Fit>()
  const met = new Map<TableSpec, LocatedFit>()
  for (const fit of fits) {
    if (chosen.has(fit.table) || met.has(fit.spec)) continue
    chosen.set(fit.table, fit)
    met.set(fit.spec, fit)
  }
  for (const fit of fits) {
    if (!chosen.has(fit.table) && fit.isCertain && !isBesideComplete(fit, met.get(fit.spec))) chosen.set(fit.table, fit)
  }
  const byPlace = fitsByPlace(
    tables.filter((table) => !chosen.has(table)),
    specs.filter((spec) => !met.has(spec))
  )
  return tables.flatMap((table) => {
    const fit = chosen.get(table)
    if (fit) return [alignedBy(fit, table, met.get(fit.spec)?.table === table)]
    const other = byPlace.get(table)
    return other ? [{...alignedBy(other, table, other.isFirst), isByPlace: true as const}] : []
  })
}

/**
 * The only table that is left of the template, and the only one that is left of a section, if they share half of the columns,
 * or a third with the first, which says what the rows are; also several that are alike.
 */
function fitsByPlace(
  tables: readonly LocatedTable[],
  specs: readonly TableSpec[]
): ReadonlyMap<LocatedTable, Fit & {readonly isFirst: boolean}> {
  const [spec, ...others] = specs.filter(({isOptional}) => !isOptional)
  if (!spec || others.length > 0 || tables.length > mostAlike || isBlank(spec) || isPair(spec)) return new Map()
  const like = tables.flatMap((table) => {
    const headers = headersOf(table.node)
    const pairs = pairColumns(spec.columns, headers)
    const shared = spec.columns.filter((column) => weightOf(pairs.get(column)) === 1)
    const least = spec.columns.length / (shared[0] === spec.columns[0] ? 3 : 2)
    return shared.length >= least ? [{table, pairs, header: headerOf(headers)}] : []
  })
  return like.every(({header}) => header === like[0]?.header)
    ? new Map(
        like.map(({table, pairs}, index) => [table, {spec, pairs, quality: 0, isCertain: false, isFirst: index === 0}])
      )
    : new Map()
}

/** Whether a table lacks columns that another directly in its section, without a heading between the two, has all. */
function isBesideComplete(fit: LocatedFit, first: LocatedFit | undefined): boolean {
  return fit.quality < allThere && first?.table.section === fit.table.section && first.quality >= allThere
}

/** Beyond this many pairs, a table is compared only with the template's tables that have the same header row. */
const mostPairs = 10_000

/** Returns a function that finds the tables of the template with a given header row. */
function specsByHeader(specs: readonly TableSpec[]): (headers: readonly Header[]) => readonly TableSpec[] {
  const byHeader = grouped(specs, ({columns}) => [headerOf(columns)])
  return (headers) => (byHeader.get(headerOf(headers)) ?? []).slice(0, mostAlike)
}

function headerOf(columns: ReadonlyArray<{readonly heading: {readonly folded: string}}>): string {
  return columns.map(({heading}) => heading.folded).join('\n')
}

/** A table is compared with at most this many tables of the template that share a header row. */
const mostAlike = 20

const allThere = 2

const noOthers = 3

function alignedBy({spec, pairs}: Fit, {node: table, html}: LocatedTable, isFirst: boolean): TableAlignment {
  const headers = table.children[0]?.children ?? []
  const present = spec.columns.flatMap((column) => {
    const pair = pairs.get(column)
    return pair ? [{spec: column, ...pair}] : []
  })
  const ranks = new Map(headers.map((cell, rank) => [cell, rank]))
  const rankOf = (cell: TableCell) => ranks.get(cell) ?? -1
  const kept = new Set(longestIncreasingSubsequence(present.map(({cell}) => rankOf(cell))))
  const taken = new Set(present.map(({cell}) => cell))
  const header = table.children[0]
  return {
    spec,
    table,
    rows: [...(header && isBlank(spec) && textOf(header) !== '' ? [header] : []), ...bodyRows(table)],
    isHtml: html !== undefined,
    isFirst,
    matched: present.map(({spec: column, cell, misspelt}, rank) => ({
      spec: column,
      cell,
      index: rankOf(cell),
      ...(misspelt && {misspelt}),
      isInOrder: kept.has(rank)
    })),
    missing: spec.columns.filter((column) => !column.isOptional && !pairs.has(column)),
    extra:
      isBlank(spec) || spec.columns.some(({isOfSeries}) => isOfSeries) ? [] : headers.filter((cell) => !taken.has(cell))
  }
}

/** Whether the template names none of a table's columns. */
function isBlank({columns}: TableSpec): boolean {
  return columns.every(({heading}) => heading.name === '')
}

function fitsOf(
  table: Table,
  specsFor: (headers: readonly Header[]) => readonly TableSpec[],
  isOnly: boolean
): readonly Fit[] {
  const headers = headersOf(table)
  return specsFor(headers).flatMap((spec) => {
    const byPlace = isBlank(spec) || (isPair(spec) && headers.length === 2 && rowQuality(table, spec) >= 0.5)
    const pairs = byPlace ? pairByPlace(spec.columns, headers) : pairColumns(spec.columns, headers)
    const quality = byPlace ? rowQuality(table, spec) : columnQuality(spec, pairs, headers, isOnly)
    return quality > 0
      ? [{spec, pairs, quality, isCertain: quality >= allThere || (quality >= 0.5 && hasNoOthers(pairs, headers))}]
      : []
  })
}

function headersOf(table: Table): readonly Header[] {
  return (table.children[0]?.children ?? []).map((cell) => ({cell, heading: headingText(headingTextOf(cell))}))
}

/** Whether a table is a form of names and answers, which is recognised by its rows, whatever its columns are called. */
function isPair({columns, formRows}: TableSpec): boolean {
  return columns.length === 2 && formRows.length > 0
}

/** The quality of a table without column names: by its rows, or by the number of its columns if the template names no rows either. */
function rowQuality(table: Table, {columns, formRows}: TableSpec): number {
  const hasPlace = table.children[0]?.children.length === columns.length
  if (formRows.length === 0) return hasPlace ? 1 : 0
  const keys = new Set(table.children.map(({children: [key]}) => foldedText(key ? textOf(key) : '')))
  const present = formRows.filter(({name}) => keys.has(foldedText(name))).length
  return present === formRows.length ? noOthers : present / formRows.length
}

/** Names a few letters off count in full, other near misses half. A share of one half is enough only with the first column, which says what the rows are, or for the only table. */
function columnQuality({columns}: TableSpec, pairs: Pairs, headers: readonly Header[], isOnly: boolean): number {
  const required = columns.filter(({isOptional}) => !isOptional)
  if (required.length === 0) return pairs.size === headers.length ? noOthers : pairs.size / headers.length
  const share = required.reduce((sum, column) => sum + weightOf(pairs.get(column)), 0) / required.length
  if (share === 1) return hasNoOthers(pairs, headers) ? noOthers : allThere
  const isKnown = isOnly || (columns[0] !== undefined && weightOf(pairs.get(columns[0])) === 1)
  return share > 0.5 || (isKnown && share === 0.5) ? share : 0
}

function hasNoOthers(pairs: Pairs, headers: readonly Header[]): boolean {
  return headers.length === pairs.size && [...pairs.values()].every(({misspelt}) => !misspelt)
}

function weightOf(pair: ReturnType<Pairs['get']>): number {
  if (!pair) return 0
  return !pair.misspelt || (pair.misspelt.cost < 1 && pair.misspelt.replacement !== undefined) ? 1 : 0.5
}
