import {spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {beforeAll, describe, expect, test} from '@jest/globals'
import {baselineText, parseBaseline} from '../src/baseline/baseline-file.ts'
import {compare, knownOf} from '../src/baseline/known.ts'
import {type Run, guidelint} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'

const {write} = temporaryFolder()

const template = `# [Name]

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

const good = `# Kiln

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
const old = `# Wheel

## Usage

| Setting |
| --- |
| speed |

By [Owner] and [x](#nowhere).

## Steps

- **Owner**: [Owner]

Turn it.
`

const project = {'.guidelintrc.yaml': 'templates:\n  - {template: templates/guide.md, files: "docs/**"}\n', 'templates/guide.md': template, 'docs/kiln.md': good, 'docs/wheel.md': old, 'docs/kiln.png': ''}

function git(cwd: string, ...args: readonly string[]): void {
  const {status, stderr} = spawnSync('git', ['-c', 'user.name=guidelint', '-c', 'user.email=guidelint@example.com', '-c', 'protocol.file.allow=always', ...args], {cwd, encoding: 'utf8'})
  expect({status, stderr: status === 0 ? '' : stderr}).toEqual({status: 0, stderr: ''})
}

/** A repository whose first commit is the branch `main`, with another one checked out. */
function repository(files: Readonly<Record<string, string>>): string {
  const cwd = write(files)
  git(cwd, 'init', '-q', '-b', 'main')
  git(cwd, 'add', '-f', '.')
  git(cwd, 'commit', '-q', '-m', 'before')
  git(cwd, 'checkout', '-q', '-b', 'change')
  return cwd
}

function reasonsIn({status, stdout}: Run): readonly string[] {
  expect(status).not.toBe(2)
  return (JSON.parse(stdout) as ReadonlyArray<{path: string; messages: ReadonlyArray<{reason: string}>}>).flatMap((report) => report.messages.map(({reason}) => `${path.basename(report.path)}: ${reason}`))
}

function run(cwd: string, ...args: readonly string[]): Run {
  return guidelint(['docs', '-f', 'json', '-q', '--no-cache', '--jobs', '1', ...args], {cwd})
}

/** What is new since a commit, by two ways that have to agree: by the commit, and by the files as they are staged. */
function newSince(cwd: string, since = 'main'): readonly string[] {
  const reasons = reasonsIn(run(cwd, '--since', since))
  git(cwd, 'add', '-A')
  expect(reasonsIn(run(cwd, '--since', since, '--staged'))).toEqual(reasons)
  return reasons
}

function edit(cwd: string, file: string, from: string, to: string): void {
  const text = readFileSync(path.join(cwd, file), 'utf8')
  expect(text.split(from)).toHaveLength(2)
  writeFileSync(path.join(cwd, file), text.replace(from, to))
}

/** Temporary folders that a run left. */
function leftFolders(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => /^guidelint-[A-Za-z\d]{6}$/.test(name) && existsSync(path.join(tmpdir(), name, '.git')))
}

/** What is done to the project, and what is new by that. */
const changes: ReadonlyArray<{readonly what: string; readonly does: (cwd: string) => void; readonly brings: readonly string[]}> = [
  {what: 'nothing', does: () => {}, brings: []},
  {
    what: 'text, sections and lines before, in and behind what is known',
    does: (cwd) => {
      edit(cwd, 'docs/wheel.md', '## Usage\n', 'Some text.\n\nMore text.\n\n## Before\n\nText.\n\n## Usage\n\nOne sentence more.\n')
      edit(cwd, 'docs/wheel.md', 'Turn it.', 'Turn it.\n\nTwice.\n\n## Behind\n\nText')
      edit(cwd, 'docs/wheel.md', '# Wheel', '# The Great Wheel')
    },
    brings: []
  },
  {what: 'a fault mended, of several that are one finding', does: (cwd) => edit(cwd, 'docs/wheel.md', 'Turn it.\n', 'Turn it.\n\n## Support\n\nCall.\n'), brings: []},
  {what: 'a heading with known findings below it, in other words', does: (cwd) => edit(cwd, 'docs/wheel.md', '## Usage', '## Usage!'), brings: []},
  {what: 'a section removed', does: (cwd) => edit(cwd, 'docs/kiln.md', '## Support\n\nCall.\n\n', ''), brings: ['kiln.md: Missing section `Support`, expected it between `Steps` and `Limits`']},
  {what: 'a table removed', does: (cwd) => edit(cwd, 'docs/kiln.md', '| Setting | Default |\n| --- | --- |\n| heat | 20 |\n\n', ''), brings: ['kiln.md: Missing table with the columns `Setting`, `Default`, expected it in `Usage`']},
  {what: 'a column removed', does: (cwd) => edit(cwd, 'docs/kiln.md', '| Setting | Default |\n| --- | --- |\n| heat | 20 |', '| Setting |\n| --- |\n| heat |'), brings: ['kiln.md: Missing column `Default`, expected it after `Setting`']},
  {what: 'a field removed', does: (cwd) => edit(cwd, 'docs/kiln.md', '- **Owner**: Ada', 'Nobody.'), brings: ['kiln.md: Missing field `Owner`, expected it in `Steps`']},
  {what: 'a section removed beside known ones', does: (cwd) => edit(cwd, 'docs/wheel.md', '## Steps\n\n- **Owner**: [Owner]\n\nTurn it.\n', ''), brings: ['kiln.md: Unexpected link to `#steps` in `wheel.md`, expected a heading or an anchor of that name', 'wheel.md: Missing sections `Steps`, `Support`, `Limits`, expected them after `Usage`']},
  {what: 'a heading that is linked from elsewhere, renamed', does: (cwd) => edit(cwd, 'docs/wheel.md', '## Steps', '## Way'), brings: ['kiln.md: Unexpected link to `#steps` in `wheel.md`, expected a heading or an anchor of that name', 'wheel.md: Missing sections `Steps`, `Support`, `Limits`, expected them after `Usage`']},
  {what: 'a picture deleted', does: (cwd) => rmSync(path.join(cwd, 'docs/kiln.png')), brings: ['kiln.md: Unexpected link to `kiln.png`, expected a file that exists']},
  {what: 'a document deleted', does: (cwd) => rmSync(path.join(cwd, 'docs/wheel.md')), brings: ['kiln.md: Unexpected link to `wheel.md`, expected a file that exists']},
  {what: 'a placeholder pasted where one of its kind is known', does: (cwd) => edit(cwd, 'docs/wheel.md', 'By [Owner]', 'By [Owner] for [Owner]'), brings: ['wheel.md: Unexpected placeholder `[Owner]`, expected your own text']},
  {
    what: 'a placeholder replaced in one section, and the same pasted in another',
    does: (cwd) => {
      edit(cwd, 'docs/wheel.md', 'By [Owner]', 'By Ada')
      edit(cwd, 'docs/wheel.md', 'Turn it.', 'Turn it, [Owner].')
    },
    brings: ['wheel.md: Unexpected placeholder `[Owner]`, expected your own text']
  },
  {what: 'a document moved', does: (cwd) => git(cwd, 'mv', 'docs/wheel.md', 'docs/lathe.md'), brings: ['kiln.md: Unexpected link to `wheel.md`, expected a file that exists']},
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
  {what: 'a new document', does: (cwd) => writeFileSync(path.join(cwd, 'docs/new.md'), good.replace('Call.', '[Owner]')), brings: ['new.md: Unexpected placeholder `[Owner]`, expected your own text']},
  {what: 'a section more in the template', does: (cwd) => edit(cwd, 'templates/guide.md', '## Limits', '## Disposal\n\n## Limits'), brings: ['kiln.md: Missing section `Disposal`, expected it between `Support` and `Limits`', 'wheel.md: Missing sections `Support`, `Disposal`, `Limits`, expected them after `Steps`']},
  {what: 'another rule in the configuration', does: (cwd) => edit(cwd, '.guidelintrc.yaml', 'templates:', 'preset: strict\ntemplates:'), brings: ['kiln.md: Missing code block, expected it in `Steps`', 'wheel.md: Missing code block, expected it in `Steps`']}
]

describe('what is new', () => {
  let cwd = ''

  beforeAll(() => {
    cwd = repository(project)
    guidelint(['docs', '--update-baseline', '--baseline', 'known.json', '-q', '--no-cache'], {cwd})
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
  return reasonsIn(guidelint(['-t', 't.md', ...files, '--since', commit, '-f', 'json', '-q', '--no-cache', '--jobs', '1', ...more], {cwd}))
}

describe('--since', () => {
  test.each([
    ['attributes that take files for binary', {'.gitattributes': '*.md -diff\n*.md binary\n'}],
    ['attributes that convert texts for a comparison', {'.gitattributes': '*.md diff=none\n', '.git/config': '[core]\n\trepositoryformatversion = 0\n[diff "none"]\n\ttextconv = true\n\tcommand = true\n'}],
    ['settings for the form of a comparison', {'.git/config': '[core]\n\tquotePath = true\n\tautocrlf = true\n[diff]\n\tnoprefix = true\n\tmnemonicPrefix = true\n\texternal = true\n\trenames = copies\n[color]\n\tui = always\n'}],
    ['attributes that ask for filters and encodings', {'.gitattributes': '*.md filter=none ident eol=crlf working-tree-encoding=UTF-16\n'}],
    ['attributes that ignore', {'.gitignore': '*.md\n', '.gitattributes': '*.md export-ignore\n'}]
  ])('%s hide nothing, and invent nothing', (_, files) => {
    const cwd = repository({'t.md': small, 'd.md': faulty})
    for (const [name, text] of Object.entries({...files, 'd.md': worse})) writeFileSync(path.join(cwd, name), text)
    expect(since(cwd, ['d.md'])).toEqual([`d.md: ${newReason}`])
  })

  const asPosix = process.platform === 'win32' ? test.skip : test
  asPosix('files may be named in any way, and renamed so', () => {
    const names = ['"d".md', String.raw`d\n.md`, 'd\te.md', ' d.md', '-d.md', ':(top)d.md', "d'é\u{1F600}.md", 'd missing.md', 'a -> b.md', 'd\ne.md']
    const cwd = repository({'t.md': small, ...Object.fromEntries(names.map((name) => [name, `${faulty}\n${name.replaceAll(/[^a-z]/g, 'x ').repeat(20)}`]))})
    for (const name of names) writeFileSync(path.join(cwd, name), readFileSync(path.join(cwd, name), 'utf8').replace('Text\n', 'Text [y](#after)\n'))
    const files = (of: readonly string[]) => of.map((name) => `./${name}`)
    expect(since(cwd, files(names)).toSorted()).toEqual(names.map((name) => `${name}: ${newReason}`).toSorted())
    const renamed = names.map((name) => name.replace('d', 'e'))
    for (const [index, name] of names.entries()) renameSync(path.join(cwd, name), path.join(cwd, renamed[index] ?? ''))
    git(cwd, 'add', '-A')
    expect(since(cwd, files(renamed), 'main', '--staged').toSorted()).toEqual(renamed.map((name) => `${name}: ${newReason}`).toSorted())
  })

  test('line endings do not count, nor what git is told to look past', () => {
    const cwd = repository({'t.md': small, 'd.md': faulty, 'e.md': faulty})
    git(cwd, 'update-index', '--assume-unchanged', 'd.md')
    git(cwd, 'update-index', '--skip-worktree', 'e.md')
    writeFileSync(path.join(cwd, 'd.md'), faulty.replaceAll('\n', '\r\n'))
    writeFileSync(path.join(cwd, 'e.md'), worse)
    expect(since(cwd, ['d.md', 'e.md'])).toEqual([`e.md: ${newReason}`])
  })

  test('what was not there is new as a whole: files that git ignores, that are of another repository or outside', () => {
    const cwd = repository({'t.md': small, 'd.md': faulty, 'inner/x.txt': ''})
    for (const [name, text] of Object.entries({'.gitignore': 'ignored.md\n', 'ignored.md': `${faulty}\nMore.\n`, 'inner/i.md': faulty})) writeFileSync(path.join(cwd, name), text)
    git(path.join(cwd, 'inner'), 'init', '-q')
    const outside = path.join(write({'o.md': faulty}), 'o.md')
    expect(since(cwd, ['d.md', 'ignored.md', 'inner/i.md', outside]).toSorted()).toEqual([`i.md: ${knownReason}`, `ignored.md: ${knownReason}`, `o.md: ${knownReason}`])
  })

  asPosix('a symbolic link is compared with what it led to', () => {
    const cwd = repository({'t.md': small, 'docs/d.md': faulty, 'docs/kiln.png': ''})
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
    const cwd = repository({'t.md': small, 'd.md': faulty})
    writeFileSync(path.join(cwd, 'd.md'), worse)
    git(cwd, 'commit', '-q', '-a', '-m', 'worse')
    git(cwd, 'checkout', '-q', 'main')
    writeFileSync(path.join(cwd, 'd.md'), faulty.replace('[x](#before)', 'Text'))
    git(cwd, 'commit', '-q', '-a', '-m', 'mended')
    git(cwd, 'checkout', '-q', 'change')
    expect(since(cwd, ['d.md'])).toEqual([`d.md: ${newReason}`])
  })

  test('a text on standard input is compared with the file of its name', () => {
    const cwd = repository({'t.md': small, 'd.md': faulty})
    const of = (name: string) => reasonsIn(guidelint(['-t', 't.md', '--stdin-filename', name, '--since', 'main', '-f', 'json'], {cwd, input: worse}))
    expect(of('d.md')).toEqual([`d.md: ${newReason}`])
    expect(of('other.md')).toEqual([`other.md: ${newReason}`, `other.md: ${knownReason}`])
    expect(guidelint(['-t', 't.md', '--stdin-filename', 'd.md', '--staged'], {cwd, input: worse})).toEqual({status: 2, stdout: '', stderr: 'Unexpected --staged with standard input, expected files\n'})
  })

  test('what is not staged does not count with --staged, and what is staged does', () => {
    const cwd = repository({'t.md': small, 'd.md': faulty, 'e.md': faulty})
    writeFileSync(path.join(cwd, 'd.md'), worse)
    git(cwd, 'add', 'd.md')
    writeFileSync(path.join(cwd, 'd.md'), faulty)
    writeFileSync(path.join(cwd, 'e.md'), worse)
    writeFileSync(path.join(cwd, 'f.md'), worse)
    expect(since(cwd, ['.'], 'HEAD', '--staged')).toEqual([`d.md: ${newReason}`])
    expect(since(cwd, ['.'], 'HEAD')).toEqual([`e.md: ${newReason}`, `f.md: ${newReason}`, `f.md: ${knownReason}`])
    rmSync(path.join(cwd, 'd.md'))
    expect(since(cwd, ['d.md'], 'HEAD', '--staged')).toEqual([`d.md: ${newReason}`])
    expect(guidelint(['-t', 't.md', 'f.md', '--staged'], {cwd})).toEqual({status: 2, stdout: '', stderr: 'No staged Markdown file found for f.md\n'})
  })

  test('a configuration and a template that cannot be read are told as they are staged, without the folder that they are put in', () => {
    const cwd = repository({...project})
    writeFileSync(path.join(cwd, 'templates/guide.md'), `${template}\n<!-- guidelint optinal -->\n`)
    git(cwd, 'add', '-A')
    writeFileSync(path.join(cwd, 'templates/guide.md'), template)
    const {status, stderr} = run(cwd, '--staged')
    expect({status, stderr}).toEqual({status: 2, stderr: 'templates/guide.md:23:1: Unexpected directive `optinal`, expected `optional`\n'})
  })

  test('before the first commit all is new', () => {
    const cwd = write({'t.md': small, 'd.md': faulty})
    git(cwd, 'init', '-q', '-b', 'main')
    git(cwd, 'add', '.')
    expect(since(cwd, ['d.md'], 'HEAD', '--staged')).toEqual([`d.md: ${knownReason}`])
    expect(guidelint(['-t', 't.md', 'd.md', '--since', 'main'], {cwd})).toEqual({status: 2, stdout: '', stderr: 'Cannot tell what changed since main: nothing was committed yet, expected HEAD\n'})
  })

  test('where the configuration came later, or could not be read, nothing was known', () => {
    const cwd = repository({'t.md': small, 'd.md': faulty, 'broken.yaml': 'template: t.md\nrules: [\n'})
    writeFileSync(path.join(cwd, 'broken.yaml'), 'template: t.md\n')
    writeFileSync(path.join(cwd, 'new.yaml'), 'template: t.md\n')
    writeFileSync(path.join(cwd, 'd.md'), faulty.replace('## Support', '## More'))
    for (const file of ['broken.yaml', 'new.yaml']) {
      const reasons = reasonsIn(guidelint(['d.md', '-c', file, '--since', 'main', '-f', 'json', '--no-cache'], {cwd}))
      expect(reasons).toContain('d.md: Missing section `Support`, expected it after `Usage`')
      expect(reasons.includes(`d.md: ${knownReason}`)).toBe(file === 'broken.yaml')
    }
  })

  test('a shallow clone is told for what it is', () => {
    const cwd = repository({'t.md': small, 'd.md': faulty})
    const first = spawnSync('git', ['rev-parse', 'HEAD'], {cwd, encoding: 'utf8'}).stdout.trim()
    git(cwd, 'commit', '-q', '--allow-empty', '-m', 'second')
    const clone = path.join(write({}), 'clone')
    git(cwd, 'clone', '-q', '--depth', '1', `file://${cwd}`, clone)
    expect(guidelint(['-t', 't.md', 'd.md', '--since', first], {cwd: clone})).toMatchObject({status: 2, stdout: '', stderr: expect.stringMatching(new RegExp(`^Cannot tell what changed since ${first}: [^\\n]+ \\(a shallow clone lacks it: [^\\n]+\\)\\n$`))})
  })

  test('a commit is no option of git, and has to have history in common', () => {
    const cwd = repository({'t.md': small, 'd.md': worse})
    expect(guidelint(['-t', 't.md', 'd.md', '--since=--output=x'], {cwd})).toMatchObject({status: 2, stdout: '', stderr: expect.stringMatching(/^Cannot tell what changed since --output=x: fatal: [^\n]+\n$/)})
    expect(existsSync(path.join(cwd, 'x'))).toBe(false)
    git(cwd, 'checkout', '-q', '--orphan', 'other')
    git(cwd, 'commit', '-q', '-m', 'other')
    expect(guidelint(['-t', 't.md', 'd.md', '--since', 'main'], {cwd})).toMatchObject({status: 2, stderr: 'Cannot tell what changed since main: no commit in common with HEAD\n'})
    const outside = write({'t.md': small, 'd.md': faulty})
    expect(guidelint(['-t', 't.md', 'd.md', '--since', 'main'], {cwd: outside})).toMatchObject({status: 2, stdout: '', stderr: expect.stringMatching(/^Cannot tell what changed since main: fatal: not a git repository[^\n]+\n$/)})
    expect(guidelint(['-t', 't.md', 'd.md', '--staged'], {cwd: outside})).toMatchObject({status: 2, stdout: '', stderr: expect.stringMatching(/^Cannot read what is staged: fatal: not a git repository[^\n]+\n$/)})
  })

  test('nothing is left in the repository or in the folder for temporary files', () => {
    const cwd = repository(project)
    const before = leftFolders()
    const objects = () => spawnSync('git', ['count-objects'], {cwd, encoding: 'utf8'}).stdout
    const count = objects()
    renameSync(path.join(cwd, 'docs/wheel.md'), path.join(cwd, 'docs/lathe.md'))
    expect(reasonsIn(run(cwd, '--since', 'HEAD'))).toEqual(['kiln.md: Unexpected link to `wheel.md`, expected a file that exists'])
    expect(objects()).toBe(count)
    expect(spawnSync('git', ['status', '--porcelain'], {cwd, encoding: 'utf8'}).stdout).toBe(' D docs/wheel.md\n?? docs/lathe.md\n')
    expect(leftFolders()).toEqual(before)
  })
})

describe('a baseline', () => {
  const baselined = (cwd: string, ...args: readonly string[]) => guidelint(['docs', '--baseline', 'known.json', ...args], {cwd})
  const read = (cwd: string, file = 'known.json') => readFileSync(path.join(cwd, file), 'utf8')

  test('is written, and what it has is counted but not printed, in every format, from the cache or not', () => {
    const cwd = write(project)
    expect(baselined(cwd, '--update-baseline')).toEqual({status: 0, stdout: 'docs/kiln.md: no issues found\ndocs/wheel.md: no issues found\n', stderr: 'known.json: 6 findings of 2 documents known, 6 added, 0 gone\n'})
    expect(read(cwd)).toBe(`[
["docs/wheel.md", "no-placeholders", "Steps", {"placeholder [Owner]": 1}],
["docs/wheel.md", "no-placeholders", "Usage", {"placeholder [Owner]": 1}],
["docs/wheel.md", "required-headings", "", {"section Limits": 1, "section Support": 1}],
["docs/wheel.md", "table-columns", "Usage", {"column Default": 1}],
["docs/wheel.md", "valid-anchors", "Usage", {"link to #nowhere": 1}],
{"guidelint-baseline": 1}
]
`)
    for (const format of ['pretty', 'json', 'sarif', 'junit', 'github', 'gitlab', 'rdjson', 'markdown']) {
      const {status, stdout, stderr} = baselined(cwd, '-f', format)
      expect({format, status, stderr}).toEqual({format, status: 0, stderr: '6 known findings not shown\n'})
      expect(stdout).not.toMatch(/Support|nowhere/)
    }
    expect(guidelint(['docs', '-f', 'json', '-q'], {cwd}).stdout).toContain('Support')
    expect(baselined(cwd, '-q')).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('stands in the configuration, from the folder of that, and is that of the command line before', () => {
    const cwd = write({...project, '.guidelintrc.yaml': `${project['.guidelintrc.yaml']}baseline: .config/known.json\n`, '.config/x': '', '.git/HEAD': ''})
    expect(guidelint(['docs', '-q'], {cwd})).toEqual({status: 2, stdout: '', stderr: '.config/known.json: Missing baseline, expected a file that --update-baseline wrote\n'})
    expect(guidelint(['.', '-q', '--update-baseline'], {cwd: path.join(cwd, 'docs')}).status).toBe(0)
    expect(read(cwd, '.config/known.json')).toContain('["../docs/wheel.md", "valid-anchors", "Usage", {"link to #nowhere": 1}],\n')
    expect(guidelint(['docs', '-q'], {cwd}).status).toBe(0)
    writeFileSync(path.join(cwd, 'none.json'), '[{"guidelint-baseline": 1}]')
    expect(guidelint(['docs', '-q', '--baseline', 'none.json'], {cwd}).status).toBe(1)
    expect(guidelint(['docs', '--update-baseline'], {cwd: write(project)})).toEqual({status: 2, stdout: '', stderr: 'Missing baseline to update, expected --baseline FILE or `baseline` in the configuration\n'})
  })

  test('shrinks for files that were checked, and names what is gone', () => {
    const cwd = write({...project, 'docs/lathe.md': old, 'docs/cup.md': old})
    baselined(cwd, '--update-baseline')
    edit(cwd, 'docs/wheel.md', ' and [x](#nowhere)', '')
    edit(cwd, 'docs/lathe.md', ' and [x](#nowhere)', '')
    const gone = '1 known finding of known.json is gone, --update-baseline takes it out\n  docs/wheel.md: link to #nowhere in Usage, valid-anchors\n'
    expect(guidelint(['docs/wheel.md', '--baseline', 'known.json'], {cwd})).toMatchObject({status: 0, stderr: `${gone}5 known findings not shown\n`})
    const before = read(cwd)
    expect(guidelint(['docs/wheel.md', '--baseline', 'known.json', '--update-baseline'], {cwd})).toMatchObject({status: 0, stderr: 'known.json: 5 findings of 1 document known, 0 added, 1 gone\n  docs/wheel.md: link to #nowhere in Usage, valid-anchors\n'})
    expect(read(cwd)).toBe(before.replace('["docs/wheel.md", "valid-anchors", "Usage", {"link to #nowhere": 1}],\n', ''))
    rmSync(path.join(cwd, 'docs/cup.md'))
    expect(baselined(cwd, '--update-baseline').stderr).toMatch(/^known\.json: 10 findings of 3 documents known, 0 added, 7 gone\n/)
    expect(read(cwd)).not.toContain('cup')
  })

  test('a file that cannot be checked keeps its findings', () => {
    const cwd = write(project)
    baselined(cwd, '--update-baseline')
    const before = read(cwd)
    writeFileSync(path.join(cwd, 'docs/wheel.md'), '> '.repeat(600))
    expect(baselined(cwd, '--update-baseline').status).toBe(2)
    expect(read(cwd)).toBe(before)
  })

  test('keeps a document that moved, committed or not, and writes its new name', () => {
    const cwd = repository(project)
    baselined(cwd, '--update-baseline')
    git(cwd, 'add', '-A')
    git(cwd, 'commit', '-q', '-m', 'baseline')
    rmSync(path.join(cwd, 'docs/kiln.md'))
    for (const [from, to] of [['wheel', 'lathe'], ['lathe', 'cup']]) {
      renameSync(path.join(cwd, `docs/${from}.md`), path.join(cwd, `docs/${to}.md`))
      expect(reasonsIn(run(cwd, '--baseline', 'known.json'))).toEqual([])
      git(cwd, 'add', '-A')
      git(cwd, 'commit', '-q', '-m', to ?? '')
      expect(reasonsIn(run(cwd, '--baseline', 'known.json'))).toEqual([])
    }
    // Somebody wrote the baseline without a look at the document.
    writeFileSync(path.join(cwd, 'known.json'), read(cwd).replaceAll('\n', '\r\n'))
    git(cwd, 'commit', '-q', '-a', '-m', 'baseline again')
    expect(reasonsIn(run(cwd, '--baseline', 'known.json'))).toEqual([])
    const clone = path.join(write({}), 'clone')
    git(cwd, 'clone', '-q', '--depth', '1', `file://${cwd}`, clone)
    expect(guidelint(['docs', '--baseline', 'known.json', '--no-cache'], {cwd: clone})).toMatchObject({status: 1, stderr: expect.stringMatching(/^docs\/wheel\.md of known\.json is gone, and a shallow clone does not tell whether it was renamed: /)})
    expect(baselined(cwd, '--update-baseline').stderr).toBe('known.json: 6 findings of 1 document known, 0 added, 0 gone\n')
    expect(read(cwd)).toMatch(/"docs\/cup\.md"/)
    expect(read(cwd)).not.toMatch(/wheel|lathe/)
  })

  test('counts the same for threads, and for the parts of a run', () => {
    const documents = Object.fromEntries(Array.from({length: 20}, (_, index) => [`docs/d${index}.md`, `${old}\n${'word '.repeat(8000)}\n`]))
    const cwd = write({...project, ...documents})
    baselined(cwd, '--update-baseline', '--jobs', '2', '--no-cache')
    const written = read(cwd)
    baselined(cwd, '--update-baseline', '--jobs', '1', '--no-cache')
    expect(read(cwd)).toBe(written)
    edit(cwd, 'docs/d7.md', 'Turn it.', 'Turn it, [Owner].')
    const parts = ['1/2', '2/2'].map((part) => {
      const {stdout, stderr} = baselined(cwd, '--shard', part, '-f', 'json', '-o', `${part[0]}.json`, '--jobs', '2', '--no-cache')
      return {stdout, stderr}
    })
    expect(parts).toEqual([{stdout: '', stderr: '60 known findings not shown\n'}, {stdout: '', stderr: '66 known findings not shown\n'}])
    expect(reasonsIn(guidelint(['merge', '1.json', '2.json', '-f', 'json', '-q'], {cwd}))).toEqual(['d7.md: Unexpected placeholder `[Owner]`, expected your own text'])
    for (const part of ['2/2', '1/2']) baselined(cwd, '--update-baseline', '--shard', part, '--no-cache')
    expect(read(cwd)).toBe(written.replace('["docs/d7.md", "no-placeholders", "Steps", {"placeholder [Owner]": 1}]', '["docs/d7.md", "no-placeholders", "Steps", {"placeholder [Owner]": 2}]'))
  })

  test('a finding is known where the baseline or the commit has it, and neither lends it twice', () => {
    const cwd = repository({...project, 'known.json': '[\n["docs/wheel.md", "no-placeholders", "Steps", {"placeholder [Owner]": 1}],\n{"guidelint-baseline": 1}\n]\n'})
    edit(cwd, 'docs/wheel.md', 'Turn it.', 'Turn it, [Owner].')
    expect(reasonsIn(run(cwd, '--since', 'main', '--baseline', 'known.json'))).toEqual(['wheel.md: Unexpected placeholder `[Owner]`, expected your own text'])
  })

  test.each([
    ['no JSON', '[\n["a"\n', /^known\.json:\d+: Unexpected syntax, expected JSON: /],
    ['marks of a conflict', '[\n<<<<<<< HEAD\n{"guidelint-baseline": 1}\n', /^known\.json:2: Unexpected mark of a merge conflict, expected the lines of one side or of both\n$/],
    ['no list', '{"guidelint-baseline": 1}', /^known\.json: Unexpected content, expected a list that guidelint wrote\n$/],
    ['nothing', '', /^known\.json(?::1)?: Unexpected syntax, expected JSON: /],
    ['no version', '[]', /^known\.json: Missing version, expected `\{"guidelint-baseline": 1\}` as the last entry\n$/],
    ['a version to come', '[{"guidelint-baseline": 2}]', /^known\.json: Unexpected version `2`, expected 1\n$/],
    ['a count below one', '[["a.md", "title", "", {"title": 0}], {"guidelint-baseline": 1}]', /^known\.json: Unexpected entry 1, expected /],
    ['an entry of another kind', '[{"guidelint-baseline": 1}, ["a.md", "title", "", ["title"]]]', /^known\.json: Unexpected entry 2, expected /],
    ['another object', '[{"__proto__": 1}, {"guidelint-baseline": 1}]', /^known\.json: Unexpected entry 1, expected /],
    ['nesting without end', '['.repeat(100_000), /^known\.json[^\n]*\n$/]
  ])('with %s is refused in one line', (_, text, message) => {
    const cwd = write({...project, 'known.json': text})
    const {status, stdout, stderr} = baselined(cwd)
    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toMatch(message)
    expect(baselined(cwd, '--update-baseline').status).toBe(2)
    expect(read(cwd)).toBe(text)
  })

  test('that a configuration names stands in the repository, and is a file', () => {
    const outside = write({})
    const cwd = write({...project, '.git/HEAD': '', '.guidelintrc.yaml': `baseline: ${path.join(outside, 'known.json')}\n`})
    expect(guidelint(['docs', '--update-baseline'], {cwd})).toMatchObject({status: 2, stdout: '', stderr: expect.stringMatching(/^\.guidelintrc\.yaml:1:1: Unexpected baseline `[^`]+`, expected a file below `[^`]+`\n$/)})
    writeFileSync(path.join(cwd, '.guidelintrc.yaml'), 'baseline: link.json\n')
    symlinkSync(path.join(outside, 'known.json'), path.join(cwd, 'link.json'))
    writeFileSync(path.join(outside, 'known.json'), '')
    expect(guidelint(['docs', '--update-baseline'], {cwd})).toMatchObject({status: 2, stderr: expect.stringMatching(/^\.guidelintrc\.yaml:1:1: Unexpected baseline `link\.json`/)})
    expect(readFileSync(path.join(outside, 'known.json'), 'utf8')).toBe('')
    // A link to nowhere is replaced, not followed.
    rmSync(path.join(outside, 'known.json'))
    expect(guidelint(['docs', '--update-baseline'], {cwd}).status).toBe(0)
    expect(readdirSync(outside)).toEqual([])
    expect(baselined(cwd, '--baseline', 'docs')).toMatchObject({status: 2, stderr: 'docs: Unreadable baseline, expected a file that guidelint wrote\n'})
    expect(baselined(cwd, '--baseline', 'nowhere/known.json', '--update-baseline')).toMatchObject({status: 2, stderr: 'nowhere/known.json: Cannot open: no such file\n'})
  })
})

describe('a baseline as text', () => {
  const entries = [
    {rule: 'title', section: '', subject: 'title', count: 1},
    {rule: 'no-placeholders', section: 'A > B', subject: 'placeholder [x]', count: 3},
    {rule: 'no-placeholders', section: 'A', subject: '__proto__', count: 1}
  ]

  test('is the same in whichever order it came to be, and is read as it was written', () => {
    const text = baselineText(new Map([['b.md', entries], ['a.md', entries.slice(0, 1)]]))
    expect(baselineText(new Map([['a.md', entries.slice(0, 1)], ['b.md', entries.toReversed()]]))).toBe(text)
    expect(baselineText(parseBaseline(text, 'known.json'))).toBe(text)
    expect(text.split('\n')).toHaveLength(8)
  })

  test('two branches that change different documents are joined without a conflict, and lines of both count once', () => {
    const base = Array.from('abcdefghi', (name) => [`${name}.md`, entries.slice(0, 1)] as const)
    const cwd = repository({'known.json': baselineText(new Map(base))})
    const commit = (branch: string, documents: typeof base) => {
      git(cwd, 'checkout', '-q', '-B', branch, 'main')
      writeFileSync(path.join(cwd, 'known.json'), baselineText(new Map(documents)))
      git(cwd, 'commit', '-q', '-a', '-m', branch)
    }
    commit('one', [...base.slice(1), ['x.md', entries]])
    commit('two', [...base.slice(0, 4), ...base.slice(5)])
    git(cwd, 'merge', '-q', '-m', 'both', 'one')
    const text = readFileSync(path.join(cwd, 'known.json'), 'utf8')
    expect([...parseBaseline(text, 'known.json').keys()].join(' ')).toBe('b.md c.md d.md f.md g.md h.md i.md x.md')
    const [, line = ''] = text.split('\n')
    expect(parseBaseline(text.replace(line, `${line}\n${line}`), 'known.json')).toEqual(parseBaseline(text, 'known.json'))
  })
})

describe('a comparison', () => {
  const finding = (subject: string, section = '', rule = 'rule') => ({rule, section, subjects: [subject]})

  test('counts findings that are the same', () => {
    const {isKnown, gone} = compare([finding('a'), finding('a'), finding('b')], knownOf([finding('a'), finding('c'), finding('c')]), [])
    expect(isKnown).toEqual([true, false, false])
    expect(gone).toEqual([{rule: 'rule', section: '', subject: 'c', count: 2}])
  })

  test('knows a finding on several things by each of them', () => {
    const known = knownOf([{rule: 'rule', section: '', subjects: ['a', 'b', 'c']}])
    expect(compare([finding('a'), {rule: 'rule', section: '', subjects: ['b', 'c']}], known, []).isKnown).toEqual([true, true])
    expect(compare([{rule: 'rule', section: '', subjects: ['a', 'd']}], known, []).isKnown).toEqual([false])
    expect(compare([{rule: 'rule', section: '', subjects: []}], known, []).isKnown).toEqual([false])
  })

  test('knows what stands in another section only where its own is no more', () => {
    const known = knownOf([finding('a', 'Setup')])
    expect(compare([finding('a', 'Installation')], known, ['Installation'])).toEqual({isKnown: [true], gone: []})
    expect(compare([finding('a', 'Installation')], known, ['Installation', 'Setup']).isKnown).toEqual([false])
    expect(compare([finding('a', 'Installation', 'other')], known, ['Installation']).isKnown).toEqual([false])
    expect(compare([finding('a', 'One'), finding('a', 'Two')], known, ['One', 'Two']).isKnown).toEqual([true, false])
  })
})
