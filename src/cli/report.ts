import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {VFile} from 'vfile'
import {rules} from '../../rules/index.ts'
import {textOfDocument} from '../check/checker.ts'
import {UsageError, explainFailure, withName} from '../check/failure.ts'
import {writeFile} from '../check/replace-file.ts'
import {readConfiguration} from '../config/configuration.ts'
import {ConfigurationError} from '../config/configuration-error.ts'
import type {PresetName} from '../config/presets.ts'
import {type Case, caseFinder, lintCase} from '../linter.ts'
import {columnsOf, rowOf} from '../overview/grid.ts'
import type {DocumentRow, Grid} from '../overview/page-data.ts'
import {reportPage} from '../overview/page.ts'
import {type Point, continued, pointOf, progressIn} from '../overview/progress.ts'
import type {Parse} from '../markdown/parse.ts'
import {asUri} from '../report/escape.ts'
import {ruleUrl} from '../rule.ts'
import {TemplateError} from '../template/template-error.ts'
import {chosenParser} from './chosen-parser.ts'
import {findFiles} from './find-files.ts'
import {printError} from './print-error.ts'
import {startProgress} from './progress.ts'
import {version} from './version.ts'

/** The options of `guidelint report`. */
export interface ReportOptions {
  readonly template?: string
  readonly config?: string
  readonly preset?: PresetName
  /** Where the page is written; standard output if it is left out. */
  readonly output?: string
  /** The page of an earlier report; the one at `output` if it is left out. */
  readonly earlier?: string
  /** The URL that a cell links to, with `{path}`, `{line}` and `{column}`; the document itself if it is left out. */
  readonly link?: string
}

/**
 * Write one page on all documents: which sections of their templates they have, and their findings.
 *
 * @param inputs Files, folders and globs; without any, the documents of the configuration.
 * @returns The exit status: 0, or 2 if a document could not be read. Findings do not change it.
 * @throws {ConfigurationError | TemplateError | UsageError} If a configuration or a template cannot be read, if the page
 *   would replace another file, or if the earlier report is not one.
 */
export async function report(inputs: readonly string[], options: ReportOptions): Promise<0 | 2> {
  const {output} = options
  // Before the work, which may take a while.
  const earlier = earlierPoints(options)
  const {grids, hasFailed} = await checkedGrids(inputs, options, (await chosenParser('native')).parse)
  const names = rules.map(({meta}) => meta.id)
  const points = continued(earlier, pointOf(grids, names, new Date().toISOString().slice(0, 10)))
  const page = reportPage(
    {link: options.link ?? '{path}#L{line}', rules: names, grids},
    {summaries: new Map(rules.map(({meta}) => [meta.id, meta.summary])), urlOf: ruleUrl, points, version}
  )
  if (output === undefined) process.stdout.write(page)
  else writePage(output, page)
  return hasFailed ? 2 : 0
}

function writePage(output: string, page: string): void {
  withName(output, () => writeFile(path.resolve(output), output, {written: Buffer.from(page), cwd: process.cwd()}))
}

/** @throws {UsageError} If the earlier file, or the one that would be overwritten, is not the page of a report. */
function earlierPoints({earlier, output}: ReportOptions): readonly Point[] {
  const file = earlier ?? output
  const page = file === undefined ? undefined : textOf(file, earlier !== undefined)
  if (file === undefined || page === undefined) return []
  const points = progressIn(page)
  if (points) return points
  throw new UsageError(
    earlier === undefined
      ? `${file}: Cannot write: already exists, and is not a page of guidelint report`
      : `${file}: Cannot read: not a page of guidelint report`
  )
}

/** The text of a file; undefined if it does not exist and need not. */
function textOf(file: string, mustBe: boolean): string | undefined {
  return withName(file, () => {
    try {
      return textOfDocument(path.resolve(file), file)
    } catch (error) {
      if (!mustBe && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  })
}

/** The documents of each template, checked as the command line checks them. */
async function checkedGrids(
  inputs: readonly string[],
  options: ReportOptions,
  parse: Parse
): Promise<{readonly grids: readonly Grid[]; readonly hasFailed: boolean}> {
  const {template} = options
  const settings = settingsOf(options)
  const bare = new Set<string>()
  const {paths, notes} = await findFiles(inputs, {settings, rules, bare, ...(template !== undefined && {template})})
  for (const note of notes) printError(note)
  const caseOf = caseFinder({rules, parse, ...settings, bare})
  const folder = folderOf(options)
  const grids = new Map<string | undefined, Grid & {readonly documents: DocumentRow[]}>()
  let hasFailed = false
  const progress = startProgress(paths.length)
  for (const name of paths) {
    try {
      const file = new VFile({cwd: settings.cwd, path: name, value: textOfDocument(path.resolve(name), name)})
      const found = caseOf(file)
      if (found) {
        const {grid, row} = checked(file, found, uriOf(name, folder))
        const known = grids.get(found.template) ?? {...grid, documents: []}
        grids.set(found.template, known)
        known.documents.push(row)
      }
    } catch (error) {
      if (error instanceof ConfigurationError || error instanceof TemplateError) throw error
      printError(explainFailure(error, name))
      hasFailed = true
    }
    progress.add(1)
    // The native parser frees its memory only between turns of the event loop.
    await setImmediate()
  }
  progress.stop()
  return {grids: [...grids.values()].toSorted(byTemplate), hasFailed}
}

const ranks: ReadonlyMap<string | undefined, number> = new Map(rules.map(({meta}, rank) => [meta.id, rank]))

/** The row of a document, and the grid that it belongs to. */
function checked(
  file: VFile,
  found: Case,
  uri: string
): {readonly grid: Pick<Grid, 'template' | 'sections'>; readonly row: DocumentRow} {
  lintCase(file, found)
  const analysis = file.data.guidelint as NonNullable<typeof file.data.guidelint>
  return {
    grid: {template: found.schema?.path, sections: columnsOf(analysis.schema)},
    row: rowOf({path: file.path, uri, analysis, findings: file.messages}, (rule) => ranks.get(rule) ?? 0)
  }
}

function settingsOf({template, config, preset}: ReportOptions) {
  return {
    configuration: readConfiguration(
      {...(template !== undefined && {template}), ...(preset && {preset})},
      {name: 'Command line'},
      rules
    ),
    ...(config !== undefined && {configurationFile: config}),
    checkTemplates: template !== undefined,
    cwd: process.cwd()
  }
}

/** The folder that references are relative to: that of the page, or the current folder if they become part of a URL. */
function folderOf({link, output}: ReportOptions): string {
  return link === undefined && output !== undefined ? path.dirname(path.resolve(output)) : process.cwd()
}

/** Sort by template; documents without a template come last. */
function byTemplate({template: one}: Grid, {template: other}: Grid): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
  return one < other ? -1 : 1
}

/** The reference to a document from a folder. A colon in its first segment is escaped, because it would be taken for that of a scheme. */
function uriOf(name: string, folder: string): string {
  return asUri(path.relative(folder, path.resolve(name)).replaceAll(path.sep, '/'))
}
