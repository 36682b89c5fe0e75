// Runs the steps of a composite action as GitHub Actions does, as far as this package's own needs it: inputs, environment
// files, working directories. Prints what the steps print; the exit status is that of the step that failed.
//
//     node scripts/run-action.mjs <action folder> <working folder> <summary file> [input=value …]
import {spawnSync} from 'node:child_process'
import {appendFileSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {parse} from 'yaml'

const [actionFolder, cwd, summary, ...settings] = process.argv.slice(2)
const {inputs, runs} = parse(readFileSync(path.join(actionFolder, 'action.yml'), 'utf8'))
const given = Object.fromEntries(settings.map((setting) => setting.split(/=(.*)/s, 2)))
const folder = mkdtempSync(path.join(tmpdir(), 'action-'))
const environmentFile = path.join(folder, 'env')
appendFileSync(environmentFile, '')

function filledIn(text) {
  return String(text ?? '')
    .replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name) => given[name] ?? inputs[name].default)
    .replaceAll('${{ github.action_path }}', path.resolve(actionFolder))
}

for (const step of runs.steps) {
  const kept = Object.fromEntries(readFileSync(environmentFile, 'utf8').split('\n').filter(Boolean).map((line) => line.split(/=(.*)/s, 2)))
  const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filledIn(value)]))
  const {status} = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
    cwd: path.resolve(cwd, filledIn(step['working-directory'] ?? '.')),
    env: {...process.env, ...kept, ...own, GITHUB_ENV: environmentFile, GITHUB_STEP_SUMMARY: path.resolve(summary)},
    stdio: 'inherit'
  })
  if (status !== 0) {
    process.exitCode = status ?? 1
    break
  }
}
rmSync(folder, {recursive: true, force: true})
