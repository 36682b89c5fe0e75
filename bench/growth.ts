/**
 * How the time of a check grows with its input: each case at n, 2n and 4n, in one process, with the native parser and
 * all rules under `strict`. The exponent is the base-2 logarithm of the ratio at the last doubling: 1 is linear. It is
 * printed with the exponents of the parse alone and of reading the template.
 *
 *     npm run bench:growth [-- words of a case's name ...]
 *
 * Folders are measured with whole processes: many documents in one folder, and each in a folder of its own.
 */
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {readTemplate} from '../src/index.ts'
import {createLinter} from '../src/linter.ts'
import {DocumentError} from '../src/markdown/document.ts'
import {loadParser} from '../src/markdown/load-parser.ts'
import {type GrowthCase, growthCases} from './growth-cases.ts'
import {guidelint} from './peers.ts'
import {median, timeOf} from './measure.ts'

/** More than this is flagged: n log n has less. */
const steepest = 1.3

/** Seconds after which a case is not doubled again. */
const patience = 20

const wanted = process.argv.slice(2)
const folder = mkdtempSync(path.join(tmpdir(), 'guidelint-growth-'))
const {parse} = await loadParser('native')

/** Seconds after which an action is not measured again. */
const slow = 5

/** Processor time of an action, in seconds: the least of three runs, or of a single run that takes long. */
function secondsOf(action: () => unknown): number {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3 && (round === 0 || least < slow); round++) {
    const before = process.cpuUsage()
    action()
    const {user, system} = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1e6)
  }
  return least
}

interface Measured {
  readonly size: number
  readonly check: number
  readonly parse: number
  /** Seconds in which the template is read. */
  readonly template: number
  /** How many findings there are, or why the document was not checked. */
  readonly findings: number | string
}

function measure({template, document, names}: GrowthCase, size: number): Measured {
  const cwd = mkdtempSync(path.join(folder, 'case-'))
  const templateText = template?.(size)
  if (templateText !== undefined) writeFileSync(path.join(cwd, 'template.md'), templateText)
  for (const name of names?.(size) ?? []) writeFileSync(path.join(cwd, name), '')
  const value = document(size)
  const lint = createLinter({
    rules,
    parse,
    configuration: {preset: 'strict', ...(template && {templates: [{template: 'template.md'}]})},
    cwd
  })
  // The template is read, and the code compiled, before the clock starts.
  lint(new VFile({path: 'document.md', value: document(20), cwd}))
  let findings: number | string = 0
  const check = secondsOf(() => {
    const file = new VFile({path: 'document.md', value, cwd})
    findings = refusalOf(() => lint(file)) ?? file.messages.length
  })
  rmSync(cwd, {recursive: true})
  return {
    size,
    check,
    parse: secondsOf(() => refusalOf(() => parse(value))),
    template: templateText === undefined ? 0 : secondsOf(() => readTemplate(templateText, 'template.md')),
    findings
  }
}

/** Why a document is not checked; undefined if it is. */
function refusalOf(action: () => unknown): string | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error
    return error.message
  }
}

function exponent(before: number, after: number): number {
  return Math.log2(after / before)
}

function shown(measured: readonly Measured[]): string {
  const last = measured.at(-1)
  const before = measured.at(-2)
  if (!last) return ''
  const times = measured.map(({size, check}) => `${size}: ${(check * 1000).toFixed(0)} ms`.padEnd(18)).join(' ')
  if (!before) return `${times} too slow to be doubled`
  const grown = (part: 'check' | 'parse' | 'template') => {
    const isSteep = exponent(before[part], last[part]) > steepest && last[part] > 0.1
    return `${exponent(before[part], last[part]).toFixed(2)}${isSteep ? ' STEEP' : ''}`
  }
  const others = (['parse', 'template'] as const)
    .filter((part) => last[part] > 0.02)
    .map((part) => `${part} ${(last[part] * 1000).toFixed(0)} ms, ${grown(part)}`)
  return `${times} exponent ${grown('check')}${others.length > 0 ? ` (${others.join('; ')})` : ''}, ${typeof last.findings === 'number' ? `${last.findings} findings` : last.findings}`
}

function isWanted(name: string): boolean {
  return wanted.length === 0 || wanted.some((word) => name.includes(word))
}

function tell(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Write many small documents, in one folder or each in its own; returns the path of the project. */
function project(count: number, isSpread: boolean): string {
  const cwd = path.join(folder, `${count}-${isSpread ? 'spread' : 'flat'}`)
  mkdirSync(path.join(cwd, '.git'), {recursive: true})
  mkdirSync(path.join(cwd, 'docs'))
  writeFileSync(path.join(cwd, '.guidelintrc.yaml'), 'templates:\n  - template: template.md\n    files: "docs/**"\n')
  writeFileSync(path.join(cwd, 'template.md'), '# [Name]\n\n## Usage\n\n## Owner\n')
  for (let index = 0; index < count; index++) {
    const file = path.join(cwd, 'docs', isSpread ? `tool-${index}/README.md` : `tool-${index}.md`)
    mkdirSync(path.dirname(file), {recursive: true})
    writeFileSync(file, `# Tool ${index}\n\n## Usage\n\nText\n\n## Owner\n\nText\n`)
  }
  return cwd
}

function folders(): void {
  for (const kind of ['cold', 'warm'] as const) {
    const [flat, spread] = [false, true].map((isSpread) => {
      const sizes = [500, 1000, 2000]
      return sizes.map((count) => {
        const cwd = project(count, isSpread)
        const cache = kind === 'warm' ? mkdtempSync(path.join(tmpdir(), 'guidelint-cache-')) : undefined
        const command = guidelint(['docs'], cwd, cache)
        if (kind === 'warm') timeOf(command)
        const seconds = median(Array.from({length: 5}, () => timeOf(command).cpu ?? Number.NaN))
        for (const left of [cwd, ...(cache === undefined ? [] : [cache])]) rmSync(left, {recursive: true})
        return seconds
      })
    }) as [number[], number[]]
    const times = [500, 1000, 2000]
      .map((count, index) => `${count}: ${spread[index]?.toFixed(2)} s to ${flat[index]?.toFixed(2)} s in one folder`)
      .join(', ')
    const ratio = (spread[2] ?? 0) / (flat[2] ?? 1)
    tell(`${`a folder for each document, ${kind}`.padEnd(44)} ${times}, ratio ${ratio.toFixed(2)}`)
  }
}

try {
  for (const growthCase of growthCases.filter(({name}) => isWanted(name))) {
    const measured: Measured[] = []
    for (const times of [1, 2, 4]) {
      if ((measured.at(-1)?.check ?? 0) < patience) measured.push(measure(growthCase, growthCase.size * times))
    }
    tell(`${growthCase.name.padEnd(44)} ${shown(measured)}`)
  }
  if (isWanted('a folder for each document')) folders()
} finally {
  rmSync(folder, {recursive: true, force: true})
}
