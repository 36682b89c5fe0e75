import {lstatSync, mkdirSync} from 'node:fs'
import path from 'node:path'
import {realPathOf, repositoryRoot} from '../config/repository-root.ts'
import {textHash} from '../text-hash.ts'
import {UsageError} from './failure.ts'
import {createPrivateFile, makePrivateFolder, readPrivateFile} from './private-file.ts'

/** Where the results of one repository are kept. */
export interface CacheFolder {
  readonly folder: string
  /** Seals the results, so that nobody else can forge them. */
  readonly secret: Uint8Array
  /** The real path of the repository: results of one repository are not used for another. */
  readonly repository: string
}

const secretLength = 32

/**
 * Open the folder for the repository that the current folder is in: below the location that was named, else below
 * the user's cache folder.
 *
 * @returns Undefined if there can be no cache; the files are then checked again each time.
 * @throws {UsageError} If a checkout could write to the location that was named, or if that is not a folder.
 */
export async function openCacheFolder(cwd: string, named: string | undefined): Promise<CacheFolder | undefined> {
  const location = named === undefined ? await usersLocation() : path.resolve(cwd, named)
  if (location === undefined) return undefined
  const real = path.join(realPathOf(path.dirname(location)), path.basename(location))
  if ([location, real, realPathOf(location)].some((each) => isInRepository(each, cwd))) {
    if (named === undefined) return undefined
    throw new UsageError(
      `Unusable cache location ${named}, expected a folder outside the current one and outside all repositories`
    )
  }
  if (named !== undefined && lstatSync(real, {throwIfNoEntry: false})?.isDirectory() === false)
    throw new UsageError(`Unusable cache location ${named}, expected a folder, not a link`)
  const repository = realPathOf(repositoryRoot(cwd, cwd))
  const folder = path.join(real, textHash(repository).slice(0, 32))
  if (!makeLocation(real) || !makePrivateFolder(folder)) return undefined
  const secret = secretIn(real)
  return secret && {folder, secret, repository}
}

/** Undefined if the user has no home folder, or none with an absolute path. */
async function usersLocation(): Promise<string | undefined> {
  try {
    const {default: envPaths} = await import('env-paths')
    const {cache} = envPaths('guidelint', {suffix: ''})
    return path.isAbsolute(cache) ? cache : undefined
  } catch {
    return undefined
  }
}

/** Whether a location is in a repository, where files of a checkout could be taken for results. */
function isInRepository(location: string, cwd: string): boolean {
  const inside = path.join(location, 'results')
  return repositoryRoot(inside, cwd) !== inside
}

function makeLocation(folder: string): boolean {
  try {
    mkdirSync(path.dirname(folder), {recursive: true, mode: 0o700})
    return makePrivateFolder(folder)
  } catch {
    return false
  }
}

/** The user's secret, generated when it is first needed; undefined if it cannot be trusted. */
function secretIn(location: string): Uint8Array | undefined {
  const file = path.join(location, 'secret')
  const read = () => {
    const secret = readPrivateFile(file, secretLength)
    return secret?.length === secretLength ? secret : undefined
  }
  const known = read()
  if (known) return known
  try {
    createPrivateFile(file, process.getBuiltinModule('node:crypto').randomBytes(secretLength))
  } catch {
    // Another process was faster, or the secret cannot be written.
  }
  return read()
}
