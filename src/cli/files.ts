import {readFileSync} from 'node:fs'
import path from 'node:path'
import {rules} from '../../rules/index.ts'
import {explainFailure} from '../check/failure.ts'
import {type TemplateChoice, chooseTemplate, isTemplate} from '../config/choose-template.ts'
import {shownPlace} from '../config/configuration-error.ts'
import type {FoundConfiguration} from '../config/found-configuration.ts'
import {below} from '../config/shape.ts'
import {configurationFinder} from '../linter.ts'
import {readDocument} from '../markdown/read-document.ts'
import {inJson, inLine} from '../report/escape.ts'
import {chosenParser} from './chosen-parser.ts'
import {findFiles} from './find-files.ts'
import {printError} from './print-error.ts'

/** The options of `guidelint files`. */
export interface FilesOptions {
  readonly config?: string
  readonly format: 'pretty' | 'json'
}

/** A file with the template that it is checked against, and the reason for that template. */
interface FileLine {
  readonly path: string
  /** Relative to the current folder. */
  readonly template?: string
  readonly because: string
}

/**
 * Print which template each file has, and why.
 *
 * @param inputs Files, folders and globs; without any, all Markdown below the folder of the configuration.
 * @returns The exit status: 0, or 2 if a file could not be read.
 * @throws {ConfigurationError | UsageError} If a configuration cannot be read, or nothing is found.
 */
export async function files(inputs: readonly string[], {config, format}: FilesOptions): Promise<0 | 2> {
  const cwd = process.cwd()
  const settings = {configuration: {}, cwd, ...(config !== undefined && {configurationFile: config})}
  const base = configurationFinder({rules, ...settings})(cwd)
  const wanted = inputs.length > 0 ? inputs : [path.relative(cwd, base?.folder ?? cwd) || '.']
  const {paths, notes} = await findFiles(wanted, {settings, rules, bare: new Set()})
  for (const note of notes) printError(note)
  const {parse} = await chosenParser('native')
  const configurationOf = configurationFinder({rules, ...settings})
  let status: 0 | 2 = 0
  const lines = paths.flatMap((file): readonly FileLine[] => {
    const absolute = path.resolve(file)
    const by = configurationOf(path.dirname(absolute))
    try {
      return [
        lineFor(file, by, () => {
          const text = readFileSync(absolute, 'utf8')
          return readDocument(parse(text), text)
        })
      ]
    } catch (error) {
      printError(explainFailure(error, file))
      status = 2
      return []
    }
  })
  process.stdout.write(format === 'json' ? `${inJson(JSON.stringify(lines, undefined, 2))}\n` : inColumns(lines))
  return status
}

function lineFor(
  file: string,
  by: FoundConfiguration | undefined,
  read: () => Parameters<typeof chooseTemplate>[1]
): FileLine {
  if (!by) return {path: file, because: 'no configuration found'}
  const {
    configuration: {templates = []},
    folder
  } = by
  const absolute = path.resolve(file)
  if (isTemplate(absolute, templates, folder)) return {path: file, because: 'a template, not checked itself'}
  const choice = chooseTemplate(absolute, read(), templates, folder)
  if (!choice)
    return {path: file, because: `no glob of ${by.source.name} matches: checked by rules that need no template`}
  return {
    path: file,
    template: path.relative('', path.resolve(folder, choice.mapping.template)).replaceAll(path.sep, '/'),
    because: reasonFor(choice, by)
  }
}

function reasonFor({because, glob, mapping}: TemplateChoice, {source}: FoundConfiguration): string {
  const {definedIn = {source, keys: []}} = mapping
  if (because === 'front matter') return 'its front matter names it'
  if (because === 'comment') return 'a comment in the document names it'
  return because === 'only'
    ? `${shownPlace(below(definedIn, 'template'))} has it for all files`
    : `${glob} in ${shownPlace(below(definedIn, 'files'))}`
}

function inColumns(lines: readonly FileLine[]): string {
  const rows = lines.map(
    ({path: file, template = '-', because}) => [inLine(file), inLine(template), inLine(because)] as const
  )
  const [first, second] = [0, 1].map((column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0)
  )
  return rows
    .map(([file, template, because]) => `${file.padEnd(first ?? 0)}  ${template.padEnd(second ?? 0)}  ${because}\n`)
    .join('')
}
