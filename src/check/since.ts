import {existsSync} from 'node:fs'
import path from 'node:path'
import {type KnownFinding, knownOf} from '../baseline/matching-known-findings.ts'
import {GitError, nameIn} from '../git/git.ts'
import {type AddedFile, findRenames} from '../git/renames.ts'
import {type Tree, commitTree, emptyTree, followed, isPlainName, mergeBase} from '../git/tree.ts'
import type {CheckedFile} from './checker.ts'
import {UsageError} from './failure.ts'
import {knownBy} from './file-report.ts'
import {type TreeCheck, reportsInTree} from './reports-in-git-tree.ts'

/** A file whose findings are compared with earlier ones. */
export interface Comparable {
  /** The report now. */
  readonly checked: CheckedFile
  /** The findings in the file on disk, if it was read from there. */
  readonly onDisk: CheckedFile | undefined
}

/**
 * The findings in files at the merge base with another commit, with the template, the configuration and the links of
 * that time. A file that was renamed since then is found under its former name.
 *
 * @param since The other commit, as git names it: by a branch, a tag or a hash.
 * @param staged The index, if its files are compared instead of those on disk.
 * @returns The findings of each file at that time, in the order of the files; none for a file that did not exist.
 * @throws {UsageError} Outside a repository, or if git does not know the commit.
 */
export async function knownSince(
  since: string,
  files: readonly Comparable[],
  check: TreeCheck,
  staged: Tree | undefined
): Promise<ReadonlyArray<readonly KnownFinding[]>> {
  try {
    const {repository, settings} = check
    const {cwd} = settings
    const base = mergeBase(repository, since)
    const tree = base === undefined ? emptyTree : commitTree(repository, base)
    const faulty = files.filter(({checked}) => checked.report.findings.length > 0)
    const names = new Map(faulty.map((file) => [file, nameIn(repository, path.resolve(cwd, file.checked.report.path))]))
    const former = formerNames(
      [...names.values()].filter((name) => name !== undefined),
      tree,
      check,
      staged
    )
    const documents = faulty.map((file) => {
      const name = names.get(file)
      const before = name === undefined ? undefined : former.get(name)
      const isSame = before === undefined
      return {
        path: isSame ? file.checked.report.path : path.relative(cwd, path.join(repository.root, before)),
        onDisk: isSame ? file.onDisk : undefined
      }
    })
    const reports = await reportsInTree(tree, documents, {...check, settings: {...settings, isLenient: true}}).catch(
      (error: unknown) => {
        // A file that could not be checked at that time had no findings.
        if (error instanceof UsageError) return []
        throw error
      }
    )
    const known = new Map(faulty.map((file, index) => [file, knownOf(knownBy(reports[index]?.report.findings ?? []))]))
    return files.map((file) => known.get(file) ?? [])
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`Cannot tell what changed since ${since}: ${error.message}`)
    throw error
  }
}

/** The former names of files that a tree does not have under their current names. */
function formerNames(
  names: readonly string[],
  tree: Tree,
  {repository}: TreeCheck,
  staged: Tree | undefined
): ReadonlyMap<string, string> {
  const added = names.filter((name) => isPlainName(name) && !tree.files.has(followed(tree, name) ?? ''))
  if (added.length === 0) return new Map()
  const endings = new Set(added.map((name) => path.posix.extname(name)))
  const isThere = (name: string) => (staged ? staged.files.has(name) : existsSync(path.join(repository.root, name)))
  const gone = Array.from(tree.files).filter(
    ([name, {mode}]) => mode !== '120000' && endings.has(path.posix.extname(name)) && !isThere(name)
  )
  return findRenames(
    repository,
    new Map(gone),
    added.flatMap((name): readonly AddedFile[] => {
      const file = path.join(repository.root, name)
      const blob = staged?.files.get(name)?.blob
      if (blob !== undefined) return [{name, content: {blob}}]
      return existsSync(file) ? [{name, content: {file}}] : []
    })
  )
}
