import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import type {Outcome} from '../linter.ts'

/** A finding as plain data, which threads can exchange and a cache can keep. */
export type FindingRecord = Pick<VFileMessage, 'reason' | 'place' | 'ruleId' | 'source' | 'fatal' | 'actual' | 'expected' | 'note' | 'url'>

/** What came of checking one file. */
export interface FileReport {
  /** As it was named. */
  readonly path: string
  readonly outcome: Outcome | 'failed'
  readonly findings: readonly FindingRecord[]
  /** Why it could not be checked. */
  readonly failure?: string
}

/** The report of a file that was checked. */
export function reportOf(file: VFile, outcome: Outcome): FileReport {
  return {path: file.path, outcome, findings: file.messages.map((message) => recordOf(message))}
}

function recordOf({reason, place, ruleId, source, fatal, actual, expected, note, url}: VFileMessage): FindingRecord {
  return {reason, place, ruleId, source, fatal, actual, expected, note, url}
}

/** The file of a report, as reporters want it. */
export function fileOf({path, findings}: FileReport): VFile {
  const file = new VFile({path})
  // A message is an error to VFile, but nobody reads the stack of a finding.
  const {stackTraceLimit} = Error
  Error.stackTraceLimit = 0
  for (const {reason, place, ruleId, source, ...rest} of findings) {
    const message = file.message(reason, {...(place && {place}), ...(ruleId !== undefined && {ruleId}), ...(source !== undefined && {source})})
    Object.assign(message, rest)
  }
  Error.stackTraceLimit = stackTraceLimit
  return file
}
