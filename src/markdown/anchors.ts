import {remembered} from '../remembered.ts'
import {slug} from 'github-slugger'
import type {Heading} from 'mdast'
import {withoutComments} from './comment.ts'
import type {MarkdownDocument, Section} from './document.ts'
import {htmlHeadingTexts} from './html-headings.ts'
import {rawTextOf} from './text.ts'

/** One attribute of Pandoc, kramdown, mdBook, Docusaurus and the like: `#id`, `.class`, `key=value`. */
const attribute = String.raw`[#.][^\s{}#"'=]+|[\w:-]+=(?:"[^"{}]*"|'[^'{}]*'|[^\s{}"']*)`

/** A list of attributes in braces. In kramdown it may name other lists; in an MDX comment it has only an id. */
const attributes = String.raw`\{(?:[ \t]*(?:${attribute}|-)(?:[ \t]+(?:${attribute}|-))*[ \t]*|::?[ \t]*(?:${attribute}|[\w-]+)(?:[ \t]+(?:${attribute}|[\w-]+))*[ \t]*|/\*[ \t]*#[^\s{}#]+[ \t]*\*/)\}`

const attributesAtEnd = new RegExp(String.raw`${attributes}$`)
const attributesWithin = new RegExp(attributes, 'g')

/**
 * A heading's text without the attributes that some renderers read after it: `{#id .class}`, `{: #id}`, `{/* #id *\/}`.
 */
export function withoutAttributes(heading: string): string {
  return heading.endsWith('}') ? heading.replace(attributesAtEnd, '').trimEnd() : heading
}

/** The ids in the lists of attributes in a text. */
function idsInAttributes(text: string): readonly string[] {
  return text.includes('{')
    ? (text.match(attributesWithin) ?? []).flatMap((list) => /[{\s:]#([^\s{}#]+)/.exec(list)?.[1] ?? [])
    : []
}

/** The explicit id of a section: `{#id}` after its heading, or an HTML anchor in it; undefined if it has none. */
export function explicitId({heading}: Section): string | undefined {
  if (!heading) return undefined
  const text = rawTextOf(heading).trim()
  const [behind] = text.endsWith('}') ? idsInAttributes(attributesAtEnd.exec(text)?.[0] ?? '') : []
  return behind ?? heading.children.flatMap((child) => (child.type === 'html' ? idsOfHtml(child.value) : []))[0]
}

/**
 * All fragments that a link can lead to: the slugs of headings, also of those in block quotes and lists, as GitHub
 * makes them and as other renderers do, with attributes in them or without the spaces that images and comments leave at
 * the ends; ids in lists of attributes (`[word]{#id}`), MyST labels and Obsidian blocks; ids and names in HTML.
 */
export function anchorsOf(document: MarkdownDocument): ReadonlySet<string> {
  const anchors = new Set(
    hasHtmlHeadings(document) ? slugsOf(headingTexts(document)).flat() : [...headingAnchors(document).values()].flat()
  )
  const add = (ids: readonly string[]) => {
    for (const id of ids) anchors.add(id)
  }
  for (const {node} of document.nodes('text')) {
    if (/[{^]|\)=/.test(node.value)) add([...idsInAttributes(node.value), ...labels(node.value)])
  }
  for (const {node} of document.nodes('code')) {
    if (node.meta || node.lang?.startsWith('{')) add(idsInAttributes(`${node.lang ?? ''} ${node.meta ?? ''}`))
  }
  for (const {node} of document.nodes('html')) {
    if (/id|name/i.test(node.value)) add(idsOfHtml(node.value))
  }
  return anchors
}

/** `(label)=` on a line of its own sets an anchor in MyST; `^block` at the end of a line does in Obsidian. */
function labels(text: string): readonly string[] {
  return /\)=|\^/.test(text)
    ? Array.from(
        text.matchAll(/^\(([^\s()]+)\)=[ \t]*$|(?:^|[ \t])(\^[\w-]+)[ \t]*$/gm),
        ([, label, block]) => label ?? block ?? ''
      )
    : []
}

const idAttribute = /(?<![\w:.-])id\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))/i
const nameAttribute = /(?<![\w:.-])name\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))/i

/** The first `id` and the first `name` of each tag outside comments. */
function idsOfHtml(html: string): readonly string[] {
  const tags = withoutComments(html).split('<')
  return tags.flatMap((tag) =>
    [idAttribute, nameAttribute].flatMap(
      (pattern) =>
        pattern
          .exec(tag)
          ?.slice(1)
          .find((value) => value !== undefined) ?? []
    )
  )
}

function hasHtmlHeadings(document: MarkdownDocument): boolean {
  return document.nodes('html').some(({node}) => /<h[1-6]\b/i.test(node.value))
}

/** Remembered, because documents of one template share most headings, and making a slug is slow. */
const slugOf = remembered((text) => slug(text))

/** Adds `-1` to the second of equal slugs, and so on, as the class of github-slugger does. */
function numbered(slugs: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  return slugs.map((own) => {
    let unique = own
    let count = counts.get(own)
    for (; counts.has(unique); unique = `${own}-${count}`) count = (count ?? 0) + 1
    if (count !== undefined) counts.set(own, count)
    counts.set(unique, 0)
    return unique
  })
}

/** The anchors of each heading: GitHub's first, then those of other renderers. */
function slugsOf(texts: readonly HeadingTexts[]): ReadonlyArray<readonly string[]> {
  const readings = ['github', 'trimmed', 'whole'] as const
  const differing = readings.filter(
    (reading) => reading === 'github' || texts.some((text) => text[reading] !== text.github)
  )
  const slugs = differing.map((reading) => numbered(texts.map((text) => slugOf(text[reading]))))
  return texts.map((_, index) => slugs.map((ofReading) => ofReading[index] ?? ''))
}

const known = new WeakMap<MarkdownDocument, ReadonlyMap<Heading, readonly string[]>>()

/** The anchors of each Markdown heading, GitHub's first. */
function headingAnchors(document: MarkdownDocument): ReadonlyMap<Heading, readonly string[]> {
  const headings = document.nodes('heading')
  const find = () => {
    const slugs = slugsOf(headings.map(({node}) => textsOf(node)))
    return new Map(headings.map(({node}, index) => [node, slugs[index] ?? []]))
  }
  const anchors = known.get(document) ?? find()
  known.set(document, anchors)
  return anchors
}

/** The anchor of each section, as GitHub names it; remembered, because several findings ask. */
export function sectionAnchors(document: MarkdownDocument): ReadonlyMap<Section, string> {
  const find = () => {
    const anchors = headingAnchors(document)
    return new Map(
      document.sections.map((section) => [section, (section.heading && anchors.get(section.heading)?.[0]) ?? ''])
    )
  }
  const anchors = anchorsBySection.get(document) ?? find()
  anchorsBySection.set(document, anchors)
  return anchors
}

const anchorsBySection = new WeakMap<MarkdownDocument, ReadonlyMap<Section, string>>()

/** All anchors that the heading of a section may have, GitHub's first. */
export function anchorsOfSection({heading}: Section, document: MarkdownDocument): readonly string[] {
  return (heading && headingAnchors(document).get(heading)) ?? []
}

/** The text of a heading as different renderers read it. */
interface HeadingTexts {
  /** As GitHub reads it, but without attributes, and with the spaces that images, comments and tags leave. */
  readonly github: string
  /** Without spaces at the ends. */
  readonly trimmed: string
  /** With its attributes. */
  readonly whole: string
}

function textsOf(heading: Heading): HeadingTexts {
  const text = rawTextOf(heading)
  const whole = text.trim()
  const named = withoutAttributes(whole)
  if (named === text) return {github: text, trimmed: text, whole: text}
  // A space at the end of text is written as an entity, which all renderers keep.
  const opens = heading.children[0]?.type === 'text' ? /^ */.exec(text)?.[0] : ''
  const closes = heading.children.at(-1)?.type === 'text' ? /(?<! ) *$/.exec(text)?.[0] : ''
  if (named !== whole && named !== '') return {github: named, trimmed: named, whole}
  return {github: text, trimmed: `${opens}${whole}${closes}`, whole: text}
}

/** The texts of Markdown and HTML headings, in document order. */
function headingTexts(document: MarkdownDocument): readonly HeadingTexts[] {
  const markdown = document
    .nodes('heading')
    .map(({node}) => ({offset: node.position?.start.offset ?? 0, texts: textsOf(node)}))
  const html = document
    .nodes('html')
    .flatMap(({node}) =>
      htmlHeadingTexts(node.value).map((text) => ({
        offset: node.position?.start.offset ?? 0,
        texts: {github: text, trimmed: text, whole: text}
      }))
    )
  return [...markdown, ...html].toSorted((a, b) => a.offset - b.offset).map(({texts}) => texts)
}
