import type {Repository} from './git.ts'

/** Only this many of the latest commits are looked at. */
const mostCommits = 50_000

/** If one commit may have more renames than this, only those with the same content are found. */
const mostRenames = 1000

/**
 * When the current files were added to a repository, even under another name, if git finds the rename.
 *
 * @returns The committer's time, in seconds since 1970, by the paths of files from the root of the repository; without files
 *   that are older than the commits that are looked at.
 * @throws {GitError} If the history cannot be read, or there is none yet.
 */
export function addedTimes({git}: Repository): ReadonlyMap<string, number> {
  const commits = git(['rev-list', '--timestamp', `--max-count=${mostCommits}`, '--max-parents=1', 'HEAD']).toString()
  const times = new Map(
    commits
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ') as [string, string])
      .map(([time, commit]) => [commit, Number(time)])
  )
  const changes = git(
    [
      'diff-tree',
      '--stdin',
      '-r',
      '--root',
      '-z',
      `-l${mostRenames}`,
      '--find-renames',
      '--diff-filter=AR',
      '--name-status'
    ],
    [...times.keys()].map((commit) => `${commit}\n`).join('')
  ).toString()
  const added = new Map<string, number>()
  /** The current names of files, by their names at the current commit. */
  const names = new Map<string, string>()
  let time = 0
  for (const {groups: {commit, name, before, after = ''} = {}} of changes.matchAll(change)) {
    const now = names.get(name ?? after) ?? name ?? after
    if (commit !== undefined) time = times.get(commit) ?? time
    if (commit !== undefined || added.has(now)) continue
    if (before === undefined) added.set(now, time)
    else names.set(before, now)
  }
  return added
}

/** A commit, a file that it adds, or one that it renames. */
const change = /A\0(?<name>[^\0]*)\0|R\d*\0(?<before>[^\0]*)\0(?<after>[^\0]*)\0|(?<commit>[\da-f]{40,64})\0/gy
