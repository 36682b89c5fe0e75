import {spawn, spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {text} from 'node:stream/consumers'

/** The built command line; `npm test` builds it first. */
export const main = path.resolve(import.meta.dirname, '../dist/src/cli/main.js')

/** Tests leave nothing in the user's cache, wherever the system has it, and find nothing there. */
const home = mkdtempSync(path.join(tmpdir(), 'guidelint-home-'))
process.on('exit', () => rmSync(home, {recursive: true, force: true}))
export const ownHome = {HOME: home, XDG_CACHE_HOME: path.join(home, '.cache'), LOCALAPPDATA: home}

/** What a process came to. */
export interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * Start the real process and wait for its end.
 *
 * @param settings `input` is its standard input, or `stdin` the descriptor of what is; `uid` the user that it runs as.
 */
export function guidelint(
  args: readonly string[],
  {cwd, input, stdin, env, uid}: {cwd: string; input?: string; stdin?: number; env?: NodeJS.ProcessEnv; uid?: number}
): Run {
  const {status, stdout, stderr} = spawnSync(process.execPath, [main, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    env: {...process.env, ...ownHome, ...env},
    ...(input !== undefined && {input}),
    ...(stdin !== undefined && {stdio: [stdin, 'pipe', 'pipe'] as const}),
    ...(uid !== undefined && {uid})
  })
  return {status, stdout, stderr}
}

/** Start the real process, so that others can run beside it. */
export async function startGuidelint(
  args: readonly string[],
  {cwd, env}: {cwd: string; env?: NodeJS.ProcessEnv}
): Promise<Run> {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: {...process.env, ...ownHome, ...env},
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const status = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return {status: await status, stdout, stderr}
}
