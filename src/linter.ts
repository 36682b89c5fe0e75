import {readFileSync, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import type {Root} from 'mdast'
import type {VFile} from 'vfile'
import {type UnknownTemplate, analyse} from './analysis.ts'
import {activeRules} from './config/active-rules.ts'
import {chooseTemplate, findUnknownTemplate, isIgnored, isTemplate} from './config/choose-template.ts'
import type {Configuration, TemplateMapping} from './config/configuration.ts'
import type {ProvideBase} from './config/extended-configuration.ts'
import type {FoundConfiguration} from './config/found-configuration.ts'
import {configurationSearch, loadConfiguration} from './config/find-configuration.ts'
import {linkedFilesOf} from './config/linked-files.ts'
import {isWithin, repositoryRoot} from './config/repository-root.ts'
import {loadTemplate} from './config/template-cache.ts'
import {expectPathsWithin} from './config/paths-within.ts'
import {lint} from './lint.ts'
import type {LinkedFiles} from './markdown/linked-files.ts'
import type {MarkdownDocument} from './markdown/document.ts'
import {readDocument} from './markdown/read-document.ts'
import type {Parse} from './markdown/parse.ts'
import type {ActiveRule, Rule} from './rule.ts'
import type {TemplateSchema} from './template/schema.ts'
import {textHash} from './text-hash.ts'

/** What a host says beside the configuration that is found. */
export interface LinterOptions {
  readonly rules: readonly Rule[]
  /** The parser of templates, of linked files, and of files that the host has not parsed. */
  readonly parse: Parse
  /** Said by the host itself; stronger than what is found. Its paths are relative to `cwd`. */
  readonly configuration?: Configuration
  /** A configuration file in the place of the one that would be found. */
  readonly configurationFile?: string
  /** Whether a template that is named as a document is checked like one, against itself. */
  readonly checkTemplates?: boolean
  /** The folder below which stands whatever the host names, templates and configuration file; without it, anywhere. */
  readonly confinedTo?: string
  /** Absolute paths of folders that were listed and have no configuration in them. */
  readonly bare?: ReadonlySet<string>
  /** Called before a base of a configuration (`extends`) is looked for, so that it can be put there. */
  readonly provide?: ProvideBase
  /** The absolute path of the current folder. */
  readonly cwd: string
}

/**
 * Checks one file: adds what is wrong to its messages.
 *
 * @param file Its text, and its path relative to its `cwd`; a file without a path is checked as if it stood in `cwd`.
 * @param tree Its mdast tree, where the host has parsed it.
 * @returns What it was checked against; a template that is no document of this run is not checked at all.
 * @throws {ConfigurationError | TemplateError} Where what it should be checked by cannot be read.
 * @throws {DocumentError} Where it is nested too deeply.
 */
export type Linter = (file: VFile, tree?: Root) => Outcome

/** What a file was checked against. */
export type Outcome = 'template' | 'no template' | 'not checked'

/** Put a linter together from what a host says and what stands in configuration files; these are read once. */
export function createLinter(options: LinterOptions): Linter {
  const caseOf = caseFinder(options)
  return (file, tree) => {
    const found = caseOf(file, tree)
    if (!found) return 'not checked'
    lintCase(file, found)
    return found.schema ? 'template' : 'no template'
  }
}

/** A document with all that it is checked by. */
export interface Case {
  readonly document: MarkdownDocument
  /** The absolute path of its template, and what that demands; undefined where it has none. */
  readonly template: string | undefined
  readonly schema: TemplateSchema | undefined
  readonly linkedFiles: LinkedFiles
  readonly unknownTemplate: UnknownTemplate | undefined
  readonly rules: readonly ActiveRule[]
}

/** Check a document by all that it is checked by: adds what is wrong to the messages of its file. */
export function lintCase(file: VFile, {document, template, schema, linkedFiles, unknownTemplate, rules}: Case): void {
  const templateFolder = template && folderBetween(path.resolve(file.cwd, file.path ?? 'document.md'), template)
  lint(
    file,
    {
      ...analyse(document, schema, linkedFiles),
      ...(unknownTemplate && {unknownTemplate}),
      ...(templateFolder && {templateFolder})
    },
    rules
  )
}

/** The way from the folder of one file to that of another, with slashes. */
function folderBetween(from: string, to: string): string {
  return path.relative(path.dirname(from), path.dirname(to)).split(path.sep).join('/')
}

/**
 * Finds what a file is checked by, undefined where it is not checked; for those who check it more than once.
 *
 * @throws As a linter does.
 */
export function caseFinder(options: LinterOptions): (file: VFile, tree?: Root) => Case | undefined {
  const {rules, parse, configuration: own = {}, checkTemplates = false, cwd} = options
  const said = saidByHost(options)
  const configurationOf = configurationFinder(options)
  const rulesFor = remembered((inherited: FoundConfiguration | undefined) =>
    remembered((mapping: TemplateMapping | undefined) => {
      const found = inherited?.configuration ?? {}
      return activeRules(
        rules,
        said.configuration.templates ? [found, own, mapping ?? {}] : [found, mapping ?? {}, own]
      )
    })
  )
  const schemaOf = remembered((template: string) => loadTemplate(template, cwd, parse))
  return (file, tree) => {
    const absolute = path.resolve(file.cwd, file.path ?? 'document.md')
    const folder = path.dirname(absolute)
    const inherited = configurationOf(folder)
    const by = mappingsBy(said, inherited)
    const {templates, base} = mappingsOf(by)
    if ([said, inherited].some((found) => found && isIgnored(absolute, found))) return undefined
    if (!checkTemplates && isTemplate(absolute, templates, base)) return undefined
    const document = readDocument(tree ?? parse(String(file)), String(file))
    const mapping = chooseTemplate(absolute, document, templates, base)?.mapping
    const template = mapping && path.resolve(base, mapping.template)
    const schema = template === undefined ? undefined : schemaOf(template)
    // Whoever gives one template for all files has it in the place of any that these name.
    const isOnly = by === said && templates.every(({files}) => !files)
    const unknownTemplate = isOnly ? undefined : findUnknownTemplate(document, templates, schema)
    return {
      document,
      template,
      schema,
      linkedFiles: linkedFilesOf(absolute, repositoryRoot(folder, cwd), parse),
      unknownTemplate,
      rules: rulesFor(inherited)(mapping)
    }
  }
}

/**
 * All that decides on the findings in a file beside its own text and where its links lead, in one text: for a cache.
 *
 * @param root A folder that paths in it are told from, so that what is the same in a copy of it is so in words; without it
 *   they are absolute.
 * @returns Tells it of a file, by its absolute path.
 */
export function basisFinder(options: Omit<LinterOptions, 'parse'>, root?: string): (file: string) => string {
  const {configuration: own = {}, checkTemplates = false, cwd} = options
  const said = saidByHost(options)
  const configurationOf = configurationFinder(options)
  const named = (file: string) => (root !== undefined && isWithin(file, root) ? path.relative(root, file) : file)
  const stateOf = remembered((template: string) => stateOfTemplate(template, named))
  const saidFor = remembered((inherited: FoundConfiguration | undefined) => {
    const by = mappingsBy(said, inherited)
    const {templates, base} = mappingsOf(by)
    const states = templates.map(({template}) => stateOf(path.resolve(base, template)))
    return textHash(
      JSON.stringify(
        [
          withoutBaseline(inherited?.configuration),
          inherited && named(inherited.folder),
          withoutBaseline(own),
          checkTemplates,
          named(cwd),
          named(base),
          states
        ],
        (key, value: unknown) => (key === 'definedIn' ? undefined : value)
      )
    )
  })
  return (file) => {
    const folder = path.dirname(file)
    return [
      named(file),
      named(realpathSync.native(file)),
      named(repositoryRoot(folder, cwd)),
      saidFor(configurationOf(folder))
    ].join('\0')
  }
}

/** What is known does not change what is found. */
function withoutBaseline(configuration: Configuration = {}): Configuration {
  const {baseline: _, ...others} = configuration
  return others
}

/**
 * The templates that a file may be checked against, one of which it will be.
 *
 * @returns Tells their absolute paths, of a file by its absolute path.
 */
export function templateFinder(options: Omit<LinterOptions, 'parse'>): (file: string) => readonly string[] {
  const said = saidByHost(options)
  const configurationOf = configurationFinder(options)
  return (file) => {
    const {templates, base} = mappingsOf(mappingsBy(said, configurationOf(path.dirname(file))))
    return templates.map(({template}) => path.resolve(base, template))
  }
}

/**
 * Where findings are kept that are known: what the host names, else the configuration.
 *
 * @returns Tells the absolute path of that file, of a document by its absolute path; undefined where there is none.
 */
export function baselineFinder(options: Omit<LinterOptions, 'parse'>): (file: string) => string | undefined {
  const said = saidByHost(options)
  const configurationOf = configurationFinder(options)
  return (file) => {
    const by = said.configuration.baseline === undefined ? configurationOf(path.dirname(file)) : said
    return by?.configuration.baseline === undefined ? undefined : path.resolve(by.folder, by.configuration.baseline)
  }
}

/** Where a template really is, and what is in it; nothing where it cannot be read. */
function stateOfTemplate(file: string, named: (file: string) => string): readonly string[] {
  try {
    const real = realpathSync(file)
    // A pipe would never end.
    return statSync(real).isFile() ? [named(real), textHash(readFileSync(real))] : [named(real)]
  } catch {
    return []
  }
}

/** A function that works out each result once. */
function remembered<Key, Result>(work: (key: Key) => Result): (key: Key) => Result {
  const results = new Map<Key, Result>()
  return (key) => {
    const known = results.get(key)
    if (known !== undefined) return known
    const result = work(key)
    results.set(key, result)
    return result
  }
}

/** What the host says, as if it were a configuration in the current folder. */
function saidByHost({configuration = {}, confinedTo, cwd}: Omit<LinterOptions, 'parse'>): FoundConfiguration {
  const said = {
    configuration,
    folder: cwd,
    ...(confinedTo !== undefined && {root: confinedTo}),
    source: {name: 'Options of guidelint'}
  }
  expectPathsWithin(said)
  return said
}

/** What says which templates there are: the host, else its configuration. */
function mappingsBy(said: FoundConfiguration, inherited: FoundConfiguration | undefined): FoundConfiguration {
  return said.configuration.templates || !inherited ? said : inherited
}

/** Templates, with the folder that their paths are relative to. */
function mappingsOf({configuration, folder}: FoundConfiguration) {
  return {templates: configuration.templates ?? [], base: folder}
}

type ConfigurationFinder = (folder: string) => FoundConfiguration | undefined

/** Whoever asks for several things by the same options has each configuration read once. */
const finders = new WeakMap<object, ConfigurationFinder>()

/**
 * Finds the configuration for an absolute path of a folder: the one that the host names, else the nearest.
 *
 * @throws {ConfigurationError} Where the one that is named cannot be read; the others, when they are asked for.
 */
export function configurationFinder(options: Omit<LinterOptions, 'parse'>): ConfigurationFinder {
  const finder = finders.get(options) ?? newFinder(options)
  finders.set(options, finder)
  return finder
}

function newFinder({
  rules,
  configurationFile,
  confinedTo,
  bare,
  cwd,
  provide
}: Omit<LinterOptions, 'parse'>): ConfigurationFinder {
  if (configurationFile !== undefined) {
    const named = loadConfiguration(path.resolve(cwd, configurationFile), {rules, provide}, confinedTo)
    return () => named
  }
  return configurationSearch(cwd, {rules, provide}, bare)
}
