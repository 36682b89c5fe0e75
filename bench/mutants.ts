/**
 * Sensitivity: puts one fault, or one harmless change, at a time into the shipped guides, and counts findings. A fault
 * is caught if its rule has a finding on its line. Ends with 1 if a fault is not caught, or if a harmless change is
 * reported.
 *
 * Then does the same to the cleanest document of each set of real ones, if there are any, and lists what to improve,
 * which does not affect the exit status. Only findings count that the unchanged document does not have.
 *
 *     npm run mutants [-- folder of folders with template.md and docs]
 */
import {existsSync, readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {rules} from '../rules/index.ts'
import {createLinter} from '../src/linter.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import type {SectionSpec} from '../src/index.ts'
import {readTemplate} from '../src/index.ts'
import {type Corpus, corporaIn, markdownIn} from './corpora.ts'
import {type Fault, type Mutation, type Part, faults, faultsIn, harmless} from './mutations.ts'

const folder = path.resolve('fixtures/templates/integration-guide')
const lint = createLinter({
  rules,
  parse: parseByRemark,
  configuration: {preset: 'strict', templates: [{template: 'template.md'}]},
  cwd: folder
})

function findings(name: string, text: string): readonly VFileMessage[] {
  const file = new VFile({cwd: folder, path: name, value: text})
  lint(file)
  return file.messages
}

const guides = ['tidewatch.md', 'ledgerly.md'].map((name) => ({
  name,
  text: readFileSync(path.join(folder, name), 'utf8')
}))
const problems: string[] = []
const counts = {faults: 0, caught: 0, placed: 0, findings: 0, due: 0, harmless: 0, alarms: 0}

/** Apply a mutation to all guides that have a place for it. */
function each(
  mutation: Mutation,
  judge: (messages: readonly VFileMessage[], at: number | undefined, label: string) => void
): void {
  const mutants = guides.flatMap(({name, text}) => {
    const mutant = mutation.apply(text)
    return mutant && mutant.text !== text ? [{name, ...mutant}] : []
  })
  if (mutants.length === 0) problems.push(`${mutation.kind}: no guide has a place for it`)
  for (const {name, text, at} of mutants)
    judge(findings(name, text), at, `${mutation.kind} in ${name}${at === undefined ? '' : `:${at}`}`)
}

function shown(messages: readonly VFileMessage[]): string {
  return messages
    .map((message) => `\n    ${message.line}:${message.column} ${message.ruleId}: ${message.reason}`)
    .join('')
}

for (const fault of faults) {
  each(fault, (messages, at, label) => {
    const own = messages.filter(({ruleId}) => ruleId === fault.rule)
    const isPlaced = own.some((message) => at !== undefined && covers(message, at))
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
process.stdout
  .write(`${kinds.size} kinds of faults, ${counts.faults} mutants: ${counts.caught} caught, ${counts.placed} at the right line
${counts.findings} findings for ${counts.due} that are due: ${(counts.findings / counts.due).toFixed(2)} per fault
${harmless.length} kinds of harmless changes, ${counts.harmless} mutants: ${counts.alarms} false alarms
${problems.length === 0 ? '' : `\n${problems.join('\n')}\n`}`)
process.exitCode = problems.length === 0 ? 0 : 1

const sets = path.resolve(process.argv[2] ?? '../shared/corpora/filled')
const corpora = existsSync(sets)
  ? corporaIn(
      readdirSync(sets, {withFileTypes: true}).flatMap((entry) =>
        entry.isDirectory() ? [path.join(sets, entry.name)] : []
      ),
      () => undefined
    )
  : []
if (corpora.length === 0) process.stdout.write(`absent: ${sets}\n`)
for (const corpus of corpora) process.stdout.write(`\n${inCleanest(corpus)}`)

/** The results for faults and harmless changes in the document of a set that has the fewest findings. */
function inCleanest({name: set, folder: cwd}: Corpus): string {
  const lintHere = createLinter({
    rules,
    parse: parseByRemark,
    configuration: {preset: 'strict', templates: [{template: 'template.md'}]},
    cwd
  })
  const check = (name: string, value: string): readonly VFileMessage[] => {
    const file = new VFile({cwd, path: name, value})
    lintHere(file)
    return file.messages
  }
  const documents = markdownIn(path.join(cwd, 'docs')).map((file) => ({
    name: path.relative(cwd, file),
    text: readFileSync(file, 'utf8')
  }))
  const [cleanest] = documents
    .map((document) => ({...document, before: check(document.name, document.text)}))
    .toSorted((a, b) => a.before.length - b.before.length || b.text.length - a.text.length)
  if (!cleanest) return `${set}: no documents\n`
  const {name, text, before} = cleanest
  const fresh = (mutant: string) => without(check(name, mutant), before)
  const own = faultsFor(readFileSync(path.join(cwd, 'template.md'), 'utf8'), text)
  const judged = putInto(own, text).map(({mutation, mutant}) => judgeFault(mutation, mutant, fresh(mutant.text)))
  const changed = putInto(harmless, text).map(({mutation, mutant}) => ({
    kind: mutation.kind,
    found: fresh(mutant.text)
  }))
  const alarms = changed.filter(({found}) => found.length > 0)
  const count = (key: 'isCaught' | 'isPlaced') => judged.filter((fault) => fault[key]).length
  const lines = [
    ...judged.flatMap(({isCaught, miss}) => (isCaught ? [] : [miss])),
    ...alarms.map(({kind, found}) => `alarm: ${kind}, ${found.length} findings:${shown(found.slice(0, 3))}`)
  ]
  return `${set}/${name}: ${before.length} findings as it is
  ${judged.length} faults: ${count('isCaught')} caught, ${count('isPlaced')} at the right line, ${judged.reduce((sum, {findings: all}) => sum + all, 0)} findings; ${changed.length} harmless changes: ${alarms.length} alarms; ${own.length + harmless.length - judged.length - changed.length} do not apply
${lines.map((line) => `  ${line}\n`).join('')}`
}

type Mutant = NonNullable<ReturnType<Mutation['apply']>>

/** The mutations that a text has a place for. */
function putInto<Kind extends Mutation>(
  mutations: readonly Kind[],
  text: string
): ReadonlyArray<{mutation: Kind; mutant: Mutant}> {
  return mutations.flatMap((mutation) => {
    const mutant = mutation.apply(text)
    return mutant && mutant.text !== text ? [{mutation, mutant}] : []
  })
}

function judgeFault(
  {kind, rule, section}: Fault & {readonly section: string},
  {at}: Mutant,
  found: readonly VFileMessage[]
) {
  const right = found.filter(({ruleId}) => ruleId === rule)
  const isPlaced = at === undefined ? right.length > 0 : right.some((message) => covers(message, at))
  const miss = `missed: ${kind} (${rule})${at === undefined ? '' : ` in line ${at}`}, \`${section}\`${found.length > 0 ? `, found instead:${shown(found)}` : ''}`
  return {isCaught: right.length > 0, isPlaced, miss, findings: found.length}
}

/**
 * Faults in the first, the middle and the last section that the template requires word for word and the document has.
 */
function faultsFor(template: string, text: string): ReadonlyArray<Fault & {readonly section: string}> {
  const schema = readTemplate(template, 'template.md')
  const parts = partsOf(schema.root.children).filter(
    ({heading: own}) =>
      text.split('\n').filter((line) => line.replace(/^#+ /, '').trim() === own && line.startsWith('#')).length === 1
  )
  const rich = parts.filter(({labels, columns}) => labels.length > 0 || columns.length > 0)
  const chosen = new Set([parts[0], parts[Math.floor(parts.length / 2)], parts.at(-1), rich[0], rich.at(-1)])
  const placeholder = schema.placeholders.find(
    ({kind}) => kind === 'bracket' || kind === 'brace' || kind === 'angle'
  )?.text
  return [...chosen].flatMap((part) =>
    part ? faultsIn(part, placeholder).map((fault) => ({...fault, section: part.heading})) : []
  )
}

/** The required sections, with what they must contain. */
function partsOf(specs: readonly SectionSpec[]): readonly Part[] {
  return specs.flatMap(({heading, occurs, content, children}) =>
    occurs.min === 0 || occurs.max !== 1
      ? []
      : [
          {
            heading: heading.name,
            labels: content.fields.flatMap(({label, isOptional}) => (isOptional ? [] : [label.name])),
            columns: content.tables[0]?.columns.map((column) => column.heading.name) ?? []
          },
          ...partsOf(children)
        ]
  )
}

function covers({place, line}: VFileMessage, at: number): boolean {
  const end = place && 'end' in place ? place.end.line : line
  return (line ?? 0) <= at && at <= (end ?? 0)
}

/** Findings that are not among others, whatever the places. */
function without(found: readonly VFileMessage[], others: readonly VFileMessage[]): readonly VFileMessage[] {
  const left = others.map(({ruleId, reason}) => `${ruleId} ${reason}`)
  return found.filter(({ruleId, reason}) => {
    const at = left.indexOf(`${ruleId} ${reason}`)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
