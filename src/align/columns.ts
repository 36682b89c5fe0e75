import type {Table, TableCell} from 'mdast'
import {textOf} from '../markdown/text.ts'
import {type HeadingText, fitsPattern, headingText, isOpen} from '../template/heading-pattern.ts'
import type {ColumnSpec, TableSpec} from '../template/schema.ts'
import {longestIncreasingSubsequence} from './longest-increasing-subsequence.ts'
import {type Misspelling, nearMiss} from './near-miss.ts'

/** A column of a document's table that is a column of the template's. */
export interface MatchedColumn {
  readonly spec: ColumnSpec
  readonly cell: TableCell
  /** Its position in the document's table, from 0. */
  readonly index: number
  readonly misspelt?: Misspelling
  /** Whether it stands where the template's order has it, seen from most of the others. */
  readonly isInOrder: boolean
}

/** Which column of a table is which of the template's. */
export interface TableAlignment {
  readonly spec: TableSpec
  readonly table: Table
  /** In the template's order. */
  readonly matched: readonly MatchedColumn[]
  readonly missing: readonly ColumnSpec[]
  readonly extra: readonly TableCell[]
}

interface Header {
  readonly cell: TableCell
  readonly heading: HeadingText
}

type Pairs = ReadonlyMap<ColumnSpec, Header & {readonly misspelt?: Misspelling}>

/**
 * Lay a table on that table of the template which has most of its columns.
 *
 * @returns Undefined for a table that is none of them: neither the first column nor half of all are there.
 */
export function alignTable(table: Table, specs: readonly TableSpec[]): TableAlignment | undefined {
  if (specs.length === 0) return undefined
  const headers = (table.children[0]?.children ?? []).map((cell) => ({cell, heading: headingText(textOf(cell))}))
  const best = bestOf(specs, headers)
  if (!best) return undefined
  const {spec, pairs} = best
  const present = spec.columns.flatMap((column) => {
    const pair = pairs.get(column)
    return pair ? [{spec: column, ...pair}] : []
  })
  const ranks = new Map(headers.map(({cell}, rank) => [cell, rank]))
  const rankOf = (cell: TableCell) => ranks.get(cell) ?? -1
  const kept = new Set(longestIncreasingSubsequence(present.map(({cell}) => rankOf(cell))))
  const taken = new Set(present.map(({cell}) => cell))
  return {
    spec,
    table,
    matched: present.map(({spec: column, cell, misspelt}, rank) => ({
      spec: column,
      cell,
      index: rankOf(cell),
      ...(misspelt && {misspelt}),
      isInOrder: kept.has(rank)
    })),
    missing: spec.columns.filter((column) => !pairs.has(column)),
    extra: headers.map(({cell}) => cell).filter((cell) => !taken.has(cell))
  }
}

/** The table with most of the columns; where one has all that are there, the others need not be looked at closely. */
function bestOf(specs: readonly TableSpec[], headers: readonly Header[]): {readonly spec: TableSpec; readonly pairs: Pairs} | undefined {
  const byName = new Map<string, Header[]>()
  for (const header of headers) {
    const same = byName.get(header.heading.folded)
    if (same) same.push(header)
    else byName.set(header.heading.folded, [header])
  }
  const exact = specs.map((spec) => ({spec, pairs: pairExact(spec.columns, headers, byName)}))
  const whole = exact.find(({spec, pairs}) => pairs.size === headers.length && isSameTable(spec, pairs))
  if (whole) return whole
  const candidates = exact.map(({spec, pairs}) => ({spec, pairs: pairNear(spec.columns, headers, pairs)})).filter(({spec, pairs}) => isSameTable(spec, pairs))
  return candidates.toSorted((a, b) => exactPairs(b.pairs) - exactPairs(a.pairs) || b.pairs.size - a.pairs.size)[0]
}

function pairExact(columns: readonly ColumnSpec[], headers: readonly Header[], byName: ReadonlyMap<string, readonly Header[]>): Pairs {
  const pairs = new Map<ColumnSpec, Header>()
  const taken = new Set<Header>()
  for (const column of columns) {
    const candidates = isOpen(column.heading) ? headers : (byName.get(column.heading.folded) ?? [])
    const header = candidates.find((candidate) => !taken.has(candidate) && fitsPattern(column.heading, candidate.heading))
    if (!header) continue
    pairs.set(column, header)
    taken.add(header)
  }
  return pairs
}

/** The headers of a wider table are not compared letter by letter. */
const mostColumns = 100

/** Names a few letters off, nearest first, beside those that are exact. */
function pairNear(columns: readonly ColumnSpec[], headers: readonly Header[], exact: Pairs): Pairs {
  if (headers.length > mostColumns) return exact
  const pairs = new Map(exact)
  const taken = new Set([...exact.values()].map(({cell}) => cell))
  const free = new Set(headers.filter(({cell}) => !taken.has(cell)))
  const near = columns
    .filter((column) => !pairs.has(column))
    .flatMap((column) => [...free].flatMap((header) => ({column, header, miss: nearMiss(column.heading, header.heading)})))
    .toSorted((a, b) => (a.miss?.cost ?? 0) - (b.miss?.cost ?? 0))
  for (const {column, header, miss} of near) {
    if (!miss || pairs.has(column) || !free.delete(header)) continue
    const {replacement} = miss
    pairs.set(column, {...header, misspelt: replacement === undefined ? {} : {replacement}})
  }
  return pairs
}

function exactPairs(pairs: Pairs): number {
  return [...pairs.values()].filter(({misspelt}) => !misspelt).length
}

function isSameTable({columns}: TableSpec, pairs: Pairs): boolean {
  const [key] = columns
  return pairs.size * 2 >= columns.length || (key !== undefined && pairs.has(key) && !pairs.get(key)?.misspelt)
}
