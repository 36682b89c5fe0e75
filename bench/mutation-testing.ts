/**
 * Mutation testing (DeMillo, Lipton and Sayward, "Hints on Test Data Selection", 1978): puts one fault at a time into a
 * source, and counts how many the tests notice: fixtures, and test files that need no other process
 * (`mutation-suite.ts`). A mutant in an endless loop counts as noticed. Lists the mutants that no test noticed: each
 * shows behaviour that is not tested, or does not change behaviour.
 *
 *     npm run mutation-testing -- [--mutants 200] [--seed 1] [--seconds 3600] [--only src/align/claims.ts]
 *
 * --mutants  How many to try, drawn from all with the seed
 * --seconds  The time after which no other mutant is started
 * --only     The start of the paths of the sources; otherwise src/align, src/template and src/fix
 */
import {spawnSync} from 'node:child_process'
import {mkdirSync, readFileSync, readdirSync, rmSync} from 'node:fs'
import {createRequire} from 'node:module'
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

/** A node of a syntax tree, with the properties that are needed here. */
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

const {values} = parseArgs({
  options: {
    mutants: {type: 'string', default: '200'},
    seed: {type: 'string', default: '1'},
    seconds: {type: 'string', default: '3600'},
    only: {type: 'string', multiple: true, default: ['src/align/', 'src/template/', 'src/fix/']}
  }
})

/** The mutants of a source: changed operators, conditions, results, numbers and texts. */
function mutantsOf(file: string): readonly Mutant[] {
  const source = readFileSync(file, 'utf8')
  const mutants: Mutant[] = []
  const put: Put = ({start, end}, text) => {
    if (source.slice(start, end) !== text) mutants.push({file, start, end, text})
  }
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

type Put = (place: Pick<Node, 'start' | 'end'>, text: string) => void

function change(node: Node, source: string, put: Put): void {
  const {type} = node
  if (type === 'BinaryExpression' || type === 'LogicalExpression') changeOperator(node, source, put)
  if (type === 'UnaryExpression' && node['operator'] === '!') put({start: node.start, end: node.start + 1}, '')
  if (type === 'IfStatement' || type === 'ConditionalExpression')
    for (const text of ['true', 'false']) put(node['test'] as Node, text)
  if (type === 'ReturnStatement' && isNode(node['argument'])) put(node['argument'], 'undefined')
  if (type === 'CallExpression') changeMethod(node, put)
  if (type === 'Literal') changeLiteral(node, put)
}

function changeOperator(node: Node, source: string, put: Put): void {
  const [left, right, operator] = [node['left'] as Node, node['right'] as Node, String(node['operator'])]
  const other = operators[operator]
  const between = {start: left.end, end: right.start}
  if (other)
    put(
      between,
      source.slice(between.start, between.end).replace(operator, () => other)
    )
}

function changeMethod(node: Node, put: Put): void {
  const {property} = node['callee'] as {readonly property?: Node}
  const other = property?.type === 'Identifier' ? methods[String(property['name'])] : undefined
  if (property && other) put(property, other)
}

function changeLiteral(node: Node, put: Put): void {
  const {value} = node as {readonly value?: unknown}
  if (typeof value === 'boolean') put(node, String(!value))
  if (typeof value === 'number') put(node, String(value + 1))
  if (typeof value === 'string') put(node, value === '' ? "'mutant'" : "''")
}

const globals = path.resolve('bench/mutation-globals.ts')

/** The path of the real `expect`, in the version of the test runner. */
const realExpect = path.join(
  path.dirname(createRequire(createRequire(import.meta.url).resolve('@jest/globals')).resolve('expect')),
  'index.mjs'
)

/** Bundle the suite, with one source changed, into a file below `dist`, from where packages are found. */
async function bundled(mutant: Mutant, output: string): Promise<void> {
  const file = path.resolve(mutant.file)
  await build({
    entryPoints: ['bench/mutation-suite.ts'],
    outfile: output,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    // Test files are imported only for their side effects.
    ignoreAnnotations: true,
    define: {'import.meta.dirname': JSON.stringify(path.resolve('__tests__'))},
    plugins: [
      {
        name: 'mutant',
        setup: (bundler) => {
          bundler.onResolve({filter: /^@jest\/globals$/}, ({importer}) =>
            importer === globals ? {path: realExpect, external: true} : {path: globals}
          )
          // Modules that start processes.
          bundler.onResolve({filter: /\/(?:warm-)?command-line\.ts$|\/guides-with-history\.ts$/}, () => ({
            path: globals
          }))
          bundler.onLoad({filter: /\.ts$/}, ({path: loaded}) =>
            loaded === file ? {contents: changed(mutant), loader: 'ts'} : undefined
          )
        }
      }
    ]
  })
}

function changed({file, start, end, text}: Mutant): string {
  const source = readFileSync(file, 'utf8')
  return source.slice(0, start) + text + source.slice(end)
}

const suite = path.resolve('dist/mutants/suite.js')

/** What the suite notices a mutant by, within a time in milliseconds; undefined if it does not notice it. */
function noticedBy(time: number): string | undefined {
  const {status, stdout} = spawnSync(process.execPath, [suite], {
    timeout: time,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  })
  if (status === 0) return undefined
  return status === null ? 'no end' : stdout.trim() || 'an exception'
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

const [sample] = drawn
if (!sample) throw new Error('No source has anything to change')
mkdirSync(path.dirname(suite), {recursive: true})
await bundled({...sample, text: readFileSync(sample.file, 'utf8').slice(sample.start, sample.end)}, suite)
const start = Date.now()
const already = noticedBy(600_000)
if (already !== undefined) throw new Error(`The suite fails without a mutant: ${already}`)
const took = Date.now() - start
say(`The suite takes ${(took / 1000).toFixed(1)} s`)

// Other work of the machine may take most of the time.
const patience = 20_000 + 10 * took
const until = Date.now() + Number(values.seconds) * 1000
const counts = new Map<string, number>()
let tried = 0
for (const mutant of drawn) {
  if (Date.now() >= until) break
  tried++
  await bundled(mutant, suite)
  const by = noticedBy(patience)
  if (by === undefined) say(described(mutant))
  else {
    const kind = ['test files', 'no end', 'an exception'].includes(by) ? by : 'fixtures'
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
}
rmSync(path.dirname(suite), {recursive: true, force: true})
const noticed = [...counts.values()].reduce((sum, count) => sum + count, 0)
const kinds = Array.from(counts, ([kind, count]) => `${count} by ${kind}`).join(', ')
say(`${tried} tried, ${noticed} noticed (${Math.round((noticed / tried) * 100)} %): ${kinds}`)
