import {type Dirent, lstatSync, readdirSync, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import type {FileSystemAdapter} from 'tinyglobby'
import {UsageError, explainFailure} from '../check/failure.ts'
import {startsConfiguration} from '../config/find-configuration.ts'
import {isWithin, repositoryRoot} from '../config/repository-root.ts'

const markdown = '**/*.{md,markdown}'
// `.#guide.md` is the lock of an editor, a symbolic link to nowhere.
const ignore = ['**/node_modules/**', '**/.git/**', '**/.#*']

/**
 * Find the files that arguments stand for: a file as it is named, a folder for all Markdown below it, a glob for what
 * it matches. Folders and globs follow no symbolic link out of the repository, since findings print lines of what they
 * find, and a pull request can bring such a link; they stand for no linked files at all, which are checked where they are.
 *
 * @param skipped A file that is left out where nobody named it: the template.
 * @param bare Gets the folders that are listed and have no configuration in them.
 * @returns Paths relative to the current folder, with slashes, sorted, each once.
 * @throws {UsageError} Where an argument stands for nothing, or a folder cannot be listed.
 */
export async function findFiles(inputs: readonly string[], skipped: string | undefined, bare: Set<string>): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const input of inputs) {
    const files = await filesOf(input, bare)
    const own = files.filter((file) => skipped === undefined || file === input || path.resolve(file) !== path.resolve(skipped))
    if (own.length === 0) throw new UsageError(`No Markdown file found for ${input}`)
    for (const file of own) found.add(shown(file))
  }
  return [...found].toSorted((a, b) => (a < b ? -1 : 1))
}

async function filesOf(input: string, bare: Set<string>): Promise<readonly string[]> {
  const stats = statSync(input, {throwIfNoEntry: false})
  if (stats && !stats.isDirectory()) return [input]
  const {globSync, isDynamicPattern} = await import('tinyglobby')
  if (!stats && !isDynamicPattern(input)) throw new UsageError(`${input}: no such file`)
  const failures: NodeJS.ErrnoException[] = []
  const options = {ignore, dot: true, followSymbolicLinks: false, expandDirectories: false, fs: listing((failure) => failures.push(failure), bare)}
  const files = stats
    ? globSync(markdown, {...options, cwd: input}).map((file) => path.join(input, file))
    : globSync(input.replaceAll('\\', '/'), options)
  const [failure] = failures
  if (failure) throw new UsageError(explainFailure(failure, shown(failure.path ?? input)))
  const isInside = insideFinder()
  const inside = files.filter((file) => isInside(path.dirname(path.resolve(file))))
  if (files.length > 0 && inside.length === 0) throw new UsageError(`${input} leads out of the repository by a symbolic link, expected what it leads to`)
  return inside
}

/** The file system, which lists folders as ever, but does not keep to itself where it could not, and what it did not see there. */
function listing(onFailure: (failure: NodeJS.ErrnoException) => void, bare: Set<string>): FileSystemAdapter {
  const list = (folder: string): readonly Dirent[] => {
    try {
      // One folder after the other: threads for thousands of small ones cost more than they save.
      const entries = readdirSync(folder, {withFileTypes: true})
      if (!entries.some(({name}) => startsConfiguration(name))) bare.add(path.resolve(folder))
      return entries
    } catch (error) {
      onFailure(error as NodeJS.ErrnoException)
      return []
    }
  }
  return {readdirSync: list as unknown as typeof readdirSync}
}

/** Whether a folder, all links followed, stands in the repository in which its path is; each is looked up once. */
function insideFinder(): (folder: string) => boolean {
  const cwd = process.cwd()
  const known = new Map<string, boolean>()
  const realPaths = new Map<string, string>()
  const realPathOf = (folder: string): string => {
    const real = realPaths.get(folder) ?? followed(folder)
    realPaths.set(folder, real)
    return real
  }
  // Of folders side by side, the path to them is followed once.
  const followed = (folder: string): string => {
    const above = path.dirname(folder)
    return above === folder || lstatSync(folder).isSymbolicLink() ? realpathSync(folder) : path.join(realPathOf(above), path.basename(folder))
  }
  return (folder) => {
    const isInside = known.get(folder) ?? isWithin(realPathOf(folder), realPathOf(repositoryRoot(folder, cwd)))
    known.set(folder, isInside)
    return isInside
  }
}

/** Hooks name files by their absolute paths; where they are below the current folder, people and CI want the rest. */
function shown(file: string): string {
  const relative = path.relative('', file)
  const isOutside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)
  return (path.isAbsolute(file) && isOutside ? path.normalize(file) : relative).replaceAll(path.sep, '/')
}
