import {execFile, spawnSync} from 'node:child_process'
import path from 'node:path'
import {promisify} from 'node:util'
import {describe, expect, jest, test} from '@jest/globals'
import {languageServer} from '../bench/language-client.ts'
import {editorProject} from './editor-project.ts'
import {temporaryFolder} from './temporary-folder.ts'

// Only for failures: an editor that never ends.
jest.setTimeout(90_000)

interface Finding {
  lnum: number
  col: number
  end_lnum: number
  end_col: number
  severity: number
  source: string
  message: string
}

interface Session {
  before: Finding[]
  offered: string[]
  line: string
  after: Finding[]
}

const isInstalled = spawnSync('nvim', ['--version']).status === 0
if (!isInstalled) process.stderr.write('Neovim is not installed: its tests are skipped\n')

const temporary = temporaryFolder()

/** Open the guide in Neovim and take the quick fix on a line of it. */
async function session(line: number): Promise<Session> {
  const cwd = editorProject(temporary)
  const env = {...process.env, SERVER: languageServer, LINE: String(line), XDG_STATE_HOME: cwd, XDG_DATA_HOME: cwd}
  const {stdout} = await promisify(execFile)(
    'nvim',
    ['--headless', '-n', '-i', 'NONE', '-u', path.join(import.meta.dirname, 'neovim.lua'), 'docs/kiln.md'],
    {cwd, env}
  )
  return JSON.parse(stdout) as Session
}

/** The first lines of findings. */
function reasons(findings: readonly Finding[]): readonly string[] {
  return findings.map(({message}) => message.split('\n')[0] ?? '')
}

const describeIfInstalled = isInstalled ? describe : describe.skip

describeIfInstalled('Neovim', () => {
  test('shows the findings, and takes the quick fix for one of them', async () => {
    const {before, offered, line, after} = await session(18)
    expect(before).toHaveLength(9)
    expect(before[3]).toEqual({
      lnum: 17,
      col: 3,
      end_lnum: 17,
      end_col: 10,
      severity: 1,
      source: 'guidelint',
      message: 'Unexpected heading `Setings`, expected `Settings`\nTemplate: templates/device.md:22'
    })
    expect(offered).toEqual(['Replace `Setings` with `Settings`'])
    expect(line).toBe('## Settings')
    const left = reasons(before).filter((_, index) => index !== 3)
    expect(reasons(after)).toEqual(left.map((reason) => reason.replace('after `Setings`', 'after `Settings`')))
  })
})
