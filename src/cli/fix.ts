import {readFileSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {type KnownFinding, compare, knownOf} from '../baseline/matching-known-findings.ts'
import type {CheckSettings, Checker} from '../check/checker.ts'
import {UsageError, explainFailure} from '../check/failure.ts'
import {type FileReport, type FindingRecord, knownBy} from '../check/file-report.ts'
import {replaceFile} from '../check/replace-file.ts'
import {leadsTo} from '../config/linked-files.ts'
import {type Fix, edited, fixOf, inOrder, isSafeIn} from '../fix/fix.ts'
import {fixText} from '../fix/fix-text.ts'
import {type RenamedAnchors, linksThatFollow} from '../fix/links-that-follow.ts'
import {unifiedDiff} from '../fix/unified-diff.ts'
import {withoutByteOrderMark} from '../markdown/byte-order-mark.ts'
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
  /** Its new findings, which are fixed; the others are known. */
  readonly shown: readonly FindingRecord[]
}

/** The result for a document. */
export interface FixedDocument {
  /** As the user named it. */
  readonly path: string
  /** Its bytes on disk. */
  readonly read: Buffer
  readonly before: string
  readonly after: string
  readonly renamed: RenamedAnchors
  /** The findings after the fix, without those that were known. */
  readonly report: FileReport
}

/** The result for several documents. */
export interface FixResult {
  readonly fixed: readonly FixedDocument[]
  /** Why other documents could not be fixed or written, one line each. */
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
  const rewrite = ({report, shown}: FixableDocument, text: string) =>
    rewritten(report.path, text, {...by, known: knownBeside(report, shown)})
  const result = await rewriteDocuments(
    fixable.map((document) => ({path: document.report.path, rewrite: (text) => rewrite(document, text)})),
    by.settings.cwd
  )
  const linked = await withLinksThatFollow(
    documents.map(({report, shown}) => ({
      path: report.path,
      look: (after) => lookAt(report.path, after, {...by, known: knownBeside(report, shown)})
    })),
    result,
    {cwd: by.settings.cwd, parse: by.parse}
  )
  return write ? written(linked, by.settings.cwd) : linked
}

/** Write fixed documents, each only if it is still the one that was read. */
export function written({fixed, failures}: FixResult, cwd: string): FixResult {
  const failed = fixed.flatMap((document) => {
    try {
      const {path: name, read, after} = document
      replaceFile(path.resolve(cwd, name), name, {read, written: Buffer.from(after), cwd})
      return []
    } catch (error) {
      return [{document, why: explainFailure(error, document.path)}]
    }
  })
  const isLeft = new Set(failed.map(({document}) => document))
  return {
    fixed: fixed.filter((document) => !isLeft.has(document)),
    failures: [...failures, ...failed.map(({why}) => why)]
  }
}

function knownBeside({findings}: FileReport, shown: readonly FindingRecord[]): readonly KnownFinding[] {
  const isShown = new Set(shown)
  return knownOf(knownBy(findings.filter((finding) => !isShown.has(finding))))
}

/** A document whose links may lead to others. */
export interface LinkingDocument {
  /** As the user named it. */
  readonly path: string
  /** Checks its new text. */
  readonly look: (after: string) => FileReport
}

/** Let the links of all documents follow the headings that were renamed in fixed documents. */
export async function withLinksThatFollow(
  documents: readonly LinkingDocument[],
  {fixed, failures}: FixResult,
  {cwd, parse}: {readonly cwd: string; readonly parse: Parse}
): Promise<FixResult> {
  const renamed = fixed.flatMap(({path: name, renamed: anchors}) =>
    anchors.size > 0 ? [{file: path.resolve(cwd, name), anchors}] : []
  )
  if (renamed.length === 0) return {fixed, failures}
  const byPath = new Map(fixed.map((document) => [document.path, document]))
  const linking = await rewriteDocuments(
    documents.map(({path: name, look}) => ({
      path: name,
      text: byPath.get(name)?.after,
      rewrite: (text) => ({
        after: withLinksTo(renamed, path.resolve(cwd, name), text, parse),
        renamed: new Map(),
        report: look
      })
    })),
    cwd
  )
  for (const document of linking.fixed)
    byPath.set(document.path, {...document, ...beforeOf(byPath.get(document.path) ?? document)})
  return {
    fixed: documents.flatMap(({path: name}) => byPath.get(name) ?? []),
    failures: [...failures, ...linking.failures]
  }
}

function beforeOf({before, read}: FixedDocument): Pick<FixedDocument, 'before' | 'read'> {
  return {before, read}
}

/** The text of a document, after its links follow the renamed headings of others. */
function withLinksTo(
  renamed: ReadonlyArray<{readonly file: string; readonly anchors: RenamedAnchors}>,
  file: string,
  text: string,
  parse: Parse
): string {
  const linked = renamed.filter(
    (other) =>
      other.file !== file &&
      Array.from(other.anchors.keys()).some(
        (anchor) => text.includes(`#${anchor}`) || text.includes(`#${encodeURI(anchor)}`)
      )
  )
  return linked.reduce((current, {file: target, anchors}) => {
    const source = withoutByteOrderMark(current)
    const edits = linksThatFollow(
      readDocument(parse(source), source),
      anchors,
      (link) => link !== '' && leadsTo(link, file, target)
    )
    return current.slice(0, current.length - source.length) + edited(source, inOrder(edits))
  }, text)
}

/** A document to rewrite. */
export interface Rewriting {
  /** As the user named it. */
  readonly path: string
  /** Its text, if it is not the one on disk. */
  readonly text?: string | undefined
  readonly rewrite: (text: string) => Rewritten
}

/**
 * Compute the new texts of documents; nothing is written yet.
 *
 * @param cwd The absolute path of the folder that their paths are relative to.
 */
export async function rewriteDocuments(documents: readonly Rewriting[], cwd: string): Promise<FixResult> {
  const fixed: FixedDocument[] = []
  const failures: string[] = []
  for (const {path: name, text, rewrite} of documents) {
    try {
      const absolute = path.resolve(cwd, name)
      const read = text === undefined ? readFileSync(absolute) : Buffer.from(text)
      const before = read.toString()
      const {after, renamed, report} = rewrite(before)
      if (after === before) continue
      expectUtf8(read, before, name)
      fixed.push({path: name, read, before, after, renamed, report: report(after)})
    } catch (error) {
      failures.push(explainFailure(error, name))
    }
    // The native parser frees its memory only between turns of the event loop.
    await setImmediate()
  }
  return {fixed, failures}
}

/** Refuse text that is not UTF-8, because it would change when it is written. */
function expectUtf8(bytes: Buffer, text: string, name: string): void {
  if (!Buffer.from(text).equals(bytes)) throw new UsageError(`${name}: Cannot fix: not UTF-8`)
}

/** A text after everything that can be fixed was fixed. */
export interface Rewritten {
  readonly after: string
  /** The new anchors of its renamed headings. */
  readonly renamed: RenamedAnchors
  /** Checks a text, and reports the findings that are not known. */
  readonly report: (after: string) => FileReport
}

type Looking = Pick<FixSettings, 'check'> & {readonly known: readonly KnownFinding[]}

/** The findings in a text that are not known. */
function lookAt(name: string, text: string, {check, known}: Looking): FileReport {
  const {report} = check(name, text)
  if (report.failure !== undefined) throw new UsageError(report.failure)
  const {isKnown} = compare(knownBy(report.findings), known, report.sectionPaths ?? [])
  return {...report, findings: report.findings.filter((_, index) => isKnown[index] !== true)}
}

/** Fix the findings in a text that are not known. */
export function rewritten(
  name: string,
  text: string,
  {hasMoves, parse, ...looking}: Pick<FixSettings, 'hasMoves' | 'parse'> & Looking
): Rewritten {
  const look = (now: string) => lookAt(name, now, looking)
  const fixesIn = (now: string) => {
    const isSafe = isSafeIn(now)
    return look(now).findings.flatMap((finding) => {
      const fix = fixFor(finding, hasMoves)
      return fix && isSafe(fix) ? [fix] : []
    })
  }
  const {text: after, renamed} = fixText(text, {fixesIn, read: (now) => readDocument(parse(now), now)})
  return {after, renamed, report: look}
}

function fixFor(finding: FindingRecord, hasMoves: boolean): Fix | undefined {
  const fix = fixOf(finding, finding.fix)
  return hasMoves || fix?.isMove !== true ? fix : undefined
}

/** All changes to documents as one patch. */
export function patchOf(fixed: readonly FixedDocument[]): string {
  return fixed.map(({path: name, before, after}) => unifiedDiff(name, before, after)).join('')
}
