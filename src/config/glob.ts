import {createRequire} from 'node:module'
import path from 'node:path'
import picomatch from 'picomatch'
import type {RE2JS} from 're2js'

/** Whether a glob matches a file, given by its path relative to the folder of the glob, with slashes. */
export type Matcher = (file: string) => boolean

const matchers = new Map<string, Matcher>()

/**
 * Compile a glob that matches in bounded time. picomatch turns it into a regular expression. If the glob has parentheses,
 * several braces or more than two runs of stars, RE2 runs the expression; the others hardly backtrack, and do not need RE2 to be loaded.
 *
 * @throws {SyntaxError} For a glob that RE2 cannot match, such as `!(name)`, or that is too long.
 */
export function globMatcher(glob: string): Matcher {
  const known = matchers.get(glob)
  if (known) return known
  if (glob.length > longestGlob) throw new SyntaxError('too long')
  const matcher = compile(glob)
  matchers.set(glob, matcher)
  return matcher
}

/**
 * A glob as people write it for files: a folder, by its path or with a slash at the end, matches everything below it.
 *
 * @throws {SyntaxError} As `globMatcher` does.
 */
export function fileMatcher(glob: string): Matcher {
  const known = fileMatchers.get(glob) ?? matcherOfFiles(glob)
  fileMatchers.set(glob, known)
  return known
}

const fileMatchers = new Map<string, Matcher>()

function matcherOfFiles(glob: string): Matcher {
  if (picomatch.scan(glob).isGlob) return globMatcher(glob.endsWith('/') ? `${glob}**` : glob)
  if (glob.length > longestGlob) throw new SyntaxError('too long')
  const folder = path.posix.normalize(glob.replaceAll(/\\(.)/g, '$1')).replace(/\/$/, '')
  return folder === '.' ? (file) => !file.startsWith('../') : (file) => file === folder || file.startsWith(`${folder}/`)
}

/** Whether globs match a file: one of them does, and none of those that start with `!` and exclude files. */
export function fitsGlobs(file: string, globs: readonly string[]): boolean {
  return fittingGlob(file, globs) !== undefined
}

/** The first of the globs that matches a file, unless one that starts with `!` excludes it. */
export function fittingGlob(file: string, globs: readonly string[]): string | undefined {
  const fitting = globs.find((glob) => !glob.startsWith('!') && fileMatcher(glob)(file))
  return globs.some((glob) => glob.startsWith('!') && fileMatcher(glob.slice(1))(file)) ? undefined : fitting
}

const longestGlob = 500

/**
 * The lookaheads with which picomatch keeps stars from matching `.`, `..` or nothing. RE2 has no lookahead, and paths of
 * files have such parts only at their start.
 */
const guards = [
  String.raw`(?!\.{1,2}(?:\/|$))`,
  String.raw`(?!(?:^|\/)\.{1,2}(?:\/|$))`,
  String.raw`(?!\.{0,1}(?:\/|$))`,
  '(?=.)'
]

function compile(glob: string): Matcher {
  const pattern = glob.replace(/^\.\//, '')
  const expression = picomatch.makeRe(pattern, {dot: true, windows: false})
  if (!pattern.includes('(') && pattern.split('{').length <= 2 && pattern.split(/\*+/).length <= 3)
    return (file) => expression.test(file)
  const {RE2JS: Engine} = createRequire(import.meta.url)('re2js') as {RE2JS: typeof RE2JS}
  // A star that is the whole last name must still match at least one character without its lookahead.
  const source = expression.source.replace(/\(\?=\.\)(\[\^\/\])\*\?(\\\/\?\)\$)$/, '$1+?$2')
  const linear = Engine.compile(guards.reduce((rest, guard) => rest.replaceAll(guard, ''), source))
  const isAbove = pattern.startsWith('../')
  return (file) => file.startsWith('../') === isAbove && linear.matches(file)
}

/** The folder that contains everything that a glob matches. */
export function globFolder(glob: string): string {
  const {base, isGlob} = picomatch.scan(glob)
  return isGlob || glob.endsWith('/') || path.posix.extname(base) === '' ? base : path.posix.dirname(base)
}
