/**
 * What documents make of each requirement of their template: how many of them miss it. What half of them or more miss is
 * listed first: the template has changed since, or guidelint misreads it.
 *
 *     npm run consensus -- <folder with template.md and docs> ... [--json]
 */
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {rules} from '../rules/index.ts'
import type {SectionSpec, TemplateSchema} from '../src/index.ts'
import {createLinter} from '../src/linter.ts'
import {type Parse, loadParser} from '../src/markdown/parse.ts'
import {readTemplate} from '../src/template/read-template.ts'
import {type Corpus, corporaIn, markdownIn} from './corpora.ts'

/** Something that a document of a template lacks. */
interface Miss {
  /** What kind of thing it is: a section, a column, the content of a section. */
  readonly kind: string
  readonly name: string
  /** 1-based line of the template. */
  readonly line: number
  /** How it is lacking: missing, by another name, at another depth. */
  readonly how: string
}

/** A requirement, with the documents that miss it. */
interface Requirement extends Pick<Miss, 'kind' | 'name' | 'line'> {
  readonly documents: ReadonlySet<string>
  readonly how: ReadonlyMap<string, number>
}

/** Names in backticks, as findings have them. */
function namesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/`` (.+?) ``|`([^`]+)`/g), ([, long, short = '']) => long ?? short)
}

type Reading = readonly [rule: string, pattern: RegExp, kind: string, how: string]

/** What findings speak of: the first group of a pattern holds the names. A finding that none fits is about no requirement. */
const readings: readonly Reading[] = [
  ['required-headings', /^Missing all sections of the template, expected (.*)$/, 'section', 'missing'],
  ['required-headings', /^Missing sections? (.*), expected (?:it|them)\b/, 'section', 'missing'],
  ['required-headings', /^Unexpected heading .*?, expected (.*)$/, 'section', 'by another name'],
  ['required-headings', /^Unexpected depth \d of sections? (.*), expected/, 'section', 'at another depth'],
  ['required-headings', /^Unexpected parent .* of sections? (.*), expected/, 'section', 'under another parent'],
  ['title', /expected (?:one like )?(.*)$/, 'title', 'missing or another'],
  ['no-empty-sections', /^Missing content of section (.*), expected/, 'content of section', 'missing'],
  ['required-content', /^Missing (.*), expected/, 'block', 'missing'],
  ['required-content', /^(.*)$/, 'block', 'another'],
  ['table-columns', /^Missing columns? (.*), expected/, 'column', 'missing'],
  ['table-columns', /^Unexpected column .*?, expected (`.*)$/, 'column', 'by another name'],
  ['table-cells', /^Missing rows? (`.*), expected/, 'row', 'missing'],
  ['table-cells', /^(Missing rows), expected/, 'row', 'missing'],
  ['table-cells', / in columns? (.*), expected/, 'cells of column', 'missing or another'],
  ['table-cells', /^(.*)$/, 'rows', 'another'],
  ['list-labels', /^Missing fields? (.*), expected/, 'label', 'missing'],
  ['list-labels', /^Unexpected field .*?, expected (.*)$/, 'label', 'by another name'],
  ['list-labels', /^Missing value of field (.*), expected/, 'value of label', 'missing'],
  ['list-labels', /^Unexpected value .* of field (.*), expected/, 'value of label', 'another'],
  ['front-matter', /^Missing front matter, expected one with (.*)$/, 'key', 'missing'],
  ['front-matter', /^Missing keys? (.*) in the front matter/, 'key', 'missing'],
  ['front-matter', /^Missing value of key (.*), expected/, 'value of key', 'missing'],
  ['front-matter', /^Unexpected value .* of key (.*), expected/, 'value of key', 'another']
]

/** What a finding says that a document lacks. Of several things, only the first has its line in the note. */
function missesOf({ruleId, reason, note}: VFileMessage, sections: readonly SectionSpec[]): readonly Miss[] {
  const reading = readings.find(([rule, pattern]) => rule === ruleId && pattern.test(reason))
  if (!reading) return []
  const [, pattern, kind, how] = reading
  const labels = sections.flatMap(({content}) => content.fields)
  const text = pattern.exec(reason)?.[1] ?? ''
  const noted = Number(/:(\d+)$/.exec(note ?? '')?.[1] ?? 0)
  // A block is named by its kind and, where it is a table, its columns.
  const names = kind === 'block' ? [] : namesIn(text)
  return (names.length > 0 ? names : [text]).map((name, index) => {
    const isOfSection = kind === 'section' || kind === 'content of section'
    const spec = isOfSection ? (sections.find(({line}) => index === 0 && line === noted) ?? sections.find(({heading}) => heading.name === name)) : undefined
    const label = kind === 'label' ? labels.find(({line, label: {name: own}}) => line >= noted && own === name) : undefined
    return {kind, name: spec?.heading.name ?? name, line: spec?.line ?? label?.line ?? noted, how}
  })
}

/** All sections, the template itself first. */
function sectionsOf({root}: TemplateSchema): readonly SectionSpec[] {
  const withChildren = (spec: SectionSpec): readonly SectionSpec[] => [spec, ...spec.children.flatMap((child) => withChildren(child))]
  return withChildren(root)
}

interface Consensus {
  readonly documents: number
  readonly requirements: readonly Requirement[]
}

async function consensusOf({folder}: Corpus, parse: Parse): Promise<Consensus> {
  const lint = createLinter({rules, parse, configuration: {templates: [{template: 'template.md'}]}, cwd: folder})
  const sections = sectionsOf(readTemplate(readFileSync(path.join(folder, 'template.md'), 'utf8'), 'template.md', parse))
  const files = markdownIn(path.join(folder, 'docs'))
  const found = new Map<string, {first: Miss; documents: Set<string>; how: Map<string, number>}>()
  for (const name of files) {
    const file = new VFile({cwd: folder, path: path.relative(folder, name), value: readFileSync(name, 'utf8')})
    lint(file)
    for (const miss of file.messages.flatMap((message) => missesOf(message, sections))) {
      const key = [miss.kind, miss.name, miss.line].join('\0')
      const entry = found.get(key) ?? {first: miss, documents: new Set<string>(), how: new Map<string, number>()}
      found.set(key, entry)
      if (!entry.documents.has(name)) entry.how.set(miss.how, (entry.how.get(miss.how) ?? 0) + 1)
      entry.documents.add(name)
    }
    // Memory of the native parser is only given back between turns of the event loop.
    await setImmediate()
  }
  const requirements = [...found.values()].map(({first: {kind, name, line}, documents, how}) => ({kind, name, line, documents, how}))
  return {documents: files.length, requirements: requirements.toSorted((a, b) => b.documents.size - a.documents.size || a.line - b.line)}
}

function shown({kind, name, line, documents, how}: Requirement, all: number): string {
  const ways = Array.from(how, ([way, count]) => `${count} ${way}`).join(', ')
  return `  ${String(documents.size).padStart(4)} of ${all}  ${kind}: ${name}, line ${line}: ${ways}`
}

const asJson = process.argv.includes('--json')
const {parse} = await loadParser('native')
const corpora = corporaIn(process.argv.slice(2).filter((argument) => argument !== '--json'), (text) => process.stderr.write(`${text}\n`))
const results: Array<Consensus & {name: string}> = []
for (const corpus of corpora) results.push({name: corpus.name, ...(await consensusOf(corpus, parse))})
if (asJson) {
  const plain = results.map(({name, documents, requirements}) => ({name, documents, requirements: requirements.map((each) => ({...each, documents: each.documents.size, how: Object.fromEntries(each.how)}))}))
  process.stdout.write(`${JSON.stringify(plain, undefined, 2)}\n`)
} else {
  for (const {name, documents, requirements} of results) {
    const [often, rarely] = [requirements.filter((each) => each.documents.size * 2 >= documents), requirements.filter((each) => each.documents.size * 2 < documents)]
    process.stdout.write(`${name}: ${documents} documents, ${requirements.length} requirements that any misses\n`)
    process.stdout.write(` half or more miss:\n${often.map((each) => `${shown(each, documents)}\n`).join('') || '  none\n'} fewer miss:\n${rarely.map((each) => `${shown(each, documents)}\n`).join('') || '  none\n'}\n`)
  }
}
