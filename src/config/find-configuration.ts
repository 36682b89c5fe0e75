import {type Stats, accessSync, constants, readFileSync, readdirSync, realpathSync, statSync} from 'node:fs'
import {homedir} from 'node:os'
import path from 'node:path'
import type {CosmiconfigResult, PublicExplorerSync} from 'cosmiconfig'
import * as internals from 'cosmiconfig/dist/ExplorerSync.js'
import {quote} from '../markdown/text.ts'
import type {Rule} from '../rule.ts'
import {readData} from './configuration-data.ts'
import {ConfigurationError} from './configuration-error.ts'
import {readConfiguration} from './configuration.ts'
import {type OpenConfiguration, type ProvideBase, withBases} from './extended-configuration.ts'
import type {FoundConfiguration} from './found-configuration.ts'
import {expectPathsWithin} from './paths-within.ts'
import {isWithin, repositoryOf, repositoryRoot} from './repository-root.ts'
import {shownPath} from './shown-path.ts'

/** How configurations are read. */
interface ReadBy {
  /** All rules, for their names and options. */
  readonly rules: readonly Rule[]
  readonly provide?: ProvideBase | undefined
}

const names = ['.guidelintrc', '.guidelintrc.json', '.guidelintrc.yaml', '.guidelintrc.yml']

/** Where a configuration is looked for in a folder. */
export const searchPlaces: readonly string[] = [
  'package.json',
  ...names,
  ...names.map((name) => path.join('.config', name.slice(1))),
  'guidelint.config.json',
  'guidelint.config.yaml',
  'guidelint.config.yml'
]

/** The class that `cosmiconfigSync` uses. That function itself would run `.config/config.js` of the current folder. */
const {ExplorerSync} = internals as unknown as {ExplorerSync: new (options: object) => PublicExplorerSync}

let explorer: PublicExplorerSync | undefined

/** Created when a configuration is found, since many folders have none. */
function theExplorer(): PublicExplorerSync {
  explorer ??= new ExplorerSync({
    moduleName: 'guidelint',
    packageProp: 'guidelint',
    searchPlaces: [...searchPlaces],
    // Data only: what a configuration says is never run.
    loaders: {noExt: loadData, '.json': loadData, '.yaml': loadData, '.yml': loadData, default: refuse},
    searchStrategy: 'none',
    stopDir: undefined,
    cache: false,
    ignoreEmptySearchPlaces: true,
    transform: (found: CosmiconfigResult) => found,
    metaConfigFilePath: null,
    mergeImportArrays: false,
    mergeSearchPlaces: false
  })
  return explorer
}

/**
 * Find the configuration for files in a folder: in it, or in the nearest folder above it, up to the root of the
 * repository; outside of all repositories, up to the root of the file system. Each folder is looked at once, and each
 * file read once, so that all folders of one configuration have the same object.
 *
 * @param cwd The current folder, which counts as a repository if there is none.
 * @param bare Absolute paths of folders that are known to have no configuration.
 * @returns A function that finds it for the absolute path of a folder; throws a `ConfigurationError` if the configuration cannot be read or is not valid.
 */
export function configurationSearch(
  cwd: string,
  by: ReadBy,
  bare: ReadonlySet<string> = new Set()
): (folder: string) => FoundConfiguration | undefined {
  const found = new Map<string, FoundConfiguration | undefined>()
  return (folder) => {
    const repository = repositoryOf(folder)
    const open: string[] = []
    let configuration: FoundConfiguration | undefined
    for (let at = folder; ; at = path.dirname(at)) {
      open.push(at)
      configuration = found.has(at) ? found.get(at) : bare.has(at) ? undefined : configurationIn(at, cwd, by)
      if (configuration || found.has(at) || at === repository || at === path.dirname(at)) break
    }
    for (const at of open) found.set(at, configuration)
    return configuration
  }
}

function configurationIn(folder: string, cwd: string, by: ReadBy): FoundConfiguration | undefined {
  const present = namesIn(folder)
  if (!present.some((name) => startsConfiguration(name))) return undefined
  const isForeign = repositoryOf(folder) === undefined && !isWithin(folder, cwd)
  if (isForeign && present.some((name) => isSomebodyElses(path.join(folder, name), name))) return undefined
  const root = repositoryRoot(folder, cwd)
  const found = foundIn(folder, root)
  if (!found) expectNoMisnamed(folder, present)
  return found && read(found, by, root)
}

/** What cosmiconfig finds in a folder, after every place was checked. */
function foundIn(folder: string, root: string): LoadedFile | undefined {
  for (const place of searchPlaces) expectReadable(path.join(folder, place), root)
  const found = explained(() => theExplorer().search(folder), folder)
  return found && !found.isEmpty ? {file: found.filepath, value: found.config} : undefined
}

/** The first part of each search place. Compare names with it in lower case, since some file systems ignore case. */
const firstNames: ReadonlySet<string> = new Set(searchPlaces.map((place) => place.split(path.sep)[0] ?? ''))

/** Names that people give a configuration because other tools would find it, without those of reports and scripts. */
const misnamed =
  /^(?:guidelint\.(?:ya?ml|toml)|\.guidelint\.(?:ya?ml|json[5c]?|toml|[cm]?[jt]s)|\.?guidelint(?:rc|\.config)(?:\.(?:ya?ml|json[5c]?|toml|[cm]?[jt]s))?)$/

/** Whether a name in a folder is that of a configuration, or is a misspelt one, which would not be found. */
export function startsConfiguration(name: string): boolean {
  return firstNames.has(name.toLowerCase()) || misnamed.test(name.toLowerCase())
}

/** The names in a folder: one look instead of one for each possible name. A folder that cannot be listed may have any. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [...firstNames]
  }
}

/** Refuse a configuration under a name that is not looked for, rather than go on as if there were none. */
function expectNoMisnamed(folder: string, present: readonly string[]): void {
  const name = present.find((candidate) => !searchPlaces.includes(candidate) && misnamed.test(candidate.toLowerCase()))
  // `.github/workflows/guidelint.yml` is a workflow.
  if (
    name === undefined ||
    path.basename(folder) === 'workflows' ||
    !statSync(path.join(folder, name), {throwIfNoEntry: false})?.isFile()
  )
    return
  throw faultOf(
    path.join(folder, name),
    'Unexpected name of a configuration, expected `.guidelintrc.yaml`, or a name with `.json`'
  )
}

/**
 * Whether a configuration outside all repositories belongs to another user, who may have put it there for others to find,
 * for example in a folder for temporary files.
 */
function isSomebodyElses(file: string, name: string): boolean {
  if (!startsConfiguration(name)) return false
  if (process.getuid === undefined) return !isWithin(file, homedir())
  const stats = statSync(file, {throwIfNoEntry: false})
  return stats !== undefined && ![0, process.getuid()].includes(stats.uid)
}

/**
 * Read a configuration file that the user named.
 *
 * @param root The folder that must contain it; undefined if it may be anywhere.
 * @throws {ConfigurationError} If it cannot be read or is not valid.
 */
export function loadConfiguration(file: string, by: ReadBy, root?: string): FoundConfiguration {
  const absolute = path.resolve(file)
  if (!expectFile(absolute, root)) throw faultOf(absolute, 'Missing configuration, expected a file')
  return read(loaded(absolute), by, repositoryRoot(path.dirname(absolute), process.cwd()))
}

interface LoadedFile {
  readonly file: string
  readonly value: unknown
}

function loaded(file: string): LoadedFile {
  return {file, value: explained(() => theExplorer().load(file), file)?.config}
}

/** Refuse a file that cannot be read, which cosmiconfig would skip. */
function expectReadable(file: string, root: string): void {
  const stats = expectFile(file, root)
  if (!stats) return
  const isPackage = path.basename(file) === 'package.json'
  if (stats.isDirectory() && !isPackage) throw faultOf(file, 'Unreadable configuration, expected a file, not a folder')
  try {
    accessSync(file, constants.R_OK)
  } catch {
    throw faultOf(
      file,
      `Unreadable ${isPackage ? 'package, which may hold the configuration' : 'configuration'}, expected permission to read it`
    )
  }
}

/**
 * Look at a file or a folder, if it exists. Refuse anything else: a pipe, for one, would never end.
 *
 * @param root The folder that must contain it, after all symbolic links are resolved.
 */
function expectFile(file: string, root?: string): Stats | undefined {
  const stats = explained(() => statSync(file, {throwIfNoEntry: false}), file)
  if (!stats) return undefined
  if (!stats.isFile() && !stats.isDirectory()) throw faultOf(file, 'Unreadable configuration, expected a file')
  if (root !== undefined && !isWithin(realpathSync(file), realpathSync(root)))
    throw faultOf(file, `Unexpected configuration outside the repository, expected a file below ${quote(root)}`)
  return stats
}

/** Read data, and refuse to import anything into it. */
function loadData(file: string, text: string): unknown {
  const value = (asPackage(file, text) ?? readData(text, shownPath(file, process.cwd()))) as {
    $import?: unknown
    guidelint?: {$import?: unknown}
  } | null
  if ((value?.$import ?? value?.guidelint?.$import) === undefined) return value
  throw faultOf(file, 'Unexpected key `$import`, expected `extends`, or the configuration itself')
}

/** Read a `package.json` as JSON. Nearly every repository has one, and loading the YAML parser takes longer than checking a document. */
function asPackage(file: string, text: string): unknown {
  try {
    return path.basename(file) === 'package.json' ? (JSON.parse(text) as unknown) : undefined
  } catch {
    // The YAML parser says where it is wrong.
    return undefined
  }
}

function refuse(file: string): never {
  throw faultOf(file, 'Unexpected kind of file, expected YAML or JSON')
}

/** An error about a file as a whole. */
function faultOf(file: string, reason: string): ConfigurationError {
  return new ConfigurationError(reason, {source: {name: shownPath(file, process.cwd())}, keys: []})
}

function read({file, value}: LoadedFile, by: ReadBy, root: string, open?: OpenConfiguration): FoundConfiguration {
  const folder = path.dirname(file)
  const source = {name: shownPath(file, process.cwd()), text: readFileSync(file, 'utf8')}
  const own = {
    configuration: readConfiguration(value, source, by.rules),
    folder: path.basename(folder) === '.config' ? path.dirname(folder) : folder,
    root,
    source
  }
  expectPathsWithin(own)
  const readBase = (base: string, from: OpenConfiguration) => {
    const found = expectFile(base, root)?.isDirectory() === true ? foundIn(base, root) : loaded(base)
    return found && read(found, by, root, from)
  }
  return withBases(own, {file, ...(open && {open})}, {provide: by.provide, read: readBase})
}

/** Turn errors of the file system and of the parser into one line that names the file. */
function explained<Result>(action: () => Result, place: string): Result {
  try {
    return action()
  } catch (error) {
    if (error instanceof ConfigurationError) throw error
    const {code, path: file, filepath, message} = error as NodeJS.ErrnoException & {filepath?: string}
    throw faultOf(
      filepath ?? file ?? place,
      `Unreadable configuration, expected YAML or JSON: ${code ?? message.split('\n', 1)[0]}`
    )
  }
}
