import path from 'node:path'
import type {Root} from 'mdast'
import type {VFile} from 'vfile'
import {type UnknownTemplate, analyse} from './analysis.ts'
import {activeRules} from './config/active-rules.ts'
import {chooseTemplate, findUnknownTemplate, isIgnored, isTemplate} from './config/choose-template.ts'
import type {Configuration, TemplateMapping} from './config/configuration.ts'
import type {ProvideBase} from './config/extended-configuration.ts'
import {configurationSearch, loadConfiguration} from './config/find-configuration.ts'
import type {FoundConfiguration} from './config/found-configuration.ts'
import {linkedFilesOf} from './config/linked-files.ts'
import {expectPathsWithin} from './config/paths-within.ts'
import {repositoryRoot} from './config/repository-root.ts'
import {loadTemplate} from './config/template-cache.ts'
import {lint} from './lint.ts'
import type {MarkdownDocument} from './markdown/document.ts'
import type {LinkedFiles} from './markdown/linked-files.ts'
import type {Parse} from './markdown/parse.ts'
import {readDocument} from './markdown/read-document.ts'
import type {ActiveRule, Rule} from './rule.ts'
import type {TemplateSchema} from './template/schema.ts'

/** What a host decides in addition to the configuration files. */
export interface LinterOptions {
  readonly rules: readonly Rule[]
  /** The parser of templates, of linked files, and of files that the host has not parsed. */
  readonly parse: Parse
  /** The host's own configuration, which overrides configuration files. Its paths are relative to `cwd`. */
  readonly configuration?: Configuration
  /** The path of a configuration file, instead of the one that would be found. */
  readonly configurationFile?: string
  /** Whether a template among the files is checked like a document, against itself. */
  readonly checkTemplates?: boolean
  /**
   * The folder that must contain everything that the host names, templates and configuration file; if omitted, they may
   * be anywhere.
   */
  readonly confinedTo?: string
  /** Absolute paths of folders that are known to have no configuration. */
  readonly bare?: ReadonlySet<string>
  /** Called before a base of a configuration (`extends`) is read, so that it can be fetched first. */
  readonly provide?: ProvideBase
  /** The absolute path of the current folder. */
  readonly cwd: string
}

/**
 * Checks one file: adds findings to its messages.
 *
 * @param file Its text, and its path relative to its `cwd`; a file without a path is checked as if it were in `cwd`.
 * @param tree Its mdast tree, if the host has parsed it.
 * @returns What it was checked against. Files that are ignored are not checked, nor are templates without
 *   `checkTemplates`.
 * @throws {ConfigurationError | TemplateError} If its configuration or its template cannot be read.
 * @throws {DocumentError} If it is nested too deeply.
 */
export type Linter = (file: VFile, tree?: Root) => Outcome

/** What a file was checked against. */
export type Outcome = 'template' | 'no template' | 'not checked'

/** Make a linter from the options of a host and the configuration files, which are read once. */
export function createLinter(options: LinterOptions): Linter {
  const caseOf = caseFinder(options)
  return (file, tree) => {
    const found = caseOf(file, tree)
    if (!found) return 'not checked'
    lintCase(file, found)
    return found.schema ? 'template' : 'no template'
  }
}

/** A document with everything that it is checked against. */
export interface Case {
  readonly document: MarkdownDocument
  /** The absolute path of its template; undefined if it has none. */
  readonly template: string | undefined
  readonly schema: TemplateSchema | undefined
  readonly linkedFiles: LinkedFiles
  readonly unknownTemplate: UnknownTemplate | undefined
  readonly rules: readonly ActiveRule[]
}

/** Check a document: adds findings to the messages of its file. */
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

/** The relative path from the folder of one file to that of another, with slashes. */
function folderBetween(from: string, to: string): string {
  return path.relative(path.dirname(from), path.dirname(to)).split(path.sep).join('/')
}

/**
 * Returns a function that finds what a file is checked against, for callers that check a file more than once; undefined
 * if it is not checked.
 *
 * @throws The same errors as a linter.
 */
export function caseFinder(options: LinterOptions): (file: VFile, tree?: Root) => Case | undefined {
  const {rules, parse, configuration: own = {}, checkTemplates = false, cwd} = options
  const said = saidByHost(options)
  const configurationOf = configurationFinder(options)
  const rulesFor = computedOnce((inherited: FoundConfiguration | undefined) =>
    computedOnce((mapping: TemplateMapping | undefined) => {
      const found = inherited?.configuration ?? {}
      return activeRules(
        rules,
        said.configuration.templates ? [found, own, mapping ?? {}] : [found, mapping ?? {}, own]
      )
    })
  )
  const schemaOf = computedOnce((template: string) => loadTemplate(template, cwd, parse))
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
    // A single template that the host gives for all files replaces any that these name.
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
 * The templates that a file may be checked against.
 *
 * @returns A function that takes the absolute path of a file and returns the absolute paths of the templates.
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
 * The baseline of a file: the one that the host names, otherwise that of the configuration.
 *
 * @returns A function that takes the absolute path of a document and returns that of its baseline; undefined without
 *   one.
 */
export function baselineFinder(options: Omit<LinterOptions, 'parse'>): (file: string) => string | undefined {
  const said = saidByHost(options)
  const configurationOf = configurationFinder(options)
  return (file) => {
    const by = said.configuration.baseline === undefined ? configurationOf(path.dirname(file)) : said
    return by?.configuration.baseline === undefined ? undefined : path.resolve(by.folder, by.configuration.baseline)
  }
}

/** A function that computes each result once. */
export function computedOnce<Key, Result>(work: (key: Key) => Result): (key: Key) => Result {
  const results = new Map<Key, Result>()
  return (key) => {
    const known = results.get(key)
    if (known !== undefined) return known
    const result = work(key)
    results.set(key, result)
    return result
  }
}

/** The host's own configuration, as if it were in a file in the current folder. */
export function saidByHost({configuration = {}, confinedTo, cwd}: Omit<LinterOptions, 'parse'>): FoundConfiguration {
  const said = {
    configuration,
    folder: cwd,
    ...(confinedTo !== undefined && {root: confinedTo}),
    source: {name: 'Options of guidelint'}
  }
  expectPathsWithin(said)
  return said
}

/** The configuration that decides on templates: the host's own, otherwise the one that was found. */
export function mappingsBy(said: FoundConfiguration, inherited: FoundConfiguration | undefined): FoundConfiguration {
  return said.configuration.templates || !inherited ? said : inherited
}

/** Templates, with the folder that their paths are relative to. */
export function mappingsOf({configuration, folder}: FoundConfiguration) {
  return {templates: configuration.templates ?? [], base: folder}
}

type ConfigurationFinder = (folder: string) => FoundConfiguration | undefined

/** Remembered, so that several functions with the same options read each configuration only once. */
const finders = new WeakMap<object, ConfigurationFinder>()

/**
 * Returns a function that finds the configuration for the absolute path of a folder: the one that the host names,
 * otherwise the nearest.
 *
 * @throws {ConfigurationError} If the one that the host names cannot be read. The function throws it for the others.
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
