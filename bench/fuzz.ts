/**
 * Tests properties that must hold for every template and document on generated and on changed ones, makes failing cases
 * smaller, and prints them. Ends with 1 if any case fails. The changed ones come from `bench/fuzz-corpus`, old fixtures
 * that nobody edits, so that a seed always means the same cases.
 *
 *     npm run fuzz -- [--seconds 60] [--seed 1] [--seeds 5] [--documents folder ...] [--keep]
 *
 * --seeds      How many seeds to try, of 20 cases each; without it, as many as there is time for
 * --documents  More folders of templates and documents: each template.md with the Markdown below it
 * --keep       Write failing cases to fixtures/fuzz, where a test tries them again
 */
import {type ChildProcess, fork, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {keepCase} from './fuzz-fixtures.ts'
import type {Case} from './fuzz-properties.ts'
import {reduced} from './fuzz-reduce.ts'
import type {FuzzFinding, FuzzMessage, FuzzSettings} from './fuzz-run.ts'

/** A case that takes more processor time than this hangs, in milliseconds. */
const patience = 60_000

/** A case that takes longer than this by the clock hangs too, even if it uses no processor time. */
const patienceByClock = 600_000

/** How many smaller cases are tried for one that hangs, and how many milliseconds each may take. */
const attemptsAtHang = 30
const patienceWithAttempt = 15_000

/** The most memory that the process may have on its heap, in megabytes. */
const mostMemory = 512

const module = fileURLToPath(new URL('fuzz-run.js', import.meta.url))
const root = fileURLToPath(new URL('.', import.meta.resolve('guidelint/package.json')))
const {values} = parseArgs({
  options: {
    seconds: {type: 'string', default: '60'},
    seed: {type: 'string', default: '1'},
    seeds: {type: 'string', default: 'Infinity'},
    documents: {type: 'string', multiple: true, default: []},
    keep: {type: 'boolean', default: false}
  }
})

const until = Date.now() + Number(values.seconds) * 1000
const last = Math.min(Number(values.seed) + Number(values.seeds) - 1, Number.MAX_SAFE_INTEGER)
const scratch = mkdtempSync(path.join(tmpdir(), 'guidelint-fuzz-'))
const current = path.join(scratch, 'case.json')
const findings: FuzzFinding[] = []
const counts = {cases: 0, bytes: 0, peak: 0, last: Number(values.seed) - 1}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function report(finding: FuzzFinding): void {
  findings.push(finding)
  const {property, fault, seed, template, document} = finding
  say(`
== ${property}, seed ${seed}
${fault}
-- template
${template}
-- document
${document}
--`)
  if (values.keep) say(`kept in ${path.relative(root, keepCase(path.join(root, 'fixtures/fuzz'), finding))}`)
}

/** Fuzz in a process of its own, starting at a seed, until the time is over, or a case hangs or ends the process. */
async function fuzzFrom(seed: number): Promise<void> {
  const settings: FuzzSettings = {
    seed,
    last,
    until,
    folders: [path.join(root, 'bench/fuzz-corpus'), ...values.documents.map((folder) => path.resolve(folder))],
    current,
    known: findings.map(({signature}) => signature)
  }
  writeFileSync(current, '')
  const child = fork(module, [JSON.stringify(settings)], {
    execArgv: [`--max-old-space-size=${mostMemory}`, '--max-semi-space-size=32']
  })
  let since = {start: 0, processorTime: 0}
  const watch = setInterval(() => {
    const start = statSync(current).mtimeMs
    const processorTime = processorTimeOf(child)
    if (start !== since.start) since = {start, processorTime}
    if (processorTime - since.processorTime > patience || Date.now() - start > patienceByClock) child.kill('SIGKILL')
  }, 1000)
  let hasEnded = false
  child.on('message', (message: FuzzMessage) => {
    if (message.type === 'finding') report(message.finding)
    if (message.type === 'end') {
      hasEnded = true
      counts.peak = Math.max(counts.peak, message.peak)
    }
    if (message.type === 'progress') {
      counts.cases += message.cases
      counts.bytes += message.bytes
      counts.last = message.seed
    }
  })
  const how = await endOf(child)
  clearInterval(watch)
  if (!hasEnded) reportEnd(how)
}

/**
 * The processor time of a process, in milliseconds, where the system reports it, as Linux does; otherwise the time by
 * the clock.
 */
function processorTimeOf({pid}: ChildProcess): number {
  try {
    // The 14th and 15th fields are ticks, a hundred per second; the name before them may contain any characters.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return Date.now()
  }
}

async function endOf(child: ChildProcess): Promise<string> {
  const [status, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return signal === null ? `ended with status ${status}` : `was ended by ${signal}, which hangs are`
}

/** Report that the process ended early, with the case that it was trying. */
function reportEnd(how: string): void {
  const text = readFileSync(current, 'utf8')
  const property = 'no hang and no crash'
  if (text === '') {
    report({template: '', document: '', property, fault: how, seed: counts.last, signature: how})
    return
  }
  const file = path.join(scratch, 'smaller.json')
  const smallest = reduced(
    JSON.parse(text) as Case,
    (smaller) => {
      writeFileSync(file, JSON.stringify(smaller))
      const {status} = spawnSync(process.execPath, [`--max-old-space-size=${mostMemory}`, module, file], {
        timeout: patienceWithAttempt,
        killSignal: 'SIGKILL',
        stdio: 'ignore'
      })
      return status !== 0 && status !== 1
    },
    {attempts: attemptsAtHang, time: attemptsAtHang * patienceWithAttempt}
  )
  report({...smallest, property, fault: how, seed: counts.last + 1, signature: `${property}: ${how}`})
}

let seed = Number(values.seed)
while (Date.now() < until && seed <= last) {
  await fuzzFrom(seed)
  // If a case has ended the process, continue with the seed after it.
  seed = counts.last + 2
}
rmSync(scratch, {recursive: true, force: true})
say(
  `${counts.cases} cases of ${(counts.bytes / 1e6).toFixed(1)} million characters, seeds ${values.seed} to ${counts.last}, at most ${Math.round(counts.peak / 1e6)} MB of memory: ${findings.length === 0 ? 'nothing found' : `${findings.length} found`}`
)
process.exitCode = findings.length > 0 ? 1 : 0
