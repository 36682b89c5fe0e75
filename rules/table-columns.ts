import {recognised} from '../src/align/alignment.ts'
import {type ColumnDeparture, columnDepartures} from '../src/align/departures/columns.ts'
import type {Between} from '../src/align/departures/departure.ts'
import {quote, quoteAll, whereAmong} from '../src/markdown/text.ts'
import {type Wordings, defineRule, worded} from '../src/rule.ts'

/** Checks the columns of tables in sections where the template has a table. Columns are matched by the text of their headers. */
export default defineRule(
  {
    id: 'table-columns',
    summary:
      'Columns of tables that are missing or misspelt; under `strict`, also columns that are out of order, and extra columns',
    fixes:
      'renames a misspelt column, inserts a missing one with blank cells (unless the template has blank cells there, too) and, under `strict`, moves a column that is out of order',
    recommended: 'error',
    strict: 'error',
    options: {exact: false},
    strictOptions: {exact: true}
  },
  ({alignment, document}, {exact}) =>
    worded(
      recognised(alignment)
        .flatMap((owner) => alignment.tablesOf(owner))
        .flatMap((table) => columnDepartures(table, document, exact)),
      wordings
    )
)

const wordings: Wordings<ColumnDeparture> = {
  misspelt: ({name, written, wanted}) => ({subjects: [`name of column ${name}`], reason: unexpected(written, wanted)}),
  missing: ({name, perhaps, ...between}) => ({
    subjects: [`column ${name}`],
    reason:
      perhaps === undefined
        ? `Missing column ${quote(name)}, expected it ${whereTo(between)}`
        : unexpected(perhaps, name)
  }),
  'several missing': ({names, ...between}) => {
    const [columns, them] = names.length > 1 ? ['columns', 'them'] : ['column', 'it']
    return {
      subjects: names.map((name) => `column ${name}`),
      reason: `Missing ${columns} ${quoteAll(names)}, expected ${them} ${whereTo(between)}`
    }
  },
  'out of order': ({name, ...between}) => ({
    subjects: [`order of column ${name}`],
    reason: `Unexpected order of column ${quote(name)}, expected it ${whereTo(between)}`
  }),
  extra: ({name}) => ({
    subjects: [`extra column ${name}`],
    reason: `Unexpected column ${quote(name)}, expected only columns of the template`
  })
}

function unexpected(written: string, wanted: string): string {
  return `Unexpected column ${quote(written)}, expected ${quote(wanted)}`
}

function whereTo({after, before}: Between): string {
  return whereAmong(after, before) ?? 'in this table'
}
