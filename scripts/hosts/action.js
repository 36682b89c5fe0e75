import {readFile} from 'node:fs/promises'
import path from 'node:path'
import {parse} from 'yaml'
import {ends, findings, guides, root, succeeds} from './sandbox.js'

/** Runs the steps of the composite action as GitHub does, as far as they need it: inputs, environment files, a summary. */
export async function* action(sandbox) {
  const project = await sandbox.project('action')
  const {tarball} = sandbox
  const inputs = {package: tarball, files: 'docs', sarif: 'guidelint.sarif'}

  await project.write({'docs/wheel.md': guides.bad})
  ends(await runAction(project, inputs), {status: 1, prints: findings.map((finding) => `::${finding}`)})
  yield 'findings are annotations, and fail the job'

  const summary = await readFile(path.join(project.cwd, 'summary.md'), 'utf8')
  if (!summary.includes('### guidelint: 2 errors, 0 warnings in 1 of 1 document') || !summary.includes('| `docs/wheel.md` | 2 | 0 |')) throw new Error(`Unexpected summary:\n${summary}`)
  const {runs} = JSON.parse(await readFile(path.join(project.cwd, 'guidelint.sarif'), 'utf8'))
  if (runs[0].results.length !== findings.length) throw new Error(`Unexpected report in SARIF: ${JSON.stringify(runs[0].results)}`)
  yield 'the summary counts them, and a report in SARIF has them'

  succeeds(await project.run('git add . && git commit --quiet --message "Bad guide" && git tag base'))
  await project.write({'docs/wheel.md': `${guides.bad}\nA line more.\n`})
  succeeds(await runAction(project, {...inputs, since: 'base'}), {hides: findings})
  yield 'with since, only findings that are new count'

  await project.write({'docs/wheel.md': guides.bad.replace('## Connection', '## Conection')})
  ends(await runAction(project, {...inputs, since: 'base'}), {status: 1, prints: ['Unexpected heading `Conection`, expected `Connection`']})
  await project.write({'docs/wheel.md': guides.bad})
  succeeds(await project.run('guidelint_bin=$(grep -o "=.*" environment | cut -c2-); "$guidelint_bin" docs --baseline known.json --update-baseline'))
  succeeds(await runAction(project, {...inputs, baseline: 'known.json'}), {hides: findings})
  yield 'with a baseline, only findings that it does not have count'

  await project.write({'docs/wheel.md': guides.good})
  succeeds(await runAction(project, inputs), {hides: ['::error', '::warning']})
  yield 'a mended guide passes'
}

/** The result of the last step that ran. */
async function runAction(project, given) {
  const {inputs, runs} = parse(await readFile(path.join(root, 'action.yml'), 'utf8'))
  const filledIn = (text) =>
    String(text ?? '')
      .replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name) => given[name] ?? inputs[name].default)
      .replaceAll('${{ github.action_path }}', root)
  const environment = {GITHUB_ENV: path.join(project.cwd, 'environment'), GITHUB_STEP_SUMMARY: path.join(project.cwd, 'summary.md')}
  await project.write({environment: '', 'summary.md': ''})
  let result
  for (const [index, step] of runs.steps.entries()) {
    await project.write({[`step-${index}.sh`]: step.run})
    const kept = (await readFile(environment.GITHUB_ENV, 'utf8')).split('\n').filter(Boolean).map((line) => line.split(/=(.*)/s, 2))
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, filledIn(value)])
    result = await project.run(`bash --noprofile --norc -eo pipefail step-${index}.sh`, {...Object.fromEntries([...kept, ...own]), ...environment})
    if (result.status !== 0) break
  }
  return result
}
