import type {Link, List, ListItem, Nodes, Paragraph, RootContent} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {anchorsOfSection, sectionAnchors} from '../markdown/anchors.ts'
import {readLinkTarget} from '../markdown/link-target.ts'
import {rankAmong} from '../markdown/siblings.ts'
import {textOf} from '../markdown/text.ts'
import {contentsEndMarker, contentsMarker, entriesOf} from '../template/contents-list.ts'
import {type HeadingText, foldedText, headingText} from '../template/heading-pattern.ts'
import {nearestFinder} from '../nearest-name.ts'
import {type Alignment, nodesOfType} from './alignment.ts'
import {anchorMeant} from './anchor-meant.ts'
import {isLeftOut, omittedIn} from './left-out-of-contents.ts'
import {longestIncreasingSubsequence} from './longest-increasing-subsequence.ts'
import {isWithin} from './nesting.ts'
import {isUnderlinedField} from './underlined-fields.ts'

/** A link of a contents list, with the section that it is meant for. */
interface Entry {
  readonly link: Link
  readonly section: Section | undefined
  /** The right name of the section; empty if there is no section. */
  readonly name: string
  /** Whether its target leads nowhere, so that only its label says what is meant. */
  readonly isBroken: boolean
  /** Whether its target is an anchor that somebody set by hand, and worded freely. */
  readonly isOwnAnchor: boolean
}

/** A document's contents list, and the headings that it should have. */
export interface Contents {
  readonly list: List
  readonly entries: readonly Entry[]
  /** Items that are the name of a section, but no link. */
  readonly unlinked: ReadonlyArray<{readonly item: Paragraph | ListItem; readonly section: Section}>
  /** The URLs of links in other lists of its section. */
  readonly linkedBeside: ReadonlySet<string>
  /** The sections that it should list, in document order, each with the depth at which it counts. */
  readonly required: ReadonlyArray<{readonly section: Section; readonly depth: number; readonly anchor: string}>
}

/**
 * Keep one of several entries for the same section: the one in the order of the headings, or else the first. The others are
 * second entries, which have no place in that order.
 */
export function withoutSecondEntries<Item extends {readonly section: Section | undefined}>(
  items: readonly Item[]
): readonly Item[] {
  const known = items.filter(({section}) => section)
  if (new Set(known.map(({section}) => section)).size === known.length) return known
  const inOrder = longestIncreasingSubsequence(known.map(({section}) => section?.index ?? 0)).map((at) => known[at])
  const chosen = new Map(known.map((item) => [item.section, item] as const).toReversed())
  for (const item of inOrder.toReversed()) if (item) chosen.set(item.section, item)
  return items.filter((item) => chosen.get(item.section) === item)
}

/** What contents lists are called, in the languages seen in templates. */
const contentsHeading =
  /^(?:(?:table of )?contents?|toc|inhalt(?:sverzeichnis|sübersicht)?|sommaire|table des mati[eè]res|[ií]ndice(?: de contenidos?)?|tabla de contenidos?|contenidos?|sumário|conteúdo|sommario|inhoud(?:sopgave)?|spis treści|obsah|innehåll(?:sförteckning)?|indhold(?:sfortegnelse)?|innhold(?:sfortegnelse)?|sisällys(?:luettelo)?|içindekiler|содержание|оглавление|зміст|目次|目录|目錄|목차|차례|mục lục|daftar isi)$/

/** Whether a heading is the name of a contents list. */
export function isContentsHeading(heading: HeadingText): boolean {
  const known = contentsHeadings.get(heading) ?? contentsHeading.test(heading.folded)
  contentsHeadings.set(heading, known)
  return known
}

/** Cached, since each list asks for the heading above it. */
const contentsHeadings = new WeakMap<HeadingText, boolean>()

/**
 * Find the contents list of a document: a list of links below a heading such as "Contents", after the marker of a tool, or,
 * if the template has one, too, directly in the document or in a section of depth 1.
 */
export function findContents(alignment: Alignment): Contents | undefined {
  const {document, schema} = alignment
  const located = document
    .nodes('list')
    .find(({node, section, ancestors}) => ancestors.length === 0 && isContents(node, section, alignment))
  if (!located) return undefined
  const anchors = sectionAnchors(document)
  const depths = rightDepths(alignment)
  const names = namesOf(alignment, anchors)
  const targets = new Set([...names.keys()].flatMap((name) => (name.startsWith('#') ? [name.slice(1)] : [])))
  const nearest = nearestFinder()
  const right = new Map(
    nodesOfType(alignment, 'matched').map(({section, misspelt}) => [section, misspelt?.replacement ?? section.name])
  )
  const items = entriesOf(located.node)
  const entries = items.links.map((link): Entry => {
    const fragment = readLinkTarget(link.url)?.fragment?.toLowerCase() ?? ''
    const target = names.get(`#${fragment}`)
    // A target that leads nowhere is a separate finding; the label says what was meant.
    const section =
      target ??
      names.get(foldedText(textOf(link))) ??
      names.get(`#${anchorMeant(fragment, '', targets, nearest) ?? ''}`)
    const isOwnAnchor = target !== undefined && !anchorsOfSection(target, document).includes(fragment)
    return {
      link,
      section,
      name: section ? (right.get(section) ?? section.name) : '',
      isBroken: target === undefined,
      isOwnAnchor
    }
  })
  const covered = coveredBy(entries, depths, coveredByTemplate(alignment))
  const end = located.node.position?.end.offset ?? 0
  // A repeated section is a separate finding.
  const repeated = new Set(nodesOfType(alignment, 'extra').flatMap(({section, repeats}) => (repeats ? [section] : [])))
  const omitted = omittedIn(document)
  const around = schema.contents ? undefined : partListed(located.section, entries, alignment)
  const covers = document.sections
    .filter(
      (section) =>
        section !== alignment.title &&
        !repeated.has(section) &&
        section.name !== '' &&
        (section.heading?.position?.start.offset ?? 0) > end &&
        !omitted.has(section) &&
        (around === undefined || isWithin(section, around)) &&
        !isLeftOut(section, alignment) &&
        !isUnderlinedField(section, alignment)
    )
    .map((section) => ({section, depth: depths.get(section) ?? section.depth, anchor: anchors.get(section) ?? ''}))
    .filter(({depth}) => depth >= covered[0] && depth <= covered[1])
  const listed = byLabels(entries, covers)
  const unlinked = items.unlinked.flatMap((item) => {
    const section = item.type === 'paragraph' ? names.get(foldedText(textOf(item))) : undefined
    return section ? [{item, section}] : []
  })
  const isInList = new Set([...listed, ...unlinked].flatMap(({section}) => section ?? []))
  const twins = new Set([...isInList].map((section) => twinKey(section)))
  const isListed = (section: Section) => isInList.has(section)
  // A section at a wrong depth may be in the list or not.
  const mustBeListed = (section: Section) =>
    !isBare(section) && section.depth >= covered[0] && section.depth <= covered[1] && !twins.has(twinKey(section))
  const isOfTool = isMarked(located.node, document)
  // A tool lists all headings of each depth that it covers.
  const isShown = isOfTool ? () => true : depthsShown(covers, isListed, covered[0])
  // If a section is listed without any of its parts, somebody chose to leave out those that the template does not have.
  const isByItself = (section: Section) =>
    !isOfTool &&
    alignment.ownerOf(section).section !== section &&
    section.parent !== undefined &&
    isListed(section.parent) &&
    !section.parent.children.some((part) => isListed(part))
  const wanted = covers.filter(
    ({section, depth}) => isListed(section) || (isShown(depth) && mustBeListed(section) && !isByItself(section))
  )
  // A list that nothing requires, with no more than half of the headings, is the author's selection.
  const isChoice =
    !schema.contents && !isOfTool && wanted.filter(({section}) => isListed(section)).length * 2 <= wanted.length
  const links = new Set<Nodes>(items.links)
  const linkedBeside = new Set(
    document
      .nodes('link')
      .flatMap(({node, section, ancestors}) =>
        section === located.section && !links.has(node) && ancestors[0]?.type === 'list' ? [node.url] : []
      )
  )
  return {
    list: located.node,
    entries: listed,
    unlinked,
    linkedBeside,
    required: isChoice ? wanted.filter(({section}) => isListed(section)) : wanted
  }
}

/** The section around a contents list that lists only parts of that section. */
function partListed({parent}: Section, entries: readonly Entry[], {title}: Alignment): Section | undefined {
  const isOfPart =
    parent?.heading !== undefined &&
    parent !== title &&
    entries.every(({section}) => section === undefined || isWithin(section, parent))
  return isOfPart ? parent : undefined
}

/** Returns a function that says whether a list covers a depth: the first, or one of which it lists at least half of the headings. */
function depthsShown(
  covers: Contents['required'],
  isListed: (section: Section) => boolean,
  least: number
): (depth: number) => boolean {
  const counts = new Map<number, {all: number; listed: number}>()
  for (const {section, depth} of covers) {
    const {all, listed} = counts.get(depth) ?? {all: 0, listed: 0}
    counts.set(depth, {all: all + 1, listed: listed + Number(isListed(section))})
  }
  return (depth) => depth <= least || (counts.get(depth)?.listed ?? 0) * 2 >= (counts.get(depth)?.all ?? 0)
}

/** The key that sections of the same name and parent share; that there are several is no fault of the contents list. */
function twinKey({parent, name}: Section): string {
  return `${parent?.index ?? 0} ${foldedText(name)}`
}

function isContents(list: List, section: Section, alignment: Alignment): boolean {
  const {document, schema} = alignment
  const isMarkedOne = isMarked(list, document)
  const isBelowHeading = isContentsHeading(headingText(section.name)) || isTemplates(section, alignment)
  const isMeant = isBelowHeading || isMarkedOne
  if (!isMeant && (schema.contents === undefined || section.depth > 1)) return false
  const {links, unlinked} = entriesOf(list)
  const least = isMarkedOne ? 1 : isBelowHeading ? 2 : 3
  const isOfLinks = links.length >= least && links.filter(({url}) => url.startsWith('#')).length * 2 >= links.length
  const isComplete = unlinked.length === 0 || (isMeant && unlinked.length < links.length)
  return isOfLinks && isComplete
}

/** Whether a section is the one that holds the contents list in the template. */
function isTemplates(section: Section, {schema, ownerOf}: Alignment): boolean {
  const line = schema.contents?.sectionLine
  const owner = ownerOf(section)
  return line !== undefined && owner.section === section && owner.spec.line === line
}

/** Whether a list is the first one after the marker of a tool that writes contents lists, before its end marker and any heading. */
function isMarked(list: List, document: MarkdownDocument): boolean {
  const lists =
    markedLists.get(document) ??
    new Set(markedBlocks(document).map(({content}) => content.find(({type}) => type === 'list')))
  markedLists.set(document, lists)
  return lists.has(list)
}

const markedLists = new WeakMap<MarkdownDocument, ReadonlySet<RootContent | undefined>>()

interface MarkedBlocks {
  readonly marker: RootContent
  readonly content: readonly RootContent[]
  /** Whether the end marker follows. */
  readonly isClosed: boolean
}

function isMarker(node: RootContent, pattern: RegExp): boolean {
  return node.type === 'html' && /toc/i.test(node.value) && pattern.test(commentText(node.value) ?? '')
}

/** What follows the first marker of a contents list in each section. */
function markedBlocks(document: MarkdownDocument): readonly MarkedBlocks[] {
  const {root, sections} = document
  if (!document.nodes('html').some(({node}) => isMarker(node, contentsMarker))) return []
  return [root, ...sections].flatMap(({content}) => {
    const at = content.findIndex((node) => isMarker(node, contentsMarker))
    const marker = content[at]
    if (!marker) return []
    const following = content.slice(at + 1)
    const end = following.findIndex((node) => isMarker(node, contentsEndMarker))
    return [{marker, content: end < 0 ? following : following.slice(0, end), isClosed: end >= 0}]
  })
}

/** Find the marker of a tool that has not yet written a contents list there, although there are headings for one. */
export function findUnwrittenContents({document, title}: Alignment): RootContent | undefined {
  const unwritten = markedBlocks(document).find(
    ({content, isClosed}) => isClosed && !content.some((node) => holdsLink(node))
  )
  const isAfter = ({heading}: Section) =>
    (heading?.position?.start.offset ?? 0) > (unwritten?.marker.position?.start.offset ?? 0)
  return document.sections.some((section) => section !== title && section.name !== '' && isAfter(section))
    ? unwritten?.marker
    : undefined
}

function holdsLink(node: Nodes): boolean {
  if (node.type === 'html') return /\bhref\b/i.test(node.value)
  return (
    node.type === 'link' ||
    node.type === 'linkReference' ||
    ('children' in node && node.children.some((child) => holdsLink(child)))
  )
}

/** The right depths of sections at a wrong one, which is a separate finding. */
function rightDepths(alignment: Alignment): ReadonlyMap<Section, number> {
  return new Map(
    nodesOfType(alignment, 'misplaced')
      .filter(({wrong}) => wrong === 'depth')
      .map(({section, depth}) => [section, depth])
  )
}

/** The sections by everything that an entry may call them: anchor, name, and the right name of a misspelt one. */
function namesOf(alignment: Alignment, anchors: ReadonlyMap<Section, string>): ReadonlyMap<string, Section> {
  const names = new Map<string, Section>()
  const add = (name: string, section: Section) => {
    // The anchor of a heading without letters is empty, as is that of a link without one.
    if (name !== '' && name !== '#' && !names.has(name)) names.set(name, section)
  }
  // An anchor that somebody set next to a heading is meant for that heading, even if another heading has this name.
  for (const [id, section] of idsOf(anchors.keys(), alignment.document)) add(`#${id}`, section)
  for (const [section, anchor] of anchors) add(`#${anchor}`, section)
  for (const [section] of anchors)
    for (const anchor of anchorsOfSection(section, alignment.document)) add(`#${anchor}`, section)
  for (const [section] of anchors) add(foldedText(section.name), section)
  for (const {spec, section, misspelt} of nodesOfType(alignment, 'matched')) {
    if (misspelt)
      for (const {heading} of [spec, ...(misspelt.merges ?? [])])
        add(foldedText(misspelt.replacement ?? heading.name), section)
  }
  return names
}

/** The anchors set next to headings, with their sections; most documents have none. */
function idsOf(
  sections: Iterable<Section>,
  document: MarkdownDocument
): ReadonlyArray<readonly [id: string, section: Section]> {
  if (!document.nodes('html').some(({node}) => /\b(?:id|name)\s*=/i.test(node.value))) return []
  return Array.from(sections).flatMap((section) =>
    idsBeside(section, document).map((id) => [id.toLowerCase(), section] as const)
  )
}

function hasHtml(node: Nodes | undefined): boolean {
  return node !== undefined && 'children' in node && node.children.some(({type}) => type === 'html')
}

/** The anchors set in a heading, or in the block directly before it. */
function idsBeside({heading}: Section, {tree}: MarkdownDocument): readonly string[] {
  if (!heading) return []
  const before = heading.children.some(({type}) => type === 'html')
    ? undefined
    : tree.children[rankAmong(tree.children, heading) - 1]
  if (before?.type !== 'html' && !hasHtml(before) && !hasHtml(heading)) return []
  const nodes: readonly Nodes[] =
    before?.type === 'paragraph' || before?.type === 'html' ? [before, heading] : [heading]
  const html = nodes.flatMap((node) =>
    node.type === 'html'
      ? [node.value]
      : 'children' in node
        ? node.children.flatMap((child) => (child.type === 'html' ? [child.value] : []))
        : []
  )
  return html.flatMap((value) =>
    Array.from(value.matchAll(/\b(?:id|name)\s*=\s*["']([^"']+)["']/gi), ([, id = '']) => id)
  )
}

/** An entry that leads to a section of the same name that need not be listed, such as the title, is meant for the one that must be. */
function byLabels(entries: readonly Entry[], required: Contents['required']): readonly Entry[] {
  const sections = new Set<Section | undefined>(required.map(({section}) => section))
  const firstOfName = new Map(required.map(({section}) => [foldedText(section.name), section] as const).toReversed())
  return entries.map((entry) => {
    const section = sections.has(entry.section) ? undefined : firstOfName.get(foldedText(textOf(entry.link)))
    return section ? {...entry, section, name: section.name} : entry
  })
}

/** The depths that the template's list covers, shifted by as much as the document's sections are. */
function coveredByTemplate(alignment: Alignment): readonly [number, number] | undefined {
  const depths = alignment.schema.contents?.depths
  const shifts = new Map<number, number>()
  for (const {section, spec} of nodesOfType(alignment, 'matched'))
    shifts.set(section.depth - spec.depth, (shifts.get(section.depth - spec.depth) ?? 0) + 1)
  const [[shift] = [0]] = [...shifts].toSorted(([, one], [, other]) => other - one)
  return depths && [depths[0] + shift, depths[1] + shift]
}

/** The depths that a list covers: those of the template's list, down to the deepest that it lists; without that, those that it lists. */
function coveredBy(
  entries: readonly Entry[],
  depths: ReadonlyMap<Section, number>,
  ofTemplate: readonly [number, number] | undefined
): readonly [number, number] {
  const listed = new Set(entries.flatMap(({section}) => (section ? [depths.get(section) ?? section.depth] : [])))
  const shown = [Math.min(...listed), Math.max(...listed)] as const
  if (!ofTemplate) return shown
  return listed.size === 0 ? ofTemplate : [ofTemplate[0], Math.max(ofTemplate[0], Math.min(ofTemplate[1], shown[1]))]
}

/** Whether a section is empty, so that a link leads to nothing; that is a separate finding. */
function isBare({children, content}: Section): boolean {
  return children.length === 0 && content.length === 0
}
