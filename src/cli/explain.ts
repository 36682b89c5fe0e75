import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {rules} from '../../rules/index.ts'
import {UsageError} from '../check/failure.ts'
import {chosenParser} from './chosen-parser.ts'
import {loadTemplate} from '../config/template-cache.ts'
import {inJson, inLine} from '../report/escape.ts'
import {foldWhitespace, quote} from '../markdown/text.ts'
import {nearest} from '../nearest.ts'
import {type RuleMeta, ruleUrl} from '../rule.ts'
import {shownOccurrence} from '../template/directives.ts'
import type {PlaceholderKind} from '../template/placeholder-scan.ts'
import type {
  BlockSpec,
  ContentsListSpec,
  Inference,
  KeySpec,
  NameSpec,
  SectionSpec,
  TableSpec,
  TaskListSpec,
  TemplateSchema
} from '../template/schema.ts'

/** One line of the tree: where the template says something, what it requires, and why. */
interface Line {
  readonly line: number
  readonly demand: string
  readonly reason: string
}

/**
 * What a template requires, or what a rule reports.
 *
 * @param subject The template's path, or the name of a rule.
 * @param format `pretty` is for people, and for a rule its page; `json` is the schema of the template, or the metadata of the rule.
 * @throws {TemplateError} If a template cannot be read.
 * @throws {UsageError} If there is no such file and no such rule, but a rule with a similar name.
 */
export async function explain(subject: string, format: 'pretty' | 'json'): Promise<string> {
  const rule = rules.find(({meta}) => meta.id === subject)
  if (rule) return explainRule(rule.meta, format)
  const meant = existsSync(subject)
    ? undefined
    : nearest(
        subject,
        rules.map(({meta}) => meta.id)
      )
  if (meant !== undefined) throw new UsageError(`Unexpected rule ${quote(subject)}, expected ${quote(meant)}`)
  return explainTemplate(subject, format)
}

/** The page of a rule, which is part of the package. */
function explainRule(meta: RuleMeta, format: 'pretty' | 'json'): string {
  const url = ruleUrl(meta.id)
  if (format === 'json') return `${JSON.stringify({...meta, url}, undefined, 2)}\n`
  const page = readFileSync(new URL(`../../../rules/${meta.id}.md`, import.meta.url), 'utf8')
  return `${page.replaceAll(/<!-- \/?generated -->\n\n?/g, '')}\n${url}\n`
}

async function explainTemplate(file: string, format: 'pretty' | 'json'): Promise<string> {
  const {parse} = await chosenParser('native')
  const schema = loadTemplate(path.resolve(file), process.cwd(), parse)
  return format === 'json' ? `${inJson(JSON.stringify(schema, undefined, 2))}\n` : `${pretty(schema)}\n`
}

function pretty(schema: TemplateSchema): string {
  const {title, contents, root, placeholders} = schema
  const lines: readonly Line[] = [
    ...schema.frontMatter.map((key) => keyLine(key)),
    ...(title ? [{line: title.line, ...summary(title.because)}] : []),
    ...(contents ? [contentsLine(contents)] : []),
    ...(schema.name ? [nameLine(schema.name)] : []),
    ...contentLines(root, 0)
  ]
  // A line that consists of placeholders is listed by its placeholders.
  const texts = placeholders
    .filter(({kind}) => kind !== 'line' && kind !== 'remark')
    .map(({line, text, kind}) => ({line, demand: shortened(text), reason: meanings[kind]}))
  const count = `${texts.length} ${texts.length === 1 ? 'placeholder' : 'placeholders'} to replace`
  const allowed =
    schema.allowed.length > 0
      ? [`Sections that its comments allow: ${schema.allowed.map(({name}) => inLine(name)).join(', ')}`, '']
      : []
  const sections = root.children.flatMap((spec) => sectionLines(spec, 0))
  return [
    inLine(schema.path),
    '',
    ...inColumns([...lines, ...sections]),
    '',
    ...allowed,
    ...(texts.length > 0 ? [count, '', ...inColumns(texts)] : [])
  ]
    .join('\n')
    .trimEnd()
}

function keyLine({key, line, isOptional, values, isDate}: KeySpec): Line {
  const value = values ? `: ${values.join(' | ')}` : isDate ? ': a date' : ''
  return {
    line,
    demand: `front matter ${key}${value}${isOptional ? ', optional' : ''}`,
    reason: isOptional ? 'its comment says so' : 'a key of the front matter'
  }
}

function contentsLine({line, depths: [least, greatest]}: ContentsListSpec): Line {
  return {
    line,
    demand: `contents list of headings of depth ${least === greatest ? least : `${least} to ${greatest}`}`,
    reason: 'links to its own headings'
  }
}

function nameLine({placeholder, title, places}: NameSpec): Line {
  return {
    line: title.line,
    demand: `the name in the place of ${placeholder}, in ${places.length} more ${places.length === 1 ? 'place' : 'places'}`,
    reason: `the same placeholder is at line ${places.map(({line}) => line).join(', ')}`
  }
}

function sectionLines(spec: SectionSpec, level: number): readonly Line[] {
  const {demand, reason} = summary(spec.because)
  const {expression} = spec.heading
  const heading = `${'  '.repeat(level)}${'#'.repeat(spec.depth)} ${spec.heading.name}${expression === undefined ? '' : ` (any with /${expression}/)`}: ${[demand, ...freedoms(spec)].join(', ')}`
  return [
    {line: spec.line, demand: heading, reason},
    ...contentLines(spec, level + 1),
    ...spec.children.flatMap((child) => sectionLines(child, level + 1))
  ]
}

/** What directives say about the parts of a section. */
function freedoms({anyOrder, extraSections, anyOf}: SectionSpec): readonly string[] {
  return [
    ...(anyOf === undefined ? [] : [`or another of the group at line ${anyOf}`]),
    ...(anyOrder ? ['its parts in any order'] : []),
    ...(extraSections === true ? ['others welcome'] : [])
  ]
}

function contentLines(
  {content: {tables, fields, blocks, taskLists = []}}: SectionSpec,
  level: number
): readonly Line[] {
  const lines = [
    ...tables.flatMap((table) => tableLines(table)),
    ...fields.map(({label, expression, line, isOptional, values}) => ({
      line,
      demand: `field ${label.name}${expression === undefined ? '' : ` (or one with /${expression}/)`}${values ? `: ${values.join(' | ')}` : ''}${isOptional ? ', optional' : ''}`,
      reason: isOptional ? 'a label that says so' : 'a label with something to fill in'
    })),
    ...taskLists.map((list) => taskListLine(list)),
    ...blocks.map((block) => ({
      line: block.line,
      demand: blockDemand(block),
      reason: block.type === 'kept text' || block.items || block.isDemanded ? 'a comment says so' : 'one is there'
    }))
  ]
  return lines
    .map(({line, demand, reason}) => ({line, demand: `${'  '.repeat(level)}${demand}`, reason}))
    .toSorted((a, b) => a.line - b.line)
}

function blockDemand({type, language, text, items}: BlockSpec): string {
  if (type === 'kept text') return `the text ${text ?? ''}`
  if (type === 'list') return `a list${items ? `, ${shownOccurrence(items)} items` : ''}`
  if (language === undefined) return `a ${type}`
  return type === 'diagram' ? `a ${language} diagram` : 'a code block with a language'
}

function taskListLine({line, boxes, tick, deletion}: TaskListSpec): Line {
  const names = boxes.map(({text}) => text.name).join(' | ')
  const asked = tick ? `, ${tick.boxes} ticked` : ''
  const mayGo = deletion === undefined ? '' : deletion === 'forbidden' ? ', all kept' : ', any deleted'
  const because =
    tick === undefined ? 'boxes of the template' : tick.isDirective ? 'a comment says so' : 'the text above says so'
  return {line, demand: `boxes${asked}${mayGo}: ${shortened(names)}`, reason: because}
}

function tableLines({line, columns, hasKeys, formRows, isOptional, rows}: TableSpec): readonly Line[] {
  const names = columns.map(({heading}) => heading.name).join(' | ')
  return [
    {
      line,
      demand: `table: | ${names} |${isOptional ? ', optional' : ''}${rows.min === 1 && rows.max === undefined ? '' : `, ${shownOccurrence(rows)} rows`}`,
      reason: 'its header row'
    },
    ...columns.flatMap(({heading, values}) =>
      values
        ? [{line, demand: `  ${heading.name}: ${values.join(' | ')}`, reason: 'all its cells have this choice'}]
        : []
    ),
    ...columns.flatMap(({heading, isCode}) =>
      isCode ? [{line, demand: `  ${heading.name}: inline code`, reason: 'all its cells are'}] : []
    ),
    ...(hasKeys
      ? [{line, demand: `  ${columns[0]?.heading.name ?? ''}: each once`, reason: 'its cells are samples'}]
      : []),
    ...(formRows.length > 0
      ? [
          {
            line,
            demand: `  rows ${formRows.map(({name, values}) => name + (values ? ` (${values.join(' | ')})` : '')).join(', ')}`,
            reason: 'names with room for an answer'
          }
        ]
      : [])
  ]
}

function summary(because: readonly Inference[]): {demand: string; reason: string} {
  return {
    demand: [...new Set(because.map(({demand}) => demand))].join(', '),
    reason: because.map(({reason}) => reason).join('; ')
  }
}

const meanings: Readonly<Record<PlaceholderKind, string>> = {
  bracket: 'text in square brackets',
  brace: 'text in braces',
  angle: 'text in angle brackets',
  date: 'a date to fill in',
  number: 'a number to fill in',
  note: 'a note to the author',
  name: 'a name after a dollar sign, as in a heading',
  italic: 'in italics, which must be replaced',
  capitals: 'the name of its place again',
  link: 'a link that leads nowhere',
  sample: 'numbered from one to the next',
  choice: 'a choice left open',
  line: 'nothing but placeholders',
  code: 'code with placeholders or samples',
  instruction: 'tells the author what to write',
  companion: 'is beside instructions; may stay beside other text',
  prompt: 'says what the section is for; may stay beside other text',
  named: 'a directive names it',
  comment: 'asks to be removed',
  remark: 'a comment',
  guidance: 'a directive says to remove it',
  'front matter': 'a value to fill in'
}

const widest = 72

function shortened(text: string): string {
  const folded = foldWhitespace(text)
  return folded.length > widest ? `${folded.slice(0, widest - 1)}…` : folded
}

/** Line numbers aligned to the right, reasons in a column. */
function inColumns(foreign: readonly Line[]): readonly string[] {
  const lines = foreign.map(({line, demand, reason}) => ({line, demand: inLine(demand), reason: inLine(reason)}))
  const digits = String(lines.at(-1)?.line ?? 1).length
  const width = lines.reduce((most, {demand}) => Math.min(widest, Math.max(most, demand.length)), 0)
  return lines.map(
    ({line, demand, reason}) => `${String(line).padStart(digits + 2)}  ${demand.padEnd(width)}  ${reason}`
  )
}
