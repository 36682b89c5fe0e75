import {type Finding, findingsOf, textOf} from './finding.ts'
import type {Report} from './report.ts'

/** Workflow commands, which GitHub Actions shows as annotations. */
export const github: Report = (files) => findingsOf(files).map((finding) => command(finding)).join('\n')

function command(finding: Finding): string {
  const {severity, path, ruleId, start, end} = finding
  // Columns of a place over several lines are refused.
  const isOneLine = start?.line === end?.line
  const properties = {
    file: path,
    line: start?.line,
    endLine: end?.line,
    ...(isOneLine && {col: start?.column, endColumn: end?.column}),
    title: ruleId
  }
  const list = Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : `${name}=${inProperty(String(value))}`))
  return `::${severity} ${list.join(',')}::${inData(textOf(finding))}`
}

/** Escapes of @actions/core (lib/command.ts). */
function inData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function inProperty(text: string): string {
  return inData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
