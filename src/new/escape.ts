import {parseDocument} from 'yaml'

/**
 * How a text is written so that readers see that text, and nothing in it is markup: a value that somebody gives is no
 * Markdown, no HTML and no YAML, wherever it is put.
 */

/** In running text; at the start of a block more is markup. A bar ends the cell of a table. */
export function inText(
  value: string,
  {opensBlock, isInCell}: {readonly opensBlock: boolean; readonly isInCell: boolean}
): string {
  // An underscore between letters is no emphasis.
  const text = value
    .replaceAll(/[\\`*[\]<~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu, String.raw`\$&`)
    .replace(/(?<=^|\s)(?=#+$)/, '\\')
  const opened = opensBlock ? text.replace(/^(?=[#>=+-])/, '\\').replace(/^\d{1,9}(?=[.)])/, '$&\\') : text
  return isInCell ? withBarsEscaped(opened) : opened
}

/** A bar in a table's cell, which code does not protect. */
export function withBarsEscaped(text: string): string {
  return text.replaceAll('|', String.raw`\|`)
}

/** Code as a span: between more backticks than are in it. */
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

/** As part of the target of a link; where it is all of it, it may be a URL itself, whose escapes stay. */
export function inUrl(value: string, isAll: boolean): string {
  const encoded = isAll
    ? encodeURI(value.toWellFormed()).replaceAll(/%25(?=[\da-f]{2})/gi, '%')
    : encodeURIComponent(value.toWellFormed()).replaceAll('%2F', '/')
  return encoded.replaceAll(/[()'*!|]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** In HTML, between tags or in an attribute. */
export function inHtml(value: string): string {
  return value.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** Whether a text is itself as a plain scalar of YAML, by 1.1 and by 1.2: `yes`, `007` and `a: b` are something else. */
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
