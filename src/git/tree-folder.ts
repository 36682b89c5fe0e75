import {mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import type {Repository} from './git.ts'
import {type Tree, followed, readBlobs} from './tree.ts'

/** A temporary folder that gets files of a tree when they are needed, so that they can be checked like files on disk. */
export interface TreeFolder {
  /** Its absolute real path. It counts as a repository. */
  readonly root: string
  /** Add files, by their paths, and the files that they link to. */
  addFiles(names: Iterable<string>): void
  /** Add a file that the tree does not have. */
  addOther(name: string, content: string | Buffer): void
  /** Add everything in folders: Markdown with its content, other files without it. */
  addFolders(names: Iterable<string>): void
  remove(): void
}

const markdown = /\.(?:md|markdown|mdx)$/i

/** Create a folder for the files of a tree. The caller removes it. */
export function createTreeFolder({git}: Repository, tree: Tree): TreeFolder {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'guidelint-')))
  mkdirSync(path.join(root, '.git'))
  const namesIn = byFolder(tree)
  const put = new Set<string>()
  const filled = new Set<string>()
  const files: string[] = []
  const links: string[] = []

  /** Request a file, and the links in its path. */
  const want = (name: string) => {
    for (const link of tree.links.size === 0 ? [] : prefixesOf(name).filter((prefix) => tree.links.has(prefix))) {
      if (!put.has(link)) links.push(link)
      put.add(link)
    }
    const file = followed(tree, name)
    if (file === undefined || !tree.files.has(file) || tree.links.has(file) || put.has(file)) return
    put.add(file)
    files.push(file)
  }
  const wantFolder = (name: string) => {
    want(name)
    const folder = followed(tree, name)
    if (folder === undefined || filled.has(folder)) return
    filled.add(folder)
    const {below, within} = namesIn.get(folder) ?? {below: [], within: []}
    for (const child of within) make(root, child)
    for (const file of below) {
      want(file)
      const target = tree.links.has(file) ? followed(tree, file) : undefined
      // The target of a link may be a folder.
      if (target !== undefined && namesIn.has(target)) make(root, target)
    }
  }
  const flush = () => {
    const wanted = files.splice(0)
    const contents = readBlobs(
      git,
      wanted.filter((name) => isRead(name)).map((name) => tree.files.get(name)?.blob ?? '')
    )
    for (const name of wanted)
      write(root, name, (isRead(name) && contents.get(tree.files.get(name)?.blob ?? '')) || '', tree)
    // After the files, so that none is written through a link.
    for (const link of links.splice(0))
      attempt(() => {
        make(root, path.posix.dirname(link))
        symlinkSync(tree.links.get(link) ?? '', path.join(root, link))
      })
  }
  const read = new Set<string>()
  const isRead = (name: string) => read.has(name) || markdown.test(name)
  return {
    root,
    addFiles: (names) => {
      for (const name of names) {
        const file = followed(tree, name)
        // The file may already exist without its content.
        if (file !== undefined && !isRead(file) && put.has(file)) {
          rmSync(path.join(root, file), {force: true})
          put.delete(file)
        }
        if (file !== undefined) read.add(file)
        want(name)
      }
      flush()
    },
    addOther: (name, content) => write(root, name, content, tree),
    addFolders: (names) => {
      for (const name of names) wantFolder(name)
      flush()
    },
    remove: () => rmSync(root, {recursive: true, force: true})
  }
}

interface FolderNames {
  /** The files in it. */
  readonly below: string[]
  /** The folders in it. */
  readonly within: string[]
}

/** The names in each folder; the outermost one is `.`. */
function byFolder({files}: Tree): ReadonlyMap<string, FolderNames> {
  const folders = new Map<string, FolderNames>([['.', {below: [], within: []}]])
  const folderOf = (name: string): FolderNames => {
    const known = folders.get(name)
    if (known) return known
    const made: FolderNames = {below: [], within: []}
    folders.set(name, made)
    folderOf(path.posix.dirname(name)).within.push(name)
    return made
  }
  for (const name of files.keys()) folderOf(path.posix.dirname(name)).below.push(name)
  return folders
}

function prefixesOf(name: string): readonly string[] {
  const parts = name.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

function make(root: string, folder: string): void {
  attempt(() => mkdirSync(path.join(root, folder), {recursive: true}))
}

/** Write a file, unless a forged tree has a file in the place of one of its folders. */
function write(root: string, name: string, content: string | Buffer, {files}: Tree): void {
  if (
    prefixesOf(name)
      .slice(0, -1)
      .some((prefix) => files.has(prefix))
  )
    return
  make(root, path.posix.dirname(name))
  attempt(() => writeFileSync(path.join(root, name), content, {flag: 'wx'}))
}

/** Do something, and ignore failures: a file whose name this system does not allow is left out. */
function attempt(action: () => void): void {
  try {
    action()
  } catch {
    // The file is left out.
  }
}
