import path from 'node:path'
import {loadTemplate} from '../config/template-cache.ts'
import {foldWhitespace} from '../markdown/text.ts'
import type {PlaceholderKind} from '../template/placeholder-scan.ts'
import type {Inference, SectionSpec, TableSpec, TemplateSchema} from '../template/schema.ts'

/** One line of the tree: where the template says something, what it demands, and why. */
interface Line {
  readonly line: number
  readonly demand: string
  readonly reason: string
}

/**
 * What a template demands.
 *
 * @param file The template's path.
 * @param format `pretty` for people; `json` is the schema itself.
 * @throws {TemplateError} Where it cannot be read.
 */
export function explain(file: string, format: 'pretty' | 'json'): string {
  const schema = loadTemplate(path.resolve(file), process.cwd())
  return format === 'json' ? `${JSON.stringify(schema, undefined, 2)}\n` : `${pretty(schema)}\n`
}

function pretty(schema: TemplateSchema): string {
  const {title, contents, root, placeholders} = schema
  const sections: Line[] = [
    ...(title ? [{line: title.line, ...summary(title.because)}] : []),
    ...root.content.tables.map((table) => tableLine(table, 0)),
    ...root.children.flatMap((spec) => sectionLines(spec, 0))
  ]
  if (contents) {
    const [least, greatest] = contents.depths
    const demand = `contents list of headings of depth ${least === greatest ? least : `${least} to ${greatest}`}`
    const next = sections.findIndex(({line}) => line > contents.line)
    sections.splice(next < 0 ? sections.length : next, 0, {line: contents.line, demand, reason: 'links to its own headings'})
  }
  // A line that consists of placeholders is told by its placeholders.
  const texts = placeholders.filter(({kind}) => kind !== 'line').map(({line, text, kind}) => ({line, demand: shortened(text), reason: meanings[kind]}))
  const count = `${texts.length} ${texts.length === 1 ? 'placeholder' : 'placeholders'} to replace`
  return [schema.path, '', ...inColumns(sections), ...(texts.length > 0 ? ['', count, '', ...inColumns(texts)] : [])].join('\n')
}

function sectionLines(spec: SectionSpec, level: number): readonly Line[] {
  const indent = '  '.repeat(level)
  const {demand, reason} = summary(spec.because)
  const heading = `${indent}${'#'.repeat(spec.depth)} ${spec.heading.name}: ${demand}`
  return [
    {line: spec.line, demand: heading, reason},
    ...spec.content.tables.map((table) => tableLine(table, level + 1)),
    ...spec.children.flatMap((child) => sectionLines(child, level + 1))
  ]
}

function tableLine({line, columns}: TableSpec, level: number): Line {
  const names = columns.map(({heading}) => heading.name).join(' | ')
  return {line, demand: `${'  '.repeat(level)}table: | ${names} |`, reason: 'its header row'}
}

function summary(because: readonly Inference[]): {demand: string; reason: string} {
  return {demand: [...new Set(because.map(({demand}) => demand))].join(', '), reason: because.map(({reason}) => reason).join('; ')}
}

const meanings: Readonly<Record<PlaceholderKind, string>> = {
  bracket: 'text in square brackets',
  brace: 'text in braces',
  angle: 'text in angle brackets',
  date: 'a date to fill in',
  number: 'a number to fill in',
  note: 'a note to the author',
  link: 'a link that leads nowhere',
  sample: 'numbered from row to row',
  choice: 'a choice left open',
  line: 'nothing but placeholders',
  code: 'code with placeholders or samples',
  instruction: 'tells the author what to write',
  comment: 'asks to be removed',
  'front matter': 'a value to fill in'
}

const widest = 72

function shortened(text: string): string {
  const folded = foldWhitespace(text)
  return folded.length > widest ? `${folded.slice(0, widest - 1)}…` : folded
}

/** Line numbers to the right, reasons below each other. */
function inColumns(lines: readonly Line[]): readonly string[] {
  const digits = Math.max(...lines.map(({line}) => String(line).length))
  const width = Math.min(widest, Math.max(...lines.map(({demand}) => demand.length)))
  return lines.map(({line, demand, reason}) => `${String(line).padStart(digits + 2)}  ${demand.padEnd(width)}  ${reason}`)
}
