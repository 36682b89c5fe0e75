import {readFile} from 'node:fs/promises'
import path from 'node:path'
import {repository, tool} from './pre-commit.js'
import {ends, findings, guides, succeeds} from './sandbox.js'

/** The page about an old repository, with npm, pre-commit and remark, and what init writes. */
export async function* oldRepository(sandbox) {
  // Packing the sandbox has built them.
  const {commandsOfPage} = await import('../../dist/bench/old-repository.js')
  const {runWorkflow} = await import('../../dist/bench/github-workflow.js')
  const project = await sandbox.project('old-repository')
  await project.write({
    'docs/old.md': guides.bad,
    'docs/new.md': guides.good.replace('## Connection', '![The wheel](wheel.png)\n\n## Connection'),
    'docs/wheel.png': ''
  })
  succeeds(
    await project.run('git rm --quiet .guidelintrc.yaml && git add . && git commit --quiet --message "As it was"')
  )
  const {start, env} = await tool(sandbox, project)
  const {url, revision} = await repository(sandbox, project)
  for (const command of commandsOfPage()) {
    const run = command.replace('npm i -D guidelint', `npm i -D "${sandbox.tarball}"`).replace(/^pre-commit/, start)
    const result = await project.run(run, env)
    succeeds(result, {hides: findings, ...(command === 'npx guidelint' && {prints: ['2 known findings not shown']})})
  }
  yield 'its five commands end in a check that passes, with two old findings known'

  // As published, the hook comes from the forge.
  const hook = await readFile(path.join(project.cwd, '.pre-commit-config.yaml'), 'utf8')
  await project.write({'.pre-commit-config.yaml': hook.replace(/https:.*/, url).replace(/rev: .*/, `rev: ${revision}`)})
  succeeds(
    await project.run(
      'git add . && git commit --quiet --no-verify --message "A hook from here" && git checkout --quiet -b change'
    )
  )
  // The action installs guidelint once: nothing else runs meanwhile.
  let install = {package: sandbox.tarball}
  const workflow = async () => {
    const {installed, ...result} = runWorkflow(
      await readFile(path.join(project.cwd, '.github/workflows/guides.yml'), 'utf8'),
      {
        repository: project.cwd,
        base: 'main',
        head: 'change',
        folder: path.join(sandbox.folder, 'runner'),
        install,
        env: sandbox.env
      }
    )
    if (installed !== undefined) install = {command: installed}
    return result
  }
  await project.write({'docs/older.md': `${guides.bad}\nA line more.\n`})
  succeeds(
    await project.run('git rm --quiet docs/old.md && git add . && git commit --message "Move the old guide"', env),
    {hides: findings}
  )
  succeeds({command: 'the workflow', ...(await workflow())}, {hides: ['::error', '::warning']})
  yield 'an old guide may be moved and edited: the hook and the workflow that init wrote pass'

  const broken = 'Unexpected link to `wheel.png`, expected a file that exists'
  succeeds(await project.run('git rm --quiet docs/wheel.png'))
  ends(await project.run('git commit --message "Take the picture away"', env), {
    status: 1,
    prints: ['docs/new.md', broken, 'guidelint................................................................Failed'],
    hides: findings
  })
  succeeds(await project.run('git commit --quiet --no-verify --message "Take the picture away"'))
  const {status, output, passedOver} = await workflow()
  ends(
    {command: 'the workflow', status, output},
    {status: 1, prints: [`::error file=docs/new.md,`, broken], hides: findings}
  )
  yield `a commit without a guide that breaks a link of one is refused by the hook, and by the workflow (all but ${passedOver.join(', ')})`

  succeeds(await project.run('npm install --save-dev remark-cli'))
  ends(await project.run('npx remark docs --frail --no-stdout'), {
    status: 1,
    prints: [broken, '1 error'],
    hides: findings
  })
  yield 'remark, with the .remarkrc.yaml that init wrote, finds what the baseline does not have'
}
