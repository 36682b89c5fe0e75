import {statSync} from 'node:fs'
import {availableParallelism} from 'node:os'
import path from 'node:path'
import {rules} from '../../rules/index.ts'
import {checkFiles} from '../check/check-files.ts'
import {type CheckSettings, type CheckedFile, createChecker} from '../check/checker.ts'
import {UsageError} from '../check/failure.ts'
import {type FileReport, fileOf} from '../check/file-report.ts'
import type {Comparable} from '../check/since.ts'
import {type JoinedReports, joinCommonFaults} from '../check/common-faults.ts'
import type {TreeCheck} from '../check/reports-in-git-tree.ts'
import {type Configuration, readConfiguration} from '../config/configuration.ts'
import {baselineFinder} from '../linter.ts'
import type {LoadedParser, ParserName} from '../markdown/load-parser.ts'
import {counted} from '../report/finding.ts'
import {openCache} from './cached-results.ts'
import type {CheckOptions, Shard} from './check-options.ts'
import {chosenParser} from './chosen-parser.ts'
import {findFiles} from './find-files.ts'
import {printError} from './print-error.ts'
import {printReport, statusOf, writePatch} from './print-report.ts'
import {startProgress} from './progress.ts'
import {standardInputText} from './standard-input.ts'

const standardInput = '-'

/**
 * Check files and print their findings.
 *
 * @returns The exit status: 0 no error, 1 findings, 2 a file that could not be checked.
 */
export async function check(inputs: readonly string[], options: CheckOptions): Promise<0 | 1 | 2> {
  if (options.fix === true || options.fixMove === true || options.fixDryRun === true)
    return checkAndFix(inputs, options)
  return printed(await found(inputs, options), options)
}

/** Files with all their findings, and reports of them, in their order, with only those that are to be shown. */
interface Found extends JoinedReports {
  readonly files: readonly Comparable[]
}

async function found(inputs: readonly string[], options: CheckOptions): Promise<Found> {
  const bare = new Set<string>()
  const files = await checkedFiles(inputs, options, bare)
  return {files, ...withCommonFaults(await newOf(files, options, bare), inputs, options)}
}

function withCommonFaults(
  reports: readonly FileReport[],
  inputs: readonly string[],
  options: CheckOptions
): JoinedReports {
  return seesAllDocuments(inputs, options) ? joinCommonFaults(reports, process.cwd()) : {reports, templates: []}
}

/** Whether a run is likely to see all documents of a template, and not those of a commit or a part: a hook names each file. */
function seesAllDocuments(inputs: readonly string[], {since, staged, shard}: CheckOptions): boolean {
  return (
    since === undefined &&
    staged !== true &&
    shard === undefined &&
    !inputs.some((input) => input === standardInput || statSync(input, {throwIfNoEntry: false})?.isFile() === true)
  )
}

/** Fix what is new, and print what is left, as if the files had already been fixed. */
async function checkAndFix(inputs: readonly string[], options: CheckOptions): Promise<0 | 1 | 2> {
  expectFixable(inputs, options)
  const {fixDryRun: isDryRun = false, fixMove: hasMoves = false, quiet = false} = options
  const {files, reports, templates} = await found(inputs, options)
  const documents = files.map(({checked: {report}}, index) => ({report, shown: reports[index]?.findings ?? []}))
  const settings = settingsOf(options)
  const {parse} = await parserOf(options)
  const {fixDocuments, patchOf} = await import('./fix.ts')
  const {fixed, failures} = await fixDocuments(
    documents,
    {hasMoves, settings, parse, check: createChecker(rules, {...settings, areHashed: false}, parse)},
    !isDryRun
  )
  for (const failure of failures) printError(failure)
  if (isDryRun) {
    const results = new Map(fixed.map(({path: name, report}) => [name, report]))
    writePatch(patchOf(fixed), options)
    return worse(
      statusOfReports([...templates, ...reports.map((report) => results.get(report.path) ?? report)], options),
      failures
    )
  }
  if (fixed.length > 0 && !quiet) printError(`${counted(fixed.length, 'document')} fixed`)
  // A renamed heading may affect links in other files.
  const now = fixed.length > 0 ? await found(inputs, {...options, quiet: true}) : {reports, templates}
  return worse(await printed(now, options), failures)
}

function worse(status: 0 | 1 | 2, failures: readonly string[]): 0 | 1 | 2 {
  return failures.length > 0 ? 2 : status
}

function expectFixable(
  inputs: readonly string[],
  {staged, updateBaseline, stdinFilename, fixDryRun, format}: CheckOptions
): void {
  const option = fixDryRun === true ? '--fix-dry-run' : '--fix'
  if (staged === true)
    throw new UsageError(
      `Unexpected ${option} with --staged, expected files on disk: pre-commit and lint-staged set aside what is not staged`
    )
  if (updateBaseline === true)
    throw new UsageError(`Unexpected ${option} with --update-baseline, expected one after the other`)
  if (inputs.includes(standardInput) || stdinFilename !== undefined)
    throw new UsageError(`Unexpected ${option} with standard input, expected files`)
  if (fixDryRun === true && format !== 'pretty')
    throw new UsageError(`Unexpected --format ${format} with --fix-dry-run, which prints a diff`)
}

function statusOfReports(reports: readonly FileReport[], options: CheckOptions): 0 | 1 | 2 {
  for (const {failure} of reports) if (failure !== undefined) printError(failure)
  return reports.some(({outcome}) => outcome === 'failed')
    ? 2
    : statusOf(
        reports.map((report) => fileOf(report)),
        options
      )
}

async function printed(
  {reports: documents, templates}: Omit<Found, 'files'>,
  options: CheckOptions
): Promise<0 | 1 | 2> {
  const reports = joined(templates, documents)
  for (const {failure} of reports) if (failure !== undefined) printError(failure)
  const files = reports
    .filter(({outcome}) => outcome !== 'not checked' && outcome !== 'failed')
    .map((report) => fileOf(report))
  const status = await printReport(files, options)
  if (
    options.quiet !== true &&
    reports.some(({outcome}) => outcome === 'no template') &&
    reports.every(({outcome}) => outcome !== 'template')
  )
    printError('No template is configured for these files: only rules that need no template have run')
  return reports.some(({outcome}) => outcome === 'failed') ? 2 : status
}

/** The findings at templates, each in the report of its template if that was checked as well, and before the others. */
function joined(templates: readonly FileReport[], documents: readonly FileReport[]): readonly FileReport[] {
  const findings = new Map(templates.map((report) => [report.path, report.findings]))
  const paths = new Set(documents.map(({path: name}) => name))
  return [
    ...templates.filter((report) => !paths.has(report.path)),
    ...documents.map((report) => ({...report, findings: [...(findings.get(report.path) ?? []), ...report.findings]}))
  ]
}

/** How many findings files have, including those in a baseline. */
export async function countFindings(inputs: readonly string[], options: CheckOptions): Promise<number> {
  const files = await checkedFiles(inputs, options, new Set())
  const {reports, templates} = withCommonFaults(
    files.map(({checked: {report}}) => report),
    inputs,
    options
  )
  return [...templates, ...reports].reduce((count, {findings}) => count + findings.length, 0)
}

/** The reports, without the findings that a baseline or a commit shows to be known. */
async function newOf(
  files: readonly Comparable[],
  options: CheckOptions,
  bare: ReadonlySet<string>
): Promise<readonly FileReport[]> {
  const settings = settingsOf(options)
  const {baseline} = options
  const baselineOf =
    baseline === false
      ? () => undefined
      : baselineFinder({
          rules,
          ...settings,
          bare,
          configuration: {...settings.configuration, ...(baseline !== undefined && {baseline})}
        })
  const baselines = new Map(
    files.flatMap(({checked: {report}}) => {
      const file =
        report.outcome === 'failed' && baseline === undefined
          ? undefined
          : baselineOf(path.resolve(settings.cwd, report.path))
      return file === undefined ? [] : [[report, file] as const]
    })
  )
  if (options.since === undefined && baselines.size === 0 && options.updateBaseline !== true)
    return files.map(({checked}) => checked.report)
  const {withoutKnown} = await import('./known-findings.ts')
  return withoutKnown(files, baselines, {settings, options, treeCheck: () => treeCheckOf(settings, options)})
}

async function treeCheckOf(settings: CheckSettings, options: CheckOptions): Promise<TreeCheck> {
  const {openRepository} = await import('../git/git.ts')
  return {
    rules,
    settings,
    repository: openRepository(settings.cwd, true),
    parse: async () => (await parserOf(options)).parse,
    check: (paths, by) => checkAll(paths, by, options)
  }
}

/**
 * Check files: each as it was requested, and as it is on disk, if that was checked as well.
 *
 * @param bare Collects the folders that were listed and have no configuration.
 */
async function checkedFiles(
  inputs: readonly string[],
  options: CheckOptions,
  bare: Set<string>
): Promise<readonly Comparable[]> {
  const settings = settingsOf(options)
  const isStandardRead = inputs.includes(standardInput) || options.stdinFilename !== undefined
  if (options.staged === true) {
    if (isStandardRead) throw new UsageError('Unexpected --staged with standard input, expected files')
    const {checkStaged} = await import('./staged.ts')
    // A file that cannot be checked on disk may be sound as it is staged.
    const onDisk = async (paths: readonly string[]) => (await lookUp(paths, {...settings, isLenient: true}, options))()
    return checkStaged(
      inputs,
      {
        settings,
        treeCheck: (by) => treeCheckOf(by, options),
        find: (named) => pathsFor(named, settings, options, bare),
        onDisk
      },
      (paths) => shardOf(paths, options.shard)
    )
  }
  const named = inputs.filter((input) => input !== standardInput)
  const paths =
    named.length === 0 && isStandardRead ? [] : shardOf(await pathsFor(named, settings, options, bare), options.shard)
  const checkOnDisk = await lookUp(paths, settings, options, bare)
  const standard = isStandardRead
    ? {path: options.stdinFilename ?? 'stdin.md', text: await standardInputText()}
    : undefined
  const first = standard
    ? [
        {
          checked: createChecker(rules, settings, (await parserOf(options)).parse)(standard.path, standard.text),
          onDisk: undefined
        }
      ]
    : []
  const checked = await checkOnDisk()
  return [...first, ...checked.map((file) => ({checked: file, onDisk: file}))]
}

/**
 * Look up earlier reports of files.
 *
 * @returns A function that checks the other files as they are on disk, in the order of the paths.
 */
async function lookUp(
  paths: readonly string[],
  settings: CheckSettings,
  options: CheckOptions,
  bare: ReadonlySet<string> = new Set()
): Promise<() => Promise<readonly CheckedFile[]>> {
  const cache = options.cache ? await openCache(settings, options.cacheLocation, bare) : undefined
  const cached = new Map(
    cache &&
      paths.flatMap((file) => {
        const kept = cache.find(file)
        return kept ? [[file, kept] as const] : []
      })
  )
  const open = paths.filter((file) => !cached.has(file))
  return async () => {
    if (open.length === 0) return paths.flatMap((file) => cached.get(file) ?? [])
    const checked = await checkAll(open, settings, options)
    // The key contains the parser that was asked for, even if another had to be used.
    if ((await parserOf(options)).name === settings.parser) cache?.save(checked)
    const files = new Map(checked.map((file) => [file.report.path, file]))
    return paths.flatMap((file) => cached.get(file) ?? files.get(file) ?? [])
  }
}

async function checkAll(
  paths: readonly string[],
  settings: CheckSettings,
  options: CheckOptions
): Promise<readonly CheckedFile[]> {
  const {parse, name: parser} = await parserOf(options)
  const progress = startProgress(paths.length)
  return checkFiles(
    paths,
    createChecker(rules, settings, parse),
    {...settings, parser},
    {
      jobs: options.jobs ?? availableParallelism(),
      worker: new URL('check-worker.js', import.meta.url),
      onChecked: progress.add
    }
  ).finally(progress.stop)
}

const loadedParsers = new Map<ParserName, Promise<LoadedParser>>()

/** Loaded once, when it is first needed. */
function parserOf({parser}: CheckOptions): Promise<LoadedParser> {
  const loaded = loadedParsers.get(parser) ?? chosenParser(parser)
  loadedParsers.set(parser, loaded)
  return loaded
}

/** Find the files that arguments name; prints notes on those that are left out. */
async function pathsFor(
  inputs: readonly string[],
  settings: CheckSettings,
  {template, quiet, staged}: CheckOptions,
  bare: Set<string>
): Promise<readonly string[]> {
  const {paths, notes} = await findFiles(inputs, {
    settings,
    rules,
    ...(template !== undefined && {template}),
    bare,
    mayBeNone: staged === true
  })
  if (quiet !== true) for (const note of notes) printError(note)
  return paths
}

function settingsOf({template, config, parser, cache, ...options}: CheckOptions): CheckSettings {
  return {
    configuration: configurationOf({...options, ...(template !== undefined && {template})}),
    ...(config !== undefined && {configurationFile: config}),
    checkTemplates: template !== undefined,
    cwd: process.cwd(),
    parser,
    areHashed: cache
  }
}

/** The options of the command line as a configuration. */
function configurationOf({
  template,
  preset,
  rule,
  ignore
}: Pick<CheckOptions, 'template' | 'preset' | 'rule' | 'ignore'>): Configuration {
  const settings = rule.map((setting) => /^([^=]*)=?([^]*)/.exec(setting)?.slice(1) ?? [])
  return readConfiguration(
    {
      ...(template !== undefined && {template}),
      ...(preset && {preset}),
      ...(ignore.length > 0 && {ignore}),
      rules: Object.fromEntries(settings)
    },
    {name: 'Command line'},
    rules
  )
}

/** The files of one part, the same on every machine. They are dealt like cards, so that parts have about the same size. */
function shardOf(paths: readonly string[], shard: Shard | undefined): readonly string[] {
  return shard ? paths.filter((_, index) => index % shard.count === shard.index - 1) : paths
}
