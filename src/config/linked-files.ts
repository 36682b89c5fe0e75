import {type Stats, readFileSync, readdirSync, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import type {LinkedFile, LinkedFiles} from '../analysis.ts'
import {anchorsOf} from '../markdown/anchors.ts'
import {readDocument} from '../markdown/document.ts'
import type {Parse} from '../markdown/parse.ts'
import {nearest} from '../nearest.ts'
import {isWithin} from './repository-root.ts'

/** Site generators serve these in the place of `guide`, `guide/` and `guide.html`. */
const stands = ['.md', '.markdown', '.mdx', '/index.md', '/README.md']

/** Markdown larger than this is not parsed for its anchors; a fragment into it is taken as right. */
const largestFile = 5_000_000

/** More names than this in a folder are not compared. */
const longestFolder = 5000

/**
 * The files that a document's links lead to, looked up on disk when a rule asks.
 *
 * @param file The document's absolute path.
 * @param root The folder that is never left, symbolic links followed.
 * @param parse The parser, for their anchors.
 */
export function linkedFilesOf(file: string, root: string, parse: Parse): LinkedFiles {
  const names = new Map<string, readonly string[]>()
  const namesIn = (folder: string) => {
    const known = names.get(folder) ?? listed(folder, root)
    names.set(folder, known)
    return known
  }
  return {resolve: (link) => resolve(link, {file, root, parse, namesIn})}
}

interface Surroundings {
  readonly file: string
  readonly root: string
  readonly parse: Parse
  readonly namesIn: (folder: string) => readonly string[]
}

function resolve(link: string, {file, root, parse, namesIn}: Surroundings): LinkedFile {
  const target = path.resolve(path.dirname(file), link)
  if (link.includes('\0') || !isWithin(target, root)) return {type: 'outside'}
  if (target === file) return {type: 'document itself'}
  const candidates = [target, ...stands.map((ending) => target + ending), ...(target.endsWith('.html') ? [`${target.slice(0, -5)}.md`] : [])]
  for (const candidate of candidates) {
    const stats = statsOf(candidate)
    if (stats === 'unknown') return {type: 'outside'}
    if (stats) return isWithin(realpathSync(candidate), realpathSync(root)) ? present(candidate, stats, parse) : {type: 'outside'}
  }
  const meant = nearest(path.basename(target), namesIn(path.dirname(target)))
  return {type: 'missing', ...(meant !== undefined && {nearest: link.slice(0, link.length - path.basename(link).length) + meant})}
}

function statsOf(file: string): Stats | 'unknown' | undefined {
  try {
    return statSync(file)
  } catch (error) {
    return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '') ? undefined : 'unknown'
  }
}

function present(file: string, stats: Stats, parse: Parse): LinkedFile {
  if (!stats.isFile() || stats.size > largestFile || !/\.(?:md|markdown)$/i.test(file)) return {type: 'present'}
  return {type: 'markdown', anchors: () => anchorsIn(file, stats, parse)}
}

const known = new Map<string, {size: number; modified: number; anchors: ReadonlySet<string> | undefined}>()

/** Kept for the life of the process, until the file changes on disk. */
function anchorsIn(file: string, {size, mtimeMs: modified}: Stats, parse: Parse): ReadonlySet<string> | undefined {
  const entry = known.get(file)
  if (entry && entry.size === size && entry.modified === modified) return entry.anchors
  const anchors = readAnchors(file, parse)
  known.set(file, {size, modified, anchors})
  return anchors
}

function readAnchors(file: string, parse: Parse): ReadonlySet<string> | undefined {
  try {
    const source = readFileSync(file, 'utf8')
    return anchorsOf(readDocument(parse(source), source))
  } catch {
    return undefined
  }
}

/** The names in a folder; none where it leads out of the repository, or where there are too many to compare. */
function listed(folder: string, root: string): readonly string[] {
  try {
    if (!isWithin(realpathSync(folder), realpathSync(root))) return []
    const names = readdirSync(folder)
    return names.length > longestFolder ? [] : names
  } catch {
    return []
  }
}
