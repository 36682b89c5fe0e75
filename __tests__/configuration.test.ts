import {spawnSync} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {Ajv} from 'ajv'
import fc from 'fast-check'
import {rules} from '../rules/index.ts'
import {configurationSchema, readConfiguration} from '../src/config/configuration.ts'
import {readData} from '../src/config/configuration-data.ts'
import {ignoreFiles} from '../src/config/ignore-files.ts'
import {guidelint} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const {write} = temporaryFolder()

const template = '# [Name]\n\n## Usage\n\n## Support\n'
const good = '# Kiln\n\n## Usage\n\nText\n\n## Support\n\nText\n'
const bad = '# Kiln\n\n## Usage\n\nText\n'

/** Whether a configuration is read; an error has to have its place. */
function isRead(written: string): boolean {
  try {
    readConfiguration(readData(written, 'c.yaml'), {name: 'c.yaml', text: written}, rules)
    return true
  } catch (error) {
    return !/^c\.yaml:1:\d+: /.test((error as Error).message)
  }
}

/** The paths that a run prints, in JSON. */
function checkedBy(args: readonly string[], cwd: string): readonly string[] {
  const {status, stdout, stderr} = warmGuidelint([...args, '-f', 'json', '--no-cache'], {cwd})
  expect({status: status === 2, stderr}).toEqual({status: false, stderr: ''})
  return (JSON.parse(stdout) as ReadonlyArray<{path: string}>).map((file) => file.path)
}

describe('what is checked', () => {
  const configuration = 'templates:\n  - template: templates/t.md\n    files: docs\n'
  const project = {
    '.git/HEAD': '',
    '.guidelintrc.yaml': configuration,
    'templates/t.md': template,
    'docs/a.md': good,
    'docs/sub/b.md': good,
    'README.md': good
  }

  test('without arguments, what the configuration says, from any folder below it', () => {
    const cwd = write({
      ...project,
      'packages/p/.guidelintrc.yaml': 'templates:\n  - {template: t.md, files: "*.md"}\n',
      'packages/p/t.md': template,
      'packages/p/c.md': good,
      'packages/p/docs/d.md': good
    })
    expect(checkedBy([], cwd)).toEqual(['docs/a.md', 'docs/sub/b.md', 'packages/p/c.md'])
    expect(checkedBy([], path.join(cwd, 'docs'))).toEqual(['../packages/p/c.md', 'a.md', 'sub/b.md'])
    expect(checkedBy([], path.join(cwd, 'packages/p'))).toEqual(['c.md'])
    expect(checkedBy(['-c', path.join(cwd, '.guidelintrc.yaml')], path.join(cwd, 'docs'))).toEqual(['a.md', 'sub/b.md'])
  })

  test('without templates, a configuration is about all Markdown', () => {
    const cwd = write({'.git/HEAD': '', '.guidelintrc.yaml': 'rules: {title: off}\n', 'a.md': good, 'docs/b.md': good})
    expect(warmGuidelint([], {cwd})).toMatchObject({
      status: 0,
      stdout: 'a.md: no issues found\ndocs/b.md: no issues found\n'
    })
  })

  test('a run that finds nothing to check has status 2', () => {
    expect(warmGuidelint([], {cwd: write({'.git/HEAD': '', 'a.md': good})})).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'Missing files, expected at least one file, folder or glob, or a configuration that says which (guidelint init)\n'
    })
    expect(
      warmGuidelint([], {cwd: write({'.git/HEAD': '', '.guidelintrc.yaml': configuration, 'a.md': good})})
    ).toEqual({
      status: 2,
      stdout: '',
      stderr: '.guidelintrc.yaml: No Markdown file matches the globs of its templates\n'
    })
  })

  test('a template that no document fits is reported where all are checked', () => {
    const cwd = write({
      ...project,
      '.guidelintrc.yaml': `${configuration}  - template: templates/adr.md\n    files: [decisions, "!decisions/old"]\n  - template: templates/named.md\n    files: []\n`
    })
    const note = '.guidelintrc.yaml:5:5: No document matches the globs of template `templates/adr.md`\n'
    for (const args of [[], ['.']]) expect(warmGuidelint(args, {cwd})).toMatchObject({status: 0, stderr: note})
    for (const args of [['docs'], ['docs/a.md'], ['-q'], ['-t', 'templates/t.md', '.']])
      expect(warmGuidelint(args, {cwd})).toMatchObject({status: 0, stderr: ''})
  })

  test.each([['docs'], ['docs/'], ['./docs'], ['docs/**'], ['**/docs/'], ['.'], ['./']])(
    'files: %s means all below a folder',
    (glob) => {
      const cwd = write({
        '.git/HEAD': '',
        '.guidelintrc.yaml': `templates:\n  - {template: t.md, files: "${glob}"}\n`,
        't.md': template,
        'docs/sub/a.md': bad,
        'docsify/b.md': bad
      })
      const runs = warmGuidelint(['docs', 'docsify', '-f', 'github'], {cwd}).stdout
      expect(runs).toContain('file=docs/sub/a.md')
      expect(runs.includes('file=docsify/b.md')).toBe(glob.startsWith('.') && glob !== './docs')
    }
  )

  test('.gitignore holds for what folders and globs stand for, not for a file that is named', () => {
    const cwd = write({
      ...project,
      '.gitignore': 'build/\n*.tmp.md\n!keep.tmp.md\n',
      'docs/build/x.md': bad,
      'docs/x.tmp.md': bad,
      'docs/keep.tmp.md': good,
      'docs/sub/.gitignore': '/b.md\n',
      'docs/sub/deep/b.md': good
    })
    const expected = ['docs/a.md', 'docs/keep.tmp.md', 'docs/sub/deep/b.md']
    for (const args of [[], ['docs'], ['docs/**/*.md']]) expect(checkedBy(args, cwd)).toEqual(expected)
    expect(checkedBy(['docs/x.tmp.md'], cwd)).toEqual(['docs/x.tmp.md'])
    expect(checkedBy(['docs/build'], cwd)).toEqual(['docs/build/x.md'])
    expect(warmGuidelint(['docs/b*/*.md'], {cwd})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'No Markdown file found for docs/b*/*.md that is not ignored\n'
    })
  })

  test.each([
    [
      'the configuration',
      {'.guidelintrc.yaml': `${configuration}ignore: [docs/sub, "!docs/sub/keep.md"]\n`},
      [],
      '.guidelintrc.yaml'
    ],
    ['--ignore', {}, ['--ignore', 'docs/sub/b.md', '--ignore', 'x'], 'the command line'],
    ['a glob behind !', {}, ['!docs/**/b.md'], 'the command line'],
    [
      '.remarkignore',
      {
        '.remarkignore': '# of remark\nsub/*\n!keep.md\n'
          .replace('sub/*', 'docs/sub/*')
          .replace('!keep.md', '!docs/sub/keep.md')
      },
      [],
      '.remarkignore'
    ]
  ])('what %s takes out is left out, even where it is named', (_, files, args, by) => {
    const cwd = write({...project, 'docs/sub/keep.md': good, ...files})
    for (const inputs of [[], ['docs'], ['docs/**/*.md']])
      expect(checkedBy([...inputs, ...args], cwd)).toEqual(['docs/a.md', 'docs/sub/keep.md'])
    expect(warmGuidelint(['docs/a.md', 'docs/sub/b.md', ...args], {cwd})).toEqual({
      status: 0,
      stdout: 'docs/a.md: no issues found\n',
      stderr: `docs/sub/b.md is not checked: ignored by ${by}\n`
    })
    expect(warmGuidelint(['docs/sub/b.md', '-q', ...args], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('a text on standard input is left out by its name', () => {
    const cwd = write({...project, '.guidelintrc.yaml': `${configuration}ignore: docs/sub\n`})
    expect(guidelint(['--stdin-filename', 'docs/sub/b.md'], {cwd, input: bad})).toEqual({
      status: 0,
      stdout: '',
      stderr: ''
    })
  })

  const names = fc.constantFrom(
    'a',
    'b',
    'ab',
    '.a',
    'a.md',
    'b+c.md',
    'x (1)',
    '[a]',
    'a b',
    '#a',
    '!a',
    '{a}',
    'a$',
    '@(a)'
  )
  const patterns = fc.array(
    fc
      .tuple(
        fc.constantFrom('', '', '!', '/'),
        fc.array(
          fc.constantFrom(
            'a',
            'b',
            '*',
            '/',
            '?',
            '[ab]',
            '[!a]',
            '[^b]',
            '.md',
            ' ',
            '#',
            '!',
            '(',
            ')',
            '{',
            '}',
            '+',
            '@',
            '$',
            '/**/',
            '**/',
            '/**',
            String.raw`\a`,
            String.raw`\ `
          ),
          {minLength: 1, maxLength: 4}
        )
      )
      .map(
        ([before, pieces]) =>
          before +
          pieces
            .join('')
            .replaceAll(/\*{3,}/g, '*')
            // Against its own manual, git 2.39 ignores `ab` by `a**/b`.
            .replaceAll(/(?<=[^/])\*\*(?=\/)/g, '*')
            .replaceAll(/\/{2,}/g, '/')
      ),
    {minLength: 1, maxLength: 4}
  )

  test('.gitignore is read as git reads it', () => {
    const cwd = write({'.git/x': ''})
    spawnSync('git', ['init', '-q'], {cwd})
    fc.assert(
      fc.property(
        patterns,
        fc.array(fc.array(names, {minLength: 1, maxLength: 4}), {minLength: 20, maxLength: 20}),
        (lines, paths) => {
          writeFileSync(path.join(cwd, '.gitignore'), `${lines.join('\n')}\n`)
          const files = paths.map((parts) => `${parts.join('/')}/file.md`)
          const {stdout} = spawnSync('git', ['check-ignore', '--no-index', '--stdin', '-z'], {
            cwd,
            input: files.join('\0'),
            encoding: 'utf8'
          })
          const ignored = ignoreFiles(cwd)
          const isIgnored = (file: string) =>
            file
              .split('/')
              .some((_, index, parts) =>
                ignored.isIgnoredByGit(path.join(cwd, ...parts.slice(0, index + 1)), index < parts.length - 1)
              )
          expect(new Set(files.filter((file) => isIgnored(file)))).toEqual(
            new Set(stdout.split('\0').filter((file) => file !== ''))
          )
        }
      ),
      {numRuns: 60}
    )
  })
})

describe('guidelint files', () => {
  test('prints which template each file has, and why', () => {
    const cwd = write({
      '.git/HEAD': '',
      '.guidelintrc.yaml':
        'templates:\n  - template: t/adr.md\n    files: ["docs/**/*.md"]\n  - template: t/guide.md\n    files: []\nignore: old\n',
      't/adr.md': template,
      't/guide.md': template,
      'docs/a.md': good,
      'docs/b.md': `---\ntemplate: guide\n---\n\n${good}`,
      'docs/c.md': `<!-- guidelint template: guide -->\n\n${good}`,
      'old/d.md': good,
      'README.md': good,
      'other/.guidelintrc.yaml': 'template: t.md\n',
      'other/t.md': template,
      'other/e.md': good
    })
    const {status, stdout, stderr} = warmGuidelint(['files'], {cwd})
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ {2,}/))
    ).toEqual([
      ['README.md', '-', 'no glob of .guidelintrc.yaml matches: checked by rules that need no template'],
      ['docs/a.md', 't/adr.md', 'docs/**/*.md in .guidelintrc.yaml:3:5'],
      ['docs/b.md', 't/guide.md', 'its front matter names it'],
      ['docs/c.md', 't/guide.md', 'a comment in the document names it'],
      ['other/e.md', 'other/t.md', 'other/.guidelintrc.yaml:1:1 has it for all files'],
      ['other/t.md', '-', 'a template, not checked itself'],
      ['t/adr.md', '-', 'a template, not checked itself'],
      ['t/guide.md', '-', 'a template, not checked itself']
    ])
    expect(JSON.parse(warmGuidelint(['files', 'docs/a.md', '-f', 'json'], {cwd}).stdout)).toEqual([
      {path: 'docs/a.md', template: 't/adr.md', because: 'docs/**/*.md in .guidelintrc.yaml:3:5'}
    ])
    expect(warmGuidelint(['files', 'a.md'], {cwd: write({'a.md': good})}).stdout).toBe(
      'a.md  -  no configuration found\n'
    )
  })
})

describe('configuration', () => {
  test('a template may have rules and a preset of its own, the command line over them', () => {
    const cwd = write({
      '.guidelintrc.yaml':
        'templates:\n  - {template: t.md, files: strict, preset: strict, rules: {title: off}}\n  - {template: t.md, files: lax, rules: {required-headings: warn}}\nrules: {title: error}\n',
      't.md': template,
      'strict/a.md': `${good}\n## More\n\nText\n`,
      'lax/b.md': bad.replace('# Kiln', '## Kiln')
    })
    const rulesOf = (args: readonly string[]) =>
      (
        JSON.parse(warmGuidelint(['-f', 'json', '--no-cache', ...args], {cwd}).stdout) as ReadonlyArray<{
          path: string
          messages: ReadonlyArray<{ruleId: string; fatal: boolean}>
        }>
      ).map((file) => [file.path, ...file.messages.map(({ruleId, fatal}) => `${ruleId} ${fatal}`)])
    expect(rulesOf([])).toEqual([
      ['lax/b.md', 'title true', 'required-headings false'],
      ['strict/a.md', 'no-extra-headings true']
    ])
    expect(rulesOf(['-r', 'title=off', '-r', 'required-headings=error', '-r', 'no-extra-headings=off'])).toEqual([
      ['lax/b.md', 'required-headings true'],
      ['strict/a.md']
    ])
  })

  test('extends joins a configuration with files and packages', () => {
    const cwd = write({
      '.git/HEAD': '',
      'packages/p/.guidelintrc.yaml':
        'extends: ["@acme/guides", ../../base.yaml]\nrules: {table-cells: off}\ntemplates:\n  - {template: own.md, files: own.md/..}\n'.replace(
          'own.md/..',
          'own'
        ),
      'packages/p/own.md': '## Own\n',
      'packages/p/own/a.md': '# X\n',
      'packages/p/docs/b.md': '# X\n',
      'packages/p/docs/old/c.md': '# X\n',
      'base.yaml': 'ignore: docs/old\nrules: {no-placeholders: [warn, {todo: true}], title: off}\n',
      'node_modules/@acme/guides/package.json':
        '{"name": "@acme/guides", "main": "./run.cjs", "guidelint": {"extends": "./more.json", "templates": [{"template": "guide.md", "files": ["docs", "own"]}]}}',
      'node_modules/@acme/guides/more.json': '{"preset": "strict"}',
      'node_modules/@acme/guides/guide.md': '# [Name]\n\n## Usage\n'
    })
    const run = (file: string) =>
      warmGuidelint([file, '--no-cache', '-f', 'github'], {cwd: path.join(cwd, 'packages/p')})
    expect(run('docs/b.md').stdout).toContain('Missing section `Usage`, expected it in the document')
    expect(run('docs/b.md').stdout).toContain('node_modules/@acme/guides/guide.md')
    expect(run('own/a.md').stdout).toContain('Missing section `Own`')
    expect(run('docs/old/c.md')).toMatchObject({
      status: 0,
      stderr: 'docs/old/c.md is not checked: ignored by .guidelintrc.yaml\n'
    })
    writeFileSync(path.join(cwd, 'packages/p/own/a.md'), '# X\n\n## Own\n\nTODO\n\n## More\n\nText\n')
    expect(
      run('own/a.md')
        .stdout.split('\n')
        .map((line) => line.replace(/file.*title=/, ''))
    ).toEqual([
      '::warning no-placeholders::Unexpected `TODO`, expected the text that is to come',
      '::error no-extra-headings::Unexpected section `More`, expected only sections of the template',
      ''
    ])
  })

  test.each([
    [
      'a file that is not there',
      './nowhere.yaml',
      '.guidelintrc.yaml:1:1: Missing base `./nowhere.yaml`, expected a file'
    ],
    [
      'a package that is not installed',
      'acme',
      '.guidelintrc.yaml:1:1: Missing base `acme`, expected a package that is installed in the repository, or a path that starts with `./`'
    ],
    [
      'a package without a configuration',
      'empty',
      '.guidelintrc.yaml:1:1: Missing configuration in `empty`, expected `.guidelintrc.yaml` there, or the key `guidelint` in its `package.json`'
    ],
    [
      'what is built on it',
      './circle.yaml',
      'circle.yaml:1:1: Unexpected base `./`, expected one that is not built on this configuration itself'
    ],
    [
      'itself',
      './.guidelintrc.yaml',
      '.guidelintrc.yaml:1:1: Unexpected base `./.guidelintrc.yaml`, expected one that is not built on this configuration itself'
    ],
    [
      'too many',
      './many.yaml',
      'many.yaml:1:1: Unexpected base `./base.yaml`, expected at most 32 configurations in all'
    ],
    [
      'one that is not valid',
      './wrong.yaml',
      'wrong.yaml:1:1: Unexpected key `titel`, expected `$schema`, `extends`, `preset`, `template`, `templates`, `ignore`, `baseline`, `rules`'
    ]
  ])('extends refuses %s', (_, base, message) => {
    const cwd = write({
      '.git/HEAD': '',
      '.guidelintrc.yaml': `extends: ${base}\n`,
      'circle.yaml': 'extends: ./\n',
      'many.yaml': `extends: [${Array.from({length: 40}, () => './base.yaml').join(', ')}]\n`,
      'base.yaml': 'preset: strict\n',
      'wrong.yaml': 'titel: 1\n',
      'node_modules/empty/index.js': '',
      'd.md': good
    })
    const {status, stdout, stderr} = warmGuidelint(['d.md'], {cwd})
    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toBe(`${message}\n`)
  })

  test.each([
    'guidelint.yaml',
    '.guidelintrc.js',
    '.guidelint.yml',
    'guidelint.config.mjs',
    '.GUIDELINTRC.toml',
    'guidelintrc.json'
  ])('%s is reported, where nothing has a name that is looked for', (name) => {
    const cwd = write({'.git/HEAD': '', [name]: 'preset: strict\n', 'docs/d.md': good})
    const message = `${name}: Unexpected name of a configuration, expected \`.guidelintrc.yaml\`, or a name with \`.json\`\n`
    for (const args of [[], ['docs'], ['docs/d.md']])
      expect(warmGuidelint(args, {cwd})).toEqual({status: 2, stdout: '', stderr: message})
    writeFileSync(path.join(cwd, '.guidelintrc.yaml'), 'preset: strict\n')
    expect(warmGuidelint(['docs'], {cwd})).toMatchObject({status: 0})
  })

  test('reports and workflows are no configurations of a wrong name', () => {
    const cwd = write({
      '.git/HEAD': '',
      'guidelint.json': '[]',
      'guidelint.sarif': '{}',
      '.github/workflows/guidelint.yml': 'name: x\n',
      '.github/workflows/d.md': good
    })
    expect(warmGuidelint(['.'], {cwd})).toMatchObject({status: 0})
  })

  test('outside a repository it is found above the current folder, and names templates beside it', () => {
    const cwd = write({
      '.guidelintrc.yaml': 'templates:\n  - {template: t.md, files: docs}\n',
      't.md': template,
      'docs/d.md': bad
    })
    expect(warmGuidelint([], {cwd: path.join(cwd, 'docs')}).stdout).toContain('Missing section `Support`')
    expect(warmGuidelint(['d.md'], {cwd: path.join(cwd, 'docs')}).stdout).toContain('Missing section `Support`')
  })

  const isValidBySchema = new Ajv({strictTuples: false}).compile(configurationSchema(rules))
  const validConfigurations = [
    '{}',
    '$schema: ./node_modules/guidelint/schema.json',
    'template: t.md',
    'preset: strict',
    'extends: ./a.yaml',
    'extends: [a, "@b/c"]',
    'templates: [{template: t.md, files: docs}]',
    'templates: [{template: t.md, files: [], preset: strict, rules: {title: off}}]',
    'ignore: old',
    'ignore: [old, "!old/new.md"]',
    'rules: {title: 2}',
    'rules: {title: false}',
    'rules: {no-placeholders: [warn, {todo: true}]}',
    'rules: {title: [off]}'
  ]
  const invalidConfigurations = [
    '[]',
    '1',
    'presett: strict',
    'preset: lax',
    'template: 1',
    'template: ""',
    'extends: {}',
    'extends: [1]',
    '{template: t.md, templates: []}',
    'templates: t.md',
    'templates: [{template: t.md}]',
    'templates: [{files: docs}]',
    'templates: [{template: t.md, files: [1]}]',
    'templates: [{template: t.md, files: x, rule: {}}]',
    'ignore: 1',
    `ignore: ${'a'.repeat(501)}`,
    'rules: []',
    'rules: {titel: off}',
    'rules: {title: loud}',
    'rules: {title: 3}',
    'rules: {title: true}',
    'rules: {title: []}',
    'rules: {title: [off, {}, 1]}',
    'rules: {title: [off, {todo: true}]}',
    'rules: {no-placeholders: [warn, {todo: 1}]}',
    '$schema: 1'
  ]

  test.each(validConfigurations)('%s is valid, says the JSON Schema as well', (written) => {
    expect([isRead(written), isValidBySchema(readData(written, 'c.yaml'))]).toEqual([true, true])
  })

  test.each(invalidConfigurations)('%s is not valid, says the JSON Schema as well', (written) => {
    expect([isRead(written), isValidBySchema(readData(written, 'c.yaml'))]).toEqual([false, false])
  })
})
