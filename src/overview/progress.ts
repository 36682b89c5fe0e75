import {type Grid, askedSections} from './page-data.ts'

/** The totals of a report on one day. */
export interface Point {
  /** `2026-11-28` */
  readonly day: string
  readonly documents: number
  /** Documents without findings. */
  readonly sound: number
  /** The number of sections that templates require, and how many of them documents have. */
  readonly due: number
  readonly present: number
  /** Placeholders of templates that are still in documents. */
  readonly placeholders: number
  readonly errors: number
  readonly warnings: number
}

const counts = ['documents', 'sound', 'due', 'present', 'placeholders', 'errors', 'warnings'] as const

/** The most points to keep, the latest ones: one a day for a year. */
const mostPoints = 366

/** Sum up the documents of a report. */
export function pointOf(grids: readonly Grid[], rules: readonly string[], day: string): Point {
  const documents = grids.flatMap((grid) => grid.documents)
  const findings = documents.flatMap((document) => document.findings)
  const errors = findings.filter(([, isError]) => isError === 1).length
  const sections = grids.flatMap((grid) => grid.documents.map((document) => askedSections(document, grid)))
  return {
    day,
    documents: documents.length,
    sound: documents.filter((document) => document.findings.length === 0).length,
    due: sections.reduce((sum, {asked}) => sum + asked, 0),
    present: sections.reduce((sum, {present}) => sum + present, 0),
    placeholders: findings.filter(([rule]) => rules[rule] === 'no-placeholders').length,
    errors,
    warnings: findings.length - errors
  }
}

/** Add a point to earlier ones. A later report of the same day replaces the earlier one. */
export function continued(earlier: readonly Point[], point: Point): readonly Point[] {
  return [...earlier.filter(({day}) => day < point.day), point].slice(-mostPoints)
}

const start = '<script type="application/json" id="guidelint-progress">'

/** The points as a page keeps them for the next report. They need no escapes, since they are numbers and days. */
export function progressElement(points: readonly Point[]): string {
  return `${start}${JSON.stringify(points)}</script>`
}

/**
 * Read the points from the page of an earlier report.
 *
 * @param page Its text.
 * @returns The points in the order of their days; undefined if it is not such a page.
 */
export function progressIn(page: string): readonly Point[] | undefined {
  const from = page.indexOf(start)
  const to = page.indexOf('</script>', from)
  if (from < 0 || to < 0) return undefined
  try {
    const kept: unknown = JSON.parse(page.slice(from + start.length, to))
    if (!Array.isArray(kept)) return undefined
    const points = kept.filter((value) => isPoint(value))
    return points.length < kept.length ? undefined : points.toSorted((a, b) => (a.day < b.day ? -1 : 1))
  } catch {
    return undefined
  }
}

function isPoint(value: unknown): value is Point {
  if (typeof value !== 'object' || value === null) return false
  const {day, ...others} = value as Readonly<Record<string, unknown>>
  return (
    typeof day === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(day) &&
    counts.every((name) => Number.isSafeInteger(others[name]) && (others[name] as number) >= 0)
  )
}
