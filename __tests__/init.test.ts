import {spawnSync} from 'node:child_process'
import {existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {commandsOfPage, foundInJson} from '../bench/old-repository.ts'
import {edit, git, good, old, repository, template as guideWithTable} from './guides-with-history.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {asMain, atTerminal, committed, hasTerminal, inShell, installIn, workflowFor} from './user-machine.ts'
import {warmGuidelint} from './warm-command-line.ts'

const root = path.resolve(import.meta.dirname, '..')
const remarkCli = path.join(root, 'node_modules/remark-cli/cli.js')
const {write} = temporaryFolder()

const adrTemplate =
  '# [Title of the decision]\n\n## Context\n\n[Why it has to be decided]\n\n## Decision\n\n[What was decided]\n\n## Consequences\n\n[What follows]\n'
const guideTemplate =
  '# [Device] Guide\n\n## Overview\n\n[What it does]\n\n## Connection\n\n[How it is connected]\n\n## Settings\n\n[What can be set]\n\n## Errors\n\n[What can go wrong]\n'
const proposalTemplate = `${adrTemplate}\n${guideTemplate.replace(/^# .*\n\n/, '')}`
const page = '# About\n\n## Licence\n\nFree.\n'

function filled(template: string, {name, without}: {readonly name: string; readonly without?: string}): string {
  const text = template.replace(/^# .*$/m, `# ${name}`).replaceAll(/^\[.*\]$/gm, 'A text of its own.')
  return without === undefined ? text : text.replace(new RegExp(`^## ${without}\\n\\n.*\\n\\n?`, 'm'), '')
}

const adr = (name: string, without?: string) => filled(adrTemplate, {name, ...(without !== undefined && {without})})
const guide = (name: string, without?: string) =>
  filled(guideTemplate.replace('[Device] Guide', '[Device]'), {
    name: `${name} Guide`,
    ...(without !== undefined && {without})
  })

const configurationIn = (cwd: string) => readFileSync(path.join(cwd, '.guidelintrc.yaml'), 'utf8')

/** Run init in a repository with history, and what it says is next. */
function started(cwd: string, ...args: readonly string[]) {
  if (!readdirSync(cwd).includes('.git')) repository(cwd)
  const init = warmGuidelint(['init', ...args], {cwd})
  return {init, next: init.stdout.trimEnd().split('\n').at(-1), check: warmGuidelint(['--no-cache'], {cwd})}
}

/** Documents from which a section was taken, with its name, in repositories that init has set up. */
const worsened = new Map<string, string>()

/** Commit what init wrote, then take a section out of a document: that, and nothing else, is found by the hook and by the workflow. */
function expectFound(cwd: string, file: string, section: string): void {
  asMain(cwd)
  expect(inShell('pre-commit install', cwd)).toEqual({status: 0, stdout: '', stderr: ''})
  const text = readFileSync(path.join(cwd, file), 'utf8')
  writeFileSync(path.join(cwd, file), text.replace(new RegExp(`^## ${section}\\n\\n.*\\n\\n?`, 'm'), ''))
  const found = [
    {file, rule: 'required-headings', reason: expect.stringMatching(new RegExp(`^Missing section \`${section}\``))}
  ]
  expect(committed(cwd)).toEqual({status: 1, found})
  git(cwd, 'commit', '-q', '--no-verify', '-m', 'worse')
  expect(workflowFor(cwd)).toEqual({status: 1, found})
  worsened.set(path.join(cwd, file), section)
}

const asPosix = process.platform === 'win32' ? test.skip : test

describe('init in a repository with', () => {
  test('one template and its documents', () => {
    const cwd = write({
      'README.md': page,
      'templates/guide.md': guideTemplate,
      'docs/guides/kiln.md': guide('Kiln'),
      'docs/guides/wheel.md': guide('Wheel', 'Settings'),
      'docs/faq.md': page
    })
    const {init, next, check} = started(cwd, '--yes')
    expect({status: init.status, stderr: init.stderr}).toEqual({status: 0, stderr: ''})
    expect(configurationIn(cwd)).toBe(
      'templates:\n  - template: templates/guide.md\n    files:\n      - docs/guides/**/*.md\npreset: recommended\n'
    )
    expect(next).toBe(
      'Next: npx guidelint, which reports 1 finding; npx guidelint --baseline .guidelint-baseline.json --update-baseline accepts them'
    )
    expect(check).toMatchObject({status: 1, stderr: '', stdout: expect.stringContaining('Missing section `Settings`')})
    expect(check.stdout).toContain('2 documents checked, 1 with findings')
    expectFound(cwd, 'docs/guides/kiln.md', 'Errors')
  })

  test('two templates in different folders, the documents of each told by their headings', () => {
    const cwd = write({
      '.github/ISSUE_TEMPLATE/bug.md': guideTemplate,
      '.github/PULL_REQUEST_TEMPLATE.md': '# [Change]\n\n## Why\n\n## How\n',
      'docs/adr/template.md': adrTemplate,
      'docs/templates/device.md': guideTemplate,
      'docs/templates/README.md': page,
      'docs/templates/retro.md': '# [Sprint]\n\n## Went Well\n\n## Went Badly\n',
      'docs/adr/0001-clay.md': adr('Clay'),
      'docs/adr/0002-new-template.md': adr('A new template'),
      'docs/adr/README.md': page,
      'docs/kiln.md': guide('Kiln'),
      'docs/old/wheel.md': guide('Wheel'),
      'docs/index.md': page
    })
    const {init, next, check} = started(cwd, '--yes')
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
  # No documents of this template were found: name their place, such as docs/guides/*.md.
  - template: docs/templates/retro.md
    files: []
preset: recommended
`)
    expect(next).toContain('Next: name the documents of each template under `files` in .guidelintrc.yaml')
    expect(check).toMatchObject({
      status: 0,
      stderr: '',
      stdout: ['docs/adr/0001-clay.md', 'docs/adr/0002-new-template.md', 'docs/kiln.md', 'docs/old/wheel.md']
        .map((name) => `${name}: no issues found\n`)
        .join('')
    })
    expectFound(cwd, 'docs/adr/0001-clay.md', 'Decision')
  })

  test('a template beside its documents, in a folder that holds others', () => {
    const drifted = '# Glaze\n\n## Context\n\nText.\n\n## Outcome\n\nText.\n\n## Decision\n\nText.\n'
    const cwd = write({
      'notes/_template.md': adrTemplate,
      'notes/[a] clay.md': adr('Clay'),
      'notes/glaze.md': drifted,
      'notes/fire.md': adr('Fire'),
      'notes/shopping.md': page
    })
    const {check} = started(cwd, '--yes')
    expect(configurationIn(cwd)).toContain(
      'template: notes/_template.md\n    files:\n      - notes/*.md\n      - "!notes/shopping.md"\n'
    )
    expect(check).toMatchObject({status: 1, stdout: expect.stringContaining('3 documents checked, 1 with findings')})
    expectFound(cwd, 'notes/[a] clay.md', 'Decision')
  })

  test('documents of two templates side by side: says that a new one has to be named', () => {
    const cwd = repository(
      write({
        'templates/guide.md': guideTemplate,
        'templates/adr.md': adrTemplate,
        'docs/other.md': page,
        ...Object.fromEntries(['Kiln', 'Wheel', 'Lathe', 'Cup'].map((name) => [`docs/${name}.md`, guide(name)])),
        ...Object.fromEntries(['Clay', 'Fire', 'Ash', 'Salt'].map((name) => [`docs/${name}.md`, adr(name)]))
      })
    )
    expect(warmGuidelint(['init'], {cwd}).stdout).toContain(
      '\nWhere other files are beside the documents, the configuration lists each document: add new ones to it\n'
    )
  })

  test('a folder for each document, of which many are old, side by side in folders', () => {
    const names = ['sig-a/1-clay', 'sig-a/2-glaze', 'sig-a/3-fire', 'sig-b/4-kiln']
    const drifted = Object.fromEntries(
      ['sig-b/5-wheel', 'sig-b/6-cup', 'sig-c/7-bowl'].map((name) => [
        `keps/${name}/README.md`,
        '# Drifted\n\n## Context\n\nText.\n\n## Settings\n\nText.\n'
      ])
    )
    const cwd = write({
      'README.md': page,
      'keps/README.md': page,
      'keps/NNNN-template/README.md': proposalTemplate,
      ...drifted,
      ...Object.fromEntries(names.map((name) => [`keps/${name}/README.md`, filled(proposalTemplate, {name})]))
    })
    const {check} = started(cwd, '--yes')
    expect(configurationIn(cwd)).toContain(
      'template: keps/NNNN-template/README.md\n    files:\n      - keps/**/*.md\n      - "!keps/README.md"\npreset'
    )
    expect(check.stdout).toContain('7 documents checked, 3 with findings')
    expectFound(cwd, 'keps/sig-b/4-kiln/README.md', 'Errors')
  })

  test('a configuration already: prints what is to be added, which works', () => {
    const before = '# Ours\ntemplates:\n  - template: templates/guide.md\n    files: docs/guides\n'
    const cwd = write({
      '.guidelintrc.yaml': before,
      'templates/guide.md': guideTemplate,
      'docs/guides/kiln.md': guide('Kiln'),
      'docs/adr/template.md': adrTemplate,
      'docs/adr/0001-clay.md': adr('Clay', 'Decision')
    })
    const {init, next} = started(cwd)
    expect(configurationIn(cwd)).toBe(before)
    expect(next).toBe('Next: add the lines above to .guidelintrc.yaml, then npx guidelint')
    const [, lines = ''] = /Add to its `templates`:\ntemplates:\n([^]*?)\n\n/.exec(init.stdout) ?? []
    expect(lines).toBe('  - template: docs/adr/template.md\n    files:\n      - docs/adr/**/*.md')
    writeFileSync(path.join(cwd, '.guidelintrc.yaml'), `${before}${lines}\n`)
    const {init: again, check} = started(cwd, '--yes')
    expect(again).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('== .guidelintrc.yaml exists and stays as it is\n\n')
    })
    writeFileSync(path.join(cwd, '.guidelintrc.yaml'), before)
    expect(warmGuidelint(['init', '--yes'], {cwd})).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(
        /^== \.guidelintrc\.yaml exists and can be added to\n[^]*\nWritten: \.guidelintrc\.yaml\n/
      )
    })
    expect(configurationIn(cwd)).toBe(`${before}${lines}\n`)
    expect(check.stdout).toContain('Missing section `Decision`')
    expectFound(cwd, 'docs/guides/kiln.md', 'Settings')
  })

  test('configurations of its hosts already: prints what is to be added to each, which works', () => {
    const theirs = {
      '.remarkrc.yml': 'settings:\n  bullet: "-"\n',
      '.pre-commit-config.yaml': 'repos:\n- repo: local\n  hooks: []\n',
      '.github/workflows/guides.yml':
        'name: Docs\non: pull_request\njobs:\n  docs:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n        with:\n          fetch-depth: 0\n      - uses: actions/setup-node@v4\n'
    }
    const cwd = write({...theirs, 'templates/guide.md': guideTemplate, 'docs/kiln.md': guide('Kiln')})
    const {init} = started(cwd, '--yes')
    expect(init).toMatchObject({status: 0, stderr: '', stdout: expect.stringContaining('Written: .guidelintrc.yaml\n')})
    for (const [name, text] of Object.entries(theirs)) {
      expect(readFileSync(path.join(cwd, name), 'utf8')).toBe(text)
      const [, where, lines = ''] =
        new RegExp(`== ${name} exists and stays as it is\n(Add to its .*:)\n([^]*?)\n\n`).exec(init.stdout) ?? []
      const margin = name.includes('workflows') ? '      ' : ''
      expect(where).toBe(
        name.includes('workflows')
          ? 'Add to its steps for pull requests, with fetch-depth: 0 for actions/checkout:'
          : `Add to its ${name.includes('remark') ? 'plugins' : 'repos'}:`
      )
      writeFileSync(path.join(cwd, name), `${text}${lines.replaceAll(/^/gm, margin)}\n`)
    }
    expectFound(cwd, 'docs/kiln.md', 'Settings')
  })

  test('a folder of its own for the guides: what is read in the folder of the repository is written there only', () => {
    const cwd = repository(
      write({
        'guides/template.md': guideTemplate,
        'guides/docs/kiln.md': guide('Kiln'),
        'guides/docs/wheel.md': guide('Wheel')
      })
    )
    const {status, stderr} = warmGuidelint(['init', '--yes'], {cwd: path.join(cwd, 'guides')})
    expect({status, stderr}).toEqual({
      status: 0,
      stderr: 'Hooks and workflows belong in the root folder of the repository: to write them, run init in ..\n'
    })
    expect(readdirSync(path.join(cwd, 'guides')).toSorted()).toEqual([
      '.guidelintrc.yaml',
      '.remarkrc.yaml',
      'docs',
      'template.md'
    ])
  })

  test('a folder that leads out of it: nothing is written there', () => {
    const cwd = write({
      '.git/HEAD': '',
      'template.md': guideTemplate,
      'docs/kiln.md': guide('Kiln'),
      'docs/wheel.md': guide('Wheel'),
      '../outside/README.txt': ''
    })
    symlinkSync('../outside', path.join(cwd, '.github'))
    for (const args of [['--yes'], ['--yes', '--force']]) {
      expect(warmGuidelint(['init', ...args], {cwd})).toMatchObject({
        status: 2,
        stderr: '.github/workflows/guides.yml: Cannot write: a symbolic link that leads out of the repository\n'
      })
    }
    expect(readdirSync(path.join(cwd, '../outside'))).toEqual(['README.txt'])
    expect(existsSync(path.join(cwd, '.guidelintrc.yaml'))).toBe(false)
  })

  test('a template for descriptions of pull requests: a workflow that checks them, added to once', () => {
    const cwd = repository(
      write({'README.md': page, 'docs/pull_request_template.md': '# [Change]\n\n## Why\n\n## How\n'})
    )
    const workflow = '.github/workflows/description.yml'
    expect(warmGuidelint(['init'], {cwd})).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/Nothing was written\nNext: npx guidelint init --yes, which writes it\n$/)
    })
    expect(warmGuidelint(['init', '--yes'], {cwd})).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(
        new RegExp(
          `Written: ${workflow}\nNext: commit ${workflow}, which checks the description of each pull request\n$`
        )
      )
    })
    const usual = readFileSync(path.join(root, 'fixtures/workflows/description.yml'), 'utf8')
    expect(readFileSync(path.join(cwd, workflow), 'utf8')).toBe(
      usual.replace('.github/PULL_REQUEST_TEMPLATE.md', 'docs/pull_request_template.md')
    )
    expect(warmGuidelint(['init', '--yes'], {cwd}).stdout).toMatch(
      new RegExp(`^== ${workflow} exists and stays as it is\n\nNothing was written\n`)
    )
  })

  test('no template at all', () => {
    const cwd = write({
      '.github/ISSUE_TEMPLATE/bug.md': guideTemplate,
      'docs/template-engine.md': page,
      'docs/kiln.md': guide('Kiln'),
      'tests/fixtures/template.md': adrTemplate
    })
    expect(warmGuidelint(['init', '--yes'], {cwd})).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^No template found: .+ --template\n$/)
    })
    expect(readdirSync(cwd)).not.toContain('.guidelintrc.yaml')
  })
})

test('and what it wrote for remark finds the same there', () => {
  for (const cwd of new Set(
    Array.from(worsened.keys(), (file) => file.slice(0, file.indexOf('/', file.indexOf('case-'))))
  ))
    installIn(cwd)
  const {status, stderr} = spawnSync(
    process.execPath,
    [remarkCli, ...worsened.keys(), '--no-stdout', '--no-color', '--frail', '--report', 'vfile-reporter-json'],
    {cwd: root, encoding: 'utf8'}
  )
  const found = foundInJson(stderr).map(({file, rule, reason}) => [path.resolve(root, file), rule, reason])
  expect({status, found: new Set(found)}).toEqual({
    status: 1,
    found: new Set(
      Array.from(worsened, ([file, section]) => [
        file,
        'required-headings',
        expect.stringMatching(`^Missing section \`${section}\``)
      ])
    )
  })
})

test('init --baseline accepts what there is, and what is new is found', () => {
  const cwd = write({
    'templates/guide.md': guideTemplate,
    'docs/kiln.md': guide('Kiln', 'Settings'),
    'docs/wheel.md': guide('Wheel')
  })
  const {next, check} = started(cwd, '--baseline')
  expect(next).toBe(
    'Next: npx guidelint, which prints only what is new; commit .guidelint-baseline.json with the configuration'
  )
  expect(configurationIn(cwd)).toMatch(/\nbaseline: \.guidelint-baseline\.json\n$/)
  expect(check).toMatchObject({status: 0, stderr: '1 known finding not shown\n'})
  writeFileSync(path.join(cwd, 'docs/wheel.md'), guide('Wheel', 'Errors'))
  expect(warmGuidelint(['--no-cache'], {cwd})).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('Missing section `Errors`')
  })
})

/** The files that init may have written. */
function dotFilesIn(cwd: string): readonly string[] {
  return readdirSync(cwd)
    .filter((name) => name.startsWith('.') && name !== '.git')
    .toSorted()
}

const atTerminalOnly = hasTerminal ? describe : describe.skip
atTerminalOnly('at a terminal, init asks', () => {
  const questions = [
    'Write .guidelintrc.yaml (configuration)? [Y/n]',
    'Write .remarkrc.yaml (remark)? [y/N]',
    'Write .pre-commit-config.yaml (hook)? [y/N]',
    'Write .github/workflows/guides.yml (workflow)? [y/N]'
  ]
  const baselineQuestion = '1 finding: write them to .guidelint-baseline.json, so that only new ones are printed? [y/N]'
  const files = {
    'templates/guide.md': guideTemplate,
    'docs/kiln.md': guide('Kiln', 'Settings'),
    'docs/wheel.md': guide('Wheel')
  }

  test('which files to write, and whether to accept what is there', async () => {
    const cwd = repository(write(files))
    const agreed = await atTerminal(['init'], ['', 'n', 'YES', '', 'y'], cwd)
    expect(agreed).toMatchObject({status: 0, questions: [...questions, baselineQuestion]})
    expect(agreed.stdout).toMatch(
      /Written: \.guidelintrc\.yaml, \.pre-commit-config\.yaml\s[^]*Written: \.guidelint-baseline\.json\s+Next: npx guidelint, which prints only what is new; /
    )
    expect(dotFilesIn(cwd)).toEqual(['.guidelint-baseline.json', '.guidelintrc.yaml', '.pre-commit-config.yaml'])
    // What is there is not asked about again, and what nobody answers is left.
    const again = await atTerminal(['init'], ['what?', ''], cwd)
    expect(again).toMatchObject({
      status: 1,
      questions: questions.filter((question) => /remark|workflow/.test(question))
    })
    expect(again.stdout).toMatch(/Nothing was written\s*$/)
    expect(dotFilesIn(cwd)).toHaveLength(3)
  })

  test('and leaves the repository as it is where the answer is no', async () => {
    const cwd = repository(write(files))
    expect(await atTerminal(['init'], ['no', 'n', 'n', 'n'], cwd)).toMatchObject({status: 1, questions})
    expect(dotFilesIn(cwd)).toEqual([])
  })
})

asPosix('the commands of the page about an old repository end in a check that fails on what is new', () => {
  const text = readFileSync(path.join(root, 'docs/old-repository.md'), 'utf8')
  const limits = '\n## Limits\n\nNone.\n'
  const cwd = repository(
    write({
      '.gitignore': 'node_modules/\n',
      'package.json': '{"private": true}\n',
      'templates/guide.md': guideWithTable,
      'docs/kiln.md': good.replace(limits, ''),
      'docs/wheel.md': old,
      'docs/kiln.png': ''
    })
  )
  const commands = commandsOfPage()
  expect(commands).toHaveLength(5)
  const runs = commands.map((command) => inShell(command, cwd))
  expect(runs.map(({status}) => status)).toEqual(commands.map(() => 0))
  expect(runs[commands.indexOf('npx guidelint')]?.stderr).toBe('7 known findings not shown\n')
  git(cwd, 'branch', '-f', 'main')

  // The example, whose first lines are those of pre-commit.
  const support = '\n## Support\n\nCall.\n'
  const [, command = '', report] =
    /```console\n\$ (.+)\n(?:guidelint\.+Failed\n(?:- .*\n)*\n)([^]*?)```/.exec(text) ?? []
  edit(cwd, 'docs/kiln.md', support, '')
  git(cwd, 'add', '.')
  expect(inShell(command, cwd)).toEqual({status: 1, stdout: '', stderr: report})

  // An old guide may be edited and moved.
  git(cwd, 'checkout', '-q', 'HEAD', 'docs')
  git(cwd, 'mv', 'docs/wheel.md', 'docs/lathe.md')
  edit(cwd, 'docs/lathe.md', 'Turn it.', 'Turn it by hand.')
  edit(cwd, 'docs/kiln.md', 'wheel.md#steps', 'lathe.md#steps')
  expect(committed(cwd)).toEqual({status: 0, found: []})

  // A file is deleted that a guide links to, and no guide is part of the commit.
  git(cwd, 'rm', '-q', 'docs/kiln.png')
  const found = [
    {file: 'docs/kiln.md', rule: 'valid-anchors', reason: 'Unexpected link to `kiln.png`, expected a file that exists'}
  ]
  expect(committed(cwd)).toEqual({status: 1, found})
  git(cwd, 'commit', '-q', '--no-verify', '-m', 'worse')
  expect(workflowFor(cwd)).toEqual({status: 1, found})
})
