// The built command line, run again and again in one process; a thread beside the tests hands it what to run, so that they can wait.
import {fork} from 'node:child_process'
import {readdirSync} from 'node:fs'
import path from 'node:path'
import {isMainThread, workerData} from 'node:worker_threads'

await (isMainThread ? runWhatComes() : handOn(workerData))

async function runWhatComes() {
  const folder = path.resolve(import.meta.dirname, '../dist/src/cli')
  const {run} = await import(
    path.join(
      folder,
      readdirSync(folder).find((name) => /^program-.*\.js$/.test(name))
    )
  )
  const written = {stdout: '', stderr: ''}
  for (const name of ['stdout', 'stderr']) {
    process[name].write = (chunk) => {
      written[name] += chunk
      return true
    }
  }
  process.on('message', async ({args, cwd, env}) => {
    for (const name of Object.keys(process.env)) delete process.env[name]
    Object.assign(process.env, env)
    process.chdir(cwd)
    Object.assign(written, {stdout: '', stderr: ''})
    const status = await run(args)
    process.send({status, ...written})
  })
}

function handOn({isThere, port}) {
  const child = fork(import.meta.filename)
  child.on('message', (run) => {
    port.postMessage(run)
    Atomics.store(isThere, 0, 1)
    Atomics.notify(isThere, 0)
  })
  port.on('message', (request) => child.send(request))
}
