import {recipe} from './recipes.js'
import {refusesUntilMended} from './sandbox.js'

export async function* lefthook(sandbox) {
  const project = await sandbox.project('lefthook')
  await project.follow(recipe('lefthook'))
  await refusesUntilMended(project)
  yield 'a guide with faults is not committed, the mended one is'
}
