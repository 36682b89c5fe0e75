import {readFile} from 'node:fs/promises'
import path from 'node:path'
import {recipe} from './recipes.js'
import {MissingTool, ends, guides, refusesUntilMended, root, succeeds} from './sandbox.js'

const hooks = ['guidelint', 'guidelint-remark']

export async function* preCommit(sandbox) {
  const project = await sandbox.project('pre-commit')
  const {start, env} = await tool(sandbox, project)
  succeeds(await project.run(`${start} validate-manifest "${path.join(root, '.pre-commit-hooks.yaml')}"`, env))
  yield 'the manifest is valid'

  const {url, revision} = await repository(sandbox, project)
  await project.write({'.remarkrc.yaml': await readFile(path.join(root, '.remarkrc.example'), 'utf8')})
  for (const step of recipe('pre-commit')) {
    if ('file' in step)
      await project.write({[step.file]: step.content.replace(/https:.*/, url).replace(/rev: .*/, `rev: ${revision}`)})
    else succeeds(await project.run(step.command.replace('pre-commit', start), env))
  }
  await refusesUntilMended(project, {
    env,
    prints: hooks.map((hook) => `hook id: ${hook}\n`),
    printsMended: [
      'guidelint................................................................Passed',
      'guidelint with remark....................................................Passed'
    ]
  })
  yield 'installed from git: both hooks refuse a guide with faults, and pass the mended one'

  const many = Array.from({length: 64}, (_, index) => `docs/${index}.md`)
  await project.write(Object.fromEntries(many.map((file) => [file, guides.bad])))
  await project.run('git add .')
  for (const hook of hooks) {
    const result = await project.run(`${start} run ${hook}`, env)
    ends(result, {status: 1, prints: many})
    const reports = result.output.match(/✖ \d+ errors/g) ?? []
    if (reports.length !== 1) throw new Error(`${hook} printed ${reports.length} reports, expected one`)
  }
  yield 'one report for many files'

  const configuration = await readFile(path.join(project.cwd, '.pre-commit-config.yaml'), 'utf8')
  await project.write({
    '.pre-commit-config.yaml': configuration.replace(/id: guidelint$/m, 'id: guidelint-fix'),
    'docs/0.md': guides.mendable
  })
  await project.run('git add .')
  ends(await project.run(`${start} run guidelint-fix --files docs/0.md`, env), {
    status: 1,
    prints: ['files were modified by this hook']
  })
  await project.run('git add .')
  succeeds(await project.run(`${start} run guidelint-fix --files docs/0.md`, env))
  yield 'guidelint-fix mends a guide, and passes it then'
}

/** Made once, for all that need them. */
const made = new Map()

function once(name, make) {
  if (!made.has(name)) made.set(name, make())
  return made.get(name)
}

/** pre-commit as it is installed, or by pip below the sandbox. */
export function tool(sandbox, project) {
  return once('tool', () => findTool(sandbox, project))
}

async function findTool(sandbox, project) {
  const own = {PRE_COMMIT_HOME: path.join(sandbox.folder, 'pre-commit-home')}
  if ((await project.run('pre-commit --version')).status === 0) return {start: 'pre-commit', env: own}
  const packages = path.join(sandbox.folder, 'python')
  const {status} = await project.run(`python3 -m pip install --quiet --target "${packages}" pre-commit`)
  if (status !== 0) throw new MissingTool('pre-commit is not installed, and pip cannot install it')
  return {start: 'python3 -m pre_commit', env: {...own, PYTHONPATH: packages}}
}

/** A clone of this checkout whose last commit has the files as they are now. */
export function repository(sandbox, project) {
  return once('repository', () => cloneOf(sandbox, project))
}

async function cloneOf(sandbox, project) {
  const url = path.join(sandbox.folder, 'guidelint.git')
  const git = `git --git-dir "${url}" --work-tree "${root}"`
  succeeds(
    await project.run(
      `git clone --quiet --bare "${root}" "${url}" && ${git} reset --quiet && ${git} add --update && ${git} commit --quiet --allow-empty --message "As it is now"`
    )
  )
  const {output} = await project.run(`${git} rev-parse HEAD`)
  return {url, revision: output.trim()}
}
