import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {type Alignment, nodesOfType} from '../align/alignment.ts'
import type {Outcome} from '../linter.ts'
import {withoutStacks} from '../rule.ts'
import type {SectionCount} from '../report/markdown.ts'
import {isRequired} from '../template/schema.ts'

/** A finding as plain data, which threads can exchange and a cache can keep. */
type FindingRecord = Pick<VFileMessage, 'reason' | 'place' | 'ruleId' | 'source' | 'fatal' | 'actual' | 'expected' | 'note' | 'url'>

/** What came of checking one file. */
export interface FileReport {
  /** As it was named. */
  readonly path: string
  readonly outcome: Outcome | 'failed'
  readonly findings: readonly FindingRecord[]
  /** Of the sections that its template demands, how many it has. */
  readonly sections?: SectionCount
  /** Why it could not be checked. */
  readonly failure?: string
}

/** The report of a file that was checked. */
export function reportOf(file: VFile, outcome: Outcome): FileReport {
  const sections = outcome === 'template' && file.data.guidelint ? countSections(file.data.guidelint.alignment) : undefined
  return {path: file.path, outcome, findings: file.messages.map((message) => recordOf(message)), ...(sections && {sections})}
}

function countSections(alignment: Alignment): SectionCount {
  const present = [...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')].filter(({spec}) => isRequired(spec)).length
  return {present, due: present + nodesOfType(alignment, 'missing').length}
}

function recordOf({reason, place, ruleId, source, fatal, actual, expected, note, url}: VFileMessage): FindingRecord {
  return {reason, place, ruleId, source, fatal, actual, expected, note, url}
}

/** The file of a report, as reporters want it. */
export function fileOf({path, findings, sections}: Pick<FileReport, 'path' | 'findings' | 'sections'>): VFile {
  const file = new VFile({path, ...(sections && {data: {guidelintSections: sections}})})
  withoutStacks(() => {
    for (const {reason, place, ruleId, source, ...rest} of findings) {
      const message = file.message(reason, {...(place && {place}), ...(ruleId !== undefined && {ruleId}), ...(source !== undefined && {source})})
      Object.assign(message, rest)
    }
  })
  return file
}

/**
 * The files of a report that `--format json` printed.
 *
 * @throws {SyntaxError} Where it is another kind of file.
 */
export function filesFrom(json: string): readonly VFile[] {
  const reports: unknown = JSON.parse(json)
  if (!Array.isArray(reports) || !reports.every((report) => isJsonReport(report))) throw new SyntaxError('not a report')
  return reports.map(({path, messages}) => fileOf({path, findings: messages}))
}

interface JsonReport {
  readonly path: string
  readonly messages: readonly FindingRecord[]
}

function isJsonReport(value: unknown): value is JsonReport {
  const {path, messages} = (value ?? {}) as Partial<JsonReport>
  return typeof path === 'string' && Array.isArray(messages) && messages.every((message) => isFinding(message))
}

/** Whether all that a reporter reads of a finding is what it takes it for. */
function isFinding(value: unknown): value is FindingRecord {
  const {reason, place, expected = [], fatal, ruleId, source, actual, note, url} = (value ?? {}) as Partial<Record<keyof FindingRecord, unknown>>
  const areTexts = [ruleId, source, actual, note, url].every((text) => text === undefined || typeof text === 'string')
  const isList = Array.isArray(expected) && expected.every((text) => typeof text === 'string')
  return typeof reason === 'string' && areTexts && isList && isPlace(place) && [undefined, null, true, false].some((known) => known === fatal)
}

function isPlace(value: unknown): boolean {
  if (value === undefined || isPoint(value)) return true
  const {start, end} = (value ?? {}) as {start?: unknown; end?: unknown}
  return isPoint(start) && isPoint(end)
}

function isPoint(value: unknown): boolean {
  const {line, column} = (value ?? {}) as {line?: unknown; column?: unknown}
  return [line, column].every((number) => Number.isSafeInteger(number) && (number as number) > 0)
}
