import {recognised} from '../src/align/alignment.ts'
import {type CellDeparture, answerDepartures, cellDepartures} from '../src/align/departures/cells.ts'
import {type RowDeparture, rowDepartures} from '../src/align/departures/rows.ts'
import {filledRows} from '../src/align/filled-rows.ts'
import {quote, quoteAny, quoteSome} from '../src/markdown/text.ts'
import {type Wording, defineRule} from '../src/rule.ts'

/** The cells of tables that are the template's, by the columns that they stand in, wherever these stand. */
export default defineRule(
  {
    id: 'table-cells',
    summary:
      'Cells with values that are not allowed, cells that are empty or missing, and rows that occur twice or not at all; under `strict`, also text where inline code is required',
    fixes: 'puts backticks around names, under `strict`',
    recommended: 'warn',
    strict: 'error',
    options: {code: false},
    strictOptions: {code: true}
  },
  ({alignment, document, leftovers}, {code}) =>
    recognised(alignment)
      .map((owner) => alignment.tablesOf(owner))
      .flatMap((tables) =>
        tables.flatMap((table): ReadonlyArray<RowDeparture | CellDeparture> => {
          const filled = filledRows(table, leftovers)
          return [
            ...rowDepartures(table, tables, filled),
            ...answerDepartures(table, filled, document),
            ...cellDepartures(table, filled, document, code)
          ]
        })
      )
      .map((departure) => ({...departure, ...wordingOf(departure)}))
)

/** Of more columns that a row does without, only so many are named: each of many rows may lack many. */
const mostNamed = 20

function wordingOf(departure: RowDeparture | CellDeparture): Wording {
  switch (departure.kind) {
    case 'number of rows': {
      const {count, wanted} = departure
      const what = count === 0 ? 'Missing rows' : `Unexpected number of rows ${count}`
      return {subjects: ['number of rows'], reason: `${what}, expected ${wanted}`}
    }
    case 'missing row': {
      const {name} = departure
      return {subjects: [`row ${name}`], reason: `Missing row ${quote(name)}, expected it in this table`}
    }
    case 'repeated row': {
      const {key, firstLine} = departure
      const reason = `Unexpected second row ${quote(key)}, expected it once, as in line ${firstLine}`
      return {subjects: [`second row ${key}`], reason}
    }
    case 'missing cells': {
      const {columns} = departure
      const [cells, where] = columns.length === 1 ? ['cell', 'column'] : ['cells', 'columns']
      const reason = `Missing ${cells} in ${where} ${quoteSome(columns, mostNamed)}, expected one in each row`
      return {subjects: columns.slice(0, mostNamed).map((name) => `cell in column ${name}`), reason}
    }
    case 'cells behind the last column': {
      const {text, columns} = departure
      const reason = `Unexpected cell ${quote(text)} behind the last column, expected ${columns} cells; a bar within a cell is written \`\\|\``
      return {subjects: [`cell ${text} behind the last column`], reason}
    }
    case 'missing value': {
      const {of, name} = departure
      const reason = `Missing value in ${of} ${quote(name)}, expected text or a word on why there is none`
      return {subjects: [`value in ${of} ${name}`], reason}
    }
    case 'other value': {
      const {of, name, value, values} = departure
      const reason = `Unexpected value ${quote(value)} in ${of} ${quote(name)}, expected ${quoteAny(values)}`
      return {subjects: [`value ${value} in ${of} ${name}`], reason}
    }
    case 'no inline code': {
      const {of, name, text} = departure
      const reason = `Unexpected text ${quote(text)} in ${of} ${quote(name)}, expected inline code`
      return {subjects: [`text ${text} in ${of} ${name}`], reason}
    }
  }
}
