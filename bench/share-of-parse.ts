/**
 * How much guidelint costs in addition to the parse: all documents of a corpus, in one process on one thread, are only
 * parsed, parsed and walked once, and checked by all rules. Rounds alternate, so that other work of the machine affects
 * all of them.
 *
 *     node dist/bench/share-of-parse.js native|remark <folder with template.md and docs> <rounds>
 */
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {createLinter} from '../src/linter.ts'
import {loadParser} from '../src/markdown/load-parser.ts'
import {markdownIn} from './corpora.ts'
import {median} from './measure.ts'
import {walk} from './walk.ts'

const [name, folder = '.', rounds = '5'] = process.argv.slice(2)
const cwd = path.resolve(folder)
const {parse} = await loadParser(name === 'remark' ? 'remark' : 'native')
const documents = markdownIn(path.join(cwd, 'docs')).map((file) => ({
  path: path.relative(cwd, file),
  value: readFileSync(file, 'utf8')
}))
const lint = createLinter({
  rules,
  parse,
  configuration: {preset: 'strict', templates: [{template: 'template.md'}]},
  cwd
})

type Document = (typeof documents)[number]

/** The processor time of an action over documents, in seconds. */
async function timeOf(
  action: (document: Document) => unknown,
  among: readonly Document[] = documents
): Promise<number> {
  const before = process.cpuUsage()
  for (const [index, document] of among.entries()) {
    action(document)
    // The native parser only frees memory between turns of the event loop.
    if (index % 10 === 9) await setImmediate()
  }
  const {user, system} = process.cpuUsage(before)
  return (user + system) / 1e6
}

function check(document: Document): void {
  lint(new VFile({...document, cwd}))
}

// Warm up, since compilation would otherwise count for the first round.
await timeOf(check, documents.slice(0, 100))
const times: Array<{parse: number; walk: number; check: number}> = []
for (let round = 0; round < Number(rounds); round++) {
  times.push({
    parse: await timeOf(({value}) => parse(value)),
    walk: await timeOf(({value}) => walk(parse(value))),
    check: await timeOf(check)
  })
}
const medians = {
  parse: median(times.map((round) => round.parse)),
  walk: median(times.map((round) => round.walk)),
  check: median(times.map((round) => round.check)),
  ratio: median(times.map((round) => round.check / round.walk))
}
process.stdout.write(`${JSON.stringify(medians)}\n`)
