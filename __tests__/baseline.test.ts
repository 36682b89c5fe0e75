import {spawnSync} from 'node:child_process'
import {existsSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {baselineText, parseBaseline} from '../src/baseline/baseline-file.ts'
import {compare, knownOf} from '../src/baseline/matching-known-findings.ts'
import type {Run} from './command-line.ts'
import {edit, git, old, project, reasonsIn, repository, run} from './guides-with-history.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const {write} = temporaryFolder()

function baselined(cwd: string, ...args: readonly string[]): Run {
  return warmGuidelint(['docs', '--baseline', 'known.json', ...args], {cwd})
}

function read(cwd: string, file = 'known.json'): string {
  return readFileSync(path.join(cwd, file), 'utf8')
}

function blobIn(cwd: string, name: string): string {
  return spawnSync('git', ['rev-parse', name], {cwd, encoding: 'utf8'}).stdout.trim()
}

function finding(subject: string, section = '', rule = 'rule') {
  return {rule, section, subjects: [subject]}
}

describe('a baseline', () => {
  test('is not written through a link that leads out of the repository', () => {
    const cwd = write({...project, '.git/HEAD': '', '../outside.json': '[]\n'})
    const outside = path.join(path.dirname(cwd), 'outside.json')
    symlinkSync(outside, path.join(cwd, 'known.json'))
    writeFileSync(outside, '[\n{"guidelint-baseline": 1}\n]\n')
    expect(baselined(cwd, '-q', '--update-baseline')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'known.json: Cannot write: a symbolic link that leads out of the repository\n'
    })
    expect(readFileSync(outside, 'utf8')).toBe('[\n{"guidelint-baseline": 1}\n]\n')
  })

  test('is written, and what it has is counted but not printed, in every format, from the cache or not', () => {
    const cwd = write(project)
    expect(baselined(cwd, '--update-baseline')).toEqual({
      status: 0,
      stdout: 'docs/kiln.md: no issues found\ndocs/wheel.md: no issues found\n',
      stderr: 'known.json: 6 findings of 2 documents known, 6 added, 0 gone\n'
    })
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
    expect(warmGuidelint(['docs', '-f', 'json', '-q'], {cwd}).stdout).toContain('Support')
    expect(baselined(cwd, '-q')).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('stands in the configuration, from the folder of that, and is that of the command line before', () => {
    const cwd = write({
      ...project,
      '.guidelintrc.yaml': `${project['.guidelintrc.yaml']}baseline: .config/known.json\n`,
      '.config/x': '',
      '.git/HEAD': ''
    })
    expect(warmGuidelint(['docs', '-q'], {cwd})).toEqual({
      status: 2,
      stdout: '',
      stderr: '.config/known.json: Missing baseline, expected a file that --update-baseline wrote\n'
    })
    expect(warmGuidelint(['.', '-q', '--update-baseline'], {cwd: path.join(cwd, 'docs')}).status).toBe(0)
    expect(read(cwd, '.config/known.json')).toContain(
      '["../docs/wheel.md", "valid-anchors", "Usage", {"link to #nowhere": 1}],\n'
    )
    expect(warmGuidelint(['docs', '-q'], {cwd}).status).toBe(0)
    expect(warmGuidelint(['docs', '--no-baseline'], {cwd})).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('nowhere'),
      stderr: ''
    })
    writeFileSync(path.join(cwd, 'none.json'), '[{"guidelint-baseline": 1}]')
    expect(warmGuidelint(['docs', '-q', '--baseline', 'none.json'], {cwd}).status).toBe(1)
    expect(warmGuidelint(['docs', '--update-baseline'], {cwd: write(project)})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Missing baseline to update, expected --baseline FILE or `baseline` in the configuration\n'
    })
  })

  test('of a configuration that others are built on stands beside that, for the documents of all', () => {
    const cwd = write({
      ...project,
      '.git/HEAD': '',
      'shared/base.yaml': 'baseline: known.json\n',
      '.guidelintrc.yaml': `extends: ./shared/base.yaml\n${project['.guidelintrc.yaml']}`,
      'sub/.guidelintrc.yaml': 'extends: ../shared/base.yaml\n',
      'sub/a.md': '[x](#nowhere)\n'
    })
    expect(warmGuidelint(['docs', 'sub', '-q', '--update-baseline'], {cwd}).status).toBe(0)
    expect(read(cwd, 'shared/known.json')).toMatch(/^\["..\/docs\/wheel.md", [^]*^\["..\/sub\/a.md", /m)
    expect(warmGuidelint(['docs', 'sub', '-q'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
    writeFileSync(path.join(cwd, 'shared/base.yaml'), 'baseline: ../../known.json\n')
    expect(warmGuidelint(['docs'], {cwd})).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^shared\/base\.yaml:1:1: Unexpected baseline `\.\.\/\.\.\/known\.json`/)
    })
  })

  test('names what it has of a document that is no more', () => {
    const cwd = repository(write(project))
    baselined(cwd, '-q', '--update-baseline')
    git(cwd, 'rm', '-q', 'docs/wheel.md')
    edit(cwd, 'docs/kiln.md', 'See [the wheel](wheel.md#steps) and', 'See')
    expect(baselined(cwd, '--no-cache')).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(
        /^6 known findings of known\.json are gone; --update-baseline removes them\n {2}docs\/wheel\.md: placeholder \[Owner\] in Steps, no-placeholders\n/
      )
    })
  })

  test('shrinks for files that were checked, and names what is gone', () => {
    const cwd = write({...project, 'docs/lathe.md': old, 'docs/cup.md': old})
    baselined(cwd, '--update-baseline')
    edit(cwd, 'docs/wheel.md', ' and [x](#nowhere)', '')
    edit(cwd, 'docs/lathe.md', ' and [x](#nowhere)', '')
    const gone =
      '1 known finding of known.json is gone; --update-baseline removes it\n  docs/wheel.md: link to #nowhere in Usage, valid-anchors\n'
    expect(warmGuidelint(['docs/wheel.md', '--baseline', 'known.json'], {cwd})).toMatchObject({
      status: 0,
      stderr: `${gone}5 known findings not shown\n`
    })
    const before = read(cwd)
    expect(warmGuidelint(['docs/wheel.md', '--baseline', 'known.json', '--update-baseline'], {cwd})).toMatchObject({
      status: 0,
      stderr:
        'known.json: 5 findings of 1 document known, 0 added, 1 gone\n  docs/wheel.md: link to #nowhere in Usage, valid-anchors\n'
    })
    expect(read(cwd)).toBe(
      before.replace('["docs/wheel.md", "valid-anchors", "Usage", {"link to #nowhere": 1}],\n', '')
    )
    rmSync(path.join(cwd, 'docs/cup.md'))
    expect(baselined(cwd, '--update-baseline').stderr).toMatch(
      /^known\.json: 10 findings of 3 documents known, 0 added, 7 gone\n/
    )
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
    const cwd = repository(write(project))
    baselined(cwd, '--update-baseline')
    git(cwd, 'add', '-A')
    git(cwd, 'commit', '-q', '-m', 'baseline')
    rmSync(path.join(cwd, 'docs/kiln.md'))
    for (const [from, to] of [
      ['wheel', 'lathe'],
      ['lathe', 'cup']
    ]) {
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
    expect(warmGuidelint(['docs', '--baseline', 'known.json', '--no-cache'], {cwd: clone})).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /^docs\/wheel\.md of known\.json is gone, and a shallow clone does not show whether it was renamed: /
      )
    })
    expect(baselined(cwd, '--update-baseline').stderr).toBe(
      'known.json: 6 findings of 1 document known, 0 added, 0 gone\n'
    )
    expect(read(cwd)).toMatch(/"docs\/cup\.md"/)
    expect(read(cwd)).not.toMatch(/wheel|lathe/)
  })

  const asPosix = process.platform === 'win32' ? test.skip : test
  asPosix('has git start nothing that settings of the repository name', () => {
    const cwd = repository(write(project))
    baselined(cwd, '--update-baseline')
    git(cwd, 'add', '-A')
    git(cwd, 'commit', '-q', '-m', 'baseline')
    const blob = blobIn(cwd, 'HEAD:docs/wheel.md')
    rmSync(path.join(cwd, '.git/objects', blob.slice(0, 2), blob.slice(2)), {force: true})
    writeFileSync(
      path.join(cwd, '.git/config'),
      '[core]\n\trepositoryformatversion = 1\n\tfsmonitor = touch started\n[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\turl = ext::touch started\n\tpromisor = true\n[protocol "ext"]\n\tallow = always\n'
    )
    renameSync(path.join(cwd, 'docs/wheel.md'), path.join(cwd, 'docs/lathe.md'))
    expect(baselined(cwd, '--no-cache').status).toBe(1)
    expect(existsSync(path.join(cwd, 'started'))).toBe(false)
  })

  test('counts the same for threads, and for the parts of a run', () => {
    const documents = Object.fromEntries(
      Array.from({length: 20}, (_, index) => [`docs/d${index}.md`, `${old}\n${'word '.repeat(16_000)}\n`])
    )
    const cwd = write({...project, ...documents})
    baselined(cwd, '--update-baseline', '--jobs', '2', '--no-cache')
    const written = read(cwd)
    baselined(cwd, '--update-baseline', '--jobs', '1', '--no-cache')
    expect(read(cwd)).toBe(written)
    edit(cwd, 'docs/d7.md', 'Turn it.', 'Turn it, [Owner].')
    const parts = ['1/2', '2/2'].map((part) => {
      const {stdout, stderr} = baselined(
        cwd,
        '--shard',
        part,
        '-f',
        'json',
        '-o',
        `${part[0]}.json`,
        '--jobs',
        '2',
        '--no-cache'
      )
      return {stdout, stderr}
    })
    expect(parts).toEqual([
      {stdout: '', stderr: '60 known findings not shown\n'},
      {stdout: '', stderr: '66 known findings not shown\n'}
    ])
    expect(reasonsIn(warmGuidelint(['merge', '1.json', '2.json', '-f', 'json', '-q'], {cwd}))).toEqual([
      'd7.md: Unexpected placeholder `[Owner]`, expected your own text'
    ])
    for (const part of ['2/2', '1/2']) baselined(cwd, '--update-baseline', '--shard', part, '--no-cache')
    expect(read(cwd)).toBe(
      written.replace(
        '["docs/d7.md", "no-placeholders", "Steps", {"placeholder [Owner]": 1}]',
        '["docs/d7.md", "no-placeholders", "Steps", {"placeholder [Owner]": 2}]'
      )
    )
  })

  test('a finding is known where the baseline or the commit has it, and neither lends it twice', () => {
    const cwd = repository(
      write({
        ...project,
        'known.json':
          '[\n["docs/wheel.md", "no-placeholders", "Steps", {"placeholder [Owner]": 1}],\n{"guidelint-baseline": 1}\n]\n'
      })
    )
    edit(cwd, 'docs/wheel.md', 'Turn it.', 'Turn it, [Owner].')
    expect(reasonsIn(run(cwd, '--since', 'main', '--baseline', 'known.json'))).toEqual([
      'wheel.md: Unexpected placeholder `[Owner]`, expected your own text'
    ])
  })

  test.each([
    ['no JSON', '[\n["a"\n', /^known\.json:\d+: Unexpected syntax, expected JSON: /],
    [
      'marks of a conflict',
      '[\n<<<<<<< HEAD\n{"guidelint-baseline": 1}\n',
      /^known\.json:2: Unexpected mark of a merge conflict, expected the lines of one side or of both\n$/
    ],
    [
      'no list',
      '{"guidelint-baseline": 1}',
      /^known\.json: Unexpected content, expected a list that guidelint wrote\n$/
    ],
    ['nothing', '', /^known\.json(?::1)?: Unexpected syntax, expected JSON: /],
    ['no version', '[]', /^known\.json: Missing version, expected `\{"guidelint-baseline": 1\}` as the last entry\n$/],
    ['a version to come', '[{"guidelint-baseline": 2}]', /^known\.json: Unexpected version `2`, expected 1\n$/],
    [
      'a count below one',
      '[["a.md", "title", "", {"title": 0}], {"guidelint-baseline": 1}]',
      /^known\.json: Unexpected entry 1, expected /
    ],
    [
      'an entry of another kind',
      '[{"guidelint-baseline": 1}, ["a.md", "title", "", ["title"]]]',
      /^known\.json: Unexpected entry 2, expected /
    ],
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
    const cwd = write({
      ...project,
      '.git/HEAD': '',
      '.guidelintrc.yaml': `baseline: ${path.join(outside, 'known.json')}\n`
    })
    expect(warmGuidelint(['docs', '--update-baseline'], {cwd})).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^\.guidelintrc\.yaml:1:1: Unexpected baseline `[^`]+`, expected a file below `[^`]+`\n$/
      )
    })
    writeFileSync(path.join(cwd, '.guidelintrc.yaml'), 'baseline: link.json\n')
    symlinkSync(path.join(outside, 'known.json'), path.join(cwd, 'link.json'))
    writeFileSync(path.join(outside, 'known.json'), '')
    expect(warmGuidelint(['docs', '--update-baseline'], {cwd})).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^\.guidelintrc\.yaml:1:1: Unexpected baseline `link\.json`/)
    })
    expect(readFileSync(path.join(outside, 'known.json'), 'utf8')).toBe('')
    // A link to nowhere is replaced, not followed.
    rmSync(path.join(outside, 'known.json'))
    expect(warmGuidelint(['docs', '--update-baseline'], {cwd}).status).toBe(0)
    expect(readdirSync(outside)).toEqual([])
    expect(baselined(cwd, '--baseline', 'docs')).toMatchObject({
      status: 2,
      stderr: 'docs: Unreadable baseline, expected a file that guidelint wrote\n'
    })
    expect(baselined(cwd, '--baseline', 'nowhere/known.json', '--update-baseline')).toMatchObject({
      status: 2,
      stderr: 'nowhere/known.json: Cannot open: no such file\n'
    })
  })
})

describe('a baseline as text', () => {
  const entries = [
    {rule: 'title', section: '', subject: 'title', count: 1},
    {rule: 'no-placeholders', section: 'A > B', subject: 'placeholder [x]', count: 3},
    {rule: 'no-placeholders', section: 'A', subject: '__proto__', count: 1}
  ]

  test('is the same in whichever order it came to be, and is read as it was written', () => {
    const text = baselineText(
      new Map([
        ['b.md', entries],
        ['a.md', entries.slice(0, 1)]
      ])
    )
    expect(
      baselineText(
        new Map([
          ['a.md', entries.slice(0, 1)],
          ['b.md', entries.toReversed()]
        ])
      )
    ).toBe(text)
    expect(baselineText(parseBaseline(text, 'known.json'))).toBe(text)
    expect(text.split('\n')).toHaveLength(8)
  })

  test('two branches that change different documents are joined without a conflict, and lines of both count once', () => {
    const base = Array.from('abcdefghi', (name) => [`${name}.md`, entries.slice(0, 1)] as const)
    const cwd = repository(write({'known.json': baselineText(new Map(base))}))
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
    expect(parseBaseline(text.replace(line, `${line}\n${line}`), 'known.json')).toEqual(
      parseBaseline(text, 'known.json')
    )
  })
})

describe('a comparison', () => {
  test('counts findings that are the same', () => {
    const {isKnown, gone} = compare(
      [finding('a'), finding('a'), finding('b')],
      knownOf([finding('a'), finding('c'), finding('c')]),
      []
    )
    expect(isKnown).toEqual([true, false, false])
    expect(gone).toEqual([{rule: 'rule', section: '', subject: 'c', count: 2}])
  })

  test('knows a finding on several things by each of them', () => {
    const known = knownOf([{rule: 'rule', section: '', subjects: ['a', 'b', 'c']}])
    expect(compare([finding('a'), {rule: 'rule', section: '', subjects: ['b', 'c']}], known, []).isKnown).toEqual([
      true,
      true
    ])
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
