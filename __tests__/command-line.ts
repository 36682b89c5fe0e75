import {spawnSync} from 'node:child_process'
import path from 'node:path'

/** The built command line; `npm test` builds it first. */
const main = path.resolve(import.meta.dirname, '../dist/src/cli/main.js')

/** Start the real process and wait for its end. */
export function guidelint(args: readonly string[], {cwd, input}: {cwd: string; input?: string}): {status: number | null; stdout: string; stderr: string} {
  const {status, stdout, stderr} = spawnSync(process.execPath, [main, ...args], {cwd, encoding: 'utf8', ...(input !== undefined && {input})})
  return {status, stdout, stderr}
}
