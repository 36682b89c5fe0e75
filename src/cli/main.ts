#!/usr/bin/env node
import module from 'node:module'
import {homedir} from 'node:os'

// Since Node.js 22 compiled code can be kept between runs, which takes a small file half the time.
const {enableCompileCache} = module as {enableCompileCache?: () => void}
enableCompileCache?.()

// A user without a home, as in containers, would stop packages that ask for it when they are loaded.
try {
  homedir()
} catch {
  process.env.HOME = ''
}

const {run, printError} = await import('./program.ts')

// `guidelint … | head` closes the pipe early; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  printError(`guidelint: Cannot write to standard output: ${error.code ?? error.message}`)
  process.on('exit', () => {
    process.exitCode = 2
  })
})

process.exitCode = await run(process.argv.slice(2))
