import {statSync} from 'node:fs'
import path from 'node:path'
import {rules} from '../../rules/index.ts'
import {type CheckSettings, textOfDocument} from '../check/checker.ts'
import {UsageError, explainFailure} from '../check/failure.ts'
import {readConfiguration} from '../config/configuration.ts'
import type {PresetName} from '../config/presets.ts'
import {shownPath} from '../config/shown-path.ts'
import {contentIn, fileAt} from '../git/file-at.ts'
import {GitError, type Repository, nameIn, openRepository} from '../git/git.ts'
import {findRenames} from '../git/renames.ts'
import {type Tree, commitTree, emptyTree, mergeBase} from '../git/tree.ts'
import {configurationFinder} from '../linter.ts'
import type {Parse} from '../markdown/parse.ts'
import {inLine} from '../report/escape.ts'
import {counted} from '../report/finding.ts'
import {type DocumentChange, type TemplateFormat, type TemplateReport, newlyFails, reportTemplates} from '../report/template-changes.ts'
import {withNewNames} from '../template-diff/carried-names.ts'
import {compareTemplates} from '../template-diff/compare-templates.ts'
import type {TemplateVersion} from '../template-diff/template-version.ts'
import {readTemplate} from '../template/read-template.ts'
import {TemplateError} from '../template/template-error.ts'
import {chosenParser} from './chosen-parser.ts'
import {type ComparedTemplate, type FoundDocument, type Reading, carriedOver, compareDocuments, documentsOf, readDocuments} from './diff-documents.ts'
import {findFiles} from './find-files.ts'
import {type FixResult, patchOf, rewriteDocuments} from './fix.ts'
import {printError} from './print-error.ts'
import {writePatch} from './print-report.ts'

/** The options of `guidelint diff`. */
export interface DiffOptions {
  readonly format: TemplateFormat
  readonly config?: string
  readonly preset?: PresetName
  readonly since?: string
  readonly fix?: boolean
  readonly fixDryRun?: boolean
}

/** A template beside its former self. */
interface Versions {
  readonly old: TemplateVersion
  readonly now: TemplateVersion
  /** The absolute paths of their files. */
  readonly files: ReadonlyArray<string | undefined>
}

/**
 * Print what changes for authors from one template to the next, and what that makes of documents.
 *
 * @param operands The old template and the new one, then documents; only documents with `since`.
 * @returns The exit status: 0, 1 where a document newly fails with an error, 2 where a document could not be checked.
 * @throws {UsageError | ConfigurationError | TemplateError} Where a template cannot be found or read.
 */
export async function diff(operands: readonly string[], options: DiffOptions): Promise<0 | 1 | 2> {
  const {since, format, fixDryRun: isDryRun = false} = options
  const inputs = since === undefined ? operands.slice(2) : operands
  expectFitting(inputs, options)
  const settings = settingsOf(options)
  const {parse} = await chosenParser('native')
  const versions = since === undefined ? [namedVersions(operands, settings, parse)] : versionsSince(since, settings, parse)
  const templates = versions.map((version) => compared(version))
  const results = inputs.length === 0 ? templates.map((template) => resultOf(template)) : await resultsFor(inputs, templates, {settings, parse}, options)
  const reports = results.map(({report}) => report)
  if (isDryRun) writePatch(results.map(({patch}) => patch).join(''), {})
  else if (reports.length === 0 && format === 'pretty') process.stdout.write(`No template has changed since ${inLine(since ?? '')}\n`)
  else process.stdout.write(reportTemplates(reports, format))
  return results.some(({hasFailed}) => hasFailed) ? 2 : statusOf(reports)
}

function expectFitting(inputs: readonly string[], {fix = false, fixDryRun: isDryRun = false, format}: DiffOptions): void {
  if ((fix || isDryRun) && inputs.length === 0) throw new UsageError(`Unexpected ${isDryRun ? '--fix-dry-run' : '--fix'} without documents, expected files, folders or globs`)
  if (isDryRun && format !== 'pretty') throw new UsageError(`Unexpected --format ${format} beside --fix-dry-run, which prints a diff`)
}

function statusOf(reports: readonly TemplateReport[]): 0 | 1 {
  return reports.some(({documents}) => documents?.some((document) => newlyFails(document))) ? 1 : 0
}

/** What came of a template and its documents. */
interface Result {
  readonly report: TemplateReport
  /** What was changed in documents, or would be. */
  readonly patch: string
  /** Whether a document could not be checked or written. */
  readonly hasFailed: boolean
}

function resultOf({old, now, comparison: {changes, reworded}}: ComparedTemplate, documents?: readonly DocumentChange[]): Result {
  return {report: {old: old.path, now: now.path, changes, reworded, ...(documents && {documents})}, patch: '', hasFailed: false}
}

async function resultsFor(inputs: readonly string[], templates: readonly ComparedTemplate[], by: Reading, {fix = false, fixDryRun: isDryRun = false}: DiffOptions): Promise<readonly Result[]> {
  const {documents, failures} = await documentsIn(inputs, by)
  for (const failure of failures) printError(failure)
  const results: Result[] = []
  for (const template of templates) {
    const own = documentsOf(documents, template)
    const changes = await compareDocuments(own, template, by)
    const result = fix || isDryRun ? await carryInto(own, template, by, !isDryRun) : {fixed: [], failures: []}
    for (const failure of result.failures) printError(failure)
    if (!isDryRun && result.fixed.length > 0) printError(`${counted(result.fixed.length, 'document')} changed`)
    results.push({...resultOf(template, afterwards(changes, result)), patch: patchOf(result.fixed), hasFailed: failures.length + result.failures.length > 0})
  }
  return results
}

function compared({old, now, files}: Versions): ComparedTemplate {
  const comparison = compareTemplates(old, now)
  return {old: old.schema, now: now.schema, files, comparison, oldByNewNames: withNewNames(old.schema, comparison)}
}

function settingsOf({config, preset}: DiffOptions): CheckSettings {
  return {
    configuration: readConfiguration({...(preset && {preset})}, {name: 'Command line'}, rules),
    ...(config !== undefined && {configurationFile: config}),
    checkTemplates: false,
    cwd: process.cwd(),
    parser: 'native',
    areHashed: false
  }
}

async function documentsIn(inputs: readonly string[], {settings, parse}: Reading): Promise<{readonly documents: readonly FoundDocument[]; readonly failures: string[]}> {
  const bare = new Set<string>()
  const {paths, notes} = await findFiles(inputs, {settings, rules, bare})
  for (const note of notes) printError(note)
  return readDocuments(paths, settings, bare, parse)
}

/** Carry a change of the template into its documents. */
function carryInto(documents: readonly FoundDocument[], template: ComparedTemplate, by: Reading, write: boolean): Promise<FixResult> {
  return rewriteDocuments(documents.map((document) => ({path: document.path, rewrite: (text) => carriedOver(document, text, template, by)})), by.settings.cwd, write)
}

/** What is still new once the change was carried into documents. */
function afterwards(before: readonly DocumentChange[], {fixed}: FixResult): readonly DocumentChange[] {
  const results = new Map(fixed.map(({path: name, report}) => [name, report.findings]))
  return before.map((document) => ({...document, added: results.get(document.path) ?? document.added, ...(results.has(document.path) && {gone: []})}))
}

function namedVersions([before, after]: readonly string[], {cwd}: CheckSettings, parse: Parse): Versions {
  if (before === undefined || after === undefined) throw new UsageError('Missing templates, expected the old one and the new one, or --since with a commit')
  const [old, now] = [readOperand(before, cwd), readOperand(after, cwd)]
  return {old: versionOf(old, parse), now: versionOf(now, parse), files: [old.file, now.file]}
}

/** A template's text, and where it is from. */
interface TemplateSource {
  /** How it is called in messages. */
  readonly name: string
  readonly text: string
  /** The absolute path that it has, or would have, on disk. */
  readonly file: string
}

/** @throws {TemplateError | UsageError} Where it cannot be read. */
function versionOf({name, text}: TemplateSource, parse: Parse): TemplateVersion {
  try {
    return {schema: readTemplate(text, name, parse), text}
  } catch (error) {
    throw error instanceof TemplateError ? error : new UsageError(explainFailure(error, name))
  }
}

/** A file on disk, or `REVISION:path` as git writes it: from the root of the repository, or, with `./`, from here. */
function readOperand(operand: string, cwd: string): TemplateSource {
  const file = path.resolve(cwd, operand)
  const at = operand.indexOf(':')
  if (at < 0 || path.isAbsolute(operand) || statSync(file, {throwIfNoEntry: false})) return readFromDisk(file, shownPath(file, cwd).replaceAll(path.sep, '/'))
  const [revision, written] = [operand.slice(0, at), operand.slice(at + 1)]
  try {
    const repository = openRepository(cwd, true)
    const own = path.resolve(/^\.\.?\//.test(written) ? cwd : repository.root, written)
    const name = nameIn(repository, own)
    if (name === undefined) throw new GitError('no path in the repository')
    return {name: operand, text: fileAt(repository, revision, name).toString(), file: own}
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`${operand}: Cannot read: ${error.message}`)
    throw error
  }
}

function readFromDisk(file: string, name: string): TemplateSource {
  try {
    return {name, text: textOfDocument(file, name), file}
  } catch (error) {
    throw new UsageError(explainFailure(error, name))
  }
}

/** The templates of the configuration that are others than where the history parted from a commit; a renamed one is the one that it was. */
function versionsSince(since: string, settings: CheckSettings, parse: Parse): readonly Versions[] {
  const {cwd} = settings
  const by = configurationFinder({rules, ...settings})(cwd)
  const files = new Set((by?.configuration.templates ?? []).map(({template}) => path.resolve(by?.folder ?? cwd, template)))
  if (files.size === 0) throw new UsageError('Missing configuration with templates, expected one beside --since (guidelint init)')
  try {
    const repository = openRepository(cwd, true)
    const base = mergeBase(repository, since)
    const tree = base === undefined ? emptyTree : commitTree(repository, base)
    return Array.from(files).flatMap((file): readonly Versions[] => {
      const former = formerly(file, tree, repository)
      if (!former) return []
      const now = readFromDisk(file, shownPath(file, cwd).replaceAll(path.sep, '/'))
      const old = {name: `${since}:${former.name}`, text: former.content.toString(), file: path.join(repository.root, former.name)}
      return old.text === now.text ? [] : [{old: versionOf(old, parse), now: versionOf(now, parse), files: [old.file, file]}]
    })
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`Cannot tell what changed since ${since}: ${error.message}`)
    throw error
  }
}

/** A file as a tree has it, under the name that it had there. */
function formerly(file: string, tree: Tree, repository: Repository): {readonly name: string; readonly content: Buffer} | undefined {
  const name = nameIn(repository, file)
  const content = name === undefined ? undefined : contentIn(repository, tree, name)
  if (name === undefined || content) return content && name !== undefined ? {name, content} : undefined
  const gone = new Map(Array.from(tree.files).filter(([other, {mode}]) => mode !== '120000' && other.endsWith('.md') && !statSync(path.join(repository.root, other), {throwIfNoEntry: false})))
  const before = statSync(file, {throwIfNoEntry: false}) ? findRenames(repository, gone, [{name, content: {file}}]).get(name) : undefined
  const former = before === undefined ? undefined : contentIn(repository, tree, before)
  return before !== undefined && former ? {name: before, content: former} : undefined
}
