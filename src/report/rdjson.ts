import {readFileSync, statSync} from 'node:fs'
import type {Point} from 'unist'
import type {VFile} from 'vfile'
import {inJson} from './escape.ts'
import {type Finding, findingsOf, textOf} from './finding.ts'
import type {Report} from './report.ts'

/** The format of reviewdog, with suggestions; its columns count bytes of UTF-8. */
export const rdjson: Report = (files) =>
  inJson(JSON.stringify({
    source: {name: 'guidelint', url: 'https://github.com/guidelint/guidelint'},
    diagnostics: files.flatMap((file) => {
      const findings = findingsOf([file])
      const lines = findings.length === 0 ? [] : linesOf(file)
      return findings.map((finding) => diagnosticOf(finding, lines))
    })
  }))

function diagnosticOf(finding: Finding, lines: readonly string[]) {
  const {message, path, severity, ruleId, start, end} = finding
  const range = start && end && {start: inBytes(start, lines), end: inBytes(end, lines)}
  return {
    message: textOf(finding),
    location: {path, ...(range && {range})},
    severity: severity === 'error' ? 'ERROR' : 'WARNING',
    code: {value: ruleId, ...(message.url !== undefined && {url: message.url})},
    ...(range && message.expected && {suggestions: message.expected.map((text) => ({range, text}))})
  }
}

function inBytes({line, column}: Point, lines: readonly string[]): {line: number; column?: number} {
  const text = lines[line - 1]
  return text === undefined ? {line} : {line, column: Buffer.byteLength(text.slice(0, column - 1)) + 1}
}

/** The lines of a file, read again where its text was not kept; none where it is gone. */
function linesOf(file: VFile): readonly string[] {
  try {
    if (file.value === undefined && !statSync(file.path).isFile()) return []
    const text = file.value === undefined ? readFileSync(file.path, 'utf8') : String(file)
    return text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  } catch {
    return []
  }
}
