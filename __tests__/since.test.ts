import {spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {beforeAll, describe, expect, test} from '@jest/globals'
import {guidelint} from './command-line.ts'
import {edit, git, good, project, reasonsIn, repository, run, template} from './guides-with-history.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const {write} = temporaryFolder()

/** What is new since a commit, by two ways that have to agree: by the commit, and by the files as they are staged. */
function newSince(cwd: string): readonly string[] {
  const reasons = reasonsIn(run(cwd, '--since', 'main'))
  git(cwd, 'add', '-A')
  expect(reasonsIn(run(cwd, '--since', 'main', '--staged'))).toEqual(reasons)
  return reasons
}

/** What is done to the project, and what is new by that. */
const changes: ReadonlyArray<{
  readonly what: string
  readonly does: (cwd: string) => void
  readonly brings: readonly string[]
}> = [
  {what: 'nothing', does: () => {}, brings: []},
  {
    what: 'text, sections and lines before, in and behind what is known',
    does: (cwd) => {
      edit(
        cwd,
        'docs/wheel.md',
        '## Usage\n',
        'Some text.\n\nMore text.\n\n## Before\n\nText.\n\n## Usage\n\nOne sentence more.\n'
      )
      edit(cwd, 'docs/wheel.md', 'Turn it.', 'Turn it.\n\nTwice.\n\n## Behind\n\nText')
      edit(cwd, 'docs/wheel.md', '# Wheel', '# The Great Wheel')
    },
    brings: []
  },
  {
    what: 'a fault mended, of several that are one finding',
    does: (cwd) => edit(cwd, 'docs/wheel.md', 'Turn it.\n', 'Turn it.\n\n## Support\n\nCall.\n'),
    brings: []
  },
  {
    what: 'a heading with known findings below it, in other words',
    does: (cwd) => edit(cwd, 'docs/wheel.md', '## Usage', '## Usage!'),
    brings: []
  },
  {
    what: 'a section removed',
    does: (cwd) => edit(cwd, 'docs/kiln.md', '## Support\n\nCall.\n\n', ''),
    brings: ['kiln.md: Missing section `Support`, expected it between `Steps` and `Limits`']
  },
  {
    what: 'a table removed',
    does: (cwd) => edit(cwd, 'docs/kiln.md', '| Setting | Default |\n| --- | --- |\n| heat | 20 |\n\n', ''),
    brings: ['kiln.md: Missing table with the columns `Setting`, `Default`, expected it in `Usage`']
  },
  {
    what: 'a column removed',
    does: (cwd) =>
      edit(
        cwd,
        'docs/kiln.md',
        '| Setting | Default |\n| --- | --- |\n| heat | 20 |',
        '| Setting |\n| --- |\n| heat |'
      ),
    brings: ['kiln.md: Missing column `Default`, expected it after `Setting`']
  },
  {
    what: 'a field removed',
    does: (cwd) => edit(cwd, 'docs/kiln.md', '- **Owner**: Ada', 'Nobody.'),
    brings: ['kiln.md: Missing field `Owner`, expected it in `Steps`']
  },
  {
    what: 'a section removed beside known ones',
    does: (cwd) => edit(cwd, 'docs/wheel.md', '## Steps\n\n- **Owner**: [Owner]\n\nTurn it.\n', ''),
    brings: [
      'kiln.md: Unexpected link to `#steps` in `wheel.md`, expected a heading or an anchor of that name',
      'wheel.md: Missing sections `Steps`, `Support`, `Limits`, expected them after `Usage`'
    ]
  },
  {
    what: 'a heading that is linked from elsewhere, renamed',
    does: (cwd) => edit(cwd, 'docs/wheel.md', '## Steps', '## Way'),
    brings: [
      'kiln.md: Unexpected link to `#steps` in `wheel.md`, expected a heading or an anchor of that name',
      'wheel.md: Missing sections `Steps`, `Support`, `Limits`, expected them after `Usage`'
    ]
  },
  {
    what: 'a picture deleted',
    does: (cwd) => rmSync(path.join(cwd, 'docs/kiln.png')),
    brings: ['kiln.md: Unexpected link to `kiln.png`, expected a file that exists']
  },
  {
    what: 'a document deleted',
    does: (cwd) => rmSync(path.join(cwd, 'docs/wheel.md')),
    brings: ['kiln.md: Unexpected link to `wheel.md`, expected a file that exists']
  },
  {
    what: 'a placeholder pasted where one of its kind is known',
    does: (cwd) => edit(cwd, 'docs/wheel.md', 'By [Owner]', 'By [Owner] for [Owner]'),
    brings: ['wheel.md: Unexpected placeholder `[Owner]`, expected your own text']
  },
  {
    what: 'a placeholder replaced in one section, and the same pasted in another',
    does: (cwd) => {
      edit(cwd, 'docs/wheel.md', 'By [Owner]', 'By Ada')
      edit(cwd, 'docs/wheel.md', 'Turn it.', 'Turn it, [Owner].')
    },
    brings: ['wheel.md: Unexpected placeholder `[Owner]`, expected your own text']
  },
  {
    what: 'a document moved',
    does: (cwd) => git(cwd, 'mv', 'docs/wheel.md', 'docs/lathe.md'),
    brings: ['kiln.md: Unexpected link to `wheel.md`, expected a file that exists']
  },
  {
    what: 'a document moved without a word to git, and its links mended',
    does: (cwd) => {
      mkdirSync(path.join(cwd, 'docs/sub folder'))
      renameSync(path.join(cwd, 'docs/wheel.md'), path.join(cwd, 'docs/sub folder/wheel é.md'))
      edit(cwd, 'docs/sub folder/wheel é.md', 'Turn it.', 'Turn it twice.')
      edit(cwd, 'docs/kiln.md', 'wheel.md', 'sub%20folder/wheel%20%C3%A9.md')
    },
    brings: []
  },
  {
    what: 'a new document',
    does: (cwd) => writeFileSync(path.join(cwd, 'docs/new.md'), good.replace('Call.', '[Owner]')),
    brings: ['new.md: Unexpected placeholder `[Owner]`, expected your own text']
  },
  {
    what: 'a section more in the template',
    does: (cwd) => edit(cwd, 'templates/guide.md', '## Limits', '## Disposal\n\n## Limits'),
    brings: [
      'kiln.md: Missing section `Disposal`, expected it between `Support` and `Limits`',
      'wheel.md: Missing sections `Support`, `Disposal`, `Limits`, expected them after `Steps`'
    ]
  },
  {
    what: 'another rule in the configuration',
    does: (cwd) => edit(cwd, '.guidelintrc.yaml', 'templates:', 'preset: strict\ntemplates:'),
    brings: [
      'kiln.md: Missing code block, expected it in `Steps`',
      'wheel.md: Missing code block, expected it in `Steps`'
    ]
  }
]

describe('what is new', () => {
  let cwd = ''

  beforeAll(() => {
    cwd = repository(write(project))
    warmGuidelint(['docs', '--update-baseline', '--baseline', 'known.json', '-q', '--no-cache'], {cwd})
    git(cwd, 'add', '-A')
    git(cwd, 'commit', '-q', '-m', 'baseline')
  })

  test.each(changes)('by $what', ({does, brings}) => {
    git(cwd, 'reset', '-q', '--hard')
    git(cwd, 'clean', '-f', '-d', '-q')
    does(cwd)
    expect(reasonsIn(run(cwd, '--baseline', 'known.json'))).toEqual(brings)
    expect(newSince(cwd)).toEqual(brings)
  })
})

const small = '# [Name]\n\n## Usage\n\n## Support\n'
const faulty = '# Kiln\n\n## Usage\n\nText\n\n[x](#before)\n\n## Support\n\nText\n'
const worse = faulty.replace('Text\n', 'Text [y](#after)\n')
const knownReason = 'Unexpected link to `#before`, expected a heading or an anchor of that name'
const newReason = 'Unexpected link to `#after`, expected a heading or an anchor of that name'

function since(cwd: string, files: readonly string[], commit = 'main', ...more: readonly string[]): readonly string[] {
  return reasonsIn(
    warmGuidelint(
      ['-t', 't.md', ...files, '--since', commit, '-f', 'json', '-q', '--no-cache', '--jobs', '1', ...more],
      {cwd}
    )
  )
}

describe('--since', () => {
  test.each([
    ['attributes that take files for binary', {'.gitattributes': '*.md -diff\n*.md binary\n'}],
    [
      'attributes that convert texts for a comparison',
      {
        '.gitattributes': '*.md diff=none\n',
        '.git/config': '[core]\n\trepositoryformatversion = 0\n[diff "none"]\n\ttextconv = true\n\tcommand = true\n'
      }
    ],
    [
      'settings for the form of a comparison',
      {
        '.git/config':
          '[core]\n\tquotePath = true\n\tautocrlf = true\n[diff]\n\tnoprefix = true\n\tmnemonicPrefix = true\n\texternal = true\n\trenames = copies\n[color]\n\tui = always\n'
      }
    ],
    [
      'attributes that ask for filters and encodings',
      {'.gitattributes': '*.md filter=none ident eol=crlf working-tree-encoding=UTF-16\n'}
    ],
    ['attributes that ignore', {'.gitignore': '*.md\n', '.gitattributes': '*.md export-ignore\n'}]
  ])('%s hide nothing, and invent nothing', (_, files) => {
    const cwd = repository(write({'t.md': small, 'd.md': faulty}))
    for (const [name, text] of Object.entries({...files, 'd.md': worse})) writeFileSync(path.join(cwd, name), text)
    expect(since(cwd, ['d.md'])).toEqual([`d.md: ${newReason}`])
  })

  const asPosix = process.platform === 'win32' ? test.skip : test
  asPosix('files may be named in any way, and renamed so', () => {
    const names = [
      '"d".md',
      String.raw`d\n.md`,
      'd\te.md',
      ' d.md',
      '-d.md',
      ':(top)d.md',
      "d'é\u{1F600}.md",
      'd missing.md',
      'a -> b.md',
      'd\ne.md'
    ]
    const cwd = repository(
      write({
        't.md': small,
        ...Object.fromEntries(names.map((name) => [name, `${faulty}\n${name.replaceAll(/[^a-z]/g, 'x ').repeat(20)}`]))
      })
    )
    for (const name of names)
      writeFileSync(
        path.join(cwd, name),
        readFileSync(path.join(cwd, name), 'utf8').replace('Text\n', 'Text [y](#after)\n')
      )
    expect(
      since(
        cwd,
        names.map((name) => `./${name}`)
      ).toSorted()
    ).toEqual(names.map((name) => `${name}: ${newReason}`).toSorted())
    const renamed = names.map((name) => name.replace('d', 'e'))
    for (const [index, name] of names.entries()) renameSync(path.join(cwd, name), path.join(cwd, renamed[index] ?? ''))
    git(cwd, 'add', '-A')
    expect(
      since(
        cwd,
        renamed.map((name) => `./${name}`),
        'main',
        '--staged'
      ).toSorted()
    ).toEqual(renamed.map((name) => `${name}: ${newReason}`).toSorted())
  })

  test('line endings do not count, nor what git is told to look past', () => {
    const cwd = repository(write({'t.md': small, 'd.md': faulty, 'e.md': faulty}))
    git(cwd, 'update-index', '--assume-unchanged', 'd.md')
    git(cwd, 'update-index', '--skip-worktree', 'e.md')
    writeFileSync(path.join(cwd, 'd.md'), faulty.replaceAll('\n', '\r\n'))
    writeFileSync(path.join(cwd, 'e.md'), worse)
    expect(since(cwd, ['d.md', 'e.md'])).toEqual([`e.md: ${newReason}`])
  })

  test('what was not there is new as a whole: files that git ignores, that are of another repository or outside', () => {
    const cwd = repository(write({'t.md': small, 'd.md': faulty, 'inner/x.txt': ''}))
    for (const [name, text] of Object.entries({
      '.gitignore': 'ignored.md\n',
      'ignored.md': `${faulty}\nMore.\n`,
      'inner/i.md': faulty
    }))
      writeFileSync(path.join(cwd, name), text)
    git(path.join(cwd, 'inner'), 'init', '-q')
    const outside = path.join(write({'o.md': faulty}), 'o.md')
    expect(since(cwd, ['d.md', 'ignored.md', 'inner/i.md', outside]).toSorted()).toEqual([
      `i.md: ${knownReason}`,
      `ignored.md: ${knownReason}`,
      `o.md: ${knownReason}`
    ])
  })

  asPosix('a symbolic link is compared with what it led to', () => {
    const cwd = repository(write({'t.md': small, 'docs/d.md': faulty, 'docs/kiln.png': ''}))
    symlinkSync('docs/d.md', path.join(cwd, 'link.md'))
    symlinkSync('docs', path.join(cwd, 'folder'))
    expect(since(cwd, ['link.md', 'folder/d.md'])).toEqual([`d.md: ${knownReason}`, `link.md: ${knownReason}`])
    git(cwd, 'add', '.')
    git(cwd, 'commit', '-q', '-m', 'links')
    git(cwd, 'branch', '-f', 'main')
    expect(since(cwd, ['link.md', 'folder/d.md'])).toEqual([])
    writeFileSync(path.join(cwd, 'docs/d.md'), `${worse}\n![x](../folder/kiln.png)\n`)
    expect(since(cwd, ['link.md', 'folder/d.md'])).toEqual([`d.md: ${newReason}`, `link.md: ${newReason}`])
  })

  test('it is the merge base that counts, not what the other branch has come to', () => {
    const cwd = repository(write({'t.md': small, 'd.md': faulty}))
    writeFileSync(path.join(cwd, 'd.md'), worse)
    git(cwd, 'commit', '-q', '-a', '-m', 'worse')
    git(cwd, 'checkout', '-q', 'main')
    writeFileSync(path.join(cwd, 'd.md'), faulty.replace('[x](#before)', 'Text'))
    git(cwd, 'commit', '-q', '-a', '-m', 'mended')
    git(cwd, 'checkout', '-q', 'change')
    expect(since(cwd, ['d.md'])).toEqual([`d.md: ${newReason}`])
  })

  test('a text on standard input is compared with the file of its name', () => {
    const cwd = repository(write({'t.md': small, 'd.md': faulty}))
    const of = (name: string) =>
      reasonsIn(
        guidelint(['-t', 't.md', '--stdin-filename', name, '--since', 'main', '-f', 'json'], {cwd, input: worse})
      )
    expect(of('d.md')).toEqual([`d.md: ${newReason}`])
    expect(of('other.md')).toEqual([`other.md: ${newReason}`, `other.md: ${knownReason}`])
    expect(guidelint(['-t', 't.md', '--stdin-filename', 'd.md', '--staged'], {cwd, input: worse})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Unexpected --staged with standard input, expected files\n'
    })
  })

  test('what is not staged does not count with --staged, and what is staged does', () => {
    const cwd = repository(write({'t.md': small, 'd.md': faulty, 'e.md': faulty}))
    writeFileSync(path.join(cwd, 'd.md'), worse)
    git(cwd, 'add', 'd.md')
    writeFileSync(path.join(cwd, 'd.md'), faulty)
    writeFileSync(path.join(cwd, 'e.md'), worse)
    writeFileSync(path.join(cwd, 'f.md'), worse)
    expect(since(cwd, ['.'], 'HEAD', '--staged')).toEqual([`d.md: ${newReason}`])
    expect(since(cwd, ['.'], 'HEAD')).toEqual([`e.md: ${newReason}`, `f.md: ${newReason}`, `f.md: ${knownReason}`])
    rmSync(path.join(cwd, 'd.md'))
    expect(since(cwd, ['d.md'], 'HEAD', '--staged')).toEqual([`d.md: ${newReason}`])
    expect(warmGuidelint(['-t', 't.md', 'f.md', '--staged'], {cwd})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'No staged Markdown file found for f.md\n'
    })
    // A hook names none, and stops nobody from writing the first.
    writeFileSync(path.join(cwd, '.guidelintrc.yaml'), 'templates:\n  - {template: t.md, files: docs/*.md}\n')
    expect(warmGuidelint(['--staged', '--since', 'HEAD'], {cwd})).toEqual({
      status: 0,
      stdout: '',
      stderr: '.guidelintrc.yaml: No Markdown file matches the globs of its templates\n'
    })
    mkdirSync(path.join(cwd, 'docs'))
    writeFileSync(path.join(cwd, 'docs/first.md'), faulty)
    expect(warmGuidelint(['--staged', '--since', 'HEAD'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('a configuration and a template that cannot be read are told as they are staged, without the folder that they are put in', () => {
    const cwd = repository(write({...project}))
    writeFileSync(path.join(cwd, 'templates/guide.md'), `${template}\n<!-- guidelint optinal -->\n`)
    git(cwd, 'add', '-A')
    writeFileSync(path.join(cwd, 'templates/guide.md'), template)
    const {status, stderr} = run(cwd, '--staged')
    expect({status, stderr}).toEqual({
      status: 2,
      stderr: 'templates/guide.md:23:1: Unexpected directive `optinal`, expected `optional`\n'
    })
    git(cwd, 'add', '-A')
    writeFileSync(path.join(cwd, 'templates/guide.md'), '<!-- guidelint optinal -->\n')
    expect(reasonsIn(run(cwd, '--staged', '--since', 'HEAD'))).toEqual([])
    const parts = ['1/2', '2/2'].map((part) => reasonsIn(run(cwd, '--staged', '--shard', part)).length)
    expect(parts).toEqual([0, reasonsIn(run(cwd, '--staged')).length])
  })

  test.each(['installed', 'linked from the repository'])(
    'a configuration is built on what it was built on then: files, and a package that is %s',
    (how) => {
      const isInstalled = how === 'installed'
      const guides = {
        'package.json': '{"guidelint": {"extends": "./guides.yaml"}}',
        'guides.yaml': 'templates: [{template: guide.md, files: "docs/**"}]\n',
        'guide.md': template
      }
      const packaged = Object.fromEntries(
        Object.entries(guides).map(([name, text]) => [`packages/guides/${name}`, text])
      )
      const cwd = write({
        ...project,
        '.gitignore': 'node_modules\n',
        '.guidelintrc.yaml': 'extends: [./shared/base.yaml, "@acme/guides"]\n',
        'shared/base.yaml': 'rules: {valid-anchors: off}\n',
        ...(!isInstalled && packaged)
      })
      repository(cwd)
      const folder = path.join(cwd, 'node_modules/@acme')
      mkdirSync(isInstalled ? path.join(folder, 'guides') : folder, {recursive: true})
      if (isInstalled)
        for (const [name, text] of Object.entries(guides)) writeFileSync(path.join(folder, 'guides', name), text)
      else symlinkSync('../../packages/guides', path.join(folder, 'guides'))
      expect(newSince(cwd)).toEqual([])
      edit(cwd, 'docs/kiln.md', '## Support\n\nCall.\n\n', '[x](#nowhere)\n\n')
      expect(newSince(cwd)).toEqual(['kiln.md: Missing section `Support`, expected it between `Steps` and `Limits`'])
      edit(cwd, 'shared/base.yaml', 'off', 'error')
      if (!isInstalled) edit(cwd, 'packages/guides/guide.md', '## Limits', '## Limits\n\n## Costs')
      expect(newSince(cwd)).toContain(
        'kiln.md: Unexpected link to `#nowhere`, expected a heading or an anchor of that name'
      )
      expect(newSince(cwd).filter((reason) => reason.includes('Costs'))).toHaveLength(isInstalled ? 0 : 2)
    }
  )

  test('--staged leaves out what is ignored, and takes what the configuration has templates for where nothing is named', () => {
    const cwd = repository(write({...project, 'other.md': '[x](#nowhere)\n'}))
    const paths = (...args: readonly string[]) =>
      (
        JSON.parse(warmGuidelint(['--staged', '-f', 'json', '--no-cache', ...args], {cwd}).stdout) as ReadonlyArray<{
          path: string
        }>
      ).map((file) => file.path)
    expect(paths()).toEqual(['docs/kiln.md', 'docs/wheel.md'])
    expect(paths('.')).toEqual(['docs/kiln.md', 'docs/wheel.md', 'other.md'])
    writeFileSync(path.join(cwd, '.remarkignore'), 'wheel.md\n')
    expect(warmGuidelint(['docs/wheel.md', '--staged'], {cwd})).toEqual({
      status: 0,
      stdout: '',
      stderr: 'docs/wheel.md is not checked: ignored by .remarkignore\n'
    })
    expect(paths('docs')).toEqual(['docs/kiln.md'])
    rmSync(path.join(cwd, '.remarkignore'))
    writeFileSync(path.join(cwd, '.guidelintrc.yaml'), `ignore: docs\n${project['.guidelintrc.yaml']}`)
    git(cwd, 'add', '-A')
    expect(paths('other.md', 'docs/wheel.md')).toEqual(['other.md'])
    // As it is staged.
    writeFileSync(path.join(cwd, '.guidelintrc.yaml'), project['.guidelintrc.yaml'])
    expect(paths('other.md', 'docs/wheel.md')).toEqual(['other.md'])
  })

  test('before the first commit all is new', () => {
    const cwd = write({'t.md': small, 'd.md': faulty})
    git(cwd, 'init', '-q', '-b', 'main')
    git(cwd, 'add', '.')
    expect(since(cwd, ['d.md'], 'HEAD', '--staged')).toEqual([`d.md: ${knownReason}`])
    expect(warmGuidelint(['-t', 't.md', 'd.md', '--since', 'main'], {cwd})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Cannot tell what changed since main: nothing was committed yet, expected HEAD\n'
    })
  })

  test('where the configuration came later, or could not be read, nothing was known', () => {
    const cwd = repository(write({'t.md': small, 'd.md': faulty, 'broken.yaml': 'template: t.md\nrules: [\n'}))
    writeFileSync(path.join(cwd, 'broken.yaml'), 'template: t.md\n')
    writeFileSync(path.join(cwd, 'new.yaml'), 'template: t.md\n')
    writeFileSync(path.join(cwd, 'd.md'), faulty.replace('## Support', '## More'))
    for (const file of ['broken.yaml', 'new.yaml']) {
      const reasons = reasonsIn(
        warmGuidelint(['d.md', '-c', file, '--since', 'main', '-f', 'json', '--no-cache'], {cwd})
      )
      expect(reasons).toContain('d.md: Missing section `Support`, expected it after `Usage` (there is `More`)')
      expect(reasons.includes(`d.md: ${knownReason}`)).toBe(file === 'broken.yaml')
    }
  })

  test('a shallow clone is told for what it is', () => {
    const cwd = repository(write({'t.md': small, 'd.md': faulty}))
    const first = spawnSync('git', ['rev-parse', 'HEAD'], {cwd, encoding: 'utf8'}).stdout.trim()
    git(cwd, 'commit', '-q', '--allow-empty', '-m', 'second')
    const clone = path.join(write({}), 'clone')
    git(cwd, 'clone', '-q', '--depth', '1', `file://${cwd}`, clone)
    expect(warmGuidelint(['-t', 't.md', 'd.md', '--since', first], {cwd: clone})).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(
        new RegExp(`^Cannot tell what changed since ${first}: [^\\n]+ \\(a shallow clone lacks it: [^\\n]+\\)\\n$`)
      )
    })
  })

  test('a commit is no option of git, and has to have history in common', () => {
    const cwd = repository(write({'t.md': small, 'd.md': worse}))
    expect(warmGuidelint(['-t', 't.md', 'd.md', '--since=--output=x'], {cwd})).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^Cannot tell what changed since --output=x: fatal: [^\n]+\n$/)
    })
    expect(existsSync(path.join(cwd, 'x'))).toBe(false)
    git(cwd, 'checkout', '-q', '--orphan', 'other')
    git(cwd, 'commit', '-q', '-m', 'other')
    expect(warmGuidelint(['-t', 't.md', 'd.md', '--since', 'main'], {cwd})).toMatchObject({
      status: 2,
      stderr: 'Cannot tell what changed since main: no commit in common with HEAD\n'
    })
    const outside = write({'t.md': small, 'd.md': faulty})
    expect(warmGuidelint(['-t', 't.md', 'd.md', '--since', 'main'], {cwd: outside})).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^Cannot tell what changed since main: fatal: not a git repository[^\n]+\n$/)
    })
    expect(warmGuidelint(['-t', 't.md', 'd.md', '--staged'], {cwd: outside})).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^Cannot read what is staged: fatal: not a git repository[^\n]+\n$/)
    })
  })

  test('nothing is left in the repository or in the folder for temporary files', () => {
    const cwd = repository(write(project))
    const temporary = write({'.keep': ''})
    const objects = () => spawnSync('git', ['count-objects'], {cwd, encoding: 'utf8'}).stdout
    const count = objects()
    renameSync(path.join(cwd, 'docs/wheel.md'), path.join(cwd, 'docs/lathe.md'))
    const {stdout} = guidelint(['docs', '-f', 'json', '--since', 'HEAD'], {cwd, env: {TMPDIR: temporary}})
    expect(stdout).toContain('Unexpected link to `wheel.md`, expected a file that exists')
    expect(objects()).toBe(count)
    expect(spawnSync('git', ['status', '--porcelain'], {cwd, encoding: 'utf8'}).stdout).toBe(
      ' D docs/wheel.md\n?? docs/lathe.md\n'
    )
    expect(readdirSync(temporary).filter((name) => name.startsWith('guidelint-'))).toEqual([])
  })
})
