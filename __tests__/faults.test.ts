import {spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import path from 'node:path'
import {text} from 'node:stream/consumers'
import {setTimeout} from 'node:timers/promises'
import {describe, expect, test} from '@jest/globals'
import {guidelint, main} from './command-line.ts'
import {temporaryFolder} from './temporary-folder.ts'

const {write} = temporaryFolder()
const root = path.resolve(import.meta.dirname, '..')

const template = '# [Name]\n\n## Usage\n'
const bad = '# Kiln\n\n## Usge\n\nText\n'
const asPosix = process.platform === 'win32' ? test.skip : test

/** Guides enough for several threads, and for a run that can be interrupted. */
function manyGuides(count: number): Record<string, string> {
  const filler = 'Clay is wedged before it is thrown, so that no air is left in it.\n\n'.repeat(1000)
  return Object.fromEntries(Array.from({length: count}, (_, index) => [`docs/guide-${index}.md`, `${bad}\n${filler}`]))
}

describe('signals', () => {
  const rounds = Number(process.env.GUIDELINT_SIGNALS ?? 8)

  asPosix(
    `end a run at once, at any of ${rounds} moments, and leave nothing half written`,
    async () => {
      const cwd = write({'t.md': template, ...manyGuides(20)})
      const location = `${cwd}-cache`
      const args = ['-t', 't.md', 'docs', '-f', 'json']
      const fresh = guidelint([...args, '--no-cache'], {cwd})
      const started = performance.now()
      guidelint([...args, '--cache-location', location], {cwd})
      const length = performance.now() - started
      const ends = new Set<unknown>()
      for (let round = 0; round < rounds; round++) {
        for (const folder of readdirSync(location))
          if (folder !== 'secret') rmSync(path.join(location, folder), {recursive: true})
        const child = spawn(process.execPath, [main, ...args, '--cache-location', location], {cwd, stdio: 'ignore'})
        const end = once(child, 'exit')
        await setTimeout((length * ((round * 7) % rounds)) / rounds)
        const signal = round % 2 === 0 ? 'SIGINT' : 'SIGTERM'
        child.kill(signal)
        const [status, by] = (await end) as [number | null, string | null]
        ends.add(by ?? status)
        expect(by === signal || status === fresh.status).toBe(true)
        if (round % 8 === 0) expect(guidelint([...args, '--cache-location', location], {cwd})).toEqual(fresh)
      }
      expect(ends.has('SIGINT') || ends.has('SIGTERM')).toBe(true)
      expect(guidelint([...args, '--cache-location', location], {cwd})).toEqual(fresh)
      expect(guidelint([...args, '--cache-location', location], {cwd})).toEqual(fresh)
    },
    600_000
  )

  asPosix.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends a run with a cache while a file is worked on',
    async (signal) => {
      const cwd = write({'t.md': template, 'large.md': `${bad}${'word *word* `word`\n\n'.repeat(200_000)}`})
      const child = spawn(
        process.execPath,
        [main, '-t', 't.md', '--parser', 'remark', 'large.md', '--cache-location', `${cwd}-cache`],
        {cwd, stdio: 'ignore'}
      )
      const end = once(child, 'exit')
      // Loading is over, and the file is large enough for many seconds of parsing in one go.
      await setTimeout(1500)
      child.kill(signal)
      expect(await end).toEqual([null, signal])
    },
    60_000
  )
})

/** Starts a run that waits for standard input, so that files have been found and looked up; goes on behind what is done then. */
async function whileRunning(cwd: string, args: readonly string[], act: () => void) {
  const child = spawn(process.execPath, [main, ...args, '-'], {cwd, stdio: 'pipe'})
  const [status, stdout, stderr] = [once(child, 'exit'), text(child.stdout), text(child.stderr)]
  // More than a pipe holds: it is taken when the process reads.
  await new Promise((resolve) => child.stdin.write(`# Kiln\n\n## Usage\n\n${'Text\n'.repeat(200_000)}`, resolve))
  act()
  child.stdin.end()
  return {status: (await status)[0] as number | null, stdout: await stdout, stderr: await stderr}
}

function project() {
  const cwd = write({
    '.guidelintrc.yaml': 'templates:\n  - {template: t.md, files: "**"}\n',
    't.md': template,
    'docs/a.md': bad,
    'docs/b.md': bad
  })
  const args = ['docs', '--cache-location', `${cwd}-cache`, '-f', 'json']
  /** What a run prints, with and without what is kept. */
  const next = () => [guidelint(args, {cwd}), guidelint(['docs', '--no-cache', '-f', 'json'], {cwd})]
  return {cwd, args, next}
}

describe('meanwhile', () => {
  test('a file that is gone is named, and the others are checked', async () => {
    const {cwd, args, next} = project()
    const {status, stdout, stderr} = await whileRunning(cwd, args, () => rmSync(path.join(cwd, 'docs/a.md')))
    expect({status, stderr}).toEqual({status: 2, stderr: 'docs/a.md: Cannot stat: no such file\n'})
    expect(stdout).toContain('docs/b.md')
    const [cached, fresh] = next()
    expect(cached).toEqual(fresh)
  })

  asPosix('a file that has become a pipe is named', async () => {
    const {cwd, args, next} = project()
    const {status, stderr} = await whileRunning(cwd, args, () => {
      rmSync(path.join(cwd, 'docs/a.md'))
      spawnSync('mkfifo', [path.join(cwd, 'docs/a.md')])
    })
    expect({status, stderr}).toEqual({status: 2, stderr: 'docs/a.md: Cannot read: not a file\n'})
    const [cached, fresh] = next()
    expect(cached).toEqual(fresh)
  })

  test.each<[what: string, file: string, content: string]>([
    ['a guide', 'docs/a.md', '# Kiln\n\n## Usage\n\nText\n'],
    ['a template', 't.md', '# [Name]\n\n## Support\n'],
    ['a configuration', '.guidelintrc.yaml', 'preset: strict\n']
  ])('%s that has changed is seen by the next run', async (_, file, content) => {
    const {cwd, args, next} = project()
    await whileRunning(cwd, args, () => writeFileSync(path.join(cwd, file), content))
    const [cached, fresh] = next()
    expect(cached).toEqual(fresh)
  })
})

/** A build whose other threads do something else. */
function buildWith(worker: string): string {
  const folder = write({'package.json': readFileSync(path.join(root, 'package.json'), 'utf8')})
  cpSync(path.join(root, 'dist'), path.join(folder, 'dist'), {recursive: true})
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  writeFileSync(path.join(folder, 'dist/src/cli/check-worker.js'), worker)
  return path.join(folder, 'dist/src/cli/main.js')
}

describe('threads', () => {
  test.each([
    ['ends', 'export default () => process.exit(0)', 'guidelint: A thread ended before its work was done\n'],
    ['cannot be started', 'throw new Error("broken")', 'Internal error, please report it: broken\n'],
    ['throws', 'export default () => { throw new Error("broken") }', 'Internal error, please report it: broken\n'],
    [
      'crashes',
      'export default () => new Promise(() => setImmediate(() => { throw new Error("broken") }))',
      'Internal error, please report it: broken\n'
    ],
    [
      'runs out of memory',
      // V8 ends a thread where it calls or resumes a function; a loop without either, once optimised, would go on.
      'export default async () => { const all = []; for (;;) { all.push(new Array(1000).fill({})); await 0 } }',
      'guidelint: Cannot read: out of memory in a thread, expected smaller documents or --jobs 1\n'
    ]
  ])(
    'one that %s is one clear message',
    (_, worker, message) => {
      const cwd = write({'t.md': template, ...manyGuides(60)})
      const {status, stdout, stderr} = spawnSync(
        process.execPath,
        ['--max-old-space-size=64', buildWith(worker), '-t', 't.md', 'docs', '--no-cache', '--jobs', '3'],
        {cwd, encoding: 'utf8', timeout: 60_000}
      )
      expect({status, stdout, stderr}).toEqual({status: 2, stdout: '', stderr: message})
    },
    90_000
  )
})

const shell = (command: string, cwd: string) =>
  spawnSync('bash', ['-c', command.replaceAll('guidelint', `"${process.execPath}" "${main}" --no-cache`)], {
    cwd,
    encoding: 'utf8',
    timeout: 60_000
  })

describe('streams', () => {
  asPosix.each<[what: string, command: string, status: number, stderr: string]>([
    ['a pipe that is closed early', 'guidelint -t t.md docs -f json | head -c 1; exit ${PIPESTATUS[0]}', 1, ''],
    ['closed standard output', 'guidelint -t t.md docs >&-', 1, ''],
    ['closed standard error', 'guidelint -t t.md nowhere.md 2>&-', 2, ''],
    ['closed streams', 'guidelint -t t.md docs <&- >&- 2>&-', 1, ''],
    [
      'a pipe for messages that is closed early',
      '{ sleep 0.1; guidelint -t t.md nowhere.md; echo $? >status; } 2>&1 | true; while [ ! -s status ]; do sleep 0.1; done; exit $(cat status)',
      2,
      ''
    ]
  ])('%s', (_, command, status, stderr) => {
    const cwd = write({'t.md': template, ...manyGuides(3)})
    const run = shell(command, cwd)
    expect({status: run.status, stderr: run.stderr}).toEqual({status, stderr})
  })

  const withFull = existsSync('/dev/full') ? test : test.skip

  withFull.each([
    ['standard output', '>/dev/full', 'guidelint: Cannot write to standard output: ENOSPC\n'],
    ['the report', '-o /dev/full', '/dev/full: Cannot write: no space left\n']
  ])('a full disk for %s is status 2', (_, to, message) => {
    const {status, stderr} = shell(`guidelint -t t.md docs ${to}`, write({'t.md': template, 'docs/a.md': bad}))
    expect({status, stderr}).toEqual({status: 2, stderr: message})
  })

  test('a folder that is not there for the report is status 2', () => {
    const cwd = write({'t.md': template, 'a.md': bad})
    expect(guidelint(['-t', 't.md', 'a.md', '-o', 'nowhere/report.txt'], {cwd})).toEqual({
      status: 2,
      stdout: '',
      stderr: 'nowhere/report.txt: Cannot open: no such file\n'
    })
  })
})

describe('files', () => {
  asPosix('links that lead to themselves are named, and folders that hold themselves are walked once', () => {
    const cwd = write({'t.md': template, 'docs/a.md': bad})
    for (const name of ['loop.md', 'loop.yaml']) symlinkSync(name, path.join(cwd, name))
    symlinkSync('.', path.join(cwd, 'docs/docs'))
    expect(guidelint(['-t', 't.md', 'loop.md'], {cwd})).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^loop\.md: Cannot stat: a symbolic link that points to itself\n$/)
    })
    expect(guidelint(['-t', 'loop.md', 'docs'], {cwd})).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'loop.md:1:1: Unreadable template, expected a Markdown file: ELOOP\n'
    })
    expect(guidelint(['-c', 'loop.yaml', 'docs'], {cwd})).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^[^\n]*loop\.yaml: [^\n]*\n$/)
    })
    expect(guidelint(['-t', 't.md', 'docs', '-f', 'github'], {cwd}).stdout).not.toContain('docs/docs')
  })

  test('one that is too large is named, and the others are checked', () => {
    const cwd = write({'t.md': template, 'docs/a.md': bad, 'docs/large.md': ''})
    truncateSync(path.join(cwd, 'docs/large.md'), 3_000_000_000)
    const {status, stdout, stderr} = guidelint(['-t', 't.md', 'docs'], {cwd})
    expect({status, stderr}).toEqual({status: 2, stderr: 'docs/large.md: Cannot read: too large\n'})
    expect(stdout).toContain('docs/a.md')
  })

  asPosix('a current folder that is gone is named', () => {
    const cwd = write({'gone/a.md': bad})
    const {status, stderr} = spawnSync('bash', ['-c', `rm -r "$PWD"; "${process.execPath}" "${main}" a.md`], {
      cwd: path.join(cwd, 'gone'),
      encoding: 'utf8'
    })
    expect({status, stderr}).toEqual({status: 2, stderr: 'guidelint: Cannot open the current folder: no such folder\n'})
  })
})

/** A file system of its own; undefined where this user may mount none. */
function mounted(folder: string, options: string): (() => void) | undefined {
  mkdirSync(folder, {recursive: true})
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'none', folder]).status === 0
    ? () => void spawnSync('umount', [folder])
    : undefined
}

describe('a cache that cannot be written', () => {
  const canMount =
    process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0
  // Only the superuser may mount a full disk, or one that is read only.
  const withMount = canMount ? test : test.skip

  withMount.each([
    ['full', 'size=16k'],
    ['read only', 'size=1m,ro']
  ])('as its disk is %s, is none', (_, options) => {
    const cwd = write({'t.md': template, ...manyGuides(40)})
    const location = `${cwd}-disk`
    const unmount = mounted(location, options)
    if (!unmount) throw new Error('cannot mount')
    try {
      const args = ['-t', 't.md', 'docs', '-f', 'json']
      const fresh = guidelint([...args, '--no-cache'], {cwd})
      for (const name of ['', 'cache'])
        expect(guidelint([...args, '--cache-location', path.join(location, name)], {cwd})).toEqual(fresh)
      expect(
        readdirSync(location, {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.tmp'))
      ).toEqual([])
    } finally {
      unmount()
    }
  })
})
