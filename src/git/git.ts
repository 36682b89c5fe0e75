import {spawnSync} from 'node:child_process'
import {realpathSync} from 'node:fs'
import path from 'node:path'
import {isWithin, realPathOf} from '../config/repository-root.ts'

/** What git could not do, in one line of its own. */
export class GitError extends Error {
  override name = 'GitError'
}

/**
 * Runs git and gives what it printed. Nothing goes through a shell, and only commands are used that print what is stored:
 * neither settings nor `.gitattributes` have a say in that.
 *
 * @throws {GitError} Where git is missing, or fails.
 */
export type Git = (args: readonly string[], input?: string, env?: Readonly<Record<string, string>>) => Buffer

/** A repository with files. */
export interface Repository {
  readonly git: Git
  /** The absolute real path of its outermost folder. */
  readonly root: string
}

/** Of a clone that lacks contents git would get them, by the programs that the settings of the repository name. */
const withoutNetwork = {GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1'}

/**
 * Open the repository that a folder stands in.
 *
 * @param isAsked Whether somebody asked for its history, so that git may get what a partial clone lacks.
 * @throws {GitError} Where it stands in none.
 */
export function openRepository(folder: string, isAsked = false): Repository {
  const root = gitIn(
    folder,
    withoutNetwork
  )(['rev-parse', '--show-toplevel'])
    .toString()
    .replace(/\r?\n$/, '')
  return {git: gitIn(root, isAsked ? {} : withoutNetwork), root: realpathSync(root)}
}

function gitIn(cwd: string, always: Readonly<Record<string, string>>): Git {
  return (args, input = '', env = {}) => {
    const {status, stdout, stderr, error} = spawnSync(
      'git',
      ['--literal-pathspecs', '-c', 'core.fsmonitor=false', ...args],
      {cwd, input, env: {...process.env, ...always, ...env}, maxBuffer: Number.POSITIVE_INFINITY}
    )
    if (status === 0) return stdout
    if (error && 'code' in error && error.code === 'ENOENT') throw new GitError('git is not installed, or not in PATH')
    const [said = ''] = String(error?.message ?? stderr)
      .trim()
      .split('\n', 1)
    throw new GitError(said)
  }
}

/** The name of a file in a repository, with slashes; undefined where it stands outside. */
export function nameIn({root}: Pick<Repository, 'root'>, file: string): string | undefined {
  return nameBelow(root, file) ?? nameBelow(root, path.join(realPathOf(path.dirname(file)), path.basename(file)))
}

/** Links below the root are part of a name. */
function nameBelow(root: string, file: string): string | undefined {
  return file !== root && isWithin(file, root) ? path.relative(root, file).replaceAll(path.sep, '/') : undefined
}

/** Whether the history of a repository was cut off when it was cloned; not where there is none. */
export function isShallow(folder: string): boolean {
  try {
    return openRepository(folder).git(['rev-parse', '--is-shallow-repository']).toString().trim() === 'true'
  } catch (error) {
    if (error instanceof GitError) return false
    throw error
  }
}
