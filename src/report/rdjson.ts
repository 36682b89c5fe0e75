import {readFileSync, statSync} from 'node:fs'
import type {Point, Position} from 'unist'
import type {VFile} from 'vfile'
import {type Fix, fixBeside, fixesOf, inOneEdit} from '../fix/fix.ts'
import {inJson} from './escape.ts'
import {type Finding, findingsOf, textOf} from './finding.ts'
import type {Report} from './report.ts'

/** The format of reviewdog, with suggestions. Its columns count bytes of UTF-8. */
export const rdjson: Report = (files) =>
  inJson(
    JSON.stringify({
      source: {name: 'guidelint', url: 'https://github.com/guidelint/guidelint'},
      diagnostics: files.flatMap((file) => {
        const findings = findingsOf([file])
        const text = findings.length === 0 ? '' : textOfFile(file)
        const lines = text === '' ? [] : text.split(/\r\n|\r|\n/)
        return findings.map((finding) => diagnosticOf(finding, text, lines))
      })
    })
  )

function diagnosticOf(finding: Finding, text: string, lines: readonly string[]) {
  const {message, path, severity, ruleId, start, end} = finding
  const fixes = fixesOf(message, fixBeside(message))
  return {
    message: textOf(finding),
    location: {path, ...(start && end && {range: rangeOf({start, end}, lines)})},
    severity: severity === 'error' ? 'ERROR' : 'WARNING',
    code: {value: ruleId, ...(message.url !== undefined && {url: message.url})},
    ...(fixes.length > 0 && {suggestions: fixes.flatMap((fix) => suggestionOf(fix, text, lines))})
  }
}

/** A suggestion has one range, which includes the text between two edits. */
function suggestionOf(fix: Fix, text: string, lines: readonly string[]) {
  const edit = fix.edits.length === 1 ? fix.edits[0] : text === '' ? undefined : inOneEdit(fix, text)
  return edit ? [{range: rangeOf(edit.place, lines), text: edit.text}] : []
}

function rangeOf({start, end}: Position, lines: readonly string[]) {
  return {start: inBytes(start, lines), end: inBytes(end, lines)}
}

function inBytes({line, column}: Point, lines: readonly string[]): {line: number; column?: number} {
  const text = lines[line - 1]
  return text === undefined ? {line} : {line, column: Buffer.byteLength(text.slice(0, column - 1)) + 1}
}

/** The text of a file, which is read again if it was not kept; empty if it no longer exists. */
function textOfFile(file: VFile): string {
  try {
    if (file.value === undefined && !statSync(file.path).isFile()) return ''
    const text = file.value === undefined ? readFileSync(file.path, 'utf8') : String(file)
    return text.replace(/^\uFEFF/, '')
  } catch {
    return ''
  }
}
