import {readFileSync, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import {ConfigurationError} from '../config/configuration-error.ts'
import {searchPlaces, startsConfiguration} from '../config/find-configuration.ts'
import {areAsBefore} from '../config/linked-files.ts'
import {type Repository, nameIn} from '../git/git.ts'
import {type Tree, blobOf, followed} from '../git/tree.ts'
import {type TreeFolder, createTreeFolder} from '../git/tree-folder.ts'
import {type LinterOptions, templateFinder} from '../linter.ts'
import {basisFinder} from './cache-key.ts'
import {readDocument} from '../markdown/read-document.ts'
import {readLinkTarget} from '../markdown/link-target.ts'
import {linkingsOf} from '../markdown/links.ts'
import type {Parse} from '../markdown/parse.ts'
import type {Rule} from '../rule.ts'
import {TemplateError} from '../template/template-error.ts'
import type {CheckSettings, CheckedFile} from './checker.ts'
import {UsageError} from './failure.ts'

/** A document of a tree. */
export interface TreeDocument {
  /** Its path, relative to the current folder. */
  readonly path: string
  /** The findings in the file at this path on disk, if it exists and was checked. */
  readonly onDisk: CheckedFile | undefined
}

/** How a tree is checked. */
export interface TreeCheck {
  readonly rules: readonly Rule[]
  /** As for files on disk. */
  readonly settings: CheckSettings
  readonly repository: Repository
  readonly parse: () => Promise<Parse>
  /** Checks files in the current folder of the settings. */
  readonly check: (paths: readonly string[], settings: CheckSettings) => Promise<readonly CheckedFile[]>
}

/**
 * The findings in the documents of a tree, with its own templates and configuration, and with the files in it that
 * links lead to. A document is not checked again if it and everything that its findings depend on are the same on disk.
 *
 * @returns In the order of the documents; undefined for a document that the tree does not have.
 * @throws {UsageError} If a configuration or a template of the tree cannot be read.
 */
export async function reportsInTree(
  tree: Tree,
  documents: readonly TreeDocument[],
  {rules, settings, repository, parse, check}: TreeCheck
): Promise<ReadonlyArray<CheckedFile | undefined>> {
  const nameOf = (file: string) => nameIn(repository, path.resolve(settings.cwd, file))
  const there = documents.filter(({path: file}) => tree.files.has(followed(tree, nameOf(file) ?? '') ?? ''))
  if (there.length === 0) return documents.map(() => undefined)
  const folder = createTreeFolder(repository, tree)
  try {
    const inTree = settingsIn(folder.root, settings, repository)
    const absoluteOf = (file: string) => path.resolve(inTree.cwd, file)
    folder.addFiles(there.map(({path: file}) => nameOf(file) ?? ''))
    addSettings(
      folder,
      tree,
      there.map(({path: file}) => nameOf(file) ?? ''),
      {rules, ...inTree},
      repository,
      settings
    )
    const isAsOnDisk = comparison(
      {rules, ...settingsIn(repository.root, settings, repository)},
      {rules, ...inTree},
      repository,
      folder
    )
    const same = new Set(
      there.filter(
        ({path: file, onDisk}) =>
          onDisk &&
          onDisk.report.outcome !== 'failed' &&
          isSameText(path.resolve(settings.cwd, file), followed(tree, nameOf(file) ?? ''), tree) &&
          isAsOnDisk(file)
      )
    )
    const lookedAt = there.flatMap((document) =>
      same.has(document)
        ? (document.onDisk?.looks ?? []).map(({path: link}) =>
            path.posix.join(path.posix.dirname(nameOf(document.path) ?? ''), link)
          )
        : []
    )
    folder.addFolders(around(lookedAt))
    for (const document of same)
      if (!areAsBefore(document.onDisk?.looks ?? [], absoluteOf(document.path), folder.root)) same.delete(document)
    const open = there.filter((document) => !same.has(document))
    if (open.length > 0) {
      const parsed = await parse()
      folder.addFolders(
        around(
          open.flatMap(({path: file}) =>
            linksOf(absoluteOf(file), parsed).map((link) =>
              path.posix.join(path.posix.dirname(nameOf(file) ?? ''), link)
            )
          )
        )
      )
    }
    const checked = new Map(
      (open.length > 0
        ? await check(
            open.map(({path: file}) => file),
            inTree
          )
        : []
      ).map((file) => [file.report.path, file])
    )
    return documents.map((document) => (same.has(document) ? document.onDisk : checked.get(document.path)))
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ConfigurationError || error instanceof TemplateError))
      throw error
    throw new UsageError(error.message.replaceAll(`${folder.root}${path.sep}`, ''))
  } finally {
    folder.remove()
  }
}

/**
 * The settings for a copy of the repository, or for the repository itself: paths inside the repository lead into the
 * copy, all other paths stay the same. Both are written in the same way, so that the settings of two copies can be compared.
 *
 * @param root The folder of the copy.
 */
function settingsIn(root: string, settings: CheckSettings, repository: Repository): CheckSettings {
  const {configuration, configurationFile, cwd} = settings
  const {templates} = configuration
  const own = path.join(root, path.relative(repository.root, cwd))
  const nameOf = (file: string) => nameIn(repository, path.resolve(cwd, file))
  const moved = (file: string) => path.join(root, nameOf(file) ?? '')
  const isInside = (file: string) => nameOf(file) !== undefined
  return {
    ...settings,
    cwd: own,
    configuration: {
      ...configuration,
      ...(templates && {
        templates: templates.map((mapping) => ({
          ...mapping,
          template: isInside(mapping.template)
            ? path.relative(own, moved(mapping.template))
            : path.resolve(cwd, mapping.template)
        }))
      })
    },
    ...(configurationFile !== undefined && {
      configurationFile: isInside(configurationFile) ? moved(configurationFile) : path.resolve(cwd, configurationFile)
    })
  }
}

/** Write the configurations and templates that documents are checked with. */
function addSettings(
  folder: TreeFolder,
  tree: Tree,
  documents: readonly string[],
  options: Omit<LinterOptions, 'parse'> & Pick<CheckSettings, 'isLenient'>,
  repository: Repository,
  {configurationFile, cwd}: CheckSettings
): void {
  const above = new Set(documents.flatMap((name) => foldersAbove(name)))
  const configurations = Array.from(tree.files.keys()).filter((name) => {
    const parent = path.posix.dirname(name)
    const place = path.posix.basename(parent) === '.config' ? path.posix.dirname(parent) : parent
    return above.has(parent) ? startsConfiguration(path.posix.basename(name)) : place !== parent && above.has(place)
  })
  const named = configurationFile === undefined ? undefined : nameIn(repository, path.resolve(cwd, configurationFile))
  folder.addFiles(named === undefined ? configurations : [...configurations, named])
  // A file that did not exist yet has no effect.
  if (options.isLenient === true && named !== undefined && !tree.files.has(followed(tree, named) ?? ''))
    folder.addOther(named, '')
  const add = (names: readonly string[]) => {
    folder.addFiles(names)
    addInstalled(names, folder, tree, repository)
  }
  const provide = (base: string) => {
    const name = nameIn(folder, base)
    if (name !== undefined)
      add([name, ...searchPlaces.map((place) => path.posix.join(name, place.replaceAll(path.sep, '/')))])
  }
  const templatesOf = templateFinder({...options, provide})
  const templates = new Set(
    documents.flatMap((name) => unlessUnreadable(() => templatesOf(path.join(folder.root, name))) ?? [])
  )
  add(Array.from(templates, (file) => nameIn(folder, file)).filter((name) => name !== undefined))
}

/** Add installed packages as they are on disk, since no tree has them; packages of the repository itself are taken from the tree. */
function addInstalled(names: readonly string[], folder: TreeFolder, tree: Tree, repository: Repository): void {
  for (const name of names.filter(
    (file) => file.split('/').includes('node_modules') && !tree.files.has(followed(tree, file) ?? '')
  )) {
    const content = unlessUnreadable(() => {
      const real = realpathSync(path.join(repository.root, name))
      const origin = nameIn(repository, real)
      if (origin === undefined || !statSync(real).isFile()) return undefined
      folder.addFiles([origin])
      return readFileSync(tree.files.has(origin) ? path.join(folder.root, origin) : real)
    })
    if (content) folder.addOther(name, content)
  }
}

function foldersAbove(name: string): readonly string[] {
  const folders: string[] = []
  for (let at = path.posix.dirname(name); ; at = path.posix.dirname(at)) {
    folders.push(at)
    if (at === '.') return folders
  }
}

/** Returns a function that says whether a document, given by its path, is checked with the same files in the folder as on disk. */
function comparison(
  onDisk: Omit<LinterOptions, 'parse'>,
  inTree: Omit<LinterOptions, 'parse'>,
  {root}: Repository,
  folder: TreeFolder
): (file: string) => boolean {
  const bases = unlessUnreadable(() => [basisFinder(onDisk, root), basisFinder(inTree, folder.root)] as const)
  return (file) =>
    unlessUnreadable(
      () =>
        bases?.[0](path.resolve(onDisk.cwd, file)) === bases?.[1](path.resolve(inTree.cwd, file)) && bases !== undefined
    ) ?? false
}

function isSameText(file: string, name: string | undefined, {files}: Tree): boolean {
  const {blob} = files.get(name ?? '') ?? {}
  return blob !== undefined && unlessUnreadable(() => blobOf(readFileSync(file), blob) === blob) === true
}

/** The folders that are needed to look up links: the one that contains each target, and the target, in case it is a folder. */
function around(links: readonly string[]): ReadonlySet<string> {
  return new Set(
    links
      .filter((link) => link !== '..' && !link.startsWith('../'))
      .map((link) => link.replace(/\/$/, ''))
      .flatMap((link) => [path.posix.dirname(link), link])
  )
}

/** The paths that a document links to; none if it cannot be read, which is reported when it is checked. */
function linksOf(file: string, parse: Parse): readonly string[] {
  return (
    unlessUnreadable(() => {
      const text = readFileSync(file, 'utf8')
      return linkingsOf(readDocument(parse(text), text)).flatMap(({url}) => {
        const target = readLinkTarget(url)
        return target && target.path !== '' ? [target.path, target.writtenPath] : []
      })
    }) ?? []
  )
}

/** What cannot be read is reported when it is checked. */
function unlessUnreadable<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
