import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

/** The name of the property that must hold for runs of the command line. */
export const runsAreTheSame = 'order, threads and cache change nothing'

const main = fileURLToPath(new URL('dist/src/cli/main.js', import.meta.resolve('guidelint/package.json')))

/** The amount of text for which the command line starts a second thread, in bytes. */
const enoughForThreads = 450_000

/**
 * Check documents as files with the command line: in one thread and in two, in order and in reverse, without a cache
 * and twice with one.
 *
 * @param onRun Called before each run, since each takes some time.
 * @returns The differences between one of these runs and the first.
 */
export function differencesBetweenRuns(
  template: string,
  documents: readonly string[],
  onRun: () => void
): readonly string[] {
  const cwd = mkdtempSync(path.join(tmpdir(), 'guidelint-fuzz-'))
  try {
    mkdirSync(path.join(cwd, 'docs'))
    writeFileSync(path.join(cwd, 'template.md'), template)
    const size = documents.reduce((sum, text) => sum + text.length, 1)
    // Several copies, so that another thread has work.
    const copies = Math.min(40, Math.ceil(enoughForThreads / size))
    const names = Array.from({length: copies}, (_, copy) =>
      documents.map((text, index) => {
        const name = `docs/${copy}-${index}.md`
        writeFileSync(path.join(cwd, name), text)
        return name
      })
    ).flat()
    const run = (...args: readonly string[]) => {
      onRun()
      const {status, stdout, stderr} = spawnSync(
        process.execPath,
        [main, '-t', 'template.md', '-p', 'strict', '-f', 'json', ...args],
        {cwd, encoding: 'utf8', maxBuffer: 500_000_000}
      )
      return `${status}\n${stderr}\n${stdout}`
    }
    const cached = ['docs', '--cache-location', path.join(cwd, '../', `${path.basename(cwd)}-cache`)]
    const first = run('docs', '--no-cache', '--jobs', '1')
    const others = {
      'two threads': run('docs', '--no-cache', '--jobs', '2'),
      'the other order': run(...names.toReversed(), '--no-cache', '--jobs', '2'),
      'a new cache': run(...cached),
      'a cache': run(...cached)
    }
    return [
      ...(/^[012]\n/.test(first) ? [] : [`ended with ${first.slice(0, 400)}`]),
      ...Object.entries(others).flatMap(([what, said]) => (said === first ? [] : [`${what}: ${unlike(first, said)}`]))
    ]
  } finally {
    rmSync(cwd, {recursive: true, force: true})
    rmSync(`${cwd}-cache`, {recursive: true, force: true})
  }
}

/** The surroundings of the first difference between two texts. */
function unlike(one: string, other: string): string {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return `${JSON.stringify(one.slice(Math.max(0, at - 100), at + 100))} ≠ ${JSON.stringify(other.slice(Math.max(0, at - 100), at + 100))}`
}
