import path from 'node:path'

/** A path as messages show it: relative to a folder that contains it, else as it is. */
export function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file)
  return relative.startsWith('..') || relative === '' ? file : relative
}
