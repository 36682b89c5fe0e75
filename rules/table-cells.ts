import {recognised} from '../src/align/alignment.ts'
import {type CellDeparture, answerDepartures, cellDepartures} from '../src/align/departures/empty-or-wrong-cells.ts'
import {type RowDeparture, rowDepartures} from '../src/align/departures/rows.ts'
import {filledRows} from '../src/align/filled-rows.ts'
import {quote, quoteAny, quoteSome} from '../src/markdown/text.ts'
import {type Wordings, defineRule, worded} from '../src/rule.ts'

/** Checks the cells of tables that the template has. Columns may be in any order. */
export default defineRule(
  {
    id: 'table-cells',
    summary:
      'Cells with values that are not allowed, cells that are empty or missing, and rows that are missing or occur twice; under `strict`, also text where inline code is required',
    fixes: 'puts backticks around text where inline code is required, under `strict`',
    recommended: 'warn',
    strict: 'error',
    options: {code: false},
    strictOptions: {code: true}
  },
  ({alignment, document, leftovers}, {code}) =>
    worded(
      recognised(alignment)
        .map((owner) => alignment.tablesOf(owner).filter(({isByPlace}) => !isByPlace))
        .flatMap((tables) =>
          tables.flatMap((table): ReadonlyArray<RowDeparture | CellDeparture> => {
            const filled = filledRows(table, leftovers)
            return [
              ...rowDepartures(table, tables, filled),
              ...answerDepartures(table, filled, document),
              ...cellDepartures(table, filled, document, code)
            ]
          })
        ),
      wordings
    )
)

/** A finding names at most this many missing cells, since each of many rows may lack many. */
const mostNamed = 20

const wordings: Wordings<RowDeparture | CellDeparture> = {
  'number of rows': ({count, wanted}) => ({
    subjects: ['number of rows'],
    reason: `${count === 0 ? 'Missing rows' : `Unexpected number of rows ${count}`}, expected ${wanted}`
  }),
  'missing row': ({name}) => ({
    subjects: [`row ${name}`],
    reason: `Missing row ${quote(name)}, expected it in this table`
  }),
  'repeated row': ({key, firstLine}) => ({
    subjects: [`second row ${key}`],
    reason: `Unexpected second row ${quote(key)}, expected it once, as in line ${firstLine}`
  }),
  'missing cells': ({columns}) => ({
    subjects: columns.slice(0, mostNamed).map((name) => `cell in column ${name}`),
    reason: `Missing ${columns.length === 1 ? 'cell in column' : 'cells in columns'} ${quoteSome(columns, mostNamed)}, expected one in each row`
  }),
  'cells behind the last column': ({text, columns}) => ({
    subjects: [`cell ${text} behind the last column`],
    reason: `Unexpected cell ${quote(text)} behind the last column, expected ${columns} cells; a bar within a cell is written \`\\|\``
  }),
  'missing value': ({of, name}) => ({
    subjects: [`value in ${of} ${name}`],
    reason: `Missing value in ${of} ${quote(name)}, expected text or a word on why there is none`
  }),
  'missing values': ({column, rows}) => ({
    subjects: [`value in column ${column}`],
    reason: `Missing values in column ${quote(column)} in ${rows} rows, expected text or a word on why there is none`
  }),
  'other value': ({of, name, value, values}) => ({
    subjects: [`value ${value} in ${of} ${name}`],
    reason: `Unexpected value ${quote(value)} in ${of} ${quote(name)}, expected ${quoteAny(values)}`
  }),
  'no inline code': ({of, name, text}) => ({
    subjects: [`text ${text} in ${of} ${name}`],
    reason: `Unexpected text ${quote(text)} in ${of} ${quote(name)}, expected inline code`
  })
}
