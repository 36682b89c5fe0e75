import {readFileSync, statSync, writeFileSync} from 'node:fs'
import {text} from 'node:stream/consumers'
import {VFile} from 'vfile'
import {reporter} from 'vfile-reporter'
import {reporterJson} from 'vfile-reporter-json'
import {rules} from '../../rules/index.ts'
import {type Configuration, type PresetName, readConfiguration} from '../config/configuration.ts'
import {ConfigurationError} from '../config/configuration-error.ts'
import {type Linter, createLinter} from '../linter.ts'
import type {ParserName} from '../markdown/parse.ts'
import {TemplateError} from '../template/template-error.ts'
import {chosenParser} from './chosen-parser.ts'
import {UsageError, explainFailure} from './failure.ts'
import {findFiles} from './find-files.ts'

/** The options of `guidelint [files…]`. */
export interface CheckOptions {
  readonly template?: string
  readonly config?: string
  readonly preset?: PresetName
  readonly rule: readonly string[]
  readonly format: 'pretty' | 'json'
  readonly output?: string
  readonly frail?: boolean
  readonly quiet?: boolean
  readonly color: boolean
  readonly stdinFilename?: string
  readonly parser: ParserName
}

const standardInput = '-'

/**
 * Check files and print what was found.
 *
 * @returns The exit status: 0 no error, 1 findings, 2 a file that could not be checked.
 */
export async function check(inputs: readonly string[], options: CheckOptions): Promise<0 | 1 | 2> {
  const cwd = process.cwd()
  if (inputs.length === 0 && options.stdinFilename === undefined) throw new UsageError('Missing files, expected at least one file, folder or glob')
  const {parse} = await chosenParser(options.parser)
  const lint = createLinter({
    rules,
    parse,
    configuration: configurationOf(options),
    ...(options.config !== undefined && {configurationFile: options.config}),
    checkTemplates: options.template !== undefined,
    cwd
  })
  const results = []
  for await (const file of filesToCheck(inputs, options)) results.push(checkFile(file, lint))
  const files = results.flatMap(({file, outcome}) => (outcome === 'not checked' || outcome === 'failed' ? [] : [file]))
  print(format(files, options), options.output)
  if (results.some(({outcome}) => outcome === 'no template') && results.every(({outcome}) => outcome !== 'template')) process.stderr.write('No template is configured for these files: only rules that need none have run\n')
  return results.some(({outcome}) => outcome === 'failed') ? 2 : statusOf(files, options.frail === true)
}

/** What the command line says, in the form of a configuration. */
function configurationOf({template, preset, rule}: CheckOptions): Configuration {
  const settings = rule.map((setting) => /^([^=]*)=?(.*)$/s.exec(setting)?.slice(1) ?? [])
  return readConfiguration({...(template !== undefined && {template}), ...(preset && {preset}), rules: Object.fromEntries(settings)}, {name: 'Command line'}, rules)
}

async function* filesToCheck(inputs: readonly string[], {stdinFilename, template}: CheckOptions): AsyncGenerator<VFile> {
  const named = inputs.filter((input) => input !== standardInput)
  if (named.length < inputs.length || stdinFilename !== undefined) {
    yield new VFile({path: stdinFilename ?? 'stdin.md', value: await text(process.stdin)})
  }
  for (const path of await findFiles(named, template)) yield new VFile({path})
}

interface Result {
  readonly file: VFile
  readonly outcome: ReturnType<Linter> | 'failed'
}

/** A file that cannot be checked is told and passed over; what all are checked by has to be right. */
function checkFile(file: VFile, lint: Linter): Result {
  try {
    file.value ??= readDocumentFile(file.path)
    return {file, outcome: lint(file)}
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof TemplateError) throw error
    process.stderr.write(`${explainFailure(error, file.path) ?? ''}\n`)
    return {file, outcome: 'failed'}
  } finally {
    // Trees and analyses of hundreds of files need not stay.
    file.data = {}
    file.value = ''
  }
}

/** A pipe or a device would never end. */
function readDocumentFile(path: string): string {
  if (!statSync(path).isFile()) throw new UsageError(`${path}: Cannot read: not a file`)
  return readFileSync(path, 'utf8')
}

function format(files: readonly VFile[], {format: name, quiet = false, color, output}: CheckOptions): string {
  if (name === 'json') return reporterJson([...files], {quiet})
  const hasColors = color && output === undefined && process.stdout.isTTY && process.stdout.hasColors()
  return reporter([...files], {quiet, color: hasColors})
}

function print(report: string, output: string | undefined): void {
  const lines = report === '' ? '' : `${report}\n`
  if (output === undefined) process.stdout.write(lines)
  else writeFileSync(output, lines)
}

function statusOf(files: readonly VFile[], isFrail: boolean): 0 | 1 {
  return files.some(({messages}) => messages.some(({fatal}) => fatal === true || isFrail)) ? 1 : 0
}
