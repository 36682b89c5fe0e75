import {spawnSync} from 'node:child_process'
import {mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {guidelint} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'

const root = path.resolve(import.meta.dirname, '..')
const remarkCli = path.join(root, 'node_modules/remark-cli/cli.js')
const {write} = temporaryFolder()

const adrTemplate = '# [Title of the decision]\n\n## Context\n\n[Why it has to be decided]\n\n## Decision\n\n[What was decided]\n\n## Consequences\n\n[What follows]\n'
const guideTemplate = '# [Device] Guide\n\n## Overview\n\n[What it does]\n\n## Connection\n\n[How it is connected]\n\n## Settings\n\n[What can be set]\n\n## Errors\n\n[What can go wrong]\n'
const page = '# About\n\n## Licence\n\nFree.\n'

function filled(template: string, {name, without}: {readonly name: string; readonly without?: string}): string {
  const text = template.replace(/^# .*$/m, `# ${name}`).replaceAll(/^\[.*\]$/gm, 'A text of its own.')
  return without === undefined ? text : text.replace(new RegExp(`^## ${without}\\n\\n.*\\n\\n?`, 'm'), '')
}

const adr = (name: string, without?: string) => filled(adrTemplate, {name, ...(without !== undefined && {without})})
const guide = (name: string, without?: string) => filled(guideTemplate.replace('[Device] Guide', '[Device]'), {name: `${name} Guide`, ...(without !== undefined && {without})})

const configurationIn = (cwd: string) => readFileSync(path.join(cwd, '.guidelintrc.yaml'), 'utf8')

/** Run init, and what it says is next. */
function started(cwd: string, ...args: readonly string[]) {
  const init = guidelint(['init', ...args], {cwd})
  return {init, next: init.stdout.trimEnd().split('\n').at(-1), check: guidelint(['--no-cache'], {cwd})}
}

describe('init in a repository with', () => {
  test('one template and its documents', () => {
    const cwd = write({'.git/HEAD': '', 'README.md': page, 'templates/guide.md': guideTemplate, 'docs/guides/kiln.md': guide('Kiln'), 'docs/guides/wheel.md': guide('Wheel', 'Settings'), 'docs/faq.md': page})
    const {init, next, check} = started(cwd)
    expect({status: init.status, stderr: init.stderr}).toEqual({status: 0, stderr: ''})
    expect(configurationIn(cwd)).toBe('templates:\n  - template: templates/guide.md\n    files:\n      - docs/guides/**/*.md\npreset: recommended\n')
    expect(next).toBe('Next: npx guidelint, which has 1 finding; npx guidelint --baseline .guidelint-baseline.json --update-baseline accepts what is there')
    expect(check).toMatchObject({status: 1, stderr: '', stdout: expect.stringContaining('Missing section `Settings`')})
    expect(check.stdout).toContain('2 documents checked, 1 with findings')
    expect(readdirSync(cwd)).not.toContain('.remarkrc.yaml')
  })

  test('two templates in different folders, the documents of each told by their headings', () => {
    const cwd = write({
      '.git/HEAD': '', '.github/ISSUE_TEMPLATE/bug.md': guideTemplate, '.github/PULL_REQUEST_TEMPLATE.md': '# [Change]\n\n## Why\n\n## How\n',
      'docs/adr/template.md': adrTemplate, 'docs/templates/device.md': guideTemplate, 'docs/templates/README.md': page, 'docs/templates/retro.md': '# [Sprint]\n\n## Went Well\n\n## Went Badly\n',
      'docs/adr/0001-clay.md': adr('Clay'), 'docs/adr/0002-new-template.md': adr('A new template'), 'docs/adr/README.md': page, 'docs/kiln.md': guide('Kiln'), 'docs/old/wheel.md': guide('Wheel'), 'docs/index.md': page
    })
    const {init, next, check} = started(cwd)
    expect({status: init.status, stderr: init.stderr}).toEqual({status: 0, stderr: ''})
    expect(configurationIn(cwd)).toBe(`templates:
  - template: docs/adr/template.md
    files:
      - docs/adr/**/*.md
      - "!docs/adr/README.md"
  - template: docs/templates/device.md
    files:
      - docs/*.md
      - "!docs/index.md"
      - docs/old/**/*.md
  # Nothing written from this template was found: say where its documents are, as in docs/guides/*.md.
  - template: docs/templates/retro.md
    files: []
preset: recommended
`)
    expect(next).toContain('Next: name the documents of each template under `files` in .guidelintrc.yaml')
    expect(check).toMatchObject({status: 0, stderr: '', stdout: ['docs/adr/0001-clay.md', 'docs/adr/0002-new-template.md', 'docs/kiln.md', 'docs/old/wheel.md'].map((name) => `${name}: no issues found\n`).join('')})
  })

  test('a template beside its documents, in a folder that holds others', () => {
    const drifted = '# Glaze\n\n## Context\n\nText.\n\n## Outcome\n\nText.\n\n## Decision\n\nText.\n'
    const cwd = write({'.git/HEAD': '', 'notes/_template.md': adrTemplate, 'notes/[a] clay.md': adr('Clay'), 'notes/glaze.md': drifted, 'notes/fire.md': adr('Fire'), 'notes/shopping.md': page})
    const {check} = started(cwd)
    expect(configurationIn(cwd)).toContain('template: notes/_template.md\n    files:\n      - notes/*.md\n      - "!notes/shopping.md"\n')
    expect(check).toMatchObject({status: 1, stdout: expect.stringContaining('3 documents checked, 1 with findings')})
  })

  test('a configuration already: prints what is to be added, which works', () => {
    const before = '# Ours\ntemplates:\n  - template: templates/guide.md\n    files: docs/guides\n'
    const cwd = write({'.git/HEAD': '', '.guidelintrc.yaml': before, 'templates/guide.md': guideTemplate, 'docs/guides/kiln.md': guide('Kiln'), 'docs/adr/template.md': adrTemplate, 'docs/adr/0001-clay.md': adr('Clay', 'Decision')})
    const {init, next} = started(cwd)
    expect(configurationIn(cwd)).toBe(before)
    expect(next).toBe('Next: add the lines above to .guidelintrc.yaml, then npx guidelint')
    const [, lines = ''] = /Add to its `templates`:\ntemplates:\n([^]*?)\n\n/.exec(init.stdout) ?? []
    expect(lines).toBe('  - template: docs/adr/template.md\n    files:\n      - docs/adr/**/*.md')
    writeFileSync(path.join(cwd, '.guidelintrc.yaml'), `${before}${lines}\n`)
    const {init: again, check} = started(cwd)
    expect(again).toMatchObject({status: 0, stdout: expect.stringContaining('== .guidelintrc.yaml is there and stays as it is\n\n')})
    expect(check.stdout).toContain('Missing section `Decision`')
  })

  test('a configuration of remark already, and one that it writes, both for remark', () => {
    const rc = 'settings:\n  bullet: "-"\n'
    const files = {'templates/guide.md': guideTemplate, 'docs/kiln.md': guide('Kiln', 'Settings')}
    for (const cwd of [write({'.git/HEAD': '', '.remarkrc.yml': rc, ...files}), write({'.git/HEAD': '', ...files})]) {
      const isKept = readdirSync(cwd).includes('.remarkrc.yml')
      const {init} = started(cwd, '--yes')
      expect(init.status).toBe(0)
      expect(readdirSync(cwd).filter((name) => name.startsWith('.remarkrc'))).toEqual([isKept ? '.remarkrc.yml' : '.remarkrc.yaml'])
      const [, lines] = /== \.remarkrc\.yml is there and stays as it is\nAdd to its plugins:\n([^]*?)\n\n/.exec(init.stdout) ?? []
      expect(lines).toBe(isKept ? 'plugins:\n  - guidelint' : undefined)
      if (isKept) writeFileSync(path.join(cwd, '.remarkrc.yml'), `${rc}${lines}\n`)
      mkdirSync(path.join(cwd, 'node_modules'))
      symlinkSync(root, path.join(cwd, 'node_modules/guidelint'))
      const {status, stderr} = spawnSync(process.execPath, [remarkCli, 'docs', '--no-stdout', '--no-color', '--frail'], {cwd, encoding: 'utf8'})
      expect({status, stderr}).toEqual({status: 1, stderr: expect.stringContaining('Missing section `Settings`')})
    }
  })

  test('no template at all', () => {
    const cwd = write({'.git/HEAD': '', '.github/ISSUE_TEMPLATE/bug.md': guideTemplate, 'docs/template-engine.md': page, 'docs/kiln.md': guide('Kiln'), 'tests/fixtures/template.md': adrTemplate})
    expect(guidelint(['init', '--yes'], {cwd})).toEqual({status: 2, stdout: '', stderr: expect.stringMatching(/^No template found: .+ --template\n$/)})
    expect(readdirSync(cwd)).not.toContain('.guidelintrc.yaml')
  })
})

test('init --baseline accepts what there is, and what is new is found', () => {
  const cwd = write({'.git/HEAD': '', 'templates/guide.md': guideTemplate, 'docs/kiln.md': guide('Kiln', 'Settings'), 'docs/wheel.md': guide('Wheel')})
  const {next, check} = started(cwd, '--baseline')
  expect(next).toBe('Next: npx guidelint, which prints only what is new; commit .guidelint-baseline.json with the configuration')
  expect(configurationIn(cwd)).toMatch(/\nbaseline: \.guidelint-baseline\.json\n$/)
  expect(check).toMatchObject({status: 0, stderr: '1 known finding not shown\n'})
  writeFileSync(path.join(cwd, 'docs/wheel.md'), guide('Wheel', 'Errors'))
  expect(guidelint(['--no-cache'], {cwd})).toMatchObject({status: 1, stdout: expect.stringContaining('Missing section `Errors`')})
})
