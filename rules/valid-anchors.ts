import GithubSlugger, {slug} from 'github-slugger'
import type {Definition, Image, Link} from 'mdast'
import type {Position} from 'unist'
import {type Alignment, nodesOfType} from '../src/align/alignment.ts'
import type {Analysis} from '../src/analysis.ts'
import {anchorsOf} from '../src/markdown/anchors.ts'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {type LinkTarget, isBuiltInFragment, readLinkTarget} from '../src/markdown/link-target.ts'
import {narrowed, urlPlace} from '../src/markdown/places.ts'
import {quote, textOf} from '../src/markdown/text.ts'
import {type NearestFinder, nearestFinder} from '../src/nearest.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {namesBelow} from '../src/template/schema.ts'

type Linking = Link | Image | Definition

/** Links to headings, anchors and files of the same repository; definitions only where something refers to them. */
export default defineRule(
  {
    id: 'valid-anchors',
    summary: 'Links to a heading, an anchor or a file that is not there, in the document or in another file of the repository',
    recommended: 'error',
    strict: 'error',
    options: {}
  },
  (analysis) => {
    // A target that the author has yet to fill in is told by `no-placeholders`.
    const open = new Set(analysis.leftovers.map(({candidate}) => candidate.node))
    const links = linkings(analysis.document).flatMap((node) => {
      const target = open.has(node) ? undefined : readLinkTarget(node.url)
      return target ? [{node, target}] : []
    })
    const own = once(() => anchorsOf(analysis.document))
    const due = once(() => anchorsDue(analysis.alignment))
    const nearest = nearestFinder()
    return links.flatMap(({node, target}) => checkLink(node, target, analysis, {own, due, nearest}))
  }
)

function linkings(document: MarkdownDocument): readonly Linking[] {
  const references = [...document.nodes('linkReference'), ...document.nodes('imageReference')]
  const referred = new Set(references.map(({node}) => node.identifier))
  const definitions = document.nodes('definition').filter(({node: {identifier}}) => referred.delete(identifier))
  return [...document.nodes('link'), ...document.nodes('image'), ...definitions].map(({node}) => node)
}

type Anchors = () => ReadonlySet<string>

function once(find: Anchors): Anchors {
  let found: ReadonlySet<string> | undefined
  return () => (found ??= find())
}

/** The anchors of a document, and those that it will have once its sections are mended. */
interface OwnAnchors {
  readonly own: Anchors
  readonly due: Anchors
  readonly nearest: NearestFinder
}

function checkLink(node: Linking, {path, fragment}: LinkTarget, {document, linkedFiles}: Analysis, {own, due, nearest}: OwnAnchors): readonly Finding[] {
  const file = path === '' ? ({type: 'document itself'} as const) : linkedFiles.resolve(path)
  switch (file.type) {
    case 'missing':
      return [missingFile(node, path, meantBy(path, own()) ?? file.nearest, document)]
    case 'markdown':
      return fragment === undefined ? [] : checkFragment(node, fragment, file.anchors(), {document, nearest, where: ` in ${quote(path)}`})
    case 'document itself':
      return fragment === undefined || own().has(fragment) || due().has(fragment) ? [] : checkFragment(node, fragment, own(), {document, nearest, where: ''})
    default:
      return []
  }
}

/** A path that is an anchor of the document without its `#`, or a target in brackets of its own. */
function meantBy(path: string, own: ReadonlySet<string>): string | undefined {
  if (own.has(path)) return `#${path}`
  return /^\(([^()]+)\)$/.exec(path)?.[1]
}

function missingFile(node: Linking, path: string, meant: string | undefined, document: MarkdownDocument): Finding {
  const place = narrowed(document, urlPlace(document, node), path)
  return {
    place,
    reason: `Unexpected link to ${quote(path)}, expected ${meant === undefined ? 'a file that exists' : quote(meant)}`,
    actual: path,
    ...(meant !== undefined && {expected: [/^[#(]|:/.test(meant) ? meant : encodeURI(meant.toWellFormed())]})
  }
}

interface Whereabouts {
  readonly document: MarkdownDocument
  readonly nearest: NearestFinder
  /** In which file the anchor should be, for a message. */
  readonly where: string
}

function checkFragment(node: Linking, raw: string, anchors: ReadonlySet<string> | undefined, {document, nearest, where}: Whereabouts): readonly Finding[] {
  const fragment = raw.replace(/^user-content-/, '')
  if (!anchors || anchors.has(fragment) || isBuiltInFragment(fragment)) return []
  const lower = fragment.toLowerCase()
  const otherCase = anchors.has(lower) ? lower : inLowerCase(anchors).get(lower)
  const meant = otherCase ?? anchorNamedBy(node, anchors) ?? nearest(fragment, anchors)
  return [
    {
      place: fragmentPlace(node, document),
      reason: `Unexpected link to ${quote(`#${fragment}`)}${where}, expected ${meant === undefined ? 'a heading or an anchor of that name' : quote(`#${meant}`)}`,
      actual: `#${fragment}`,
      ...(meant !== undefined && {expected: [`#${encodeURI(meant.toWellFormed()).replaceAll(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))}`]}),
      isMinor: otherCase !== undefined
    }
  ]
}

const inCases = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, string>>()

/** The first anchor of each that differ in letter case only. */
function inLowerCase(anchors: ReadonlySet<string>): ReadonlyMap<string, string> {
  const known = inCases.get(anchors) ?? new Map(Array.from(anchors, (anchor) => [anchor.toLowerCase(), anchor] as const).toReversed())
  inCases.set(anchors, known)
  return known
}

/** The anchor that a link's own text names. */
function anchorNamedBy(node: Linking, anchors: ReadonlySet<string>): string | undefined {
  const named = node.type === 'link' ? slug(textOf(node)) : ''
  return named !== '' && anchors.has(named) ? named : undefined
}

function fragmentPlace(node: Linking, document: MarkdownDocument): Position | undefined {
  return narrowed(document, urlPlace(document, node), node.url.slice(node.url.indexOf('#')))
}

/** The anchors that will be there once the sections that are missing or misspelt are mended: not a fault of their own. */
function anchorsDue(alignment: Alignment): ReadonlySet<string> {
  const slugger = new GithubSlugger()
  const missing = nodesOfType(alignment, 'missing').flatMap(({spec}) => [spec.heading.name, ...namesBelow(spec)])
  const meant = nodesOfType(alignment, 'matched').flatMap(({spec, misspelt}) => (misspelt ? [spec, ...(misspelt.merges ?? [])].map(({heading}) => misspelt.replacement ?? heading.name) : []))
  return new Set([...missing, ...meant].map((name) => slugger.slug(name)))
}
