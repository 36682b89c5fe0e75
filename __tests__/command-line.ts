import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

/** The built command line; `npm test` builds it first. */
const main = path.resolve(import.meta.dirname, '../dist/src/cli/main.js')

/** Tests leave nothing in the user's cache, and find nothing there. */
const cache = mkdtempSync(path.join(tmpdir(), 'guidelint-cache-'))
process.on('exit', () => rmSync(cache, {recursive: true, force: true}))

/** Start the real process and wait for its end. */
export function guidelint(args: readonly string[], {cwd, input}: {cwd: string; input?: string}): {status: number | null; stdout: string; stderr: string} {
  const {status, stdout, stderr} = spawnSync(process.execPath, [main, ...args], {cwd, encoding: 'utf8', env: {...process.env, CACHE_DIR: cache}, ...(input !== undefined && {input})})
  return {status, stdout, stderr}
}
