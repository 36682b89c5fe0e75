import {recipe} from './recipes.js'
import {ends, findings, guides, refusesUntilMended, succeeds} from './sandbox.js'

export async function* lefthook(sandbox) {
  const project = await sandbox.project('lefthook')
  await project.follow(recipe('lefthook'))
  await refusesUntilMended(project)
  yield 'a guide with faults is not committed, the mended one is'

  await project.follow(recipe('Only what is new').filter((step) => 'file' in step))
  await project.write({
    'docs/old.md': guides.bad,
    'docs/new.md': guides.good.replace('## Connection', 'See [the settings](old.md#setings).\n\n## Connection')
  })
  succeeds(await project.run('git add . && git commit --quiet --no-verify --message "Old guide"'))
  await project.write({'docs/old.md': `${guides.bad}\nA line more.\n`})
  succeeds(await project.run('git add . && git commit --message "A line more"'), {hides: findings})
  await project.write({'docs/old.md': guides.good})
  ends(await project.run('git add . && git commit --message "Mend a heading"'), {
    status: 1,
    prints: ['Unexpected link to `#setings` in `old.md`']
  })
  yield 'an old guide with faults may be edited, and what the edit breaks in another guide is found'
}
