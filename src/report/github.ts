import {inCommandData, inCommandProperty} from './escape.ts'
import {type Finding, findingsOf, textOf} from './finding.ts'
import type {Report} from './report.ts'

/** Workflow commands, which GitHub Actions shows as annotations. */
export const github: Report = (files) =>
  findingsOf(files)
    .map((finding) => command(finding))
    .join('\n')

function command(finding: Finding): string {
  const {severity, path, ruleId, start, end} = finding
  // GitHub refuses columns for a place of several lines.
  const isOneLine = start?.line === end?.line
  const properties = {
    file: path,
    line: start?.line,
    endLine: end?.line,
    ...(isOneLine && {col: start?.column, endColumn: end?.column}),
    title: ruleId
  }
  const list = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${inCommandProperty(String(value))}`
  )
  return `::${severity} ${list.join(',')}::${inCommandData(textOf(finding))}`
}
