import type {TableRow} from 'mdast'
import {textOf} from '../markdown/text.ts'
import {foldedText, headingPattern, headingText} from '../template/heading-pattern.ts'
import {singularsOf} from '../template/label-specs.ts'
import {withoutPlural} from '../template/name-variants.ts'
import {withoutBrackets} from '../template/without-brackets.ts'
import type {FormRow, TableSpec} from '../template/schema.ts'
import type {TableAlignment} from './table-pairing.ts'
import {nearMiss} from './near-miss.ts'

/** The key of a row: the text of its first cell. */
export function keyOf({children: [key]}: TableRow): string {
  return key ? textOf(key) : ''
}

/**
 * Find the required rows of a form that a document does not have. A form may be split into several tables. None of its rows
 * is missing if most of them are, since the author has made it into a table of another kind; rows with samples beside their
 * names are often samples themselves.
 *
 * @param tables All tables of the section.
 */
export function missingFormRows(spec: TableSpec, tables: readonly TableAlignment[]): readonly FormRow[] {
  const {formRows} = spec
  const keys = tables.filter((other) => other.spec === spec).flatMap(({rows}) => rows.map((row) => keyOf(row)))
  const missing = formRows.filter(({name, isOptional}) => !isOptional && !keys.some((key) => areOneRow(name, key)))
  const share = formRows.every(({hasRoom}) => hasRoom) ? 2 : 3
  if (missing.length * share > formRows.length) return []
  const others = keys.filter((key) => !formRows.some(({name}) => areOneRow(name, key)))
  return missing.filter(({name}) => !others.some((key) => shareWord(name, key) || holdsName(key, name)))
}

/**
 * Find the row of a form that a row of a document is: the row with its key or, if no other row has that, with nearly its key.
 *
 * @param rows All rows of the table.
 */
export function formRowOf(key: string, {formRows}: TableSpec, rows: readonly TableRow[]): FormRow | undefined {
  return (
    formRows.find(({name}) => foldedText(name) === foldedText(key)) ??
    formRows.find(({name}) => areOneRow(name, key) && !rows.some((row) => foldedText(keyOf(row)) === foldedText(name)))
  )
}

/** Whether a row has that name, even in the plural, without brackets or a few letters off. */
function areOneRow(name: string, key: string): boolean {
  const [wanted, actual] = [name, key].map((text) => singularsOf(foldedText(withoutBrackets(text))))
  return (
    (wanted ?? []).some((text) => actual?.includes(text)) ||
    nearMiss(headingPattern(name, [], false), headingText(key)) !== undefined
  )
}

/** Whether a row may be another under a name of its own: `Other reviewers` for `Initial reviewers`. */
function shareWord(name: string, key: string): boolean {
  const words = foldedText(name)
    .split(/[^\p{Alpha}\p{N}]+/u)
    .filter((word) => word.length > 3)
  const others = new Set(foldedText(key).split(/[^\p{Alpha}\p{N}]+/u))
  return words.some((word) => others.has(word))
}

/** Whether a row's name contains another, even in the plural: `Fast-burn alerts` for `Alert`, `Upper SLO` for `SLO`. */
function holdsName(key: string, name: string): boolean {
  const [held, wanted] = [key, name].map((text) =>
    foldedText(withoutBrackets(text))
      .split(/[^\p{Alpha}\p{N}]+/u)
      .map((word) => withoutPlural(word))
      .join(' ')
      .trim()
  )
  return wanted !== '' && ` ${held} `.includes(` ${wanted} `)
}
