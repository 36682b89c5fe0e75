import path from 'node:path'
import {grouped} from '../grouped.ts'
import {quoteSome} from '../markdown/text.ts'
import type {FileReport, FindingRecord} from './file-report.ts'

/** Fewer documents may lack the same thing by chance. */
const enoughDocuments = 5

/** Reports, with one finding for what all documents have wrong. */
export interface JoinedReports {
  /** In their order, without the findings that all documents of a template have in common. */
  readonly reports: readonly FileReport[]
  /** The findings at templates. */
  readonly templates: readonly FileReport[]
}

/**
 * Report what each of at least five documents has wrong once, as a warning at the template, instead of in each document:
 * the template is new, is misread, or asks for what nobody writes, and it is not for the author of a document to settle
 * which.
 *
 * @param cwd The absolute path of the folder that paths are relative to.
 */
export function joinFaultsOfAll(reports: readonly FileReport[], cwd: string): JoinedReports {
  const settled = new Map<FileReport, FileReport>()
  const templates = Array.from(
    grouped(reports, (report) => templateOf(report, cwd)),
    ([template, documents]): FileReport => {
      const common = wrongInAll(documents)
      const isWithheld = (finding: FindingRecord) => {
        const subjects = subjectsOf(finding)
        return subjects.length > 0 && subjects.every((subject) => common.has(subject))
      }
      for (const report of documents)
        settled.set(report, {...report, findings: report.findings.filter((finding) => !isWithheld(finding))})
      const withheld = documents.flatMap(({findings}) => findings.filter((finding) => isWithheld(finding)))
      return {path: template, isTemplate: true, outcome: 'template', findings: atTemplate(withheld, documents.length)}
    }
  ).filter(({findings}) => findings.length > 0)
  return {reports: reports.map((report) => settled.get(report) ?? report), templates}
}

/** The path of a document's template; none for the template itself, which is checked like a document if it is named. */
function templateOf({path: name, template}: FileReport, cwd: string): readonly string[] {
  return template === undefined || path.resolve(cwd, name) === path.resolve(cwd, template) ? [] : [template]
}

/** What every document has a finding about. */
function wrongInAll(documents: readonly FileReport[]): ReadonlySet<string> {
  if (documents.length < enoughDocuments) return new Set()
  const counts = grouped(documents, ({findings}) => new Set(findings.flatMap((finding) => subjectsOf(finding))))
  return new Set(Array.from(counts).flatMap(([subject, {length}]) => (length === documents.length ? [subject] : [])))
}

/** What a finding is about, with its rule, if a line of the template is the reason for it. */
function subjectsOf({ruleId = '', identity}: FindingRecord): readonly string[] {
  return identity?.requiredAt === undefined ? [] : identity.subjects.map((subject) => `${ruleId} ${subject}`)
}

/** One finding for each line of the template and each rule, in the order of the lines. */
function atTemplate(withheld: readonly FindingRecord[], documents: number): readonly FindingRecord[] {
  const byPlace = grouped(withheld, ({ruleId = '', identity}) => [`${identity?.requiredAt} ${ruleId}`])
  return Array.from(byPlace.values(), ([first, ...others]) => first && forAll(documents, first, others))
    .filter((finding) => finding !== undefined)
    .toSorted((a, b) => lineOf(a) - lineOf(b))
}

function forAll(documents: number, first: FindingRecord, others: readonly FindingRecord[]): FindingRecord {
  const {identity, ruleId, source, url} = first
  const subjects = [...new Set([first, ...others].flatMap((finding) => finding.identity?.subjects ?? []))]
  const reasons = others.map(({reason}) => reason)
  const fault =
    commonStart(first.reason, reasons) ??
    withoutNames(first.reason, reasons) ??
    `Missing or unexpected: ${quoteSome(subjects)}`
  return {
    reason: `${fault}, in all ${documents} documents`,
    place: {line: identity?.requiredAt ?? 1, column: 1},
    ruleId,
    source,
    fatal: false,
    actual: undefined,
    expected: undefined,
    note: undefined,
    url,
    identity: {section: '', subjects}
  }
}

/** What all reasons say is wrong, since they may differ in where it was expected. */
function commonStart(reason: string, others: readonly string[]): string | undefined {
  const [start = reason] = reason.split(/, expected (?:it|them) /)
  return others.every((other) => other.startsWith(start)) ? start : undefined
}

/** What all reasons have in common around the names of each document: `Unexpected title, expected one like …`. */
function withoutNames(reason: string, others: readonly string[]): string | undefined {
  const start = reason.slice(0, reason.indexOf(' `'))
  const end = reason.slice(reason.lastIndexOf(', expected '))
  return end.startsWith(', expected ') && others.every((other) => other.startsWith(start) && other.endsWith(end))
    ? start + end
    : undefined
}

function lineOf({place}: FindingRecord): number {
  return place && 'line' in place ? place.line : 1
}
