import {existsSync, statSync} from 'node:fs'
import path from 'node:path'
import type {CheckSettings, CheckedFile} from '../check/checker.ts'
import {UsageError} from '../check/failure.ts'
import type {Comparable} from '../check/since.ts'
import {type TreeCheck, reportsInTree} from '../check/reports-in-git-tree.ts'
import {GitError, type Repository, nameIn} from '../git/git.ts'
import {type Tree, followed, stagedTree} from '../git/tree.ts'

/** How files are found and checked, on disk and as they are staged. */
interface StagedCheck {
  readonly settings: CheckSettings
  readonly treeCheck: (settings: CheckSettings) => Promise<TreeCheck>
  /** Finds the files on disk that arguments name. */
  readonly find: (inputs: readonly string[]) => Promise<readonly string[]>
  readonly onDisk: (paths: readonly string[]) => Promise<readonly CheckedFile[]>
}

/**
 * Check files as they are staged.
 *
 * @param part Selects the files to check.
 * @throws {UsageError} Outside a repository, or if an argument matches no staged file.
 */
export async function checkStaged(
  inputs: readonly string[],
  {settings, treeCheck, find, onDisk}: StagedCheck,
  part: (paths: readonly string[]) => readonly string[]
): Promise<readonly Comparable[]> {
  try {
    const check = await treeCheck(settings)
    const tree = stagedTree(check.repository)
    const paths = part(await stagedFiles(inputs, tree, check.repository, find))
    // A file that is staged as it is on disk need not be checked twice.
    const files = new Map(
      (await onDisk(paths.filter((file) => statSync(file, {throwIfNoEntry: false})?.isFile() === true))).map((file) => [
        file.report.path,
        file
      ])
    )
    const documents = paths.map((file) => ({path: file, onDisk: files.get(file)}))
    const reports = await reportsInTree(tree, documents, check)
    return documents.flatMap((document, index) => {
      const checked = reports[index]
      return checked ? [{checked, onDisk: document.onDisk}] : []
    })
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`Cannot read what is staged: ${error.message}`)
    throw error
  }
}

async function stagedFiles(
  inputs: readonly string[],
  tree: Tree,
  repository: Repository,
  find: StagedCheck['find']
): Promise<readonly string[]> {
  const isStaged = (file: string) => tree.files.has(followed(tree, nameIn(repository, path.resolve(file)) ?? '') ?? '')
  const found = new Set<string>()
  for (const input of inputs.length > 0 ? inputs : [undefined]) {
    const isNamed = input !== undefined && isStaged(input)
    // A staged file may no longer exist on disk.
    const files =
      isNamed && !existsSync(input)
        ? [path.relative('', input).replaceAll(path.sep, '/')]
        : await find(input === undefined ? [] : [input])
    const staged = files.filter((file) => isStaged(file))
    // A named file may be ignored, and the documents of the configuration may not be written yet.
    if (staged.length === 0 && !isNamed && input !== undefined)
      throw new UsageError(`No staged Markdown file found for ${input}`)
    for (const file of staged) found.add(file)
  }
  return [...found].toSorted((a, b) => (a < b ? -1 : 1))
}
