import {readFile} from 'node:fs/promises'
import path from 'node:path'
import {languageServer, openEditor} from '../../dist/bench/language-client.js'
import {MissingTool, findings, guides, root, succeeds} from './sandbox.js'

const guide = 'docs/wheel.md'

export async function* editors(sandbox) {
  const project = await sandbox.project('editors')
  await project.write({
    '.remarkrc.yaml': 'plugins:\n  - - guidelint\n    - parser: native\n',
    'server.mjs': await readFile(languageServer, 'utf8'),
    [guide]: guides.bad
  })
  await project.follow([{command: 'npm install --save-dev guidelint remark@15 unified-language-server@4'}])

  const editor = await openEditor(project.cwd, path.join(project.cwd, 'server.mjs'))
  const diagnostics = await editor.show(guide, guides.bad)
  const reasons = diagnostics.map(({message}) => message.split('\n')[0])
  if (reasons.join('\n') !== findings.join('\n')) throw new Error(`Unexpected diagnostics: ${reasons.join(', ')}`)
  const fixes = await editor.quickFixes(guide, diagnostics[0])
  if (fixes[0]?.title !== 'Replace `Setings` with `Settings`')
    throw new Error(`Unexpected quick fixes: ${JSON.stringify(fixes)}`)
  await editor.close()
  yield 'the language server shows the findings, and offers the quick fix'

  if ((await project.run('nvim --version')).status !== 0) throw new MissingTool('Neovim is not installed')
  const line = guides.bad.split('\n').indexOf('## Setings') + 1
  const session = await project.run(
    `nvim --headless -n -i NONE -u "${path.join(root, '__tests__/neovim.lua')}" ${guide}`,
    {
      SERVER: path.join(project.cwd, 'server.mjs'),
      LINE: String(line),
      XDG_STATE_HOME: project.cwd,
      XDG_DATA_HOME: project.cwd
    }
  )
  succeeds(session, {prints: ['"line": "## Settings"']})
  yield 'Neovim shows the findings, and applies the quick fix'
}
