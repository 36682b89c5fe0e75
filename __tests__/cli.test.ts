import {chmodSync, mkdirSync, readFileSync, readdirSync, symlinkSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {createProgram} from '../src/cli/commands.ts'
import {commandNames, plainArguments} from '../src/cli/plain-arguments.ts'
import {guidelint} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const root = path.resolve(import.meta.dirname, '..')
const guides = path.join(root, 'fixtures/templates/integration-guide')
const pottery = path.join(root, 'fixtures/projects/pottery')

const {write} = temporaryFolder()

const template = '# [Name]\n\n## Usage\n\n## Support\n'
const good = '# Kiln\n\n## Usage\n\nText\n\n## Support\n\nText\n'
const bad = '# Kiln\n\n## Usage\n\nText\n'

describe('exit status', () => {
  test('is 0 for the shipped guides under strict', () => {
    const {status, stdout, stderr} = warmGuidelint(
      ['-p', 'strict', '-t', 'template.md', 'tidewatch.md', 'ledgerly.md'],
      {cwd: guides}
    )
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(stdout).toBe('ledgerly.md: no issues found\ntidewatch.md: no issues found\n')
  })

  test('is 1 for errors', () => {
    const {status, stdout} = warmGuidelint(['-t', 'template.md', 'draft.md'], {cwd: guides})
    expect(status).toBe(1)
    expect(stdout).toContain('Missing section `Fallback Mechanisms`, expected it after `Circuit Breaking`')
  })

  test('is 0 for warnings, and 1 with --frail', () => {
    const cwd = write({'t.md': '# [Name]\n\n## A\n\n## B\n', 'd.md': '# X\n\n## B\n\nText\n\n## A\n\nText\n'})
    expect(warmGuidelint(['-t', 't.md', 'd.md'], {cwd}).status).toBe(0)
    expect(warmGuidelint(['-t', 't.md', 'd.md', '--frail'], {cwd}).status).toBe(1)
  })

  test('is 1 for more warnings than --max-warnings, which says so, and for errors in any case', () => {
    const cwd = write({
      't.md': '# [Name]\n\n## A\n\n## B\n',
      'd.md': '# X\n\n## B\n\nText\n\n## A\n\nText\n',
      'e.md': '# X\n\n## A\n\nText\n'
    })
    const run = (...args: readonly string[]) => warmGuidelint(['-t', 't.md', ...args], {cwd})
    expect(run('d.md', '--max-warnings', '1')).toMatchObject({status: 0, stderr: ''})
    expect(run('d.md', '--max-warnings', '0')).toMatchObject({
      status: 1,
      stderr: 'Found 1 warning, expected at most 0 (--max-warnings)\n'
    })
    expect(run('e.md', '--max-warnings', '9')).toMatchObject({status: 1, stderr: ''})
    expect(run('d.md', '--max-warnings', '9', '--frail').status).toBe(1)
    run('d.md', '-f', 'json', '-o', 'report.json')
    expect(warmGuidelint(['merge', 'report.json', '--max-warnings', '0'], {cwd}).status).toBe(1)
    for (const value of ['-1', 'x', '1.5', ''])
      expect(run('d.md', `--max-warnings=${value}`)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining('Expected a whole number of at least 0.')
      })
  })

  test.each([
    ['an unknown option', ['--tempalte', 't.md', 'd.md'], /unknown option '--tempalte'/],
    ['no file', ['-t', 't.md'], /^Missing files/],
    ['no name for standard input', ['-t', 't.md', '-', '--stdin-filename', ''], /Expected the name of a file\./],
    ['a file that is not there', ['-t', 't.md', 'nowhere.md'], /^nowhere\.md: no such file$/m],
    ['a folder without Markdown', ['-t', 't.md', 'empty'], /^No Markdown file found for empty$/m],
    [
      'a template that is not there',
      ['-t', 'nowhere.md', 'd.md'],
      /^nowhere\.md:1:1: Missing template, expected a file$/m
    ],
    [
      'a template without headings',
      ['-t', 'plain.md', 'd.md'],
      /^plain\.md:1:1: Missing headings, expected at least one$/m
    ],
    [
      'an unknown directive',
      ['-t', 'directive.md', 'd.md'],
      /^directive\.md:3:1: Unexpected directive `optinal`, expected `optional`$/m
    ],
    [
      'a bad range',
      ['-t', 'range.md', 'd.md'],
      /^range\.md:3:1: Unexpected range `5\.\.1`, expected an end that is not below its start$/m
    ],
    [
      'a bad regular expression',
      ['-t', 'expression.md', 'd.md'],
      /^expression\.md:3:1: Unexpected regular expression `\/\(\/`, expected RE2 syntax: /m
    ],
    [
      'an unknown rule',
      ['-t', 't.md', 'd.md', '-r', 'required-heading=warn'],
      /^Command line: Unexpected rule `required-heading`, expected `required-headings`$/m
    ],
    [
      'an unknown severity',
      ['-t', 't.md', 'd.md', '-r', 'title=loud'],
      /^Command line: Unexpected severity `loud`, expected `off`, `warn`, `error`$/m
    ],
    ['an unknown preset', ['-t', 't.md', 'd.md', '-p', 'strickt'], /argument 'strickt' is invalid/],
    [
      'a configuration that is not there',
      ['-c', 'nowhere.yaml', 'd.md'],
      /^nowhere\.yaml: Missing configuration, expected a file$/m
    ],
    [
      'a template that is a folder',
      ['-t', 'empty', 'd.md'],
      /^empty:1:1: Unreadable template, expected a Markdown file$/m
    ]
  ])('is 2 for %s, told in one line', (_, args, message) => {
    const cwd = write({
      't.md': template,
      'd.md': good,
      'plain.md': 'No heading.\n',
      'directive.md': '# [Name]\n\n<!-- guidelint optinal -->\n## A\n',
      'range.md': '# [Name]\n\n<!-- guidelint repeat 5..1 -->\n## A\n',
      'expression.md': '# [Name]\n\n<!-- guidelint heading /(/ -->\n## A\n',
      'empty/x.txt': ''
    })
    const {status, stdout, stderr} = warmGuidelint(args, {cwd})
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  test('is 2 for a file that cannot be read, after the others were checked', () => {
    const cwd = write({'t.md': template, 'a.md': bad})
    symlinkSync('loop.md', path.join(cwd, 'loop.md'))
    const {status, stdout, stderr} = warmGuidelint(['-t', 't.md', '*.md'], {cwd})
    expect(status).toBe(1)
    expect(stdout).toContain('a.md')
    expect(stderr).toBe('')
    mkdirSync(path.join(cwd, 'folder.md'))
    const named = warmGuidelint(['-t', 't.md', 'a.md', 'loop.md'], {cwd})
    expect(named.status).toBe(2)
    expect(named.stderr).toMatch(/loop\.md/)
  })

  test('is 2 for a document nested too deeply', () => {
    const cwd = write({'t.md': template, 'deep.md': `${'> '.repeat(600)}x\n`, 'a.md': good})
    const {status, stdout, stderr} = warmGuidelint(['-t', 't.md', 'deep.md', 'a.md'], {cwd})
    expect(status).toBe(2)
    expect(stdout).toContain('a.md: no issues found')
    expect(stderr).toBe('deep.md: Nested deeper than 500 levels\n')
  })
})

describe('files', () => {
  test('a folder means its Markdown, without packages and without the template', () => {
    const cwd = write({
      'docs/t.md': template,
      'docs/a.md': good,
      'docs/b.markdown': good,
      'docs/c.txt': bad,
      'docs/node_modules/p/d.md': bad
    })
    const {status, stdout} = warmGuidelint(['-t', 'docs/t.md', 'docs'], {cwd})
    expect(stdout).toBe('docs/a.md: no issues found\ndocs/b.markdown: no issues found\n')
    expect(status).toBe(0)
  })

  test('globs, names with spaces and names that look like globs are found; each file once, in order', () => {
    const cwd = write({'t.md': template, 'b c.md': good, 'a[1].md': good, 'x/y.md': good})
    const {stdout} = warmGuidelint(['-t', 't.md', '-f', 'json', 'x', '**/y.md', 'b c.md', 'a[1].md'], {cwd})
    expect((JSON.parse(stdout) as Array<{path: string}>).map((file) => file.path)).toEqual([
      'a[1].md',
      'b c.md',
      'x/y.md'
    ])
  })

  test('the template is checked against itself where it is named', () => {
    const {status, stdout} = warmGuidelint(['-t', 'template.md', 'template.md', '-f', 'json', '-p', 'strict'], {
      cwd: guides
    })
    const [file] = JSON.parse(stdout) as Array<{messages: Array<{ruleId: string}>}>
    expect(new Set(file?.messages.map(({ruleId}) => ruleId))).toEqual(new Set(['no-placeholders']))
    expect(status).toBe(1)
  })

  test('standard input goes by the name that it is given', () => {
    const {status, stdout} = guidelint(['--stdin-filename', 'docs/kiln.md', '-'], {
      cwd: pottery,
      input: readFileSync(path.join(pottery, 'docs/kiln.md'), 'utf8')
    })
    expect(stdout).toMatch(/^docs\/kiln\.md\n/)
    expect(status).toBe(1)
  })

  test('the report goes to a file', () => {
    const cwd = write({'t.md': template, 'd.md': bad})
    expect(warmGuidelint(['-t', 't.md', 'd.md', '-f', 'json', '-o', 'report.json'], {cwd})).toEqual({
      status: 1,
      stdout: '',
      stderr: ''
    })
    expect(JSON.parse(readFileSync(path.join(cwd, 'report.json'), 'utf8'))).toMatchObject([
      {path: 'd.md', messages: [{ruleId: 'required-headings', source: 'guidelint', fatal: true}]}
    ])
  })

  test('--quiet leaves out files without findings', () => {
    const cwd = write({'t.md': template, 'a.md': good, 'b.md': bad})
    const {stdout} = warmGuidelint(['-t', 't.md', 'a.md', 'b.md', '-q'], {cwd})
    expect(stdout).not.toContain('a.md')
    expect(stdout).toContain('b.md')
  })
})

describe('configuration', () => {
  test('the nearest one decides, the command line over it', () => {
    const {stdout} = warmGuidelint(['docs', '-r', 'no-placeholders=off', '-f', 'json'], {cwd: pottery})
    const [kiln] = JSON.parse(stdout) as Array<{messages: Array<{ruleId: string; fatal: boolean}>}>
    expect(kiln?.messages.map(({ruleId}) => ruleId)).not.toContain('no-placeholders')
    expect(kiln?.messages.find(({ruleId}) => ruleId === 'no-extra-headings')?.fatal).toBe(false)
  })

  test('a guide chooses another of the templates by its front matter', () => {
    const cwd = write({
      '.guidelintrc.yaml':
        'templates:\n  - {template: t/adr.md, files: "docs/**"}\n  - {template: t/guide.md, files: []}\n'.replace(
          'files: []',
          'files: "none/**"'
        ),
      't/adr.md': '## Decision\n',
      't/guide.md': '## Usage\n',
      'docs/a.md': '---\ntemplate: guide\n---\n\n## Usage\n\nText\n',
      'docs/b.md': '---\ntemplate: page.html\n---\n\n## Decision\n\nText\n'
    })
    expect(warmGuidelint(['docs'], {cwd})).toMatchObject({status: 0, stderr: ''})
  })

  test('it stands in package.json as well, and above a folder with a package of its own', () => {
    const configuration = JSON.stringify({guidelint: {template: 't.md'}})
    const cwd = write({
      'package.json': configuration,
      't.md': template,
      'packages/a/package.json': '{}',
      'packages/a/d.md': bad,
      '.git/HEAD': ''
    })
    expect(warmGuidelint(['packages/a/d.md'], {cwd}).stdout).toContain('Missing section `Support`')
  })

  test.each([
    [
      'an unknown key',
      'tempaltes: []\n',
      /^\.guidelintrc\.yaml:1:1: Unexpected key `tempaltes`, expected `templates`$/m
    ],
    [
      'an unknown rule',
      'rules:\n  titel: warn\n',
      /^\.guidelintrc\.yaml:2:3: Unexpected rule `titel`, expected `title`$/m
    ],
    [
      'an unknown option',
      'rules:\n  no-placeholders: [error, {tood: true}]\n',
      /^\.guidelintrc\.yaml:2:29: Unexpected option of rule `no-placeholders`, `tood`, expected `todo`, `prompts`, `brackets`, `comments`$/m
    ],
    [
      'an option of another kind',
      'rules:\n  no-placeholders: [error, {todo: "yes"}]\n',
      /^\.guidelintrc\.yaml:2:29: Unexpected value `yes` of option `todo`, expected `true` or `false`$/m
    ],
    [
      'a severity of another kind',
      'rules:\n  title: 7\n',
      /^\.guidelintrc\.yaml:2:3: Unexpected severity `7`, expected `off`, `warn`, `error`$/m
    ],
    [
      'a mapping without files',
      'templates:\n  - template: t.md\n',
      /^\.guidelintrc\.yaml:2:5: Missing key `files`, expected it beside `template`$/m
    ],
    [
      'YAML that is nested too deeply',
      '['.repeat(200_000),
      /^\.guidelintrc\.yaml:1:\d+: Unexpected syntax, expected YAML or JSON: nested too deeply$/m
    ],
    ['broken YAML', 'rules: [\n', /^\.guidelintrc\.yaml:2:1: Unexpected syntax, expected YAML or JSON: /m],
    ['a list', '- a\n', /^\.guidelintrc\.yaml:1:1: Unexpected configuration `\["a"\]`, expected keys with values$/m],
    [
      'a key of every object',
      'rules:\n  __proto__: warn\n',
      /^\.guidelintrc\.yaml:2:3: Unexpected rule `__proto__`, expected /m
    ]
  ])('%s is an error with its place', (_, yaml, message) => {
    const cwd = write({'.guidelintrc.yaml': yaml, 'd.md': good})
    const {status, stdout, stderr} = warmGuidelint(['d.md'], {cwd})
    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toMatch(message)
  })

  test('files without a template are checked by the rules that need none, and it is said', () => {
    const cwd = write({'d.md': '# A\n\n[b](#b)\n'})
    const {status, stdout, stderr} = warmGuidelint(['d.md'], {cwd})
    expect(stdout).toContain('valid-anchors')
    expect(stderr).toBe('No template is configured for these files: only rules that need no template have run\n')
    expect(status).toBe(1)
  })
})

describe('explain', () => {
  test('prints the schema as JSON', () => {
    const {status, stdout} = warmGuidelint(['explain', 'template.md', '--format', 'json'], {cwd: guides})
    expect(JSON.parse(stdout)).toMatchObject({
      path: 'template.md',
      title: {heading: {name: '[Service Name] Integration Guide'}}
    })
    expect(status).toBe(0)
  })

  test('prints what directives say', () => {
    const cwd = write({
      't.md':
        '# Gauge\n\n## API\n\n<!-- guidelint heading /API( Reference)?/ -->\n\n- Owner: [Name] <!-- guidelint label /Team|Crew/ -->\n\n## Part 1: [Name]\n\n<!-- guidelint repeat 2..3 -->\n\nText\n\n## Part 2: [Name]\n\nText\n'
    })
    const lines = warmGuidelint(['explain', 't.md'], {cwd})
      .stdout.split('\n')
      .map((line) => line.trim().replaceAll(/ {2,}/g, '  '))
    expect(lines).toEqual(
      expect.arrayContaining([
        '3  ## API (any with /API( Reference)?/): required  a heading of the template',
        '7  field Owner (or one with /Team|Crew/)  a label with something to fill in',
        '9  ## Part 1: [Name]: required, 2..3 times  a heading of the template; a comment says so; another sample stands at line 15'
      ])
    )
  })

  test('prints the page of a rule, or what is known of it, and the rule that is meant', () => {
    const {status, stdout} = warmGuidelint(['explain', 'no-placeholders'], {cwd: guides})
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /^# no-placeholders\n\nPlaceholders, [^]*\| option `todo` \| `false` \| `true` \|[^]*\/rules\/no-placeholders\.md\n$/
    )
    expect(JSON.parse(warmGuidelint(['explain', 'title', '-f', 'json'], {cwd: guides}).stdout)).toEqual({
      id: 'title',
      summary: expect.any(String),
      recommended: 'warn',
      strict: 'error',
      options: {},
      fixes: expect.any(String),
      url: expect.stringMatching(/title\.md$/)
    })
    expect(warmGuidelint(['explain', 'titel'], {cwd: guides})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Unexpected rule `titel`, expected `title`\n'
    })
  })

  test('fails in one line', () => {
    expect(warmGuidelint(['explain', 'nowhere.md'], {cwd: guides})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'nowhere.md:1:1: Missing template, expected a file\n'
    })
  })
})

// The superuser may read everything.
const asUser = process.getuid?.() === 0 ? test.skip : test

asUser('a file without permission is told', () => {
  const cwd = write({'t.md': template, 'secret.md': good})
  chmodSync(path.join(cwd, 'secret.md'), 0)
  expect(warmGuidelint(['-t', 't.md', 'secret.md'], {cwd})).toMatchObject({
    status: 2,
    stderr: 'secret.md: Cannot open: permission denied\n'
  })
})

test('files that are named by absolute paths are shown relative to the current folder', () => {
  const cwd = write({'t.md': template, 'docs/d.md': bad})
  const {stdout} = warmGuidelint(['-t', 't.md', path.join(cwd, 'docs/d.md'), '-f', 'github'], {cwd})
  expect(stdout).toMatch(/^::error file=docs\/d\.md,/)
})

describe('init', () => {
  test('shows and writes what a repository needs, and that works', () => {
    const cwd = write({'docs/templates/guide.md': template, 'docs/kiln.md': bad})
    const {status, stdout, stderr} = warmGuidelint(['init', '--yes'], {cwd})
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    for (const name of [
      '.guidelintrc.yaml',
      '.remarkrc.yaml',
      '.pre-commit-config.yaml',
      '.github/workflows/guides.yml'
    ]) {
      expect(stdout).toContain(`== ${name}\n${readFileSync(path.join(cwd, name), 'utf8')}`)
    }
    expect(readFileSync(path.join(cwd, '.guidelintrc.yaml'), 'utf8')).toBe(
      'templates:\n  - template: docs/templates/guide.md\n    files:\n      - docs/**/*.md\npreset: recommended\n'
    )
    expect(readFileSync(path.join(cwd, '.github/workflows/guides.yml'), 'utf8')).toBe(
      readFileSync(path.join(root, 'fixtures/workflows/guides.yml'), 'utf8')
    )
    expect(warmGuidelint(['docs'], {cwd}).stdout).toContain('Missing section `Support`')
  })

  test('leaves what is there, unless forced', () => {
    const cwd = write({'my-template.md': template, '.guidelintrc.yaml': 'preset: strict\n'})
    expect(warmGuidelint(['init', '-y'], {cwd}).stdout).toContain('== .guidelintrc.yaml exists and can be added to\n')
    expect(readFileSync(path.join(cwd, '.guidelintrc.yaml'), 'utf8')).toMatch(
      /^preset: strict\ntemplates:\n  - template: my-template\.md\n/
    )
    expect(warmGuidelint(['init', '-y', '--force'], {cwd}).status).toBe(0)
    expect(readFileSync(path.join(cwd, '.guidelintrc.yaml'), 'utf8')).toContain('my-template.md')
  })

  test('writes the configuration where nobody can be asked, and nothing where there is no template', () => {
    const cwd = write({'templates/a.md': template})
    expect(warmGuidelint(['init'], {cwd})).toMatchObject({status: 0, stderr: ''})
    expect(readdirSync(cwd).toSorted()).toEqual(['.guidelintrc.yaml', 'templates'])
    expect(warmGuidelint(['init', '-y'], {cwd: write({'a.md': 'x'})})).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^No template found: [^\n]+ name another with --template\n$/)
    })
  })
})

/** What commander makes of arguments. */
async function byCommander(args: readonly string[]): Promise<unknown> {
  let read: unknown
  const check = async (files: readonly string[], options: unknown) => {
    read = {files, options}
    return 0
  }
  const program = createProgram({end: () => {}, check, version: '1.0.0'})
  await program.parseAsync(args, {from: 'user'})
  return read
}

describe('arguments of a plain run', () => {
  test.each([
    ['docs'],
    ['docs/a.md constructor README.md'],
    ['-t template.md docs'],
    ['--template template.md --preset strict --quiet docs more'],
    ['docs -c guidelint.yaml -p recommended -q --no-cache --no-color --frail --verbose'],
    ['--config a.yaml --cache-location /tmp/a -o out.txt --output other.txt docs'],
    ['docs explain-more new-folder']
  ])('are read as by the parser of the command line: %s', async (line) => {
    const args = line.split(' ')
    expect(plainArguments(args)).toEqual(await byCommander(args))
  })

  test.each([
    '',
    'explain a.md',
    'docs explain',
    '-t',
    'docs -t -q',
    '-p lenient docs',
    '--template=template.md docs',
    '-qv docs',
    '-- docs',
    '- docs',
    '!docs/a.md docs',
    '-r title=off docs',
    '--fix docs',
    '__proto__ --toString'
  ])('of another kind are left to it: %s', (line) => {
    expect(plainArguments(line.split(' '))).toBe(undefined)
  })

  test('know all commands', () => {
    const {commands} = createProgram({end: () => {}, check: async () => 0, version: '1.0.0'})
    expect([...commands.map((command) => command.name()), 'help'].toSorted()).toEqual(commandNames.toSorted())
  })
})
