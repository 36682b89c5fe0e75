import envPaths from 'env-paths'
import findCacheDirectory from 'find-cache-dir'

/** Where results are kept. */
export interface CacheFolder {
  readonly folder: string
  /** What tells the files of one project from those of others that share the folder. */
  readonly scope: string
}

/** `node_modules/.cache/guidelint` of the project, else the user's cache folder. */
export function findCacheFolder(cwd: string): CacheFolder {
  const folder = findCacheDirectory({name: 'guidelint', cwd})
  return folder === undefined ? {folder: envPaths('guidelint', {suffix: ''}).cache, scope: `${cwd}\0`} : {folder, scope: ''}
}
