/**
 * The process of the fuzzer that may hang, crash or run out of memory: it tries cases until its time is over, makes
 * failing ones smaller, and reports to the process that started it.
 *
 * Given a file instead of settings, it tries the case in that file, and ends with 1 if a property does not hold.
 */
import {readFileSync, writeFileSync} from 'node:fs'
import {setImmediate} from 'node:timers/promises'
import fc from 'fast-check'
import {cases, realIn} from './fuzz-cases.ts'
import {differencesBetweenRuns, runsAreTheSame} from './fuzz-project.ts'
import {type Case, faultsOf, properties} from './fuzz-properties.ts'
import {fewest, reduced} from './fuzz-reduce.ts'

/** What the fuzzer must try, as plain data. */
export interface FuzzSettings {
  readonly seed: number
  /** The last seed; after it the fuzzer ends, even if it has time left. */
  readonly last: number
  /** When it ends, in milliseconds since 1970. */
  readonly until: number
  /** Folders of templates and documents. */
  readonly folders: readonly string[]
  /** The file for the case that is being tried. */
  readonly current: string
  /** The signatures of faults that have been reported. */
  readonly known: readonly string[]
}

/** A case in which a property does not hold. */
export interface FuzzFinding extends Case {
  readonly property: string
  readonly fault: string
  /** A seed with which it is among the first cases that are tried. */
  readonly seed: number
  /** The same for faults of one kind. */
  readonly signature: string
}

/** What the fuzzer reports to the process that started it. */
export type FuzzMessage =
  | {readonly type: 'finding'; readonly finding: FuzzFinding}
  | {readonly type: 'progress'; readonly seed: number; readonly cases: number; readonly bytes: number}
  | {readonly type: 'end'; readonly peak: number}

/** How many cases each seed has. */
const casesOfSeed = 20

/** After how many seeds their documents are checked together, as files. */
const seedsOfProject = 5

/** The most smaller projects that are tried if runs over one differ. */
const mostProjects = 20

/**
 * The time to make a failing case smaller by shrinking what it was generated from, in milliseconds, before lines are
 * removed.
 */
const patienceWithShrinking = 10_000

/** The fuzzer ends after so many kinds of faults. */
const mostKinds = 100

/** A fault without the details that differ each time. */
function signatureOf({property, fault}: {readonly property: string; readonly fault: string}): string {
  return `${property}: ${fault
    .replace(/^(lost|passes for written): .*/s, '$1')
    .replace(/^(.*? findings, .*? before):.*/s, '$1')
    .replaceAll(/"(?:actual|expected|note)":.*/g, '')
    .replaceAll(/`+[^`]*`+/g, '…')
    .replaceAll(/(?:…, )+…/g, '…')
    .replaceAll(/\d+/g, 'n')
    .slice(0, 160)}`
}

function tell(message: FuzzMessage): void {
  process.send?.(message)
}

async function fuzz({seed: first, last, until, folders, current, known: reported}: FuzzSettings): Promise<void> {
  const known = new Set(reported)
  const arbitrary = cases(realIn(folders))
  const unknownIn = (tried: Case) =>
    faultsOf(tried)
      .map((fault) => ({...fault, signature: signatureOf(fault)}))
      .find(({signature}) => !known.has(signature))
  const shrunk = async (seed: number, index: number, signature: string): Promise<Case | undefined> => {
    const property = fc.asyncProperty(arbitrary, async (next) => {
      await setImmediate()
      writeFileSync(current, JSON.stringify(next))
      return !faultsOf(next).some((fault) => signatureOf(fault) === signature)
    })
    const {counterexample} = await fc.check(property, {
      seed,
      path: String(index),
      numRuns: 1,
      interruptAfterTimeLimit: patienceWithShrinking
    })
    return counterexample?.[0]
  }
  let together: Case[] = []
  const isOver = () => Date.now() >= until || known.size >= reported.length + mostKinds
  for (let seed = first; seed <= last && !isOver(); seed++) {
    const sample = fc.sample(arbitrary, {seed, numRuns: casesOfSeed})
    let [tried, bytes] = [0, 0]
    for (const [index, next] of sample.entries()) {
      if (isOver()) break
      // The native parser only frees memory between turns of the event loop.
      await setImmediate()
      writeFileSync(current, JSON.stringify(next))
      tried++
      bytes += next.template.length + next.document.length
      for (let fault = unknownIn(next); fault; fault = unknownIn(next)) {
        const {property, signature} = fault
        known.add(signature)
        const own = properties.filter(({name}) => name === property)
        const faultIn = (smaller: Case) => faultsOf(smaller, own).find((other) => signatureOf(other) === signature)
        const smallest = reduced((await shrunk(seed, index, signature)) ?? next, (smaller) => {
          writeFileSync(current, JSON.stringify(smaller))
          return faultIn(smaller) !== undefined
        })
        tell({
          type: 'finding',
          finding: {...smallest, property, fault: faultIn(smallest)?.fault ?? fault.fault, seed, signature}
        })
      }
    }
    together.push(...sample.filter(({document}) => document.length < 30_000))
    if (seed % seedsOfProject === 0) {
      const finding = projectFault(together, current)
      if (finding && !known.has(finding.signature)) {
        known.add(finding.signature)
        tell({type: 'finding', finding: {...finding, seed}})
      }
      together = []
    }
    tell({type: 'progress', seed, cases: tried, bytes})
  }
  tell({type: 'end', peak: process.resourceUsage().maxRSS * 1024})
}

/**
 * A difference between runs of the command line over the documents of several cases, with as few documents as possible.
 */
function projectFault(together: readonly Case[], current: string): Omit<FuzzFinding, 'seed'> | undefined {
  const [{template} = {template: ''}] = together
  const documents = together.map(({document}) => document)
  const differences = (some: readonly string[]) =>
    differencesBetweenRuns(template, some, () => writeFileSync(current, JSON.stringify({template, document: ''})))
  if (differences(documents).length === 0) return undefined
  let attempts = 0
  const left = fewest(documents, (fewer) => attempts++ < mostProjects && differences(fewer).length > 0)
  const [fault = 'not again'] = differences(left)
  return {
    template,
    document: left.join('\n\n<!-- the next document -->\n\n'),
    property: runsAreTheSame,
    fault,
    signature: `${runsAreTheSame}: ${fault.slice(0, 40)}`
  }
}

const [argument = ''] = process.argv.slice(2)
if (process.send) {
  // The process that started it has ended.
  process.on('disconnect', () => process.exit())
  await fuzz(JSON.parse(argument) as FuzzSettings)
  process.disconnect()
} else {
  process.exitCode = faultsOf(JSON.parse(readFileSync(argument, 'utf8')) as Case).length > 0 ? 1 : 0
}
