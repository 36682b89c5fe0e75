/**
 * How much guidelint costs beside the parse: all documents of a corpus, in one process, first parsed by remark-parse
 * with GFM alone and then checked by all rules. Rounds alternate, so that what else the machine does falls on both.
 *
 *     npm run bench [folder of the corpus, with template.md and docs]
 */
import {readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {createLinter} from '../src/linter.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'

const rounds = 5
const folder = path.resolve(process.argv[2] ?? '../shared/corpora/eip')

const documents = readdirSync(path.join(folder, 'docs'), {recursive: true, encoding: 'utf8'})
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({name: path.join('docs', name), text: readFileSync(path.join(folder, 'docs', name), 'utf8')}))

const processor = unified().use(remarkParse).use(remarkGfm).freeze()
const lint = createLinter({rules, parse: parseByRemark, configuration: {preset: 'strict', templates: [{template: 'template.md'}]}, cwd: folder})

function parseAll(): void {
  for (const {text} of documents) processor.parse(text)
}

function checkAll(): void {
  for (const {name, text} of documents) lint(new VFile({path: name, cwd: folder, value: text}))
}

/** Milliseconds that this process worked. */
function timeOf(action: () => void): number {
  const before = process.cpuUsage()
  action()
  const {user, system} = process.cpuUsage(before)
  return (user + system) / 1000
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

const times = Array.from({length: rounds}, () => ({parse: timeOf(parseAll), check: timeOf(checkAll)}))
const parse = median(times.map((round) => round.parse))
const check = median(times.map((round) => round.check))
process.stdout.write(`${documents.length} documents, ${rounds} rounds, medians of CPU time
parse alone  ${(parse / 1000).toFixed(2)} s
all rules    ${(check / 1000).toFixed(2)} s, parse included
ratio        ${(check / parse).toFixed(2)}
`)
