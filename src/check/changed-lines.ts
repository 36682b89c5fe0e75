import {spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {diffArrays} from 'diff'
import {UsageError} from './failure.ts'
import type {FileReport} from './file-report.ts'

/** Lines of a file, 1-based, the end included. */
type LineRange = readonly [start: number, end: number]

/** Of texts that differ in more lines than this, all lines count as changed: the search grows with the square. */
const mostEdits = 2000

/**
 * Reports with only the findings on lines that changed since a commit, seen from where the history parted from it;
 * what is not committed yet counts.
 *
 * Git is asked for nothing but the texts as they were, so that neither its settings nor `.gitattributes` have a say in
 * what counts as changed. A file that has no text there (new, renamed, ignored, of a submodule or outside the
 * repository) has changed as a whole.
 *
 * @param since What git knows a commit by: a branch, a tag, a hash.
 * @param cwd The folder that the paths of the reports are relative to.
 * @param whole The report of a text that was not read from disk, which counts as a whole.
 * @throws {UsageError} Outside a repository, or where git does not know the commit.
 */
export function onChangedLines(reports: readonly FileReport[], {since, cwd, whole}: {since: string; cwd: string; whole?: FileReport | undefined}): readonly FileReport[] {
  const git = (args: readonly string[], input = '') => runGit(args, {cwd, input, since})
  const base = git(['merge-base', '--end-of-options', since, 'HEAD']).toString().trim()
  const prefix = git(['rev-parse', '--show-prefix']).toString().replace(/\n$/, '')
  const nameOf = ({path: file}: FileReport) => path.posix.join(prefix, path.relative(cwd, path.resolve(cwd, file)).replaceAll(path.sep, '/'))
  // Requests are lines, and git refuses a whole list for one name outside.
  const comparable = reports.filter((report) => report.findings.length > 0 && report !== whole && !/^(?:\.\.)?\/|\n/.test(nameOf(report)))
  const texts = readBlobs(git(['cat-file', '--batch', '--follow-symlinks'], comparable.map((report) => `${base}:${nameOf(report)}\n`).join('')))
  const before = new Map(comparable.map((report, index) => [report, texts[index]]))
  return reports.map((report) => {
    const text = before.get(report)
    return text === undefined ? report : withFindingsIn(report, changedLines(text, readFileSync(path.resolve(cwd, report.path), 'utf8')))
  })
}

function runGit(args: readonly string[], {cwd, input, since}: {cwd: string; input: string; since: string}): Buffer {
  const {status, stdout, stderr, error} = spawnSync('git', args, {cwd, input, maxBuffer: Number.POSITIVE_INFINITY})
  if (status === 0) return stdout
  const [said = ''] = String(error?.message ?? stderr).trim().split('\n', 1)
  throw new UsageError(`Cannot tell what changed since ${since}: ${said === '' ? 'no commit in common with HEAD (a shallow clone may lack it)' : said}`)
}

/** What `git cat-file --batch` prints: of each file its text, undefined where it has none. */
function readBlobs(output: Buffer): ReadonlyArray<string | undefined> {
  const texts: Array<string | undefined> = []
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at)
    const [, type, size] = /^(?:[\da-f]+ )?([a-z]+) (\d+)$/.exec(output.toString('utf8', at, end)) ?? []
    at = end + 1
    texts.push(type === 'blob' ? output.toString('utf8', at, at + Number(size)) : undefined)
    if (size !== undefined) at += Number(size) + 1
  }
  return texts
}

/**
 * The lines of a text that another one does not have. What was taken out stood between two lines that say something:
 * which of the empty ones there are new is anybody's guess. Line endings don't count.
 */
function changedLines(before: string, after: string): readonly LineRange[] | 'all' {
  const lines = linesOf(after)
  const chunks = diffArrays(linesOf(before), lines, {maxEditLength: mostEdits})
  if (!chunks) return 'all'
  const ranges: LineRange[] = []
  let index = 0
  for (const [at, {added, removed, count}] of chunks.entries()) {
    const isReplaced = chunks[at - 1]?.added === true || chunks[at + 1]?.added === true
    if (added) ranges.push([index + 1, index + count])
    if (removed && !isReplaced) ranges.push([saying(lines, index - 1, -1) + 1, saying(lines, index, 1) + 1])
    if (!removed) index += count
  }
  return ranges
}

/** The index of the nearest line that is not blank, from one on in a direction; just past the ends where there is none. */
function saying(lines: readonly string[], from: number, step: 1 | -1): number {
  let at = from
  while (lines[at]?.trim() === '') at += step
  return at
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/)
}

function withFindingsIn(report: FileReport, ranges: readonly LineRange[] | 'all'): FileReport {
  if (ranges === 'all') return report
  const findings = report.findings.filter(({place}) => {
    const [start, end] = place && 'start' in place ? [place.start.line, place.end.line] : [place?.line ?? 1, place?.line ?? 1]
    return ranges.some(([from, to]) => start <= to && end >= from)
  })
  return {...report, findings}
}
