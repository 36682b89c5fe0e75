import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import type {Repository} from './git.ts'

/** A new file, with its content as a blob in git, or as a file on disk. */
export interface AddedFile {
  readonly name: string
  readonly content: {readonly blob: string} | {readonly file: string}
}

/** If there are more files than this on either side, only renames with the same content are found. */
const mostFiles = 10_000

/**
 * Find the files that git takes for renamed. New files need not be staged, and nothing is written into the repository.
 *
 * @param gone The contents of files that no longer exist, by their paths.
 * @returns The former paths, by the new paths.
 */
export function findRenames(
  {git, root}: Repository,
  gone: ReadonlyMap<string, {readonly blob: string}>,
  added: readonly AddedFile[]
): ReadonlyMap<string, string> {
  // git reads the list of files line by line.
  const known = added.filter(({content}) => 'blob' in content || !content.file.includes('\n'))
  if (gone.size === 0 || known.length === 0) return new Map()
  const objects = path.resolve(
    root,
    git(['rev-parse', '--git-path', 'objects'])
      .toString()
      .replace(/\r?\n$/, '')
  )
  const folder = mkdtempSync(path.join(tmpdir(), 'guidelint-'))
  try {
    const alternates = [
      objects.includes(path.delimiter) ? JSON.stringify(objects) : objects,
      process.env.GIT_ALTERNATE_OBJECT_DIRECTORIES ?? ''
    ].filter((each) => each !== '')
    const env = {GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates.join(path.delimiter)}
    const onDisk = known.flatMap(({content}) => ('file' in content ? [content.file] : []))
    const hashes =
      onDisk.length === 0
        ? []
        : git(['hash-object', '-w', '--no-filters', '--stdin-paths'], onDisk.map((file) => `${file}\n`).join(''), env)
            .toString()
            .trim()
            .split('\n')
    const blobs = new Map(onDisk.map((file, index) => [file, hashes[index] ?? '']))
    const treeOf = (files: ReadonlyArray<readonly [name: string, blob: string]>, name: string) => {
      const own = {...env, GIT_INDEX_FILE: path.join(folder, name)}
      git(
        ['update-index', '-z', '--index-info'],
        files.map(([file, blob]) => `100644 ${blob}\t${file}\0`).join(''),
        own
      )
      return git(['write-tree'], '', own).toString().trim()
    }
    const before = treeOf(
      Array.from(gone, ([name, {blob}]) => [name, blob] as const),
      'before'
    )
    const now = treeOf(
      known.map(
        ({name, content}) => [name, 'blob' in content ? content.blob : (blobs.get(content.file) ?? '')] as const
      ),
      'now'
    )
    const found = git(
      ['diff-tree', '-r', '--find-renames', `-l${mostFiles}`, '--diff-filter=R', '--name-status', '-z', before, now],
      '',
      env
    )
      .toString()
      .split('\0')
    return new Map(
      Array.from(
        {length: Math.floor(found.length / 3)},
        (_, index) => [found[3 * index + 2] ?? '', found[3 * index + 1] ?? ''] as const
      )
    )
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}
