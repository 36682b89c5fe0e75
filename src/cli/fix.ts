import {readFileSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {type KnownFinding, compare, knownOf} from '../baseline/known.ts'
import type {CheckSettings, Checker} from '../check/checker.ts'
import {UsageError, explainFailure} from '../check/failure.ts'
import {type FileReport, type FindingRecord, knownBy} from '../check/file-report.ts'
import {replaceFile} from '../check/replace-file.ts'
import {type Fix, fixOf} from '../fix/fix.ts'
import {fixText} from '../fix/fix-text.ts'
import {unifiedDiff} from '../fix/unified-diff.ts'
import {readDocument} from '../markdown/read-document.ts'
import type {Parse} from '../markdown/parse.ts'

/** How findings are fixed. */
export interface FixSettings {
  /** Whether sections are moved as well. */
  readonly hasMoves: boolean
  readonly settings: CheckSettings
  readonly check: Checker
  readonly parse: Parse
}

/** A document with something to fix. */
export interface FixableDocument {
  readonly report: FileReport
  /** Its findings that are to be fixed; the others are known. */
  readonly shown: readonly FindingRecord[]
}

/** The result for a document. */
export interface FixedDocument {
  /** As it was named. */
  readonly path: string
  readonly before: string
  readonly after: string
  /** The findings after the fix, without those that were known. */
  readonly report: FileReport
}

/** The result for several documents. */
export interface FixResult {
  readonly fixed: readonly FixedDocument[]
  /** Why others could not be written, a line each. */
  readonly failures: readonly string[]
}

/**
 * Fix the findings in documents.
 *
 * @param write Whether they are written.
 */
export async function fixDocuments(
  documents: readonly FixableDocument[],
  by: FixSettings,
  write: boolean
): Promise<FixResult> {
  const fixable = documents.filter(({shown}) => shown.some((finding) => fixFor(finding, by.hasMoves)))
  return rewriteDocuments(
    fixable.map(({report, shown}) => ({
      path: report.path,
      rewrite: (text) => {
        const isShown = new Set(shown)
        return mended(report.path, text, {
          ...by,
          known: knownOf(knownBy(report.findings.filter((finding) => !isShown.has(finding))))
        })
      }
    })),
    by.settings.cwd,
    write
  )
}

/** A document, with its text after the fix. */
export interface Rewriting {
  /** As it was named. */
  readonly path: string
  readonly rewrite: (text: string) => Mended
}

/**
 * Replace the texts of documents, each only if it is still the one that was read.
 *
 * @param cwd The absolute path of the folder that their paths are relative to.
 * @param write Whether they are written.
 */
export async function rewriteDocuments(
  documents: readonly Rewriting[],
  cwd: string,
  write: boolean
): Promise<FixResult> {
  const fixed: FixedDocument[] = []
  const failures: string[] = []
  for (const {path: name, rewrite} of documents) {
    try {
      const absolute = path.resolve(cwd, name)
      const read = readFileSync(absolute)
      const before = read.toString()
      const {after, report} = rewrite(before)
      if (after === before) continue
      expectUtf8(read, before, name)
      const result = {path: name, before, after, report: report()}
      if (write) replaceFile(absolute, name, {read, written: Buffer.from(after), cwd})
      fixed.push(result)
    } catch (error) {
      failures.push(explainFailure(error, name))
    }
    // Memory of the native parser is only given back between turns of the event loop.
    await setImmediate()
  }
  return {fixed, failures}
}

/** Text that is not UTF-8 would change when it is written. */
function expectUtf8(bytes: Buffer, text: string, name: string): void {
  if (!Buffer.from(text).equals(bytes)) throw new UsageError(`${name}: Cannot fix: not UTF-8`)
}

/** A text after everything that can be fixed was fixed. */
export interface Mended {
  readonly after: string
  /** Its findings, without those that were known. */
  readonly report: () => FileReport
}

/** Fix the findings in a text that were not known. */
export function mended(
  name: string,
  text: string,
  {
    known,
    hasMoves,
    check,
    parse
  }: Pick<FixSettings, 'hasMoves' | 'check' | 'parse'> & {readonly known: readonly KnownFinding[]}
): Mended {
  const look = (now: string): FileReport => {
    const {report} = check(name, now)
    if (report.failure !== undefined) throw new UsageError(report.failure)
    const {isKnown} = compare(knownBy(report.findings), known, report.sectionPaths ?? [])
    return {...report, findings: report.findings.filter((_, index) => isKnown[index] !== true)}
  }
  const fixesIn = (now: string) => {
    // Comments that turn rules off could hide what is moved or inserted, or be moved themselves.
    const hasRegions = /<!--\s*lint\s/.test(now)
    return look(now).findings.flatMap((finding) => {
      const fix = fixFor(finding, hasMoves && !hasRegions)
      return fix && !(hasRegions && fix.edits.some((edit) => edit.text.includes('\n'))) ? [fix] : []
    })
  }
  const after = fixText(text, {fixesIn, read: (now) => readDocument(parse(now), now)})
  return {after, report: () => look(after)}
}

function fixFor(finding: FindingRecord, hasMoves: boolean): Fix | undefined {
  const fix = fixOf(finding, finding.fix)
  return hasMoves || fix?.isMove !== true ? fix : undefined
}

/** What was changed in documents, as one patch. */
export function patchOf(fixed: readonly FixedDocument[]): string {
  return fixed.map(({path: name, before, after}) => unifiedDiff(name, before, after)).join('')
}
