import path from 'node:path'

/** A path as it stands in messages: relative to a folder where it stands below it, else as it is. */
export function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file)
  return relative.startsWith('..') || relative === '' ? file : relative
}
