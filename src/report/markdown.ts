import type {VFile} from 'vfile'
import {inMarkdownCell} from './escape.ts'
import {counted, findingsOf} from './finding.ts'
import type {Report} from './report.ts'

/** How many sections a document must have, and how many of them it has. */
export interface SectionCount {
  readonly present: number
  readonly due: number
}

declare module 'vfile' {
  interface DataMap {
    guidelintSections: SectionCount
  }
}

/** The most rows, since a job summary shows at most one mebibyte. */
const mostRows = 2000

/** A table of the documents for the summary of a job. */
export const markdown: Report = (files, {quiet}) => {
  const shown = files.filter(({messages}) => !quiet || messages.length > 0)
  const rows = shown.slice(0, mostRows).map((file) => row(file))
  const more = shown.length > mostRows ? [`… and ${shown.length - mostRows} more`] : []
  return [
    `### ${summary(files)}`,
    '',
    '| document | errors | warnings | sections | placeholders left |',
    '| --- | --: | --: | --: | --: |',
    ...rows,
    ...more
  ].join('\n')
}

function row(file: VFile): string {
  const findings = findingsOf([file])
  const errors = findings.filter(({severity}) => severity === 'error').length
  const placeholders = findings.filter(({ruleId}) => ruleId === 'no-placeholders').length
  const sections = file.data.guidelintSections
  const cells = [
    inMarkdownCell(file.path),
    errors,
    findings.length - errors,
    sections ? `${sections.present} of ${sections.due}` : '–',
    placeholders
  ]
  return `| ${cells.join(' | ')} |`
}

function summary(files: readonly VFile[]): string {
  const findings = findingsOf(files)
  const errors = findings.filter(({severity}) => severity === 'error').length
  const faulty = files.filter(({messages}) => messages.length > 0).length
  return findings.length === 0
    ? `guidelint: ${counted(files.length, 'document')}, no findings`
    : `guidelint: ${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')} in ${faulty} of ${counted(files.length, 'document')}`
}
