import {spawnSync} from 'node:child_process'
import {existsSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import type {Corpus} from './corpora.ts'
import type {Command, Contestant} from './measure.ts'

const root = path.resolve(import.meta.dirname, '../..')
const bench = path.join(root, 'bench')
const packages = path.join(bench, 'node_modules')
const node = process.execPath
const main = path.join(root, 'dist/src/cli/main.js')

/** Install what guidelint is measured against, once, in the versions of bench/package.json. */
export function installPeers(tell: (text: string) => void): void {
  if (Object.entries(peers()).every(([name, version]) => installedVersion(name) === version)) return
  tell('installing what guidelint is measured against')
  const {status} = spawnSync('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund'], {
    cwd: bench,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32'
  })
  if (status !== 0) throw new Error('npm install in bench failed')
}

function peers(): Readonly<Record<string, string>> {
  return (JSON.parse(readFileSync(path.join(bench, 'package.json'), 'utf8')) as {dependencies: Record<string, string>})
    .dependencies
}

function installedVersion(name: string): string | undefined {
  const file = path.join(packages, name, 'package.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as {version: string}).version : undefined
}

/** Everything that takes part, with its version. */
export function versions(): ReadonlyArray<readonly [name: string, version: string]> {
  const own = ['satteri', 'remark-parse'].map(
    (name) =>
      [
        name,
        (JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')) as {version: string})
          .version
      ] as const
  )
  const {version} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {version: string}
  return [['guidelint', version], ...own, ...Object.entries(peers())]
}

/** The command that runs guidelint with `args`. */
export function guidelint(args: readonly string[], cwd: string, cache?: string): Command {
  return {argv: [node, main, ...args, ...(cache === undefined ? ['--no-cache'] : ['--cache-location', cache])], cwd}
}

/** The path of rumdl's binary, so that the start-up time of Node.js does not count. */
function rumdl(): string {
  const scope = path.join(packages, '@rumdl')
  const [platform = ''] = readdirSync(scope)
  return path.join(scope, platform, process.platform === 'win32' ? 'rumdl.exe' : 'rumdl')
}

/**
 * The rules of other linters that check the same things as guidelint: headings, links within the document, tables,
 * links to files.
 */
const alike = ['MD043', 'MD051', 'MD055', 'MD056', 'MD057']

function headingsOf(template: string): readonly string[] {
  return Array.from(readFileSync(template, 'utf8').matchAll(/^#{1,6} .*$/gm), ([heading]) => heading.trimEnd())
}

function pluginAt(name: string): string {
  return path.join(packages, name, 'index.js')
}

/**
 * Write the configurations of the other linters into a corpus, with the headings of its template where they have an
 * option for these.
 */
export function configurePeers({folder}: Corpus): void {
  const headings = headingsOf(path.join(folder, 'template.md'))
  writeFileSync(path.join(folder, 'rumdl.toml'), `[MD043]\nheadings = ${JSON.stringify(headings)}\n`)
  writeFileSync(
    path.join(folder, 'peer.markdownlint-cli2.jsonc'),
    JSON.stringify({config: {default: false, MD043: {headings}, MD051: true, MD055: true, MD056: true}})
  )
  const plugins = [
    ...['remark-frontmatter', 'remark-gfm', 'remark-preset-lint-recommended'].map((name) => pluginAt(name)),
    [pluginAt('remark-validate-links'), {repository: false}]
  ]
  writeFileSync(path.join(folder, 'peer.remarkrc.json'), JSON.stringify({plugins}))
}

function rumdlOver(what: string, folder: string, cache?: string): Command {
  return {
    argv: [
      rumdl(),
      'check',
      '--config',
      'rumdl.toml',
      '--enable',
      alike.join(','),
      ...(cache === undefined ? ['--no-cache'] : ['--cache-dir', cache]),
      what
    ],
    cwd: folder
  }
}

function markdownlintOver(what: string, folder: string): Command {
  return {
    argv: [
      node,
      path.join(packages, 'markdownlint-cli2/markdownlint-cli2-bin.mjs'),
      '--config',
      'peer.markdownlint-cli2.jsonc',
      what
    ],
    cwd: folder
  }
}

function remarkOver(what: string, folder: string): Command {
  return {
    argv: [
      node,
      path.join(packages, 'remark-cli/cli.js'),
      '--no-config',
      '--rc-path',
      'peer.remarkrc.json',
      '--no-stdout',
      what
    ],
    cwd: folder
  }
}

function parserOver(name: 'native' | 'remark', folder: string): Command {
  return {argv: [node, path.join(root, 'dist/bench/parse-all.js'), name, 'docs'], cwd: folder}
}

const strict = ['--template', 'template.md', '--preset', 'strict', 'docs']

/** Everything that is measured over a corpus. The others are compared with guidelint without its cache. */
export function contestantsFor({folder}: Corpus): readonly Contestant[] {
  const [own, other] = [`${folder}.cache-guidelint`, path.join(folder, '.cache-rumdl')]
  return [
    {name: 'guidelint, no cache', command: guidelint(strict, folder)},
    {
      name: 'guidelint, first run with a cache',
      command: guidelint(strict, folder, own),
      prepare: () => rmSync(own, {recursive: true, force: true})
    },
    {name: 'guidelint, second run', command: guidelint(strict, folder, own)},
    {name: 'guidelint, no cache, one thread', command: guidelint([...strict, '--jobs', '1'], folder)},
    {name: 'satteri alone', command: parserOver('native', folder)},
    {name: 'rumdl, no cache', command: rumdlOver('docs', folder)},
    {
      name: 'rumdl, first run with a cache',
      command: rumdlOver('docs', folder, other),
      prepare: () => rmSync(other, {recursive: true, force: true})
    },
    {name: 'rumdl, second run', command: rumdlOver('docs', folder, other)},
    {name: 'markdownlint-cli2', command: markdownlintOver('docs/**/*.md', folder)},
    {name: 'remark-parse alone', command: parserOver('remark', folder)},
    {name: 'guidelint --parser remark, no cache', command: guidelint([...strict, '--parser', 'remark'], folder)},
    {name: 'remark-cli', command: remarkOver('docs', folder)}
  ]
}

/** Contestants for start-up time: a folder with one small guide. */
export function startersFor({folder}: Corpus): readonly Contestant[] {
  const cache = `${folder}.cache-guidelint`
  const one = ['--template', 'template.md', 'guide.md']
  return [
    {name: 'node -e 0', command: {argv: [node, '-e', '0'], cwd: folder}},
    {name: 'guidelint --version', command: guidelint(['--version'], folder)},
    {name: 'guidelint guide.md, no cache', command: guidelint(one, folder)},
    {name: 'guidelint guide.md, second run', command: guidelint(one, folder, cache)},
    {name: 'rumdl guide.md', command: rumdlOver('guide.md', folder)},
    {name: 'markdownlint-cli2 guide.md', command: markdownlintOver('guide.md', folder)},
    {name: 'remark guide.md', command: remarkOver('guide.md', folder)}
  ]
}

/** Seconds of processor time. */
export interface ShareOfParse {
  readonly parse: number
  /** Parsing and visiting each node once. */
  readonly walk: number
  readonly check: number
  /** The ratio of the check to parsing and visiting. */
  readonly ratio: number
}

/** Measure rules and parser on one thread, for one corpus. */
export function shareOfParse(name: 'native' | 'remark', {folder}: Corpus, rounds: number): ShareOfParse {
  const {status, stdout, stderr} = spawnSync(
    node,
    [path.join(root, 'dist/bench/share-of-parse.js'), name, folder, String(rounds)],
    {encoding: 'utf8'}
  )
  if (status !== 0) throw new Error(`share-of-parse ended with ${status}: ${stderr}`)
  return JSON.parse(stdout) as ShareOfParse
}
