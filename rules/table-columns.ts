import type {TableCell} from 'mdast'
import type {Point} from 'unist'
import {recognised} from '../src/align/alignment.ts'
import type {TableAlignment} from '../src/align/columns.ts'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {contentPlace, isPlain, narrowed} from '../src/markdown/places.ts'
import {quote, textOf, whereAmong} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'

/** The columns of tables in sections where the template has a table, matched by the text of their headers. */
export default defineRule(
  {
    id: 'table-columns',
    summary: 'Columns of tables that are missing or misspelt; under `strict` also those out of order and extra ones',
    recommended: 'error',
    strict: 'error',
    options: {exact: false},
    strictOptions: {exact: true}
  },
  ({alignment, document}, {exact}) =>
    recognised(alignment)
      .flatMap((owner) => alignment.tablesOf(owner))
      .flatMap((table) => [...misspeltColumns(table, document), ...missingColumns(table), ...(exact ? [...unorderedColumns(table), ...extraColumns(table)] : [])])
)

function misspeltColumns({matched, spec}: TableAlignment, document: MarkdownDocument): readonly Finding[] {
  return matched.flatMap(({spec: column, cell, misspelt}) => {
    if (!misspelt) return []
    const actual = textOf(cell)
    const {replacement} = misspelt
    return [
      {
        place: narrowed(document, contentPlace(cell), actual),
        reason: `Unexpected column ${quote(actual)}, expected ${quote(replacement ?? column.heading.name)}`,
        actual,
        ...(replacement !== undefined && isPlain(replacement) && {expected: [replacement]}),
        templateLine: spec.line
      }
    ]
  })
}

function missingColumns({matched, missing, spec, table}: TableAlignment): readonly Finding[] {
  return missing.map((column) => {
    const rank = spec.columns.indexOf(column)
    const inOrder = matched.filter(({isInOrder}) => isInOrder)
    const after = inOrder.findLast((other) => spec.columns.indexOf(other.spec) < rank)?.cell
    const before = inOrder.find((other) => spec.columns.indexOf(other.spec) > rank)?.cell
    return {
      place: before?.position?.start ?? after?.position?.end ?? table.position?.start,
      reason: `Missing column ${quote(column.heading.name)}, expected it ${whereTo(after, before)}`,
      templateLine: spec.line
    } satisfies {place: Point | undefined; reason: string; templateLine: number}
  })
}

function whereTo(after: TableCell | undefined, before: TableCell | undefined): string {
  // A blank header names nothing.
  return whereAmong((after && textOf(after)) || undefined, (before && textOf(before)) || undefined) ?? 'in this table'
}

function unorderedColumns({matched, spec}: TableAlignment): readonly Finding[] {
  const inOrder = matched.filter(({isInOrder}) => isInOrder)
  return matched
    .filter(({isInOrder}) => !isInOrder)
    .map(({spec: column, cell}) => {
      const rank = spec.columns.indexOf(column)
      const after = inOrder.findLast((other) => spec.columns.indexOf(other.spec) < rank)?.cell
      const before = after ? undefined : inOrder.find((other) => spec.columns.indexOf(other.spec) > rank)?.cell
      return {
        place: contentPlace(cell),
        reason: `Unexpected order of column ${quote(column.heading.name)}, expected it ${whereTo(after, before)}`,
        templateLine: spec.line
      }
    })
}

function extraColumns({extra, spec}: TableAlignment): readonly Finding[] {
  return extra.map((cell) => ({
    place: contentPlace(cell),
    reason: `Unexpected column ${quote(textOf(cell))}, expected only columns of the template`,
    actual: textOf(cell),
    templateLine: spec.line
  }))
}
