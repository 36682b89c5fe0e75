/**
 * Precision: runs all rules (strict) over real documents with their template, and prints how many findings each rule
 * has in how many files. With a number, it also prints a random sample of so many findings for each rule, to be judged
 * by reading; the same seed gives the same sample.
 *
 *     npm run precision -- <folder with template.md and docs> [sample size] [seed]
 */
import {readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {createLinter} from '../src/linter.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'

const [folder = '../shared/corpora/eip', size = '0', seed = '1'] = process.argv.slice(2)
const cwd = path.resolve(folder)
const lint = createLinter({
  rules,
  parse: parseByRemark,
  configuration: {preset: 'strict', templates: [{template: 'template.md'}]},
  cwd
})

const names = readdirSync(path.join(cwd, 'docs'), {recursive: true, encoding: 'utf8'})
  .filter((name) => name.endsWith('.md'))
  .toSorted((a, b) => (a < b ? -1 : 1))
const findings = names.flatMap((name) => {
  const file = new VFile({
    cwd,
    path: path.join('docs', name),
    value: readFileSync(path.join(cwd, 'docs', name), 'utf8')
  })
  lint(file)
  return file.messages.map(({ruleId, line, column, reason, expected}) => ({
    name,
    ruleId,
    line,
    column,
    reason,
    expected
  }))
})

/** A generator of pseudo-random numbers between 0 and 1 (mulberry32). */
function random(state: number): () => number {
  let at = state
  return () => {
    at = (at + 0x6d2b79f5) | 0
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const next = random(Number(seed))
process.stdout.write(`| rule | findings | files |\n| --- | --: | --: |\n`)
for (const {meta} of rules) {
  const own = findings.filter(({ruleId}) => ruleId === meta.id)
  process.stdout.write(`| ${meta.id} | ${own.length} | ${new Set(own.map(({name}) => name)).size} |\n`)
}
for (const {meta} of rules) {
  const own = findings.filter(({ruleId}) => ruleId === meta.id)
  const sample = own
    .map((finding) => ({finding, rank: next()}))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, Number(size))
  for (const {finding} of sample) process.stdout.write(`${JSON.stringify(finding)}\n`)
}
