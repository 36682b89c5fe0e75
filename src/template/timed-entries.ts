import type {Section} from '../markdown/document.ts'
import {statementsOf} from '../markdown/says-nothing.ts'

/** Recognises entries with their time in the heading, which are written as things happen: `#### [time] - update`. */

/**
 * Whether a heading belongs to an entry: it has a slot for a time or a date, and at most a word for an entry besides.
 *
 * @param placeholders The placeholders in it, as written.
 */
export function isTimedEntry(name: string, placeholders: readonly string[]): boolean {
  if (!placeholders.some((text) => time.test(text.toLowerCase()))) return false
  const rest = placeholders.reduce(
    (text, placeholder) => text.replace(placeholder.toLowerCase(), ' '),
    name.toLowerCase()
  )
  return entry.test(rest.replaceAll(/[^\p{Alpha}]+/gu, ' ').trim())
}

/**
 * The words after the date that starts a heading, which are a sample like the date: `YYYY-MM-DD - Reason of the review`.
 * Undefined if no separator is between them, or if the heading has another placeholder.
 *
 * @param placeholders The placeholders in the heading, as written.
 */
export function wordsAfterDate(name: string, placeholders: readonly string[]): string | undefined {
  const [date = '', ...others] = placeholders
  if (others.length > 0 || !name.startsWith(date) || !time.test(date.toLowerCase())) return undefined
  return /^ ?(?:[–—:：|]|--?(?= )) ?(\p{Alpha}.{1,80})$/u.exec(name.slice(date.length))?.[1]
}

/**
 * Whether a section has text of its own besides its entries, so that it may have no entries. A log consists of entries
 * only.
 */
export function hasOwnText(parent: Section | undefined): boolean {
  return parent !== undefined && parent.depth > 1 && statementsOf(parent).length > 0
}

const time =
  /^[^\p{Alpha}]{0,3}(?:(?:date|day|hh:mm(?::ss)?|time(?:stamp)?|yyyy-mm-dd|datum|uhrzeit|zeit|heure|fecha|hora|data|ora|дата|время|日付|日時|時刻|日期|时间|時間|날짜|시간)(?:[ /,&-]|and|und|et|y|e){0,5}){1,2}(?: \(?(?:utc|gmt))?[^\p{Alpha}]{0,3}$/u

const entry =
  /^(?:(?:utc|gmt) )?(?:update|entry|event|log|note|message|aktualisierung|eintrag|ereignis|mise à jour|entrée|actualización|entrada|evento|atualização|aggiornamento|обновление|запись|событие|更新|記録|记录|업데이트|기록)(?: (?:text|title))?$/u
