import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {cosmiconfigSync} from 'cosmiconfig'
import {YAMLParseError, parse} from 'yaml'
import type {Rule} from '../rule.ts'
import {type Configuration, readConfiguration} from './configuration.ts'
import {ConfigurationError} from './configuration-error.ts'
import {repositoryRoot} from './repository-root.ts'

/** A configuration with the folder that its paths are relative to. */
export interface FoundConfiguration {
  readonly configuration: Configuration
  readonly folder: string
}

/** Data only: what a configuration says is never run. */
const searchPlaces = ['package.json', ...['.guidelintrc', '.guidelintrc.json', '.guidelintrc.yaml', '.guidelintrc.yml'].flatMap((name) => [name, path.join('.config', name.slice(1))]), 'guidelint.config.json', 'guidelint.config.yaml', 'guidelint.config.yml']

/**
 * Find the configuration for files in a folder: in it, or in the nearest folder above it, up to the root of the
 * repository.
 *
 * @throws {ConfigurationError} Where it cannot be read or is not valid.
 */
export function findConfiguration(folder: string, cwd: string, rules: readonly Rule[]): FoundConfiguration | undefined {
  const explorer = explorerUpTo(repositoryRoot(folder, cwd))
  return explained(() => {
    const found = explorer.search(folder)
    return found && !found.isEmpty ? read(found.filepath, found.config, rules) : undefined
  })
}

/**
 * Read the configuration of a file that somebody named.
 *
 * @throws {ConfigurationError} Where it cannot be read or is not valid.
 */
export function loadConfiguration(file: string, rules: readonly Rule[]): FoundConfiguration {
  const absolute = path.resolve(file)
  if (!existsSync(absolute)) throw new ConfigurationError('Missing configuration, expected a file', {name: shownPath(absolute)})
  return explained(() => {
    const found = explorerUpTo(path.dirname(absolute)).load(absolute)
    return read(absolute, found?.config, rules)
  })
}

function explorerUpTo(stopDir: string) {
  const loaders = {noExt: loadData, '.json': loadData, '.yaml': loadData, '.yml': loadData}
  return cosmiconfigSync('guidelint', {searchPlaces, loaders, searchStrategy: 'global', stopDir, cache: false})
}

/** YAML, and with it JSON. */
function loadData(file: string, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error
    const [{line, col} = {line: 1, col: 1}] = error.linePos ?? []
    throw new ConfigurationError(`Unexpected syntax, expected YAML or JSON: ${error.message.split('\n', 1)[0]}`, {name: `${shownPath(file)}:${line}:${col}`})
  }
}

function read(file: string, value: unknown, rules: readonly Rule[]): FoundConfiguration {
  const folder = path.dirname(file)
  const configuration = readConfiguration(value, {name: shownPath(file), text: readFileSync(file, 'utf8')}, rules)
  return {configuration, folder: path.basename(folder) === '.config' ? path.dirname(folder) : folder}
}

/** Errors of the file system with the file that they speak of, in the words of ours. */
function explained<Result>(action: () => Result): Result {
  try {
    return action()
  } catch (error) {
    if (error instanceof ConfigurationError) throw error
    const {code, path: file, filepath, message} = error as NodeJS.ErrnoException & {filepath?: string}
    throw new ConfigurationError(`Unreadable configuration, expected a file: ${code ?? message}`, {name: shownPath(filepath ?? file ?? 'configuration')})
  }
}

/** Relative to the current folder where it stands below it. */
function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), file)
  return relative.startsWith('..') ? file : relative
}
