import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {type Alignment, nodesOfType} from '../align/alignment.ts'
import {type Identity, identityOf, sectionPaths} from '../finding-identity.ts'
import type {KnownBy} from '../baseline/matching-known-findings.ts'
import type {Outcome} from '../linter.ts'
import {type FixBeside, fixBeside, setFix} from '../fix/fix.ts'
import {withoutStacks} from '../rule.ts'
import type {SectionCount} from '../report/markdown.ts'
import {isRequired} from '../template/schema.ts'

/** A finding as plain data, which threads can exchange and a cache can keep. */
export type FindingRecord = Pick<
  VFileMessage,
  'reason' | 'place' | 'ruleId' | 'source' | 'fatal' | 'actual' | 'expected' | 'note' | 'url'
> & {
  /** What a baseline recognises it by; not part of printed reports. */
  readonly identity?: Identity
  readonly fix?: FixBeside
}

/** The result of checking one file. */
export interface FileReport {
  /** As the user named it. */
  readonly path: string
  readonly outcome: Outcome | 'failed'
  /** Whether it is no document, but a template with what is reported there for all of its documents. */
  readonly isTemplate?: true
  /** The path of its template, relative to the current folder, with slashes. */
  readonly template?: string
  readonly findings: readonly FindingRecord[]
  /** The paths of its sections, if it has findings. */
  readonly sectionPaths?: readonly string[]
  /** How many sections its template requires, and how many of them it has. */
  readonly sections?: SectionCount
  /** Why it could not be checked. */
  readonly failure?: string
}

/** The report of a file that was checked. */
export function reportOf(file: VFile, outcome: Outcome): FileReport {
  const {guidelint: analysis} = file.data
  const sections = outcome === 'template' && analysis ? countSections(analysis.alignment) : undefined
  const findings = file.messages.map((message) => {
    const identity = identityOf(message)
    const fix = fixBeside(message)
    return {...recordOf(message), ...(identity && {identity}), ...(fix !== undefined && {fix})}
  })
  return {
    path: file.path,
    outcome,
    ...(outcome === 'template' && analysis && {template: analysis.schema.path}),
    findings,
    ...(findings.length > 0 && analysis && {sectionPaths: sectionPaths(analysis.document)}),
    ...(sections && {sections})
  }
}

/** Findings by their identity; one without an identity is never recognised. */
export function knownBy(findings: readonly FindingRecord[]): readonly KnownBy[] {
  return findings.map(({ruleId = '', identity}) => ({rule: ruleId, ...(identity ?? {section: '', subjects: []})}))
}

function countSections(alignment: Alignment): SectionCount {
  const present = [...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')].filter(({spec}) =>
    isRequired(spec)
  ).length
  return {present, due: present + nodesOfType(alignment, 'missing').length}
}

function recordOf({reason, place, ruleId, source, fatal, actual, expected, note, url}: VFileMessage): FindingRecord {
  return {reason, place, ruleId, source, fatal, actual, expected, note, url}
}

/** The VFile of a report, for reporters. */
export function fileOf({
  path,
  findings,
  sections,
  outcome,
  isTemplate
}: Pick<FileReport, 'path' | 'findings' | 'sections' | 'isTemplate'> & {
  readonly outcome?: FileReport['outcome']
}): VFile {
  const file = new VFile({
    path,
    data: {
      ...(sections && {guidelintSections: sections}),
      ...(isTemplate && {guidelintIsTemplate: isTemplate}),
      ...(outcome && {guidelintHasTemplate: outcome === 'template'})
    }
  })
  withoutStacks(() => {
    for (const {reason, place, ruleId, source, identity: _, fix, ...rest} of findings) {
      const message = file.message(reason, {
        ...(place && {place}),
        ...(ruleId !== undefined && {ruleId}),
        ...(source !== undefined && {source})
      })
      Object.assign(message, rest)
      if (fix !== undefined) setFix(message, fix)
    }
  })
  return file
}

/**
 * The files of a report that `--format json` printed.
 *
 * @throws {SyntaxError} If it is another kind of file.
 */
export function filesFrom(json: string): readonly VFile[] {
  const reports: unknown = JSON.parse(json)
  if (!Array.isArray(reports)) throw new SyntaxError('not a report')
  return reports.map((report: unknown) => {
    const {path, messages} = fieldsOf(report)
    const findings = readFindings(messages)
    if (typeof path !== 'string' || !findings) throw new SyntaxError('not a report')
    return fileOf({path, findings})
  })
}

/** A report from the cache; undefined if the value is anything else. */
export function readReport(value: unknown): FileReport | undefined {
  const {path, outcome, template, findings: kept, sectionPaths: paths, sections} = fieldsOf(value)
  const findings = readFindings(kept)
  if (typeof path !== 'string' || !isOutcome(outcome) || !findings) return undefined
  if (!isTextOrAbsent(template) || !(paths === undefined || areTexts(paths))) return undefined
  if (!(sections === undefined || isSectionCount(sections))) return undefined
  return {
    path,
    outcome,
    ...(typeof template === 'string' && {template}),
    findings,
    ...(paths && {sectionPaths: paths}),
    ...(sections && {sections})
  }
}

function readFindings(value: unknown): readonly FindingRecord[] | undefined {
  if (!Array.isArray(value) || !value.every((finding) => isFinding(finding))) return undefined
  return value.map((finding) => {
    const {identity, fix} = fieldsOf(finding)
    return {...recordOf(finding), ...(isIdentity(identity) && {identity}), ...(isFix(fix) && {fix})}
  })
}

function isFinding(value: unknown): value is VFileMessage {
  const {reason, place, ruleId, source, fatal, actual, expected, note, url} = fieldsOf(value)
  return (
    typeof reason === 'string' &&
    isTextOrAbsent(ruleId) &&
    isTextOrAbsent(source) &&
    isTextOrAbsent(actual) &&
    isTextOrAbsent(note) &&
    isTextOrAbsent(url) &&
    (isAbsent(place) || isPlace(place)) &&
    (isAbsent(fatal) || typeof fatal === 'boolean') &&
    (isAbsent(expected) || areTexts(expected))
  )
}

const noFields: Readonly<Record<string, unknown>> = {}

/** The properties of any value; none if it is not an object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : noFields
}

function isIdentity(value: unknown): value is Identity {
  const {section, subjects, requiredAt} = fieldsOf(value)
  return typeof section === 'string' && areTexts(subjects) && (requiredAt === undefined || isCount(requiredAt))
}

function isFix(value: unknown): value is FixBeside {
  if (value === null) return true
  const {edits, isMove, rank} = fieldsOf(value)
  return (
    Array.isArray(edits) &&
    edits.every((edit) => isEdit(edit)) &&
    (isMove === undefined || isMove === true) &&
    (rank === undefined || isCount(rank))
  )
}

function isEdit(value: unknown): boolean {
  const {place, text} = fieldsOf(value)
  const {start, end} = fieldsOf(place)
  return typeof text === 'string' && [start, end].every((point) => isPoint(point) && isCount(fieldsOf(point)['offset']))
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}

function isTextOrAbsent(value: unknown): boolean {
  return typeof value === 'string' || isAbsent(value)
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string')
}

/** A point, or a position from one point to another. */
function isPlace(value: unknown): boolean {
  const {start, end} = fieldsOf(value)
  return start === undefined ? isPoint(value) : isPoint(start) && isPoint(end)
}

function isPoint(value: unknown): boolean {
  const {line, column, offset} = fieldsOf(value)
  return isCount(line) && line > 0 && isCount(column) && column > 0 && (isAbsent(offset) || isCount(offset))
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isOutcome(value: unknown): value is Outcome {
  return value === 'template' || value === 'no template' || value === 'not checked'
}

function isSectionCount(value: unknown): value is SectionCount {
  const {present, due} = fieldsOf(value)
  return isCount(present) && isCount(due)
}
