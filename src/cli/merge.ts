import {readFileSync} from 'node:fs'
import {UsageError} from '../check/failure.ts'
import {filesFrom} from '../check/file-report.ts'
import {type PrintOptions, printReport} from './print-report.ts'

/**
 * Join the reports of several runs, sorted by the paths of their documents.
 *
 * @param reports The paths of reports that `--format json` printed.
 * @returns The exit status, as for one run over all documents.
 * @throws {UsageError} If a file is not a report.
 */
export function merge(reports: readonly string[], options: PrintOptions): Promise<0 | 1> {
  const files = reports
    .flatMap((name) => read(name))
    .toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)))
  return printReport(files, options)
}

function read(name: string) {
  const text = readFileSync(name, 'utf8')
  try {
    return filesFrom(text)
  } catch {
    throw new UsageError(`${name}: Unexpected content, expected a report that --format json printed`)
  }
}
