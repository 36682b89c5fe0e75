import {rules} from '../../rules/index.ts'
import type {CheckSettings} from '../check/checker.ts'
import {UsageError} from '../check/failure.ts'
import {readConfiguration} from '../config/configuration.ts'
import type {PresetName} from '../config/presets.ts'
import {inLine} from '../report/escape.ts'
import {counted} from '../report/finding.ts'
import {
  type DocumentChange,
  type TemplateFormat,
  type TemplateReport,
  newlyFails,
  reportTemplates
} from '../report/template-changes.ts'
import {withNewNames} from '../template-diff/carried-names.ts'
import {compareTemplates} from '../template-diff/compare-templates.ts'
import {chosenParser} from './chosen-parser.ts'
import {
  type ComparedTemplate,
  type FoundDocument,
  type Reading,
  carriedOver,
  compareDocuments,
  documentsOf,
  readDocuments
} from './diff-documents.ts'
import {findFiles} from './find-files.ts'
import {type FixResult, patchOf, rewriteDocuments, withLinksThatFollow, written} from './fix.ts'
import {printError} from './print-error.ts'
import {writePatch} from './print-report.ts'
import {type Versions, namedVersions, versionsSince} from './template-versions.ts'

/** The options of `guidelint diff`. */
export interface DiffOptions {
  readonly format: TemplateFormat
  readonly config?: string
  readonly preset?: PresetName
  readonly since?: string
  readonly fix?: boolean
  readonly fixDryRun?: boolean
}

/**
 * Print what a change to a template means for authors and for documents.
 *
 * @param operands The old template and the new one, then documents; with `since`, only documents.
 * @returns The exit status: 0, 1 if a document newly fails with an error, 2 if a document could not be checked.
 * @throws {UsageError | ConfigurationError | TemplateError} If a template cannot be found or read.
 */
export async function diff(operands: readonly string[], options: DiffOptions): Promise<0 | 1 | 2> {
  const {since, format, fixDryRun: isDryRun = false} = options
  const inputs = since === undefined ? operands.slice(2) : operands
  expectFitting(inputs, options)
  const settings = settingsOf(options)
  const {parse} = await chosenParser('native')
  const versions =
    since === undefined ? [namedVersions(operands, settings, parse)] : versionsSince(since, settings, parse)
  const templates = versions.map((version) => compared(version))
  const results =
    inputs.length === 0 || templates.length === 0
      ? templates.map((template) => resultOf(template))
      : await resultsFor(inputs, templates, {settings, parse}, options)
  const reports = results.map(({report}) => report)
  if (isDryRun) writePatch(results.map(({patch}) => patch).join(''), {})
  else if (reports.length === 0 && format === 'pretty')
    process.stdout.write(`No template has changed since ${inLine(since ?? '')}\n`)
  else process.stdout.write(reportTemplates(reports, format))
  return results.some(({hasFailed}) => hasFailed) ? 2 : statusOf(reports)
}

function expectFitting(
  inputs: readonly string[],
  {fix = false, fixDryRun: isDryRun = false, format}: DiffOptions
): void {
  if ((fix || isDryRun) && inputs.length === 0)
    throw new UsageError(
      `Unexpected ${isDryRun ? '--fix-dry-run' : '--fix'} without documents, expected files, folders or globs`
    )
  if (isDryRun && format !== 'pretty')
    throw new UsageError(`Unexpected --format ${format} with --fix-dry-run, which prints a diff`)
}

function statusOf(reports: readonly TemplateReport[]): 0 | 1 {
  return reports.some(({documents}) => documents?.some((document) => newlyFails(document))) ? 1 : 0
}

/** The result for a template and its documents. */
interface Result {
  readonly report: TemplateReport
  /** The changes that were made in documents, or would be. */
  readonly patch: string
  /** Whether a document could not be checked or written. */
  readonly hasFailed: boolean
}

function resultOf(
  {old, now, comparison: {changes, reworded}}: ComparedTemplate,
  documents?: readonly DocumentChange[]
): Result {
  return {
    report: {old: old.path, now: now.path, changes, reworded, ...(documents && {documents})},
    patch: '',
    hasFailed: false
  }
}

async function resultsFor(
  inputs: readonly string[],
  templates: readonly ComparedTemplate[],
  by: Reading,
  {fix = false, fixDryRun: isDryRun = false}: DiffOptions
): Promise<readonly Result[]> {
  const {documents, failures} = await documentsIn(inputs, by)
  for (const failure of failures) printError(failure)
  const results: Result[] = []
  for (const template of templates) {
    const own = documentsOf(documents, template)
    const changes = await compareDocuments(own, template, by)
    const result = fix || isDryRun ? await carryInto(own, template, by, !isDryRun) : {fixed: [], failures: []}
    for (const failure of result.failures) printError(failure)
    if (!isDryRun && result.fixed.length > 0) printError(`${counted(result.fixed.length, 'document')} changed`)
    results.push({
      ...resultOf(template, afterwards(changes, result)),
      patch: patchOf(result.fixed),
      hasFailed: failures.length + result.failures.length > 0
    })
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

async function documentsIn(
  inputs: readonly string[],
  {settings, parse}: Reading
): Promise<{readonly documents: readonly FoundDocument[]; readonly failures: string[]}> {
  const bare = new Set<string>()
  const {paths, notes} = await findFiles(inputs, {settings, rules, bare})
  for (const note of notes) printError(note)
  return readDocuments(paths, settings, bare, parse)
}

/** Carry a change of the template into its documents. */
async function carryInto(
  documents: readonly FoundDocument[],
  template: ComparedTemplate,
  by: Reading,
  write: boolean
): Promise<FixResult> {
  const {cwd} = by.settings
  const result = await rewriteDocuments(
    documents.map((document) => ({path: document.path, rewrite: (text) => carriedOver(document, text, template, by)})),
    cwd
  )
  const linked = await withLinksThatFollow(
    documents.map((document) => ({
      path: document.path,
      look: (after) => carriedOver(document, after, template, by).report(after)
    })),
    result,
    {cwd, parse: by.parse}
  )
  return write ? written(linked, cwd) : linked
}

/** The changes of documents, with the findings that are still new after the change was carried into them. */
function afterwards(before: readonly DocumentChange[], {fixed}: FixResult): readonly DocumentChange[] {
  const results = new Map(fixed.map(({path: name, report}) => [name, report.findings]))
  return before.map((document) => ({
    ...document,
    added: results.get(document.path) ?? document.added,
    ...(results.has(document.path) && {gone: []})
  }))
}
