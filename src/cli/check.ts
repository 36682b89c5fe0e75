import {availableParallelism} from 'node:os'
import path from 'node:path'
import {rules} from '../../rules/index.ts'
import {checkFiles} from '../check/check-files.ts'
import {type CheckSettings, type CheckedFile, createChecker, hashOfDocument} from '../check/checker.ts'
import {type FileReport, fileOf} from '../check/file-report.ts'
import {type Configuration, readConfiguration} from '../config/configuration.ts'
import {areAsBefore} from '../config/linked-files.ts'
import type {PresetName} from '../config/presets.ts'
import {repositoryRoot} from '../config/repository-root.ts'
import {basisFinder} from '../linter.ts'
import type {ParserName} from '../markdown/parse.ts'
import {textHash} from '../text-hash.ts'
import {chosenParser} from './chosen-parser.ts'
import {findFiles} from './find-files.ts'
import {printError} from './print-error.ts'
import {type PrintOptions, printReport} from './print-report.ts'
import {standardInputText} from './standard-input.ts'
import {installedPackages, version} from './version.ts'

/** The options of `guidelint [files…]`. */
export interface CheckOptions extends PrintOptions {
  readonly template?: string
  readonly config?: string
  readonly preset?: PresetName
  readonly rule: readonly string[]
  readonly stdinFilename?: string
  readonly parser: ParserName
  readonly jobs?: number
  readonly cache: boolean
  readonly cacheLocation?: string
  readonly shard?: Shard
  readonly since?: string
  readonly ignore: readonly string[]
}

/** Which part of the files is checked: 1 to `count`. */
export interface Shard {
  readonly index: number
  readonly count: number
}

const standardInput = '-'

/**
 * Check files and print what was found.
 *
 * @returns The exit status: 0 no error, 1 findings, 2 a file that could not be checked.
 */
export async function check(inputs: readonly string[], options: CheckOptions): Promise<0 | 1 | 2> {
  const reports = await sinceThen(await reportsOf(inputs, options), inputs, options)
  for (const {failure} of reports) if (failure !== undefined) printError(failure)
  const files = reports.filter(({outcome}) => outcome !== 'not checked' && outcome !== 'failed').map((report) => fileOf(report))
  const status = await printReport(files, options)
  if (options.quiet !== true && reports.some(({outcome}) => outcome === 'no template') && reports.every(({outcome}) => outcome !== 'template')) printError('No template is configured for these files: only rules that need none have run')
  return reports.some(({outcome}) => outcome === 'failed') ? 2 : status
}

/** Only findings on lines that changed since a commit, where one is named. */
async function sinceThen(reports: readonly FileReport[], inputs: readonly string[], {since, stdinFilename}: CheckOptions): Promise<readonly FileReport[]> {
  if (since === undefined) return reports
  const {onChangedLines} = await import('../check/changed-lines.ts')
  const isStandardRead = inputs.includes(standardInput) || stdinFilename !== undefined
  return onChangedLines(reports, {since, cwd: process.cwd(), ...(isStandardRead && {whole: reports[0]})})
}

async function reportsOf(inputs: readonly string[], options: CheckOptions): Promise<readonly FileReport[]> {
  const settings = settingsOf(options)
  const bare = new Set<string>()
  const cache = options.cache ? await openCache(settings, options.cacheLocation, bare) : undefined
  const isStandardRead = inputs.includes(standardInput) || options.stdinFilename !== undefined
  const paths = await pathsFor(inputs, settings, options, bare)
  const cached = new Map(cache && paths.flatMap((file) => {
    const report = cache.find(file)
    return report ? [[file, report] as const] : []
  }))
  const open = paths.filter((file) => !cached.has(file))
  const standard = isStandardRead ? {path: options.stdinFilename ?? 'stdin.md', text: await standardInputText()} : undefined
  if (open.length === 0 && !standard) return paths.flatMap((file) => cached.get(file) ?? [])
  const {parse, name: parser} = await chosenParser(options.parser)
  const checkFile = createChecker(rules, settings, parse)
  const first = standard ? [checkFile(standard.path, standard.text).report] : []
  const checked = await checkFiles(open, checkFile, {...settings, parser}, {jobs: options.jobs ?? availableParallelism(), worker: new URL('check-worker.js', import.meta.url)})
  // The key knows the parser that was asked for, not one that had to take over.
  if (parser === settings.parser) cache?.save(checked)
  const reports = new Map(checked.map(({report}) => [report.path, report]))
  return [...first, ...paths.flatMap((file) => cached.get(file) ?? reports.get(file) ?? [])]
}

/** The files of a run, without standard input; says what nobody would see otherwise. */
async function pathsFor(inputs: readonly string[], settings: CheckSettings, {template, quiet, shard, stdinFilename}: CheckOptions, bare: Set<string>): Promise<readonly string[]> {
  const named = inputs.filter((input) => input !== standardInput)
  if (named.length === 0 && (inputs.length > 0 || stdinFilename !== undefined)) return []
  const {paths, notes} = await findFiles(named, {settings, rules, ...(template !== undefined && {template}), bare})
  if (quiet !== true) for (const note of notes) printError(note)
  return shardOf(paths, shard)
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

/** What the command line says, in the form of a configuration. */
function configurationOf({template, preset, rule, ignore}: Pick<CheckOptions, 'template' | 'preset' | 'rule' | 'ignore'>): Configuration {
  const settings = rule.map((setting) => /^([^=]*)=?([^]*)/.exec(setting)?.slice(1) ?? [])
  return readConfiguration({...(template !== undefined && {template}), ...(preset && {preset}), ...(ignore.length > 0 && {ignore}), rules: Object.fromEntries(settings)}, {name: 'Command line'}, rules)
}

/** The files of one part, the same on every machine: as cards are dealt, so that parts are alike in size. */
function shardOf(paths: readonly string[], shard: Shard | undefined): readonly string[] {
  return shard ? paths.filter((_, index) => index % shard.count === shard.index - 1) : paths
}

interface OpenCache {
  find(file: string): FileReport | undefined
  save(checked: readonly CheckedFile[]): void
}

async function openCache(settings: CheckSettings, location: string | undefined, bare: ReadonlySet<string>): Promise<OpenCache | undefined> {
  const {openCacheFolder} = await import('../check/cache-folder.ts')
  const {cwd} = settings
  const folder = await openCacheFolder(cwd, location)
  if (!folder) return undefined
  const {openResultCache} = await import('../check/result-cache.ts')
  const results = openResultCache(folder)
  const before = fullBases(settings, bare)
  return {
    find: (file) => {
      const absolute = path.resolve(cwd, file)
      const basis = before(absolute)
      if (basis === undefined) return undefined
      const report = unlessUnreadable(() => results.find(`${cwd}\0${absolute}`, () => keyOf(basis, hashOfDocument(file)), (looks) => areAsBefore(looks, absolute, repositoryRoot(path.dirname(absolute), cwd))))
      return report && {...report, path: file}
    },
    save: (checked) => {
      const after = fullBases(settings)
      for (const {report, textHash: hash, looks} of checked) {
        const absolute = path.resolve(cwd, report.path)
        const basis = before(absolute)
        // What changed meanwhile must not pass for what was checked by.
        if (hash !== undefined && basis !== undefined && basis === after(absolute)) results.add(`${cwd}\0${absolute}`, keyOf(basis, hash), looks, report)
      }
      results.save()
    }
  }
}

function keyOf(basis: string, hash: string): string {
  return textHash(`${basis}\0${hash}`)
}

/**
 * All that decides on the findings in a file beside its text and its links, as it is when first asked for: what it is
 * checked by, and the program that checks. esbuild names the file that this code is bundled into by the hash of all
 * that it is made of, so that another build of the same version does not take what this one found.
 */
function fullBases(settings: CheckSettings, bare?: ReadonlySet<string>): (file: string) => string | undefined {
  const program = [version, installedPackages(), path.basename(import.meta.url), process.version, process.platform, process.arch, settings.parser].join('\0')
  const basisOf = unlessUnreadable(() => basisFinder({rules, ...settings, ...(bare && {bare})}))
  const bases = new Map<string, string | undefined>()
  return (file) => {
    if (!bases.has(file)) bases.set(file, unlessUnreadable(() => basisOf && `${program}\0${basisOf(file)}`))
    return bases.get(file)
  }
}

/** What cannot be read is in no cache; the check tells of it in its turn. */
function unlessUnreadable<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
