import {foldWhitespace} from '../markdown/text.ts'
import {withoutBrackets, withoutMarkup} from './without-brackets.ts'

/** Whether a text is a date to fill in, year first, and nothing else. */
export function isDatePattern(text: string): boolean {
  return /^(?:YYYY|JJJJ|AAAA)-MM-(?:DD|TT|JJ)$/i.test(withoutMarkup(withoutBrackets(foldWhitespace(text))))
}

/** Whether a text starts with a valid date as ISO 8601 writes it. */
export function startsWithDate(text: string): boolean {
  const [date = ''] = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(text) ?? []
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}
