import {rm} from 'node:fs/promises'
import path from 'node:path'
import {recipe} from './recipes.js'
import {ends, findings, guides, succeeds} from './sandbox.js'

const fault = {list: '*   An item\n', reference: 'See [the wheel][].\n'}
const doubled = 'expected corresponding definition (`description`)'

export async function* remark(sandbox) {
  const project = await sandbox.project('remark')
  const steps = recipe('remark')
  const {command: check} = steps.pop()
  await project.follow(steps)
  const rc = path.join(project.cwd, '.remarkrc.yaml')

  await project.write({'docs/wheel.md': guides.good, 'README.md': '# Pottery\n', 'vendor/wheel.md': fault.list})
  succeeds(await project.run(check), {prints: ['docs/wheel.md: no issues found'], hides: ['vendor']})
  yield 'status 0 where nothing is wrong; .remarkignore holds'

  await project.write({'README.md': `# Pottery\n\n${fault.reference}\n${fault.list}`})
  const warnings = ['warning', 'list-item-indent', 'no-undefined-references', '2 warnings']
  ends(await project.run(check), {status: 1, prints: warnings})
  succeeds(await project.run(check.replace(' --frail', '')), {prints: warnings})
  yield 'rules of remark-lint warn: status 1 with --frail, 0 without'

  await project.write({'docs/wheel.md': guides.bad})
  const both = await project.run(check)
  ends(both, {status: 1, prints: [...findings, ...warnings, '2 errors'], hides: [doubled]})
  ends(await project.run(check.replace(' --frail', '')), {status: 1})
  yield 'findings of guidelint are errors beside them: status 1 with --frail and without'

  await project.run(
    `node -e "fs.writeFileSync('.remarkrc.yaml', fs.readFileSync('.remarkrc.yaml', 'utf8').replace('allowShortcutLink: true', 'allowShortcutLink: false'))"`
  )
  ends(await project.run(check), {status: 1, prints: [doubled]})
  yield 'only .remarkrc.example keeps remark-lint from reporting a placeholder, too'

  await rm(rc)
  await project.follow(recipe('remark, configured in JavaScript'))
  const asModule = await project.run(check)
  if (asModule.output !== both.output)
    throw new Error(`Expected from .remarkrc.mjs:\n${both.output}\ngot:\n${asModule.output}`)
  yield 'the same from .remarkrc.mjs'
}
