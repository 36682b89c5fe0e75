import path from 'node:path'
import {rules} from '../../rules/index.ts'
import {basisFinder} from '../check/cache-key.ts'
import {type CheckSettings, type CheckedFile, hashOfDocument} from '../check/checker.ts'
import type {KeptReport} from '../check/result-cache.ts'
import {areAsBefore} from '../config/linked-files.ts'
import {repositoryRoot} from '../config/repository-root.ts'
import {textHash} from '../text-hash.ts'
import {installedPackages, version} from './version.ts'

/** The results of earlier runs for files that have not changed, and where those of this run are kept. */
interface OpenCache {
  find(file: string): KeptReport | undefined
  save(checked: readonly CheckedFile[]): void
}

/**
 * Open the cache of results; undefined if there is no safe folder for it.
 *
 * @param bare The folders that are known to have no configuration.
 */
export async function openCache(
  settings: CheckSettings,
  location: string | undefined,
  bare: ReadonlySet<string>
): Promise<OpenCache | undefined> {
  const {openCacheFolder} = await import('../check/cache-folder.ts')
  const {cwd} = settings
  const folder = await openCacheFolder(cwd, location)
  if (!folder) return undefined
  const {openResultCache} = await import('../check/result-cache.ts')
  const results = openResultCache(folder)
  const before = fullBases(settings, bare)
  return {
    find: (file) => {
      const absolute = path.resolve(cwd, file)
      const basis = before(absolute)
      if (basis === undefined) return undefined
      const kept = unlessUnreadable(() =>
        results.find(
          `${cwd}\0${absolute}`,
          () => keyOf(basis, hashOfDocument(file)),
          (looks) => areAsBefore(looks, absolute, repositoryRoot(path.dirname(absolute), cwd))
        )
      )
      return kept && {...kept, report: {...kept.report, path: file}}
    },
    save: (checked) => {
      const after = fullBases(settings)
      for (const {report, textHash: hash, looks} of checked) {
        const absolute = path.resolve(cwd, report.path)
        const basis = before(absolute)
        // If something that the result depends on has changed in the meantime, it is not clear what was checked.
        if (hash !== undefined && basis !== undefined && basis === after(absolute))
          results.add(`${cwd}\0${absolute}`, keyOf(basis, hash), looks, report)
      }
      results.save()
    }
  }
}

function keyOf(basis: string, hash: string): string {
  return textHash(`${basis}\0${hash}`)
}

/**
 * Everything that the findings in a file depend on, besides its text and its links, at the time of the first call: what it is
 * checked with, and the program. The name of the bundle that contains this code has a hash of its content, so that another
 * build of the same version does not use results of this one.
 */
function fullBases(settings: CheckSettings, bare?: ReadonlySet<string>): (file: string) => string | undefined {
  const program = [
    version,
    installedPackages(),
    path.basename(import.meta.url),
    process.version,
    process.platform,
    process.arch,
    settings.parser
  ].join('\0')
  const basisOf = unlessUnreadable(() => basisFinder({rules, ...settings, ...(bare && {bare})}))
  const bases = new Map<string, string | undefined>()
  return (file) => {
    if (!bases.has(file))
      bases.set(
        file,
        unlessUnreadable(() => basisOf && `${program}\0${basisOf(file)}`)
      )
    return bases.get(file)
  }
}

/** What cannot be read is not in the cache; the check reports it later. */
function unlessUnreadable<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
