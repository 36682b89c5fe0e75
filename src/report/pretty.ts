import {stripVTControlCharacters} from 'node:util'
import type {VFile} from 'vfile'
import {inLines} from './escape.ts'
import {countsOf, reportOfDocument} from './document-report.ts'
import {compareFile} from './message-order.ts'
import type {Report} from './report.ts'
import {summaryOf} from './summary.ts'

/** After this many findings, those of further documents are only counted. A terminal keeps about as many lines (VS Code: 1,000), and nobody reads more at once. */
const mostFindings = 1000

/** A report for people: the findings of each document, no wider than the terminal, and a summary. */
export const pretty: Report = (files, {quiet, hasColors, ...layout}) => {
  const documents = files.filter(({messages}) => !quiet || messages.length > 0).toSorted(compareFile)
  const listed = listedDocuments(documents, layout.isVerbose ? Number.POSITIVE_INFINITY : mostFindings)
  const unlisted = documents.filter((file) => file.messages.length > 0 && !listed.has(file)).length
  const lines = documents.flatMap((file, index) => {
    const isApart = index > 0 && listed.has(documents[index - 1] as VFile)
    return [
      ...(isApart ? [''] : []),
      ...(file.messages.length === 0 || listed.has(file) ? reportOfDocument(file, layout) : countsOf(file, layout))
    ]
  })
  const end = documents.length === 0 ? [] : summaryOf(files, unlisted)
  const text = [...lines, ...end.flatMap((paragraph) => ['', ...paragraph])].join('\n')
  // Without colours, a wrapped line could start with a command to a runner.
  return hasColors ? text : inLines(stripVTControlCharacters(text))
}

/** The documents whose findings are listed: each with all of its findings, and at least the first one. */
function listedDocuments(documents: readonly VFile[], most: number): ReadonlySet<VFile> {
  const listed = new Set<VFile>()
  let findings = 0
  for (const file of documents) {
    if (findings >= most) break
    if (file.messages.length > 0) listed.add(file)
    findings += file.messages.length
  }
  return listed
}
