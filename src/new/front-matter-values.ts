import {isPlainYaml} from './escape.ts'

/** A text in front matter that is to be replaced. */
export interface Replacement {
  /** UTF-16 offsets into the value. */
  readonly start: number
  readonly end: number
  readonly text: string
  /** Whether it is a date, for which front matter has a type. */
  readonly isDay?: true
}

/**
 * Replace texts in a value of front matter, and quote it if it would otherwise not be read as that text.
 *
 * @param value The source of the value, with its quotes.
 * @param replacements Sorted by place; none overlap.
 * @param isBlock Whether it is a line of a block scalar, in which nothing needs quotes.
 */
export function withTexts(value: string, replacements: readonly Replacement[], isBlock: boolean): string {
  const put = (write: (text: string) => string) => {
    let at = 0
    const parts = replacements.map(({start, end, text}) => {
      const part = value.slice(at, start) + write(text)
      at = end
      return part
    })
    return parts.join('') + value.slice(at)
  }
  if (isBlock) return put((text) => text)
  if (/^".*"$/.test(value)) return put((text) => JSON.stringify(text).slice(1, -1))
  if (/^'.*'$/.test(value)) return put((text) => text.replaceAll("'", "''"))
  const [only] = replacements
  const isAll = only?.start === 0 && only.end === value.length
  if (!isAll && /^[[{]/.test(value))
    return put((text) => (isPlainYaml(text) && !/[,[\]{}]/.test(text) ? text : JSON.stringify(text)))
  const plain = put((text) => text)
  return (isAll && only.isDay) || isPlainYaml(plain) ? plain : JSON.stringify(plain)
}
