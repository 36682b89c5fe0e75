import {readFileSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {compare, knownOf} from '../baseline/known.ts'
import type {CheckSettings, Checker} from '../check/checker.ts'
import {UsageError, explainFailure} from '../check/failure.ts'
import {type FileReport, type FindingRecord, knownBy} from '../check/file-report.ts'
import {replaceFile} from '../check/replace-file.ts'
import {type Fix, fixOf} from '../fix/fix.ts'
import {fixText} from '../fix/fix-text.ts'
import {unifiedDiff} from '../fix/unified-diff.ts'
import {readDocument} from '../markdown/document.ts'
import type {Parse} from '../markdown/parse.ts'

/** What is made of a finding, and how. */
export interface FixSettings {
  /** Whether sections are moved as well. */
  readonly hasMoves: boolean
  readonly settings: CheckSettings
  readonly check: Checker
  readonly parse: Parse
}

/** A document with something to mend. */
export interface FixableDocument {
  readonly report: FileReport
  /** Of its findings those that are to be mended; the others are known. */
  readonly shown: readonly FindingRecord[]
}

/** What was made of a document. */
export interface FixedDocument {
  /** As it was named. */
  readonly path: string
  readonly before: string
  readonly after: string
  /** What is found in it then, but for what was known. */
  readonly report: FileReport
}

/** What came of several documents. */
export interface FixResult {
  readonly fixed: readonly FixedDocument[]
  /** Why others could not be written, a line each. */
  readonly failures: readonly string[]
}

/**
 * Mend what is found in documents.
 *
 * @param write Whether they are written.
 */
export async function fixDocuments(documents: readonly FixableDocument[], by: FixSettings, write: boolean): Promise<FixResult> {
  const fixed: FixedDocument[] = []
  const failures: string[] = []
  for (const document of documents.filter(({shown}) => shown.some((finding) => fixFor(finding, by.hasMoves)))) {
    const name = document.report.path
    try {
      const absolute = path.resolve(by.settings.cwd, name)
      const read = readFileSync(absolute)
      const result = fixedDocument(document, textIn(read, name), by)
      if (!result) continue
      if (write) replaceFile(absolute, name, {read, written: Buffer.from(result.after), cwd: by.settings.cwd})
      fixed.push(result)
    } catch (error) {
      failures.push(explainFailure(error, name))
    }
    // Memory of the native parser is only given back between turns of the event loop.
    await setImmediate()
  }
  return {fixed, failures}
}

/** What is no UTF-8 would be another text when it is written. */
function textIn(bytes: Buffer, name: string): string {
  const text = bytes.toString()
  if (!Buffer.from(text).equals(bytes)) throw new UsageError(`${name}: Cannot fix: not UTF-8`)
  return text
}

function fixedDocument({report, shown}: FixableDocument, before: string, {hasMoves, check, parse}: FixSettings): FixedDocument | undefined {
  const isShown = new Set(shown)
  const known = knownOf(knownBy(report.findings.filter((finding) => !isShown.has(finding))))
  const look = (text: string): FileReport => {
    const {report: now} = check(report.path, text)
    if (now.failure !== undefined) throw new UsageError(now.failure)
    const {isKnown} = compare(knownBy(now.findings), known, now.sectionPaths ?? [])
    return {...now, findings: now.findings.filter((_, index) => isKnown[index] !== true)}
  }
  const fixesIn = (text: string) => {
    // Where rules are turned off, what is moved or put in could hide or be hidden.
    const hasRegions = /<!--\s*lint\s/.test(text)
    return look(text).findings.flatMap((finding) => {
      const fix = fixFor(finding, hasMoves && !hasRegions)
      return fix && !(hasRegions && fix.edits.some((edit) => edit.text.includes('\n'))) ? [fix] : []
    })
  }
  const after = fixText(before, {fixesIn, read: (text) => readDocument(parse(text), text)})
  return after === before ? undefined : {path: report.path, before, after, report: look(after)}
}

function fixFor(finding: FindingRecord, hasMoves: boolean): Fix | undefined {
  const fix = fixOf(finding, finding.fix)
  return hasMoves || fix?.isMove !== true ? fix : undefined
}

/** What was changed in documents, as one patch. */
export function patchOf(fixed: readonly FixedDocument[]): string {
  return fixed.map(({path: name, before, after}) => unifiedDiff(name, before, after)).join('')
}
