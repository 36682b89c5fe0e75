import type {VFile} from 'vfile'
import type {RuleMeta} from '../rule.ts'

/** How a report is printed. */
interface ReportOptions {
  /** Whether files without findings are left out. */
  readonly quiet: boolean
  readonly hasColors: boolean
  /** Whether a report for people has all findings, in full. */
  readonly isVerbose: boolean
  /** The columns that a line of a report for people may take. */
  readonly width: number
  /** This package's version. */
  readonly version: string
  readonly rules: readonly RuleMeta[]
}

/**
 * Turns files with their messages into a report, without a line break at its end. The report is empty if there is nothing to report.
 */
export type Report = (files: readonly VFile[], options: ReportOptions) => string
