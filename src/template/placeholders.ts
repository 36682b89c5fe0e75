import type {Code, Nodes, Paragraph, Table} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {foldWhitespace, textOf} from '../markdown/text.ts'
import {commentText} from './directives.ts'
import {saysRemove} from './optionality.ts'
import {type PlaceholderKind, type PlaceholderToken, isUnknownTag, placeholderKey, scanCode, scanInline} from './placeholder-scan.ts'
import type {Placeholder} from './schema.ts'

/** A node whose children are running text. */
type InlineParent = Parameters<typeof scanInline>[1]

/** The placeholders in a node's running text, those in its links included. */
export function placeholdersIn(source: string, parent: InlineParent): readonly PlaceholderToken[] {
  const inLinks = parent.children.flatMap((child) => ('children' in child ? placeholdersIn(source, child) : []))
  const own = scanInline(source, parent)
  return [...own, ...inLinks.filter((token) => !own.some(({start, end}) => start <= token.start && token.end <= end))]
}

/** All nodes with running text, each once: emphasis belongs to the block that it stands in, a link stands for itself. */
export function inlineParents(document: MarkdownDocument): readonly InlineParent[] {
  return [
    ...document.nodes('paragraph'),
    ...document.nodes('heading'),
    ...document.nodes('tableCell'),
    ...document.nodes('link'),
    ...document.nodes('linkReference')
  ].map(({node}) => node)
}

/** Everything in a template that an author must replace. */
export function findPlaceholders(
  template: MarkdownDocument,
  named: ReadonlyArray<{text: string; line: number}>
): readonly Placeholder[] {
  return [
    ...named.map(({text, line}): Placeholder => ({kind: 'bracket', text, key: placeholderKey(text), where: 'text', line, column: 1})),
    ...inlineParents(template).flatMap((parent) => scanInline(template.source, parent).map((token) => atToken(template, token))),
    ...inlineCode(template),
    ...tableSamples(template),
    ...codeBlocks(template),
    ...links(template),
    ...instructions(template),
    ...htmlPlaceholders(template),
    ...frontMatterPlaceholders(template)
  ].toSorted((a, b) => a.line - b.line || a.column - b.column)
}

function atToken(template: MarkdownDocument, {kind, text, start}: PlaceholderToken): Placeholder {
  const {line, column} = template.pointAt(start)
  return {kind, text, key: placeholderKey(text), where: 'text', line, column}
}

function atNode(node: Nodes, kind: PlaceholderKind, text: string, where: Placeholder['where']): Placeholder {
  const {line = 1, column = 1} = node.position?.start ?? {}
  return {kind, text, key: placeholderKey(text), where, line, column}
}

/** Inline code counts as a whole, and only where it cannot be the name of something. */
function inlineCode(template: MarkdownDocument): readonly Placeholder[] {
  return template
    .nodes('inlineCode')
    .filter(({node}) => isPlaceholderCode(node.value))
    .map(({node}) => atNode(node, 'code', node.value, 'inline code'))
}

function isPlaceholderCode(code: string): boolean {
  const delimited = /^(?:\[[^[\]]+\]|\{[^{}]+\}|\{\{[^{}]+\}\})$/.test(code)
  return /^<[\p{L}][^<>]{2,}>$/u.test(code) || (delimited && /[\s#]/.test(code) && !code.includes(',')) || /(?:^|\/)\[[\p{L} -]+\](?=[_/])/u.test(code)
}

/** Whole cells: keys that are numbered from row to row (`VAR_1`, `VAR_2`), and choices left open (`Yes/No`). */
function tableSamples(template: MarkdownDocument): readonly Placeholder[] {
  return template.nodes('table').flatMap(({node}) => {
    const rows = node.children.slice(1)
    const width = Math.max(0, ...rows.map((row) => row.children.length))
    return Array.from({length: width}, (_, column) => columnSamples(node, column)).flat()
  })
}

function columnSamples(table: Table, column: number): readonly Placeholder[] {
  const cells = table.children.slice(1).flatMap((row) => row.children[column] ?? [])
  const texts = cells.map((cell) => textOf(cell))
  const skeletons = new Set(texts.map((text) => text.replace(/[_-](?:\d+|[a-z])$/i, '_')))
  const numbered = cells.length > 1 && skeletons.size === 1 && new Set(texts).size === texts.length && /_$/.test([...skeletons][0] ?? '')
  return cells.flatMap((cell, index) => {
    const text = texts[index] as string
    if (numbered) return [atNode(cell, 'sample', text, 'cell')]
    return /^(?:yes ?\/ ?no|true ?\/ ?false|y ?\/ ?n)$/i.test(text) ? [atNode(cell, 'choice', text, 'cell')] : []
  })
}

/** Code blocks count as a whole, where they hold a placeholder or consist of samples; sentences in brackets by themselves too. */
function codeBlocks(template: MarkdownDocument): readonly Placeholder[] {
  return template.nodes('code').flatMap(({node, section}) => {
    const inside = scanCode(node.value)
    if (inside.length === 0 && !isSampleDiagram(node)) return []
    const sectionLine = section.heading?.position?.start.line ?? 1
    const sentences = inside.filter((text) => text.startsWith('[') && /\s/.test(text) && foldWhitespace(node.value) !== text)
    return [
      atNode(node, 'code', node.value, 'code'),
      ...sentences.map((text) => ({...atNode(node, 'bracket', text, 'code'), sectionLine})),
      ...(inside.includes(node.value.trim()) && /\s/.test(node.value.trim()) ? [{...atNode(node, 'bracket', node.value.trim(), 'code'), sectionLine}] : [])
    ]
  })
}

const diagramLanguages: ReadonlySet<string> = new Set(['mermaid', 'plantuml', 'puml', 'dot', 'graphviz', 'd2'])

/** Whether a code block is a diagram. */
export function isDiagram({lang}: Code): boolean {
  return diagramLanguages.has(lang?.toLowerCase() ?? '')
}

/** A diagram of `ServiceA` and `ServiceB`: names that differ in a final letter or number. */
function isSampleDiagram(node: Code): boolean {
  if (!isDiagram(node)) return false
  const names = new Set(node.value.match(/\b[A-Z][a-z]{2,}(?:[A-Z]|\d)\b/g) ?? [])
  const stems = Array.from(names, (name) => name.slice(0, -1))
  return new Set(stems).size < stems.length
}

/** Link targets that lead nowhere. */
function links(template: MarkdownDocument): readonly Placeholder[] {
  return [...template.nodes('link'), ...template.nodes('definition'), ...template.nodes('image')]
    .filter(({node}) => /\.\.\.(?!\/)|NNNN|XXXX|\/0000(?!\d)|^(?:link|url)$|[[\]{}<>]/i.test(node.url) && !/^#/.test(node.url))
    .map(({node}) => atNode(node, 'link', node.url, 'link'))
}

const instructionOpening =
  /^(?:what|how|why|which|who|when|where|does|do|is|are|would|should|can|will|if|describe|explain|discuss|consider|note that|optional|this section|this paragraph|please|fill|keep in mind|briefly|provide|summari[sz]e|think about)\b/i

/** Whether a text tells the author what to write, so that it can't be meant to stay. */
export function isInstruction(text: string): boolean {
  return instructionOpening.test(text) && text.split(' ', 4).length === 4 && !/[:：]$/.test(text)
}

function instructions(template: MarkdownDocument): readonly Placeholder[] {
  return template.nodes('paragraph').flatMap(({node}) => {
    const text = textOf(node)
    if (!isInstruction(text) || placeholdersIn(template.source, node as Paragraph).length > 0) return []
    return [atNode(node, 'instruction', text, 'text')]
  })
}

/** Blocks such as `<Overview text>`, and comments that ask to be removed. */
function htmlPlaceholders(template: MarkdownDocument): readonly Placeholder[] {
  return template.nodes('html').flatMap(({node, ancestors}) => {
    const comment = commentText(node.value)
    if (comment !== undefined) return saysRemove(comment) ? [atNode(node, 'comment', comment, 'comment')] : []
    const isBlock = !ancestors.some(({type}) => type === 'paragraph' || type === 'heading' || type === 'tableCell')
    return isBlock && isUnknownTag(node.value) ? [atNode(node, 'angle', node.value, 'text')] : []
  })
}

/** A line of front matter: its key, and the value with its place. */
export interface FrontMatterLine {
  readonly key: string
  readonly value: string
  /** UTF-16 offsets of the value in the file. */
  readonly start: number
  readonly end: number
}

/**
 * The `key: value` lines of a document's front matter, read line by line, since that of a template is often no YAML.
 * A comment behind a value does not belong to it.
 */
export function frontMatterLines(document: MarkdownDocument): readonly FrontMatterLine[] {
  const node = document.nodes('yaml')[0]?.node
  const offset = node?.position?.start.offset
  if (!node || offset === undefined) return []
  const source = document.source.slice(offset, node.position?.end.offset)
  return Array.from(source.matchAll(/^([A-Za-z][\w -]*):[ \t]+(\S[^\r\n]*?)[ \t]*$/gm), (match) => {
    const raw = match[2] as string
    const value = raw.replace(/\s#\s.*$/, '').trimEnd()
    const start = offset + match.index + match[0].indexOf(raw, (match[1] as string).length + 1)
    return {key: (match[1] as string).trim(), value, start, end: start + value.length}
  })
}

/** The key under which a value of the front matter is compared. */
export function frontMatterKey({key, value}: FrontMatterLine): string {
  return placeholderKey(`${key}: ${value}`)
}

function frontMatterPlaceholders(template: MarkdownDocument): readonly Placeholder[] {
  return frontMatterLines(template).flatMap((line) => {
    if (!/^["']?(?:<[^<>]*[\p{L}].*>|\[[^[\]]*[\p{L}][^[\]]* [^[\]]*\]|\{.+\}|.*\b(?:YYYY-MM-DD|N{3,}|X{4,})\b.*)["']?$/iu.test(line.value)) return []
    const point = template.pointAt(line.start)
    return [{kind: 'front matter' as const, text: line.value, key: frontMatterKey(line), where: 'front matter' as const, line: point.line, column: point.column}]
  })
}
