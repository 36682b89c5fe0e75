import type {TableCell} from 'mdast'
import {grouped} from '../grouped.ts'
import {textOf} from '../markdown/text.ts'
import {type HeadingText, fitsPattern, foldedText, isOpen} from '../template/heading-pattern.ts'
import {areInflected, isAlsoNamed, withoutPlural} from '../template/name-variants.ts'
import type {ColumnSpec} from '../template/schema.ts'
import {type Misspelling, nearMiss} from './near-miss.ts'
import {areOpposites} from './opposites.ts'

export interface Header {
  readonly cell: TableCell
  readonly heading: HeadingText
}

export type Pairs = ReadonlyMap<ColumnSpec, Header & {readonly misspelt?: Misspelling & {readonly cost: number}}>

export function pairByPlace(columns: readonly ColumnSpec[], headers: readonly Header[]): Pairs {
  return new Map(columns.flatMap((column, index) => (headers[index] ? [[column, headers[index]] as const] : [])))
}

/** The headers of a table with more columns are not compared letter by letter. */
const mostColumns = 100

/** Pair exact names first, then names a few letters off, nearest first. A column without a name is paired by its position. */
export function pairColumns(columns: readonly ColumnSpec[], headers: readonly Header[]): Pairs {
  const pairs = new Map<ColumnSpec, Header & {misspelt?: Misspelling & {cost: number}}>()
  const free = new Set(headers)
  const pair = (column: ColumnSpec, header: Header | undefined, misspelt?: Misspelling & {cost: number}) => {
    if (header && free.delete(header)) pairs.set(column, {...header, ...(misspelt && {misspelt})})
  }
  const byName = grouped(headers, ({heading}) => [heading.folded])
  for (const column of columns) {
    const candidates = isOpen(column.heading) ? headers : (byName.get(column.heading.folded) ?? [])
    pair(
      column,
      candidates.find((header) => free.has(header) && fitsPattern(column.heading, header.heading))
    )
  }
  for (const [index, column] of columns.entries()) {
    if (column.heading.name === '' && !pairs.has(column)) pair(column, headers[index])
  }
  const open = () =>
    headers.length > mostColumns ? [] : columns.filter((column) => !pairs.has(column) && column.heading.name !== '')
  for (const column of open())
    pair(
      column,
      headers.find(
        (header) =>
          free.has(header) &&
          (areOneName(column.heading.folded, header.heading.folded) ||
            isWithCode(column.heading.folded, header.cell) ||
            isWithUnit(column.heading, header.heading))
      )
    )
  for (const column of open())
    pair(
      column,
      headers.find((header) => free.has(header) && saysMoreExactly(column.heading.folded, header.heading.folded))
    )
  for (const {column, header, miss} of nearColumns(open(), [...free])) {
    if (!pairs.has(column))
      pair(column, header, {cost: miss.cost, ...(miss.replacement !== undefined && {replacement: miss.replacement})})
  }
  return pairs
}

/** Whether two headers are the same name; as for labels, singular and plural are equal: `Source`, `Sources`; `Autor principal`, `Autores principales`. */
function areOneName(expected: string, actual: string): boolean {
  return (
    isAlsoNamed(expected, actual) ||
    withoutPlural(expected) === withoutPlural(actual) ||
    // A single word may be another with such an ending.
    (expected.includes(' ') && areInflected(expected, actual))
  )
}

/** Whether a header is the name followed by code that qualifies it: ``Heat `lid` ``. */
function isWithCode(expected: string, {children}: TableCell): boolean {
  const last = children.at(-1)
  return children.length > 1 && last?.type === 'inlineCode' && foldedText(textOf(children.slice(0, -1))) === expected
}

/** Whether a header is the name followed by a unit or a word in capitals: `Time UTC`, `Price EUR`. */
function isWithUnit({skeleton, folded}: ColumnSpec['heading'], header: HeadingText): boolean {
  return (
    header.folded.startsWith(`${folded} `) && unit.test(header.exact.slice(skeleton.length + 1)) && folded.length > 1
  )
}

const unit = /^(?:\p{Lu}{2,5}|[%°€$£¥]\p{Alpha}?|ms|s|min|h|kg|g|t|km|m|cm|mm|l|ml|k?W|kWh|[kMGT]i?B)$/u

/**
 * Whether a header starts with a name's first word and has the others in order, with words of the author between or after
 * them: `Kiln / outdoor log`, `Expected heat in cones`.
 */
function saysMoreExactly(expected: string, actual: string): boolean {
  const [words, given] = [expected.split(' '), actual.split(' ')]
  if (words.length < fewestWords || given.length > words.length * 3 || areOpposites(expected, actual)) return false
  let next = 0
  for (const word of given) {
    if (word === words[next]) next++
    else if (next === 0) return false
  }
  return next === words.length
}

/** A single word may mean something else with others: `Name`, `Name server`. */
const fewestWords = 2

/** Pairs of columns and headers with similar names, nearest first. */
function nearColumns(columns: readonly ColumnSpec[], headers: readonly Header[]) {
  return columns
    .flatMap((column) =>
      headers.flatMap((header) => {
        const miss = nearMiss(column.heading, header.heading)
        return miss ? [{column, header, miss}] : []
      })
    )
    .toSorted((a, b) => a.miss.cost - b.miss.cost)
}
