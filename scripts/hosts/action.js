import {existsSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import path from 'node:path'
import {recipe} from './recipes.js'
import {ends, findings, guides, succeeds} from './sandbox.js'

/** Runs the steps of the composite action. */
export async function* action(sandbox) {
  const project = await sandbox.project('action')
  // Packing the sandbox has built it.
  const {runActionIn} = await import('../../dist/bench/github-workflow.js')
  const inputs = {files: 'docs', sarif: 'guidelint.sarif'}
  const folder = path.join(sandbox.folder, 'action-runner')
  // Installed once: nothing else runs meanwhile.
  let install = {package: sandbox.tarball}
  const runAction = (given) => {
    const {installed, ...result} = runActionIn(project.cwd, given, {folder, install, env: sandbox.env})
    if (installed !== undefined) install = {command: installed}
    return {command: 'the action', ...result}
  }

  await project.write({'docs/wheel.md': guides.bad})
  const first = runAction(inputs)
  ends(first, {status: 1, prints: findings.map((finding) => `::${finding}`)})
  yield 'findings are annotations, and fail the job'

  const {summary} = first
  if (
    !summary.includes('### guidelint: 2 errors, 0 warnings in 1 of 1 document') ||
    !summary.includes('| `docs/wheel.md` | 2 | 0 |')
  )
    throw new Error(`Unexpected summary:\n${summary}`)
  const {runs} = JSON.parse(await readFile(path.join(project.cwd, 'guidelint.sarif'), 'utf8'))
  if (runs[0].results.length !== findings.length)
    throw new Error(`Unexpected report in SARIF: ${JSON.stringify(runs[0].results)}`)
  yield 'the summary counts them, and a report in SARIF has them'

  succeeds(await project.run('git add . && git commit --quiet --message "Bad guide" && git tag base'))
  await project.write({'docs/wheel.md': `${guides.bad}\nA line more.\n`})
  succeeds(runAction({...inputs, since: 'base'}), {hides: findings})
  yield 'with since, only findings that are new count'

  await project.write({'docs/wheel.md': guides.bad.replace('## Connection', '## Conection')})
  ends(runAction({...inputs, since: 'base'}), {
    status: 1,
    prints: ['Unexpected heading `Conection`, expected `Connection`']
  })
  await project.write({'docs/wheel.md': guides.bad})
  succeeds(await project.run(`"${install.command}" docs --baseline known.json --update-baseline`))
  succeeds(runAction({...inputs, baseline: 'known.json'}), {hides: findings})
  yield 'with a baseline, only findings that it does not have count'

  const source = 'templates/integration-guide.md'
  const before = await readFile(path.join(project.cwd, source), 'utf8')
  if (first.outputs !== '') throw new Error(`Unexpected output:\n${first.outputs}`)
  await project.write({
    'docs/wheel.md': guides.good,
    [source]: `${before}\n## Risks $(touch pwned) \`touch pwned\`\n\n## EOF ::error::pwned\n`
  })
  const changed = runAction({...inputs, since: 'base'})
  ends(changed, {status: 1})
  for (const text of [changed.summary, changed.outputs])
    if (!text.includes(': 2 changes for authors') || !text.includes('1 of 1 document newly fails'))
      throw new Error(`Unexpected changes of the template:\n${text}`)
  if (
    !/^template-changes<<([\da-f-]{36})\n###[^]*\n\1\n$/.test(changed.outputs) ||
    existsSync(path.join(project.cwd, 'pwned'))
  )
    throw new Error(`Unexpected output:\n${changed.outputs}`)
  await project.write({'docs/wheel.md': guides.bad, [source]: before})
  yield 'with since, the summary and an output have what changes by another template'

  await project.write({'docs/wheel.md': guides.good})
  succeeds(runAction({}), {hides: ['::error', '::warning']})
  yield 'a mended guide passes, by what the configuration says is checked'

  const template = '.github/PULL_REQUEST_TEMPLATE.md'
  const unticked =
    '## Change\r\n\r\nA wheel. [Plan](../blob/main/plan.md)\r\n\r\n## Kind\r\n\r\n- [ ] Guide\r\n- [ ] Template\r\n'
  await project.write({
    [template]: '## Change\n\n## Kind\n\n<!-- Tick one. -->\n\n- [ ] Guide\n- [ ] Template\n',
    'docs/wheel.md': guides.bad
  })
  const missing =
    '::error file=pull request description,line=7,endLine=8,title=task-lists::Missing ticked box, expected one of `Guide`, `Template`'
  const described = runAction({body: unticked})
  ends(described, {status: 1, prints: [missing], hides: ['docs/wheel.md', 'valid-anchors']})
  if (!described.summary.includes('| `pull request description` | 1 | 0 |'))
    throw new Error('The summary does not have the description')
  ends(runAction({body: unticked.replace('[ ]', '[x]'), files: 'docs'}), {
    status: 1,
    prints: findings.map((finding) => `::${finding}`),
    hides: ['pull request description']
  })
  ends(runAction({template, frail: 'true'}), {
    status: 1,
    prints: ['Missing all sections of the template, expected `Change`, `Kind`']
  })
  ends(runAction({body: unticked, template: 'none.md'}), {status: 2})
  yield 'a description is checked against its template, alone or beside files, and so is an empty one'

  const hostile = `${unticked.replace('[ ]', '[x]')}\n## $(touch pwned) \`touch pwned\`\n\n'; touch pwned; "\n\nEOF\n::error::pwned\n\n\${{ github.token }}\n`
  succeeds(runAction({body: hostile}), {hides: ['::error', 'pwned']})
  if (existsSync(path.join(project.cwd, 'pwned'))) throw new Error('A description was run')
  yield 'nothing in a description is run'

  const [{command}] = recipe('With gh', 'docs/pull-requests.md')
  await project.write({
    'body.md': unticked,
    'bin/gh': '#!/bin/sh\ncat body.md\n',
    'bin/npx': `#!/bin/sh\nshift\nexec '${install.command}' "$@"\n`
  })
  succeeds(await project.run('chmod +x bin/gh bin/npx'))
  ends(await project.run(command, {PATH: `${path.join(project.cwd, 'bin')}${path.delimiter}${sandbox.env.PATH}`}), {
    status: 1,
    prints: ['pull request', 'Missing ticked box, expected one of `Guide`, `Template`'],
    hides: ['valid-anchors']
  })
  yield 'the recipe with gh does the same'
}
