import {writeFileSync} from 'node:fs'
import type {VFile} from 'vfile'
import {rules} from '../../rules/index.ts'
import {UsageError, explainFailure} from '../check/failure.ts'
import {type FormatName, loadReport} from '../report/report.ts'
import {version} from './version.ts'

/** How the command line wants a report. */
export interface PrintOptions {
  readonly format: FormatName
  readonly output?: string
  readonly frail?: boolean
  readonly quiet?: boolean
  readonly color: boolean
}

/**
 * Print a report.
 *
 * @returns The exit status: 1 where there are errors, or findings at all under `frail`.
 */
export async function printReport(files: readonly VFile[], {format, output, frail = false, quiet = false, color}: PrintOptions): Promise<0 | 1> {
  const report = await loadReport(format)
  const hasColors = color && output === undefined && process.stdout.isTTY && process.stdout.hasColors()
  const text = report(files, {quiet, hasColors, version, rules: rules.map(({meta}) => meta)})
  const lines = text === '' ? '' : `${text}\n`
  if (output === undefined) process.stdout.write(lines)
  else writeOutput(output, lines)
  return files.some(({messages}) => messages.some(({fatal}) => fatal === true || frail)) ? 1 : 0
}

function writeOutput(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(explainFailure(error, file))
  }
}
