import {statSync} from 'node:fs'
import path from 'node:path'
import {UsageError} from '../check/failure.ts'

const markdown = '**/*.{md,markdown}'
const ignore = ['**/node_modules/**', '**/.git/**']

/**
 * Find the files that arguments stand for: a file as it is named, a folder for all Markdown below it, a glob for what
 * it matches.
 *
 * @param skipped A file that is left out where nobody named it: the template.
 * @returns Paths relative to the current folder, with slashes, sorted, each once.
 * @throws {UsageError} Where an argument stands for nothing.
 */
export async function findFiles(inputs: readonly string[], skipped: string | undefined): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const input of inputs) {
    const files = await filesOf(input, skipped)
    if (files.length === 0) throw new UsageError(`No Markdown file found for ${input}`)
    for (const file of files) found.add(shown(file))
  }
  return [...found].toSorted((a, b) => (a < b ? -1 : 1))
}

async function filesOf(input: string, skipped: string | undefined): Promise<readonly string[]> {
  const stats = statSync(input, {throwIfNoEntry: false})
  if (stats && !stats.isDirectory()) return [input]
  const {glob, isDynamicPattern} = await import('tinyglobby')
  if (!stats && !isDynamicPattern(input)) throw new UsageError(`${input}: no such file`)
  const options = {ignore, dot: true, followSymbolicLinks: false, expandDirectories: false}
  const files = stats
    ? (await glob(markdown, {...options, cwd: input})).map((file) => path.join(input, file))
    : await glob(input.replaceAll('\\', '/'), options)
  return files.filter((file) => skipped === undefined || path.resolve(file) !== path.resolve(skipped))
}

/** Hooks name files by their absolute paths; where they are below the current folder, people and CI want the rest. */
function shown(file: string): string {
  const relative = path.relative('', file)
  const isOutside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)
  return (path.isAbsolute(file) && isOutside ? path.normalize(file) : relative).replaceAll(path.sep, '/')
}
