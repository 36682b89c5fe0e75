import GithubSlugger, {slug} from 'github-slugger'
import type {Nodes, Text} from 'mdast'
import type {Position} from 'unist'
import {type Alignment, nodesOfType} from '../src/align/alignment.ts'
import type {Analysis, LinkedFile, LinkedFiles} from '../src/analysis.ts'
import {anchorMeant} from '../src/align/anchor-meant.ts'
import {findContents} from '../src/align/contents.ts'
import {anchorsOf, sectionAnchors} from '../src/markdown/anchors.ts'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {type LinkTarget, isBuiltInFragment, readLinkTarget} from '../src/markdown/link-target.ts'
import {
  type DanglingReference,
  type Linking,
  danglingReferences,
  isInFormula,
  linkingsOf
} from '../src/markdown/links.ts'
import {isPlain, narrowed, placeBetween} from '../src/markdown/places.ts'
import {quote} from '../src/markdown/text.ts'
import {type NearestFinder, nearestFinder} from '../src/nearest.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {namesBelow} from '../src/template/schema.ts'

/** Links to headings, anchors and files of the same repository; definitions only where something refers to them. */
export default defineRule(
  {
    id: 'valid-anchors',
    summary:
      'Links to a heading, an anchor or a file that does not exist, in the document or in another file of the repository',
    fixes:
      'corrects a link or a reference whose target is a few letters or a number off, or in the wrong case, and inserts `https://` before a host name',
    recommended: 'error',
    strict: 'error',
    options: {}
  },
  (analysis) => {
    // A target that the author has yet to fill in is told by `no-placeholders`.
    const open = new Set(analysis.leftovers.map(({candidate}) => candidate.node))
    const {document} = analysis
    const links = linkingsOf(document).filter(({node}) => !open.has(node))
    const own = once(() => anchorsOf(document))
    const due = once(() => anchorsDue(analysis.alignment))
    const nearest = nearestFinder()
    const entries = once(() => new Set<Nodes>(findContents(analysis.alignment)?.entries.map(({link}) => link)))
    const areGone = goneFolders(links, analysis.linkedFiles)
    const labels = document.nodes('definition').map(({node}) => node.label ?? node.identifier)
    const targets = links.flatMap((link) => {
      const target = readLinkTarget(link.url)
      const faults = target ? checkLink(link, target, analysis, {own, due, nearest, areGone, entries}) : []
      return faults.length > 0 && isInFormula(link, document) ? [] : faults
    })
    return [
      ...targets,
      ...links.flatMap((link) => withoutTarget(link, document)),
      ...danglingReferences(document)
        .filter(({node}) => !open.has(node))
        .map((reference) => undefinedName(reference, labels, nearest, document))
    ]
  }
)

/** A link that leads nowhere, or a picture of nothing; `[]()` without a text is somebody's anchor. */
function withoutTarget(link: Linking, document: MarkdownDocument): readonly Finding[] {
  const text = link.url === '' && link.type !== 'definition' ? link.text() : ''
  // Behind a word it may be a call of somebody's function.
  if (text === '' || /[\p{L}\p{N}_]/u.test(document.source[(link.node.position?.start.offset ?? 0) - 1] ?? ''))
    return []
  return [
    {
      place: link.place(),
      subjects: [`target of ${link.type} ${text}`],
      reason: `Missing target of ${link.type} ${quote(text)}, expected an address`
    }
  ]
}

function undefinedName(
  {name, place}: DanglingReference,
  labels: readonly string[],
  nearest: NearestFinder,
  document: MarkdownDocument
): Finding {
  const reason = `Unexpected reference to ${quote(name)}, expected`
  const subjects = [`reference to ${name}`]
  // An address in the wrong brackets.
  if (/^(?:https?:\/\/|#)\S+$/.test(name)) {
    const brackets = placeBetween(document, (place.start.offset ?? 0) - 1, (place.end.offset ?? 0) + 1)
    return {
      place: brackets,
      subjects,
      reason: `${reason} ${quote(`(${name})`)}`,
      actual: `[${name}]`,
      expected: [`(${name})`]
    }
  }
  const meant = nearest(name.toLowerCase(), labels)
  return {
    place,
    subjects,
    reason: `${reason} ${meant === undefined ? 'a definition of that name' : quote(meant)}`,
    actual: name,
    ...(meant !== undefined && {expected: [meant]})
  }
}

type Anchors = () => ReadonlySet<string>

function once<Found>(find: () => Found & {}): () => Found {
  let found: Found | undefined
  return () => (found ??= find())
}

/** The anchors of a document, and those that it will have once its sections are mended. */
interface OwnAnchors {
  readonly own: Anchors
  readonly due: Anchors
  readonly nearest: NearestFinder
  readonly areGone: ReturnType<typeof goneFolders>
  /** The links of the contents list. */
  readonly entries: () => ReadonlySet<Nodes>
}

/**
 * Tells of the path of a link to no file whether several lead into its folder, and none to a file: it is the folder that
 * is another, so that one file of a similar name in it is none that was meant.
 */
function goneFolders(links: readonly Linking[], linkedFiles: LinkedFiles): (path: string) => boolean {
  let counts: ReadonlyMap<string, {readonly missing: ReadonlySet<string>; readonly isThere: boolean}> | undefined
  return (path) => {
    counts ??= countsByFolder(links, linkedFiles)
    const {missing, isThere} = counts.get(folderOf(path)) ?? {}
    return (missing?.size ?? 0) > 1 && isThere === false
  }
}

function countsByFolder(links: readonly Linking[], linkedFiles: LinkedFiles) {
  const counts = new Map<string, {readonly missing: Set<string>; isThere: boolean}>()
  for (const {url} of links) {
    const target = readLinkTarget(url)
    if (!target || target.path === '') continue
    const folder = counts.get(folderOf(target.path)) ?? {missing: new Set(), isThere: false}
    counts.set(folderOf(target.path), folder)
    if (resolved(target, linkedFiles).type === 'missing') folder.missing.add(target.path)
    else folder.isThere = true
  }
  return counts
}

/** The file that was probably meant, but where it is another one in a folder that has none of those that links lead to. */
function likelyFile(path: string, nearest: string | undefined, areGone: OwnAnchors['areGone']): string | undefined {
  return nearest !== undefined && folderOf(nearest) === folderOf(path) && areGone(path) ? undefined : nearest
}

/** The folder of a path, without steps that lead to where they start. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1).replace(/^(?:\.\/)+/, '')
}

function checkLink(
  node: Linking,
  target: LinkTarget,
  {document, linkedFiles}: Analysis,
  {own, due, nearest, areGone, entries}: OwnAnchors
): readonly Finding[] {
  const {path, fragment} = target
  const file = path === '' ? ({type: 'document itself'} as const) : resolved(target, linkedFiles)
  switch (file.type) {
    case 'missing':
      return [missingFile(node, target, meantBy(path, own()) ?? likelyFile(path, file.nearest, areGone), document)]
    case 'markdown':
      return fragment === undefined
        ? []
        : checkFragment(node, fragment, file.anchors(), {document, nearest, where: ` in ${quote(path)}`})
    case 'document itself':
      if (fragment === 'readme' && isReadme(linkedFiles)) return []
      return fragment === undefined || own().has(fragment) || due().has(fragment)
        ? []
        : checkFragment(node, fragment, own(), {document, nearest, where: ''}).map((finding) => ({
            ...finding,
            ...withLabel(node, finding, {document, entries})
          }))
    default:
      return []
  }
}

/** What stands at the end of a link; the wikis of Azure write percent signs into the names of files. */
function resolved({path, writtenPath}: LinkTarget, linkedFiles: LinkedFiles): LinkedFile {
  const file = linkedFiles.resolve(path)
  const written = file.type === 'missing' && writtenPath !== path ? linkedFiles.resolve(writtenPath) : file
  return written.type === 'missing' ? file : written
}

/** GitHub shows the README below the list of a folder's files, and names it `#readme`. */
function isReadme(linkedFiles: LinkedFiles): boolean {
  return ['README.md', 'readme.md', 'Readme.md'].some((name) => linkedFiles.resolve(name).type === 'document itself')
}

/** A path that is an anchor of the document without its `#`, an address without its scheme, or a target in brackets of its own. */
function meantBy(path: string, own: ReadonlySet<string>): string | undefined {
  if (own.has(path)) return `#${path}`
  if (host.test(path)) return `https://${path}`
  return /^\(([^()]+)\)$/.exec(path)?.[1]
}

/** The name of a host, told from that of a file: behind `www`, of three parts, or with an ending that files hardly have. */
const host =
  /^(?:www(?:\.[\w-]+){2,}|[\w-]+\.(?:com|edu|gov)|(?:[a-z][\w-]*\.){2,}(?:com|dev|edu|gov|io|net|org))(?=[/?]|$)/i

function missingFile(
  node: Linking,
  {writtenPath}: LinkTarget,
  meant: string | undefined,
  document: MarkdownDocument
): Finding {
  return {
    place: narrowed(document, node.place(), writtenPath),
    subjects: [`link to ${writtenPath}`],
    reason: `Unexpected link to ${quote(writtenPath)}, expected ${meant === undefined ? 'a file that exists' : quote(meant)}`,
    actual: writtenPath,
    ...(meant !== undefined && {expected: [/^[#(]|:/.test(meant) ? meant : encodeURI(meant.toWellFormed())]})
  }
}

interface Whereabouts {
  readonly document: MarkdownDocument
  readonly nearest: NearestFinder
  /** In which file the anchor should be, for a message. */
  readonly where: string
}

function checkFragment(
  node: Linking,
  raw: string,
  anchors: ReadonlySet<string> | undefined,
  {document, nearest, where}: Whereabouts
): readonly Finding[] {
  const fragment = raw.replace(/^user-content-/, '')
  if (!anchors || anchors.has(fragment) || isBuiltInFragment(fragment)) return []
  const lower = fragment.toLowerCase()
  const otherCase = anchors.has(lower) ? lower : inLowerCase(anchors).get(lower)
  const meant = otherCase ?? anchorMeant(fragment, node.type === 'link' ? node.text() : '', anchors, nearest)
  return [
    {
      place: fragmentPlace(node, document),
      subjects: [`link to ${node.url}`],
      reason: `Unexpected link to ${quote(`#${fragment}`)}${where}, expected ${meant === undefined ? 'a heading or an anchor of that name' : quote(`#${meant}`)}`,
      actual: `#${fragment}`,
      ...(meant !== undefined && {
        expected: [
          `#${encodeURI(meant.toWellFormed()).replaceAll(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))}`
        ]
      }),
      isMinor: otherCase !== undefined
    }
  ]
}

/** The name of the section that an anchor is of, where that can be the text of a link as it is. */
function nameOf(anchor: string, document: MarkdownDocument): string | undefined {
  const anchors = sectionAnchors(document)
  const name = document.sections.find((section) => `#${anchors.get(section) ?? ''}` === anchor)?.name
  return name !== undefined && isPlain(name) ? name : undefined
}

/** What a link says, where that is text without markup. */
function onlyTextOf(node: Nodes): Text | undefined {
  const [text, ...others] = node.type === 'link' ? node.children : []
  return text?.type === 'text' && others.length === 0 ? text : undefined
}

/** The fix of an entry of the contents list whose label is the old name of the heading that it is to lead to, which has to follow. */
function withLabel(
  {node, url}: Linking,
  {place, expected}: Finding,
  {document, entries}: Pick<OwnAnchors, 'entries'> & {readonly document: MarkdownDocument}
): Pick<Finding, 'fix'> {
  const [anchor] = expected ?? []
  const text = onlyTextOf(node)
  if (anchor === undefined || !place || !('start' in place)) return {}
  if (!text || `#${slug(text.value)}` !== url || !entries().has(node)) return {}
  const name = nameOf(anchor, document)
  if (!text.position || name === undefined || name === text.value) return {}
  return {
    fix: {
      edits: [
        {place: text.position, text: name},
        {place, text: anchor}
      ]
    }
  }
}

const inCases = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, string>>()

/** The first anchor of each that differ in letter case only. */
function inLowerCase(anchors: ReadonlySet<string>): ReadonlyMap<string, string> {
  const known =
    inCases.get(anchors) ??
    new Map(Array.from(anchors, (anchor) => [anchor.toLowerCase(), anchor] as const).toReversed())
  inCases.set(anchors, known)
  return known
}

function fragmentPlace(node: Linking, document: MarkdownDocument): Position | undefined {
  return narrowed(document, node.place(), node.url.slice(node.url.indexOf('#')))
}

/** The anchors that will be there once the sections that are missing or misspelt are mended: not a fault of their own. */
function anchorsDue(alignment: Alignment): ReadonlySet<string> {
  const slugger = new GithubSlugger()
  const missing = nodesOfType(alignment, 'missing').flatMap(({spec}) => [spec.heading.name, ...namesBelow(spec)])
  const meant = nodesOfType(alignment, 'matched').flatMap(({spec, misspelt}) =>
    misspelt ? [spec, ...(misspelt.merges ?? [])].map(({heading}) => misspelt.replacement ?? heading.name) : []
  )
  return new Set([...missing, ...meant].map((name) => slugger.slug(name)))
}
