/**
 * How many documents do not meet each requirement of their template, and in which way. Requirements that half or more
 * of the documents miss are listed first: the template has changed since, or guidelint misreads it.
 *
 *     npm run consensus -- <folder with template.md and docs> ... [--json]
 */
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {caseFinder, lintCase} from '../src/linter.ts'
import {loadParser} from '../src/markdown/load-parser.ts'
import type {Parse} from '../src/markdown/parse.ts'
import {readTemplate} from '../src/template/read-template.ts'
import {aboutRequirement} from '../src/tune/proposals.ts'
import {type Checked, type Tally, type Verdict, tallies} from '../src/tune/requirements.ts'
import {type Corpus, corporaIn, markdownIn} from './corpora.ts'

/**
 * A requirement, with the number of documents that it applies to, and of those that miss it, in total and in each way.
 */
interface Requirement {
  readonly about: string
  /** 1-based line of the template. */
  readonly line: number
  readonly documents: number
  readonly missed: number
  readonly how: ReadonlyMap<Verdict, number>
}

async function consensusOf({folder}: Corpus, parse: Parse): Promise<readonly Requirement[]> {
  const schema = readTemplate(readFileSync(path.join(folder, 'template.md'), 'utf8'), 'template.md', parse)
  const caseOf = caseFinder({rules, parse, configuration: {templates: [{template: 'template.md'}]}, cwd: folder})
  const checked: Checked[] = []
  for (const name of markdownIn(path.join(folder, 'docs'))) {
    const file = new VFile({cwd: folder, path: path.relative(folder, name), value: readFileSync(name, 'utf8')})
    const found = caseOf(file)
    if (found) lintCase(file, {...found, schema})
    const {guidelint: analysis} = file.data
    if (analysis) checked.push({analysis, messages: file.messages})
    // The native parser only frees memory between turns of the event loop.
    await setImmediate()
  }
  return tallies(schema, checked)
    .map((tally) => requirementOf(tally))
    .filter(({missed}) => missed > 0)
    .toSorted((a, b) => b.missed - a.missed || a.line - b.line)
}

function requirementOf({requirement, verdicts}: Tally): Requirement {
  const how = new Map<Verdict, number>()
  for (const verdict of verdicts.values()) if (verdict !== 'met') how.set(verdict, (how.get(verdict) ?? 0) + 1)
  return {
    about: aboutRequirement(requirement),
    line: requirement.line,
    documents: verdicts.size,
    missed: [...how.values()].reduce((sum, count) => sum + count, 0),
    how
  }
}

function shown({about, line, documents, missed, how}: Requirement): string {
  return `  ${String(missed).padStart(4)} of ${documents}  ${about}, line ${line}: ${Array.from(how, ([way, count]) => `${count} ${way}`).join(', ')}\n`
}

const asJson = process.argv.includes('--json')
const {parse} = await loadParser('native')
const corpora = corporaIn(
  process.argv.slice(2).filter((argument) => argument !== '--json'),
  (text) => process.stderr.write(`${text}\n`)
)
const results: Array<{readonly name: string; readonly requirements: readonly Requirement[]}> = []
for (const corpus of corpora) results.push({name: corpus.name, requirements: await consensusOf(corpus, parse)})
if (asJson) {
  const plain = results.map(({name, requirements}) => ({
    name,
    requirements: requirements.map((each) => ({...each, how: Object.fromEntries(each.how)}))
  }))
  process.stdout.write(`${JSON.stringify(plain, undefined, 2)}\n`)
} else {
  for (const {name, requirements} of results) {
    const [often, rarely] = [
      requirements.filter(({missed, documents}) => missed * 2 >= documents),
      requirements.filter(({missed, documents}) => missed * 2 < documents)
    ]
    process.stdout.write(`${name}: ${requirements.length} requirements that any misses\n`)
    process.stdout.write(
      ` half or more miss:\n${often.map((each) => shown(each)).join('') || '  none\n'} fewer miss:\n${rarely.map((each) => shown(each)).join('') || '  none\n'}\n`
    )
  }
}
