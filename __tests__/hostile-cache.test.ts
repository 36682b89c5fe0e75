import {execFileSync, spawnSync} from 'node:child_process'
import {hash} from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import {bucketsIn, cachedIn, kiln, planted, project, projectInUse, seal, template, wheel} from './cached-project.ts'
import {guidelint, main} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {warmGuidelint} from './warm-command-line.ts'

const {write} = temporaryFolder()

describe('the key of a report', () => {
  test('holds where a file is: the same text under the same name elsewhere is another', () => {
    const cwd = write({...project, 'other/docs/kiln.md': kiln, 'other/docs/notes.md': '# Notes\n', '.git/HEAD': ''})
    const {location} = cachedIn(cwd)
    for (const folder of [cwd, path.join(cwd, 'other'), cwd]) {
      const [cached, fresh] = [['--cache-location', location], ['--no-cache']].map((args) =>
        warmGuidelint(['docs/kiln.md', '-f', 'json', ...args], {cwd: folder})
      )
      expect(cached).toEqual(fresh)
    }
  })

  test('holds the template that globs choose', () => {
    const cwd = write({
      ...project,
      'platforms/kiln.md': kiln,
      'platforms/notes.md': project['docs/notes.md'],
      '.guidelintrc.yaml': `${project['.guidelintrc.yaml']}  - {template: station.md, files: "platforms/*.md"}\n`,
      '.git/HEAD': ''
    })
    const {location} = cachedIn(cwd)
    for (const folder of ['docs', 'platforms', 'docs']) {
      const [cached, fresh] = [['--cache-location', location], ['--no-cache']].map((args) =>
        warmGuidelint(['kiln.md', '-f', 'json', ...args], {cwd: path.join(cwd, folder)})
      )
      expect(fresh?.stdout).toContain(folder === 'docs' ? 'Connection' : 'Opening Hours')
      expect(cached).toEqual(fresh)
    }
  })

  test('knows a file that a link has put in the place of another', () => {
    const cwd = write({
      ...project,
      'a/docs/kiln.md': kiln,
      'b/docs/kiln.md': kiln,
      'b/docs/notes.md': project['docs/notes.md'],
      '.git/HEAD': ''
    })
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
    expect(planted(warmGuidelint(['docs', '-f', 'json', '--cache-location', location], {cwd: `${cwd}-link`}))).toEqual([
      'kiln.md',
      'wheel.md'
    ])
  })

  test('holds the build and what npm installed: another of the same version takes nothing that this one found', () => {
    const cwd = write({
      ...project,
      '../another/package.json': readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8')
    })
    const another = path.join(path.dirname(cwd), 'another')
    const dist = path.resolve(import.meta.dirname, '../dist')
    // The file with the program, which is named after its content.
    const name =
      readdirSync(path.join(dist, 'src/cli')).find(
        (file) =>
          /-[0-9A-Z]{8}\.js$/.test(file) &&
          readFileSync(path.join(dist, 'src/cli', file), 'utf8').includes('basename(import.meta.url)')
      ) ?? ''
    expect(name).not.toBe('')
    cpSync(dist, path.join(another, 'dist'), {recursive: true})
    symlinkSync(path.resolve(import.meta.dirname, '../node_modules'), path.join(another, 'node_modules'))
    const cli = path.join(another, 'dist/src/cli')
    const {run, plant, location} = cachedIn(cwd)
    run('docs')
    plant()
    const again = () =>
      spawnSync(process.execPath, [path.join(cli, 'main.js'), 'docs', '-f', 'json', '--cache-location', location], {
        cwd,
        encoding: 'utf8'
      })
    expect(planted(again())).toEqual(['kiln.md', 'wheel.md'])
    const installed = path.join(path.dirname(another), '.package-lock.json')
    writeFileSync(installed, '{}')
    expect(planted(again())).toEqual([])
    rmSync(installed)
    run('docs')
    plant()
    expect(planted(again())).toEqual(['kiln.md', 'wheel.md'])
    renameSync(path.join(cli, name), path.join(cli, 'chunk-ANOTHER0.js'))
    for (const file of readdirSync(cli).filter((each) => each.endsWith('.js')))
      writeFileSync(
        path.join(cli, file),
        readFileSync(path.join(cli, file), 'utf8').replaceAll(name, 'chunk-ANOTHER0.js')
      )
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
      (at) =>
        writeFileSync(
          at('.guidelintrc.yaml'),
          'templates:\n  - {template: station.md, files: "docs/k*"}\n  - {template: device.md, files: "docs/*"}\n'
        )
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(edits, fc.boolean()), {minLength: 2, maxLength: 4}), (steps) => {
        const cwd = write(project)
        const {location} = cachedIn(cwd)
        for (const [edit, isBelow] of steps) {
          edit((file) => path.join(cwd, file))
          const [cached, fresh] = [['--cache-location', location], ['--no-cache']].map((args) =>
            warmGuidelint([...(isBelow ? ['.'] : ['docs']), '-f', 'json', ...args], {
              cwd: isBelow ? path.join(cwd, 'docs') : cwd
            })
          )
          expect(cached).toEqual(fresh)
        }
      }),
      {numRuns: 3}
    )
  }, 60_000)
})

const asPosix = process.platform === 'win32' ? test.skip : test
const asRoot = process.getuid?.() === 0 ? test : test.skip

const projectWithCache = projectInUse(write)

/** A bucket that is in use, with the run that made it. */
function inUse() {
  const cached = projectWithCache()
  const [bucket = ''] = bucketsIn(cached.location)
  expect(bucket).not.toBe('')
  return {...cached, bucket}
}

describe('a hostile cache', () => {
  asPosix.each<[what: string, put: (bucket: string, victim: string) => void]>([
    ['a link to a file', (bucket, victim) => symlinkSync(victim, bucket)],
    ['a link to nothing', (bucket, victim) => symlinkSync(`${victim}-none`, bucket)],
    ['a link to itself', (bucket) => symlinkSync(bucket, bucket)],
    ['a link to a device', (bucket) => symlinkSync('/dev/zero', bucket)],
    ['a pipe', (bucket) => void execFileSync('mkfifo', [bucket])],
    [
      'a link to a pipe',
      (bucket) => {
        execFileSync('mkfifo', [`${bucket}.pipe`])
        symlinkSync(`${bucket}.pipe`, bucket)
      }
    ],
    ['a folder', (bucket) => mkdirSync(bucket)],
    ['a hard link', (bucket, victim) => linkSync(victim, bucket)],
    [
      'a huge file',
      (bucket) => {
        writeFileSync(bucket, '')
        truncateSync(bucket, 5_000_000_000)
      }
    ]
  ])('%s in the place of a bucket changes nothing and harms nothing', (_, put) => {
    const {run, cwd, fresh, bucket} = inUse()
    const victim = path.join(cwd, 'victim')
    writeFileSync(victim, 'precious\n')
    rmSync(bucket)
    put(bucket, victim)
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
      const content = readFileSync(file, 'utf8')
        .replace(/^.*\n/, '')
        .replaceAll(/"findings":\[.*?\](?=[,}])/g, '"findings":[]')
      writeFileSync(file, `${hash('sha256', content)}\n${content}`)
    }
    expect(run('docs')).toEqual(fresh)
  })

  test('the seal of another repository, or of another bucket, is none', () => {
    const {run, plant, location, cwd, fresh, bucket} = inUse()
    plant()
    const [folder, name] = [path.dirname(bucket), path.basename(bucket)]
    const other = write(project)
    expect(warmGuidelint(['docs', '--cache-location', location], {cwd: other})).toEqual(fresh)
    const another =
      readdirSync(location)
        .map((each) => path.join(location, each))
        .find((each) => each !== folder && statSync(each).isDirectory()) ?? ''
    for (const file of readdirSync(folder))
      writeFileSync(path.join(another, file), readFileSync(path.join(folder, file)))
    expect(warmGuidelint(['docs', '--cache-location', location], {cwd: other})).toEqual(fresh)
    expect(planted(run('docs', '-f', 'json'))).toEqual(['kiln.md', 'wheel.md'])
    const content = readFileSync(bucket)
    for (let number = 0; number < 64; number++)
      writeFileSync(path.join(folder, `${number.toString().padStart(2, '0')}.json`), content)
    rmSync(path.join(folder, name))
    expect(run('docs', '-f', 'json')).toEqual(warmGuidelint(['docs', '-f', 'json', '--no-cache'], {cwd}))
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
    const {run, location} = inUse()
    // A copy of a folder need not have its mode.
    rmSync(location, {recursive: true})
    run('docs')
    const [bucket = ''] = bucketsIn(location)
    expect(
      [location, path.dirname(bucket), bucket, path.join(location, 'secret')].map((file) =>
        (statSync(file).mode & 0o777).toString(8)
      )
    ).toEqual(['700', '700', '600', '600'])
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
}, 60_000)

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
    [
      'in a link into the repository',
      (cwd) => {
        symlinkSync(cwd, `${cwd}-into`)
        return {XDG_CACHE_HOME: `${cwd}-into`}
      }
    ]
  ])('nowhere where the user’s cache folder is %s', (_, env) => {
    const cwd = write({...project, '.git/HEAD': ''})
    const before = readdirSync(cwd, {recursive: true})
    const fresh = warmGuidelint(['docs', '--no-cache'], {cwd})
    expect(guidelint(['docs'], {cwd, env: env(cwd)})).toEqual(fresh)
    expect(readdirSync(cwd, {recursive: true})).toEqual(before)
  })

  asRoot('nowhere where the user has no home at all', () => {
    const cwd = write(project)
    const {HOME: _, XDG_CACHE_HOME: __, ...env} = process.env
    chmodSync(path.dirname(cwd), 0o755)
    chmodSync(cwd, 0o755)
    const {status, stdout, stderr} = spawnSync(process.execPath, [main, 'docs'], {
      cwd,
      env,
      uid: 54_321,
      gid: 54_321,
      encoding: 'utf8'
    })
    expect({status, stdout, stderr}).toEqual(warmGuidelint(['docs', '--no-cache'], {cwd}))
  })

  test.each(['cache', '.', '..', 'link'])('not in %s, where a checkout could put results', (location) => {
    const cwd = write({...project, '.git/HEAD': '', 'sub/docs/kiln.md': kiln})
    symlinkSync(path.dirname(cwd), path.join(cwd, 'sub/link'))
    expect(warmGuidelint(['docs', '--cache-location', location], {cwd: path.join(cwd, 'sub')})).toEqual({
      status: 2,
      stdout: '',
      stderr: `Unusable cache location ${location}, expected a folder outside the current one and outside all repositories\n`
    })
  })

  test('not in what is no folder', () => {
    const cwd = write(project)
    writeFileSync(`${cwd}-file`, '')
    expect(warmGuidelint(['docs', '--cache-location', `${cwd}-file`], {cwd})).toEqual({
      status: 2,
      stdout: '',
      stderr: `Unusable cache location ${cwd}-file, expected a folder, not a link\n`
    })
  })
})
