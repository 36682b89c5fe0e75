/**
 * How the time of the alignment grows with the document: headings of several kinds against a template of 100 sections.
 * Near-linear means that ten times the headings take about ten times as long.
 *
 *     npm run bench:alignment
 */
import type {Root} from 'mdast'
import {align} from '../src/align/align.ts'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {readTemplate} from '../src/index.ts'

const rounds = 5
const sizes = [1000, 10_000] as const
const first = 'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa'.split(' ')
const second = 'Harbour Vineyard Tractor Compass Lantern Meadow Orchestra Pyramid Quarry Saddle'.split(' ')

function name(index: number): string {
  return `${first[index % 10]} ${second[Math.floor(index / 10) % 10]}`
}

type Heading = readonly [depth: 1 | 2 | 3 | 4 | 5 | 6, text: string]

const flat = Array.from({length: 100}, (_, index) => `## ${name(index)}`).join('\n\n')
const nested = Array.from({length: 100}, (_, index) => `${index % 10 === 0 ? '##' : '###'} ${name(index)}`).join('\n\n')

const kinds: Readonly<Record<string, {template: string; heading: (index: number) => Heading}>> = {
  'all exact': {template: flat, heading: (index) => [2, name(index)]},
  'none known': {template: flat, heading: (index) => [2, `Section ${index} of ${name(index)}s`]},
  'all misspelt': {template: flat, heading: (index) => [2, `${name(index)}${'xyz'[index % 3]}`]},
  'all at another depth': {template: nested, heading: (index) => [4, name(index)]},
  'in reverse': {template: nested, heading: (index) => [index % 7 === 0 ? 2 : 3, name(99 - (index % 100))]}
}

/** A document of headings, made without a parser, since the time of parsing would hide that of the alignment. */
function documentOf(headings: readonly Heading[]): MarkdownDocument {
  const tree: Root = {type: 'root', children: []}
  let source = ''
  for (const [depth, text] of headings) {
    const start = {line: tree.children.length * 2 + 1, column: 1, offset: source.length}
    const raw = `${'#'.repeat(depth)} ${text}`
    const position = {start, end: {...start, column: raw.length + 1, offset: source.length + raw.length}}
    tree.children.push({type: 'heading', depth, position, children: [{type: 'text', value: text, position}]})
    source += `${raw}\n\n`
  }
  return readDocument(tree, source)
}

function fastest(action: () => void): number {
  const times = Array.from({length: rounds}, () => {
    const start = performance.now()
    action()
    return performance.now() - start
  })
  return Math.min(...times)
}

for (const [kind, {template, heading}] of Object.entries(kinds)) {
  const schema = readTemplate(template, 'template.md')
  const [small, large] = sizes.map((size) => {
    const document = documentOf(Array.from({length: size}, (_, index) => heading(index)))
    return fastest(() => align(schema, document))
  }) as [number, number]
  process.stdout.write(
    `${kind.padEnd(22)} ${sizes[0]}: ${small.toFixed(1).padStart(7)} ms   ${sizes[1]}: ${large.toFixed(1).padStart(7)} ms   ratio ${(large / small).toFixed(1)}\n`
  )
}
