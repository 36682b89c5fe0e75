import type {Code, Nodes, Paragraph, Table} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {isUnknownTag} from '../markdown/html-tag.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {textOf} from '../markdown/text.ts'
import {choicesIn} from './choices.ts'
import {isDiagram} from './diagrams.ts'
import {saysRemove} from './optionality.ts'
import {type Candidate, candidatesOf} from './placeholder-candidates.ts'
import {type PlaceholderKind, delimitedIn, placeholderKey, scanCode, scanInline} from './placeholder-scan.ts'
import {consistsOfSamples} from './sample-code.ts'
import {numberedStems} from './sample-numbers.ts'
import type {Placeholder} from './schema.ts'

/**
 * Everything in a template that an author must replace.
 *
 * @param template The template, without what it says to ignore.
 * @param named Texts that a directive names as placeholders, with their lines.
 * @param guidance Headings and blocks that a directive says to remove.
 */
export function findPlaceholders(template: MarkdownDocument, named: ReadonlyArray<{text: string; line: number}>, guidance: ReadonlySet<Nodes>): readonly Placeholder[] {
  const samples = sampleCells(template)
  const steps = stepsOf(template)
  const marked = candidatesOf(template).flatMap((candidate): readonly Marked[] => {
    const kind = guidance.has(candidate.node) && wholeTypes.has(candidate.type) ? 'guidance' : kinds[candidate.type](candidate, template, samples)
    const isFixed = (kind === 'angle' && isClosed(candidate.text, template.source)) || (kind === 'instruction' && steps.has(candidate.node) && imperative.test(candidate.text))
    return kind && !isFixed ? [{...candidate, kind}] : []
  })
  const found = [...byPlace([...marked, ...wholeLines(template, marked)]).values()].map(({kind, type, text, key, section, before, start}): Placeholder => {
    const {line, column} = template.pointAt(start)
    return {kind, type, text, key, line, column, sectionLine: section.heading?.position?.start.line ?? 1, ...(before !== undefined && {before})}
  })
  const byDirective = named.map(({text, line}): Placeholder => ({kind: 'named', type: 'word', text, key: placeholderKey(text), line, column: 1, sectionLine: line}))
  return [...byDirective, ...found].toSorted((a, b) => a.line - b.line || a.column - b.column)
}

/** The candidates that are all of a heading or a block. */
const wholeTypes: ReadonlySet<Candidate['type']> = new Set(['heading', 'paragraph', 'code'])

type Marked = Candidate & {readonly kind: PlaceholderKind}

/** What looks like a placeholder in two ways, as text and as a tag, is one. */
function byPlace(marked: readonly Marked[]): ReadonlyMap<string, Marked> {
  return new Map(marked.map((candidate) => [`${candidate.type} ${candidate.start} ${candidate.end}`, candidate]))
}

function startOf({start}: Marked): number {
  return start
}

/** Rows and paragraphs that consist of placeholders, two or more: left as they are, they are one fault. */
function wholeLines(template: MarkdownDocument, marked: readonly Marked[]): readonly Marked[] {
  const parts = marked.filter(({type}) => type === 'token' || type === 'inline code' || type === 'cell').toSorted((a, b) => a.start - b.start)
  return candidatesOf(template).flatMap((line) => {
    if (line.type !== 'row' && line.type !== 'paragraph') return []
    const within = parts.slice(firstFrom(parts, line.start, startOf), firstFrom(parts, line.end, startOf)).filter(({end}) => end <= line.end)
    let rest = template.source.slice(line.start, line.end)
    for (const {start, end} of within) rest = rest.replace(template.source.slice(start, end), '')
    return within.length > 1 && !/[\p{L}\p{N}]/u.test(rest) ? [{...line, kind: 'line' as const}] : []
  })
}

/** Whether a tag is closed further on: `<intent>` … `</intent>` is an element of somebody's, not a placeholder. */
function isClosed(tag: string, source: string): boolean {
  const name = /^<([\w-]+)/.exec(tag)?.[1]
  return name !== undefined && source.includes(`</${name}>`)
}

type KindOf = (candidate: Candidate, template: MarkdownDocument, samples: ReadonlySet<Candidate['node']>) => PlaceholderKind | undefined

/** What each type of candidate is, where it is a placeholder. */
const kinds: Readonly<Record<Candidate['type'], KindOf>> = {
  token: ({looksLike}) => looksLike,
  word: () => undefined,
  'inline code': ({text}) => (isPlaceholderCode(text) ? 'code' : undefined),
  cell: ({node, text}, _, samples) => (samples.has(node) ? 'sample' : !text.startsWith('[') && choicesIn(text) ? 'choice' : undefined),
  row: () => undefined,
  code: ({node, text}) => (consistsOfSamples(node as Code) || (!isDiagram(node as Code) && scanCode(text).length > 0) ? 'code' : undefined),
  'sentence in code': () => 'bracket',
  url: ({text}) => (isPlaceholderUrl(text) ? 'link' : undefined),
  paragraph: ({node, text}, {source}) => (isInstruction(text) && scanInline(source, node as Paragraph).length === 0 ? 'instruction' : undefined),
  heading: () => undefined,
  'alt text': ({text}) => (delimitedIn(text).length > 0 ? 'bracket' : undefined),
  comment: ({text}) => (saysRemove(text) ? 'comment' : isRemark(text) ? 'remark' : undefined),
  tag: ({text}) => (isUnknownTag(text) ? 'angle' : undefined),
  'front matter': ({text}) => (isPlaceholderValue(text) ? 'front matter' : undefined)
}

/** A comment that speaks to people, not to a program: `guidelint …`, `lint disable`, `toc`. */
function isRemark(comment: string): boolean {
  return comment.includes(' ') && !/^(?:guidelint|lint|markdownlint\S*|prettier\S*|vale|toc|omit in toc|START doctoc|END doctoc)\b/i.test(comment)
}

/** Inline code counts as a whole, and only where it cannot be the name of something. */
function isPlaceholderCode(code: string): boolean {
  const delimited = /^(?:\[[^[\]]+\]|\{[^{}]+\})$/.test(code)
  return /^(?:<[\p{L}][^<>]{2,}>|\{\{[^{}]+\}\})$/u.test(code) || (delimited && /[\s#]/.test(code) && !code.includes(',')) || /(?:^|\/)\[[\p{L} -]+\](?=[_/])/u.test(code)
}

/** The cells of columns whose texts are numbered from row to row: `VAR_1`, `VAR_2`. */
function sampleCells(template: MarkdownDocument): ReadonlySet<Candidate['node']> {
  return new Set(template.nodes('table').flatMap(({node}) => (node.children[0]?.children ?? []).slice(0, mostColumns).flatMap((_, column) => sampleColumn(node, column))))
}

/** A table has no more columns for a reader. */
const mostColumns = 200

function sampleColumn(table: Table, column: number): readonly Candidate['node'][] {
  const cells = table.children.slice(1).flatMap((row) => row.children[column] ?? [])
  return numberedStems(cells.map((cell) => textOf(cell))) ? cells : []
}

/** Whether a link target leads nowhere. */
export function isPlaceholderUrl(url: string): boolean {
  return !url.startsWith('#') && /\.\.\.(?!\/)|NNNN|XXXX|\/0000(?!\d)|^(?:link|url)$|[[\]{}<>]/i.test(url)
}

const imperative = /^(?:describe|explain|discuss|consider|note that|optional(?!:)|this section|this paragraph|please|fill|keep in mind|briefly|provide|summari[sz]e|think about)\b/i
const interrogative = /^(?:what|how|why|which|who|when|where|does|do|is|are|would|should|can|will|if)\b[^?]*\?/i

/** Whether a text tells or asks the author what to write, so that it can't be meant to stay. */
function isInstruction(text: string): boolean {
  return (imperative.test(text) || interrogative.test(text)) && text.split(' ', 4).length === 4 && !/[:：]$/.test(text)
}

/** The items of numbered lists that don't instruct throughout: a step is told in the same words (`Provide the key to …`). */
function stepsOf(template: MarkdownDocument): ReadonlySet<Candidate['node']> {
  return new Set(
    template.nodes('list').flatMap(({node: {ordered, children}}) => {
      const texts = ordered ? children.flatMap(({children: [first]}) => (first?.type === 'paragraph' ? [first] : [])) : []
      return texts.every((text) => isInstruction(textOf(text))) ? [] : texts
    })
  )
}

/** Longer values are not looked through for placeholders. */
const longestValue = 400

/** A value of the front matter that is a placeholder, or has one in it; a list such as `[draft, done]` is a value. */
export function isPlaceholderValue(value: string): boolean {
  if (value.length > longestValue) return false
  if (choicesIn(value.replaceAll(/^["']|["']$/g, ''))) return true
  const plain = value.replaceAll(/^["']|["']$/g, '')
  return (
    /^<[^<>\p{L}]*\p{L}.*>$/u.test(plain) ||
    /^\[[^[\],\p{L}]*\p{L}[^[\], ]* [^[\],]*\]$/u.test(plain) ||
    /\{\{?[^{}:\p{L}]*\p{L}[^{}:]*\}/u.test(plain) ||
    /\b(?:YYYY-MM-DD|N{3,}|X{4,})\b/i.test(plain)
  )
}
