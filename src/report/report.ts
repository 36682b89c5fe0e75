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
 * Turns files with their messages into a report, without a line break at its end; an empty text if there is nothing to report.
 */
export type Report = (files: readonly VFile[], options: ReportOptions) => string

/** Loads a format, and what it needs. */
const formats = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  rdjson: async () => (await import('./rdjson.ts')).rdjson,
  markdown: async () => (await import('./markdown.ts')).markdown
} satisfies Readonly<Record<string, () => Promise<Report>>>

export type FormatName = keyof typeof formats

export const formatNames = Object.keys(formats) as readonly FormatName[]

/** Load a report format. */
export function loadReport(name: FormatName): Promise<Report> {
  return formats[name]()
}
