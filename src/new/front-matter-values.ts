import {isPlainYaml} from './escape.ts'

/** A text in front matter that is to be replaced. */
export interface Replacement {
  /** UTF-16 offsets into the value. */
  readonly start: number
  readonly end: number
  readonly text: string
  /** Whether it is a day, which front matter has types for. */
  readonly isDay?: true
}

/**
 * A value of front matter with texts put in, quoted where it would be something else than text without.
 *
 * @param value As it is written, quotes included.
 * @param replacements In order, none of which overlap.
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
