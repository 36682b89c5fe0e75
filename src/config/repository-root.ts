import {existsSync, realpathSync} from 'node:fs'
import path from 'node:path'

/**
 * The folder of the repository that another folder is in: the nearest one with `.git` in it. Without a repository
 * the current folder counts as one, for all that is below it.
 */
export function repositoryRoot(folder: string, cwd: string): string {
  return repositoryOf(folder) ?? (isWithin(folder, cwd) ? cwd : folder)
}

/** The folder of the repository that another folder is in; undefined if there is none. */
export function repositoryOf(folder: string): string | undefined {
  const open: string[] = []
  let at = folder
  while (!roots.has(at)) {
    open.push(at)
    const above = path.dirname(at)
    if (existsSync(path.join(at, '.git'))) roots.set(at, at)
    else if (at === above) roots.set(at, undefined)
    else at = above
  }
  const root = roots.get(at)
  for (const below of open) roots.set(below, root)
  return root
}

/** Whether an absolute path is a folder or is below it. */
export function isWithin(file: string, folder: string): boolean {
  const relative = path.relative(folder, file)
  return relative === '' || !(relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
}

/** The real path of the part that exists, followed by the rest. */
export function realPathOf(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    const folder = path.dirname(file)
    return folder === file ? file : path.join(realPathOf(folder), path.basename(file))
  }
}

/** Each folder is looked at once, for all folders below it. */
const roots = new Map<string, string | undefined>()
