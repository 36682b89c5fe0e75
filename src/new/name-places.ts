import type {Definition, Html, Image, Link, Nodes, Root} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {isUnknownTag} from '../markdown/html-tag.ts'
import {urlPlace} from '../markdown/places.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import type {Name} from './names.ts'

/** The syntax around a name, which decides how a value is written there. */
export type Context =
  | {readonly type: 'text'; readonly opensBlock: boolean; readonly isInCell: boolean}
  | {readonly type: 'code' | 'inline code'; readonly node: Nodes; readonly isInCell: boolean}
  | {readonly type: 'url'; readonly isAll: boolean}
  | {readonly type: 'link title' | 'html' | 'front matter'}

/** A placeholder of a name in a template. */
export interface NamePlace {
  readonly name: Name
  /** UTF-16 offsets into the file. */
  readonly start: number
  readonly end: number
  readonly context: Context
}

/**
 * Find all places of names in a template, including code and link targets; not in comments, nor where a bracket has another
 * meaning: that of a link, of an index in code, or of a shape in a diagram.
 *
 * @param tree Its tree, as parsed.
 */
export function placesOfNames(names: readonly Name[], template: MarkdownDocument, tree: Root): readonly NamePlace[] {
  const {source} = template
  const forms = names
    .flatMap((name) => name.forms.map((form) => ({form, name})))
    .toSorted((a, b) => b.form.length - a.form.length)
  if (forms.length === 0) return []
  const pattern = new RegExp(forms.map(({form}) => `(${expressionFor(form)})`).join('|'), 'giu')
  return Array.from(source.matchAll(pattern)).flatMap((match): readonly NamePlace[] => {
    const rank = match.slice(1).findIndex((found) => found !== undefined)
    const name = forms[rank]?.name
    const [start, end] = [match.index, match.index + match[0].length]
    const context = name && contextOf({source, tree, template, start, end})
    return name && context ? [{name, start, end, context}] : []
  })
}

/** A regular expression for a wording, with any amount of white space, and with backslashes that a formatter put before its brackets. */
function expressionFor(form: string): string {
  const literal = Array.from(form.replaceAll(/\s+/g, ' '), (character) =>
    character === ' ' ? String.raw`\s+` : syntax.test(character) ? `\\\\?\\${character}` : character
  ).join('')
  const isWord = /^[\p{Alpha}\p{N}]/u.test(form)
  return isWord ? String.raw`(?<![\p{Alpha}\p{N}_])${literal}(?![\p{Alpha}\p{N}_])` : literal
}

/** Characters that an expression has to escape, and that a formatter may have escaped. */
const syntax = /[\\^$.*+?()[\]{}|/]/

interface Place {
  readonly source: string
  readonly tree: Root
  readonly template: MarkdownDocument
  readonly start: number
  readonly end: number
}

/** The syntax around a place; undefined if the text there is no name, although it looks like one. */
function contextOf(place: Place): Context | undefined {
  if (isOther(place)) return undefined
  const chain = nodesAround(place)
  const isInCell = chain.some(({type}) => type === 'tableCell')
  const inner = chain.at(-1)
  const read = readers[(inner?.type as string | undefined) ?? '']
  return inner && read ? read(inner, place, isInCell) : inText(place, isInCell)
}

type ReadContext = (node: Nodes, place: Place, isInCell: boolean) => Context | undefined

const inLabelOnly: ReadContext = (node, place, isInCell) =>
  isInLabel(node, place) ? inText(place, isInCell) : undefined
const inLink: ReadContext = (node, place, isInCell) => contextInLink(node as Link | Image | Definition, place, isInCell)
const inFrontMatter: ReadContext = () => ({type: 'front matter'})
const inCode =
  (type: 'code' | 'inline code'): ReadContext =>
  (node, {source, end}, isInCell) =>
    source[end] === '(' ? undefined : {type, node, isInCell}

/** Readers for nodes with a syntax of their own; everything else is running text. */
const readers: Readonly<Record<string, ReadContext>> = {
  yaml: inFrontMatter,
  toml: inFrontMatter,
  code: inCode('code'),
  inlineCode: inCode('inline code'),
  html: (node, place, isInCell) => contextInHtml(node as Html, place, isInCell),
  link: inLink,
  image: inLink,
  definition: inLink,
  linkReference: inLabelOnly,
  imageReference: inLabelOnly,
  footnoteReference: inLabelOnly
}

/** Whether a bracket is an index, the shape of a diagram, an interpolation in code, or the inner one of two braces. */
function isOther({source, start, end}: Place): boolean {
  const [before, opening, after] = [source.charAt(start - 1), source.charAt(start), source.charAt(end)]
  return (
    /[[{<$]/.test(opening) &&
    (/[\p{Alpha}\p{N}_$]/u.test(before) || (opening === '{' && before === '{' && after === '}'))
  )
}

/** The UTF-16 offsets of a node. */
function rangeOf(node: Nodes | undefined): readonly [start: number, end: number] {
  return [node?.position?.start.offset ?? 0, node?.position?.end.offset ?? 0]
}

/** Whether a range is in the text of a reference, neither its own bracket nor the label that it refers to. */
function isInLabel(node: Nodes, {start, end}: Place): boolean {
  return node.type === 'linkReference' && rangeOf(node)[0] < start && end <= rangeOf(node.children.at(-1))[1]
}

/** The nodes that contain a range, outermost first. */
function nodesAround({tree, start, end}: Place): readonly Nodes[] {
  const chain: Nodes[] = []
  let children: readonly Nodes[] = tree.children
  for (;;) {
    const node = children[firstFrom(children, start + 1, (child) => rangeOf(child)[0]) - 1]
    if (!node || rangeOf(node)[1] < end) return chain
    chain.push(node)
    if (!('children' in node)) return chain
    children = node.children
  }
}

function contextInHtml({value, position}: Html, place: Place, isInCell: boolean): Context | undefined {
  const {source, start, end} = place
  const from = position?.start.offset ?? 0
  // A tag that HTML does not have is text in angle brackets.
  if (isUnknownTag(value) && from === start) return inText(place, isInCell)
  const isInComment =
    source.lastIndexOf('<!--', start) >= from && source.indexOf('-->', source.lastIndexOf('<!--', start)) >= end
  return isInComment ? undefined : {type: 'html'}
}

function contextInLink(node: Link | Image | Definition, place: Place, isInCell: boolean): Context | undefined {
  const {source, template, start, end} = place
  const [from] = rangeOf(node)
  // A bare link, or one in angle brackets, is nothing but a target.
  if (!/^!?\[/.test(source.slice(from, from + 2))) return {type: 'url', isAll: false}
  const labelEnd = endOfLabel(node, source)
  // The label of a definition is an identifier, and the brackets of a link are its own.
  if (start === from || (node.type === 'definition' && start < labelEnd)) return undefined
  if (end <= labelEnd) return inText(place, isInCell)
  const url = urlPlace(template, node)
  const [urlStart, urlEnd] = url ? [url.start.offset ?? 0, url.end.offset ?? 0] : rangeOf(node)
  return start >= urlStart && end <= urlEnd
    ? {type: 'url', isAll: start === urlStart && end === urlEnd}
    : {type: 'link title'}
}

function endOfLabel(node: Link | Image | Definition, source: string): number {
  const [from, to] = rangeOf(node)
  if (node.type === 'link') return node.children.length > 0 ? rangeOf(node.children.at(-1))[1] : from
  return node.type === 'image' ? source.lastIndexOf('](', to) : source.indexOf(']:', from)
}

/** Running text, unless it is part of a bare URL, or of a link target that is invalid only because of a space. */
function inText({source, start}: Place, isInCell: boolean): Context {
  const line = source.slice(source.lastIndexOf('\n', start - 1) + 1, start)
  const run = line.slice(
    Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'), line.lastIndexOf('<'), line.lastIndexOf('>')) + 1
  )
  const target = run.lastIndexOf('](')
  if (/https?:\/\//.test(run) || (target >= 0 && !/[()]/.test(run.slice(target + 2))))
    return {type: 'url', isAll: line.endsWith('](')}
  return {type: 'text', opensBlock: /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?:\[[ xX]\]\s+)?$/.test(line), isInCell}
}
