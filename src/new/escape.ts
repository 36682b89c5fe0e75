import {parseDocument} from 'yaml'

/**
 * Writes a text so that readers see exactly that text: a value that somebody gives is never read as Markdown, HTML or YAML,
 * wherever it is inserted.
 */

/** In running text. At the start of a block, more characters are markup; in a table, a bar ends the cell. */
export function inText(
  value: string,
  {opensBlock, isInCell}: {readonly opensBlock: boolean; readonly isInCell: boolean}
): string {
  // An underscore between letters does not start emphasis.
  const text = value
    .replaceAll(/[\\`*[\]<~]|(?<![\p{Alpha}\p{N}])_|_(?![\p{Alpha}\p{N}])|&(?=#?\w+;)/gu, String.raw`\$&`)
    .replace(/(?<=^|\s)(?=#+$)/, '\\')
  const opened = opensBlock ? text.replace(/^(?=[#>=+-])/, '\\').replace(/^\d{1,9}(?=[.)])/, '$&\\') : text
  return isInCell ? withBarsEscaped(opened) : opened
}

/** Escapes bars in a table cell, where even those in code end the cell. */
export function withBarsEscaped(text: string): string {
  return text.replaceAll('|', String.raw`\|`)
}

/** A code span: between more backticks than the code contains. */
export function asInlineCode(code: string): string {
  const fence = '`'.repeat(longestRun(code, '`') + 1)
  const isAmbiguous =
    code.startsWith('`') || code.endsWith('`') || (code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '')
  return isAmbiguous ? `${fence} ${code} ${fence}` : fence + code + fence
}

/** The length of the longest run of a character in a text. */
export function longestRun(text: string, character: string): number {
  let [longest, length] = [0, 0]
  for (const each of text) {
    length = each === character ? length + 1 : 0
    longest = Math.max(longest, length)
  }
  return longest
}

/** As part of a link target; as the whole target it may be a URL, whose escapes stay. */
export function inUrl(value: string, isAll: boolean): string {
  const encoded = isAll
    ? encodeURI(value.toWellFormed()).replaceAll(/%25(?=[\da-f]{2})/gi, '%')
    : encodeURIComponent(value.toWellFormed()).replaceAll('%2F', '/')
  return encoded.replaceAll(/[()'*!|]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** In HTML text or an attribute. */
export function inHtml(value: string): string {
  return value.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** Whether YAML 1.1 and 1.2 read an unquoted text as just that text, unlike `yes`, `007` and `a: b`. */
export function isPlainYaml(text: string): boolean {
  return ['1.1', '1.2'].every((version) => {
    const {errors, warnings, contents} = parseDocument(`key: ${text}`, {
      version: version as '1.1' | '1.2',
      logLevel: 'silent'
    })
    const value =
      errors.length + warnings.length === 0 ? (contents?.toJSON() as {key?: unknown} | null)?.key : undefined
    return value === text
  })
}
