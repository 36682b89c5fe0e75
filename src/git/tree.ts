import path from 'node:path'
import {type Git, GitError, type Repository, isShallow} from './git.ts'

/** A file in git. */
interface TreeFile {
  readonly mode: string
  /** The hash of its content. */
  readonly blob: string
}

/** All files of a commit, or all staged files, by their paths from the root of the repository, with slashes. */
export interface Tree {
  readonly files: ReadonlyMap<string, TreeFile>
  /** The targets of symbolic links, as they are written. */
  readonly links: ReadonlyMap<string, string>
}

const linkMode = '120000'

/** A tree without files. */
export const emptyTree: Tree = {files: new Map(), links: new Map()}

/** The files of a commit. */
export function commitTree({git}: Repository, commit: string): Tree {
  return treeOf(git, git(['ls-tree', '-r', '-z', '--full-tree', commit]), /^(\d+) [a-z]+ ([\da-f]+)\t([^]*)$/)
}

/** The files as they are staged; for a file with a conflict, our side. */
export function stagedTree({git}: Repository): Tree {
  return treeOf(git, git(['ls-files', '--stage', '-z']), /^(\d+) ([\da-f]+) [02]\t([^]*)$/)
}

function treeOf(git: Git, listed: Buffer, form: RegExp): Tree {
  const files = new Map<string, TreeFile>()
  for (const line of listed.toString().split('\0')) {
    const [, mode = '', blob = '', name] = form.exec(line) ?? []
    // A submodule has no content here, and a path such as `a/../b` would lead elsewhere.
    if (name !== undefined && mode !== '160000' && isPlainName(name)) files.set(name, {mode, blob})
  }
  const links = Array.from(files).filter(([, {mode}]) => mode === linkMode)
  const targets = readBlobs(
    git,
    links.map(([, {blob}]) => blob)
  )
  return {files, links: new Map(links.map(([name, {blob}]) => [name, targets.get(blob)?.toString() ?? '']))}
}

/** Whether a path is safe to use as it is: without empty parts, `.`, `..`, `.git`, or separators of the system within a part. */
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

/** A chain of more links than this counts as a circle. */
const mostLinks = 40

/** The path that a path leads to after all symbolic links; undefined if they lead out of the repository or in a circle. */
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

/** The hash that git gives a content, in a repository whose hashes are like `other`. */
export function blobOf(content: Buffer, other: string): string {
  return process
    .getBuiltinModule('node:crypto')
    .createHash(other.length === 40 ? 'sha1' : 'sha256')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex')
}

/**
 * The merge base of HEAD and another commit; undefined if that is HEAD, and nothing was committed yet.
 *
 * @param commit The commit, as git names it: by a branch, a tag or a hash.
 * @throws {GitError} If git does not know the commit, or there is no merge base.
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
