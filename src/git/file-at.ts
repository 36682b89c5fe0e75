import {GitError, type Repository} from './git.ts'
import {type Tree, commitTree, followed, readBlobs, stagedTree} from './tree.ts'

/**
 * The content of a file in a commit. Symbolic links within the repository are followed.
 *
 * @param revision The commit, as git names it: by a branch, a tag or a hash; empty for what is staged.
 * @param name Its path from the root of the repository, with slashes.
 * @throws {GitError} If git does not know the commit, or the commit does not have the file.
 */
export function fileAt(repository: Repository, revision: string, name: string): Buffer {
  return (
    contentIn(repository, treeAt(repository, revision), name) ??
    fail(`no file ${JSON.stringify(name)} in ${revision === '' ? 'what is staged' : revision}`)
  )
}

/** The content of a file in a tree; undefined if the tree does not have it. */
export function contentIn({git}: Repository, tree: Tree, name: string): Buffer | undefined {
  const blob = tree.files.get(followed(tree, name) ?? '')?.blob
  if (blob === undefined) return undefined
  return readBlobs(git, [blob]).get(blob) ?? fail(`the content of ${JSON.stringify(name)} is not in this clone`)
}

function treeAt(repository: Repository, revision: string): Tree {
  if (revision === '') return stagedTree(repository)
  try {
    return commitTree(
      repository,
      repository
        .git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
        .toString()
        .trim()
    )
  } catch (error) {
    if (error instanceof GitError && error.message === '') return fail(`unknown revision ${JSON.stringify(revision)}`)
    throw error
  }
}

function fail(reason: string): never {
  throw new GitError(reason)
}
