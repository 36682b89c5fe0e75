/**
 * Kills runs of `--fix` at random moments. After each, every document must be either unchanged or completely fixed.
 * Ends with 1 if one is not.
 *
 *     npm run fix:kills -- [folder with template.md and docs] [runs]
 */
import {spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {cpSync, mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {setTimeout} from 'node:timers/promises'

const [folder = '../shared/corpora/swift', runs = '200'] = process.argv.slice(2)
const main = path.resolve(import.meta.dirname, '../src/cli/main.js')
const cwd = mkdtempSync(path.join(tmpdir(), 'guidelint-kills-'))
const args = [main, '-t', 'template.md', 'docs', '--fix=move', '--no-cache', '--quiet', '--jobs', '1', '-f', 'github']

function fresh(): void {
  rmSync(cwd, {recursive: true, force: true})
  cpSync(path.resolve(folder), cwd, {recursive: true})
}

function texts(): ReadonlyMap<string, string> {
  const names = readdirSync(path.join(cwd, 'docs'), {recursive: true, encoding: 'utf8'}).filter((name) =>
    name.endsWith('.md')
  )
  return new Map(names.map((name) => [name, readFileSync(path.join(cwd, 'docs', name), 'utf8')]))
}

fresh()
const before = texts()
const started = performance.now()
spawnSync(process.execPath, args, {cwd})
const length = performance.now() - started
const after = texts()
const changed = [...before].filter(([name, text]) => after.get(name) !== text).length
let [broken, killed, partly, left] = [0, 0, 0, 0]
for (let run = 0; run < Number(runs); run++) {
  fresh()
  const child = spawn(process.execPath, args, {cwd, stdio: 'ignore'})
  const end = once(child, 'exit')
  // Files are written after all have been checked.
  await setTimeout(length * (0.2 + 0.7 * Math.random()))
  child.kill('SIGKILL')
  const [, signal] = (await end) as [unknown, string | null]
  if (signal === 'SIGKILL') killed++
  const now = texts()
  const isNew = [...now].filter(([name, text]) => text !== before.get(name)).length
  if (isNew > 0 && isNew < changed) partly++
  for (const [name, text] of before) {
    if (now.get(name) === text || now.get(name) === after.get(name)) continue
    broken++
    process.stdout.write(`run ${run}: ${name} is neither the old nor the new one\n`)
  }
  left += readdirSync(path.join(cwd, 'docs'), {recursive: true, encoding: 'utf8'}).filter((name) =>
    name.endsWith('.tmp')
  ).length
}
rmSync(cwd, {recursive: true, force: true})
process.stdout.write(
  `${runs} runs, ${killed} killed, ${partly} of them with some of ${changed} documents written; ${broken} documents broken, ${left} temporary files left\n`
)
process.exitCode = broken > 0 ? 1 : 0
