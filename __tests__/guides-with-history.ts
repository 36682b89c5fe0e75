import {spawnSync} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect} from '@jest/globals'
import type {Run} from './command-line.ts'
import {warmGuidelint} from './warm-command-line.ts'

export const template = `# [Name]

## Usage

| Setting | Default |
| --- | --- |
| [Setting] | [Default] |

## Steps

- **Owner**: [Owner]

\`\`\`sh
run
\`\`\`

<!-- guidelint required -->

## Support

## Limits
`

/** A document without findings. */
export const good = `# Kiln

## Usage

| Setting | Default |
| --- | --- |
| heat | 20 |

See [the wheel](wheel.md#steps) and ![a picture](kiln.png).

## Steps

- **Owner**: Ada

## Support

Call.

## Limits

None.
`

/** What was wrong before anybody looked: two sections are missing, a column is, placeholders were left, a link leads nowhere. */
export const old = `# Wheel

## Usage

| Setting |
| --- |
| speed |

By [Owner] and [x](#nowhere).

## Steps

- **Owner**: [Owner]

Turn it.
`

export const project = {
  '.guidelintrc.yaml': 'templates:\n  - {template: templates/guide.md, files: "docs/**"}\n',
  'templates/guide.md': template,
  'docs/kiln.md': good,
  'docs/wheel.md': old,
  'docs/kiln.png': ''
}

export function git(cwd: string, ...args: readonly string[]): void {
  runGit(cwd, args, {})
}

/** Commit all that there is, as if it were noon of a day. */
export function commitOn(day: string, cwd: string): void {
  git(cwd, 'add', '.')
  runGit(cwd, ['commit', '-q', '-m', day], {GIT_COMMITTER_DATE: `${day}T12:00:00Z`})
}

function runGit(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const {status, stderr} = spawnSync(
    'git',
    [
      '-c',
      'user.name=guidelint',
      '-c',
      'user.email=guidelint@example.com',
      '-c',
      'protocol.file.allow=always',
      ...args
    ],
    {cwd, encoding: 'utf8', env: {...process.env, ...env}}
  )
  expect({status, stderr: status === 0 ? '' : stderr}).toEqual({status: 0, stderr: ''})
}

/** Make a folder a repository whose first commit is the branch `main`, with another one checked out. */
export function repository(cwd: string): string {
  git(cwd, 'init', '-q', '-b', 'main')
  git(cwd, 'add', '-f', '.')
  git(cwd, 'commit', '-q', '-m', 'before')
  git(cwd, 'checkout', '-q', '-b', 'change')
  return cwd
}

export function reasonsIn({status, stdout}: Run): readonly string[] {
  expect(status).not.toBe(2)
  return (JSON.parse(stdout) as ReadonlyArray<{path: string; messages: ReadonlyArray<{reason: string}>}>).flatMap(
    (report) => report.messages.map(({reason}) => `${path.basename(report.path)}: ${reason}`)
  )
}

export function run(cwd: string, ...args: readonly string[]): Run {
  return warmGuidelint(['docs', '-f', 'json', '-q', '--no-cache', '--jobs', '1', ...args], {cwd})
}

export function edit(cwd: string, file: string, from: string, to: string): void {
  const text = readFileSync(path.join(cwd, file), 'utf8')
  expect(text.split(from)).toHaveLength(2)
  writeFileSync(path.join(cwd, file), text.replace(from, to))
}
