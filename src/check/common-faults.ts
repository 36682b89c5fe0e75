import path from 'node:path'
import {grouped} from '../grouped.ts'
import {quoteSome} from '../markdown/text.ts'
import type {FileReport, FindingRecord} from './file-report.ts'

/** Fewer documents may have the same fault by chance. */
const enoughDocuments = 5

/** The share of the documents from which on the template, not the document, is the exception. */
const enoughOfAll = 1 / 2

/** Reports, with one finding for what most documents have wrong. */
export interface JoinedReports {
  /** In their order, without the findings that most documents of a template have in common. */
  readonly reports: readonly FileReport[]
  /** The findings at templates. */
  readonly templates: readonly FileReport[]
}

/**
 * Report what half of the documents of a template, and at least five, have wrong once, as a warning at the template that
 * names them, instead of in each document: the template is new, is misread, or asks for what hardly anybody writes, and it
 * is not for the author of a document to settle which.
 *
 * @param cwd The absolute path of the folder that paths are relative to.
 */
export function joinCommonFaults(reports: readonly FileReport[], cwd: string): JoinedReports {
  const reduced = new Map<FileReport, FileReport>()
  const templates = Array.from(
    grouped(reports, (report) => templateOf(report, cwd)),
    ([template, documents]): FileReport => {
      const faults = commonFaults(documents)
      const isCommon = (finding: FindingRecord) => {
        const subjects = subjectsOf(finding)
        return (
          subjects.length > 0 &&
          subjects.every((subject) => faults.has(subject) || faults.has(underOtherName(subject, finding) ?? subject))
        )
      }
      for (const report of documents)
        reduced.set(report, {...report, findings: report.findings.filter((finding) => !isCommon(finding))})
      return {
        path: template,
        isTemplate: true,
        outcome: 'template',
        findings: atTemplate([...faults.values()], documents.length)
      }
    }
  ).filter(({findings}) => findings.length > 0)
  return {reports: reports.map((report) => reduced.get(report) ?? report), templates}
}

/** The path of a document's template; none for the template itself, which is checked like a document if it is named. */
function templateOf({path: name, template}: FileReport, cwd: string): readonly string[] {
  return template === undefined || path.resolve(cwd, name) === path.resolve(cwd, template) ? [] : [template]
}

/** A subject that most documents have a finding about. */
interface CommonFault {
  readonly subject: string
  /** Findings about it, perhaps about other subjects as well, in the order of the documents. */
  readonly findings: readonly [FindingRecord, ...FindingRecord[]]
  /** The paths of the documents that have one, in their order. */
  readonly paths: readonly string[]
}

/** What most documents have wrong, by subject. */
function commonFaults(documents: readonly FileReport[]): ReadonlyMap<string, CommonFault> {
  const least = Math.max(enoughDocuments, documents.length * enoughOfAll)
  const reportsBySubject = grouped(
    documents,
    ({findings}) => new Set(findings.flatMap((finding) => subjectsOf(finding)))
  )
  return new Map(
    Array.from(reportsBySubject).flatMap(([subject, faulty]): ReadonlyArray<[string, CommonFault]> => {
      if (faulty.length < least) return []
      const [first, ...others] = faulty.flatMap(({findings}) =>
        findings.filter((finding) => subjectsOf(finding).includes(subject))
      )
      const known = new Set(faulty)
      const isFaulty = (report: FileReport) =>
        known.has(report) ||
        report.findings.some((finding) =>
          subjectsOf(finding).some((other) => underOtherName(other, finding) === subject)
        )
      const paths = documents.filter((report) => isFaulty(report)).map(({path: name}) => name)
      return first ? [[subject, {subject, findings: [first, ...others], paths}]] : []
    })
  )
}

/** The subject of what is missing if it may be there under another name; where most documents have that, it is the same fault. */
function underOtherName(subject: string, {fatal}: FindingRecord): string | undefined {
  const [, rule, name] = fatal ? [] : (/^(\S+) ((?:section|field|column) .+)$/.exec(subject) ?? [])
  return name === undefined ? undefined : `${rule} name of ${name.replace(/^section /, '')}`
}

/** What a finding is about, with its rule, if a line of the template is the reason for it. */
function subjectsOf({ruleId = '', identity}: FindingRecord): readonly string[] {
  return identity?.requiredAt === undefined ? [] : identity.subjects.map((subject) => `${ruleId} ${subject}`)
}

/** One finding for what is wrong with a line of the template in the same number of documents, in the order of the lines. */
function atTemplate(faults: readonly CommonFault[], documents: number): readonly FindingRecord[] {
  return Array.from(
    grouped(faults, (fault) => [`${lineOf(fault)} ${fault.findings[0].ruleId} ${fault.paths.length}`]).values(),
    ([first, ...others]) => first && findingFor([first, ...others], documents)
  )
    .filter((finding) => finding !== undefined)
    .toSorted((a, b) => (a.identity?.requiredAt ?? 0) - (b.identity?.requiredAt ?? 0))
}

/** The line of the template that is the reason for a fault. A finding about several has the line of the first. */
function lineOf({subject, findings}: CommonFault): number {
  const opening = findings.filter((finding) => subjectsOf(finding)[0] === subject)
  return Math.min(...(opening.length > 0 ? opening : findings).map(({identity}) => identity?.requiredAt ?? 1))
}

function findingFor(faults: readonly [CommonFault, ...CommonFault[]], documents: number): FindingRecord {
  const [first] = faults
  const [{ruleId, source, url}] = first.findings
  const subjects = faults.map(({subject}) => subject)
  const about = first.findings.filter((finding) => isAbout(finding, subjects)).map(({reason}) => reason)
  const line = lineOf(first)
  const named = subjects.map((subject) => subject.slice(`${ruleId} `.length))
  return {
    reason: `${inCommon(about) ?? inCommon(about.filter(saysMissing)) ?? `Missing or unexpected: ${quoteSome(named)}`}, in ${first.paths.length === documents ? 'all' : `${first.paths.length} of`} ${documents} documents`,
    place: {line, column: 1},
    ruleId,
    source,
    fatal: false,
    actual: undefined,
    expected: undefined,
    note: first.paths.length === documents ? undefined : `Documents: ${quoteSome(first.paths)}`,
    url,
    identity: {section: '', subjects: named, requiredAt: line}
  }
}

/** Whether a finding is about certain subjects, and no others. */
function isAbout(finding: FindingRecord, subjects: readonly string[]): boolean {
  const own = subjectsOf(finding)
  return own.length === subjects.length && subjects.every((subject) => own.includes(subject))
}

/** Whether a reason says that something is missing, which is true as well where a document has it under another name. */
function saysMissing(reason: string): boolean {
  return reason.startsWith('Missing ')
}

/** What several reasons have in common: all but where something was expected, or all but the names in each document; undefined if it is less. */
function inCommon([reason, ...others]: readonly string[]): string | undefined {
  if (reason === undefined) return undefined
  const [fault = reason] = reason.split(/, expected (?:it|them) /)
  if (others.every((other) => other.startsWith(fault))) return fault
  const start = reason.slice(0, reason.indexOf(' `'))
  const end = reason.slice(reason.lastIndexOf(', expected '))
  return end.startsWith(', expected ') && others.every((other) => other.startsWith(start) && other.endsWith(end))
    ? start + end
    : undefined
}
