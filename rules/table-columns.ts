import type {TableCell} from 'mdast'
import {recognised} from '../src/align/alignment.ts'
import {columnToInsert, columnToMove} from '../src/align/column-text.ts'
import type {TableAlignment} from '../src/align/columns.ts'
import {neighbourFinder} from '../src/align/neighbours.ts'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {contentPlace, isPlain, narrowed} from '../src/markdown/places.ts'
import {quote, textOf, whereAmong} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {isOpen} from '../src/template/heading-pattern.ts'
import type {ColumnSpec} from '../src/template/schema.ts'

/** The columns of tables in sections where the template has a table, matched by the text of their headers. */
export default defineRule(
  {
    id: 'table-columns',
    summary:
      'Columns of tables that are missing or misspelt; under `strict`, also columns that are out of order, and extra columns',
    fixes:
      'renames a misspelt column, inserts a missing one with blank cells, unless the template leaves them blank for the author, and, under `strict`, moves a column that is out of order',
    recommended: 'error',
    strict: 'error',
    options: {exact: false},
    strictOptions: {exact: true}
  },
  ({alignment, document}, {exact}) =>
    recognised(alignment)
      .flatMap((owner) => alignment.tablesOf(owner))
      .flatMap((table) => [
        ...misspeltColumns(table, document),
        ...missingColumns(table, document),
        ...(exact ? [...unorderedColumns(table, document), ...extraColumns(table)] : [])
      ])
)

function misspeltColumns({matched, spec}: TableAlignment, document: MarkdownDocument): readonly Finding[] {
  return matched.flatMap(({spec: column, cell, misspelt}) => {
    if (!misspelt) return []
    const actual = textOf(cell)
    const {replacement} = misspelt
    return [
      {
        place: narrowed(document, contentPlace(cell), actual),
        subjects: [`name of column ${column.heading.name}`],
        reason: `Unexpected column ${quote(actual)}, expected ${quote(replacement ?? column.heading.name)}`,
        actual,
        ...(replacement !== undefined && isPlain(replacement) && {expected: [replacement]}),
        templateLine: spec.line,
        // A header that says more may be right in that.
        isUncertain: replacement === undefined
      }
    ]
  })
}

function missingColumns(
  {matched, missing, extra, spec, table, isHtml}: TableAlignment,
  document: MarkdownDocument
): readonly Finding[] {
  const neighboursOf = neighbourFinder(spec.columns, matched)
  return missing.map((column) => {
    const {after, before} = neighboursOf(column)
    const reason = `Missing column ${quote(column.heading.name)}, expected it ${whereTo(after?.cell, before?.cell)}`
    const other = inItsPlace(column, {missing, extra, spec, table}, (cell) => isBetween(cell, after, before))
    return {
      ...(extra.length === 0 && !isHtml && blankColumn(column, after, table, document)),
      place: other ? contentPlace(other) : placeBetween(after, before, table),
      subjects: [`column ${column.heading.name}`],
      reason: other ? `${reason}, perhaps ${quote(textOf(other))}` : reason,
      templateLine: spec.line,
      isUncertain: extra.length > 0
    }
  })
}

/** The column that most likely is a missing one under another name: the only other one, in its place, or the first where the template's first is missing. */
function inItsPlace(
  column: ColumnSpec,
  {missing, extra, spec, table}: Pick<TableAlignment, 'missing' | 'extra' | 'spec' | 'table'>,
  isInPlace: (cell: TableCell) => boolean
): TableCell | undefined {
  const first = table.children[0]?.children[0]
  if (missing.length !== 1) return undefined
  if (extra.length === 1) return extra.find((cell) => isInPlace(cell))
  return column === spec.columns[0] ? extra.find((cell) => cell === first && isInPlace(cell)) : undefined
}

/** A column with blank cells: one that may be blank, as for notes, or whose blank cells are findings then; where the template leaves it blank for the author, it would pass for filled in. */
function blankColumn(
  {heading, isFilled, mayBeBlank}: ColumnSpec,
  after: Neighbour,
  table: TableAlignment['table'],
  document: MarkdownDocument
): Pick<Finding, 'fix'> {
  const isPossible = (isFilled || mayBeBlank) && isPlain(heading.name) && !isOpen(heading)
  const edits = isPossible ? columnToInsert(table, heading.name, after?.index ?? -1, document) : undefined
  return edits ? {fix: {edits}} : {}
}

type Neighbour = TableAlignment['matched'][number] | undefined

function isBetween(cell: TableCell, after: Neighbour, before: Neighbour): boolean {
  const offset = offsetOf(cell) ?? 0
  return offset > (offsetOf(after?.cell) ?? -1) && offset < (offsetOf(before?.cell) ?? Number.POSITIVE_INFINITY)
}

function offsetOf(cell: TableCell | undefined): number | undefined {
  return cell?.position?.start.offset
}

function placeBetween(after: Neighbour, before: Neighbour, table: TableAlignment['table']): Finding['place'] {
  return before?.cell.position?.start ?? after?.cell.position?.end ?? table.position?.start
}

function whereTo(after: TableCell | undefined, before: TableCell | undefined): string {
  // A blank header names nothing.
  return whereAmong((after && textOf(after)) || undefined, (before && textOf(before)) || undefined) ?? 'in this table'
}

function unorderedColumns(
  {matched, spec, table, isHtml}: TableAlignment,
  document: MarkdownDocument
): readonly Finding[] {
  const neighboursOf = neighbourFinder(spec.columns, matched)
  return matched
    .filter(({isInOrder}) => !isInOrder)
    .map(({spec: column, cell, index}) => {
      const {after, before} = neighboursOf(column)
      const edits = isHtml
        ? undefined
        : columnToMove(table, index, after?.index ?? (before ? before.index - 1 : -1), document)
      return {
        ...(edits && {fix: {edits}}),
        place: contentPlace(cell),
        subjects: [`order of column ${column.heading.name}`],
        reason: `Unexpected order of column ${quote(column.heading.name)}, expected it ${whereTo(after?.cell, after ? undefined : before?.cell)}`,
        templateLine: spec.line
      }
    })
}

function extraColumns({extra, spec}: TableAlignment): readonly Finding[] {
  return extra.map((cell) => ({
    place: contentPlace(cell),
    subjects: [`extra column ${textOf(cell)}`],
    reason: `Unexpected column ${quote(textOf(cell))}, expected only columns of the template`,
    actual: textOf(cell),
    templateLine: spec.line
  }))
}
