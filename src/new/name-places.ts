import type {Definition, Html, Image, Link, Nodes, Root} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {isUnknownTag} from '../markdown/html-tag.ts'
import {urlPlace} from '../markdown/places.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import type {Name} from './names.ts'

/** What a text is where a name stands, which says how a value is written there. */
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
 * Everywhere that some names stand in a template, code and targets of links included; not in comments, nor where a
 * bracket is something else there: a link's own, an index in code, a shape of a diagram.
 *
 * @param tree Its tree, as it was parsed.
 */
export function placesOfNames(names: readonly Name[], {source}: MarkdownDocument, tree: Root, template: MarkdownDocument): readonly NamePlace[] {
  const forms = names.flatMap((name) => name.forms.map((form) => ({form, name}))).toSorted((a, b) => b.form.length - a.form.length)
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

/** A wording, with white space as wide as it comes, and backslashes of a formatter before its brackets. */
function expressionFor(form: string): string {
  const literal = Array.from(form.replaceAll(/\s+/g, ' '), (character) => (character === ' ' ? String.raw`\s+` : syntax.test(character) ? `\\\\?\\${character}` : character)).join('')
  const isWord = /^[\p{L}\p{N}]/u.test(form)
  return isWord ? String.raw`(?<![\p{L}\p{N}_])${literal}(?![\p{L}\p{N}_])` : literal
}

/** What an expression has to escape, and a formatter may have. */
const syntax = /[\\^$.*+?()[\]{}|/]/

interface Place {
  readonly source: string
  readonly tree: Root
  readonly template: MarkdownDocument
  readonly start: number
  readonly end: number
}

/** Undefined where no name stands there, whatever it looks like. */
function contextOf(place: Place): Context | undefined {
  const {source, start, end} = place
  const chain = nodesAround(place)
  const isInCell = chain.some(({type}) => type === 'tableCell')
  const inner = chain.at(-1)
  const before = source[start - 1] ?? ''
  if (/[[{<$]/.test(source[start] ?? '') && (/[\p{L}\p{N}_$]/u.test(before) || before === source[start] || (source[end] ?? '') === source[end - 1])) return undefined
  switch (inner?.type) {
    case 'yaml':
      return {type: 'front matter'}
    case 'code':
    case 'inlineCode':
      return source[end] === '(' ? undefined : {type: inner.type === 'code' ? 'code' : 'inline code', node: inner, isInCell}
    case 'html':
      return contextInHtml(inner, place, isInCell)
    case 'link':
    case 'image':
    case 'definition':
      return contextInLink(inner, place, isInCell)
    case 'linkReference':
    case 'imageReference':
    case 'footnoteReference':
    case 'footnoteDefinition':
      // Its own bracket, or the name of what it refers to.
      return inner.position?.start.offset === start || inner.type !== 'linkReference' || start > (inner.children.at(-1)?.position?.end.offset ?? 0) ? undefined : inText(place, isInCell)
    default:
      return (inner?.type as string | undefined) === 'toml' ? {type: 'front matter'} : inText(place, isInCell)
  }
}

/** The nodes that a stretch stands in, outermost first. */
function nodesAround({tree, start, end}: Place): readonly Nodes[] {
  const chain: Nodes[] = []
  let children: readonly Nodes[] = tree.children
  for (;;) {
    const at = firstFrom(children, start + 1, ({position}) => position?.start.offset ?? 0) - 1
    const node = children[at]
    if (!node || (node.position?.start.offset ?? 0) > start || (node.position?.end.offset ?? 0) < end) return chain
    chain.push(node)
    if (!('children' in node)) return chain
    children = node.children
  }
}

function contextInHtml({value, position}: Html, place: Place, isInCell: boolean): Context | undefined {
  const {source, start, end} = place
  const from = position?.start.offset ?? 0
  // A tag that HTML does not have is text with brackets of its own.
  if (isUnknownTag(value) && from === start) return inText(place, isInCell)
  const isInComment = source.lastIndexOf('<!--', start) >= from && source.indexOf('-->', source.lastIndexOf('<!--', start)) >= end
  return isInComment ? undefined : {type: 'html'}
}

function contextInLink(node: Link | Image | Definition, place: Place, isInCell: boolean): Context | undefined {
  const {source, template, start, end} = place
  const from = node.position?.start.offset ?? 0
  const isBracketed = source.startsWith('[', from) || source.startsWith('![', from)
  if (!isBracketed) return {type: 'url', isAll: false}
  const label = node.type === 'link' ? (node.children.at(-1)?.position?.end.offset ?? from) : node.type === 'image' ? source.lastIndexOf('](', node.position?.end.offset ?? from) : from
  // The brackets of the link itself.
  if (start === from || (node.type === 'definition' && start < source.indexOf(']:', from))) return undefined
  if (end <= label) return inText(place, isInCell)
  const url = urlPlace(template, node)
  const [urlStart, urlEnd] = [url?.start.offset ?? from, url?.end.offset ?? from]
  return start >= urlStart && end <= urlEnd ? {type: 'url', isAll: start === urlStart && end === urlEnd} : {type: 'link title'}
}

/** Running text; what a blank in it keeps from being a link, or what makes a link without brackets, is a target all the same. */
function inText({source, start}: Place, isInCell: boolean): Context {
  const line = source.slice(source.lastIndexOf('\n', start - 1) + 1, start)
  if (/(?:https?:\/\/[^\s<>]{0,1000}|\]\([^\s()]{0,1000})$/.test(line)) return {type: 'url', isAll: line.endsWith('](')}
  return {type: 'text', opensBlock: /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?:\[[ xX]\]\s+)?$/.test(line), isInCell}
}
