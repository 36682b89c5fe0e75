import {type Dirent, lstatSync, readdirSync, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import type {FileSystemAdapter} from 'tinyglobby'
import type {CheckSettings} from '../check/checker.ts'
import {UsageError, explainFailure} from '../check/failure.ts'
import {fittingTemplate, isIgnored, isTemplate} from '../config/choose-template.ts'
import type {TemplateMapping} from '../config/configuration.ts'
import {ConfigurationError, shownPlace} from '../config/configuration-error.ts'
import type {FoundConfiguration} from '../config/found-configuration.ts'
import {startsConfiguration} from '../config/find-configuration.ts'
import {type IgnoreFiles, ignoreFiles} from '../config/ignore-files.ts'
import {isWithin, repositoryRoot} from '../config/repository-root.ts'
import {below} from '../config/shape.ts'
import {configurationFinder} from '../linter.ts'
import {quote} from '../markdown/text.ts'
import type {Rule} from '../rule.ts'

const markdown = '**/*.{md,markdown}'
// `.#guide.md` is the lock of an editor, a symbolic link to nowhere.
const ignore = ['**/node_modules/**', '**/.git/**', '**/.#*']

/** What is known about a run before its files are found. */
export interface Run {
  /** The options of the command line, and the configuration file that it names. */
  readonly settings: Pick<CheckSettings, 'configuration' | 'configurationFile' | 'cwd'>
  readonly rules: readonly Rule[]
  /** The template for all files, which is not checked itself unless it is named. */
  readonly template?: string
  /** Collects the folders that were listed and have no configuration. */
  readonly bare: Set<string>
  /** Whether it is not an error if no document matches the configuration: a hook may run before the first document is written. */
  readonly mayBeNone?: boolean
}

/** The files of a run. */
export interface FoundFiles {
  /** Relative to the current folder, with slashes, sorted, each once. */
  readonly paths: readonly string[]
  /** Notes for the user, one line each: a named file that is ignored, a template that matches no document. */
  readonly notes: readonly string[]
}

/**
 * Find the files that arguments name: a file itself, all Markdown below a folder, or what a glob matches; without
 * arguments, the documents that the configuration has templates for.
 *
 * Folders and globs follow no symbolic link out of the repository, since findings print lines of files, and a pull request
 * can contain such a link. Links to files are skipped, since the files are checked in their places. Files that `.gitignore`
 * lists are skipped, too. Files that the configuration, the command line or `.remarkignore` excludes are left out even if
 * they are named, because hooks name all files.
 *
 * @throws {UsageError} If an argument matches no file, or a folder cannot be listed.
 * @throws {ConfigurationError} If a configuration or a file of patterns cannot be read.
 */
export async function findFiles(inputs: readonly string[], run: Run): Promise<FoundFiles> {
  return inputs.length > 0 ? filesFor(inputs, run, () => true) : configuredFiles(run)
}

/** The files that the configuration has templates for. */
async function configuredFiles(run: Run): Promise<FoundFiles> {
  const {settings, rules, template} = run
  const missing = 'Missing files, expected at least one file, folder or glob'
  if (template !== undefined) throw new UsageError(missing)
  const base = configurationFinder({rules, ...settings})(settings.cwd)
  const found = await filesFor([path.relative(settings.cwd, base?.folder ?? settings.cwd) || '.'], run, isConfigured)
  if (found.paths.length > 0) return found
  const none = base && `${base.source.name}: No Markdown file matches the globs of its templates`
  if (none !== undefined && run.mayBeNone === true) return {paths: [], notes: [none]}
  throw new UsageError(none ?? `${missing}, or a configuration that says which (guidelint init)`)
}

/** The files that arguments name, without those that are excluded. */
async function filesFor(
  inputs: readonly string[],
  {settings, rules, template, bare}: Run,
  isWanted: (file: string, configurationOf: ConfigurationOf) => boolean
): Promise<FoundFiles> {
  const patterns = ignoreFiles(settings.cwd)
  const listed = await Promise.all(inputs.map((input) => filesOf(input, patterns, bare)))
  const configurationOf = configurationFinder({rules, ...settings, bare})
  const ignoredBy = ignoring(settings, patterns, configurationOf)
  const found = new Set<string>()
  const notes = listed.flatMap(({input, files, isNamed, hasIgnored}) => {
    const own = files.filter(
      (file) => template === undefined || isNamed || path.resolve(file) !== path.resolve(template)
    )
    const kept = own.filter((file) => ignoredBy(file) === undefined)
    if (kept.length === 0 && !isNamed)
      throw new UsageError(
        `No Markdown file found for ${input}${hasIgnored || own.length > 0 ? ' that is not ignored' : ''}`
      )
    for (const file of kept) if (isWanted(path.resolve(file), configurationOf)) found.add(shown(file))
    return kept.length === 0 ? [`${shown(input)} is not checked: ignored by ${ignoredBy(input)}`] : []
  })
  const paths = [...found].toSorted((a, b) => (a < b ? -1 : 1))
  const folders = listed.flatMap(({input, isFolder}) => (isFolder ? [path.resolve(input)] : []))
  return {
    paths,
    notes: [...notes, ...(settings.configuration.templates ? [] : unfitTemplates(paths, folders, configurationOf))]
  }
}

/** Returns a function that says what excludes a file, if anything does. */
function ignoring(
  {configuration, cwd}: Run['settings'],
  patterns: IgnoreFiles,
  configurationOf: ConfigurationOf
): (file: string) => string | undefined {
  const said = {configuration, folder: cwd, source: {name: 'the command line'}}
  return (file) => {
    const absolute = path.resolve(file)
    if (patterns.isIgnoredByRemark(absolute, false)) return '.remarkignore'
    return [said, configurationOf(path.dirname(absolute))].find((by) => by && isIgnored(absolute, by))?.source.name
  }
}

type ConfigurationOf = (folder: string) => FoundConfiguration | undefined

/** Whether a configuration covers a file: one of its templates matches, or it has rules, but no templates. */
function isConfigured(file: string, configurationOf: ConfigurationOf): boolean {
  const by = configurationOf(path.dirname(file))
  const templates = by?.configuration.templates
  if (!by || !templates) return by !== undefined
  return !isTemplate(file, templates, by.folder) && fittingTemplate(file, templates, by.folder) !== undefined
}

/** Notes on templates that match no document, if all documents of their configuration are checked. Templates of a base may be meant for other configurations. */
function unfitTemplates(
  paths: readonly string[],
  folders: readonly string[],
  configurationOf: ConfigurationOf
): readonly string[] {
  const open = new Map<FoundConfiguration, Set<TemplateMapping>>()
  for (const file of paths) {
    const absolute = path.resolve(file)
    const by = configurationOf(path.dirname(absolute))
    if (!by || !folders.some((folder) => isWithin(by.folder, folder))) continue
    const {
      folder,
      source,
      configuration: {templates = []}
    } = by
    const unfit =
      open.get(by) ??
      new Set(templates.filter(({files, definedIn}) => files && files.length > 0 && definedIn?.source === source))
    open.set(by, unfit)
    for (const mapping of unfit)
      if (!isTemplate(absolute, templates, folder) && fittingTemplate(absolute, [mapping], folder))
        unfit.delete(mapping)
  }
  return [...open.values()].flatMap((unfit) =>
    Array.from(
      unfit,
      ({template, definedIn}) =>
        `${definedIn ? `${shownPlace(below(definedIn, 'files'))}: ` : ''}No document matches the globs of template ${quote(template)}`
    )
  )
}

/** The files of one argument. */
interface Listed {
  readonly input: string
  readonly files: readonly string[]
  readonly isNamed: boolean
  readonly isFolder: boolean
  /** Whether `.gitignore` excluded something. */
  readonly hasIgnored: boolean
}

async function filesOf(input: string, patterns: IgnoreFiles, bare: Set<string>): Promise<Listed> {
  const stats = statSync(input, {throwIfNoEntry: false})
  if (stats && !stats.isDirectory()) return {input, files: [input], isNamed: true, isFolder: false, hasIgnored: false}
  const {globSync, isDynamicPattern} = await import('tinyglobby')
  if (!stats && !isDynamicPattern(input)) throw new UsageError(`${input}: no such file`)
  const failures: NodeJS.ErrnoException[] = []
  let hasIgnored = false
  const isKept = (file: string, isDirectory: boolean) => {
    const isListed =
      patterns.isIgnoredByGit(file, isDirectory) || (isDirectory && patterns.isIgnoredByRemark(file, true))
    hasIgnored ||= isListed
    return !isListed
  }
  const options = {
    ignore,
    dot: true,
    followSymbolicLinks: false,
    expandDirectories: false,
    fs: listing((failure) => failures.push(failure), isKept, bare)
  }
  const files = stats
    ? globSync(markdown, {...options, cwd: input}).map((file) => path.join(input, file))
    : globSync(input.replaceAll('\\', '/'), options)
  const [failure] = failures
  if (failure) throw new UsageError(explainFailure(failure, shown(failure.path ?? input)))
  const isInside = insideFinder()
  const inside = files.filter((file) => isInside(path.dirname(path.resolve(file))))
  if (files.length > 0 && inside.length === 0)
    throw new UsageError(
      `${input} leads out of the repository through a symbolic link, expected the target of the link`
    )
  return {
    input,
    files: inside.filter((file) => isKept(path.resolve(file), false)),
    isNamed: false,
    isFolder: stats !== undefined,
    hasIgnored
  }
}

/**
 * A file system for tinyglobby that reports folders that cannot be listed, collects folders without a configuration, and
 * leaves out ignored folders.
 */
function listing(
  onFailure: (failure: NodeJS.ErrnoException) => void,
  isKept: (file: string, isDirectory: boolean) => boolean,
  bare: Set<string>
): FileSystemAdapter {
  const list = (folder: string): readonly Dirent[] => {
    try {
      // One folder after the other, since threads for thousands of small ones would cost more than they save.
      const entries = readdirSync(folder, {withFileTypes: true})
      if (!entries.some(({name}) => startsConfiguration(name))) bare.add(path.resolve(folder))
      return entries.filter((entry) => !entry.isDirectory() || isKept(path.resolve(folder, entry.name), true))
    } catch (error) {
      if (error instanceof ConfigurationError) throw error
      onFailure(error as NodeJS.ErrnoException)
      return []
    }
  }
  return {readdirSync: list as unknown as typeof readdirSync}
}

/** Returns a function that says whether a folder, after all links are resolved, is in the repository that its path is in. Each folder is looked up once. */
function insideFinder(): (folder: string) => boolean {
  const cwd = process.cwd()
  const known = new Map<string, boolean>()
  const realPaths = new Map<string, string>()
  const realPathOf = (folder: string): string => {
    const real = realPaths.get(folder) ?? followed(folder)
    realPaths.set(folder, real)
    return real
  }
  // The path to a folder is resolved once for all folders in it.
  const followed = (folder: string): string => {
    const above = path.dirname(folder)
    return above === folder || lstatSync(folder).isSymbolicLink()
      ? realpathSync(folder)
      : path.join(realPathOf(above), path.basename(folder))
  }
  return (folder) => {
    const isInside = known.get(folder) ?? isWithin(realPathOf(folder), realPathOf(repositoryRoot(folder, cwd)))
    known.set(folder, isInside)
    return isInside
  }
}

/** Hooks name files by their absolute paths; people and CI expect paths relative to the current folder. */
function shown(file: string): string {
  const relative = path.relative('', file)
  const isOutside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)
  return (path.isAbsolute(file) && isOutside ? path.normalize(file) : relative).replaceAll(path.sep, '/')
}
