import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import type {Interface} from 'node:readline/promises'
import {rules} from '../../rules/index.ts'
import {UsageError, explainFailure} from '../check/failure.ts'
import {refuseOutside, writeFile} from '../check/replace-file.ts'
import type {FoundConfiguration} from '../config/found-configuration.ts'
import {repositoryRoot} from '../config/repository-root.ts'
import {baselineName, configurationText} from '../init/new-files.ts'
import {type TemplateCandidate, type TemplateFiles, documentsOfTemplates} from '../init/template-documents.ts'
import {templateSign} from '../init/template-names.ts'
import {configurationFinder} from '../linter.ts'
import {readDocument} from '../markdown/read-document.ts'
import type {Parse} from '../markdown/parse.ts'
import {counted} from '../report/finding.ts'
import {inLines} from '../report/escape.ts'
import {readTemplate} from '../template/read-template.ts'
import {TemplateError} from '../template/template-error.ts'
import {chosenParser} from './chosen-parser.ts'
import {findFiles} from './find-files.ts'
import {nextStep, type Outcome} from './next-step.ts'
import {configurationName, descriptionTemplate, nameOf, plannedFiles, type PlannedFile} from './planned-files.ts'
import {printError} from './print-error.ts'
import {isAgreed, openTerminal} from './question.ts'

/** The options of `guidelint init`. */
export interface InitOptions {
  readonly template?: string
  readonly yes?: boolean
  readonly force?: boolean
  readonly baseline?: boolean
}

/**
 * Find templates and the documents that were written from them, and write the files that a repository needs and does not
 * have yet: at a terminal those that the user accepts, with `yes` all, otherwise only the configuration.
 *
 * @returns The exit status: 0, or 1 if the user accepted nothing.
 * @throws {UsageError} If there is no template.
 */
export async function init({template, yes, force, baseline}: InitOptions): Promise<0 | 1> {
  const existing = existingConfiguration(force)
  const templates = await templatesBeside(existing, {named: template, mayBeNone: descriptionTemplate() !== undefined})
  const files = plannedFiles(templates, existing, force)
  for (const file of files) process.stdout.write(inLines(shown(file)))
  if (namedOneByOne(templates))
    process.stdout.write(
      'Where other files are beside the documents, the configuration lists each document: add new ones to it\n\n'
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

/** The configuration that exists and is not overwritten. */
function existingConfiguration(force = false): FoundConfiguration | undefined {
  const cwd = process.cwd()
  const found = configurationFinder({rules, configuration: {}, cwd})(cwd)
  return force && found && path.resolve(found.source.name) === path.resolve(configurationName) ? undefined : found
}

/** Offer a baseline if there are findings, and say what to do next. */
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

const noTemplate =
  'No template found: expected a Markdown file with placeholders such as [Name], named like template.md, adr-template.md or _template.md, or in a folder templates; name another with --template'

/** @throws {UsageError} If there is no template, neither on disk nor in the configuration. */
async function templatesBeside(
  existing: FoundConfiguration | undefined,
  {named, mayBeNone}: {readonly named: string | undefined; readonly mayBeNone: boolean}
): Promise<readonly TemplateFiles[]> {
  const {parse} = await chosenParser('native')
  const templates = await templatesOf(named, {folder: existing?.folder ?? process.cwd(), parse, mayBeNone})
  if (templates.length === 0 && !existing?.configuration.templates && !mayBeNone) throw new UsageError(noTemplate)
  return templates
}

/** The templates of the repository with their documents, by paths relative to a folder. */
async function templatesOf(
  named: string | undefined,
  {folder, parse, mayBeNone}: {readonly folder: string; readonly parse: Parse; readonly mayBeNone: boolean}
): Promise<readonly TemplateFiles[]> {
  if (named !== undefined && !existsSync(named)) throw new UsageError(`${named}: no such file`)
  const relative = (file: string) => path.relative(folder, file).replaceAll(path.sep, '/')
  const files = (await markdownFiles(mayBeNone || named !== undefined)).map((file) => relative(file))
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

/** A file that may be a template; prints a note if its name is that of a template, but it cannot be read. */
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

/** Whether the documents of a template are named one by one, because their folder also contains others. */
function namedOneByOne(templates: readonly TemplateFiles[]): boolean {
  return templates.some(({globs}) => globs.filter((glob) => !/[*!]/.test(glob)).length > 1)
}

function shown({name, text, kept, addition, whole}: PlannedFile): string {
  return kept === undefined
    ? `== ${name}\n${text}\n`
    : `== ${kept} exists and ${whole === undefined ? 'stays as it is' : 'can be added to'}\n${addition ?? ''}\n`
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

/** Write files: none at all if a folder leads out of the repository. Without `force`, a file that was created in the meantime is not overwritten. */
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

/** The options of a plain run, so that the next one finds these results in the cache. */
const quietly = {
  rule: [],
  ignore: [],
  parser: 'native',
  cache: true,
  format: 'pretty',
  color: false,
  quiet: true
} as const

/** How many findings there are with the configuration; undefined if it has no documents yet. */
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
