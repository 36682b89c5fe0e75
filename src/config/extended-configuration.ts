import {existsSync, realpathSync} from 'node:fs'
import path from 'node:path'
import {quote} from '../markdown/text.ts'
import type {Configuration, RuleSettings} from './configuration.ts'
import {type ConfigurationPlace, ConfigurationError} from './configuration-error.ts'
import type {FoundConfiguration} from './found-configuration.ts'
import {isWithin} from './repository-root.ts'
import {below, unexpected} from './shape.ts'

/** A configuration that is being read, and a base that it names. */
export interface OpenConfiguration {
  /** Its real path, and those of the configurations that led to it, the last one first. */
  readonly chain: readonly string[]
  /** How many configurations have been read for the one at the end of the chain. */
  readonly count: {value: number}
  readonly base: string
  /** Where the base is named. */
  readonly at: ConfigurationPlace
}

/** At most this many configurations are joined, since each may name several more. */
const most = 32

/** Makes a base available before it is looked for; gets the absolute path of its file or folder. */
export type ProvideBase = (file: string) => void

/** How bases are found and read. */
interface BaseReader {
  readonly provide?: ProvideBase | undefined
  /** The configuration in a file or folder; undefined for a folder without one. */
  readonly read: (file: string, open: OpenConfiguration) => FoundConfiguration | undefined
}

/**
 * Join a configuration with its bases: files, named by paths that start with a dot, and packages in a folder
 * `node_modules` of the repository. Like every configuration, a base is data: no code of a package is run.
 *
 * Templates and the baseline of a base are relative to its folder, globs to the folder of the configuration that names it.
 * The configuration's own templates come before those of its bases.
 *
 * @param own The configuration, without its bases.
 * @param at Its file, and the configuration that names it, if it is a base itself.
 * @throws {ConfigurationError} At the name of a base that does not exist, that leads back to itself, or that exceeds the limit.
 */
export function withBases(
  own: FoundConfiguration,
  {file, open}: {readonly file: string; readonly open?: OpenConfiguration},
  reader: BaseReader
): FoundConfiguration {
  const {extends: names = [], ...configuration} = own.configuration
  const real = realpathSync(file)
  if (open?.chain.includes(real))
    throw unexpected(`base ${quote(open.base)}`, 'one that is not built on this configuration itself', open.at)
  const at = below({source: own.source, keys: []}, 'extends')
  const from = {chain: [real, ...(open?.chain ?? [])], count: open?.count ?? {value: 1}, at}
  const bases = names.map((base) => configurationOf(own, {...from, base}, reader))
  return bases.length === 0
    ? own
    : {...own, configuration: [...bases, configuration].reduce((weaker, stronger) => joined(weaker, stronger))}
}

function configurationOf(own: FoundConfiguration, from: OpenConfiguration, {read, provide}: BaseReader): Configuration {
  const {base, count, at} = from
  count.value += 1
  if (count.value > most) throw unexpected(`base ${quote(base)}`, `at most ${most} configurations in all`, at)
  const found = read(pathOf(base, own, at, provide), from)
  if (!found)
    throw new ConfigurationError(
      `Missing configuration in ${quote(base)}, expected \`.guidelintrc.yaml\` there, or the key \`guidelint\` in its \`package.json\``,
      at
    )
  const {templates, baseline, ...rest} = found.configuration
  const moved = (written: string) =>
    path.relative(own.folder, path.resolve(found.folder, written)).replaceAll(path.sep, '/')
  return {
    ...rest,
    ...(templates && {templates: templates.map((mapping) => ({...mapping, template: moved(mapping.template)}))}),
    ...(baseline !== undefined && {baseline: moved(baseline)})
  }
}

/** The file or folder that the name of a base leads to. */
function pathOf(
  base: string,
  {folder, root = folder}: FoundConfiguration,
  at: ConfigurationPlace,
  provide: ProvideBase = () => {}
): string {
  const isPath = /^\.{1,2}(?:\/|$)/.test(base) || path.isAbsolute(base)
  const file = isPath ? path.resolve(folder, base) : installed(base, folder, root, provide)
  // Do not reveal whether a file outside the repository exists.
  if (file !== undefined && !isWithin(file, root))
    throw unexpected(`base ${quote(base)}`, `a file below ${quote(root)}`, at)
  if (file !== undefined && isPath) provide(file)
  if (file !== undefined && existsSync(file)) return file
  throw new ConfigurationError(
    `Missing base ${quote(base)}, expected ${isPath ? 'a file' : 'a package that is installed in the repository, or a path that starts with `./`'}`,
    at
  )
}

/** A package, or a file in it, in the nearest folder `node_modules` that has it. */
function installed(name: string, folder: string, root: string, provide: ProvideBase): string | undefined {
  if (!/^(?:@[\w.~-]+\/)?[\w~-][\w.~-]*(?:\/[\w.~-]+)*$/.test(name)) return undefined
  for (let at = folder; isWithin(at, root); at = path.dirname(at)) {
    const file = path.join(at, 'node_modules', name)
    provide(file)
    if (existsSync(file)) return file
    if (at === path.dirname(at)) break
  }
  return undefined
}

/** Join two configurations. Where only one value is possible, the stronger's counts. */
function joined(weaker: Configuration, stronger: Configuration): Configuration {
  const templates = [...(stronger.templates ?? []), ...(weaker.templates ?? [])]
  const ignore = [...(weaker.ignore ?? []), ...(stronger.ignore ?? [])]
  return {
    ...weaker,
    ...stronger,
    ...(templates.length > 0 && {templates}),
    ...(ignore.length > 0 && {ignore}),
    rules: joinedRules(weaker.rules ?? {}, stronger.rules ?? {})
  }
}

function joinedRules(weaker: RuleSettings, stronger: RuleSettings): RuleSettings {
  const added = Object.entries(stronger).map(
    ([id, {severity, options}]) => [id, {severity, options: {...weaker[id]?.options, ...options}}] as const
  )
  return {...weaker, ...Object.fromEntries(added)}
}
