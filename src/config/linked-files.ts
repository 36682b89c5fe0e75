import {type Stats, existsSync, lstatSync, readFileSync, readdirSync, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import type {Root} from 'mdast'
import type {LinkedFile, LinkedFiles, Look} from '../markdown/linked-files.ts'
import {anchorsOf} from '../markdown/anchors.ts'
import {readDocument} from '../markdown/read-document.ts'
import type {Parse} from '../markdown/parse.ts'
import {type NearestFinder, nearest as nearestName, nearestFinder} from '../nearest-name.ts'
import {textHash} from '../text-hash.ts'
import {isWithin, realPathOf} from './repository-root.ts'

/** Site generators serve these in the place of `guide`, `guide/` and `guide.html`. */
const sources = ['.md', '.markdown', '.mdx']
const stands = [...sources, '/index.md', '/README.md']

/** Markdown of more bytes than this is not parsed for its anchors; every fragment in a link to it counts as right. */
const largestFile = 5_000_000

/** More names than this in a folder are not compared. */
const longestFolder = 5000

/**
 * The files that a document's links lead to, looked up on disk when a rule asks.
 *
 * @param file The document's absolute path.
 * @param root The folder that no lookup leaves, after symbolic links are resolved.
 * @param parse The parser, for their anchors.
 */
export function linkedFilesOf(file: string, root: string, parse: Parse): LinkedFiles {
  const names = new Map<string, readonly string[]>()
  const namesIn = (folder: string) => {
    const known = names.get(folder) ?? listed(folder, root)
    names.set(folder, known)
    return known
  }
  const surroundings = {file, root, parse, isInside: insideFinder(root), namesIn, nearest: nearestFinder()}
  const targets = new Map<string, Target>()
  const read = new Set<string>()
  return {
    resolve: (link) => {
      const target = targets.get(link) ?? resolve(link, surroundings)
      targets.set(link, target)
      if (target.type !== 'markdown') return target
      const anchors = () => {
        read.add(link)
        return target.anchors()
      }
      return {type: 'markdown', anchors}
    },
    looks: () => Array.from(targets, ([link, target]) => ({path: link, seen: inWords(target, read.has(link))}))
  }
}

/**
 * Whether everything that a document's links lead to is unchanged.
 *
 * @param file The document's absolute path.
 * @param root The folder that no lookup leaves, after symbolic links are resolved.
 */
export function areAsBefore(looks: readonly Look[], file: string, root: string): boolean {
  const surroundings = {
    file,
    root,
    parse: (): Root => ({type: 'root', children: []}),
    isInside: insideFinder(root),
    namesIn: (folder: string) => listed(folder, root),
    nearest: nearestFinder()
  }
  return looks.every(
    ({path: link, seen}) => inWords(resolve(link, surroundings), seen.startsWith('markdown ')) === seen
  )
}

/** What a link leads to, as far as it can change a finding. */
type Target =
  | Exclude<LinkedFile, {readonly type: 'markdown'}>
  | (Extract<LinkedFile, {readonly type: 'markdown'}> & {contentHash(): string})

function inWords(target: Target, isRead: boolean): string {
  if (target.type === 'missing') return `missing ${target.nearest ?? ''}`
  return target.type === 'markdown' && isRead ? `markdown ${target.contentHash()}` : target.type
}

interface Surroundings {
  readonly file: string
  readonly root: string
  readonly parse: Parse
  /** Whether a file that exists is within the root, after symbolic links are resolved. */
  readonly isInside: (file: string) => boolean
  readonly namesIn: (folder: string) => readonly string[]
  readonly nearest: NearestFinder
}

function insideFinder(root: string): (file: string) => boolean {
  const folders = new Map<string, string>()
  // The path to a folder is resolved once for all files in it.
  const followed = (folder: string) => {
    const real = folders.get(folder) ?? realpathSync(folder)
    folders.set(folder, real)
    return real
  }
  return (file) =>
    isWithin(
      lstatSync(file).isSymbolicLink()
        ? realpathSync(file)
        : path.join(followed(path.dirname(file)), path.basename(file)),
      followed(root)
    )
}

function resolve(link: string, surroundings: Surroundings): Target {
  const {file, root} = surroundings
  const target = path.resolve(path.dirname(file), link)
  if (link.includes('\0') || !isWithin(target, root)) return {type: 'outside'}
  if (target === file) return {type: 'document itself'}
  // Whether a file exists outside of the repository must not show.
  return found(target, surroundings) ?? (leadsOut(target, root) ? {type: 'outside'} : missing(link, surroundings))
}

/** The first file at a path, or else the folder. */
function found(target: string, surroundings: Surroundings): Target | undefined {
  const {isInside, parse} = surroundings
  let folder: Target | undefined
  for (const candidate of candidatesFor(target)) {
    const stats = statsOf(candidate)
    if (stats === 'unknown') return {type: 'outside'}
    if (stats && !isInside(candidate)) return {type: 'outside'}
    if (stats?.isDirectory()) folder ??= shownFor(candidate, surroundings)
    else if (stats) return present(candidate, stats, parse)
  }
  return folder
}

/** A link to a missing file, with the link that was probably meant: the nearest name in place of its first missing part, if the whole path then exists. */
function missing(link: string, surroundings: Surroundings): Target {
  const {file, namesIn, nearest, root} = surroundings
  const parts = link.split('/')
  const targetOf = (some: readonly string[]) => path.resolve(path.dirname(file), some.join('/'))
  const last = parts.findLastIndex((part) => part !== '')
  const folder = parts.findIndex((_, index) => index < last && !statsOf(targetOf(parts.slice(0, index + 1))))
  const at = folder < 0 ? last : folder
  const wrong = parts[at] ?? ''
  const near = nearest(wrong, namesIn(targetOf(parts.slice(0, at))))
  if (near === undefined || !haveLikeStems(wrong, near)) return {type: 'missing'}
  const meant = parts.with(at, near)
  const target = targetOf(meant)
  const isThere = target !== file && isWithin(target, root) && isShown(found(target, surroundings))
  return {type: 'missing', ...(isThere && {nearest: meant.join('/')})}
}

/** Whether the folder of a path that does not exist is outside, after all symbolic links are resolved. */
function leadsOut(file: string, root: string): boolean {
  return !isWithin(realPathOf(path.dirname(file)), realPathOf(root))
}

function isShown(target: Target | undefined): boolean {
  return target?.type === 'markdown' || target?.type === 'present'
}

/** Whether two names are also near without their extensions: `ci.md` and `api.md` are not. */
function haveLikeStems(one: string, other: string): boolean {
  const [stem, otherStem] = [one, other].map((name) => path.parse(name).name.toLowerCase()) as [string, string]
  return (
    stem === otherStem ||
    (nearestName(stem, [otherStem]) !== undefined && !goesOn(stem, otherStem) && !exchangesWord(stem, otherStem))
  )
}

/** Whether one of two names of as many words has another word in the place of one of the other's: `wind-power` for `wood-power`. */
function exchangesWord(one: string, other: string): boolean {
  const [words, others] = [one, other].map((name) => name.split(/[-_. ]+/)) as [string[], string[]]
  return (
    words.length === others.length &&
    words.some((word, index) => {
      const their = others[index] ?? ''
      return word !== their && nearestName(word, [their]) === undefined
    })
  )
}

/** Whether one of two names is the other with more than a slip before or after it: `docs_adr_0004-use` for `0004-use`. */
function goesOn(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return long.length > short.length + longestSlip && (long.startsWith(short) || long.endsWith(short))
}

const longestSlip = 2

/** Everything that a path may refer to, the path itself first. */
function candidatesFor(target: string): readonly string[] {
  const bare = target.endsWith('.html') ? target.slice(0, -'.html'.length) : undefined
  return [
    target,
    ...stands.map((ending) => target + ending),
    ...(bare === undefined ? [] : sources.map((ending) => bare + ending))
  ]
}

/**
 * Whether the path of a link leads to a certain file.
 *
 * @param file The absolute path of the document that has the link.
 * @param target An absolute path.
 */
export function leadsTo(link: string, file: string, target: string): boolean {
  const candidates = candidatesFor(path.resolve(path.dirname(file), link))
  return candidates.includes(target) && candidates.find((candidate) => isFile(candidate)) === target
}

function isFile(candidate: string): boolean {
  const stats = statsOf(candidate)
  return stats !== undefined && stats !== 'unknown' && stats.isFile()
}

/** What readers see for a folder: its README or index. A folder without one has no anchors. */
function shownFor(folder: string, {isInside, parse, namesIn}: Surroundings): Target {
  const names = namesIn(folder)
  const page = names.find((name) => /^(?:readme|index)\.(?:md|markdown)$/i.test(name))
  if (page === undefined) {
    const isKnown = names.length > 0 && !names.some((name) => /^_?(?:readme|index)\b/i.test(name))
    return isKnown ? {type: 'markdown', contentHash: () => 'folder', anchors: () => new Set()} : {type: 'present'}
  }
  const stats = statsOf(path.join(folder, page))
  return stats && stats !== 'unknown' && isInside(path.join(folder, page))
    ? present(path.join(folder, page), stats, parse)
    : {type: 'present'}
}

function statsOf(file: string): Stats | 'unknown' | undefined {
  try {
    return statSync(file, {throwIfNoEntry: false})
  } catch (error) {
    return ['ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '') ? undefined : 'unknown'
  }
}

function present(file: string, stats: Stats, parse: Parse): Target {
  if (!stats.isFile() || stats.size > largestFile || !/\.(?:md|markdown)$/i.test(file)) return {type: 'present'}
  return {
    type: 'markdown',
    contentHash: () => contentOf(file, stats).hash,
    anchors: () => contentOf(file, stats).anchors(parse)
  }
}

interface Content {
  readonly size: number
  readonly modified: number
  readonly hash: string
  readonly anchors: (parse: Parse) => ReadonlySet<string> | undefined
}

const contents = new Map<string, Content>()

/** Kept for the life of the process, until the file changes on disk: the hash of its text and, once asked for, its anchors. */
function contentOf(file: string, {size, mtimeMs: modified}: Stats): Content {
  const known = contents.get(file)
  if (known && known.size === size && known.modified === modified) return known
  let anchors: {readonly found: ReadonlySet<string> | undefined} | undefined
  const content = {
    size,
    modified,
    hash: textHash(readText(file) ?? ''),
    anchors: (parse: Parse) => (anchors ??= {found: readAnchors(file, parse)}).found
  }
  contents.set(file, content)
  return content
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function readAnchors(file: string, parse: Parse): ReadonlySet<string> | undefined {
  try {
    const text = readText(file)
    return text === undefined ? undefined : anchorsOf(readDocument(parse(text), text))
  } catch {
    return undefined
  }
}

/** The names in a folder, without broken symbolic links; none if the folder is outside the repository, or has too many names to compare. */
function listed(folder: string, root: string): readonly string[] {
  try {
    if (!isWithin(realpathSync(folder), realpathSync(root))) return []
    const {mtimeMs: modified} = statSync(folder)
    const known = listings.get(folder)
    if (known?.modified === modified) return known.names
    const all = readdirSync(folder, {withFileTypes: true})
    const names =
      all.length > longestFolder
        ? []
        : all
            .filter((entry) => !entry.isSymbolicLink() || existsSync(path.join(folder, entry.name)))
            .map(({name}) => name)
    listings.set(folder, {modified, names})
    return names
  } catch {
    return []
  }
}

/** Kept for the life of the process, until a name is added or removed. */
const listings = new Map<string, {readonly modified: number; readonly names: readonly string[]}>()
