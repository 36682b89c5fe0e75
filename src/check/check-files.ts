import {statSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import type {Tinypool} from 'tinypool'
import {ConfigurationError} from '../config/configuration-error.ts'
import {TemplateError} from '../template/template-error.ts'
import type {CheckSettings, CheckedFile, Checker} from './checker.ts'
import {UsageError} from './failure.ts'

/** How work is spread. */
export interface Spread {
  /** Threads, the main one included. */
  readonly jobs: number
  /** The module whose default export checks a batch in another thread. */
  readonly worker: URL
  /** Called with the number of files that were checked since the last call. */
  readonly onChecked: (files: number) => void
}

/** A task for another thread. */
export interface Batch {
  readonly settings: CheckSettings
  readonly paths: readonly string[]
}

/** The results for some files, up to the one where something failed that concerns all of them. */
export interface BatchResult {
  readonly checked: readonly CheckedFile[]
  readonly stopped?: string
}

/** Bytes of text for which another thread is worth its start. */
const worthAThread = 1_000_000

/** Batches that each other thread has at once, so that it need not wait for this thread to hand out the next. */
const batchesAhead = 2

/** Megabytes for new objects in each other thread. More would only raise the peak, since documents are checked one by one. */
const youngGeneration = 12

/** Files in a batch. */
const batchSize = 8

/**
 * Check files, in as many threads as are worth their start.
 *
 * @param paths Relative to the current folder.
 * @param check Checks one in this thread.
 * @returns In the order of the paths.
 * @throws {UsageError} If a configuration or a template cannot be read, the first in the order of the paths.
 */
export async function checkFiles(
  paths: readonly string[],
  check: Checker,
  settings: CheckSettings,
  {jobs, worker, onChecked}: Spread
): Promise<readonly CheckedFile[]> {
  const batches = inBatches(paths)
  const bytes = bytesOf(paths, settings.cwd, jobs * worthAThread)
  const threads = Math.min(jobs, batches.length, 1 + Math.floor(bytes / worthAThread))
  if (bytes >= worthAThread) await optimiseLater()
  const results: BatchResult[] = []
  let next = 0
  const work = async (run: (paths: readonly string[]) => Promise<BatchResult>) => {
    for (let index = next++; index < batches.length; index = next++) {
      const result = await run(batches[index] ?? [])
      results[index] = result
      onChecked(result.checked.length)
      if (result.stopped !== undefined) next = batches.length
    }
  }
  const pool = threads > 1 ? await startPool(threads - 1, worker) : undefined
  const inPool = (batch: readonly string[]) =>
    pool?.run({settings, paths: batch} satisfies Batch) as Promise<BatchResult>
  try {
    const all = Promise.all([
      work((batch) => checkBatch(batch, check)),
      ...Array.from({length: pool ? (threads - 1) * batchesAhead : 0}, () => work(inPool))
    ])
    await (pool ? Promise.race([all, endOfThread(pool)]) : all)
  } catch (error) {
    next = batches.length
    // `pool.destroy()` would wait for a thread that has ended, and would fail if another thread failed in the meantime.
    pool?.on('error', () => {})
    for (const thread of pool?.threads ?? []) void thread.terminate()
    throw error
  }
  await pool?.destroy()
  const stopped = results.find((result) => result?.stopped !== undefined)
  if (stopped) throw new UsageError(stopped.stopped)
  return results.flatMap(({checked}) => checked)
}

/** The V8 of Node.js 20 optimises so early that this takes a third of a run of one second, on processors that other threads need. */
async function optimiseLater(): Promise<void> {
  if (!process.versions.v8.startsWith('11.')) return
  const {setFlagsFromString} = await import('node:v8')
  setFlagsFromString('--interrupt-budget=2000000')
}

/** Start the other threads before this one checks files; otherwise, they would have to wait between its files. */
async function startPool(threads: number, worker: URL): Promise<Tinypool> {
  const {Tinypool: Pool} = await import('tinypool')
  return new Pool({
    filename: worker.href,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: batchesAhead,
    resourceLimits: {maxYoungGenerationSizeMb: youngGeneration}
  })
}

/** Rejects if a thread ends before the pool does. Otherwise, its task would never settle. */
function endOfThread(pool: Tinypool): Promise<never> {
  return new Promise((_, reject) => {
    // Only after the error that the thread may have ended with, which is more specific.
    for (const thread of pool.threads)
      thread.once(
        'exit',
        () =>
          void setImmediate().then(() => reject(new UsageError('guidelint: A thread ended before its work was done')))
      )
  })
}

/** Check some files, one after the other. */
export async function checkBatch(paths: readonly string[], check: Checker): Promise<BatchResult> {
  const checked: CheckedFile[] = []
  for (const name of paths) {
    try {
      checked.push(check(name))
    } catch (error) {
      if (error instanceof ConfigurationError || error instanceof TemplateError)
        return {checked, stopped: error.message}
      throw error
    }
    // Between turns of the event loop, the native parser frees its memory, and other threads ask for work.
    await setImmediate()
  }
  return {checked}
}

function inBatches(paths: readonly string[]): ReadonlyArray<readonly string[]> {
  return Array.from({length: Math.ceil(paths.length / batchSize)}, (_, index) =>
    paths.slice(index * batchSize, (index + 1) * batchSize)
  )
}

/** How much text there is, up to the amount that matters. */
function bytesOf(paths: readonly string[], cwd: string, enough: number): number {
  let bytes = 0
  for (const name of paths) {
    bytes += statSync(path.resolve(cwd, name), {throwIfNoEntry: false})?.size ?? 0
    if (bytes >= enough) break
  }
  return bytes
}
