import {spawn, spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {setTimeout} from 'node:timers/promises'

/** A process to measure. */
export interface Command {
  /** The program and its arguments. */
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
}

/** The time that a process took, in seconds. */
export interface Times {
  readonly wall: number
  /** User and system time, including child processes; undefined without bash, which measures it. */
  readonly cpu?: number
}

const hasBash = spawnSync('bash', ['-c', 'true']).status === 0
const timed = String.raw`TIMEFORMAT='guidelint-times %R %U %S'; time "$@" >/dev/null`

/** Node.js programs that crash end with 1, like linters that find something. */
const stackTrace = /^ {4}at .+:\d+:\d+\)?$/m

/**
 * Run a process to its end and discard its output.
 *
 * @throws {Error} If it could not do its work. A linter ends with 1 if it finds something.
 */
export function timeOf({argv, cwd, env}: Command): Times {
  const [program = '', ...args] = hasBash ? ['bash', '-c', timed, 'bash', ...argv] : argv
  const start = performance.now()
  const {status, stderr, error} = spawnSync(program, args, {
    cwd,
    env: {...process.env, ...env},
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1_000_000_000
  })
  const wall = (performance.now() - start) / 1000
  if (error || status === null || status > 1 || stackTrace.test(stderr))
    throw new Error(`${argv.join(' ')} ended with ${status}: ${error?.message ?? stderr.slice(0, 2000)}`)
  const [, real, user, system] = /guidelint-times (\S+) (\S+) (\S+)/.exec(stderr) ?? []
  return real === undefined ? {wall} : {wall: Number(real), cpu: Number(user) + Number(system)}
}

/** The most memory that a process used, in bytes; undefined if the system does not report it. */
export async function peakMemoryOf({argv, cwd, env}: Command): Promise<number | undefined> {
  const [program = '', ...args] = argv
  const child = spawn(program, args, {cwd, env: {...process.env, ...env}, stdio: 'ignore'})
  let kibibytes = 0
  while (child.exitCode === null && child.signalCode === null) {
    kibibytes = Math.max(kibibytes, peakOf(child.pid) ?? 0)
    await setTimeout(2)
  }
  return kibibytes === 0 ? undefined : kibibytes * 1024
}

/** The peak so far, in KiB. Linux remembers it, so that frequent readings miss only the last moment. */
function peakOf(pid: number | undefined): number | undefined {
  return kibibytesOf(pid, 'VmHWM')
}

/** The memory that a process uses now, in bytes; undefined if the system does not report it. */
export function memoryOf(pid: number | undefined): number | undefined {
  const kibibytes = kibibytesOf(pid, 'VmRSS')
  return kibibytes === undefined ? undefined : kibibytes * 1024
}

function kibibytesOf(pid: number | undefined, key: 'VmHWM' | 'VmRSS'): number | undefined {
  try {
    const [, kibibytes] =
      new RegExp(String.raw`^${key}:\s*(\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kibibytes === undefined ? undefined : Number(kibibytes)
  } catch {
    return undefined
  }
}

/** The median of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [below = Number.NaN, at = Number.NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? at : (below + at) / 2
}

/** A contestant: the command that is measured, and what is done before each round without being measured. */
export interface Contestant {
  readonly name: string
  readonly command: Command
  readonly prepare?: () => void
}

/** The rounds of a contestant, each with the times of the first contestant in the same round. */
export interface Result {
  readonly name: string
  readonly rounds: ReadonlyArray<{readonly times: Times; readonly first: Times}>
}

/**
 * Run contestants in turn, round by round, so that other work of the machine affects all of them.
 *
 * @param rounds The most rounds; slow contestants run in fewer.
 */
export function compete(
  contestants: readonly Contestant[],
  rounds: number,
  tell: (text: string) => void
): readonly Result[] {
  const results = contestants.map(({name}) => ({name, rounds: [] as Array<{times: Times; first: Times}>}))
  for (let round = 0; round < rounds; round++) {
    let first: Times | undefined
    for (const [index, {name, command, prepare}] of contestants.entries()) {
      const own = results[index]?.rounds ?? []
      if (round >= roundsFor(own[0]?.times.wall ?? 0)) continue
      prepare?.()
      const times = timeOf(command)
      first ??= times
      own.push({times, first})
      tell(`round ${round + 1}, ${name}: ${times.wall.toFixed(2)} s`)
    }
  }
  return results
}

function roundsFor(seconds: number): number {
  if (seconds < 8) return Infinity
  return seconds < 40 ? 3 : 1
}

function cpuOf({cpu = Number.NaN}: Times): number {
  return cpu
}

/**
 * The times of a contestant and their ratios to those of the first one: medians of wall time and of processor time, in
 * seconds.
 */
export function summaryOf({rounds}: Result): {
  readonly wall: number
  readonly cpu: number
  readonly wallRatio: number
  readonly cpuRatio: number
  readonly count: number
} {
  return {
    wall: median(rounds.map(({times}) => times.wall)),
    cpu: median(rounds.map(({times}) => cpuOf(times))),
    wallRatio: median(rounds.map(({times, first}) => times.wall / first.wall)),
    cpuRatio: median(rounds.map(({times, first}) => cpuOf(times) / cpuOf(first))),
    count: rounds.length
  }
}
