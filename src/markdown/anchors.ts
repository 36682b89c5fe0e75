import GithubSlugger from 'github-slugger'
import type {Heading} from 'mdast'
import type {MarkdownDocument, Section} from './document.ts'
import {rawTextOf} from './text.ts'

const attributes = /\{\s*(?:#[^\s{}]+|\.[^\s{}]+)(?:\s[^{}]*)?\}$/
const idInAttributes = /\{[^{}#]*#([^\s{}]+)(?:\s[^{}]*)?\}$/
const idOrName = /\b(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))/gi

/** A heading's text without the attributes that Pandoc, kramdown, mdBook and Docusaurus read: `{#id .class}`. */
export function withoutAttributes(heading: string): string {
  return heading.endsWith('}') ? heading.replace(attributes, '').trimEnd() : heading
}

/**
 * All fragments that a link can lead to: the slugs of headings as GitHub makes them (in block quotes and lists too),
 * the attributes `id` and `name` of HTML, and `{#id}` behind a heading.
 */
export function anchorsOf(document: MarkdownDocument): ReadonlySet<string> {
  const anchors = new Set(hasOnlyPlainHeadings(document) ? headingAnchors(document).values() : slugsOf(document))
  for (const {node} of document.nodes('html')) {
    for (const match of withoutComments(node.value).matchAll(idOrName)) {
      anchors.add(match[1] ?? match[2] ?? match[3] ?? '')
    }
  }
  return anchors
}

/** Whether no heading is written in HTML or has attributes. */
function hasOnlyPlainHeadings(document: MarkdownDocument): boolean {
  return document.nodes('heading').every(({node}) => !nameOf(node).endsWith('}')) && !document.nodes('html').some(({node}) => /<h[1-6]\b/i.test(node.value))
}

/** The slugs of all headings with their attributes and without, and the ids among these. */
function slugsOf(document: MarkdownDocument): readonly string[] {
  const slugger = new GithubSlugger()
  const withAttributes = new GithubSlugger()
  return headingTexts(document).flatMap((text) => {
    const id = text.endsWith('}') ? idInAttributes.exec(text)?.[1] : undefined
    return [slugger.slug(withoutAttributes(text)), withAttributes.slug(text), ...(id ? [id] : [])]
  })
}

const known = new WeakMap<MarkdownDocument, ReadonlyMap<Heading, string>>()

/** The anchor of each Markdown heading, as GitHub names it. */
function headingAnchors(document: MarkdownDocument): ReadonlyMap<Heading, string> {
  const slugger = new GithubSlugger()
  const anchors = known.get(document) ?? new Map(document.nodes('heading').map(({node}) => [node, slugger.slug(withoutAttributes(nameOf(node)))]))
  known.set(document, anchors)
  return anchors
}

/** The anchor of each section, as GitHub names it. */
export function sectionAnchors(document: MarkdownDocument): ReadonlyMap<Section, string> {
  const anchors = headingAnchors(document)
  return new Map(document.sections.map((section) => [section, (section.heading && anchors.get(section.heading)) ?? '']))
}

function nameOf(heading: Heading): string {
  return rawTextOf(heading).trim()
}

/** The texts of Markdown and HTML headings, in document order. */
function headingTexts(document: MarkdownDocument): readonly string[] {
  const markdown = document.nodes('heading').map(({node}) => ({
    offset: node.position?.start.offset ?? 0,
    text: nameOf(node)
  }))
  const html = document.nodes('html').flatMap(({node}) =>
    htmlHeadings(node.value).map((text) => ({offset: node.position?.start.offset ?? 0, text}))
  )
  return [...markdown, ...html].toSorted((a, b) => a.offset - b.offset).map(({text}) => text)
}

/** The text of each `<h1>` … `<h6>` element of a piece of HTML. */
function htmlHeadings(html: string): readonly string[] {
  const texts: string[] = []
  const lower = html.toLowerCase()
  const unclosed = new Set<string>()
  let from = 0
  for (const open of html.matchAll(/<h([1-6])\b[^<>]*>/gi)) {
    const closing = `</h${open[1]}`
    if (open.index < from || unclosed.has(closing)) continue
    const start = open.index + open[0].length
    const end = lower.indexOf(closing, start)
    if (end < 0) {
      unclosed.add(closing)
      continue
    }
    texts.push(html.slice(start, end).replaceAll(/<[^<>]*>/g, '').trim())
    from = end
  }
  return texts
}

/** HTML without its comments; what follows an unclosed one is comment too. */
function withoutComments(html: string): string {
  let rest = ''
  let from = 0
  for (let open = html.indexOf('<!--'); open >= 0; open = html.indexOf('<!--', from)) {
    rest += html.slice(from, open)
    const close = html.indexOf('-->', open + 4)
    if (close < 0) return rest
    from = close + 3
  }
  return rest + html.slice(from)
}
