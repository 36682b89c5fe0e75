import {readFileSync, readdirSync, statSync} from 'node:fs'
import path from 'node:path'
import type {Interface} from 'node:readline/promises'
import {rules} from '../../rules/index.ts'
import {UsageError, withName} from '../check/failure.ts'
import {createFile} from '../check/replace-file.ts'
import {fittingTemplate, isIgnored} from '../config/choose-template.ts'
import type {TemplateMapping} from '../config/configuration.ts'
import type {FoundConfiguration} from '../config/found-configuration.ts'
import {globFolder} from '../config/glob.ts'
import {shownPath} from '../config/shown-path.ts'
import {loadTemplate} from '../config/template-cache.ts'
import {presenceOf} from '../init/copies.ts'
import {isPageOfFolder, templateSign} from '../init/template-names.ts'
import {configurationFinder} from '../linter.ts'
import {readDocument} from '../markdown/read-document.ts'
import type {Parse} from '../markdown/parse.ts'
import {quote, quoteSome} from '../markdown/text.ts'
import {nearest} from '../nearest-name.ts'
import {type Naming, fileFor, namingOf, numberOf} from '../new/file-name.ts'
import {type Name, findName} from '../new/names.ts'
import {type Source, ValueError, documentSource} from '../new/new-document.ts'
import {inLine, inLines} from '../report/escape.ts'
import type {TemplateSchema} from '../template/schema.ts'
import {chosenParser} from './chosen-parser.ts'
import {findFiles} from './find-files.ts'
import {printError, standardError} from './print-error.ts'
import {answerTo, isAgreed, openTerminal} from './question.ts'

/** The options of `guidelint new`. */
export interface NewOptions {
  readonly set: readonly string[]
  readonly output?: string
  readonly bare?: boolean
  readonly config?: string
}

/** A template: its name in messages, its place, and what it requires. */
interface Template {
  readonly name: string
  /** Its absolute path. */
  readonly file: string
  readonly schema: TemplateSchema
  readonly parse: Parse
}

/**
 * Create a document from a template, and write it: to the file that the user names, or beside the documents of the template
 * under a name that continues theirs, or else to standard output. Prints the path of the file.
 *
 * @throws {ConfigurationError | TemplateError} If a configuration or the template cannot be read.
 * @throws {UsageError} If a name or a value is not valid, or the file exists or cannot be written.
 */
export async function newDocument(template: string, {set, output, bare = false, config}: NewOptions): Promise<void> {
  const {parse} = await chosenParser('native')
  const cwd = process.cwd()
  const file = path.resolve(template)
  const schema = loadTemplate(file, cwd, parse)
  const source = documentSource(textIn(file, template), template, parse)
  const values = valuesOf(set, source, template)
  const isAsking = process.stdin.isTTY && standardError.isTTY
  const terminal = isAsking ? openTerminal({input: process.stdin, output: standardError}) : undefined
  try {
    if (terminal)
      await askFor(
        source.names.filter((name) => name.isOfTitle && !values.has(name)),
        values,
        terminal
      )
    const today = dayOf(new Date())
    const by = {
      template: {name: template, file, schema, parse},
      about: source.names
        .filter(({isOfTitle}) => isOfTitle)
        .flatMap((name) => values.get(name) ?? [])
        .join(' '),
      today,
      config
    }
    const target =
      output === '-'
        ? undefined
        : output === undefined
          ? await proposed(by, terminal)
          : namedTarget(output, await namingFor(by), by)
    const number = target === undefined ? undefined : numberOf(target)
    const text = written(source, {values, today, bare, ...(number !== undefined && {number})})
    if (target === undefined) print(text)
    else write(target, text)
  } finally {
    terminal?.close()
  }
}

/** Refuse a template that is not UTF-8, because its text would change in the document. */
function textIn(file: string, name: string): string {
  const bytes = readFileSync(file)
  const text = bytes.toString()
  if (!Buffer.from(text).equals(bytes)) throw new UsageError(`${name}: Cannot copy: not UTF-8`)
  return text
}

/** @throws {UsageError} If the template has no such name, or a value is not valid. */
function valuesOf(set: readonly string[], {names}: Source, template: string): Map<Name, string> {
  return new Map(
    set.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1)
        throw new UsageError(
          `Unexpected ${quote(pair)} after --set, expected a name and its value, such as ${quote(`${names[0]?.name ?? 'Service Name'}=Acme`)}`
        )
      const given = pair.slice(0, at).trim()
      const name = findName(given, names)
      if (!name)
        throw new UsageError(
          unknownName(
            given,
            names.map((known) => known.name),
            template
          )
        )
      const value = pair.slice(at + 1).trim()
      const fault = faultOf(value)
      if (fault !== undefined)
        throw new UsageError(`Unexpected ${fault} for ${quote(name.name)}, expected one line of text`)
      return [name, value] as const
    })
  )
}

function unknownName(given: string, names: readonly string[], template: string): string {
  if (names.length === 0)
    return `Unexpected name ${quote(given)}, expected none: ${template} has no placeholder for one`
  const near = nearest(given, names)
  return `Unexpected name ${quote(given)}, expected ${near === undefined ? `one of ${quoteSome(names)}` : `${quote(near)}; ${template} has ${quoteSome(names)}`}`
}

/** Why a text cannot be inserted; undefined if it can. */
function faultOf(value: string): string | undefined {
  if (value === '') return 'empty value'
  return /[\p{Cc}\u{2028}\u{2029}]/u.test(value) ? 'line break or control character in the value' : undefined
}

/** Ask for names; without an answer, the placeholder stays. */
async function askFor(names: readonly Name[], values: Map<Name, string>, terminal: Interface): Promise<void> {
  for (const name of names) {
    let value = await answerTo(terminal, `${inLine(name.name)} (Return keeps the placeholder):`)
    while (value !== '' && faultOf(value) !== undefined)
      value = await answerTo(terminal, `${inLine(name.name)} (one line of text):`)
    if (value !== '') values.set(name, value)
  }
}

/** The local day, in the form of ISO 8601. */
function dayOf(now: Date): string {
  return [
    String(now.getFullYear()).padStart(4, '0'),
    ...[now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'))
  ].join('-')
}

function written(source: Source, options: Parameters<Source['write']>[0]): string {
  try {
    return source.write(options)
  } catch (error) {
    throw error instanceof ValueError ? new UsageError(error.message) : error
  }
}

/** Terminals and GitHub's runners obey commands in a text, so it is escaped there. Elsewhere, it is printed as it is, as a document. */
function print(text: string): void {
  process.stdout.write(process.stdout.isTTY || process.env.GITHUB_ACTIONS === 'true' ? inLines(text) : text)
}

function write(target: string, text: string): void {
  const name = shown(target)
  withName(name, () => createFile(path.resolve(target), name, {written: Buffer.from(text), cwd: process.cwd()}))
  process.stdout.write(`${inLine(name)}\n`)
}

function shown(file: string): string {
  return shownPath(path.resolve(file), process.cwd()).replaceAll(path.sep, '/')
}

/** What the name of the file depends on. */
interface Wanted {
  readonly template: Template
  /** What the document is about: the known names in its title. */
  readonly about: string
  readonly today: string
  readonly config: string | undefined
}

/** The file beside the template's documents, if that is known and, at a terminal, accepted. */
async function proposed(by: Wanted, terminal: Interface | undefined): Promise<string | undefined> {
  const naming = await namingFor(by)
  const file = naming && fileFor(naming, by.about, by.today)
  if (file === undefined) {
    printError(
      naming
        ? `Printed, because the file's name depends on the title, which is not filled in: use --set or -o`
        : `Printed, because no documents of ${by.template.name} show where it belongs: use -o`
    )
    return undefined
  }
  return !terminal || (await isAgreed(terminal, `Write ${inLine(shown(file))}?`, true)) ? file : undefined
}

/** The file that the user named, or, if that is a folder, a file in it whose name continues the others. */
function namedTarget(output: string, known: Naming | undefined, {about, today, template}: Wanted): string {
  if (!statSync(output, {throwIfNoEntry: false})?.isDirectory() && !/[/\\]$/.test(output)) return output
  const folder = relative(path.resolve(output))
  const own =
    known?.folder === folder
      ? known
      : namingOf(
          markdownIn(folder).filter((file) => path.resolve(file) !== template.file),
          namesIn
        )
  const file = fileFor(
    {prefix: '', mark: undefined, separator: '-', suffix: '', ending: '.md', ...own, folder},
    about,
    today
  )
  if (file === undefined)
    throw new UsageError(
      `${output}: Missing name of the file, which depends on the title: expected --set with a name in the title, or a file after -o`
    )
  return file
}

/** How the documents of a template are named: those that the configuration has for it, or else those beside it that were written from it. */
async function namingFor({template, config}: Wanted): Promise<Naming | undefined> {
  const cwd = process.cwd()
  const settings = {configuration: {}, cwd, ...(config !== undefined && {configurationFile: config})}
  const found = configurationFinder({rules, ...settings})(path.dirname(template.file))
  const mapping = found?.configuration.templates?.find(
    (candidate) => candidate.files && path.resolve(found.folder, candidate.template) === template.file
  )
  if (!found || !mapping) return namingOf(copiesBeside(template), namesIn)
  const isOwn = (file: string) =>
    fittingTemplate(path.resolve(file), found.configuration.templates ?? [], found.folder)?.mapping === mapping &&
    path.resolve(file) !== template.file
  const documents = (await filesBelow(found.folder, settings)).filter((file) => isOwn(file))
  const naming =
    namingOf(documents, namesIn) ?? (documents.length === 0 ? firstNaming(mapping, found, template) : undefined)
  // A document that nobody checks is in the wrong place.
  const sample = naming && fileFor(naming, 'sample', '2000-01-01')
  return sample !== undefined && isOwn(sample) && !isIgnored(path.resolve(sample), found) ? naming : undefined
}

async function filesBelow(
  folder: string,
  settings: Parameters<typeof findFiles>[1]['settings']
): Promise<readonly string[]> {
  try {
    return (await findFiles([path.relative(settings.cwd, folder) || '.'], {settings, rules, bare: new Set()})).paths
  } catch (error) {
    if (error instanceof UsageError) return []
    throw error
  }
}

/** How to name the first document of a template: in the folder of its first glob, and with a number if the template has one: `0000-template.md`. */
function firstNaming(
  {files = []}: TemplateMapping,
  {folder}: FoundConfiguration,
  template: Template
): Naming | undefined {
  const glob = files.find((candidate) => !candidate.startsWith('!'))
  if (glob === undefined) return undefined
  const base = relative(path.resolve(folder, globFolder(glob)))
  const zero = numberOf(template.file) === 0 ? namingOf([relative(template.file)], () => []) : undefined
  return {
    prefix: '',
    mark: undefined,
    separator: '-',
    suffix: '',
    ...zero,
    folder: base,
    ending: /\/(?:README|index)\.md$/.exec(glob)?.[0] ?? '.md'
  }
}

/** The documents beside a template that were written from it; if it is in a folder of its own, those in folders beside that one. */
function copiesBeside({file, schema, parse}: Template): readonly string[] {
  const folder = path.dirname(file)
  const beside = isPageOfFolder(file)
    ? foldersIn(path.dirname(folder)).map((other) => path.join(other, path.basename(file)))
    : markdownIn(folder).filter((other) => !isPageOfFolder(other))
  return beside
    .map((other) => relative(path.resolve(other)))
    .filter((other) => path.resolve(other) !== file && templateSign(other) !== 'name')
    .slice(-mostCopies)
    .filter((other) => isCopy(other, schema, parse))
}

/** This many documents are enough to show how they are named. */
const mostCopies = 100

function isCopy(file: string, schema: TemplateSchema, parse: Parse): boolean {
  try {
    if (!statSync(file).isFile()) return false
    const text = readFileSync(file, 'utf8')
    return presenceOf(schema, readDocument(parse(text), text)).isCopy
  } catch {
    return false
  }
}

function markdownIn(folder: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => /\.(?:md|markdown)$/i.test(name))
    .map((name) => path.posix.join(folder.replaceAll(path.sep, '/'), name))
    .toSorted()
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, {withFileTypes: true})
    .filter((entry) => entry.isDirectory())
    .map(({name}) => path.join(folder, name))
    .toSorted()
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder === '' ? '.' : folder)
  } catch {
    return []
  }
}

/** A path relative to the current folder, with slashes. */
function relative(file: string): string {
  return path.relative('', file).replaceAll(path.sep, '/')
}
