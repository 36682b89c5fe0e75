import type {Repository} from './git.ts'

/** Of a longer history, what is older than so many commits is not looked at. */
const mostCommits = 50_000

/** More renames than this in one commit are only found where the contents are the same. */
const mostRenames = 1000

/**
 * When the files that are there now were added to a repository, under whatever name, as git finds renames.
 *
 * @returns The committer's time, in seconds since 1970, by the names of files from the root of the repository; without
 *   those that are older than what is looked at.
 * @throws {GitError} Where the history cannot be read, or there is none yet.
 */
export function addedTimes({git}: Repository): ReadonlyMap<string, number> {
  const commits = git(['rev-list', '--timestamp', `--max-count=${mostCommits}`, '--max-parents=1', 'HEAD']).toString()
  const times = new Map(commits.trimEnd().split('\n').map((line) => line.split(' ') as [string, string]).map(([time, commit]) => [commit, Number(time)]))
  const changes = git(['diff-tree', '--stdin', '-r', '--root', '-z', `-l${mostRenames}`, '--find-renames', '--diff-filter=AR', '--name-status'], [...times.keys()].map((commit) => `${commit}\n`).join('')).toString().split('\0')
  const added = new Map<string, number>()
  /** The name that a file has now, by the one that it had at the commit that is looked at. */
  const names = new Map<string, string>()
  let time = 0
  for (let at = 0; at < changes.length; at++) {
    const word = changes[at] ?? ''
    if (word === 'A') {
      const name = changes[++at] ?? ''
      const now = names.get(name) ?? name
      if (!added.has(now)) added.set(now, time)
    } else if (word.startsWith('R')) {
      const [before = '', after = ''] = changes.slice(at + 1, at + 3)
      at += 2
      const now = names.get(after) ?? after
      if (!added.has(now)) names.set(before, now)
    } else time = times.get(word) ?? time
  }
  return added
}
