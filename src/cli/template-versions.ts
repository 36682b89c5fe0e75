import {statSync} from 'node:fs'
import path from 'node:path'
import {rules} from '../../rules/index.ts'
import {type CheckSettings, textOfDocument} from '../check/checker.ts'
import {UsageError, explainFailure} from '../check/failure.ts'
import {shownPath} from '../config/shown-path.ts'
import {contentIn, fileAt} from '../git/file-at.ts'
import {GitError, type Repository, nameIn, openRepository} from '../git/git.ts'
import {findRenames} from '../git/renames.ts'
import {type Tree, commitTree, emptyTree, mergeBase} from '../git/tree.ts'
import {configurationFinder} from '../linter.ts'
import type {Parse} from '../markdown/parse.ts'
import {readTemplate} from '../template/read-template.ts'
import {TemplateError} from '../template/template-error.ts'
import type {TemplateVersion} from '../template-diff/template-version.ts'

/** A template and its former version. */
export interface Versions {
  readonly old: TemplateVersion
  readonly now: TemplateVersion
  /** The absolute paths of their files. */
  readonly files: ReadonlyArray<string | undefined>
}

/**
 * Read the two templates that a command names.
 *
 * @param operands The old one and the new one: files, or `REVISION:path`.
 * @throws {UsageError | TemplateError} If one is missing or cannot be read.
 */
export function namedVersions([before, after]: readonly string[], {cwd}: CheckSettings, parse: Parse): Versions {
  if (before === undefined || after === undefined)
    throw new UsageError('Missing templates, expected the old one and the new one, or --since with a commit')
  const [old, now] = [readOperand(before, cwd), readOperand(after, cwd)]
  return {old: versionOf(old, parse), now: versionOf(now, parse), files: [old.file, now.file]}
}

/** A template's text, and its origin. */
interface TemplateSource {
  /** Its name in messages. */
  readonly name: string
  readonly text: string
  /** The absolute path that it has, or would have, on disk. */
  readonly file: string
}

/** @throws {TemplateError | UsageError} If it cannot be read. */
function versionOf({name, text}: TemplateSource, parse: Parse): TemplateVersion {
  try {
    return {schema: readTemplate(text, name, parse), text}
  } catch (error) {
    throw error instanceof TemplateError ? error : new UsageError(explainFailure(error, name))
  }
}

/** Read a file on disk, or `REVISION:path` as git writes it: relative to the root of the repository or, with `./`, to the current folder. */
function readOperand(operand: string, cwd: string): TemplateSource {
  const file = path.resolve(cwd, operand)
  const at = operand.indexOf(':')
  if (at < 0 || path.isAbsolute(operand) || statSync(file, {throwIfNoEntry: false}))
    return readFromDisk(
      file,
      (path.isAbsolute(operand) ? shownPath(file, cwd) : path.relative(cwd, file)).replaceAll(path.sep, '/')
    )
  const [revision, written] = [operand.slice(0, at), operand.slice(at + 1)]
  try {
    const repository = openRepository(cwd, true)
    const own = path.resolve(/^\.\.?\//.test(written) ? cwd : repository.root, written)
    const name = nameIn(repository, own)
    if (name === undefined) throw new GitError('no path in the repository')
    return {name: operand, text: fileAt(repository, revision, name).toString(), file: own}
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`${operand}: Cannot read: ${error.message}`)
    throw error
  }
}

function readFromDisk(file: string, name: string): TemplateSource {
  try {
    return {name, text: textOfDocument(file, name), file}
  } catch (error) {
    throw new UsageError(explainFailure(error, name))
  }
}

/**
 * The templates of the configuration that have changed since the merge base with a commit. A renamed template counts as the same.
 *
 * @throws {UsageError | ConfigurationError | TemplateError} If one cannot be read, or git does not know the commit.
 */
export function versionsSince(since: string, settings: CheckSettings, parse: Parse): readonly Versions[] {
  const {cwd} = settings
  const by = configurationFinder({rules, ...settings})(cwd)
  const files = new Set(
    (by?.configuration.templates ?? []).map(({template}) => path.resolve(by?.folder ?? cwd, template))
  )
  if (files.size === 0)
    throw new UsageError('Missing configuration with templates, expected one for --since (guidelint init)')
  try {
    const repository = openRepository(cwd, true)
    const base = mergeBase(repository, since)
    const tree = base === undefined ? emptyTree : commitTree(repository, base)
    return Array.from(files).flatMap((file): readonly Versions[] => {
      const former = formerly(file, tree, repository)
      if (!former) return []
      const now = readFromDisk(file, path.relative(cwd, file).replaceAll(path.sep, '/'))
      const old = {
        name: `${since}:${former.name}`,
        text: former.content.toString(),
        file: path.join(repository.root, former.name)
      }
      return old.text === now.text
        ? []
        : [{old: versionOf(old, parse), now: versionOf(now, parse), files: [old.file, file]}]
    })
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`Cannot tell what changed since ${since}: ${error.message}`)
    throw error
  }
}

/** The former version of a file in a tree, and its name there. */
function formerly(
  file: string,
  tree: Tree,
  repository: Repository
): {readonly name: string; readonly content: Buffer} | undefined {
  const name = nameIn(repository, file)
  const content = name === undefined ? undefined : contentIn(repository, tree, name)
  if (name === undefined || content) return content && name !== undefined ? {name, content} : undefined
  const gone = new Map(
    Array.from(tree.files).filter(
      ([other, {mode}]) =>
        mode !== '120000' &&
        other.endsWith('.md') &&
        !statSync(path.join(repository.root, other), {throwIfNoEntry: false})
    )
  )
  const before = statSync(file, {throwIfNoEntry: false})
    ? findRenames(repository, gone, [{name, content: {file}}]).get(name)
    : undefined
  const former = before === undefined ? undefined : contentIn(repository, tree, before)
  return before !== undefined && former ? {name: before, content: former} : undefined
}
