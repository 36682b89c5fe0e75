import {type ChildProcess, spawn, spawnSync} from 'node:child_process'
import {chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {stripVTControlCharacters} from 'node:util'
import {expect} from '@jest/globals'
import {runWorkflow} from '../bench/github-workflow.ts'
import {type Found, foundInAnnotations, foundInReport, hookOf} from '../bench/old-repository.ts'
import {type Run, main, ownHome} from './command-line.ts'
import {git} from './guides-with-history.ts'

const root = path.resolve(import.meta.dirname, '..')
const node = JSON.stringify(process.execPath)
const command = `${node} ${JSON.stringify(main)}`

/** What stands for programs that would install from the network: npm links this package, npx runs it, pre-commit runs its hook as the manifest says. */
const programs = {
  npm: `[ "$*" = 'i -D guidelint' ] && mkdir -p node_modules && ln -s ${JSON.stringify(root)} node_modules/guidelint\n`,
  npx: `[ "$1" = guidelint ] && shift && exec ${command} "$@"\n`,
  'pre-commit': `[ "$*" = install ] && cp "$(dirname "$0")/hook" .git/hooks/pre-commit\n`
}

/** Run a command as somebody types it, without the network. */
export function inShell(line: string, cwd: string): Run {
  const folder = path.join(cwd, '.git/programs')
  mkdirSync(folder, {recursive: true})
  for (const [name, text] of Object.entries(programs)) writeProgram(path.join(folder, name), text)
  if (line.startsWith('pre-commit')) writeProgram(path.join(folder, 'hook'), hookScript(cwd))
  const identity = Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, 'guidelint'],
      [`GIT_${who}_EMAIL`, 'guidelint@example.com']
    ])
  )
  const {status, stdout, stderr} = spawnSync('bash', ['-c', line], {
    cwd,
    encoding: 'utf8',
    env: {...process.env, ...ownHome, ...identity, PATH: `${folder}${path.delimiter}${process.env['PATH']}`}
  })
  return {status, stdout, stderr}
}

function writeProgram(file: string, text: string): void {
  writeFileSync(file, `#!/bin/sh\n${text}`)
  chmodSync(file, 0o755)
}

/** What pre-commit does for the hook of a configuration. */
function hookScript(cwd: string): string {
  const {args, hasNames, isAlwaysRun} = hookOf(readFileSync(path.join(cwd, '.pre-commit-config.yaml'), 'utf8'))
  const names = `names=$(git diff --cached --name-only --diff-filter=ACMRTUXB -- '*.md' '*.markdown')\n`
  return `${names}${isAlwaysRun ? '' : '[ -n "$names" ] || exit 0\n'}exec ${command} ${args.join(' ')}${hasNames ? ' $names' : ''}\n`
}

/** What was new in a commit. */
interface Reported {
  readonly status: number | null
  readonly found: readonly Found[]
}

/** Commit all that changed, through the hook where there is one. */
export function committed(cwd: string): Reported {
  const {status, stdout, stderr} = inShell('git add . && git commit --quiet --message change', cwd)
  return {status, found: foundInReport(stdout + stderr)}
}

/** What the workflow of a repository says of the branch `change`. */
export function workflowFor(cwd: string, name = '.github/workflows/guides.yml'): Reported {
  const {status, output, passedOver} = runWorkflow(readFileSync(path.join(cwd, name), 'utf8'), {
    repository: cwd,
    base: 'main',
    head: 'change',
    folder: path.join(cwd, '.git/runner'),
    install: {command: writtenCommand(cwd)},
    env: ownHome
  })
  // Node.js is there.
  expect(passedOver).toEqual(['actions/setup-node@v4'])
  if (status === 2) throw new Error(output)
  return {status, found: foundInAnnotations(output)}
}

function writtenCommand(cwd: string): string {
  const file = path.join(cwd, '.git/guidelint')
  writeProgram(file, `exec ${command} "$@"\n`)
  return file
}

/** Put this package where npm installs it. */
export function installIn(cwd: string): void {
  mkdirSync(path.join(cwd, 'node_modules'), {recursive: true})
  symlinkSync(root, path.join(cwd, 'node_modules/guidelint'))
}

/** Take all that changed in as the branch `main`, and go on with another one. */
export function asMain(cwd: string): void {
  git(cwd, 'add', '.')
  git(cwd, 'commit', '-q', '--no-verify', '-m', 'set up')
  git(cwd, 'branch', '-f', 'main')
}

/** Whether there is what gives a program a terminal: `script` as Linux has it. */
export const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

/** Run guidelint at a terminal, and answer its questions in turn. */
export async function atTerminal(
  args: readonly string[],
  answers: readonly string[],
  cwd: string
): Promise<Run & {readonly questions: readonly string[]}> {
  const child: ChildProcess = spawn(
    'script',
    ['--quiet', '--return', '--command', [command, ...args].join(' '), '/dev/null'],
    {cwd, env: {...process.env, ...ownHome, TERM: 'dumb', CI: ''}}
  )
  let output = ''
  let asked = 0
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
    for (const count = questionsIn(output).length; asked < count; asked++)
      child.stdin?.write(`${answers[asked] ?? ''}\n`)
  })
  const status = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve)
  )
  return {status, stdout: output, stderr: '', questions: questionsIn(output)}
}

function questionsIn(output: string): readonly string[] {
  return Array.from(
    stripVTControlCharacters(output).matchAll(
      /^.*?([A-Z\d].*(?:\? \[(?:Y\/n|y\/N)\]|\(Return keeps the placeholder\):)) /gm
    ),
    ([, question = '']) => question
  )
}
