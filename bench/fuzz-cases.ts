import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import {markdownIn} from './corpora.ts'
import type {Case} from './fuzz-properties.ts'
import {block, word} from './generated-markdown.ts'
import {faults, harmless} from './mutations.ts'
import {drop, move, nodeAt, paths, relevel, rename, treeOf, write} from './outline-model.ts'

/** The paths of a template and the documents beside it, or of a single document without a template. */
export interface Real {
  /** Its path in the folder that it was found in, by which it is drawn. */
  readonly name: string
  readonly template: string
  readonly documents: readonly string[]
}

/** The most documents that are tried with one template. */
const mostDocuments = 200

/** Longer documents would take the time of many others. */
const longest = 15_000

/** The templates and documents below folders, sorted: each `template.md` with the Markdown beside and below it. */
export function realIn(folders: readonly string[]): readonly Real[] {
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => {
      const all = markdownIn(folder)
      const homes = all.filter((file) => path.basename(file) === 'template.md').map((file) => path.dirname(file))
      // If the folders of templates are nested, a document belongs to the innermost.
      const homeOf = (file: string) =>
        homes.filter((home) => file.startsWith(home + path.sep)).toSorted((a, b) => b.length - a.length)[0]
      const documents = new Map(homes.map((home) => [home, [] as string[]]))
      const alone: Real[] = []
      for (const file of all) {
        const home = homeOf(file)
        if (home === undefined) alone.push({name: path.relative(folder, file), template: file, documents: [file]})
        else documents.get(home)?.push(file)
      }
      return [
        ...alone,
        ...Array.from(documents, ([home, files]) => ({
          name: path.relative(folder, home),
          template: path.join(home, 'template.md'),
          documents: everySoMany(files, mostDocuments)
        }))
      ]
    })
}

function everySoMany<Item>(items: readonly Item[], most: number): readonly Item[] {
  const step = Math.max(1, items.length / most)
  return Array.from({length: Math.min(items.length, most)}, (_, index) => items[Math.floor(index * step)] as Item)
}

/**
 * Draws one of several items by a number and their names. When items are added or removed, a number draws the same item
 * as before, unless it now draws an added one or drew a removed one (rendezvous hashing: Thaler and Ravishankar, "Using
 * Name-Based Mappings to Increase Hit Rates", 1998).
 */
function drawn<Item>(number: number, items: readonly Item[], nameOf: (item: Item) => string): Item | undefined {
  let [most, chosen] = [-1, undefined as Item | undefined]
  for (const item of items) {
    const weight = weightOf(`${number} ${nameOf(item)}`)
    if (weight > most) [most, chosen] = [weight, item]
  }
  return chosen
}

/** A 32-bit hash of a text: FNV-1a, with the final mixing of MurmurHash3. */
function weightOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Texts that often break programs, and the markup of Markdown and templates. */
const odd = fc.oneof(
  fc.constantFrom(
    ...'` `` ``` ~~~ | \\ \\| # ## *** __ ~ $ ^ : [ ] ]( ![ { }} {{ < > </ <!-- --> --- === +++ > - 1. [x] [^1] &nbsp; &#0; ::'.split(
      ' '
    )
  ),
  fc.constantFrom(
    '\0',
    '\uFEFF',
    '\u202E',
    '\u001B[31m',
    '\u2028',
    '\r',
    '\t',
    '\v',
    '\u0085',
    '\u00A0',
    '\u200B',
    '\u00AD'
  ),
  fc.constantFrom('İ', 'ß', 'ﬁ', 'é', 'e\u0301', '👩‍👩‍👧', '\u{E0001}', '\uFFFF', '٣', '½', '中文。', 'ʼ', '—'),
  fc.constantFrom('::error::x', '##[error]x', '99999999999999999999', '-0', '__proto__', 'constructor', 'toString'),
  fc.constantFrom(
    '\n',
    '\n\n',
    '    ',
    '\t- ',
    '> > > ',
    '1) ',
    '| - | - |',
    '<details>',
    '</details>',
    'https://a.b/c_(d)'
  )
)

/** Lines that mean something to guidelint, or look as if they did. */
const telling = fc.constantFrom(
  '<!-- optional -->',
  '<!-- required -->',
  '<!-- Remove this section if it does not apply. -->',
  '<!-- guidelint optional -->',
  '<!-- guidelint repeat 1..3 -->',
  '<!-- guidelint rows 2+ -->',
  '<!-- guidelint values: A, B -->',
  '<!-- guidelint any order -->',
  '<!-- guidelint extra sections -->',
  '<!-- guidelint no extra sections -->',
  '<!-- guidelint keep -->',
  '<!-- guidelint remove -->',
  '<!-- guidelint ignore -->',
  '<!-- guidelint /ignore -->',
  '<!-- guidelint any of -->',
  '<!-- guidelint /any of -->',
  '<!-- guidelint heading /a+|b/ -->',
  '<!-- guidelint placeholder: XXX -->',
  '<!-- guidelint omit "Overview": none -->',
  '<!--lint disable title-->',
  '<!--lint ignore-->',
  '<!--lint enable-->',
  '<!-- toc -->',
  '<!-- tocstop -->',
  '# [Name]',
  '## [Name] (Optional)',
  '### Type 1: [Name]',
  '### Type 2: [Name]',
  '### Option N',
  '## 1. Usage',
  '## Usage',
  'Usage\n=====',
  'Usage\n-----',
  '**Usage**',
  '- [ ] One',
  '- [x] Two',
  'Choose one:',
  '- **Owner**: [Name]',
  '- Status: draft | accepted | rejected',
  '**Date**: YYYY-MM-DD',
  '*Describe the problem in two or three sentences.*',
  '| Name | Required | Default |\n| --- | --- | --- |\n| `A_1` | Yes/No | [value] |',
  '| Key | Value |\n| - | - |\n| Owner | |\n| Date | |',
  '- [Usage](#usage)',
  '[Usage](#usge)',
  '---\ntitle: A\nstatus: draft | final\n---',
  '```mermaid\ngraph LR\n```',
  '```\nsome code',
  '[ref]: #usage',
  'TBD'
)

type Edit = (lines: readonly string[], others: (at: number) => readonly string[]) => readonly string[]

const at = fc.nat({max: 5000})
const few = fc.integer({min: 1, max: 12})
const changes = [...faults, ...harmless]

function within(lines: readonly string[], index: number): number {
  return lines.length === 0 ? 0 : index % lines.length
}

function inLine(index: number, change: (line: string) => string): Edit {
  return (lines) =>
    lines.length === 0 ? lines : lines.with(within(lines, index), change(lines[within(lines, index)] ?? ''))
}

function inPlace(line: string, index: number, length: number, put: string): string {
  const from = line === '' ? 0 : index % (line.length + 1)
  return line.slice(0, from) + put + line.slice(from + length)
}

/** A change of some lines. Places are numbers that are valid for any number of lines. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(at, few).map(
    ([from, count]): Edit =>
      (lines) =>
        lines.toSpliced(within(lines, from), count)
  ),
  fc.tuple(at, few, at).map(([from, count, to]): Edit => (lines) => {
    const start = within(lines, from)
    return lines.toSpliced(within(lines, to), 0, ...lines.slice(start, start + count))
  }),
  fc.tuple(at, few, at).map(([from, count, to]): Edit => (lines) => {
    const start = within(lines, from)
    const rest = lines.toSpliced(start, count)
    return rest.toSpliced(within(rest, to), 0, ...lines.slice(start, start + count))
  }),
  fc.tuple(at, fc.oneof(telling, block, word)).map(
    ([to, text]): Edit =>
      (lines) =>
        lines.toSpliced(within(lines, to), 0, '', ...text.split('\n'), '')
  ),
  fc.tuple(at, fc.oneof(telling, odd)).map(
    ([to, text]): Edit =>
      (lines) =>
        lines.toSpliced(within(lines, to), 0, text)
  ),
  fc.tuple(at, at, odd).map(([line, column, text]) => inLine(line, (old) => inPlace(old, column, 0, text))),
  fc.tuple(at, at, few).map(([line, column, count]) => inLine(line, (old) => inPlace(old, column, count, ''))),
  fc
    .tuple(at, at)
    .map(([line, column]) =>
      inLine(line, (old) => inPlace(old, column, 1, (old[column % (old.length + 1)] ?? '').toUpperCase()))
    ),
  fc
    .tuple(at, few, fc.constantFrom('  ', '    ', '\t', '> ', '- ', '#'))
    .map(([from, count, text]): Edit => (lines) => {
      const start = within(lines, from)
      return lines.map((line, index) => (index >= start && index < start + count ? text + line : line))
    }),
  fc.tuple(at).map(
    ([from]): Edit =>
      (lines) =>
        lines.toSpliced(within(lines, from), 2, lines.slice(within(lines, from), within(lines, from) + 2).join(' '))
  ),
  fc.tuple(at).map(
    ([from]): Edit =>
      (lines) =>
        lines.slice(0, within(lines, from) + 1)
  ),
  fc.tuple(at, at, few, at).map(([which, from, count, to]): Edit => (lines, others) => {
    const foreign = others(which)
    const start = within(foreign, from)
    return lines.toSpliced(within(lines, to), 0, ...foreign.slice(start, start + count))
  }),
  at.map(
    (number): Edit =>
      (lines) =>
        drawn(number, changes, ({kind}) => kind)
          ?.apply(lines.join('\n'))
          ?.text.split('\n') ?? lines
  ),
  fc.constant((lines: readonly string[]) =>
    lines.map((line) => line.replaceAll(/\[[^[\]]+\](?![([:])|\{\{[^{}]+\}\}|<[a-z ]+>/g, 'Kiln'))
  )
)

/** Many copies of some lines, to check that time grows linearly with them. */
const repeated: fc.Arbitrary<Edit> = fc
  .tuple(at, fc.integer({min: 1, max: 4}), fc.integer({min: 20_000, max: 200_000}))
  .map(([from, count, size]): Edit => (lines) => {
    const start = within(lines, from)
    const chunk = lines.slice(start, start + count)
    const times = Math.ceil(size / (chunk.join('\n').length + 1))
    return lines.toSpliced(start, 0, ...Array.from({length: Math.min(times, 20_000)}, () => chunk).flat())
  })

/** Sections of a made-up template with one or two faults among them. */
const outlined: fc.Arbitrary<Case> = fc
  .tuple(treeOf(), at, at, fc.constantFrom('drop', 'rename', 'move', 'relevel', 'none'))
  .map(([tree, which, number, change]) => {
    const all = paths(tree)
    const chosen = all[which % all.length] ?? []
    const template = write(tree)
    const isShort = (nodeAt(tree, chosen)?.name.length ?? 0) < 4
    if (change === 'drop') return {template, document: write(drop(tree, chosen).changed)}
    if (change === 'rename' && !isShort) return {template, document: write(rename(tree, chosen, number).changed)}
    if (change === 'move') return {template, document: write(move(tree, chosen, number) ?? tree)}
    if (change === 'relevel') return {template, document: relevel(tree, chosen, 1, number % 2 === 0).text}
    return {template, document: template}
  })

/** A template of blocks, and a document that is a copy of it. */
const generated: fc.Arbitrary<Case> = fc
  .tuple(
    fc.constantFrom('', '---\ntitle: [Name]\nstatus: draft | final\n---\n\n', '# [Name]\n\n'),
    fc.array(fc.oneof(block, telling), {minLength: 1, maxLength: 14})
  )
  .map(([front, blocks]) => `${front}${blocks.join('\n\n')}\n`)
  .map((text) => ({template: text, document: text}))

function shortened(file: string): string {
  const text = readFileSync(file, 'utf8')
  return text.length > longest ? text.slice(0, text.lastIndexOf('\n', longest) + 1) : text
}

/** Cases made from real documents and generated ones: a template, a document, and changes to both. */
export function cases(real: readonly Real[]): fc.Arbitrary<Case> {
  const textDrawn = (which: number, number: number): Case => {
    const pair = drawn(which, real, ({name}) => name)
    const document = pair && drawn(number, pair.documents, (file) => path.basename(file))
    return pair
      ? {template: shortened(pair.template), document: shortened(document ?? pair.template)}
      : {template: '', document: ''}
  }
  const read = fc.tuple(fc.nat(), at).map(([which, number]) => textDrawn(which, number))
  const base = fc.oneof(
    {arbitrary: outlined, weight: 1},
    {arbitrary: generated, weight: 3},
    {arbitrary: read, weight: real.length > 0 ? 6 : 0}
  )
  const others = (number: number) => textDrawn(number, number).document.split('\n')
  const made = (text: string, edits: readonly Edit[]) =>
    edits
      .reduce((lines, change) => change(lines, others), text.split('\n') as readonly string[])
      .join('\n')
      .toWellFormed()
  const ofTemplate = fc.oneof(
    {arbitrary: fc.constant([]), weight: 2},
    {arbitrary: fc.array(edit, {maxLength: 3}), weight: 1}
  )
  const ofDocument = fc.oneof(
    {arbitrary: fc.array(edit, {maxLength: 6}), weight: 30},
    {arbitrary: fc.array(fc.oneof(edit, repeated), {minLength: 1, maxLength: 2}), weight: 1}
  )
  return fc
    .tuple(base, ofTemplate, ofDocument)
    .map(([{template, document}, first, second]) => ({
      template: made(template, first),
      document: made(document, second)
    }))
}
