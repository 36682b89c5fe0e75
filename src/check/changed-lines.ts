import path from 'node:path'
import {simpleGit} from 'simple-git'
import {UsageError} from './failure.ts'
import type {FileReport} from './file-report.ts'

/** Lines of a file, 1-based, the end included. */
type LineRange = readonly [start: number, end: number]

/** The lines of each file that changed; a file that is new has changed as a whole. */
export type ChangedLines = ReadonlyMap<string, readonly LineRange[] | 'all'>

/**
 * Find the lines that changed since a commit, seen from where the history parted from it; those not committed yet count.
 *
 * @param since What git knows a commit by: a branch, a tag, a hash.
 * @returns By path relative to the current folder, with slashes.
 * @throws {UsageError} Outside a repository, or where git does not know the commit.
 */
export async function findChangedLines(since: string, cwd: string): Promise<ChangedLines> {
  const git = simpleGit(cwd)
  try {
    const base = (await git.raw('merge-base', '--end-of-options', since, 'HEAD')).trim()
    const diff = await git.raw('-c', 'core.quotePath=false', 'diff', '--relative', '--unified=0', '--no-color', '--no-ext-diff', '--no-renames', '--src-prefix=a/', '--dst-prefix=b/', base, '--')
    const untracked = await git.raw('-c', 'core.quotePath=false', 'ls-files', '--others', '--exclude-standard', '-z')
    return new Map<string, readonly LineRange[] | 'all'>([...readDiff(diff), ...untracked.split('\0').filter(Boolean).map((file) => [file, 'all'] as const)])
  } catch (error) {
    throw new UsageError(`Cannot tell what changed since ${since}: ${(error as Error).message.trim().split('\n', 1)[0] ?? ''}`)
  }
}

function readDiff(diff: string): ReadonlyMap<string, readonly LineRange[]> {
  const files = new Map<string, LineRange[]>()
  let ranges: LineRange[] = []
  for (const line of diff.split('\n')) {
    const file = /^\+\+\+ b\/([^\t]+)/.exec(line)?.[1]
    if (file !== undefined) {
      ranges = []
      files.set(file, ranges)
    }
    const [, start, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? []
    if (start !== undefined) ranges.push(rangeOf(Number(start), Number(count)))
  }
  return files
}

/** What was taken out stood between two lines. */
function rangeOf(start: number, count: number): LineRange {
  return [start, count === 0 ? start + 1 : start + count - 1]
}

/** A report with the findings on lines that changed. */
export function onChangedLines(report: FileReport, changed: ChangedLines): FileReport {
  const ranges = changed.get(path.posix.normalize(report.path)) ?? []
  if (ranges === 'all') return report
  const findings = report.findings.filter(({place}) => {
    const [start, end] = place && 'start' in place ? [place.start.line, place.end.line] : [place?.line ?? 1, place?.line ?? 1]
    return ranges.some(([from, to]) => start <= to && end >= from)
  })
  return {...report, findings}
}
