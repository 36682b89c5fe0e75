import {execFileSync, spawnSync} from 'node:child_process'
import {createHmac, hash} from 'node:crypto'
import {chmodSync, chownSync, cpSync, existsSync, linkSync, mkdirSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import {type Run, guidelint, main, startGuidelint} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'

const {write} = temporaryFolder()

const template = '# [Device] Integration Guide\n\n## Overview\n\n## Connection\n\n## Settings\n\n| Name | Default |\n| --- | --- |\n| SETTING_1 | [Default] |\n'

/** A guide that lacks a section, with a link to a heading of another file. */
const kiln = '# Kiln Integration Guide\n\n## Overview\n\nFires clay, as told [before](notes.md#firing).\n\n## Settings\n\n| Name | Default |\n| --- | --- |\n| heat | [Default] |\n'

/** Another that lacks the same, with a link to a file that is not there. */
const wheel = kiln.replace('Kiln', 'Wheel').replace('notes.md#firing', 'tools.md')

const project = {
  '.guidelintrc.yaml': 'templates:\n  - {template: device.md, files: "docs/*.md"}\n',
  'device.md': template,
  'station.md': '# [Station] Guide\n\n## Opening Hours\n',
  'docs/kiln.md': kiln,
  'docs/wheel.md': wheel,
  'docs/notes.md': '# Notes Integration Guide\n\n## Overview\n\nOld ones.\n\n## Connection\n\nNone.\n\n## Settings\n\n| Name | Default |\n| --- | --- |\n| paper | blank |\n\n### Firing\n\nSlowly.\n'
}

/** Runs in a folder with a cache of its own, beside it. */
function cachedIn(cwd: string, location = `${cwd}-cache`) {
  const args = (given: readonly string[]) => (given[0] === 'merge' ? given : ['--cache-location', location, ...given])
  return {
    run: (...given: string[]) => guidelint(args(given), {cwd}),
    start: (...given: string[]) => startGuidelint(args(given), {cwd}),
    location,
    /** Put a word into the cached findings by which they are known again, and seal them anew. */
    plant: () => {
      for (const file of bucketsIn(location)) seal(file, readFileSync(file, 'utf8').replace(/^.*\n/, '').replaceAll('Missing section', 'Planted section'), {location, cwd})
    }
  }
}

/** Seal a bucket as one who has the secret. */
function seal(file: string, content: string, {location, cwd}: {location: string; cwd: string}): void {
  const number = Number(path.basename(file, '.json'))
  const hmac = createHmac('sha256', readFileSync(path.join(location, 'secret'))).update(`${realpathSync(cwd)}\0${number}\0${content}`)
  writeFileSync(file, `${hmac.digest('hex')}\n${content}`)
}

function change(file: string, edit: (text: string) => string): void {
  const text = readFileSync(file, 'utf8')
  const changed = edit(text)
  if (changed === text) throw new Error(`${file} is not changed`)
  writeFileSync(file, changed)
}

function bucketsIn(location: string): readonly string[] {
  return existsSync(location) ? readdirSync(location, {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.json')).map((name) => path.join(location, name)) : []
}

/** Which guides' findings come from a planted cache. */
function planted({stdout}: Run): readonly string[] {
  const files = JSON.parse(stdout) as Array<{path: string; messages: Array<{reason: string}>}>
  return files.filter(({messages}) => messages.some(({reason}) => reason.startsWith('Planted'))).map((file) => path.basename(file.path))
}

describe('a second run', () => {
  test.each(['pretty', 'json', 'sarif', 'junit', 'github', 'gitlab', 'rdjson', 'markdown'])('prints the same %s, byte for byte', (format) => {
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
    const {stdout} = guidelint(['--stdin-filename', 'docs/kiln.md', '-', '-f', 'json', '--cache-location', location], {cwd, input: kiln})
    expect(stdout).toContain('Missing section')
    expect(stdout).not.toContain('Planted section')
  })
})

describe('a change is seen', () => {
  const kept = ['kiln.md', 'wheel.md']

  test.each<[what: string, edit: (at: (file: string) => string) => void, args: readonly string[], stillCached: readonly string[]]>([
    ['nothing', () => {}, [], kept],
    ['a guide', (at) => change(at('docs/kiln.md'), (text) => `${text}\n## Glazes\n`), [], ['wheel.md']],
    ['a guide, of the same length', (at) => change(at('docs/kiln.md'), (text) => text.replace('Settings', 'Settinks')), [], ['wheel.md']],
    ['the template', (at) => change(at('device.md'), (text) => `${text}\n## Cleaning\n`), [], []],
    ['the template, gone', (at) => rmSync(at('device.md')), [], []],
    ['the template of other files', (at) => change(at('station.md'), (text) => `${text}\n## Platforms\n`), [], kept],
    ['the configuration', (at) => change(at('.guidelintrc.yaml'), (text) => `${text}rules: {no-placeholders: off}\n`), [], []],
    ['which template it is', (at) => change(at('.guidelintrc.yaml'), (text) => text.replace('device.md', 'station.md')), [], []],
    ['which files have it', (at) => change(at('.guidelintrc.yaml'), (text) => text.replace('docs/*.md', 'docs/k*.md')), [], []],
    ['a comment in the configuration', (at) => change(at('.guidelintrc.yaml'), (text) => `# Ours\n${text}`), [], kept],
    ['a nearer configuration', (at) => writeFileSync(at('docs/.guidelintrc.yaml'), 'preset: strict\n'), [], []],
    ['the configuration, gone', (at) => rmSync(at('.guidelintrc.yaml')), [], []],
    ['the heading that a link leads to', (at) => change(at('docs/notes.md'), (text) => text.replace('### Firing', '### Burning')), [], ['wheel.md']],
    ['the file that a link leads to, gone', (at) => rmSync(at('docs/notes.md')), [], ['wheel.md']],
    ['the file that a link leads to, there at last', (at) => writeFileSync(at('docs/tools.md'), '# Tools\n'), [], ['kiln.md']],
    ['the name that a broken link may have meant', (at) => writeFileSync(at('docs/tool.md'), '# Tool\n'), [], ['kiln.md']],
    ['a rule on the command line', () => {}, ['-r', 'no-placeholders=off'], []],
    ['the preset on the command line', () => {}, ['-p', 'strict'], []],
    ['the template on the command line', () => {}, ['-t', 'station.md'], []],
    ['another configuration file', () => {}, ['-c', 'other.yaml'], []],
    ['the parser', () => {}, ['--parser', 'remark'], []],
    ['the format', () => {}, ['-q'], kept],
    ['the number of threads', () => {}, ['--jobs', '3'], kept]
  ])('%s', (_, edit, args, stillCached) => {
    const cwd = write({...project, 'other.yaml': 'templates:\n  - {template: station.md, files: "docs/*.md"}\n'})
    const {run, plant} = cachedIn(cwd)
    run('docs')
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
  test.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['no text', () => '\0\u0001\uFFFD'],
    ['without its end', (text: string) => text.slice(0, -1)],
    ['a list of numbers', () => '[1, 2]\n'],
    ['looks of nothing', (text: string) => text.replaceAll('"looks":[', '"looks":[null,')],
    ['findings of nothing', (text: string) => text.replaceAll('"findings":[', '"findings":[null,')],
    ['places of another kind', (text: string) => text.replaceAll('"place":{', '"place":7,"plaice":{').replaceAll('"outcome":"template"', '"outcome":7')],
    ['another word', (text: string) => text.replaceAll('docs/', 'dogs/')]
  ])('%s', (_, damage) => {
    const {run, location, plant} = cachedIn(write(project))
    const fresh = run('docs', '--no-cache')
    run('docs')
    for (const file of bucketsIn(location)) change(file, damage)
    expect([run('docs'), run('docs')]).toEqual([fresh, fresh])
    plant()
    expect(planted(run('docs', '-f', 'json'))).toEqual(['kiln.md', 'wheel.md'])
  })

  test('one that cannot be written', () => {
    const cwd = write({...project, 'cache/guidelint': 'a file where the folder should be\n'})
    const run = (...args: string[]) => guidelint(args, {cwd, env: {XDG_CACHE_HOME: path.join(cwd, 'cache'), HOME: path.join(cwd, 'cache'), LOCALAPPDATA: path.join(cwd, 'cache')}})
    const fresh = run('docs', '--no-cache')
    expect([run('docs'), run('docs')]).toEqual([fresh, fresh])
  })

  test('one with folders in the place of its files', () => {
    const {run, location} = cachedIn(write(project))
    const fresh = run('docs')
    for (const file of bucketsIn(location)) {
      rmSync(file)
      mkdirSync(file)
    }
    expect(run('docs')).toEqual(fresh)
  })
})

test('processes that write a cache at once print what each prints alone, and leave a cache that can be read', async () => {
  const guides = Object.fromEntries(Array.from({length: 40}, (_, index) => [`docs/guide-${index}.md`, wheel.replace('Wheel', `Wheel ${index}`)]))
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

describe('the key of a report', () => {
  test('holds where a file is: the same text under the same name elsewhere is another', () => {
    const cwd = write({...project, 'other/docs/kiln.md': kiln, 'other/docs/notes.md': '# Notes\n', '.git/HEAD': ''})
    const {location} = cachedIn(cwd)
    for (const folder of [cwd, path.join(cwd, 'other'), cwd]) {
      const [cached, fresh] = [['--cache-location', location], ['--no-cache']].map((args) => guidelint(['docs/kiln.md', '-f', 'json', ...args], {cwd: folder}))
      expect(cached).toEqual(fresh)
    }
  })

  test('holds the template that globs choose', () => {
    const cwd = write({...project, 'platforms/kiln.md': kiln, 'platforms/notes.md': project['docs/notes.md'], '.guidelintrc.yaml': `${project['.guidelintrc.yaml']}  - {template: station.md, files: "platforms/*.md"}\n`, '.git/HEAD': ''})
    const {location} = cachedIn(cwd)
    for (const folder of ['docs', 'platforms', 'docs']) {
      const [cached, fresh] = [['--cache-location', location], ['--no-cache']].map((args) => guidelint(['kiln.md', '-f', 'json', ...args], {cwd: path.join(cwd, folder)}))
      expect(fresh?.stdout).toContain(folder === 'docs' ? 'Connection' : 'Opening Hours')
      expect(cached).toEqual(fresh)
    }
  })

  test('knows a file that a link has put in the place of another', () => {
    const cwd = write({...project, 'a/docs/kiln.md': kiln, 'b/docs/kiln.md': kiln, 'b/docs/notes.md': project['docs/notes.md'], '.git/HEAD': ''})
    const {run} = cachedIn(cwd)
    for (const to of ['a', 'b', 'a']) {
      rmSync(path.join(cwd, 'link'), {force: true})
      symlinkSync(to, path.join(cwd, 'link'))
      expect(run('link/docs/kiln.md', '-f', 'json')).toEqual(run('link/docs/kiln.md', '-f', 'json', '--no-cache'))
    }
  })

  test('is the same through a link to the repository, and has the name of this run', () => {
    const cwd = write({...project, '.git/HEAD': ''})
    const {run, plant, location} = cachedIn(cwd)
    run('docs')
    plant()
    expect(planted(run('./docs', path.join(cwd, 'docs/kiln.md'), '-f', 'json'))).toEqual(['kiln.md', 'wheel.md'])
    symlinkSync(cwd, `${cwd}-link`)
    expect(planted(guidelint(['docs', '-f', 'json', '--cache-location', location], {cwd: `${cwd}-link`}))).toEqual(['kiln.md', 'wheel.md'])
  })

  test('holds the build: another of the same version takes nothing that this one found', () => {
    const cwd = write({...project, '../another/package.json': readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8')})
    const another = path.join(path.dirname(cwd), 'another')
    const dist = path.resolve(import.meta.dirname, '../dist')
    const name = readdirSync(path.join(dist, 'src/cli')).find((file) => /^check-[0-9A-Z]{8}\.js$/.test(file)) ?? ''
    expect(name).not.toBe('')
    cpSync(dist, path.join(another, 'dist'), {recursive: true})
    symlinkSync(path.resolve(import.meta.dirname, '../node_modules'), path.join(another, 'node_modules'))
    const cli = path.join(another, 'dist/src/cli')
    const {run, plant, location} = cachedIn(cwd)
    run('docs')
    plant()
    const again = () => spawnSync(process.execPath, [path.join(cli, 'main.js'), 'docs', '-f', 'json', '--cache-location', location], {cwd, encoding: 'utf8'})
    expect(planted(again())).toEqual(['kiln.md', 'wheel.md'])
    renameSync(path.join(cli, name), path.join(cli, 'check-ANOTHER0.js'))
    for (const file of readdirSync(cli).filter((each) => each.endsWith('.js'))) writeFileSync(path.join(cli, file), readFileSync(path.join(cli, file), 'utf8').replaceAll(name, 'check-ANOTHER0.js'))
    expect(planted(again())).toEqual([])
  })

  test('whatever happens to a repository, a second run finds what a first would', () => {
    const edits = fc.constantFrom<(at: (file: string) => string) => void>(
      (at) => writeFileSync(at('docs/.guidelintrc.yaml'), 'preset: strict\n'),
      (at) => rmSync(at('docs/.guidelintrc.yaml'), {force: true}),
      (at) => writeFileSync(at('device.md'), project['station.md']),
      (at) => writeFileSync(at('device.md'), template),
      (at) => writeFileSync(at('docs/kiln.md'), wheel),
      (at) => writeFileSync(at('docs/kiln.md'), `---\ntemplate: station\n---\n\n${kiln}`),
      (at) => rmSync(at('docs/notes.md'), {force: true}),
      (at) => mkdirSync(at('docs/.git'), {recursive: true}),
      (at) => writeFileSync(at('.guidelintrc.yaml'), 'templates:\n  - {template: station.md, files: "docs/k*"}\n  - {template: device.md, files: "docs/*"}\n')
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(edits, fc.boolean()), {minLength: 2, maxLength: 5}), (steps) => {
        const cwd = write(project)
        const {location} = cachedIn(cwd)
        for (const [edit, isBelow] of steps) {
          edit((file) => path.join(cwd, file))
          const [cached, fresh] = [['--cache-location', location], ['--no-cache']].map((args) => guidelint([...(isBelow ? ['.'] : ['docs']), '-f', 'json', ...args], {cwd: isBelow ? path.join(cwd, 'docs') : cwd}))
          expect(cached).toEqual(fresh)
        }
      }),
      {numRuns: 5}
    )
  }, 60_000)
})

const asPosix = process.platform === 'win32' ? test.skip : test
const asRoot = process.getuid?.() === 0 ? test : test.skip

describe('a hostile cache', () => {
  /** A bucket that is in use, with the run that made it. */
  function inUse() {
    const cwd = write(project)
    const cached = cachedIn(cwd)
    const fresh = cached.run('docs')
    const [bucket = ''] = bucketsIn(cached.location)
    expect(bucket).not.toBe('')
    return {...cached, cwd, fresh, bucket}
  }

  asPosix.each<[what: string, put: (bucket: string, victim: string) => void]>([
    ['a link to a file', (bucket, victim) => symlinkSync(victim, bucket)],
    ['a link to nothing', (bucket, victim) => symlinkSync(`${victim}-none`, bucket)],
    ['a link to itself', (bucket) => symlinkSync(bucket, bucket)],
    ['a link to a device', (bucket) => symlinkSync('/dev/zero', bucket)],
    ['a pipe', (bucket) => void execFileSync('mkfifo', [bucket])],
    ['a link to a pipe', (bucket) => {
      execFileSync('mkfifo', [`${bucket}.pipe`])
      symlinkSync(`${bucket}.pipe`, bucket)
    }],
    ['a folder', (bucket) => mkdirSync(bucket)],
    ['a hard link', (bucket, victim) => linkSync(victim, bucket)],
    ['a huge file', (bucket) => {
      writeFileSync(bucket, '')
      truncateSync(bucket, 5_000_000_000)
    }]
  ])('%s in the place of a bucket changes nothing and harms nothing', (_, put) => {
    const {run, cwd, fresh, bucket} = inUse()
    const victim = path.join(cwd, 'victim')
    writeFileSync(victim, 'precious\n')
    rmSync(bucket)
    put(bucket, victim)
    expect(run('docs')).toEqual(fresh)
    expect(run('docs')).toEqual(fresh)
    expect(readFileSync(victim, 'utf8')).toBe('precious\n')
    expect(existsSync(`${victim}-none`)).toBe(false)
  })

  asPosix('a link in the place of a folder is not followed', () => {
    const {run, cwd, fresh, bucket} = inUse()
    const elsewhere = path.join(cwd, 'elsewhere')
    mkdirSync(elsewhere)
    rmSync(path.dirname(bucket), {recursive: true})
    symlinkSync(elsewhere, path.dirname(bucket))
    expect(run('docs')).toEqual(fresh)
    expect(readdirSync(elsewhere)).toEqual([])
  })

  test('a seal that anyone can make is none', () => {
    const {run, location, fresh} = inUse()
    for (const file of bucketsIn(location)) {
      const content = readFileSync(file, 'utf8').replace(/^.*\n/, '').replaceAll(/"findings":\[.*?\](?=[,}])/g, '"findings":[]')
      writeFileSync(file, `${hash('sha256', content)}\n${content}`)
    }
    expect(run('docs')).toEqual(fresh)
  })

  test('the seal of another repository, or of another bucket, is none', () => {
    const {run, plant, location, cwd, fresh, bucket} = inUse()
    plant()
    const [folder, name] = [path.dirname(bucket), path.basename(bucket)]
    const other = write(project)
    expect(guidelint(['docs', '--cache-location', location], {cwd: other})).toEqual(fresh)
    for (const file of readdirSync(folder)) for (const each of readdirSync(location)) if (each !== 'secret') cpSync(path.join(folder, file), path.join(location, each, file))
    expect(guidelint(['docs', '--cache-location', location], {cwd: other})).toEqual(fresh)
    expect(planted(run('docs', '-f', 'json'))).toEqual(['kiln.md', 'wheel.md'])
    const content = readFileSync(bucket)
    for (let number = 0; number < 64; number++) writeFileSync(path.join(folder, `${number.toString().padStart(2, '0')}.json`), content)
    rmSync(path.join(folder, name))
    expect(run('docs', '-f', 'json')).toEqual(guidelint(['docs', '-f', 'json', '--no-cache'], {cwd}))
  })

  test.each([
    ['findings of no kind', '"findings":', '"findings":[7],"found":'],
    ['a place that is none', '"line":', '"line":-'],
    ['a text that is none', '"reason":', '"reason":null,"because":'],
    ['an outcome that is none', '"outcome":"template"', '"outcome":"failed","failure":"x"'],
    ['looks that are none', '"looks":[', '"looks":[7],"looked":['],
    ['entries that are none', '[["', '["'],
    ['other data', '[[', '{"a":1}[['],
    ['a list of nothing', '[[', '[null,[']
  ])('sealed with the secret, %s: counts as nothing', (_, found, put) => {
    const {run, location, cwd, fresh} = inUse()
    const contents = bucketsIn(location).map((file) => [file, readFileSync(file, 'utf8').replace(/^.*\n/, '')] as const)
    expect(contents.some(([, content]) => content.includes(found))).toBe(true)
    for (const [file, content] of contents) seal(file, content.replaceAll(found, put), {location, cwd})
    expect(run('docs')).toEqual(fresh)
  })

  asPosix.each<[what: string, put: (secret: string) => void]>([
    ['a link', (secret) => symlinkSync('/dev/zero', secret)],
    ['too short', (secret) => writeFileSync(secret, 'short')],
    ['too long', (secret) => writeFileSync(secret, 'x'.repeat(33))],
    ['a folder', (secret) => mkdirSync(secret)],
    ['a pipe', (secret) => void execFileSync('mkfifo', [secret])]
  ])('a secret that is %s is not used', (_, put) => {
    const {run, plant, location, fresh} = inUse()
    plant()
    rmSync(path.join(location, 'secret'))
    put(path.join(location, 'secret'))
    expect(run('docs')).toEqual(fresh)
  })

  asRoot('what belongs to somebody else is not used', () => {
    const {run, plant, location, fresh} = inUse()
    plant()
    const secret = path.join(location, 'secret')
    chownSync(secret, 12_345, 12_345)
    expect(run('docs')).toEqual(fresh)
    chownSync(secret, 0, 0)
    expect(run('docs')).not.toEqual(fresh)
    for (const file of bucketsIn(location)) chownSync(file, 12_345, 12_345)
    expect(run('docs')).toEqual(fresh)
  })

  asPosix('nobody else may read or write what is kept', () => {
    const {location, bucket} = inUse()
    expect([location, path.dirname(bucket), bucket, path.join(location, 'secret')].map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual(['700', '700', '600', '600'])
  })

  test('temporary files of runs that were ended are removed', () => {
    const {run, cwd, bucket} = inUse()
    const [old, fresh] = ['1', '2'].map((name) => `${bucket}.${name}.tmp`) as [string, string]
    for (const file of [old, fresh]) writeFileSync(file, '')
    utimesSync(old, 1, 1)
    writeFileSync(path.join(cwd, 'docs/new.md'), kiln)
    run('docs')
    expect([old, fresh].map((file) => existsSync(file))).toEqual([false, true])
  })
})

test('processes that run for the first time at once agree on one secret', async () => {
  const cwd = write(project)
  const {start, run, plant, location} = cachedIn(cwd)
  await Promise.all(Array.from({length: 6}, () => start('docs')))
  expect(readdirSync(location).filter((name) => name.includes('secret'))).toEqual(['secret'])
  plant()
  expect(planted(run('docs', '-f', 'json'))).toEqual(['kiln.md', 'wheel.md'])
})

describe('where results are kept', () => {
  test('below the user’s cache folder, not in the repository', () => {
    const cwd = write({...project, 'package.json': '{}', 'node_modules/.keep': ''})
    const home = `${cwd}-home`
    guidelint(['docs'], {cwd, env: {HOME: home, XDG_CACHE_HOME: path.join(home, '.cache'), LOCALAPPDATA: home}})
    expect(readdirSync(path.join(cwd, 'node_modules'))).toEqual(['.keep'])
    expect(bucketsIn(home).length).toBeGreaterThan(0)
  })

  // Where the user's cache folder is depends on the system.
  const asLinux = process.platform === 'linux' ? test : test.skip

  asLinux.each<[what: string, env: (cwd: string) => NodeJS.ProcessEnv]>([
    ['in the repository', (cwd) => ({XDG_CACHE_HOME: path.join(cwd, 'docs')})],
    ['told by a relative path', () => ({XDG_CACHE_HOME: '.'})],
    ['in a home that is empty', () => ({XDG_CACHE_HOME: '', HOME: ''})],
    ['in a home that cannot be made', () => ({XDG_CACHE_HOME: '', HOME: '/dev/null/nowhere'})],
    ['in a link into the repository', (cwd) => {
      symlinkSync(cwd, `${cwd}-into`)
      return {XDG_CACHE_HOME: `${cwd}-into`}
    }]
  ])('nowhere where the user’s cache folder is %s', (_, env) => {
    const cwd = write({...project, '.git/HEAD': ''})
    const before = readdirSync(cwd, {recursive: true})
    const fresh = guidelint(['docs', '--no-cache'], {cwd})
    expect(guidelint(['docs'], {cwd, env: env(cwd)})).toEqual(fresh)
    expect(readdirSync(cwd, {recursive: true})).toEqual(before)
  })

  asRoot('nowhere where the user has no home at all', () => {
    const cwd = write(project)
    const {HOME: _, XDG_CACHE_HOME: __, ...env} = process.env
    chmodSync(path.dirname(cwd), 0o755)
    chmodSync(cwd, 0o755)
    const {status, stdout, stderr} = spawnSync(process.execPath, [main, 'docs'], {cwd, env, uid: 54_321, gid: 54_321, encoding: 'utf8'})
    expect({status, stdout, stderr}).toEqual(guidelint(['docs', '--no-cache'], {cwd}))
  })

  test.each(['cache', '.', '..', 'link'])('not in %s, where a checkout could put results', (location) => {
    const cwd = write({...project, '.git/HEAD': '', 'sub/docs/kiln.md': kiln})
    symlinkSync(path.dirname(cwd), path.join(cwd, 'sub/link'))
    expect(guidelint(['docs', '--cache-location', location], {cwd: path.join(cwd, 'sub')})).toEqual({status: 2, stdout: '', stderr: `Unusable cache location ${location}, expected a folder outside the current one and outside all repositories\n`})
  })

  test('not in what is no folder', () => {
    const cwd = write(project)
    writeFileSync(`${cwd}-file`, '')
    expect(guidelint(['docs', '--cache-location', `${cwd}-file`], {cwd})).toEqual({status: 2, stdout: '', stderr: `Unusable cache location ${cwd}-file, expected a folder and no link\n`})
  })
})

/** Guides enough for several threads. */
function manyGuides(count: number): Record<string, string> {
  const filler = 'Clay is wedged before it is thrown, so that no air is left in it.\n\n'.repeat(500)
  return Object.fromEntries(Array.from({length: count}, (_, index) => [`docs/guide-${index}.md`, `${index % 3 === 0 ? kiln : wheel}\n${filler}[to](guide-${index + 1}.md)\n`]))
}

test('threads do not change what is printed', () => {
  const {run} = cachedIn(write({...project, ...manyGuides(60)}))
  const [one, four] = ['1', '4'].map((jobs) => run('docs', '-f', 'json', '--no-cache', '--jobs', jobs))
  expect(one?.status).toBe(1)
  expect(JSON.parse(one?.stdout ?? '')).toHaveLength(63)
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
  expect(stderr).toContain('Expected a whole number from 1.')
})

function pathsIn({stdout}: Run): readonly string[] {
  return (JSON.parse(stdout) as Array<{path: string}>).map((file) => file.path)
}

describe('shards', () => {
  const clean = {'docs/plain.md': project['docs/notes.md']}

  test.each([1, 3, 7])('%i of them are all files, each once, and merged they are one run', (count) => {
    const cwd = write({...project, ...clean})
    const {run} = cachedIn(cwd)
    const whole = run('docs', '-f', 'json')
    const shards = Array.from({length: count}, (_, index) => run('docs', '-f', 'json', '--shard', `${index + 1}/${count}`))
    expect(shards.flatMap((shard) => pathsIn(shard)).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(pathsIn(whole))
    const reports = shards.map(({stdout}, index) => {
      writeFileSync(path.join(cwd, `${index}.json`), stdout)
      return `${index}.json`
    })
    expect(run('merge', ...reports, '-f', 'json')).toEqual(whole)
    expect(run('merge', ...reports.toReversed(), '-f', 'json')).toEqual(whole)
  })

  test.each(['pretty', 'sarif', 'junit', 'rdjson'])('merged as %s they are one run', (format) => {
    const cwd = write({...project, ...clean})
    const {run} = cachedIn(cwd)
    for (const shard of ['1', '2', '3']) run('docs', '-f', 'json', '--shard', `${shard}/3`, '-o', `${shard}.json`)
    expect(run('merge', '1.json', '2.json', '3.json', '-f', format)).toEqual(run('docs', '-f', format))
  })

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
    ['a report that is cut short', '[{"path": "a.md", "messages": ['],
    ['a guide', kiln],
    ['nothing', '']
  ])('%s', (_, content) => {
    const {run} = cachedIn(write({'report.json': '[]\n', 'other.json': content}))
    expect(run('merge', 'report.json', 'other.json')).toEqual({status: 2, stdout: '', stderr: 'other.json: Unexpected content, expected a report that --format json printed\n'})
  })

  test('a file that is not there', () => {
    const {run} = cachedIn(write(project))
    expect(run('merge', 'nowhere.json')).toEqual({status: 2, stdout: '', stderr: 'nowhere.json: Cannot open: no such file\n'})
  })
})
