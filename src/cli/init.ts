import {existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import type {Interface} from 'node:readline/promises'
import {rules} from '../../rules/index.ts'
import {UsageError, explainFailure} from '../check/failure.ts'
import {refuseOutside, writeFile} from '../check/replace-file.ts'
import type {FoundConfiguration} from '../config/find-configuration.ts'
import {repositoryRoot} from '../config/repository-root.ts'
import {
  baselineName,
  configurationText,
  hookLines,
  hookText,
  type NewFile,
  remarkText,
  templateLines,
  withTemplates,
  workflowLines,
  workflowText
} from '../init/new-files.ts'
import {type TemplateCandidate, type TemplateFiles, documentsOfTemplates} from '../init/template-documents.ts'
import {templateSign} from '../init/template-names.ts'
import {configurationFinder} from '../linter.ts'
import {readDocument} from '../markdown/document.ts'
import type {Parse} from '../markdown/parse.ts'
import {counted} from '../report/finding.ts'
import {inLines} from '../report/escape.ts'
import {readTemplate} from '../template/read-template.ts'
import {TemplateError} from '../template/template-error.ts'
import {chosenParser} from './chosen-parser.ts'
import {findFiles} from './find-files.ts'
import {isAgreed, openTerminal} from './question.ts'
import {printError} from './print-error.ts'
import {version} from './version.ts'

/** The options of `guidelint init`. */
export interface InitOptions {
  readonly template?: string
  readonly yes?: boolean
  readonly force?: boolean
  readonly baseline?: boolean
}

/** A file that is wanted, and what is there in its place. */
interface PlannedFile extends NewFile {
  /** The name of what is there and stays. */
  readonly kept?: string
  /** What is to be added to it, and where. */
  readonly addition?: string
  /** Its text with that added, where this can be done here. */
  readonly whole?: string
}

/**
 * Find templates and the documents that were written from them, and write what a repository needs and does not have yet:
 * what is agreed to at a terminal, all with `yes`, otherwise the configuration.
 *
 * @returns The exit status: 0 where they are written, or there, 1 where nobody agreed.
 * @throws {UsageError} Where there is no template.
 */
export async function init({template, yes, force, baseline}: InitOptions): Promise<0 | 1> {
  const existing = existingConfiguration(force)
  const templates = await templatesBeside(existing, template)
  const files = ofThisFolder(plannedFiles(templates, existing, force))
  for (const file of files) process.stdout.write(inLines(shown(file)))
  if (namedOneByOne(templates))
    process.stdout.write(
      'Documents are named one by one where others stand beside them: a new one has to be named as well\n\n'
    )
  const terminal =
    !yes && process.stdin.isTTY ? openTerminal({input: process.stdin, output: process.stdout}) : undefined
  try {
    const open = files.filter(({kept, whole}) => kept === undefined || whole !== undefined)
    const wanted = await wantedOf(open, yes, terminal)
    writeAll(wanted, force)
    process.stdout.write(
      wanted.length > 0 ? `Written: ${wanted.map((file) => nameOf(file)).join(', ')}\n` : 'Nothing was written\n'
    )
    if (terminal && open.length > 0 && wanted.length === 0) return 1
    await conclude(
      {
        files: files.map(({addition, ...file}) =>
          addition === undefined || wanted.some(({kind}) => kind === file.kind) ? file : {...file, addition}
        ),
        existing,
        templates,
        isConfigured: wanted.some(({kind}) => kind === 'configuration')
      },
      baseline,
      terminal
    )
    return 0
  } finally {
    terminal?.close()
  }
}

async function wantedOf(
  open: readonly PlannedFile[],
  isAll: boolean | undefined,
  terminal: Interface | undefined
): Promise<readonly PlannedFile[]> {
  if (isAll) return open
  return terminal
    ? agreedTo(open, terminal)
    : open.filter(({kind, kept}) => kind === 'configuration' && kept === undefined)
}

/** The configuration that is found and stays. */
function existingConfiguration(force = false): FoundConfiguration | undefined {
  const cwd = process.cwd()
  const found = configurationFinder({rules, configuration: {}, cwd})(cwd)
  return force && found && path.resolve(found.source.name) === path.resolve(configurationName) ? undefined : found
}

/** Offer a baseline where there are findings, and say what is next. */
async function conclude(
  said: Omit<Outcome, 'hasBaseline' | 'count'>,
  baseline: boolean | undefined,
  terminal: Interface | undefined
): Promise<void> {
  const {existing, templates} = said
  const isConfigured = said.isConfigured || existing !== undefined
  const count = isConfigured ? await findingsNow(existing, templates) : undefined
  const isOffered = count !== undefined && count > 0 && existing?.configuration.baseline === undefined
  const hasBaseline =
    isOffered &&
    (baseline === true ||
      (terminal !== undefined &&
        (await isAgreed(
          terminal,
          `${counted(count, 'finding')}: write them to ${baselineName}, so that only new ones are printed?`,
          false
        ))))
  if (hasBaseline) await writeBaseline(templates, existing)
  process.stdout.write(inLines(`${nextStep({...said, isConfigured, hasBaseline, count})}\n`))
}

const configurationName = '.guidelintrc.yaml'

const noTemplate =
  'No template found: a Markdown file named as one (template.md, adr-template.md, _template.md), or in a folder templates, with placeholders such as [Name]; name another with --template'

/** @throws {UsageError} Where there is no template, in the configuration neither. */
async function templatesBeside(
  existing: FoundConfiguration | undefined,
  named: string | undefined
): Promise<readonly TemplateFiles[]> {
  const {parse} = await chosenParser('native')
  const templates = await templatesOf(named, existing?.folder ?? process.cwd(), parse)
  if (templates.length === 0 && !existing?.configuration.templates) throw new UsageError(noTemplate)
  return templates
}

/** The templates of the repository with their documents, by paths relative to a folder. */
async function templatesOf(named: string | undefined, folder: string, parse: Parse): Promise<readonly TemplateFiles[]> {
  if (named !== undefined && !existsSync(named)) throw new UsageError(`${named}: no such file`)
  const relative = (file: string) => path.relative(folder, file).replaceAll(path.sep, '/')
  const files = (await markdownFiles(named !== undefined)).map((file) => relative(file))
  const candidates =
    named === undefined
      ? files.flatMap((file) => candidateOf(file, folder, parse))
      : [
          {
            path: relative(named),
            sign: 'named' as const,
            schema: readTemplate(readFileSync(named, 'utf8'), named, parse)
          }
        ]
  return documentsOfTemplates(candidates, files, (file) => {
    try {
      const text = readFileSync(path.join(folder, file), 'utf8')
      return readDocument(parse(text), text)
    } catch (error) {
      printError(explainFailure(error, file))
      return undefined
    }
  })
}

async function markdownFiles(mayBeNone: boolean): Promise<readonly string[]> {
  try {
    return (await findFiles(['.'], {settings: {configuration: {}, cwd: process.cwd()}, rules, bare: new Set()})).paths
  } catch (error) {
    if (mayBeNone && error instanceof UsageError) return []
    throw error instanceof UsageError && error.message.startsWith('No Markdown file')
      ? new UsageError(noTemplate)
      : error
  }
}

/** A file that may be a template; says so where it would be one if it could be read. */
function candidateOf(file: string, folder: string, parse: Parse): readonly TemplateCandidate[] {
  const sign = templateSign(file)
  if (!sign) return []
  try {
    return [{path: file, sign, schema: readTemplate(readFileSync(path.join(folder, file), 'utf8'), file, parse)}]
  } catch (error) {
    if (sign === 'name' || !(error instanceof TemplateError))
      printError(`Not taken as a template: ${explainFailure(error, file)}`)
    return []
  }
}

function plannedFiles(
  templates: readonly TemplateFiles[],
  existing: FoundConfiguration | undefined,
  force = false
): readonly PlannedFile[] {
  const remark = existingName(
    [
      'package.json',
      '.remarkrc',
      ...['json', 'yaml', 'yml', 'js', 'mjs', 'cjs'].map((ending) => `.remarkrc.${ending}`)
    ].filter((name) => name !== 'package.json' || /"remarkConfig"/.test(textOf(name)))
  )
  const hook = existingName(['.pre-commit-config.yaml'])
  const workflow =
    workflowNames().find((name) => /guidelint\/guidelint@/.test(textOf(name))) ?? existingName([workflowName])
  const unlessForced = (kept: string | undefined, name: string, addition: string) =>
    kept === undefined || (force && kept === name) ? {} : {kept, ...(!/guidelint/.test(textOf(kept)) && {addition})}
  return [
    {
      kind: 'configuration',
      name: configurationName,
      text: configurationText(templates, false),
      ...(existing && keptConfiguration(existing, templates))
    },
    {
      kind: 'remark',
      name: remarkName,
      text: remarkText,
      ...unlessForced(remark, remarkName, `Add to its plugins:\n${remarkText}`)
    },
    {
      kind: 'hook',
      name: hookName,
      text: hookText(version),
      ...unlessForced(hook, hookName, `Add to its repos:\n${hookLines(version)}`)
    },
    {
      kind: 'workflow',
      name: workflowName,
      text: workflowText,
      ...unlessForced(
        workflow,
        workflowName,
        `Add to its steps for pull requests, with fetch-depth: 0 for actions/checkout:\n${workflowLines}`
      )
    }
  ]
}

const remarkName = '.remarkrc.yaml'
const hookName = '.pre-commit-config.yaml'
const workflowName = '.github/workflows/guides.yml'

/** What is to be added to a configuration: the templates that it does not name. */
function keptConfiguration(
  {configuration, folder, source}: FoundConfiguration,
  templates: readonly TemplateFiles[]
): Pick<PlannedFile, 'kept' | 'addition'> {
  const mappings = configuration.templates ?? []
  const known = new Set(mappings.map(({template}) => path.resolve(folder, template)))
  const isForAll = mappings.some(({files}) => !files)
  const added = templates.filter(({template}) => !known.has(path.resolve(folder, template)))
  if (added.length === 0) return {kept: source.name}
  const where = isForAll
    ? 'Its one `template` is for all documents; in its place:'
    : mappings.length > 0
      ? 'Add to its `templates`:'
      : 'Add to it:'
  const whole = isForAll || !/\.ya?ml$/.test(source.name) ? undefined : withTemplates(source.text ?? '', added)
  return {
    kept: source.name,
    addition: `${where}\n${templateLines(isForAll ? templates : added, /^\s*\{/.test(source.text ?? ''))}`,
    ...(whole !== undefined && {whole})
  }
}

/** A hook and a workflow are read in the folder of the repository only. */
function ofThisFolder(files: readonly PlannedFile[]): readonly PlannedFile[] {
  const cwd = process.cwd()
  const root = repositoryRoot(cwd, cwd)
  if (root === cwd) return files
  printError(
    `Hook and workflow belong to the folder of the repository, ${path.relative(cwd, root)}: init writes them there`
  )
  return files.filter(({kind}) => kind === 'configuration' || kind === 'remark')
}

/** Whether the documents of a template are not told from others by their folder. */
function namedOneByOne(templates: readonly TemplateFiles[]): boolean {
  return templates.some(({globs}) => globs.filter((glob) => !/[*!]/.test(glob)).length > 1)
}

function nameOf({name, kept}: PlannedFile): string {
  return kept ?? name
}

function existingName(names: readonly string[]): string | undefined {
  return names.find((name) => existsSync(name))
}

function workflowNames(): readonly string[] {
  const folder = path.dirname(workflowName)
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.ya?ml$/.test(name))
        .map((name) => `${folder}/${name}`)
    : []
}

/** The text of a file; empty where there is none that can be read. */
function textOf(name: string): string {
  try {
    return readFileSync(name, 'utf8')
  } catch {
    return ''
  }
}

function shown({name, text, kept, addition, whole}: PlannedFile): string {
  return kept === undefined
    ? `== ${name}\n${text}\n`
    : `== ${kept} is there and ${whole === undefined ? 'stays as it is' : 'can be added to'}\n${addition ?? ''}\n`
}

async function agreedTo(files: readonly PlannedFile[], terminal: Interface): Promise<readonly PlannedFile[]> {
  const agreed: PlannedFile[] = []
  for (const file of files)
    if (
      await isAgreed(
        terminal,
        `${file.whole === undefined ? 'Write' : 'Add to'} ${nameOf(file)} (${file.kind})?`,
        file.kind === 'configuration'
      )
    )
      agreed.push(file)
  return agreed
}

/** All files or none, where a folder leads out of the repository. What came to be there in the meantime stays, too. */
function writeAll(files: readonly PlannedFile[], force = false): void {
  const cwd = process.cwd()
  for (const file of files) refuseOutside(path.resolve(nameOf(file)), nameOf(file), repositoryRoot(cwd, cwd))
  for (const {name, text, kept, whole} of files) {
    if (kept !== undefined && whole !== undefined) {
      writeFile(path.resolve(kept), kept, {written: Buffer.from(whole), cwd})
      continue
    }
    mkdirSync(path.dirname(name), {recursive: true})
    writeFileSync(name, text, {flag: force ? 'w' : 'wx'})
  }
}

/** As somebody runs guidelint afterwards, who finds what was found here among the results that are kept. */
const quietly = {
  rule: [],
  ignore: [],
  parser: 'native',
  cache: true,
  format: 'pretty',
  color: false,
  quiet: true
} as const

/** How many findings the configuration brings; undefined where it has no documents yet. */
async function findingsNow(
  existing: FoundConfiguration | undefined,
  templates: readonly TemplateFiles[]
): Promise<number | undefined> {
  if (!existing && templates.every(({documents}) => documents === 0)) return undefined
  const {countFindings} = await import('./check.ts')
  return countFindings([], quietly)
}

/** Name the baseline in the configuration that was written, and write it. */
async function writeBaseline(
  templates: readonly TemplateFiles[],
  existing: FoundConfiguration | undefined
): Promise<void> {
  if (!existing) writeFileSync(configurationName, configurationText(templates, true))
  const {check} = await import('./check.ts')
  await check([], {
    ...quietly,
    updateBaseline: true,
    ...(existing && {baseline: path.join(existing.folder, baselineName)})
  })
  process.stdout.write(`Written: ${baselineName}\n`)
  if (existing) process.stdout.write(inLines(`Add to ${existing.source.name}:\nbaseline: ${baselineName}\n`))
}

interface Outcome {
  readonly files: readonly PlannedFile[]
  readonly existing: FoundConfiguration | undefined
  readonly templates: readonly TemplateFiles[]
  readonly isConfigured: boolean
  readonly hasBaseline: boolean
  readonly count: number | undefined
}

function nextStep({files, existing, templates, isConfigured, hasBaseline, count}: Outcome): string {
  const [configuration] = files
  if (configuration?.addition !== undefined)
    return `Next: add the lines above to ${configuration.kept}, then npx guidelint`
  if (!isConfigured) return 'Next: npx guidelint init, for the configuration'
  if (!existing && templates.some(({globs}) => globs.length === 0))
    return `Next: name the documents of each template under \`files\` in ${configurationName}, then npx guidelint`
  if (hasBaseline) return nextWithBaseline(existing)
  if (count === undefined || count === 0 || existing?.configuration.baseline !== undefined) return 'Next: npx guidelint'
  return `Next: npx guidelint, which has ${counted(count, 'finding')}; npx guidelint --baseline ${baselineName} --update-baseline accepts what is there`
}

function nextWithBaseline(existing: FoundConfiguration | undefined): string {
  return existing
    ? `Next: add the line above to ${existing.source.name}, then npx guidelint, which prints only what is new`
    : `Next: npx guidelint, which prints only what is new; commit ${baselineName} with the configuration`
}
