import {spawnSync} from 'node:child_process'
import {chmodSync, chownSync, closeSync, existsSync, openSync, readFileSync, symlinkSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import picomatch from 'picomatch'
import {remark} from 'remark'
import {VFile} from 'vfile'
import {globMatcher} from '../src/config/glob.ts'
import plugin, {DocumentError, lintText, readTemplate} from '../src/index.ts'
import {guidelint} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const {write} = temporaryFolder()

const template = '# [Name]\n\n## Usage\n'
const good = '# Kiln\n\n## Usage\n\nText\n'
const evil = "require('node:fs').writeFileSync('owned', '')\nmodule.exports = {}\n"

describe('nothing of a repository is run', () => {
  test.each([
    ['a configuration of cosmiconfig itself', {'.config/config.cjs': evil}, ['-t', 't.md', 'd.md'], 0],
    ['one that is named', {'evil.cjs': evil}, ['-c', 'evil.cjs', 'd.md'], 2],
    ['one that is imported', {'.guidelintrc.yaml': '$import: ./evil.cjs\n', 'evil.cjs': evil}, ['d.md'], 2],
    ['one that is a base', {'.guidelintrc.yaml': 'extends: ./evil.cjs\n', 'evil.cjs': evil}, ['d.md'], 2],
    [
      'a package that is a base',
      {
        '.guidelintrc.yaml': 'extends: evil\n',
        'node_modules/evil/package.json':
          '{"main": "index.js", "exports": "./index.js", "guidelint": {"preset": "strict"}}',
        'node_modules/evil/index.js': evil,
        'node_modules/evil/guidelint.config.js': evil
      },
      ['d.md'],
      0
    ],
    [
      'a file of a package that is a base',
      {'.guidelintrc.yaml': 'extends: evil/index.js\n', 'node_modules/evil/index.js': evil},
      ['d.md'],
      2
    ],
    [
      'one that package.json imports',
      {'package.json': '{"guidelint": {"$import": "./evil.cjs"}}', 'evil.cjs': evil},
      ['d.md'],
      2
    ]
  ])('%s', (_, files, args, status) => {
    const cwd = write({...files, 't.md': template, 'd.md': good})
    const result = warmGuidelint(args, {cwd})
    expect(result).toMatchObject({status})
    expect(result.stderr.split('\n').length).toBeLessThanOrEqual(2)
    expect(existsSync(path.join(cwd, 'owned'))).toBe(false)
  })
})

describe('files that cannot be read', () => {
  const asPosix = process.platform === 'win32' ? test.skip : test

  asPosix('a pipe does not hang, whatever it stands for', () => {
    const cwd = write({'t.md': template, 'd.md': good})
    for (const name of ['pipe.md', 'pipe.yaml']) spawnSync('mkfifo', [path.join(cwd, name)])
    expect(warmGuidelint(['-t', 't.md', 'pipe.md'], {cwd})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'pipe.md: Cannot read: not a file\n'
    })
    expect(warmGuidelint(['-t', 'pipe.md', 'd.md'], {cwd})).toMatchObject({
      status: 2,
      stderr: 'pipe.md:1:1: Unreadable template, expected a Markdown file\n'
    })
    expect(warmGuidelint(['-c', 'pipe.yaml', 'd.md'], {cwd})).toMatchObject({
      status: 2,
      stderr: 'pipe.yaml: Unreadable configuration, expected a file\n'
    })
  })

  test('names outside the repository are not told', () => {
    const cwd = write({'.git/HEAD': '', 't.md': template, 'd.md': `${good}\n[x](out/secrt)\n`, '../secret': ''})
    symlinkSync('..', path.join(cwd, 'out'))
    const {stdout} = warmGuidelint(['-t', 't.md', 'd.md'], {cwd})
    expect(stdout).not.toContain('secret')
  })

  test('whether files outside the repository exist does not show', () => {
    const links = '[1](out/secret) [2](out/nothing) [3](out/folder/secret.md#x) [4](out/none/nothing.md)'
    const cwd = write({
      'repository/.git/HEAD': '',
      'repository/t.md': template,
      'repository/d.md': `${good}\n${links}\n`,
      'outside/secret': '',
      'outside/folder/secret.md': ''
    })
    symlinkSync('../outside', path.join(cwd, 'repository/out'))
    expect(warmGuidelint(['-t', 't.md', 'd.md'], {cwd: path.join(cwd, 'repository')})).toEqual({
      status: 0,
      stdout: 'd.md: no issues found\n',
      stderr: ''
    })
  })

  test('a link to a symbolic link that leads nowhere is not answered by that', () => {
    const cwd = write({'t.md': template, 'd.md': `${good}\n[x](guide.md) [y](guyde.md)\n`})
    symlinkSync('nowhere.md', path.join(cwd, 'guide.md'))
    const {stdout} = warmGuidelint(['-t', 't.md', 'd.md', '-f', 'json'], {cwd})
    const [file] = JSON.parse(stdout) as Array<{messages: Array<{reason: string}>}>
    expect(file?.messages.map(({reason}) => reason)).toEqual([
      'Unexpected link to `guide.md`, expected a file that exists',
      'Unexpected link to `guyde.md`, expected a file that exists'
    ])
  })

  test.each(['docs', 'docs/*.md', 'docs/**/*.md'])(
    'a symbolic link out of the repository is no document that %s stands for',
    (input) => {
      const cwd = write({
        'repository/.git/HEAD': '',
        'repository/t.md': template,
        'repository/docs/d.md': good,
        'secret.md': '# Secret\n\n[x](#hunter2)\n',
        'folder/secret.md': '# Secret\n'
      })
      const repository = path.join(cwd, 'repository')
      symlinkSync('../../secret.md', path.join(repository, 'docs/linked.md'))
      symlinkSync('../../folder', path.join(repository, 'docs/folder'))
      expect(guidelint(['-t', 't.md', input], {cwd: repository})).toEqual({
        status: 0,
        stdout: 'docs/d.md: no issues found\n',
        stderr: ''
      })
      expect(warmGuidelint(['-t', 't.md', 'docs/linked.md'], {cwd: repository}).stdout).toContain('hunter2')
    }
  )

  test('a folder that leads out of the repository stands for nothing', () => {
    const cwd = write({
      'repository/.git/HEAD': '',
      'repository/t.md': template,
      'folder/secret.md': '# Secret\n\n[x](#hunter2)\n'
    })
    symlinkSync('../folder', path.join(cwd, 'repository/docs'))
    for (const input of ['docs', 'docs/*.md']) {
      expect(guidelint(['-t', 't.md', input], {cwd: path.join(cwd, 'repository')})).toEqual({
        status: 2,
        stdout: '',
        stderr: `${input} leads out of the repository through a symbolic link, expected the target of the link\n`
      })
    }
  })

  test.each([
    ['a path', '../secret.md', 'templates:\n  - template: ../secret.md\n    files: "*.md"\n', '2:5'],
    ['the only template', '../secret.md', 'template: ../secret.md\n', '1:1'],
    ['a path to nothing', '../gone.md', 'template: ../gone.md\n', '1:1'],
    ['an absolute path', '/etc/passwd', 'template: /etc/passwd\n', '1:1'],
    ['a symbolic link', 'linked.md', 'preset: strict\ntemplate: linked.md\n', '2:1'],
    ['a symbolic link to a folder', 'folder/secret.md', 'template: folder/secret.md\n', '1:1']
  ])('a configuration that is found names no template outside the repository: %s', (_, name, yaml, place) => {
    const cwd = write({
      'secret.md': '# [Hunter2]\n',
      'repository/.git/HEAD': '',
      'repository/.guidelintrc.yaml': yaml,
      'repository/d.md': good
    })
    const repository = path.join(cwd, 'repository')
    symlinkSync('../secret.md', path.join(repository, 'linked.md'))
    symlinkSync('..', path.join(repository, 'folder'))
    const refusal = {
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(
        new RegExp(
          `^\\.guidelintrc\\.yaml:${place}: Unexpected template \`${name}\`, expected a file below \`[^\`]+\`\\n$`
        )
      )
    }
    expect(warmGuidelint(['d.md'], {cwd: repository})).toEqual(refusal)
    expect(warmGuidelint(['-c', '.guidelintrc.yaml', 'd.md'], {cwd: repository})).toEqual(refusal)
  })

  test('a template or configuration that the user names may stand anywhere', () => {
    const cwd = write({
      't.md': template,
      'elsewhere/c.yaml': 'template: t.md\n',
      'elsewhere/t.md': template,
      'repository/.git/HEAD': '',
      'repository/d.md': good
    })
    symlinkSync('../t.md', path.join(cwd, 'repository/linked.md'))
    for (const args of [
      ['-t', '../t.md'],
      ['-t', 'linked.md'],
      ['-c', '../elsewhere/c.yaml']
    ]) {
      expect(warmGuidelint([...args, 'd.md'], {cwd: path.join(cwd, 'repository')})).toMatchObject({
        status: 0,
        stderr: ''
      })
    }
  })

  test('options of the plugin name nothing outside the repository', async () => {
    const cwd = write({'secret.md': '# [Hunter2]\n', 'secret.yaml': 'hunter2: 1\n', 'repository/.git/HEAD': ''})
    const repository = path.join(cwd, 'repository')
    symlinkSync('../secret.yaml', path.join(repository, 'linked.yaml'))
    for (const options of [{template: '../secret.md'}, {config: '../secret.yaml'}, {config: 'linked.yaml'}]) {
      const file = await remark()
        .use(plugin, options)
        .process(new VFile({value: '# A\n', path: 'd.md', cwd: repository}))
      expect(file.messages.map(({reason, fatal}) => [fatal, reason])).toEqual([
        [
          true,
          expect.stringMatching(
            /: Unexpected (?:template `\.\.\/secret\.md`|configuration outside the repository), expected a file below `/
          )
        ]
      ])
    }
  })

  test('a configuration that is found does not lead out of the repository', () => {
    const cwd = write({'secret.yaml': 'hunter2: 1\n', 'repository/.git/HEAD': '', 'repository/d.md': good})
    symlinkSync('../secret.yaml', path.join(cwd, 'repository/.guidelintrc.yaml'))
    expect(warmGuidelint(['d.md'], {cwd: path.join(cwd, 'repository')})).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^\.guidelintrc\.yaml: Unexpected configuration outside the repository, expected a file below `[^`]+`\n$/
      )
    })
  })

  test.each([
    [
      'an alias within what it refers to',
      'rules: &a\n  title: *a\n',
      '2:10: Unexpected alias `*a` within what it refers to'
    ],
    ['an alias of nothing', 'rules: *a\n', '1:8: Unexpected alias `*a`, expected an anchor of that name before it'],
    [
      'aliases that multiply',
      `a: &a [x]\n${Array.from('bcdefghij', (name, index) => `${name}: &${name} [${Array.from({length: 9}, () => `*${'abcdefghi'[index]}`).join(', ')}]\n`).join('')}`,
      '1:1: Unexpected nested aliases, expected at most 100 copies in total'
    ],
    [
      'aliases without number',
      `a: &a x\n${Array.from({length: 200}, (_, index) => `k${index}: *a\n`).join('')}`,
      '102:7: Unexpected alias `*a`, expected at most 100 aliases'
    ]
  ])('a configuration with %s is refused at its place', (_, yaml, message) => {
    const cwd = write({'.guidelintrc.yaml': yaml, 'd.md': good})
    expect(warmGuidelint(['d.md'], {cwd})).toEqual({status: 2, stdout: '', stderr: `.guidelintrc.yaml:${message}\n`})
  })

  test('a folder that cannot be listed is reported', () => {
    const cwd = write({'t.md': template, 'docs/d.md': good, 'docs/locked/e.md': good})
    chmodSync(path.dirname(cwd), 0o755)
    chmodSync(cwd, 0o755)
    chmodSync(path.join(cwd, 'docs/locked'), 0)
    const nobody = process.getuid?.() === 0 ? 65_534 : undefined
    for (const input of ['docs', 'docs/**/*.md']) {
      const run = guidelint(['--no-cache', '-t', 't.md', input], {cwd, ...(nobody !== undefined && {uid: nobody})})
      expect(run).toEqual({status: 2, stdout: '', stderr: 'docs/locked: Cannot list: permission denied\n'})
    }
    chmodSync(path.join(cwd, 'docs/locked'), 0o755)
  })

  test('a folder on standard input is reported', () => {
    const cwd = write({})
    const folder = openSync(cwd, 'r')
    try {
      expect(guidelint(['-'], {cwd, stdin: folder})).toEqual({
        status: 2,
        stdout: '',
        stderr: 'Cannot read standard input: a folder where a file was expected\n'
      })
    } finally {
      closeSync(folder)
    }
  })

  test('a broken package.json is told with its place', () => {
    const cwd = write({'package.json': '{"name": ', 'd.md': good})
    expect(warmGuidelint(['d.md'], {cwd}).stderr).toMatch(
      /^package\.json:1:\d+: Unexpected syntax, expected YAML or JSON: [^\n]*\n$/
    )
  })

  test('a glob is matched in linear time, and refused where it cannot be', () => {
    const name = `${'a'.repeat(60)}.md`
    const run = (glob: string) =>
      warmGuidelint([name, '-f', 'json'], {
        cwd: write({
          '.guidelintrc.yaml': `templates:\n  - template: t.md\n    files: '${glob}'\n`,
          't.md': '## Usage\n\n## Other\n',
          [name]: good
        })
      })
    for (const glob of [
      '(a+)+c',
      '+(+(a))c',
      '*(a|aa|a*)*c',
      `${'*a'.repeat(40)}*c`,
      `${'{a,aa}'.repeat(40)}c`,
      `${'**/'.repeat(100)}c`
    ])
      expect(run(glob)).toMatchObject({status: 0, stderr: expect.stringMatching(/^No template is configured/)})
    for (const glob of ['(a+)+.md', `${'*a'.repeat(40)}*.md`]) expect(run(glob)).toMatchObject({status: 1, stderr: ''})
    for (const glob of ['!!(a)*.md', 'x!(a).md/b(c)', 'a'.repeat(501), '(a{1000}){1000}!(b)'])
      expect(run(glob)).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(/^\.guidelintrc\.yaml:3:5: Unexpected glob /)
      })
  })

  test('globs stand for what picomatch takes them for', () => {
    const globs = [
      'docs/**/*.md',
      '*.{md,markdown}',
      '**/[a-z]*.md',
      'docs/(a|b).md',
      '+(a).md',
      '@(a|b)/*.md',
      '?(a)b.md',
      'docs/?.md',
      '**',
      'a/**',
      '{1..3}.md',
      '**/*',
      '[!a].md',
      '[[:alpha:]].md',
      '(a+)+c',
      'docs/**/*a*b.md',
      String.raw`a\*.md`,
      'docs/',
      '*',
      '{a,b/**}/*/*.md',
      '../*/*/*.md',
      './docs/*.md',
      '*a*a*a*b',
      'a*/**/*',
      '**/docs/**/x*.md',
      '**/.*/**/*.md',
      'a(b',
      'a)b',
      '*(a|ab)*(b)c.md',
      String.raw`\d.md`,
      '.(a)'
    ]
    const files = [
      'docs/a.md',
      'docs/b/c.md',
      'a.md',
      'ab.md',
      'aab.md',
      'docs/x.md',
      'docs/y/x.md',
      'docs',
      '1.md',
      'a/b/c',
      'a/b.md',
      'b/b/x.md',
      '.x.md',
      'docs/.x.md',
      '.a/x.md',
      '../docs/a.md',
      '../a/b/c.md',
      'a*.md',
      'aaab',
      'aaaac',
      'z.markdown',
      'Docs/a.md',
      '\u00E9.md',
      'x y.md',
      'a(b',
      'a)b',
      '.a'
    ]
    expect(
      globs.flatMap((glob) =>
        files
          .filter((file) => globMatcher(glob)(file) !== picomatch.isMatch(file, glob.replace(/^\.\//, ''), {dot: true}))
          .map((file) => [glob, file])
      )
    ).toEqual([])
  })
})

describe('what a configuration is built on, and what is ignored', () => {
  test.each([
    [
      'a path',
      '../secret.yaml',
      /^\.guidelintrc\.yaml:1:1: Unexpected base `\.\.\/secret\.yaml`, expected a file below `[^`]+`\n$/
    ],
    [
      'a path to nothing',
      '../gone.yaml',
      /^\.guidelintrc\.yaml:1:1: Unexpected base `\.\.\/gone\.yaml`, expected a file below `[^`]+`\n$/
    ],
    [
      'an absolute path',
      '/etc/passwd',
      /^\.guidelintrc\.yaml:1:1: Unexpected base `\/etc\/passwd`, expected a file below `[^`]+`\n$/
    ],
    [
      'a symbolic link',
      './linked.yaml',
      /^linked\.yaml: Unexpected configuration outside the repository, expected a file below `[^`]+`\n$/
    ],
    [
      'a linked package',
      'linked',
      /^node_modules\/linked: Unexpected configuration outside the repository, expected a file below `[^`]+`\n$/
    ],
    [
      'a way out of the packages',
      'linked/../../secret.yaml',
      /^\.guidelintrc\.yaml:1:1: Missing base `linked\/\.\.\/\.\.\/secret\.yaml`, expected a package/
    ],
    [
      'a template of a base',
      './base.yaml',
      /^base\.yaml:1:1: Unexpected template `\.\.\/secret\.md`, expected a file below `[^`]+`\n$/
    ]
  ])('no configuration is built on what stands outside the repository: %s', (_, base, message) => {
    const cwd = write({
      'secret.yaml': 'hunter2: 1\n',
      'secret.md': '# [Hunter2]\n',
      'package/.guidelintrc.yaml': 'hunter2: 1\n',
      'repository/.git/HEAD': '',
      'repository/.guidelintrc.yaml': `extends: ${base}\n`,
      'repository/base.yaml': 'template: ../secret.md\n',
      'repository/node_modules/x/x': '',
      'repository/d.md': good
    })
    const repository = path.join(cwd, 'repository')
    symlinkSync('../secret.yaml', path.join(repository, 'linked.yaml'))
    symlinkSync('../../package', path.join(repository, 'node_modules/linked'))
    expect(warmGuidelint(['d.md'], {cwd: repository})).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(message)
    })
  })

  test('outside a repository, a configuration above the current folder names nothing outside its own', () => {
    const cwd = write({
      'secret.md': '# [Hunter2]\n',
      'project/.guidelintrc.yaml': 'template: ../secret.md\n',
      'project/docs/d.md': good
    })
    expect(warmGuidelint(['d.md'], {cwd: path.join(cwd, 'project/docs')})).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /\.guidelintrc\.yaml:1:1: Unexpected template `\.\.\/secret\.md`, expected a file below `[^`]+\/project`\n$/
      )
    })
  })

  // Only the superuser can give files to somebody else.
  const asRoot = process.getuid?.() === 0 ? test : test.skip

  asRoot('outside a repository, what another user left above the current folder does not count', () => {
    const cwd = write({'.guidelintrc.yaml': 'rules: {title: loud}\n', 'mine/docs/d.md': good})
    for (const folder of [path.dirname(cwd), cwd]) chmodSync(folder, 0o755)
    chownSync(path.join(cwd, '.guidelintrc.yaml'), 65_533, 65_533)
    expect(warmGuidelint(['d.md'], {cwd: path.join(cwd, 'mine/docs')})).toMatchObject({status: 0})
    chownSync(path.join(cwd, '.guidelintrc.yaml'), 0, 0)
    expect(warmGuidelint(['d.md'], {cwd: path.join(cwd, 'mine/docs')})).toMatchObject({status: 2})
  })

  asRoot('a configuration that may not be read is reported, not passed over', () => {
    const cwd = write({
      '.git/HEAD': '',
      '.guidelintrc.yaml': 'preset: strict\n',
      'd.md': good,
      'other/.git/HEAD': '',
      'other/.guidelintrc.yaml/x': '',
      'other/d.md': good
    })
    for (const folder of [path.dirname(cwd), cwd]) chmodSync(folder, 0o755)
    chmodSync(path.join(cwd, '.guidelintrc.yaml'), 0)
    expect(guidelint(['d.md', '--no-cache'], {cwd, uid: 65_534})).toEqual({
      status: 2,
      stdout: '',
      stderr: '.guidelintrc.yaml: Unreadable configuration, expected permission to read it\n'
    })
    expect(warmGuidelint(['d.md'], {cwd: path.join(cwd, 'other')})).toEqual({
      status: 2,
      stdout: '',
      stderr: '.guidelintrc.yaml: Unreadable configuration, expected a file, not a folder\n'
    })
  })

  const asPosix = process.platform === 'win32' ? test.skip : test

  asPosix('a pipe or a link in the place of .gitignore is none, and one without measure is refused', () => {
    const cwd = write({
      '.git/HEAD': '',
      't.md': template,
      'docs/d.md': good,
      patterns: '*.md\n',
      'large/.gitignore': '#'.repeat(500_001),
      'large/d.md': good,
      'many/.gitignore': 'x\n'.repeat(5001),
      'many/d.md': good
    })
    spawnSync('mkfifo', [path.join(cwd, 'docs/.gitignore')])
    symlinkSync('patterns', path.join(cwd, '.gitignore'))
    expect(warmGuidelint(['-t', 't.md', 'docs'], {cwd})).toMatchObject({status: 0, stderr: ''})
    expect(warmGuidelint(['-t', 't.md', 'large'], {cwd})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'large/.gitignore: Unexpected size, expected at most 500000 bytes\n'
    })
    expect(warmGuidelint(['-t', 't.md', 'many'], {cwd})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'many/.gitignore: Unexpected number of patterns, expected at most 5000\n'
    })
  })

  test('patterns of .gitignore are matched in linear time', () => {
    const cwd = write({
      '.git/HEAD': '',
      't.md': template,
      '.gitignore': `${'*a'.repeat(100)}b\n${'**/a'.repeat(100)}\n/${'[!b]*'.repeat(80)}c\n${'a'.repeat(1000)}\n`,
      [`docs/${'a'.repeat(200)}/${'a'.repeat(200)}.md`]: good
    })
    expect(warmGuidelint(['-t', 't.md', 'docs'], {cwd})).toMatchObject({status: 0, stderr: ''})
  })

  asRoot('what is ignored need not be readable', () => {
    const cwd = write({
      '.git/HEAD': '',
      't.md': template,
      '.gitignore': 'locked/\n',
      'docs/d.md': good,
      'docs/locked/e.md': good
    })
    for (const folder of [path.dirname(cwd), cwd]) chmodSync(folder, 0o755)
    chmodSync(path.join(cwd, 'docs/locked'), 0)
    expect(guidelint(['--no-cache', '-t', 't.md', 'docs'], {cwd, uid: 65_534})).toMatchObject({status: 0, stderr: ''})
    chmodSync(path.join(cwd, 'docs/locked'), 0o755)
  })
})

/** Apply the first replacement of a finding to exactly its place. */
function mended(text: string, templateText: string): string {
  const [message] = lintText(text, {template: readTemplate(templateText, 't.md'), preset: 'strict'}).messages
  const place = message?.place
  const [replacement] = message?.expected ?? []
  if (!place || replacement === undefined) return text
  const [start, end] = 'start' in place ? [place.start.offset, place.end.offset] : [place.offset, place.offset]
  return text.slice(0, start) + replacement + text.slice(end)
}

describe('a report', () => {
  const asPosix = process.platform === 'win32' ? test.skip : test
  asPosix('is not written out of the repository by a link, and wherever else it is asked for', () => {
    const cwd = write({
      'inside/.git/HEAD': '',
      'inside/t.md': '# [Name]\n\n## Use\n\n[How]\n',
      'inside/d.md': '# Kiln\n\n## Use\n\nHeat it.\n',
      'outside/report.txt': 'old'
    })
    const inside = path.join(cwd, 'inside')
    symlinkSync('../outside/report.txt', path.join(inside, 'report.txt'))
    symlinkSync('../outside/new.txt', path.join(inside, 'new.txt'))
    symlinkSync('../outside', path.join(inside, 'reports'))
    const written = (output: string) => warmGuidelint(['-t', 't.md', 'd.md', '-f', 'json', '-o', output], {cwd: inside})
    for (const output of ['report.txt', 'reports/report.txt', 'reports/new.txt'])
      expect(written(output)).toEqual({
        status: 2,
        stdout: '',
        stderr: `${output}: Cannot write: a symbolic link that leads out of the repository\n`
      })
    expect(readFileSync(path.join(cwd, 'outside/report.txt'), 'utf8')).toBe('old')
    expect(written('new.txt').status).toBe(0)
    expect(existsSync(path.join(cwd, 'outside/new.txt'))).toBe(false)
    expect(written('../outside/other.json').status).toBe(0)
    expect(existsSync(path.join(cwd, 'outside/other.json'))).toBe(true)
  })
})

describe('a replacement does no harm', () => {
  test.each([
    ['a misspelt heading', '## Usage\n', '## 2. Usge (Optional)\n\nText\n', '## 2. Usage (Optional)\n\nText\n'],
    ['a missing section', '## A\n\n## B\n', '## B\n\nText\n', '## A\n\n## B\n\nText\n'],
    [
      'an escaped fragment',
      '## A\n',
      '## A\n\n[a](#foo\\_baz) <a id="foo_bar"></a>\n',
      '## A\n\n[a](#foo\\_baz) <a id="foo_bar"></a>\n'
    ],
    [
      'a choice in bold',
      '## A\n\n| K | C |\n| - | - |\n| `K_1` | Yes/No |\n| `K_2` | Yes/No |\n',
      '## A\n\n| K | C |\n| - | - |\n| `K` | **Yes**/No |\n',
      '## A\n\n| K | C |\n| - | - |\n| `K` | **Yes**/No |\n'
    ],
    [
      'a missing section behind a fence that nobody closed',
      '## A\n\n## B\n',
      '## A\n\n```\ncode\n',
      '## A\n\n```\ncode\n'
    ],
    ['a name with markup', '## Use \\_init\\_\n', '## Use \\_init\n\nText\n', '## Use \\_init\n\nText\n']
  ])('%s', (_, templateText, text, expected) => {
    expect(mended(text, templateText)).toBe(expected)
  })
})

describe('odd input', () => {
  test('lone surrogates and NUL do not stop it', () => {
    expect(lintText('<a id="abc\ud800de"></a>\n\n[x](#abcxde)\0\n').messages.length).toBe(1)
  })

  test('a heading of nothing but punctuation is a section like others', () => {
    const text = '## ???\n\n### A\n\nText\n\n## 🚀\n\nText\n'
    expect(lintText(text, {template: readTemplate(text, 't.md'), preset: 'strict'}).messages).toEqual([])
  })

  test('a heading may have the signs that patterns use elsewhere', () => {
    const result = lintText('## Anything else\n\nText\n\n## B\n\nText\n', {
      template: readTemplate('## Invoice № 5 ␣\n\n## B\n', 't.md')
    })
    expect(result.messages.map(({reason}) => reason)).toEqual([
      'Missing section `Invoice № 5 ␣`, expected it before `B` (there is `Anything else`)'
    ])
  })

  test('two tables that differ in one column are told apart', () => {
    const text = '## A\n\n| Version 1 | Notes |\n| - | - |\n| a | b |\n\n| Version 2 | Notes |\n| - | - |\n| a | b |\n'
    expect(lintText(text, {template: readTemplate(text, 't.md'), preset: 'strict'}).messages).toEqual([])
  })

  test('a comment at the top turns off what has its place there', () => {
    expect(
      lintText('<!--lint disable title-->\n\n## A\n\nText\n', {template: readTemplate('# [Name]\n\n## A\n', 't.md')})
        .messages
    ).toEqual([])
  })

  test('emphasis that is nested too deeply is one clear error', () => {
    expect(() => lintText(`# ${'*a _b '.repeat(400)}${'_ *'.repeat(400)}\n`)).not.toThrow(RangeError)
  })
})

/** Lines dense in what Markdown and templates are made of. */
const line = fc.oneof(
  fc.constantFrom(
    '# [Name]',
    '## Usage',
    '## usage:',
    '### Type 1: [Name]',
    'Text',
    '- **Owner**: [Name]',
    '- [ ] task',
    '> quote',
    '```',
    '~~~js',
    '| A | B |',
    '| - | - |',
    '| `K_1` | Yes/No |',
    '<!-- optional -->',
    '<!--',
    '-->',
    '---',
    'a: b',
    '[x](#usage)',
    '[y]: #nowhere',
    '<your name>',
    '{{name}}',
    'YYYY-MM-DD',
    'TODO',
    'www.example.com',
    '1. [Usage](#usage)',
    '',
    '\u{1F680} é \ud800'
  ),
  fc.string({maxLength: 20})
)
const markdown = fc.array(line, {maxLength: 25}).map((lines) => lines.join('\n'))

describe('for every document', () => {
  test('there is no exception, and each finding has its place in the text', () => {
    fc.assert(
      fc.property(markdown, markdown, (written, text) => {
        const source = `## Usage\n\n${written}`
        try {
          const {messages} = lintText(text, {template: readTemplate(source, 't.md'), preset: 'strict'})
          for (const {place, reason} of messages) {
            const start = place && ('start' in place ? place.start : place)
            expect(start?.offset).toBeGreaterThanOrEqual(0)
            expect(start?.offset).toBeLessThanOrEqual(text.length)
            expect(reason).not.toMatch(/[\n\r]|undefined|\[object/)
          }
        } catch (error) {
          // A template that is broken, such as a comment nobody closed, is told as that.
          if (!(error instanceof DocumentError) && (error as Error).name !== 'TemplateError') throw error
        }
      }),
      {numRuns: 500}
    )
  })
})
