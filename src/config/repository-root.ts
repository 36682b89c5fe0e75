import {existsSync} from 'node:fs'
import path from 'node:path'

const roots = new Map<string, string | undefined>()

/**
 * The folder of the repository that another folder stands in: the nearest one with `.git` in it. Without a repository
 * the current folder counts as one, for all that is below it.
 */
export function repositoryRoot(folder: string, cwd: string): string {
  if (!roots.has(folder)) roots.set(folder, search(folder))
  return roots.get(folder) ?? (isWithin(folder, cwd) ? cwd : folder)
}

/** Whether an absolute path is a folder or stands below it. */
export function isWithin(file: string, folder: string): boolean {
  const relative = path.relative(folder, file)
  return relative === '' || !(relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
}

function search(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return at
    if (at === path.dirname(at)) return undefined
  }
}
