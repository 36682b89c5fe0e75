import path from 'node:path'
import {pathToFileURL} from 'node:url'

// How foreign texts (names of files, texts of documents, arguments, errors) are escaped for a terminal, a log or a report.

/** Characters that move the cursor, end lines, change colours or the direction of text: C0, DEL, C1, line separators, directional overrides and isolates. */
const controls = /[\p{Cc}\u{2028}\u{2029}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu

/** The old form of commands to GitHub's runner, and that of Azure, which work anywhere in a line. */
const oldCommand = /##(?=(?:vso)?\[)/g

const shortForms: Readonly<Record<string, string>> = {'\t': String.raw`\t`, '\n': String.raw`\n`, '\r': String.raw`\r`}

/** Matches every text that needs escapes, and some that do not. */
const mayNeedEscapes = /[\p{Cc}\u{2028}-\u{202E}\u{2066}-\u{2069}]|##|^\s*::/u

/** A text as part of one line on a terminal or in the log of a CI job: controls are visible, and nothing is a command to the runner. */
export function inLine(text: string): string {
  return !mayNeedEscapes.test(text)
    ? text
    : withoutCommands(text.replaceAll(controls, (control) => shortForms[control] ?? visible(control)))
}

/** The same for a text of several lines, which stay lines. */
export function inLines(text: string): string {
  return text
    .split('\n')
    .map((line) => inLine(line))
    .join('\n')
}

/** A command to the runner is a line that starts with `::`. */
function withoutCommands(line: string): string {
  const escaped = line.replaceAll(oldCommand, `#${visible('#')}`)
  const start = escaped.length - escaped.trimStart().length
  return escaped.startsWith('::', start) ? escaped.slice(0, start) + visible(':') + escaped.slice(start + 1) : escaped
}

function visible(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

/** The text of a workflow command, by the rules of @actions/core (lib/command.ts). */
export function inCommandData(text: string): string {
  return inLines(text.replaceAll(/\r\n?/g, '\n')).replaceAll('%', '%25').replaceAll('\n', '%0A')
}

/** A property of a workflow command, by the same rules. */
export function inCommandProperty(text: string): string {
  return inCommandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** JSON with the same values, in which controls and commands are escaped. */
export function inJson(json: string): string {
  return json.replaceAll(
    /[\u{7F}-\u{9F}\u{2028}\u{2029}\u{202A}-\u{202E}\u{2066}-\u{2069}]|#(?=(?:vso)?\[)/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}

/** A text for XML, which does not allow most controls, not even escaped. Whatever writes the XML escapes its markup. */
export function inXml(text: string): string {
  return inLines(text.replaceAll(/\r\n?/g, '\n').toWellFormed()).replaceAll(/[\u{FFFE}\u{FFFF}]/gu, '\u{FFFD}')
}

/** Code in a cell of a Markdown table. If backticks cannot enclose it, everything with a meaning in Markdown becomes a character reference. */
export function inMarkdownCell(text: string): string {
  const line = inLine(text)
  if (line !== '' && line === line.trim() && !/[`|]/.test(line)) return `\`${line}\``
  return `<code>${line.replaceAll(/[!-/:-@[-`{-~]|^ | $/g, (character) => `&#${character.charCodeAt(0)};`)}</code>`
}

/** A path as a reference of RFC 3986: relative to the current folder, or a `file:` URI if it is absolute. */
export function asUri(file: string): string {
  return path.isAbsolute(file)
    ? pathToFileURL(file).href
    : file
        .toWellFormed()
        .split('/')
        .map((segment) => encodeURIComponent(segment))
        .join('/')
}
