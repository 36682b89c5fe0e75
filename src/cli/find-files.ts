import {readdir, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import type {FileSystemAdapter} from 'tinyglobby'
import {UsageError, explainFailure} from '../check/failure.ts'
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
 * @returns Paths relative to the current folder, with slashes, sorted, each once.
 * @throws {UsageError} Where an argument stands for nothing, or a folder cannot be listed.
 */
export async function findFiles(inputs: readonly string[], skipped: string | undefined): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const input of inputs) {
    const files = await filesOf(input)
    const own = files.filter((file) => skipped === undefined || file === input || path.resolve(file) !== path.resolve(skipped))
    if (own.length === 0) throw new UsageError(`No Markdown file found for ${input}`)
    for (const file of own) found.add(shown(file))
  }
  return [...found].toSorted((a, b) => (a < b ? -1 : 1))
}

async function filesOf(input: string): Promise<readonly string[]> {
  const stats = statSync(input, {throwIfNoEntry: false})
  if (stats && !stats.isDirectory()) return [input]
  const {glob, isDynamicPattern} = await import('tinyglobby')
  if (!stats && !isDynamicPattern(input)) throw new UsageError(`${input}: no such file`)
  const failures: NodeJS.ErrnoException[] = []
  const options = {ignore, dot: true, followSymbolicLinks: false, expandDirectories: false, fs: listing((failure) => failures.push(failure))}
  const files = stats
    ? (await glob(markdown, {...options, cwd: input})).map((file) => path.join(input, file))
    : await glob(input.replaceAll('\\', '/'), options)
  const [failure] = failures
  if (failure) throw new UsageError(explainFailure(failure, shown(failure.path ?? input)))
  const isInside = insideFinder()
  const inside = files.filter((file) => isInside(path.dirname(path.resolve(file))))
  if (files.length > 0 && inside.length === 0) throw new UsageError(`${input} leads out of the repository by a symbolic link, expected what it leads to`)
  return inside
}

/** The file system, which lists folders as ever, but does not keep to itself where it could not. */
function listing(onFailure: (failure: NodeJS.ErrnoException) => void): FileSystemAdapter {
  const list = (folder: string, options: {withFileTypes: true}, done: (error: NodeJS.ErrnoException | null, entries: unknown) => void) =>
    readdir(folder, options, (error, entries) => {
      if (error) onFailure(error)
      done(error, entries)
    })
  return {readdir: list as unknown as typeof readdir}
}

/** Whether a folder, all links followed, stands in the repository in which its path is; each is looked up once. */
function insideFinder(): (folder: string) => boolean {
  const cwd = process.cwd()
  const known = new Map<string, boolean>()
  return (folder) => {
    const isInside = known.get(folder) ?? isWithin(realpathSync(folder), realpathSync(repositoryRoot(folder, cwd)))
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
