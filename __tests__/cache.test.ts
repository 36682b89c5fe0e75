import {execFileSync} from 'node:child_process'
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {bucketsIn, cachedIn, kiln, planted, project, projectInUse, seal, wheel} from './cached-project.ts'
import {type Run, guidelint} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const {write} = temporaryFolder()

function change(file: string, edit: (text: string) => string): void {
  const text = readFileSync(file, 'utf8')
  const changed = edit(text)
  if (changed === text) throw new Error(`${file} is not changed`)
  writeFileSync(file, changed)
}

describe('a second run', () => {
  test.each(['pretty', 'json', 'markdown'])('prints the same %s, byte for byte', (format) => {
    const {run} = cachedIn(write(project))
    const fresh = run('docs', '-f', format, '--no-cache')
    expect(fresh.status).toBe(1)
    expect([run('docs', '-f', format), run('docs', '-f', format)]).toEqual([fresh, fresh])
  })

  test('takes its findings from the cache, and keeps what it took', () => {
    const {run, plant} = cachedIn(write(project))
    run('docs')
    plant()
    expect(planted(run('docs', '-f', 'json'))).toEqual(['kiln.md', 'wheel.md'])
    expect(planted(run('docs', '-f', 'json'))).toEqual(['kiln.md', 'wheel.md'])
  })

  test('takes only files from it that are asked for', () => {
    const {run, plant} = cachedIn(write(project))
    run('docs/kiln.md')
    plant()
    expect(planted(run('docs', '-f', 'json'))).toEqual(['kiln.md'])
  })

  test('leaves the cache alone with --no-cache', () => {
    const {run, location, plant} = cachedIn(write(project))
    run('docs', '--no-cache')
    expect(bucketsIn(location)).toEqual([])
    run('docs')
    plant()
    expect(planted(run('docs', '-f', 'json', '--no-cache'))).toEqual([])
  })

  test('does not take the text on standard input for the file of that name', () => {
    const cwd = write(project)
    const {run, location, plant} = cachedIn(cwd)
    run('docs')
    plant()
    const {stdout} = guidelint(['--stdin-filename', 'docs/kiln.md', '-', '-f', 'json', '--cache-location', location], {
      cwd,
      input: kiln
    })
    expect(stdout).toContain('Missing section')
    expect(stdout).not.toContain('Planted section')
  })
})

describe('a change is seen', () => {
  const kept = ['kiln.md', 'wheel.md']
  const inUse = projectInUse(write, {
    ...project,
    'other.yaml': 'templates:\n  - {template: station.md, files: "docs/*.md"}\n'
  })

  test.each<
    [
      what: string,
      edit: (at: (file: string) => string) => void,
      args: readonly string[],
      stillCached: readonly string[]
    ]
  >([
    ['nothing', () => {}, [], kept],
    ['a guide', (at) => change(at('docs/kiln.md'), (text) => `${text}\n## Glazes\n`), [], ['wheel.md']],
    [
      'a guide, of the same length',
      (at) => change(at('docs/kiln.md'), (text) => text.replace('Settings', 'Settinks')),
      [],
      ['wheel.md']
    ],
    ['the template', (at) => change(at('device.md'), (text) => `${text}\n## Cleaning\n`), [], []],
    ['the template, gone', (at) => rmSync(at('device.md')), [], []],
    ['the template of other files', (at) => change(at('station.md'), (text) => `${text}\n## Platforms\n`), [], kept],
    [
      'the configuration',
      (at) => change(at('.guidelintrc.yaml'), (text) => `${text}rules: {no-placeholders: off}\n`),
      [],
      []
    ],
    [
      'which template it is',
      (at) => change(at('.guidelintrc.yaml'), (text) => text.replace('device.md', 'station.md')),
      [],
      []
    ],
    [
      'which files have it',
      (at) => change(at('.guidelintrc.yaml'), (text) => text.replace('docs/*.md', 'docs/k*.md')),
      [],
      []
    ],
    ['a comment in the configuration', (at) => change(at('.guidelintrc.yaml'), (text) => `# Ours\n${text}`), [], kept],
    ['a nearer configuration', (at) => writeFileSync(at('docs/.guidelintrc.yaml'), 'preset: strict\n'), [], []],
    ['the configuration, gone', (at) => rmSync(at('.guidelintrc.yaml')), [], []],
    [
      'the heading that a link leads to',
      (at) => change(at('docs/notes.md'), (text) => text.replace('### Firing', '### Burning')),
      [],
      ['wheel.md']
    ],
    ['the file that a link leads to, gone', (at) => rmSync(at('docs/notes.md')), [], ['wheel.md']],
    [
      'the file that a link leads to, there at last',
      (at) => writeFileSync(at('docs/tools.md'), '# Tools\n'),
      [],
      ['kiln.md']
    ],
    [
      'the name that a broken link may have meant',
      (at) => writeFileSync(at('docs/tool.md'), '# Tool\n'),
      [],
      ['kiln.md']
    ],
    ['a rule on the command line', () => {}, ['-r', 'no-placeholders=off'], []],
    ['the preset on the command line', () => {}, ['-p', 'strict'], []],
    ['the template on the command line', () => {}, ['-t', 'station.md'], []],
    ['another configuration file', () => {}, ['-c', 'other.yaml'], []],
    ['the parser', () => {}, ['--parser', 'remark'], []],
    ['the format', () => {}, ['-q'], kept],
    ['the number of threads', () => {}, ['--jobs', '3'], kept]
  ])('%s', (_, edit, args, stillCached) => {
    const {run, plant, cwd} = inUse()
    plant()
    edit((file) => path.join(cwd, file))
    const cached = run('docs', '-f', 'json', ...args)
    const fresh = run('docs', '-f', 'json', ...args, '--no-cache')
    expect({...cached, stdout: cached.stdout.replaceAll('Planted section', 'Missing section')}).toEqual(fresh)
    expect(fresh.status === 2 ? [] : planted(cached)).toEqual(stillCached)
  })

  test('a file that several guides link to is read for those that are new, too', () => {
    const cwd = write(project)
    const {run} = cachedIn(cwd)
    run('docs/kiln.md')
    writeFileSync(path.join(cwd, 'docs/oven.md'), kiln)
    expect(run('docs')).toEqual(run('docs', '--no-cache'))
  })

  test('and seen once: what was found then is kept', () => {
    const cwd = write(project)
    const {run, plant} = cachedIn(cwd)
    run('docs')
    change(path.join(cwd, 'device.md'), (text) => `${text}\n## Cleaning\n`)
    run('docs')
    plant()
    expect(planted(run('docs', '-f', 'json'))).toEqual(['kiln.md', 'notes.md', 'wheel.md'])
  })
})

test('a guide that was kept and cannot be read any more does not stop the others', () => {
  const cwd = write(project)
  const {run} = cachedIn(cwd)
  run('docs/kiln.md', 'docs/wheel.md')
  rmSync(path.join(cwd, 'docs/wheel.md'))
  execFileSync('mkfifo', [path.join(cwd, 'docs/wheel.md')])
  const fresh = run('docs/kiln.md', 'docs/wheel.md', '--no-cache')
  expect(fresh).toMatchObject({status: 2, stderr: 'docs/wheel.md: Cannot read: not a file\n'})
  expect(run('docs/kiln.md', 'docs/wheel.md')).toEqual(fresh)
})

describe('a cache that is of no use is none', () => {
  const inUse = projectInUse(write)

  test.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['no text', () => '\0\u0001\uFFFD'],
    ['without its end', (text: string) => text.slice(0, -1)],
    ['a list of numbers', () => '[1, 2]\n'],
    ['looks of nothing', (text: string) => text.replaceAll('"looks":[', '"looks":[null,')],
    ['findings of nothing', (text: string) => text.replaceAll('"findings":[', '"findings":[null,')],
    [
      'places of another kind',
      (text: string) =>
        text.replaceAll('"place":{', '"place":7,"plaice":{').replaceAll('"outcome":"template"', '"outcome":7')
    ],
    ['another word', (text: string) => text.replaceAll('docs/', 'dogs/')]
  ])('%s', (_, damage) => {
    const {run, location, plant, fresh} = inUse()
    for (const file of bucketsIn(location)) change(file, damage)
    expect([run('docs'), run('docs')]).toEqual([fresh, fresh])
    plant()
    expect(planted(run('docs', '-f', 'json'))).toEqual(['kiln.md', 'wheel.md'])
  })

  test('one that cannot be written', () => {
    const cwd = write({...project, 'cache/guidelint': 'a file where the folder should be\n'})
    const run = (...args: string[]) =>
      warmGuidelint(args, {
        cwd,
        env: {
          XDG_CACHE_HOME: path.join(cwd, 'cache'),
          HOME: path.join(cwd, 'cache'),
          LOCALAPPDATA: path.join(cwd, 'cache')
        }
      })
    const fresh = run('docs', '--no-cache')
    expect([run('docs'), run('docs')]).toEqual([fresh, fresh])
  })

  test('one with folders in the place of its files', () => {
    const {run, location, fresh} = inUse()
    for (const file of bucketsIn(location)) {
      rmSync(file)
      mkdirSync(file)
    }
    expect(run('docs')).toEqual(fresh)
  })
})

test('processes that write a cache at once print what each prints alone, and leave a cache that can be read', async () => {
  const guides = Object.fromEntries(
    Array.from({length: 40}, (_, index) => [`docs/guide-${index}.md`, wheel.replace('Wheel', `Wheel ${index}`)])
  )
  const cwd = write({...project, ...guides})
  const {run, start, location} = cachedIn(cwd)
  const parts = [['docs'], ['docs/guide-1*.md'], ['docs/guide-2*.md', 'docs/wheel.md'], ['docs', '-p', 'strict']]
  const alone = parts.map((args) => run(...args, '--no-cache'))
  for (let round = 0; round < 3; round++) expect(await Promise.all(parts.map((args) => start(...args)))).toEqual(alone)
  for (const file of bucketsIn(location)) {
    const before = readFileSync(file, 'utf8')
    seal(file, before.replace(/^.*\n/, ''), {location, cwd})
    expect(readFileSync(file, 'utf8')).toBe(before)
  }
  expect(parts.map((args) => run(...args))).toEqual(alone)
}, 60_000)

/** Guides enough for several threads. */
function manyGuides(count: number): Record<string, string> {
  const filler = 'Clay is wedged before it is thrown, so that no air is left in it.\n\n'.repeat(500)
  return Object.fromEntries(
    Array.from({length: count}, (_, index) => [
      `docs/guide-${index}.md`,
      `${index % 3 === 0 ? kiln : wheel}\n${filler}[to](guide-${index + 1}.md)\n`
    ])
  )
}

test('threads do not change what is printed', () => {
  const {run} = cachedIn(write({...project, ...manyGuides(60)}))
  const [one, four] = ['1', '4'].map((jobs) => run('docs', '-f', 'json', '--no-cache', '--jobs', jobs))
  expect(one?.status).toBe(1)
  expect(JSON.parse(one?.stdout ?? '')).toHaveLength(64)
  expect(four).toEqual(one)
})

test('a broken template stops several threads as it stops one', () => {
  const {run} = cachedIn(write({...project, ...manyGuides(60), 'device.md': 'No heading.\n'}))
  const [one, four] = ['1', '4'].map((jobs) => run('docs', '--no-cache', '--jobs', jobs))
  expect(one).toEqual({status: 2, stdout: '', stderr: 'device.md:1:1: Missing headings, expected at least one\n'})
  expect(four).toEqual(one)
})

test.each(['0', '1.5', 'many'])('%j is no number of threads', (jobs) => {
  const {status, stdout, stderr} = cachedIn(write(project)).run('docs', `--jobs=${jobs}`)
  expect({status, stdout}).toEqual({status: 2, stdout: ''})
  expect(stderr).toContain('Expected a whole number of at least 1.')
})

function pathsIn({stdout}: Run): readonly string[] {
  return (JSON.parse(stdout) as Array<{path: string}>).map((file) => file.path)
}

describe('shards', () => {
  const clean = {'docs/plain.md': project['docs/notes.md']}

  test.each([3])('%i of them are all files, each once, and merged they are one run', (count) => {
    const cwd = write({...project, ...clean})
    const {run} = cachedIn(cwd)
    const whole = run('docs', '-f', 'json')
    const shards = Array.from({length: count}, (_, index) =>
      run('docs', '-f', 'json', '--shard', `${index + 1}/${count}`)
    )
    expect(shards.flatMap((shard) => pathsIn(shard)).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(pathsIn(whole))
    const reports = shards.map(({stdout}, index) => {
      writeFileSync(path.join(cwd, `${index}.json`), stdout)
      return `${index}.json`
    })
    expect(run('merge', ...reports, '-f', 'json')).toEqual(whole)
    expect(run('merge', ...reports.toReversed(), '-f', 'json')).toEqual(whole)
  })

  test('merged in any format they are one run', () => {
    const cwd = write({...project, ...clean})
    const {run} = cachedIn(cwd)
    for (const shard of ['1', '2', '3']) run('docs', '-f', 'json', '--shard', `${shard}/3`, '-o', `${shard}.json`)
    for (const format of ['pretty', 'sarif', 'junit', 'rdjson'])
      expect(run('merge', '1.json', '2.json', '3.json', '-f', format)).toEqual(run('docs', '-f', format))
  }, 20_000)

  test('the exit status is that of one run', () => {
    const cwd = write({...project, ...clean})
    const {run} = cachedIn(cwd)
    run('docs/kiln.md', '-f', 'json', '-o', 'faulty.json')
    run('docs/notes.md', '-f', 'json', '-o', 'clean.json')
    run('docs/kiln.md', '-f', 'json', '-r', 'required-headings=warn', '-r', 'no-placeholders=warn', '-o', 'warned.json')
    expect(['faulty.json', 'clean.json', 'warned.json'].map((report) => run('merge', report).status)).toEqual([1, 0, 0])
    expect(run('merge', 'clean.json', 'warned.json', '--frail').status).toBe(1)
  })

  test.each(['2/1', '0/2', '1', 'a/b'])('%j is none', (shard) => {
    const {status, stdout, stderr} = cachedIn(write(project)).run('docs', `--shard=${shard}`)
    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toContain('Expected a form such as 1/4.')
  })
})

describe('merge refuses in one line', () => {
  test.each([
    ['JSON of another kind', '{"a": 1}\n'],
    ['a list of other things', '[{"path": "a.md"}]\n'],
    ['messages of another kind', '[{"path": "a.md", "messages": [null]}]\n'],
    [
      'a place of another kind',
      '[{"path": "a.md", "messages": [{"reason": "x", "place": {"start": {"line": "1", "column": 1}}}]}]\n'
    ],
    ['a text of another kind', '[{"path": "a.md", "messages": [{"reason": "x", "note": 1}]}]\n'],
    ['a report that is cut short', '[{"path": "a.md", "messages": ['],
    ['a guide', kiln],
    ['nothing', '']
  ])('%s', (_, content) => {
    const {run} = cachedIn(write({'report.json': '[]\n', 'other.json': content}))
    expect(run('merge', 'report.json', 'other.json')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'other.json: Unexpected content, expected a report that --format json printed\n'
    })
  })

  test('a file that is not there', () => {
    const {run} = cachedIn(write(project))
    expect(run('merge', 'nowhere.json')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'nowhere.json: Cannot open: no such file\n'
    })
  })
})
