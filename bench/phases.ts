/**
 * Where the time goes: the documents of a corpus are checked in one process on one thread, and the processor time of
 * each phase is measured. The first pass includes compilation; the hot pass is the last of four; allocations are
 * measured in a fifth. Prints a Markdown table for each corpus; each corpus is measured in its own process.
 *
 *     npm run bench:phases [-- folder with template.md and docs ...]
 */
import {spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {getHeapStatistics, setFlagsFromString} from 'node:v8'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {align} from '../src/align/align.ts'
import {findLeftovers} from '../src/align/leftovers.ts'
import {fileOf, reportOf} from '../src/check/file-report.ts'
import {switchedOff} from '../src/comment-control.ts'
import {activeRules} from '../src/config/active-rules.ts'
import {linkedFilesOf} from '../src/config/linked-files.ts'
import {loadTemplate} from '../src/config/template-cache.ts'
import {loadParser} from '../src/markdown/load-parser.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {json} from '../src/report/json.ts'
import {runRule, withoutStacks} from '../src/rule.ts'
import {corporaIn, markdownIn, usualCorpora} from './corpora.ts'

const given = process.argv.slice(2)
const folders = given.length > 0 ? given : usualCorpora
const passes = 4
const reporting = {quiet: true, hasColors: false, isVerbose: false, width: 120, version: '', rules: []}

/** What a phase has cost so far. */
interface Cost {
  /** Microseconds of processor time. */
  time: number
  /** Bytes. */
  allocated: number
}

type Costs = Map<string, Cost>

/** Does a piece of work and adds its cost to a phase. */
type Phase = <Result>(name: string, work: () => Result) => Result

function timedIn(costs: Costs): Phase {
  return (name, work) => {
    const before = process.cpuUsage()
    const result = work()
    const {user, system} = process.cpuUsage(before)
    costOf(costs, name).time += user + system
    return result
  }
}

/**
 * Measures allocations. Objects that are collected meanwhile are not counted; they are few if there is room for many
 * new objects.
 */
function weighedIn(costs: Costs): Phase {
  return (name, work) => {
    const before = getHeapStatistics().used_heap_size
    const result = work()
    costOf(costs, name).allocated += Math.max(0, getHeapStatistics().used_heap_size - before)
    return result
  }
}

function costOf(costs: Costs, name: string): Cost {
  const cost = costs.get(name) ?? {time: 0, allocated: 0}
  costs.set(name, cost)
  return cost
}

async function checkAll(folder: string): Promise<{first: Costs; hot: Costs; findings: number}> {
  const {parse} = await loadParser('native')
  const files = markdownIn(path.join(folder, 'docs'))
  const active = activeRules(rules, [{preset: 'strict'}])
  const pass = async (phase: Phase) => {
    const schema = phase('reading the template', () => loadTemplate(path.join(folder, 'template.md'), folder, parse))
    let findings = 0
    for (const name of files) {
      const text = phase('reading files', () => readFileSync(name, 'utf8'))
      const tree = phase('native parse with its objects', () => parse(text))
      const document = phase('walk to a document', () => readDocument(tree, text))
      const alignment = phase('alignment', () => align(schema, document))
      const leftovers = phase('leftovers', () => findLeftovers(alignment))
      const linkedFiles = phase('reading files', () => linkedFilesOf(name, folder, parse))
      const file = new VFile({path: path.relative(folder, name), cwd: folder, value: text})
      const analysis = {document: alignment.document, schema, alignment, leftovers, linkedFiles}
      file.data.guidelint = analysis
      for (const rule of active) phase(rule.rule.meta.id, () => withoutStacks(() => runRule(rule, analysis, file)))
      phase('comments that switch rules', () => {
        const isOff = switchedOff(document)
        file.messages = file.messages.filter((message) => !isOff(message))
      })
      const report = phase('report', () => reportOf(file, 'template'))
      phase('report', () => json([fileOf(report)], reporting))
      findings += report.findings.length
      await setImmediate()
    }
    return findings
  }
  const first: Costs = new Map()
  let hot: Costs = new Map()
  let findings = 0
  for (let round = 0; round < passes; round++) {
    hot = new Map()
    findings = await pass(timedIn(round === 0 ? first : hot))
  }
  const weights: Costs = new Map()
  await pass(weighedIn(weights))
  for (const [name, {allocated}] of weights) costOf(hot, name).allocated = allocated
  return {first, hot, findings}
}

function tableOf({first, hot}: {readonly first: Costs; readonly hot: Costs}): string {
  const sum = (costs: Costs): Cost => ({
    time: Array.from(costs.values()).reduce((total, {time}) => total + time, 0),
    allocated: Array.from(costs.values()).reduce((total, {allocated}) => total + allocated, 0)
  })
  const rows = [
    ...Array.from(hot, ([name, cost]) => [name, first.get(name), cost] as const),
    ['all', sum(first), sum(hot)] as const
  ]
  return [
    '| phase | first, ms | hot, ms | allocated, MB |',
    '| --- | --: | --: | --: |',
    ...rows.map(
      ([name, cold, {time, allocated}]) =>
        `| ${name} | ${Math.round((cold?.time ?? 0) / 1000)} | ${Math.round(time / 1000)} | ${(allocated / 1e6).toFixed(1)} |`
    )
  ].join('\n')
}

const [only, ...others] = corporaIn(folders, (text) => process.stderr.write(`${text}\n`))
if (only && others.length === 0) {
  setFlagsFromString('--max-semi-space-size=64')
  const costs = await checkAll(only.folder)
  process.stdout.write(
    `### ${only.name}: ${markdownIn(path.join(only.folder, 'docs')).length} files, ${costs.findings} findings\n\n${tableOf(costs)}\n`
  )
} else
  for (const [index, {folder}] of (only ? [only, ...others] : []).entries()) {
    if (index > 0) process.stdout.write('\n')
    spawnSync(process.execPath, [import.meta.filename, folder], {stdio: 'inherit'})
  }
