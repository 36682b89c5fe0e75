import type {Definition, Image, Link, Nodes} from 'mdast'
import type {Position} from 'unist'
import {withoutComments} from './comment.ts'
import type {Located, MarkdownDocument} from './document.ts'
import {placeBetween, urlPlace} from './places.ts'
import {foldWhitespace, textOf} from './text.ts'

/** A link, an image, or a definition that something refers to, in Markdown or HTML. */
export interface Linking {
  readonly type: 'link' | 'picture' | 'definition'
  /** Its node, or the HTML node that contains it. */
  readonly node: Nodes
  /** The block of text that contains it; undefined if none does. */
  readonly block: Nodes | undefined
  readonly url: string
  /** The text of a link, or the alternative text of an image. */
  text(): string
  /** The place of its target; undefined in a tree without positions. */
  place(): Position | undefined
}

/** All links of a document, with definitions only if something refers to them. */
export function linkingsOf(document: MarkdownDocument): readonly Linking[] {
  const references = [...document.nodes('linkReference'), ...document.nodes('imageReference')]
  const referred = new Set(references.map(({node}) => node.identifier))
  const definitions = document.nodes('definition').filter(({node: {identifier}}) => referred.delete(identifier))
  const inMarkdown = [...document.nodes('link'), ...document.nodes('image'), ...definitions].map((located) =>
    linking(located, document)
  )
  return [...inMarkdown, ...document.nodes('html').flatMap((located) => linkingsIn(located, document))]
}

const types = {link: 'link', image: 'picture', definition: 'definition'} as const

function linking(located: Located<Link | Image | Definition>, document: MarkdownDocument): Linking {
  const {node} = located
  const text = () => (node.type === 'image' ? (node.alt ?? '') : node.type === 'link' ? textOf(node) : '')
  return {
    type: types[node.type],
    node,
    block: blockOf(located),
    url: node.url,
    text,
    place: () => urlPlace(document, node)
  }
}

function blockOf({ancestors}: Located): Nodes | undefined {
  return ancestors.findLast(({type}) => textBlocks.has(type))
}

const textBlocks: ReadonlySet<string> = new Set(['paragraph', 'heading', 'tableCell'])

const tag = /<(a|img)(?=\s)([^<>]*?\s(?:href|src)\s*=\s*["'])([^"'<>]*)["']/gi

/** The links and images in a piece of HTML: `<a>` and `<img>` with targets in quotes. */
function linkingsIn(located: Located, document: MarkdownDocument): readonly Linking[] {
  const {node} = located
  const start = node.position?.start.offset
  if (start === undefined) return []
  const html = withoutComments(document.source.slice(start, node.position?.end.offset))
  return Array.from(html.matchAll(tag), ({1: name = '', 2: before = '', 3: target = '', index}): Linking => {
    const from = start + index + 1 + name.length + before.length
    // In running text, the text after a tag is a node of its own.
    const text = () =>
      foldWhitespace(/^[^<>]*>([^<]*)/.exec(document.source.slice(from, from + longestText))?.[1] ?? '')
    return {
      type: name.toLowerCase() === 'a' ? 'link' : 'picture',
      node,
      block: blockOf(located),
      url: target.trim().replaceAll('&amp;', '&'),
      text,
      place: () => placeBetween(document, from, from + target.length)
    }
  })
}

const longestText = 500

/** A full reference, `[text][name]`, without a definition, so that readers see its brackets. */
export interface DanglingReference {
  readonly name: string
  /** The place of the name. */
  readonly place: Position
  readonly node: Nodes
}

const fullReference = /(?<![\p{Alpha}\p{N}\\\])!`])\[((?:[^[\]\\`]|`[^`]*`){1,300})\]\[([^[\]\\`]{1,300})\](?![[(:])/gu

/**
 * The full references of a document without definitions. Tags beside each other (`[P][US1]`, `[Feature][Serial]`),
 * notes and indices are not references.
 */
export function danglingReferences(document: MarkdownDocument): readonly DanglingReference[] {
  if (!document.source.includes('][')) return []
  const blocks = new Set(
    document.nodes('text').flatMap((located) => (located.node.value.includes('][') ? (blockOf(located) ?? []) : []))
  )
  const names = new Set(document.nodes('definition').map(({node}) => node.identifier))
  return [...blocks].flatMap((block) =>
    referencesIn(block, document).filter(({name}) => !names.has(foldWhitespace(name).toLowerCase()))
  )
}

function referencesIn(block: Nodes, document: MarkdownDocument): readonly DanglingReference[] {
  const start = block.position?.start.offset
  if (start === undefined || !('children' in block)) return []
  const isText = (at: number) =>
    block.children.some(
      ({type, position}) => type === 'text' && (position?.start.offset ?? 0) <= at && at < (position?.end.offset ?? 0)
    )
  return Array.from(document.source.slice(start, block.position?.end.offset).matchAll(fullReference)).flatMap(
    ({1: text = '', 2: name = '', index}) => {
      const from = start + index + text.length + 3
      const isTag =
        !/\p{Ll}{2}|[^\p{ASCII}\p{P}]/u.test(text) ||
        (/^\p{Lu}/u.test(text) && /^\p{Lu}\p{Ll}/u.test(name)) ||
        /^[\^@]/.test(name)
      return isTag || !isText(start + index) || !isText(from - 1)
        ? []
        : [{name, place: placeBetween(document, from, from + name.length), node: block}]
    }
  )
}

const spans = new WeakMap<Nodes, ReadonlyArray<readonly [start: number, end: number]>>()

/** Whether a link is within a formula, so that GitHub does not show it as a link: `$[x](\zeta)$`. */
export function isInFormula({node, block}: Linking, {source}: MarkdownDocument): boolean {
  const start = block?.position?.start.offset
  const at = node.position?.start.offset
  if (!block || start === undefined || at === undefined) return false
  const find = () =>
    Array.from(
      source.slice(start, block.position?.end.offset).matchAll(formula),
      ({0: whole, index}) => [start + index, start + index + whole.length] as const
    )
  const known = spans.get(block) ?? find()
  spans.set(block, known)
  return known.some(([from, to]) => from <= at && at < to)
}

const formula = /\$\$[^$]+\$\$|(?<![\p{Alpha}\p{N}\\$`])\$(?![\s\d$])[^$`]+(?<![\s\\])\$(?![\p{Alpha}\p{N}$])/gu
