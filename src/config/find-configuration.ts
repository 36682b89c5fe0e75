import {readFileSync, readdirSync, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import type {CosmiconfigResult, PublicExplorerSync} from 'cosmiconfig'
import * as internals from 'cosmiconfig/dist/ExplorerSync.js'
import {quote} from '../markdown/text.ts'
import type {Rule} from '../rule.ts'
import {type Configuration, readConfiguration} from './configuration.ts'
import {readData} from './configuration-data.ts'
import {ConfigurationError, type ConfigurationSource} from './configuration-error.ts'
import {isWithin, repositoryRoot} from './repository-root.ts'
import {shownPath} from './shown-path.ts'

/** A configuration with the folder that its paths are relative to. */
export interface FoundConfiguration {
  readonly configuration: Configuration
  readonly folder: string
  /** The folder below which its templates stand; without it they may stand anywhere, as the user himself names them. */
  readonly root?: string
  /** Where it was written, for errors. */
  readonly source: ConfigurationSource
}

const names = ['.guidelintrc', '.guidelintrc.json', '.guidelintrc.yaml', '.guidelintrc.yml']
const searchPlaces = ['package.json', ...names, ...names.map((name) => path.join('.config', name.slice(1))), 'guidelint.config.json', 'guidelint.config.yaml', 'guidelint.config.yml']

/** The class behind `cosmiconfigSync`, which itself would run `.config/config.js` of whatever folder it is started in. */
const {ExplorerSync} = internals as unknown as {ExplorerSync: new (options: object) => PublicExplorerSync}

const explorer = new ExplorerSync({
  moduleName: 'guidelint',
  packageProp: 'guidelint',
  searchPlaces,
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

/**
 * Find the configuration for files in a folder: in it, or in the nearest folder above it, up to the root of the
 * repository. Each folder is looked at once, and each file read once, so that all folders of one configuration have the
 * same object.
 *
 * @param cwd The current folder, which counts as a repository where there is none.
 * @param bare Absolute paths of folders of which it is known that no configuration is in them.
 * @returns Finds it for an absolute path of a folder; throws a `ConfigurationError` where it cannot be read or is not valid.
 */
export function configurationSearch(cwd: string, rules: readonly Rule[], bare: ReadonlySet<string> = new Set()): (folder: string) => FoundConfiguration | undefined {
  const found = new Map<string, FoundConfiguration | undefined>()
  return (folder) => {
    const root = repositoryRoot(folder, cwd)
    const open: string[] = []
    let configuration: FoundConfiguration | undefined
    for (let at = folder; isWithin(at, root); at = path.dirname(at)) {
      open.push(at)
      configuration = found.has(at) ? found.get(at) : bare.has(at) ? undefined : configurationIn(at, root, rules)
      if (configuration || found.has(at) || at === root) break
    }
    for (const at of open) found.set(at, configuration)
    return configuration
  }
}

function configurationIn(folder: string, root: string, rules: readonly Rule[]): FoundConfiguration | undefined {
  if (!mayHaveOne(folder)) return undefined
  for (const place of searchPlaces) expectFile(path.join(folder, place), root)
  const found = explained(() => explorer.search(folder), folder)
  return found && !found.isEmpty ? read(found.filepath, found.config, rules, root) : undefined
}

/** The names at which a configuration starts, be it in letters of another case, which is one name for some file systems. */
const firstNames: ReadonlySet<string> = new Set(searchPlaces.map((place) => place.split(path.sep)[0] ?? ''))

/** Whether a configuration may stand in a folder that has this name in it. */
export function startsConfiguration(name: string): boolean {
  return firstNames.has(name.toLowerCase())
}

/** Whether one of these names is there: one look in the place of one for each name. What cannot be listed may have any. */
function mayHaveOne(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => startsConfiguration(name))
  } catch {
    return true
  }
}

/**
 * Read the configuration of a file that somebody named.
 *
 * @param root The folder that it may not stand outside of; without it, anywhere.
 * @throws {ConfigurationError} Where it cannot be read or is not valid.
 */
export function loadConfiguration(file: string, rules: readonly Rule[], root?: string): FoundConfiguration {
  const absolute = path.resolve(file)
  if (!expectFile(absolute, root)) throw new ConfigurationError('Missing configuration, expected a file', {name: shownPath(absolute, process.cwd())})
  const found = explained(() => explorer.load(absolute), absolute)
  return read(absolute, found?.config, rules, repositoryRoot(path.dirname(absolute), process.cwd()))
}

/**
 * Whether a file is there; what is neither a file nor a folder, such as a pipe, would never end.
 *
 * @param root The folder that it may not lead out of, all symbolic links followed.
 */
function expectFile(file: string, root?: string): boolean {
  const stats = statSync(file, {throwIfNoEntry: false})
  if (!stats) return false
  const name = shownPath(file, process.cwd())
  if (!stats.isFile() && !stats.isDirectory()) throw new ConfigurationError('Unreadable configuration, expected a file', {name})
  if (root !== undefined && !isWithin(realpathSync(file), realpathSync(root))) throw new ConfigurationError(`Unexpected configuration outside the repository, expected a file below ${quote(root)}`, {name})
  return true
}

/** Data, which nothing is imported into. */
function loadData(file: string, text: string): unknown {
  const name = shownPath(file, process.cwd())
  const value = readData(text, name) as {$import?: unknown; guidelint?: {$import?: unknown}} | null
  if ((value?.$import ?? value?.guidelint?.$import) === undefined) return value
  throw new ConfigurationError('Unexpected key `$import`, expected the configuration itself', {name})
}

function refuse(file: string): never {
  throw new ConfigurationError('Unexpected kind of file, expected YAML or JSON', {name: shownPath(file, process.cwd())})
}

function read(file: string, value: unknown, rules: readonly Rule[], root: string): FoundConfiguration {
  const folder = path.dirname(file)
  const source = {name: shownPath(file, process.cwd()), text: readFileSync(file, 'utf8')}
  return {configuration: readConfiguration(value, source, rules), folder: path.basename(folder) === '.config' ? path.dirname(folder) : folder, root, source}
}

/** Errors of the file system and of the parser with the file that they speak of, in one line. */
function explained<Result>(action: () => Result, place: string): Result {
  try {
    return action()
  } catch (error) {
    if (error instanceof ConfigurationError) throw error
    const {code, path: file, filepath, message} = error as NodeJS.ErrnoException & {filepath?: string}
    throw new ConfigurationError(`Unreadable configuration, expected YAML or JSON: ${code ?? message.split('\n', 1)[0]}`, {name: shownPath(filepath ?? file ?? place, process.cwd())})
  }
}
