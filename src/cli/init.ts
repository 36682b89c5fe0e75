import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {createInterface} from 'node:readline/promises'
import {stringify} from 'yaml'
import {UsageError} from '../check/failure.ts'
import {inLines} from '../report/escape.ts'
import {version} from './version.ts'

/** The options of `guidelint init`. */
export interface InitOptions {
  readonly template?: string
  readonly yes?: boolean
  readonly force?: boolean
}

interface NewFile {
  readonly name: string
  readonly text: string
}

/**
 * Show the files that a repository needs, and write those that are not there yet, once somebody agrees.
 *
 * @returns The exit status: 0 where they are written, 1 where nobody agreed.
 * @throws {UsageError} Where there is no template.
 */
export async function init({template, yes = false, force = false}: InitOptions): Promise<0 | 1> {
  const files = [configurationFor(await templatesFor(template)), remarkConfiguration(), hooks(), workflow()]
  const isKept = ({name}: NewFile) => !force && existsSync(name)
  for (const file of files) process.stdout.write(inLines(shown(file, isKept(file))))
  const wanted = files.filter((file) => !isKept(file))
  if (wanted.length === 0 || !(yes || (await isAgreed(wanted.length)))) {
    process.stdout.write('Nothing was written\n')
    return wanted.length === 0 ? 0 : 1
  }
  for (const file of wanted) write(file, force)
  process.stdout.write(`Written: ${wanted.map(({name}) => name).join(', ')}\n`)
  return 0
}

async function templatesFor(named: string | undefined): Promise<readonly string[]> {
  if (named !== undefined && !existsSync(named)) throw new UsageError(`${named}: no such file`)
  const templates = named === undefined ? await findTemplates() : [named]
  if (templates.length === 0) throw new UsageError('No template found in templates, docs/templates or *template*.md, name one with --template')
  return templates
}

/** Templates where people keep them; the nearest to the root first. */
async function findTemplates(): Promise<readonly string[]> {
  const {glob} = await import('tinyglobby')
  const patterns = ['templates/*.md', 'docs/templates/*.md', '*template*.md', '*TEMPLATE*.md', 'docs/*template*.md']
  const found = await glob(patterns, {ignore: ['**/node_modules/**', '**/README.md'], expandDirectories: false})
  return [...new Set(found)].toSorted((a, b) => (a < b ? -1 : 1))
}

function configurationFor(templates: readonly string[]): NewFile {
  const documents = existsSync('docs') ? 'docs/**/*.md' : '**/*.md'
  const mappings = templates.map((template, index) => ({template, files: index === 0 ? [documents] : []}))
  const more = templates.length > 1 ? '# Say below which documents each template is for; of several that fit, the first counts.\n' : ''
  return {name: '.guidelintrc.yaml', text: `${more}${stringify({templates: mappings, preset: 'recommended'})}`}
}

/** The package's own example. */
function remarkConfiguration(): NewFile {
  return {name: '.remarkrc.yaml', text: readFileSync(new URL('../../../.remarkrc.example', import.meta.url), 'utf8')}
}

function hooks(): NewFile {
  const text = `repos:
  - repo: https://github.com/guidelint/guidelint
    rev: v${version}
    hooks:
      - id: guidelint
`
  return {name: '.pre-commit-config.yaml', text}
}

function workflow(): NewFile {
  const text = `name: Guides
on: pull_request
permissions:
  contents: read
jobs:
  guidelint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - uses: guidelint/guidelint@v0
        with:
          files: ${existsSync('docs') ? 'docs' : '.'}
`
  return {name: '.github/workflows/guides.yml', text}
}

function shown({name, text}: NewFile, isKept: boolean): string {
  return isKept ? `== ${name} is there and stays as it is\n\n` : `== ${name}\n${text}\n`
}

async function isAgreed(count: number): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError('Nobody to ask, expected --yes to write these files')
  const terminal = createInterface({input: process.stdin, output: process.stdout})
  const answer = await terminal.question(`Write ${count === 1 ? 'this file' : `these ${count} files`}? [y/N] `)
  terminal.close()
  return /^y(?:es)?$/i.test(answer.trim())
}

/** What came to be there in the meantime stays, too. */
function write({name, text}: NewFile, force: boolean): void {
  mkdirSync(path.dirname(name), {recursive: true})
  writeFileSync(name, text, {flag: force ? 'w' : 'wx'})
}
