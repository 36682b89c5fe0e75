import {existsSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import type {WriteStream} from 'node:tty'
import type {VFile} from 'vfile'
import {rules} from '../../rules/index.ts'
import {UsageError, explainFailure} from '../check/failure.ts'
import {refuseOutside, writeFile} from '../check/replace-file.ts'
import {isWithin, repositoryRoot} from '../config/repository-root.ts'
import {inLines} from '../report/escape.ts'
import {counted} from '../report/finding.ts'
import {type FormatName, loadReport} from '../report/formats.ts'
import {printError} from './print-error.ts'
import {version} from './version.ts'

/** How the report was requested on the command line. */
export interface PrintOptions {
  readonly format: FormatName
  readonly output?: string
  readonly frail?: boolean
  readonly maxWarnings?: number
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly color: boolean
}

/** The columns of a line without a terminal: in a file, a pipe, or the log of a CI job. */
const widthElsewhere = 120

/** The columns of a terminal that does not know how many it has. */
const usualWidth = 80

/**
 * Print a report.
 *
 * @returns The exit status: 1 if there are errors, more warnings than `maxWarnings`, or any findings under `frail`.
 */
export async function printReport(files: readonly VFile[], options: PrintOptions): Promise<0 | 1> {
  const {format, output, quiet = false, verbose = false, color} = options
  const report = await loadReport(format)
  const terminal = output === undefined && process.stdout.isTTY ? process.stdout : undefined
  const text = report(files, {
    quiet,
    hasColors: color && terminal?.hasColors() === true,
    isVerbose: verbose,
    width: terminal ? widthOf(terminal) : widthElsewhere,
    version,
    rules: rules.map(({meta}) => meta)
  })
  const lines = text === '' ? '' : `${text}\n`
  if (output === undefined) process.stdout.write(lines)
  else writeOutput(output, lines)
  return statusOf(files, options)
}

/** A terminal that does not know its width reports no columns. */
function widthOf({columns}: WriteStream): number {
  return columns > 0 ? columns : usualWidth
}

/** The exit status for files with their findings. */
export function statusOf(
  files: readonly VFile[],
  {frail = false, maxWarnings = Number.POSITIVE_INFINITY}: Pick<PrintOptions, 'frail' | 'maxWarnings'>
): 0 | 1 {
  const messages = files.flatMap((file) => file.messages)
  const warnings = messages.filter(({fatal}) => fatal !== true).length
  if (warnings < messages.length || (frail && warnings > 0)) return 1
  if (warnings <= maxWarnings) return 0
  printError(`Found ${counted(warnings, 'warning')}, expected at most ${maxWarnings} (--max-warnings)`)
  return 1
}

/**
 * Print a patch, or write it to the file that a report would go to. For a terminal, and for the log of a runner that obeys
 * commands in it, the patch is escaped, and can no longer be applied.
 */
export function writePatch(patch: string, {output}: Pick<PrintOptions, 'output'>): void {
  const isRead = process.stdout.isTTY || process.env.GITHUB_ACTIONS === 'true'
  if (output === undefined) process.stdout.write(isRead ? inLines(patch) : patch)
  else writeOutput(output, patch)
}

/**
 * A file elsewhere is named by whoever runs guidelint; a link in the repository may be somebody else's. One to nowhere is
 * replaced.
 */
function writeOutput(file: string, text: string): void {
  const target = path.resolve(file)
  const cwd = process.cwd()
  const root = repositoryRoot(cwd, cwd)
  try {
    if (!isWithin(target, root)) writeFileSync(target, text)
    else if (existsSync(target)) {
      refuseOutside(target, file, root)
      writeFileSync(target, text)
    } else writeFile(target, file, {written: Buffer.from(text), cwd})
  } catch (error) {
    throw new UsageError(explainFailure(error, file))
  }
}
