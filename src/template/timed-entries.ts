import type {Section} from '../markdown/document.ts'
import {statementsOf} from '../markdown/emptiness.ts'

/** Entries that are headed by their time, written as things happen: `#### [time] - update`. */

/**
 * Whether a heading is one of an entry: a slot for a time or a date, and no more beside than a word for an entry.
 *
 * @param placeholders The placeholders that stand in it, as they stand there.
 */
export function isTimedEntry(name: string, placeholders: readonly string[]): boolean {
  if (!placeholders.some((text) => time.test(text.toLowerCase()))) return false
  const rest = placeholders.reduce(
    (text, placeholder) => text.replace(placeholder.toLowerCase(), ' '),
    name.toLowerCase()
  )
  return entry.test(rest.replaceAll(/[^\p{L}]+/gu, ' ').trim())
}

/**
 * The words behind the date that opens a heading, which are as much of a sample as that: `YYYY-MM-DD - Reason of the
 * review`; undefined where nothing sets them off, or something in them is to be filled in.
 *
 * @param placeholders The placeholders that stand in it, as they stand there.
 */
export function wordsBehindDate(name: string, placeholders: readonly string[]): string | undefined {
  const [date = '', ...others] = placeholders
  if (others.length > 0 || !name.startsWith(date) || !time.test(date.toLowerCase())) return undefined
  return /^ ?(?:[–—:：|]|--?(?= )) ?(\p{L}.{1,80})$/u.exec(name.slice(date.length))?.[1]
}

/** Whether a section has entries in addition to text of its own, so that it may do without any; a log is nothing but entries. */
export function hasOwnText(parent: Section | undefined): boolean {
  return parent !== undefined && parent.depth > 1 && statementsOf(parent).length > 0
}

const time =
  /^[^\p{L}]{0,3}(?:(?:date|day|hh:mm(?::ss)?|time(?:stamp)?|yyyy-mm-dd|datum|uhrzeit|zeit|heure|fecha|hora|data|ora|дата|время|日付|日時|時刻|日期|时间|時間|날짜|시간)(?:[ /,&-]|and|und|et|y|e){0,5}){1,2}(?: \(?(?:utc|gmt))?[^\p{L}]{0,3}$/u

const entry =
  /^(?:(?:utc|gmt) )?(?:update|entry|event|log|note|message|aktualisierung|eintrag|ereignis|mise à jour|entrée|actualización|entrada|evento|atualização|aggiornamento|обновление|запись|событие|更新|記録|记录|업데이트|기록)(?: (?:text|title))?$/u
