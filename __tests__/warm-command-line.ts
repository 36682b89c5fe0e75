import path from 'node:path'
import {MessageChannel, Worker, receiveMessageOnPort} from 'node:worker_threads'
import {afterAll} from '@jest/globals'
import {type Run, ownHome} from './command-line.ts'

/** What no run comes near, in milliseconds: a process that does not answer is an error, not a wait for ever. */
const patience = 60_000

const isThere = new Int32Array(new SharedArrayBuffer(4))
const {port1: port, port2: portOfWorker} = new MessageChannel()
const worker = new Worker(path.join(import.meta.dirname, 'warm-process.js'), {
  workerData: {isThere, port: portOfWorker},
  transferList: [portOfWorker]
})
// A run whose filter skips all tests of a file calls no `afterAll`.
worker.unref()
afterAll(async () => {
  await worker.terminate()
})

/**
 * Run the built command line in a process that has run it before, which spares most of the time. Where the process itself
 * matters (standard input, signals, users, what is kept from one to the next), `guidelint` starts one.
 */
export function warmGuidelint(args: readonly string[], {cwd, env}: {cwd: string; env?: NodeJS.ProcessEnv}): Run {
  Atomics.store(isThere, 0, 0)
  port.postMessage({args, cwd, env: {...process.env, ...ownHome, ...env}})
  if (Atomics.wait(isThere, 0, 0, patience) === 'timed-out') throw new Error(`No answer to guidelint ${args.join(' ')}`)
  return (receiveMessageOnPort(port) as {message: Run}).message
}
