import type {PhrasingContent, Table, TableCell, TableRow} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {headingTextOf} from '../markdown/read-document.ts'
import {lineOf} from '../markdown/places.ts'
import {bodyRows} from '../markdown/tables.ts'
import {textOf} from '../markdown/text.ts'
import {type Directive, occurrenceIn, valuesIn} from './directives.ts'
import {endsInRemarks} from './names-for-remarks.ts'
import {foldedText, headingPattern} from './heading-pattern.ts'
import {hasOptionalMark, saysOptionalInName} from './optional-marks.ts'
import {saysPartOptional} from './optional-wordings.ts'
import {delimitedIn, placeholdersIn} from './placeholder-scan.ts'
import {isPlaceholderUrl} from './placeholder-texts.ts'
import {choiceIn, closedValues, holdsOneOf} from './choices.ts'
import {asksForNothing} from './nothing-to-write.ts'
import {isDatePattern} from './dates.ts'
import {areSeries, eastern, isNamedByNumber, stemOf} from './running-numbers.ts'
import {runningNumber} from './skeleton-marks.ts'
import type {ColumnSpec, FormRow, TableSpec} from './schema.ts'

/** What a table of a template requires. */
export function readTable(table: Table, template: MarkdownDocument, directives: readonly Directive[]): TableSpec {
  const header = table.children[0]?.children ?? []
  const rows = bodyRows(table)
  const cellsOf = (column: number) => rows.flatMap((row) => row.children[column] ?? [])
  const formRows = readFormRows(table, template)
  const columns = withSeries(
    header.map((cell, index) => readColumn(cell, formRows.length > 0 && index > 0 ? [] : cellsOf(index), template))
  )
  const values = valuesIn(directives)
  const isBlank = rows.every((row) => row.children.every((cell) => textOf(cell) === ''))
  return {
    line: lineOf(table),
    columns: columns.map((column, index) =>
      values && cellsOf(index).some((cell) => holdsOneOf(textOf(cell), values)) ? {...column, values} : column
    ),
    hasKeys: formRows.length === 0 && isKeyColumn(cellsOf(0), template),
    formRows,
    isOptional: directives.some(({type}) => type === 'optional' || type === 'remove'),
    rows: occurrenceIn(directives) ?? {min: isBlank ? 0 : 1}
  }
}

/**
 * Columns that differ only in a number are samples of a column for each thing that is compared: `Criterion`,
 * `Option 1`, `Option 2`.
 */
function withSeries(columns: readonly ColumnSpec[]): readonly ColumnSpec[] {
  const [first, ...others] = columns.map(({heading}) => stemOf(heading.name))
  const isOfSeries = (stem: string | undefined): boolean =>
    stem !== undefined &&
    stem !== first &&
    seriesOf.test(stem) &&
    !isNamedByNumber(stem.slice(0, stem.indexOf(runningNumber)).trim()) &&
    others.filter((other) => other === stem).length > 1
  return columns.map((column, index) =>
    index > 0 && isOfSeries(others[index - 1])
      ? {...column, isOptional: true, mayBeBlank: true, isOfSeries: true as const}
      : column
  )
}

/** A name that ends with a number, after a space or in a script without spaces: `option 1`, not `q1`. */
const seriesOf = new RegExp(`^(?=\\p{Alpha}).*(?: |${eastern})${runningNumber}$`, 'u')

function readColumn(header: TableCell, cells: readonly TableCell[], template: MarkdownDocument): ColumnSpec {
  const placeholders = placeholdersIn(template.source, header).map(({text}) => text)
  const name = headingTextOf(header)
  // A single span of code is a type or a pattern, even with bars in it.
  const choices = cells.map((cell) => (isAllCode(cell) ? undefined : closedValues(textOf(cell))))
  const [values] = choices
  const isChoice = values !== undefined && choices.every((choice) => choice?.join('|') === values.join('|'))
  const isOptional = name === '' || saysOptionalInName(name) || /\bonly (?:for|if|when|where)\b/i.test(name)
  return {
    heading: headingPattern(name, placeholders, false),
    ...(isChoice && {values}),
    isOptional,
    mayBeBlank: isOptional || isForRemarks(name),
    isFilled: cells.length > 0 && cells.every((cell) => textOf(cell) !== '' && !asksForNothing(textOf(cell))),
    isCode: cells.length > 0 && cells.every((cell) => isAllCode(cell))
  }
}

function isAllCode({children}: TableCell): boolean {
  return children.length === 1 && children[0]?.type === 'inlineCode'
}

/**
 * Whether a column is for optional additions, by its last word, in the languages of the templates that we have seen.
 */
function isForRemarks(name: string): boolean {
  const bare = name.replace(/ ?\([^()]*\)$/, '')
  return endsInRemarks(bare) || additions.test(foldedText(bare))
}

const additions =
  /(?:^|[\s/&])(?:caveats?|(?:additional|further|extra|other) (?:info|information|details|context)|defaults?|default values?|links?|references?|aliases|deprecated|constraints|standard(?:wert)?|par defaut|defaut|por defecto|padrao)$/iu

/** Whether the first column has a sample key in each row: `VAR_1`, `VAR_2`. */
function isKeyColumn(cells: readonly TableCell[], template: MarkdownDocument): boolean {
  const texts = cells.map((cell) => textOf(cell))
  const areSamples = areSeries(texts) || cells.every((cell) => isToReplace(cell, template))
  return texts.length > 1 && new Set(texts).size === texts.length && areSamples
}

/**
 * The rows of a table that is a form: its first column names what is required, and after each name there is room for an
 * answer: an empty cell, a placeholder, a choice, or the same words in all rows. If there are two columns with the
 * names of a form (`Field`, `Value`) or without names, the second may have any text.
 */
function readFormRows(table: Table, template: MarkdownDocument): readonly FormRow[] {
  const rows = bodyRows(table)
  const answers = rows.flatMap((row) => row.children.slice(1))
  const areBlank = answers.every((cell) => textOf(cell) === '')
  const names = namesIn(rows, areBlank, template)
  if (!names) return []
  const [first, second, ...others] = table.children[0]?.children ?? []
  const isPair = second !== undefined && others.length === 0
  const isAsked = isPair && isForm(textOf(first ?? []), textOf(second))
  const isRoom = rows.length > 1 && (areBlank || (isPair && areRoom(rows, template)))
  return isAsked || isRoom ? rows.map((row, index) => readFormRow(names[index] ?? '', row.children[1], template)) : []
}

/**
 * The names in the first cells of rows, in brackets only if all other cells are empty; undefined if they are not
 * distinct names, or are samples.
 */
function namesIn(
  rows: readonly TableRow[],
  areBlank: boolean,
  template: MarkdownDocument
): readonly string[] | undefined {
  const keys = rows.flatMap(({children: [key]}) => key ?? [])
  const names = keys.map((cell) => textOf(cell))
  const areNames =
    keys.length > 0 &&
    keys.length === rows.length &&
    keys.every((cell, index) => isName(cell, template) || (areBlank && /^\[[^[\]]+\]$/.test(names[index] ?? '')))
  return !areNames || new Set(names).size < names.length || areSeries(names) ? undefined : names
}

/** Whether all rows have their names in bold, so that the table is about these. */
function areRecords(rows: readonly TableRow[]): boolean {
  return rows.every(({children: [key]}) => key?.children.length === 1 && key.children[0]?.type === 'strong')
}

/**
 * Whether there is room for answers: they are the same words in all rows, or all have something to fill in, or the
 * names are in bold.
 */
function areRoom(rows: readonly TableRow[], template: MarkdownDocument): boolean {
  const answers = rows.flatMap((row) => row.children.slice(1))
  return (
    areRecords(rows) ||
    new Set(answers.map((cell) => textOf(cell))).size === 1 ||
    answers.every((cell) => hasRoom(cell, template))
  )
}

function readFormRow(name: string, answer: TableCell | undefined, template: MarkdownDocument): FormRow {
  const text = answer ? textOf(answer) : ''
  const values = closedValues(text)
  const isOptional = saysOptionalInName(name) || saysPartOptional(text) || isOnlyOptionalMark(text)
  return {
    name,
    isOptional,
    hasRoom: answer === undefined || hasRoom(answer, template),
    isAnswerDue: text !== '' && !asksForNothing(text) && !isForRemarks(name) && !isOptional,
    ...(values && {values})
  }
}

/** Whether a cell says that there need be nothing beside its name, and what for at most: `[if any]`, `{link, if any}`. */
function isOnlyOptionalMark(text: string): boolean {
  return /^[[{(<（【].*[\]})>）】]$/u.test(text) && text.length <= longestMark && hasOptionalMark(text)
}

const longestMark = 80

/** Whether two columns have the names of a form. */
function isForm(first: string, second: string): boolean {
  return first === '' && second === '' ? true : asks.test(foldedText(first)) && answered.test(foldedText(second))
}

const asks =
  /^(?:|field|property|attribute|area|aspect|item|category|component|metadata|key|information|info|feld|eigenschaft|merkmal|bereich|champ|propriété|attribut|campo|propiedad|propriedade|atributo|項目|字段|项目|항목|поле|параметр)$/i
const answered =
  /^(?:|values?|details?|answers?|data|info|information|contents?|entry|wert|angaben?|inhalt|antwort|valeur|réponse|détails?|valor|detalles?|detalhes?|respuesta|resposta|値|内容|值|값|내용|значение)$/i

/** Whether a cell has something to fill in. */
function hasRoom(cell: TableCell, template: MarkdownDocument): boolean {
  const text = textOf(cell)
  return (
    text === '' ||
    choiceIn(text) !== undefined ||
    isDatePattern(text) ||
    asksForNothing(text) ||
    /^\([^()]+\)$/.test(text) ||
    isOnlyOptionalMark(text) ||
    isToReplace(cell, template)
  )
}

/** Whether a cell names something: it is neither a number nor a placeholder. */
function isName(cell: TableCell, template: MarkdownDocument): boolean {
  return !isToReplace(cell, template) && !/^(?:#?\d+\.?)?$/.test(textOf(cell))
}

/** Whether a cell has a placeholder in its text, in code or as the target of a link. */
function isToReplace(cell: TableCell, template: MarkdownDocument): boolean {
  return placeholdersIn(template.source, cell).length > 0 || cell.children.some((child) => standsForAnother(child))
}

function standsForAnother(node: PhrasingContent): boolean {
  return (
    (node.type === 'inlineCode' && delimitedIn(node.value).length > 0) ||
    (node.type === 'link' && isPlaceholderUrl(node.url, textOf(node)))
  )
}

/**
 * The tables of a section, with those that have the same columns as one: the number of samples is not a requirement.
 */
export function withoutTwins(tables: readonly TableSpec[]): readonly TableSpec[] {
  const specs = new Map<string, TableSpec>()
  for (const table of tables) {
    const names = columnNames(table)
    const first = specs.get(names)
    specs.set(names, first ? inCommon(first, table) : table)
  }
  return [...specs.values()]
}

/**
 * The tables of the blocks of a section. Of two tables with nothing between them, of which one has all columns of the
 * other, an author writes one: they become one table, in which the further columns are optional.
 */
export function withoutVariants(tablesOfBlocks: ReadonlyArray<readonly TableSpec[]>): readonly TableSpec[] {
  return tablesOfBlocks.flatMap((tables, index) => {
    const [own, before, after] = [tables[0], tablesOfBlocks[index - 1]?.[0], tablesOfBlocks[index + 1]?.[0]]
    if (!own || tables.length > 1) return tables
    if (before && variantOf(before, own)) return []
    return (after && variantOf(own, after)) ?? own
  })
}

/** What two variants of one table have in common; undefined for tables of other kinds. */
function variantOf(one: TableSpec, other: TableSpec): TableSpec | undefined {
  const [narrow, wide] = one.columns.length < other.columns.length ? [one, other] : [other, one]
  const required = new Set(narrow.columns.map(({heading}) => heading.folded))
  const isVariant =
    narrow.columns.length > 1 &&
    narrow.columns.length < wide.columns.length &&
    narrow.columns.every(({heading}, index) => heading.folded === wide.columns[index]?.heading.folded) &&
    narrow.formRows.length === 0 &&
    wide.formRows.length === 0
  return isVariant
    ? {
        ...wide,
        line: one.line,
        columns: wide.columns.map((column) =>
          required.has(column.heading.folded) ? column : {...column, isOptional: true}
        ),
        isOptional: one.isOptional || other.isOptional
      }
    : undefined
}

function columnNames({columns}: TableSpec): string {
  return columns.map(({heading}) => heading.folded).join('|')
}

function namesOf({formRows}: TableSpec): readonly string[] {
  return formRows.map(({name}) => name)
}

function areSame(texts: readonly string[], others: readonly string[] | undefined): boolean {
  return texts.join('|') === others?.join('|')
}

/** What both samples of a table require. */
function inCommon(first: TableSpec, second: TableSpec): TableSpec {
  return {
    ...first,
    columns: first.columns.map(({heading, isOptional, isOfSeries, mayBeBlank, isFilled, isCode, values}, index) => {
      const other = second.columns[index]
      return {
        heading,
        isOptional,
        ...(isOfSeries && {isOfSeries}),
        mayBeBlank,
        isFilled: isFilled && other?.isFilled === true,
        isCode: isCode && other?.isCode === true,
        ...(values && areSame(values, other?.values) && {values})
      }
    }),
    hasKeys: first.hasKeys && second.hasKeys,
    formRows: areSame(namesOf(first), namesOf(second)) ? first.formRows : [],
    isOptional: first.isOptional && second.isOptional,
    rows: {
      min: Math.min(first.rows.min, second.rows.min),
      ...(first.rows.max !== undefined &&
        second.rows.max !== undefined && {max: Math.max(first.rows.max, second.rows.max)})
    }
  }
}
