/**
 * Sensitivity: puts one fault at a time into the shipped guides, and one harmless change at a time, and counts what is
 * found. A fault is caught where a finding of its rule stands on its line.
 *
 *     npm run mutants
 */
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {rules} from '../rules/index.ts'
import {createLinter} from '../src/linter.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {type Mutation, faults, harmless} from './mutations.ts'

const folder = path.resolve('fixtures/templates/integration-guide')
const lint = createLinter({rules, parse: parseByRemark, configuration: {preset: 'strict', templates: [{template: 'template.md'}]}, cwd: folder})

function findings(name: string, text: string): readonly VFileMessage[] {
  const file = new VFile({cwd: folder, path: name, value: text})
  lint(file)
  return file.messages
}

const guides = ['tidewatch.md', 'ledgerly.md'].map((name) => ({name, text: readFileSync(path.join(folder, name), 'utf8')}))
const problems: string[] = []
const counts = {faults: 0, caught: 0, placed: 0, findings: 0, due: 0, harmless: 0, alarms: 0}

/** Put a mutation into all guides that have a place for it. */
function each(mutation: Mutation, judge: (messages: readonly VFileMessage[], at: number | undefined, label: string) => void): void {
  const mutants = guides.flatMap(({name, text}) => {
    const mutant = mutation.apply(text)
    return mutant && mutant.text !== text ? [{name, ...mutant}] : []
  })
  if (mutants.length === 0) problems.push(`${mutation.kind}: no guide has a place for it`)
  for (const {name, text, at} of mutants) judge(findings(name, text), at, `${mutation.kind} in ${name}${at === undefined ? '' : `:${at}`}`)
}

function shown(messages: readonly VFileMessage[]): string {
  return messages.map((message) => `\n    ${message.line}:${message.column} ${message.ruleId}: ${message.reason}`).join('')
}

for (const fault of faults) {
  each(fault, (messages, at, label) => {
    const own = messages.filter(({ruleId}) => ruleId === fault.rule)
    const isPlaced = own.some(({place, line}) => {
      const end = place && 'end' in place ? place.end.line : line
      return at !== undefined && (line ?? 0) <= at && at <= (end ?? 0)
    })
    const due = fault.findings ?? 1
    counts.faults++
    counts.findings += messages.length
    counts.due += due
    if (own.length > 0) counts.caught++
    if (isPlaced) counts.placed++
    if (!isPlaced || messages.length !== due) problems.push(`${label} (${fault.rule}), ${due} due:${shown(messages)}`)
  })
}

for (const change of harmless) {
  each(change, (messages, _, label) => {
    counts.harmless++
    if (messages.length > 0) {
      counts.alarms++
      problems.push(`${label}:${shown(messages)}`)
    }
  })
}

const kinds = new Set(faults.map(({kind}) => kind))
process.stdout.write(`${kinds.size} kinds of faults, ${counts.faults} mutants: ${counts.caught} caught, ${counts.placed} at the right line
${counts.findings} findings for ${counts.due} that are due: ${(counts.findings / counts.due).toFixed(2)} per fault
${harmless.length} kinds of harmless changes, ${counts.harmless} mutants: ${counts.alarms} false alarms
${problems.length === 0 ? '' : `\n${problems.join('\n')}\n`}`)
process.exitCode = problems.length === 0 ? 0 : 1
