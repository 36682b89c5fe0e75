import path from 'node:path'
import {type Git, GitError, type Repository, isShallow} from './git.ts'

/** A file as git has it. */
interface TreeFile {
  readonly mode: string
  /** The hash by which git has its content. */
  readonly blob: string
}

/** All files of a commit, or all that are staged, by their names from the root of the repository, with slashes. */
export interface Tree {
  readonly files: ReadonlyMap<string, TreeFile>
  /** Where symbolic links lead, as they are written. */
  readonly links: ReadonlyMap<string, string>
}

const linkMode = '120000'

/** A tree without files. */
export const emptyTree: Tree = {files: new Map(), links: new Map()}

/** The files of a commit. */
export function commitTree({git}: Repository, commit: string): Tree {
  return treeOf(git, git(['ls-tree', '-r', '-z', '--full-tree', commit]), /^(\d+) [a-z]+ ([\da-f]+)\t([^]*)$/)
}

/** The files as they are staged; of one with a conflict, ours. */
export function stagedTree({git}: Repository): Tree {
  return treeOf(git, git(['ls-files', '--stage', '-z']), /^(\d+) ([\da-f]+) [02]\t([^]*)$/)
}

function treeOf(git: Git, listed: Buffer, form: RegExp): Tree {
  const files = new Map<string, TreeFile>()
  for (const line of listed.toString().split('\0')) {
    const [, mode = '', blob = '', name] = form.exec(line) ?? []
    // Another repository has no content here, and no name leads anywhere else than it says.
    if (name !== undefined && mode !== '160000' && isPlainName(name)) files.set(name, {mode, blob})
  }
  const links = Array.from(files).filter(([, {mode}]) => mode === linkMode)
  const targets = readBlobs(
    git,
    links.map(([, {blob}]) => blob)
  )
  return {files, links: new Map(links.map(([name, {blob}]) => [name, targets.get(blob)?.toString() ?? '']))}
}

/** Whether a name of a file leads nowhere else than it says. */
export function isPlainName(name: string): boolean {
  return name
    .split('/')
    .every(
      (part) =>
        part !== '' &&
        part !== '.' &&
        part !== '..' &&
        part.toLowerCase() !== '.git' &&
        !(path.sep === '\\' && /[\\:]/.test(part))
    )
}

/** Past this many links one leads to another, it is a circle. */
const mostLinks = 40

/** The file that a name stands for, symbolic links followed; undefined where they lead out of the repository or in a circle. */
export function followed({links}: Tree, name: string): string | undefined {
  let at = name
  for (let count = 0; count < mostLinks; count++) {
    const parts = at.split('/')
    const length =
      links.size === 0 ? 0 : parts.findIndex((_, index) => links.has(parts.slice(0, index + 1).join('/'))) + 1
    if (length === 0) return at
    const link = parts.slice(0, length).join('/')
    const target = links.get(link) ?? ''
    at = path.posix.join(path.posix.dirname(link), target, ...parts.slice(length)).replace(/\/$/, '')
    if (target.startsWith('/') || at === '..' || at.startsWith('../')) return undefined
  }
  return undefined
}

/** The contents of blobs; those that this clone does not have are left out. */
export function readBlobs(git: Git, blobs: readonly string[]): ReadonlyMap<string, Buffer> {
  const wanted = [...new Set(blobs)]
  const contents = new Map<string, Buffer>()
  if (wanted.length === 0) return contents
  const output = git(['cat-file', '--batch'], wanted.map((blob) => `${blob}\n`).join(''))
  for (let at = 0, index = 0; at < output.length; index++) {
    const end = output.indexOf('\n', at)
    const [, size] = /^[\da-f]+ blob (\d+)$/.exec(output.toString('latin1', at, end)) ?? []
    at = end + 1
    if (size === undefined) continue
    contents.set(wanted[index] ?? '', output.subarray(at, at + Number(size)))
    at += Number(size) + 1
  }
  return contents
}

/** The hash by which git would have a content, in a repository whose hashes are like `other`. */
export function blobOf(content: Buffer, other: string): string {
  return process
    .getBuiltinModule('node:crypto')
    .createHash(other.length === 40 ? 'sha1' : 'sha256')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex')
}

/**
 * The commit in which the history of another one and that of the current one meet; undefined where there is none yet,
 * since nothing was committed, and the current one is meant.
 *
 * @param commit What git knows a commit by: a branch, a tag, a hash.
 * @throws {GitError} Where git does not know it, or has none in common.
 */
export function mergeBase({git, root}: Repository, commit: string): string | undefined {
  const isBorn = succeeds(() => git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']))
  if (!isBorn && (commit === 'HEAD' || commit === '@')) return undefined
  if (!isBorn) throw new GitError('nothing was committed yet, expected HEAD')
  try {
    return git(['merge-base', '--end-of-options', commit, 'HEAD']).toString().trim()
  } catch (error) {
    const said = (error as Error).message
    const why = said === '' ? 'no commit in common with HEAD' : said
    throw new GitError(
      isShallow(root)
        ? `${why} (a shallow clone lacks it: \`git fetch --unshallow\`, or \`fetch-depth: 0\` of actions/checkout, fetches it)`
        : why
    )
  }
}

function succeeds(action: () => unknown): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}
