import {recipe} from './recipes.js'
import {ends, findings, guides, refusesUntilMended} from './sandbox.js'

export async function* husky(sandbox) {
  const project = await sandbox.project('husky')
  await project.follow(recipe('husky and lint-staged'))
  await refusesUntilMended(project)
  yield 'a guide with faults is not committed, the mended one is'

  await project.write({'docs/kiln.md': guides.bad})
  await project.run('git add .')
  await project.write({'docs/kiln.md': guides.good})
  ends(await project.run('git commit --message "Describe the kiln"'), {status: 1, prints: findings})
  yield 'what is staged counts, not what the file has become since'
}
