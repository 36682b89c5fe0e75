/**
 * Fills templates as a diligent author would (each placeholder replaced, each sample renamed, each choice made) and
 * checks the result under strict: each finding means that the template was misread, or requires what nobody can
 * provide.
 *
 *     npm run filled -- [folder of templates]
 */
import {readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {lintText, readTemplate} from '../src/index.ts'
import type {Placeholder, TemplateSchema} from '../src/index.ts'
import {choiceIn} from '../src/template/choices.ts'

const folder = path.resolve(process.argv[2] ?? '../shared/templates')

type Fill = (placeholder: Placeholder, own: string, count: number) => string

const date = '2031-04-02'

/** What replaces placeholders of each kind; the others are replaced with a text of their own. */
const fills: Readonly<Partial<Record<Placeholder['kind'], Fill>>> = {
  comment: () => '',
  date: () => date,
  number: ({text}) => text.replaceAll(/[NX]{3,}/g, '4321'),
  sample: (_, __, count) => `key_${count}`,
  link: () => 'https://example.com/filled',
  code: ({type}, own, count) => (type === 'code' ? `filled ${count}` : own),
  'front matter': ({text}, own) =>
    choiceIn(text.replaceAll(/^["']|["']$/g, ''))?.values[0] ?? (/yyyy-mm-dd/i.test(text) ? date : own)
}

/** A text for a placeholder, always the same for the same placeholder. */
function textFor(placeholder: Placeholder, schema: TemplateSchema, count: number): string {
  const names = [...new Set(schema.placeholders.map(({key}) => key))]
  const rank = names.indexOf(placeholder.key)
  const own = `Filled ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[rank % 26] ?? ''}${rank}`
  return fills[placeholder.kind]?.(placeholder, own, count) ?? choiceIn(placeholder.text)?.values[0] ?? own
}

function offsetsOf(text: string): (line: number, column: number) => number {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({index}) => index + 1)]
  return (line, column) => (starts[line - 1] ?? 0) + column - 1
}

/**
 * Replace placeholders from the end, so that earlier places stay valid. A placeholder within another is replaced with
 * it.
 */
function withoutPlaceholders(text: string, schema: TemplateSchema): string {
  const offsetAt = offsetsOf(text)
  const spans = schema.placeholders
    .filter(({kind, type}) => kind !== 'line' && type !== 'sentence in code')
    .map((placeholder, count) => {
      const from = offsetAt(placeholder.line, placeholder.column)
      const filled = textFor(placeholder, schema, count)
      // The schema has paragraphs with white space folded. A paragraph ends at the next blank line or item.
      if (placeholder.type === 'paragraph')
        return {start: from, end: from + (/\n\s*(?:\n|[-*+>] |\d+\. )|$/.exec(text.slice(from))?.index ?? 0), filled}
      const at = text.indexOf(placeholder.text, from)
      return at < 0 || at > from + 200 ? undefined : {start: at, end: at + placeholder.text.length, filled}
    })
    .filter((span) => span !== undefined)
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  let [filled, at] = ['', 0]
  for (const {start, end, filled: replacement} of spans) {
    if (start < at) continue
    filled += text.slice(at, start) + replacement
    at = end
  }
  return filled + text.slice(at)
}

/** Give each label a value, each empty cell a word, and each section without text a text. */
function withText(text: string): string {
  const lines = text.replaceAll(/<!--[\s\S]*?-->/g, '').split('\n')
  return lines
    .flatMap((line, index) => {
      const next = lines.slice(index + 1).find((other) => other.trim() !== '') ?? '#'
      if (/^#{1,6} /.test(line) && next.startsWith('#')) return [line, '', 'Filled.']
      if (/^\s*[-*] .*:\**\s*$/.test(line) && !/^\s+[-*]/.test(lines[index + 1] ?? ''))
        return [`${line.trimEnd()} Filled`]
      return [
        line.startsWith('|') && index > 0 && (lines[index - 1] ?? '').startsWith('|')
          ? line.replaceAll(/\|[ \t]+(?=\|)/g, '| x ')
          : line
      ]
    })
    .join('\n')
}

const names = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .filter((name) => name.endsWith('.md'))
  .toSorted((a, b) => (a < b ? -1 : 1))
let clean = 0
for (const name of names) {
  const text = readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n')
  const template = readTemplate(text, name)
  const {messages} = lintText(withText(withoutPlaceholders(text, template)), {template, preset: 'strict'})
  if (messages.length === 0) clean++
  else
    process.stdout.write(
      `${name}\n${messages.map(({line, ruleId, reason}) => `  ${line} ${ruleId}: ${reason}\n`).join('')}`
    )
}
process.stdout.write(`${clean} of ${names.length} templates are clean when filled\n`)
