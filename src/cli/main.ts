#!/usr/bin/env node
import module from 'node:module'
import {homedir} from 'node:os'
import {setFlagsFromString} from 'node:v8'

// Since Node.js 22, compiled code can be kept between runs, which halves the time for a small file.
const {enableCompileCache} = module as {enableCompileCache?: () => void}
enableCompileCache?.()

// V8 would compile each regular expression twice, the first time for its interpreter, although most are tried on a few texts.
// `--no-regexp-tier-up` must not be set here: expressions that Node.js has run before would crash.
setFlagsFromString('--regexp-tier-up-ticks=0')

// For a user without a home folder, as in containers, packages that ask for it would fail when they are loaded.
try {
  homedir()
} catch {
  process.env.HOME = ''
}

const {run, printError} = await import('./program.ts')

// `guidelint … | head` closes the pipe early, which is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  printError(`guidelint: Cannot write to standard output: ${error.code ?? error.message}`)
  process.on('exit', () => {
    process.exitCode = 2
  })
})

process.exitCode = await run(process.argv.slice(2))
