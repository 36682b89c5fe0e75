import {spawnSync} from 'node:child_process'
import {realpathSync} from 'node:fs'
import path from 'node:path'
import {isWithin, realPathOf} from '../config/repository-root.ts'

/** An error of git, in one line. */
export class GitError extends Error {
  override name = 'GitError'
}

/**
 * Runs git and returns its output. No shell is involved, and we only use commands that print stored data, which neither
 * settings nor `.gitattributes` can change.
 *
 * @throws {GitError} If git is missing, or fails.
 */
export type Git = (args: readonly string[], input?: string, env?: Readonly<Record<string, string>>) => Buffer

/** A repository with files. */
export interface Repository {
  readonly git: Git
  /** The absolute real path of its outermost folder. */
  readonly root: string
}

/** Without these, git would fetch what a partial clone lacks, with programs that the settings of the repository name. */
const withoutNetwork = {GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1'}

/**
 * Open the repository that a folder is in.
 *
 * @param isAsked Whether the user asked for its history, so that git may fetch what a partial clone lacks.
 * @throws {GitError} If the folder is in no repository.
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

/** The path of a file from the root of a repository, with slashes; undefined if it is outside. */
export function nameIn({root}: Pick<Repository, 'root'>, file: string): string | undefined {
  return nameBelow(root, file) ?? nameBelow(root, path.join(realPathOf(path.dirname(file)), path.basename(file)))
}

/** Links below the root are not resolved, since they are part of the path. */
function nameBelow(root: string, file: string): string | undefined {
  return file !== root && isWithin(file, root) ? path.relative(root, file).replaceAll(path.sep, '/') : undefined
}

/** Whether a repository is a shallow clone; false without a repository. */
export function isShallow(folder: string): boolean {
  try {
    return openRepository(folder).git(['rev-parse', '--is-shallow-repository']).toString().trim() === 'true'
  } catch (error) {
    if (error instanceof GitError) return false
    throw error
  }
}
