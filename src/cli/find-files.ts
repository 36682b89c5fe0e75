import {lstatSync, readdir, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import type {FileSystemAdapter} from 'tinyglobby'
import {UsageError} from '../check/failure.ts'
import {isWithin, repositoryRoot} from '../config/repository-root.ts'

const markdown = '**/*.{md,markdown}'
// `.#guide.md` is the lock of an editor, a symbolic link to nowhere.
const ignore = ['**/node_modules/**', '**/.git/**', '**/.#*']

/**
 * Find the files that arguments stand for: a file as it is named, a folder for all Markdown below it, a glob for what
 * it matches. Folders and globs leave out what a symbolic link fetches from outside the repository, since findings
 * print lines of it, and a pull request can bring such a link.
 *
 * @param skipped A file that is left out where nobody named it: the template.
 * @returns Paths relative to the current folder, with slashes, sorted, each once.
 * @throws {UsageError} Where an argument stands for nothing.
 * @throws {NodeJS.ErrnoException} Where a folder cannot be listed.
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
  if (failures[0]) throw failures[0]
  const isInside = insideFinder()
  const inside = files.filter((file) => isInside(path.resolve(file)))
  const outside = files.length - inside.length
  if (outside > 0) process.stderr.write(`${outside === 1 ? 'A symbolic link leads' : `${outside} symbolic links lead`} out of the repository, and ${outside === 1 ? 'is' : 'are'} not checked unless named\n`)
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

/** Whether a file, all links followed, stands in the repository in which its path is; each folder is looked up once. */
function insideFinder(): (file: string) => boolean {
  const cwd = process.cwd()
  const folders = new Map<string, {readonly real: string; readonly root: string}>()
  const lookUp = (folder: string) => {
    const known = folders.get(folder) ?? {real: realpathSync(folder), root: realpathSync(repositoryRoot(folder, cwd))}
    folders.set(folder, known)
    return known
  }
  return (file) => {
    const {real, root} = lookUp(path.dirname(file))
    if (!isWithin(real, root)) return false
    if (!lstatSync(file).isSymbolicLink()) return true
    const target = targetOf(file)
    return target === undefined || isWithin(target, root)
  }
}

/** Where a link ends; undefined where it does not, which is for whoever reads it to report. */
function targetOf(link: string): string | undefined {
  try {
    return realpathSync(link)
  } catch {
    return undefined
  }
}

/** Hooks name files by their absolute paths; where they are below the current folder, people and CI want the rest. */
function shown(file: string): string {
  const relative = path.relative('', file)
  const isOutside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)
  return (path.isAbsolute(file) && isOutside ? path.normalize(file) : relative).replaceAll(path.sep, '/')
}
