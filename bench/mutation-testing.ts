/**
 * Mutation testing: puts a fault into a source at a time, and counts which the tests notice (DeMillo, Lipton and Sayward,
 * "Hints on Test Data Selection", 1978). First all fixtures are tried, in one process; what they do not notice is tried by
 * the test files that are named, in a copy of the project. A mutant that ends in an endless loop is noticed, too. Lists those
 * that nothing noticed: each is a place where behaviour is not tested, or a fault that changes none.
 *
 *     npm run mutation-testing -- [--mutants 200] [--seed 1] [--seconds 3600] [--only src/align/claims.ts] [--fixtures-only]
 *
 * --mutants        How many are tried, drawn from all by the seed
 * --seconds        After this no other is begun
 * --only           Mutants of sources whose paths start so; otherwise of src/align, src/template and src/fix
 * --fixtures-only  Without the test files
 */
import {spawnSync} from 'node:child_process'
import {cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {parseArgs} from 'node:util'
import {build} from 'esbuild'
import fc from 'fast-check'
import {parseSync} from 'oxc-parser'

/** A change of a source. */
interface Mutant {
  readonly file: string
  /** UTF-16 offsets of the text that is replaced. */
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A node of a syntax tree, as far as mutants are made of it. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

const operators: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
  '??': '&&'
}

const methods: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  max: 'min',
  min: 'max',
  find: 'findLast',
  findIndex: 'findLastIndex',
  indexOf: 'lastIndexOf'
}

/** Files of tests that import sources themselves. */
const testFiles = ['align', 'template', 'insertion', 'fix'].map((name) => `__tests__/${name}.test.ts`)

const {values} = parseArgs({
  options: {
    mutants: {type: 'string', default: '200'},
    seed: {type: 'string', default: '1'},
    seconds: {type: 'string', default: '3600'},
    only: {type: 'string', multiple: true, default: ['src/align/', 'src/template/', 'src/fix/']},
    'fixtures-only': {type: 'boolean', default: false}
  }
})

/** What can be changed in a source: operators, conditions, results, numbers and texts. */
function mutantsOf(file: string): readonly Mutant[] {
  const source = readFileSync(file, 'utf8')
  const mutants: Mutant[] = []
  const put = ({start, end}: Pick<Node, 'start' | 'end'>, text: string) => mutants.push({file, start, end, text})
  const visit = (node: Node): void => {
    if (node.type.startsWith('TS') || node.type === 'ImportDeclaration') return
    change(node, source, put)
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child)
    }
  }
  visit(parseSync(file, source).program as unknown as Node)
  return mutants
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

function change(node: Node, source: string, put: (place: Pick<Node, 'start' | 'end'>, text: string) => void): void {
  const [left, right] = [node['left'] as Node, node['right'] as Node]
  const operator = operators[String(node['operator'])]
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
      if (operator)
        put(
          {start: left.end, end: right.start},
          source.slice(left.end, right.start).replace(String(node['operator']), () => operator)
        )
      break
    case 'UnaryExpression':
      if (node['operator'] === '!') put({start: node.start, end: node.start + 1}, '')
      break
    case 'IfStatement':
    case 'ConditionalExpression':
      for (const text of ['true', 'false']) put(node['test'] as Node, text)
      break
    case 'ReturnStatement':
      if (node['argument']) put(node['argument'] as Node, 'undefined')
      break
    case 'CallExpression': {
      const {property} = node['callee'] as {readonly property?: Node}
      const other = property?.type === 'Identifier' ? methods[String(property['name'])] : undefined
      if (property && other) put(property, other)
      break
    }
    case 'Literal':
      if (typeof node['value'] === 'boolean') put(node, String(!node['value']))
      if (typeof node['value'] === 'number') put(node, String(node['value'] + 1))
      if (typeof node['value'] === 'string') put(node, node['value'] === '' ? "'mutant'" : "''")
      break
    default:
  }
}

/** Join the suite with one source changed into a file below `dist`, from which packages are found. */
async function bundled({file, ...mutant}: Mutant, output: string): Promise<void> {
  await build({
    entryPoints: ['bench/mutation-suite.ts'],
    outfile: output,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    plugins: [
      {
        name: 'mutant',
        setup: ({onLoad}) =>
          onLoad({filter: /\.ts$/}, ({path: loaded}) =>
            loaded === path.resolve(file) ? {contents: changed({file, ...mutant}), loader: 'ts'} : undefined
          )
      }
    ]
  })
}

function changed({file, start, end, text}: Mutant): string {
  const source = readFileSync(file, 'utf8')
  return source.slice(0, start) + text + source.slice(end)
}

const scratch = mkdtempSync(path.join(tmpdir(), 'guidelint-mutants-'))
const suite = path.resolve('dist/mutants/suite.js')

/** Whether the suite notices; so many milliseconds are enough for it. */
function isNoticedBySuite(time: number): boolean {
  const {status, signal} = spawnSync(process.execPath, [suite], {timeout: time, killSignal: 'SIGKILL', stdio: 'ignore'})
  return status !== 0 || signal !== null
}

/** Whether one of the test files fails with a mutant, in the copy. */
function isNoticedByTests(mutant: Mutant, time: number): boolean {
  const copy = path.join(scratch, mutant.file)
  writeFileSync(copy, changed(mutant))
  const {status, signal} = spawnSync(
    process.execPath,
    ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--ci', '--runInBand', '--bail', ...testFiles],
    {cwd: scratch, timeout: time, killSignal: 'SIGKILL', stdio: 'ignore'}
  )
  cpSync(mutant.file, copy)
  return status !== 0 || signal !== null
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function described(mutant: Mutant): string {
  const source = readFileSync(mutant.file, 'utf8')
  const from = source.lastIndexOf('\n', mutant.start - 1) + 1
  const to = source.indexOf('\n', mutant.end)
  const line = source.slice(0, mutant.start).split('\n').length
  return `${mutant.file}:${line}\n  - ${source.slice(from, to).trim()}\n  + ${(source.slice(from, mutant.start) + mutant.text + source.slice(mutant.end, to)).trim()}`
}

const all = values.only
  .flatMap((start) => {
    const folder = start.endsWith('.ts') ? path.dirname(start) : start
    return readdirSync(folder, {recursive: true, encoding: 'utf8'}).map((name) => path.join(folder, name))
  })
  .filter((file) => file.endsWith('.ts') && values.only.some((start) => file.startsWith(path.normalize(start))))
  .toSorted((a, b) => (a < b ? -1 : 1))
  .flatMap((file) => mutantsOf(file))
const most = Math.min(Number(values.mutants), all.length)
const [drawn = []] = fc.sample(fc.shuffledSubarray(all, {minLength: most, maxLength: most}), {
  seed: Number(values.seed),
  numRuns: 1
})
say(`${all.length} mutants, of which ${drawn.length} are tried`)

mkdirSync(path.dirname(suite), {recursive: true})
for (const name of ['src', 'rules', 'fixtures', 'bench', '__tests__', 'docs', 'package.json'])
  cpSync(name, path.join(scratch, name), {recursive: true})
symlinkSync(path.resolve('node_modules'), path.join(scratch, 'node_modules'), 'junction')

/** How long the suite takes as it is, in milliseconds. */
async function timeOf(work: () => boolean, name: string): Promise<number> {
  const start = Date.now()
  if (work()) throw new Error(`${name} fails without a mutant`)
  return Date.now() - start
}

const [sample] = drawn
if (!sample) throw new Error('No source has anything to change')
const unchanged = {...sample, text: readFileSync(sample.file, 'utf8').slice(sample.start, sample.end)}
await bundled(unchanged, suite)
// What the machine does beside it may double it.
const patience = 10_000 + 10 * (await timeOf(() => isNoticedBySuite(600_000), 'The suite'))
const patienceOfTests = values['fixtures-only']
  ? 0
  : 30_000 + 5 * (await timeOf(() => isNoticedByTests(unchanged, 600_000), 'A test file'))

const until = Date.now() + Number(values.seconds) * 1000
const counts = {tried: 0, bySuite: 0, byTests: 0}
for (const mutant of drawn) {
  if (Date.now() >= until) break
  counts.tried++
  await bundled(mutant, suite)
  if (isNoticedBySuite(patience)) counts.bySuite++
  else if (!values['fixtures-only'] && isNoticedByTests(mutant, patienceOfTests)) counts.byTests++
  else say(described(mutant))
}
rmSync(scratch, {recursive: true, force: true})
rmSync(path.dirname(suite), {recursive: true, force: true})
const noticed = counts.bySuite + counts.byTests
say(
  `${counts.tried} tried: ${noticed} noticed (${Math.round((noticed / counts.tried) * 100)} %), ${counts.bySuite} by fixtures, ${counts.byTests} by ${testFiles.length} test files; ${counts.tried - noticed} not`
)
