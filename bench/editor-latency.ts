/**
 * How long a writer waits for findings: from a change to a guide of 1,000 lines in an editor until the language server
 * publishes its diagnostics, including the parse and the messages between the processes.
 *
 *     npm run build && node dist/bench/editor-latency.js
 */
import {cpSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {type ParserName, parserNames} from '../src/markdown/load-parser.ts'
import {openEditor} from './language-client.ts'

const changes = 15
const warmUps = 5
const lineCount = 1000

const project = fileURLToPath(new URL('fixtures/projects/pottery', import.meta.resolve('guidelint/package.json')))

const head = `# Potter's Wheel Integration Guide

- [Overview](#overview)
- [Connection](#connection)
- [Settings](#settings)
- [Error Handling](#error-handling)

## Overview

The wheel reports its speed, and stops when it is told to.

## Connection
`

function step(index: number): string {
  return `
### Step ${index}: Turn it ${index} times

Hold the *pedal* down for **${index}** seconds, as [the settings](#settings) say; its speed shows up in the console.

- The lamp is green.
- The belt \`B-${index}\` turns.

\`\`\`sh
wheel --rpm ${index}
\`\`\`
`
}

function settings(count: number): string {
  const rows = Array.from(
    {length: count},
    (_, index) => `| \`WHEEL_SPEED_${index}\` | Speed number ${index} | No | \`${index}\` |\n`
  )
  return `\n## Settings\n\n| Name | Description | Required | Default |\n| --- | --- | --- | --- |\n${rows.join('')}\n## Error Handling\n`
}

function error(index: number): string {
  return `\n### Error ${index}: W-${index}\n\n- **Cause**: The belt ${index} slips.\n- **Remedy**: Tighten it.\n`
}

/** A guide that fits its template except for its last line, with everything that such guides have. */
function longGuide(): string {
  const numbers = Array.from({length: 50}, (_, index) => index + 1)
  const text = head + numbers.map(step).join('') + settings(101) + numbers.map(error).join('')
  const filler = lineCount - text.split('\n').length - 1
  return `${text}${'\nTighten it once more.\n'.repeat(Math.floor(filler / 2))}\nTBD\n`
}

const guide = longGuide()

async function waitingTimes(parser: ParserName): Promise<readonly number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'guidelint-'))
  cpSync(project, folder, {recursive: true})
  writeFileSync(
    path.join(folder, '.remarkrc.yaml'),
    `plugins:\n  - - ${fileURLToPath(import.meta.resolve('guidelint'))}\n    - parser: ${parser}\n`
  )
  const editor = await openEditor(folder)
  const times: number[] = []
  for (let change = 0; change < warmUps + changes; change++) {
    const text = guide.replace('reports its speed', `reports its speed ${change} times`)
    const start = performance.now()
    const diagnostics = await editor.show('docs/long.md', text)
    times.push(performance.now() - start)
    if (diagnostics.length !== 1)
      throw new Error(`The guide has ${diagnostics.length} findings, expected 1: ${JSON.stringify(diagnostics)}`)
  }
  await editor.close()
  rmSync(folder, {recursive: true})
  return times.slice(warmUps)
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN).toFixed(0)
}

process.stdout.write(
  `${changes} changes of a guide of ${guide.split('\n').length - 1} lines and ${Math.round(guide.length / 1024)} KiB, from each to its findings: median, quartiles\n`
)
for (const parser of parserNames) {
  const times = await waitingTimes(parser)
  process.stdout.write(
    `${parser.padEnd(6)}  ${quantile(times, 0.5)} ms, ${quantile(times, 0.25)} and ${quantile(times, 0.75)} ms\n`
  )
}
