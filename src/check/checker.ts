import {constants} from 'node:buffer'
import {readFileSync, statSync} from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import type {Configuration} from '../config/configuration.ts'
import {ConfigurationError} from '../config/configuration-error.ts'
import type {Look} from '../markdown/linked-files.ts'
import {createLinter} from '../linter.ts'
import type {ParserName} from '../markdown/load-parser.ts'
import type {Parse} from '../markdown/parse.ts'
import type {Rule} from '../rule.ts'
import {textHash} from '../text-hash.ts'
import {TemplateError} from '../template/template-error.ts'
import {UsageError, explainFailure} from './failure.ts'
import {type FileReport, reportOf} from './file-report.ts'

/** The settings that files are checked with, as plain data. */
export interface CheckSettings {
  /** From the command line; overrides the configuration that is found. */
  readonly configuration: Configuration
  readonly configurationFile?: string
  /** Whether a template that is named as a document is checked like one. */
  readonly checkTemplates: boolean
  /** The absolute path of the folder that paths are relative to. */
  readonly cwd: string
  readonly parser: ParserName
  /** Whether a configuration or a template that cannot be read concerns only the files that are checked with it. */
  readonly isLenient?: boolean
  /** Whether the hashes of texts are needed, for a cache. */
  readonly areHashed: boolean
}

/** A report, with everything besides the settings that it depends on. */
export interface CheckedFile {
  readonly report: FileReport
  /** The hash of the text that was checked, if it is needed and the file could be checked. */
  readonly textHash?: string
  /** Where its links lead. */
  readonly looks: readonly Look[]
}

/**
 * Checks a file.
 *
 * @param name Its path, relative to the current folder.
 * @param text Its text; read from disk if it is left out.
 * @throws {ConfigurationError | TemplateError} If its configuration or its template cannot be read. If the file itself
 *   cannot be checked, its report says so.
 */
export type Checker = (name: string, text?: string) => CheckedFile

/** Create a checker. */
export function createChecker(
  rules: readonly Rule[],
  {cwd, configuration, configurationFile, checkTemplates, areHashed, isLenient}: CheckSettings,
  parse: Parse
): Checker {
  const lint = createLinter({
    rules,
    parse,
    configuration,
    ...(configurationFile !== undefined && {configurationFile}),
    checkTemplates,
    cwd
  })
  return (name, given) => {
    try {
      const text = given ?? textOfDocument(path.resolve(cwd, name), name)
      const file = new VFile({cwd, path: name, value: text})
      const report = reportOf(file, lint(file))
      return {
        report,
        ...(areHashed && {textHash: textHash(text)}),
        looks: file.data.guidelint?.linkedFiles.looks() ?? []
      }
    } catch (error) {
      if (isLenient !== true && (error instanceof ConfigurationError || error instanceof TemplateError)) throw error
      return {report: {path: name, outcome: 'failed', findings: [], failure: explainFailure(error, name)}, looks: []}
    }
  }
}

/**
 * The text of a file.
 *
 * @param name Its name in messages.
 * @throws {UsageError} If it is not a file that can be read.
 */
export function textOfDocument(file: string, name: string): string {
  expectFile(file, name)
  return readFileSync(file, 'utf8')
}

/** The hash of the text of a file, as `CheckedFile` has it; a different one if the file is not UTF-8. */
export function hashOfDocument(file: string): string {
  expectFile(file, file)
  return textHash(readFileSync(file))
}

/** Refuse everything but regular files, since a pipe or a device may never end, and files that do not fit in a string. */
function expectFile(file: string, name: string): void {
  const stats = statSync(file)
  if (!stats.isFile()) throw new UsageError(`${name}: Cannot read: not a file`)
  if (stats.size > constants.MAX_STRING_LENGTH) throw new UsageError(`${name}: Cannot read: too large`)
}
