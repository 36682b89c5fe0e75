/**
 * How much of a template can be recovered from documents that were written from it: infers a template from the
 * documents of each set, and compares it with the set's own. The recall is the share of the sections required by the
 * template that are inferred; the precision is the share of the inferred sections that the template has, required or
 * not. The documents are then checked against the inferred template under `recommended`.
 *
 *     npm run bench:infer -- <folder with template.md and docs> ... [--share 0.7] [--json] [--write FOLDER]
 */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {lintText} from '../src/index.ts'
import {infer, usualShare} from '../src/infer/infer.ts'
import {acceptedByMost} from '../src/infer/accepted.ts'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {loadParser} from '../src/markdown/load-parser.ts'
import type {Parse} from '../src/markdown/parse.ts'
import {fitsPattern, headingText, isOpen, isWildcard, literalLength} from '../src/template/heading-pattern.ts'
import {readTemplate} from '../src/template/read-template.ts'
import {type SectionSpec, type TemplateSchema, isRequired} from '../src/template/schema.ts'
import {corporaIn, markdownIn} from './corpora.ts'

/** Numbers of one set. */
interface Result {
  readonly name: string
  readonly documents: number
  readonly used: number
  readonly sections: Counts
  readonly fields: Counts
  readonly columns: Counts
  /** Documents without an error under recommended: against the inferred template, and against their own. */
  readonly accepted: number
  readonly acceptedByOwn: number
}

interface Counts {
  /** What the template requires by name. */
  readonly wanted: number
  /** How many of these are inferred, and how many of those as required. */
  readonly found: number
  readonly foundRequired: number
  /** How many are inferred as required. */
  readonly inferred: number
  /** How many of these the template has. */
  readonly right: number
  readonly missing: readonly string[]
  readonly wrong: readonly string[]
}

interface Item {
  readonly name: string
  readonly isRequired: boolean
  readonly fits: (other: string) => boolean
}

function sectionsOf(specs: readonly SectionSpec[], isDue = true): readonly Item[] {
  return specs.flatMap((spec) => {
    const isOwnDue = isDue && isRequired(spec)
    const {heading} = spec
    return [
      ...(isWildcard(heading)
        ? []
        : [
            {
              name: heading.name,
              isRequired: isOwnDue,
              fits: (other: string) =>
                fitsPattern(heading, headingText(other)) ||
                (isOpen(heading) && literalLength(heading) > 3 && stem(heading.name) === stem(other))
            }
          ]),
      ...sectionsOf(spec.children, isOwnDue)
    ]
  })
}

/** A name without its slots and numbers, for patterns on both sides. */
function stem(name: string): string {
  return headingText(name.replaceAll(/\[[^[\]]*\]|\{[^{}]*\}|<[^<>]*>|\d+/g, ' ').replaceAll(/[^\p{L}]+/gu, ' ')).folded
}

function allSpecs(spec: SectionSpec): readonly SectionSpec[] {
  return [spec, ...spec.children.flatMap((child) => allSpecs(child))]
}

function literalItem(name: string, isDue: boolean): Item {
  return {
    name,
    isRequired: isDue,
    fits: (other) => headingText(other).folded.replace(/s$/, '') === headingText(name).folded.replace(/s$/, '')
  }
}

function fieldsOf({root}: TemplateSchema): readonly Item[] {
  return allSpecs(root).flatMap(({content}) =>
    content.fields.map(({label, isOptional}) => literalItem(label.name, !isOptional))
  )
}

function columnsOf({root}: TemplateSchema): readonly Item[] {
  return allSpecs(root).flatMap(({content}) =>
    content.tables.flatMap(({columns, isOptional}) =>
      columns
        .filter(({heading}) => heading.name !== '')
        .map(({heading, isOptional: isFree}) => literalItem(heading.name, !isOptional && !isFree))
    )
  )
}

function compare(own: readonly Item[], inferred: readonly Item[]): Counts {
  const wanted = own.filter((item) => item.isRequired)
  const isIn = (item: Item, others: readonly Item[]) =>
    others.some((other) => other.fits(item.name) || item.fits(other.name))
  const due = inferred.filter((item) => item.isRequired)
  const missing = wanted.filter((item) => !isIn(item, inferred))
  const wrong = due.filter((item) => !isIn(item, own))
  return {
    wanted: wanted.length,
    found: wanted.length - missing.length,
    foundRequired: wanted.filter((item) => isIn(item, due)).length,
    inferred: due.length,
    right: due.length - wrong.length,
    missing: missing.map(({name}) => name),
    wrong: wrong.map(({name}) => name)
  }
}

async function resultOf(name: string, folder: string, parse: Parse): Promise<Result> {
  const own = readTemplate(readFileSync(path.join(folder, 'template.md'), 'utf8'), 'template.md', parse)
  const samples: Array<{readonly name: string; readonly text: string; readonly document: MarkdownDocument}> = []
  for (const file of markdownIn(path.join(folder, 'docs'))) {
    const text = readFileSync(file, 'utf8')
    samples.push({name: path.basename(file), text, document: readDocument(parse(text), text)})
    await setImmediate()
  }
  const inferred = infer(samples, share)
  if (!inferred) throw new Error(`${name}: nothing in common`)
  const others = new Set(inferred.others)
  const accepts = (template: TemplateSchema, among: typeof samples) =>
    among.filter((sample) =>
      lintText(sample.text, {template, rules: {'valid-anchors': 'off'}}).messages.every(({fatal}) => fatal !== true)
    ).length
  const members = samples.filter((sample) => !others.has(sample.name))
  const {text, schema, leftOut} = await acceptedByMost(inferred, {
    path: 'template.md',
    parse,
    shareAccepted: async (template) => accepts(template, members) / members.length
  })
  if (leftOut.length > 0)
    process.stderr.write(`${name}: left out ${leftOut.map(({names}) => names[0]?.name).join(', ')}\n`)
  if (target !== undefined) {
    mkdirSync(target, {recursive: true})
    writeFileSync(path.join(target, `${name}.md`), text)
  }
  return {
    name,
    documents: samples.length,
    used: inferred.documents,
    sections: compare(sectionsOf(own.root.children), sectionsOf(schema.root.children)),
    fields: compare(fieldsOf(own), fieldsOf(schema)),
    columns: compare(columnsOf(own), columnsOf(schema)),
    accepted: accepts(schema, samples),
    acceptedByOwn: accepts(own, samples)
  }
}

const args = process.argv.slice(2)
function optionOf(name: string): string | undefined {
  const at = args.indexOf(name)
  return at < 0 ? undefined : args.splice(at, 2)[1]
}
const share = Number(optionOf('--share') ?? usualShare)
const target = optionOf('--write')
const isVerbose = args.includes('--verbose')
const {parse} = await loadParser('native')
const results: Result[] = []
for (const {name, folder} of corporaIn(
  args.filter((arg) => !arg.startsWith('--')),
  (text) => process.stderr.write(`${text}\n`)
))
  results.push(await resultOf(name, folder, parse))

function of(part: number, whole: number): string {
  return `${part}/${whole}`
}

process.stdout.write(
  '| set | documents | sections found (required) | precision | labels found | precision | columns found | precision | accepted | by its own template |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n'
)
const row = ({name, documents, used, sections, fields, columns, accepted, acceptedByOwn}: Result) =>
  `| ${name} | ${used === documents ? documents : of(used, documents)} | ${of(sections.found, sections.wanted)} (${sections.foundRequired}) | ${of(sections.right, sections.inferred)} | ${of(fields.found, fields.wanted)} | ${of(fields.right, fields.inferred)} | ${of(columns.found, columns.wanted)} | ${of(columns.right, columns.inferred)} | ${of(accepted, documents)} | ${of(acceptedByOwn, documents)} |\n`
for (const result of results) process.stdout.write(row(result))
const sum = (key: 'sections' | 'fields' | 'columns'): Counts => {
  const sumOf = (each: 'wanted' | 'found' | 'foundRequired' | 'inferred' | 'right') =>
    results.reduce((all, result) => all + result[key][each], 0)
  return {
    wanted: sumOf('wanted'),
    found: sumOf('found'),
    foundRequired: sumOf('foundRequired'),
    inferred: sumOf('inferred'),
    right: sumOf('right'),
    missing: [],
    wrong: []
  }
}
const total = (key: 'documents' | 'used' | 'accepted' | 'acceptedByOwn') =>
  results.reduce((all, result) => all + result[key], 0)
process.stdout.write(
  row({
    name: 'all',
    documents: total('documents'),
    used: total('used'),
    sections: sum('sections'),
    fields: sum('fields'),
    columns: sum('columns'),
    accepted: total('accepted'),
    acceptedByOwn: total('acceptedByOwn')
  })
)
if (isVerbose)
  for (const {name, sections, fields, columns} of results)
    for (const [what, {missing, wrong}] of Object.entries({sections, fields, columns}))
      process.stdout.write(`${name} ${what}\n  missing: ${missing.join(' · ')}\n  wrong: ${wrong.join(' · ')}\n`)
