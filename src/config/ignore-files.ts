import {lstatSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {ConfigurationError} from './configuration-error.ts'
import {type Matcher, globMatcher} from './glob.ts'
import {isWithin, repositoryRoot} from './repository-root.ts'
import {shownPath} from './shown-path.ts'

/** A pattern of a file such as `.gitignore`. */
interface IgnorePattern {
  /** Whether it negates the patterns before it. */
  readonly isNegated: boolean
  readonly isForFolders: boolean
  /** Whether it matches a path relative to the folder of its file; otherwise it matches a name anywhere. */
  readonly isPath: boolean
  readonly matches: Matcher
}

/** The patterns of one file, with the folder that they apply to. */
interface IgnoreFile {
  readonly folder: string
  readonly patterns: readonly IgnorePattern[]
}

/** With more patterns than this in one file, matching many documents would take too long. */
const mostPatterns = 5000

/** The most bytes of a file of patterns. */
const largestFile = 500_000

/** Whether something is ignored. */
export interface IgnoreFiles {
  /**
   * By `.gitignore` in the folder and in those above it in the repository, as git ignores untracked files.
   *
   * @param file An absolute path in a folder that is not ignored.
   */
  isIgnoredByGit(file: string, isFolder: boolean): boolean
  /**
   * By the nearest `.remarkignore`, as remark does.
   *
   * @param file An absolute path.
   */
  isIgnoredByRemark(file: string, isFolder: boolean): boolean
}

/**
 * The patterns in the files of a repository. Each file is read once; a symbolic link is not followed, as in git.
 *
 * @param cwd The current folder, which counts as a repository if there is none.
 * @throws {ConfigurationError} From its functions, for a file that cannot be read, is too large or has too many patterns.
 */
export function ignoreFiles(cwd: string): IgnoreFiles {
  const chains = new Map<string, readonly IgnoreFile[]>()
  const chainFor = (folder: string): readonly IgnoreFile[] => {
    const known = chains.get(folder)
    if (known) return known
    const above = folder === repositoryRoot(folder, cwd) ? [] : chainFor(path.dirname(folder))
    const own = read(path.join(folder, '.gitignore'))
    const chain = own.length > 0 ? [{folder, patterns: own}, ...above] : above
    chains.set(folder, chain)
    return chain
  }
  const nearest = new Map<string, IgnoreFile | undefined>()
  const nearestFor = (folder: string): IgnoreFile | undefined => {
    if (nearest.has(folder)) return nearest.get(folder)
    const own = read(path.join(folder, '.remarkignore'))
    const found =
      own.length > 0
        ? {folder, patterns: own}
        : folder === repositoryRoot(folder, cwd)
          ? undefined
          : nearestFor(path.dirname(folder))
    nearest.set(folder, found)
    return found
  }
  return {
    isIgnoredByGit: (file, isFolder) => {
      for (const each of chainFor(path.dirname(file))) {
        const pattern = lastMatch(each, file, isFolder)
        if (pattern) return !pattern.isNegated
      }
      return false
    },
    isIgnoredByRemark: (file, isFolder) => {
      const by = nearestFor(path.dirname(file))
      return by !== undefined && isIgnoredWithFoldersAbove(by, file, isFolder)
    }
  }
}

/** Nothing below an ignored folder can be included again. */
function isIgnoredWithFoldersAbove(by: IgnoreFile, file: string, isFolder: boolean): boolean {
  const open: string[] = []
  for (let at = file; at !== by.folder && isWithin(at, by.folder); at = path.dirname(at)) open.push(at)
  return open.some((at) => lastMatch(by, at, at !== file || isFolder)?.isNegated === false)
}

function lastMatch({folder, patterns}: IgnoreFile, file: string, isFolder: boolean): IgnorePattern | undefined {
  const relative = path.relative(folder, file).replaceAll(path.sep, '/')
  const name = path.basename(file)
  return patterns.findLast(
    ({isForFolders, isPath, matches}) => (isFolder || !isForFolders) && matches(isPath ? relative : name)
  )
}

function read(file: string): readonly IgnorePattern[] {
  const stats = lstatSync(file, {throwIfNoEntry: false})
  if (!stats?.isFile()) return []
  const refuse = (reason: string) =>
    new ConfigurationError(reason, {source: {name: shownPath(file, process.cwd())}, keys: []})
  if (stats.size > largestFile) throw refuse(`Unexpected size, expected at most ${largestFile} bytes`)
  const patterns = textOf(file, refuse)
    .split('\n')
    .flatMap((line) => patternOf(line.replace(/\r$/, '')))
  if (patterns.length > mostPatterns) throw refuse(`Unexpected number of patterns, expected at most ${mostPatterns}`)
  return patterns
}

function textOf(file: string, refuse: (reason: string) => ConfigurationError): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    throw refuse(`Unreadable file, expected permission to read it: ${(error as NodeJS.ErrnoException).code}`)
  }
}

/** The pattern of a line (https://git-scm.com/docs/gitignore); none for a comment, or for what no file can match. */
function patternOf(line: string): readonly IgnorePattern[] {
  const written = withoutSpacesBehind(line)
  if (written === '' || written.startsWith('#')) return []
  const isNegated = written.startsWith('!')
  const whole = isNegated ? written.slice(1) : written
  const isForFolders = whole.endsWith('/')
  const pattern = isForFolders ? whole.slice(0, -1) : whole
  // No path has `.` or `..` as a part.
  if (pattern === '' || pattern.split('/').some((segment) => segment === '.' || segment === '..')) return []
  try {
    return [
      {
        isNegated,
        isForFolders,
        isPath: pattern.includes('/'),
        matches: globMatcher(globFor(pattern.replace(/^\//, '')))
      }
    ]
  } catch {
    return []
  }
}

/** A space at the end counts only if a backslash precedes it. */
function withoutSpacesBehind(line: string): string {
  let end = line.length
  while (line[end - 1] === ' ') end -= 1
  let escapes = 0
  while (line[end - 1 - escapes] === '\\') escapes += 1
  return line.slice(0, escapes % 2 === 1 ? end + 1 : end)
}

/** Translate a pattern into a glob, in which more characters are special, `!` does not negate a class, and `a/**` matches `a` as well. */
function globFor(pattern: string): string {
  const segments = pattern
    .split('/')
    .map((segment) =>
      segment === '**' ? segment : segment.replaceAll(/\\[^]|\[[!^]|\*+|[(){}|+@!"$^]/g, (signs) => inGlob(signs))
    )
  const all = segments.at(-1) === '**' && segments.length > 1 ? [...segments, '*'] : segments
  return all.filter((segment, index) => segment !== '**' || all[index - 1] !== '**').join('/')
}

function inGlob(signs: string): string {
  if (signs.startsWith('*')) return '*'
  if (signs.startsWith('[')) return '[^'
  const sign = signs.replace(/^\\/, '')
  return /\w/.test(sign) ? sign : `\\${sign}`
}
