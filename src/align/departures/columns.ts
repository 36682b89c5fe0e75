import type {Table, TableCell} from 'mdast'
import type {MarkdownDocument} from '../../markdown/document.ts'
import {grouped} from '../../grouped.ts'
import {contentPlace, isPlain, narrowed} from '../../markdown/places.ts'
import {textOf} from '../../markdown/text.ts'
import {isOpen} from '../../template/heading-pattern.ts'
import type {ColumnSpec} from '../../template/schema.ts'
import {columnToInsert, columnToMove} from '../column-text.ts'
import type {MatchedColumn, TableAlignment} from '../table-pairing.ts'
import {neighbourFinder} from '../neighbours.ts'
import type {Between, Departure} from './departure.ts'

/** A column that differs from the template. */
export type ColumnDeparture = Departure & {
  /** Its name in the template; the name of an extra column is that in the document. */
  readonly name: string
} & (
    | {readonly kind: 'misspelt'; readonly written: string; readonly wanted: string}
    | (Between & {readonly kind: 'missing'; readonly perhaps: string | undefined})
    | (Between & {readonly kind: 'several missing'; readonly names: readonly string[]})
    | (Between & {readonly kind: 'out of order'})
    | {readonly kind: 'extra'}
  )

/**
 * Compare the columns of a table with those of the template.
 *
 * @param exact Whether the order of columns counts, and columns that the template does not have.
 */
export function columnDepartures(
  table: TableAlignment,
  document: MarkdownDocument,
  exact: boolean
): readonly ColumnDeparture[] {
  return [
    ...misspeltColumns(table, document),
    ...(table.isByPlace ? columnsOfOtherTable(table) : missingColumns(table, document)),
    ...(exact ? [...unorderedColumns(table, document), ...extraColumns(table)] : [])
  ]
}

/** Columns whose headers are written differently than in the template. */
function misspeltColumns({matched, spec}: TableAlignment, document: MarkdownDocument): readonly ColumnDeparture[] {
  return matched.flatMap(({spec: {heading}, cell, misspelt}): readonly ColumnDeparture[] => {
    if (!misspelt) return []
    const actual = textOf(cell)
    const {replacement} = misspelt
    return [
      {
        kind: 'misspelt',
        name: heading.name,
        written: actual,
        wanted: replacement ?? heading.name,
        place: narrowed(document, contentPlace(cell), actual),
        actual,
        ...(replacement !== undefined && isPlain(replacement) && {expected: [replacement]}),
        templateLine: spec.line,
        // A header that says more may be right.
        isUncertain: replacement === undefined
      }
    ]
  })
}

/** Columns of the template that a table does not have, each with the place where it belongs. */
function missingColumns(table: TableAlignment, document: MarkdownDocument): readonly ColumnDeparture[] {
  const {matched, missing, extra, spec, isHtml} = table
  const neighboursOf = neighbourFinder(spec.columns, matched)
  return missing.map((column) => {
    const {after, before} = neighboursOf(column)
    const other = inItsPlace(column, table, (cell) => isBetween(cell, after, before))
    return {
      kind: 'missing',
      name: column.heading.name,
      ...named(after, before),
      perhaps: other && textOf(other),
      ...(extra.length === 0 && !isHtml && blankColumn(column, after, table.table, document)),
      place: other ? contentPlace(other) : placeBetween(after, before, table.table),
      templateLine: spec.line,
      isUncertain: extra.length > 0
    }
  })
}

/** The missing columns of a table that has others in their places: what is missing in one place is one departure. */
function columnsOfOtherTable({matched, missing, spec, table}: TableAlignment): readonly ColumnDeparture[] {
  const neighboursOf = neighbourFinder(spec.columns, matched)
  const gaps = grouped(missing, (column) => {
    const {after, before} = neighboursOf(column)
    return [`${after?.index} ${before?.index}`]
  })
  return Array.from(gaps.values(), (columns): ColumnDeparture => {
    const names = columns.map(({heading}) => heading.name)
    const [first] = columns as [ColumnSpec]
    const {after, before} = neighboursOf(first)
    return {
      kind: 'several missing',
      name: first.heading.name,
      names,
      ...named(after, before),
      place: placeBetween(after, before, table),
      templateLine: spec.line,
      isUncertain: true
    }
  })
}

/** The column that most likely is a missing one under another name: the only extra one, in its place, or the first if the template's first is missing. */
function inItsPlace(
  column: ColumnSpec,
  {missing, extra, spec, table}: TableAlignment,
  isInPlace: (cell: TableCell) => boolean
): TableCell | undefined {
  const first = table.children[0]?.children[0]
  if (missing.length !== 1) return undefined
  if (extra.length === 1) return extra.find((cell) => isInPlace(cell))
  return column === spec.columns[0] ? extra.find((cell) => cell === first && isInPlace(cell)) : undefined
}

/** The fix that inserts a column with blank cells: one that may be blank, such as notes, or whose blank cells then are findings. Any other would pass for filled in. */
function blankColumn(
  {heading, isFilled, mayBeBlank}: ColumnSpec,
  after: MatchedColumn | undefined,
  table: Table,
  document: MarkdownDocument
): Pick<Departure, 'fix'> {
  const isPossible = (isFilled || mayBeBlank) && isPlain(heading.name) && !isOpen(heading)
  const edits = isPossible ? columnToInsert(table, heading.name, after?.index ?? -1, document) : undefined
  return edits ? {fix: {edits}} : {}
}

function isBetween(cell: TableCell, after: MatchedColumn | undefined, before: MatchedColumn | undefined): boolean {
  const offset = offsetOf(cell) ?? 0
  return offset > (offsetOf(after?.cell) ?? -1) && offset < (offsetOf(before?.cell) ?? Number.POSITIVE_INFINITY)
}

function offsetOf(cell: TableCell | undefined): number | undefined {
  return cell?.position?.start.offset
}

function placeBetween(
  after: MatchedColumn | undefined,
  before: MatchedColumn | undefined,
  table: Table
): Departure['place'] {
  return before?.cell.position?.start ?? after?.cell.position?.end ?? table.position?.start
}

/** The headers next to the place of a column; a blank header has no name. */
function named(after: MatchedColumn | undefined, before: MatchedColumn | undefined): Between {
  return {after: (after && textOf(after.cell)) || undefined, before: (before && textOf(before.cell)) || undefined}
}

/** Columns in another order than in the template. */
function unorderedColumns(
  {matched, spec, table, isHtml}: TableAlignment,
  document: MarkdownDocument
): readonly ColumnDeparture[] {
  const neighboursOf = neighbourFinder(spec.columns, matched)
  return matched
    .filter(({isInOrder}) => !isInOrder)
    .map(({spec: column, cell, index}) => {
      const {after, before} = neighboursOf(column)
      const edits = isHtml
        ? undefined
        : columnToMove(table, index, after?.index ?? (before ? before.index - 1 : -1), document)
      return {
        kind: 'out of order',
        name: column.heading.name,
        ...named(after, after ? undefined : before),
        ...(edits && {fix: {edits}}),
        place: contentPlace(cell),
        templateLine: spec.line
      }
    })
}

/** Columns that the template does not have. */
function extraColumns({extra, spec}: TableAlignment): readonly ColumnDeparture[] {
  return extra.map((cell) => {
    const name = textOf(cell)
    return {kind: 'extra', name, place: contentPlace(cell), actual: name, templateLine: spec.line}
  })
}
