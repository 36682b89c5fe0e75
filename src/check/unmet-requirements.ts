import path from 'node:path'
import {grouped} from '../grouped.ts'
import {quote, quoteSome} from '../markdown/text.ts'
import type {FileReport, FindingRecord} from './file-report.ts'

/** Fewer documents may lack the same thing by chance. */
const enoughDocuments = 5

/** Reports, with one finding for each requirement that no document meets. */
export interface SettledReports {
  /** In their order, without the findings that all documents of a template have in common. */
  readonly reports: readonly FileReport[]
  /** The findings at templates. */
  readonly templates: readonly FileReport[]
}

/**
 * Report a requirement that none of at least five documents meets once, as a warning at the template, instead of in each
 * document: the template is new, is misread, or asks for what nobody writes, and it is not for the author of a document
 * to settle which.
 *
 * @param cwd The absolute path of the folder that paths are relative to.
 */
export function settleUnmet(reports: readonly FileReport[], cwd: string): SettledReports {
  const settled = new Map<FileReport, FileReport>()
  const templates = Array.from(
    grouped(reports, (report) => templateOf(report, cwd)),
    ([template, documents]): FileReport => {
      const unmet = metByNone(documents)
      const isWithheld = (finding: FindingRecord) => {
        const subjects = subjectsOf(finding)
        return subjects.length > 0 && subjects.every((subject) => unmet.has(subject))
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
function metByNone(documents: readonly FileReport[]): ReadonlySet<string> {
  if (documents.length < enoughDocuments) return new Set()
  const counts = grouped(documents, ({findings}) => new Set(findings.flatMap((finding) => subjectsOf(finding))))
  return new Set(Array.from(counts).flatMap(([subject, {length}]) => (length === documents.length ? [subject] : [])))
}

/** What a finding is about, if it is something that the template requires, with its rule. */
function subjectsOf({ruleId = '', identity}: FindingRecord): readonly string[] {
  return identity?.requiredAt === undefined ? [] : identity.subjects.map((subject) => `${ruleId} ${subject}`)
}

/** One finding for each line of the template and each rule, in the order of the lines. */
function atTemplate(withheld: readonly FindingRecord[], documents: number): readonly FindingRecord[] {
  const byPlace = grouped(withheld, ({ruleId = '', identity}) => [`${identity?.requiredAt} ${ruleId}`])
  return Array.from(byPlace.values(), ([first, ...others]) => first && metByNoneOf(documents, first, others))
    .filter((finding) => finding !== undefined)
    .toSorted((a, b) => lineOf(a) - lineOf(b))
}

function metByNoneOf(documents: number, first: FindingRecord, others: readonly FindingRecord[]): FindingRecord {
  const findings = [first, ...others]
  const subjects = [...new Set(findings.flatMap(({identity}) => identity?.subjects ?? []))]
  const [requirements, one] = subjects.length === 1 ? ['requirement', 'one'] : ['requirements', 'some']
  const {actual, identity, ruleId, source, url} = first
  const instead =
    actual !== undefined && others.every((other) => other.actual === actual) ? ` (all have ${quote(actual)})` : ''
  return {
    reason: `Unexpected ${requirements} ${quoteSome(subjects)}, expected ${one} that any of the ${documents} documents meets${instead}`,
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

function lineOf({place}: FindingRecord): number {
  return place && 'line' in place ? place.line : 1
}
