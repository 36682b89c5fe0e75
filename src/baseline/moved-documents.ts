import {existsSync} from 'node:fs'
import path from 'node:path'
import {GitError, type Repository, nameIn, openRepository} from '../git/git.ts'
import {type AddedFile, findRenames} from '../git/renames.ts'
import {isPlainName} from '../git/tree.ts'
import type {Baseline} from './baseline-file.ts'

/** The documents of a baseline that may have been moved. */
interface Move {
  /** The absolute path of the baseline. */
  readonly file: string
  readonly baseline: Baseline
  /** Documents that the baseline does not have, by their paths relative to its folder. */
  readonly added: readonly string[]
  /** The blob of a document in git, by its absolute path; if undefined, the file on disk counts. */
  readonly blobOf?: (file: string) => string | undefined
  /** Whether a document exists, by its absolute path. */
  readonly isThere?: (file: string) => boolean
}

/**
 * Find the documents that had other paths when the baseline was written: those that git takes for renames since the baseline
 * was last committed.
 *
 * @returns The paths in the baseline, by the new paths; none if git cannot tell.
 */
export function movedDocuments({
  file,
  baseline,
  added,
  blobOf,
  isThere = existsSync
}: Move): ReadonlyMap<string, string> {
  const folder = path.dirname(file)
  const absolute = (document: string) => path.resolve(folder, document)
  const gone = added.length === 0 ? [] : [...baseline.keys()].filter((document) => !isThere(absolute(document)))
  if (gone.length === 0) return new Map()
  try {
    const repository = openRepository(folder)
    const nameOf = (document: string) => nameIn(repository, absolute(document))
    const former = new Map(
      gone.flatMap((document) => {
        const name = nameOf(document)
        return name !== undefined && isPlainName(name) && !name.includes('\n') ? [[name, document] as const] : []
      })
    )
    const current = new Map(
      added.flatMap((document) => {
        const name = nameOf(document)
        return name !== undefined && isPlainName(name) ? [[name, document] as const] : []
      })
    )
    const files = Array.from(current).flatMap(([name, document]): readonly AddedFile[] => {
      const blob = blobOf?.(absolute(document))
      if (blob !== undefined) return [{name, content: {blob}}]
      return existsSync(absolute(document)) ? [{name, content: {file: absolute(document)}}] : []
    })
    const renames = findRenames(
      repository,
      formerContents(repository, nameIn(repository, file), [...former.keys()]),
      files
    )
    return new Map(
      Array.from(renames, ([name, before]) => [current.get(name) ?? '', former.get(before) ?? ''] as const)
    )
  } catch (error) {
    // Outside a repository, or without git, a moved document counts as a new one.
    if (error instanceof GitError) return new Map()
    throw error
  }
}

/** At most this many documents are looked for in the history one by one. */
const mostSearched = 200

/** The contents of files at the time when another file was last committed, or else as they were last committed themselves. */
function formerContents(
  {git}: Repository,
  file: string | undefined,
  names: readonly string[]
): ReadonlyMap<string, {readonly blob: string}> {
  const lastCommit = (name: string) => git(['rev-list', '-1', 'HEAD', '--', name]).toString().trim()
  const contents = new Map<string, {readonly blob: string}>()
  const look = (revisions: ReadonlyArray<readonly [name: string, commit: string]>) => {
    const known = revisions.filter(([name, commit]) => commit !== '' && !contents.has(name))
    const lines = git(['cat-file', '--batch-check'], known.map(([name, commit]) => `${commit}:${name}\n`).join(''))
      .toString()
      .split('\n')
    for (const [index, [name]] of known.entries()) {
      const [, blob] = /^([\da-f]+) blob \d+$/.exec(lines[index] ?? '') ?? []
      if (blob !== undefined) contents.set(name, {blob})
    }
  }
  const written = file === undefined ? '' : lastCommit(file)
  look(names.map((name) => [name, written] as const))
  look(names.map((name) => [name, 'HEAD'] as const))
  // If the baseline was written after the move, the file still existed before the last commit that touched it.
  const open = names.filter((name) => !contents.has(name)).slice(0, mostSearched)
  const last = open.map((name) => [name, lastCommit(name)] as const)
  look(last.map(([name, commit]) => [name, commit === '' ? '' : `${commit}^`] as const))
  return contents
}
