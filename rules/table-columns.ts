import {recognised} from '../src/align/alignment.ts'
import {type ColumnDeparture, columnDepartures} from '../src/align/departures/columns.ts'
import type {Between} from '../src/align/departures/departure.ts'
import {quote, whereAmong} from '../src/markdown/text.ts'
import {defineRule} from '../src/rule.ts'

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
      .flatMap((table) => columnDepartures(table, document, exact))
      .map((column) => ({...column, subjects: [`${aspects[column.kind]} ${column.name}`], reason: reasonOf(column)}))
)

const aspects = {
  misspelt: 'name of column',
  missing: 'column',
  'out of order': 'order of column',
  extra: 'extra column'
}

function reasonOf(column: ColumnDeparture): string {
  const name = quote(column.name)
  switch (column.kind) {
    case 'misspelt':
      return `Unexpected column ${quote(column.written)}, expected ${quote(column.wanted)}`
    case 'missing': {
      const perhaps = column.perhaps === undefined ? '' : `, perhaps ${quote(column.perhaps)}`
      return `Missing column ${name}, expected it ${whereTo(column)}${perhaps}`
    }
    case 'out of order':
      return `Unexpected order of column ${name}, expected it ${whereTo(column)}`
    case 'extra':
      return `Unexpected column ${name}, expected only columns of the template`
  }
}

function whereTo({after, before}: Between): string {
  return whereAmong(after, before) ?? 'in this table'
}
