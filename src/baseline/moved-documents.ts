import {existsSync} from 'node:fs'
import path from 'node:path'
import {GitError, type Repository, nameIn, openRepository} from '../git/git.ts'
import {type AddedFile, findRenames} from '../git/renames.ts'
import {isPlainName} from '../git/tree.ts'
import type {Baseline} from './baseline-file.ts'

/** What is asked of git for the documents of a baseline. */
interface Move {
  /** The absolute path of the baseline. */
  readonly file: string
  readonly baseline: Baseline
  /** Documents that the baseline does not know, by their paths relative to its folder. */
  readonly added: readonly string[]
  /** The content of a document that git has, by its absolute path; without it, the file on disk is meant. */
  readonly blobOf?: (file: string) => string | undefined
  /** Whether a document is there, by its absolute path. */
  readonly isThere?: (file: string) => boolean
}

/**
 * Which documents stood elsewhere when the baseline was written, by what git takes for a rename since the baseline was last
 * committed.
 *
 * @returns The paths that the baseline has, by the new ones; nothing where git cannot tell.
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
    // Outside a repository, or without git, a document that was moved is a new one.
    if (error instanceof GitError) return new Map()
    throw error
  }
}

/** More documents than this are not looked for in the history one by one. */
const mostSearched = 200

/** The contents of files when another one was last committed, else as they were last committed themselves. */
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
  // Where the baseline was written behind the move, the file was still there before the last commit that touched it.
  const open = names.filter((name) => !contents.has(name)).slice(0, mostSearched)
  const last = open.map((name) => [name, lastCommit(name)] as const)
  look(last.map(([name, commit]) => [name, commit === '' ? '' : `${commit}^`] as const))
  return contents
}
