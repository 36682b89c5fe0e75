import {existsSync} from 'node:fs'
import path from 'node:path'
import {type Baseline, BaselineError, baselineText, readBaseline} from '../baseline/baseline-file.ts'
import {type Comparison, type KnownFinding, compare, knownOf} from '../baseline/matching-known-findings.ts'
import {movedDocuments} from '../baseline/moved-documents.ts'
import type {CheckSettings} from '../check/checker.ts'
import {UsageError, withName} from '../check/failure.ts'
import {type FileReport, knownBy} from '../check/file-report.ts'
import {writeFile} from '../check/replace-file.ts'
import {type Comparable, knownSince} from '../check/since.ts'
import type {TreeCheck} from '../check/reports-in-git-tree.ts'
import {shownPath} from '../config/shown-path.ts'
import {GitError, isShallow, nameIn, openRepository} from '../git/git.ts'
import {type Tree, stagedTree} from '../git/tree.ts'
import {counted} from '../report/finding.ts'
import type {CheckOptions} from './check-options.ts'
import {printError} from './print-error.ts'

/** How known findings are found. */
interface KnownBy {
  readonly settings: CheckSettings
  readonly options: CheckOptions
  readonly treeCheck: () => Promise<TreeCheck>
}

/**
 * The reports without the findings that are known from a baseline or a commit. Prints how many are known.
 *
 * @param baselines The absolute path of the baseline of each report that has one.
 * @throws {UsageError} If a baseline or the commit cannot be read, or the baseline cannot be written.
 */
export async function withoutKnown(
  files: readonly Comparable[],
  baselines: ReadonlyMap<FileReport, string>,
  by: KnownBy
): Promise<readonly FileReport[]> {
  const {since, updateBaseline = false, quiet = false} = by.options
  if (updateBaseline && baselines.size === 0)
    throw new UsageError('Missing baseline to update, expected --baseline FILE or `baseline` in the configuration')
  const reports = files.map(({checked}) => checked.report)
  const known = [
    ...(since === undefined ? [] : [await knownSinceThen(since, files, by)]),
    ...Array.from(new Set(baselines.values()), (file) =>
      knownInBaseline(
        file,
        reports.filter((report) => baselines.get(report) === file),
        by
      )
    )
  ]
  const shown = reports.map((report) => ({
    ...report,
    findings: report.findings.filter((_, index) => known.every((marks) => marks.get(report)?.[index] !== true))
  }))
  if (!quiet && !updateBaseline) printKnown(countOf(reports) - countOf(shown))
  return shown
}

/** Which findings of each report are known. */
type Marks = ReadonlyMap<FileReport, readonly boolean[]>

async function knownSinceThen(
  since: string,
  files: readonly Comparable[],
  {options, treeCheck}: KnownBy
): Promise<Marks> {
  const before = await knownThen(since, files, treeCheck, options.staged === true)
  return new Map(files.map(({checked: {report}}, index) => [report, comparison(report, before[index] ?? []).isKnown]))
}

function knownInBaseline(
  file: string,
  reports: readonly FileReport[],
  {settings, options: {staged, updateBaseline = false, quiet = false}}: KnownBy
): Marks {
  const compared = ofBaseline(file, reports, settings, {mayBeMissing: updateBaseline, isStaged: staged === true})
  if (updateBaseline) update(compared, reports, quiet)
  else if (!quiet) printGone(compared)
  return updateBaseline
    ? new Map(reports.map((report) => [report, report.findings.map(() => true)]))
    : new Map(Array.from(compared.comparisons, ([report, {isKnown}]) => [report, isKnown]))
}

function countOf(reports: readonly FileReport[]): number {
  return reports.reduce((total, {findings}) => total + findings.length, 0)
}

function printKnown(count: number): void {
  if (count > 0) printError(`${counted(count, 'known finding')} not shown`)
}

const nothingKnown: Comparison = {isKnown: [], gone: []}

function comparison({findings, sectionPaths = []}: FileReport, known: readonly KnownFinding[]): Comparison {
  return compare(knownBy(findings), known, sectionPaths)
}

async function knownThen(
  since: string,
  files: readonly Comparable[],
  treeCheck: () => Promise<TreeCheck>,
  isStaged: boolean
): Promise<ReadonlyArray<readonly KnownFinding[]>> {
  try {
    const check = await treeCheck()
    return await knownSince(since, files, check, isStaged ? stagedTree(check.repository) : undefined)
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`Cannot tell what changed since ${since}: ${error.message}`)
    throw error
  }
}

/** A baseline compared with the findings of a run. */
interface ComparedBaseline {
  readonly file: string
  /** Its name in messages. */
  readonly name: string
  /** Its known findings, by the current paths of documents. */
  readonly baseline: Baseline
  readonly documentOf: ReadonlyMap<FileReport, string>
  readonly comparisons: ReadonlyMap<FileReport, Comparison>
  /** Its documents that no longer exist. */
  readonly lost: readonly string[]
}

function ofBaseline(
  file: string,
  reports: readonly FileReport[],
  {cwd}: CheckSettings,
  {mayBeMissing, isStaged}: {readonly mayBeMissing: boolean; readonly isStaged: boolean}
): ComparedBaseline {
  const name = shownPath(file, cwd).replaceAll(path.sep, '/')
  const written = readKnown(file, name, mayBeMissing)
  const documentOf = new Map(
    reports.map((report) => [
      report,
      path.relative(path.dirname(file), path.resolve(cwd, report.path)).replaceAll(path.sep, '/')
    ])
  )
  const added = reports
    .filter(({findings}) => findings.length > 0)
    .map((report) => documentOf.get(report) ?? '')
    .filter((document) => !written.has(document))
  const staged = isStaged ? stagedFilesOf(cwd) : undefined
  const isThere = staged?.isThere ?? existsSync
  const moved = movedDocuments({file, baseline: written, added, isThere, ...(staged && {blobOf: staged.blobOf})})
  const now = new Map(Array.from(moved, ([document, before]) => [before, document]))
  const baseline = new Map(Array.from(written, ([document, known]) => [now.get(document) ?? document, known]))
  const lost = [...baseline.keys()]
    .map((document) => [document, path.resolve(path.dirname(file), document)] as const)
    .flatMap(([document, absolute]) => (isThere(absolute) || existsSync(absolute) ? [] : [document]))
  if (lost.length > 0 && added.length > moved.size && isShallow(path.dirname(file)))
    printError(
      `${lost[0]} of ${name} is gone, and a shallow clone does not show whether it was renamed: \`git fetch --unshallow\`, or \`fetch-depth: 0\` of actions/checkout, fetches its history`
    )
  const comparisons = new Map(
    reports.map((report) => [report, comparison(report, baseline.get(documentOf.get(report) ?? '') ?? [])])
  )
  return {file, name, baseline, documentOf, comparisons, lost}
}

function readKnown(file: string, name: string, mayBeMissing: boolean): Baseline {
  try {
    const baseline = readBaseline(file, name)
    if (baseline) return baseline
  } catch (error) {
    if (error instanceof BaselineError) throw new UsageError(error.message)
    throw error
  }
  if (!mayBeMissing) throw new UsageError(`${name}: Missing baseline, expected a file that --update-baseline wrote`)
  return new Map()
}

function stagedFilesOf(cwd: string) {
  const repository = openRepository(cwd)
  const tree: Tree = stagedTree(repository)
  const fileOf = (file: string) => tree.files.get(nameIn(repository, file) ?? '')
  return {isThere: (file: string) => fileOf(file) !== undefined, blobOf: (file: string) => fileOf(file)?.blob}
}

/** Write the current findings. Documents that were not checked keep their known findings. */
function update(
  {file, name, baseline, documentOf, comparisons, lost}: ComparedBaseline,
  reports: readonly FileReport[],
  quiet: boolean
): void {
  const next = new Map(baseline)
  const gone = new Map<string, readonly KnownFinding[]>()
  for (const document of lost) {
    gone.set(document, next.get(document) ?? [])
    next.delete(document)
  }
  let added = 0
  for (const report of reports) {
    const document = documentOf.get(report) ?? ''
    if (report.outcome === 'failed') continue
    next.delete(document)
    const known = knownOf(knownBy(report.findings))
    if (known.length > 0) next.set(document, known)
    const compared = comparisons.get(report) ?? nothingKnown
    if (compared.gone.length > 0) gone.set(document, compared.gone)
    added += compared.isKnown.filter((isKnown) => !isKnown).length
  }
  write(file, name, baselineText(next))
  if (quiet) return
  printError(
    `${name}: ${counted(countOf(reports), 'finding')} of ${counted(reports.length, 'document')} known, ${added} added, ${sumOf(gone)} gone`
  )
  for (const line of linesFor(gone)) printError(line)
}

function write(file: string, name: string, text: string): void {
  withName(name, () => writeFile(file, name, {written: Buffer.from(text), cwd: process.cwd()}))
}

function printGone({name, baseline, documentOf, comparisons, lost}: ComparedBaseline): void {
  const ofLost = lost.map((document) => [document, baseline.get(document) ?? []] as const)
  const gone = new Map([
    ...ofLost,
    ...Array.from(comparisons).flatMap(([report, compared]) =>
      compared.gone.length > 0 ? [[documentOf.get(report) ?? '', compared.gone] as const] : []
    )
  ])
  const count = sumOf(gone)
  if (count === 0) return
  printError(
    `${counted(count, 'known finding')} of ${name} ${count === 1 ? 'is' : 'are'} gone; --update-baseline removes ${count === 1 ? 'it' : 'them'}`
  )
  for (const line of linesFor(gone)) printError(line)
}

type Gone = ReadonlyMap<string, readonly KnownFinding[]>

/** The most lines to print; nobody reads more. */
const mostLines = 20

function linesFor(gone: Gone): readonly string[] {
  const lines = Array.from(gone).flatMap(([document, known]) =>
    known.map(
      ({rule, section, subject, count}) =>
        `  ${document}: ${subject}${section === '' ? '' : ` in ${section}`}${count > 1 ? ` (${count} times)` : ''}, ${rule}`
    )
  )
  return lines.length > mostLines ? [...lines.slice(0, mostLines), `  and ${lines.length - mostLines} more`] : lines
}

function sumOf(gone: Gone): number {
  return [...gone.values()].flat().reduce((total, {count}) => total + count, 0)
}
