import type {Link, List, Nodes} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {sectionAnchors} from '../markdown/anchors.ts'
import {readLinkTarget} from '../markdown/link-target.ts'
import {textOf} from '../markdown/text.ts'
import {contentsMarker, linksOf} from '../template/contents-list.ts'
import {type HeadingText, foldedText, headingText} from '../template/heading-pattern.ts'
import {nearest} from '../nearest.ts'
import {type Alignment, nodesOfType} from './alignment.ts'

/** A link of a contents list, with the section that it is meant for. */
interface Entry {
  readonly link: Link
  readonly section: Section | undefined
  /** What the section is called, or should be. */
  readonly name: string
  /** Whether its target leads nowhere, so that only its label tells what it is meant for. */
  readonly isBroken: boolean
  /** Whether its target is an anchor that somebody set, and so chose the words for. */
  readonly isOwnAnchor: boolean
}

/** A document's contents list beside the headings that it should have. */
export interface Contents {
  readonly list: List
  readonly entries: readonly Entry[]
  /** The sections that it has to list, in order, with the depth that each counts with. */
  readonly due: ReadonlyArray<{readonly section: Section; readonly depth: number; readonly anchor: string}>
}

/** A broken target is not compared with more than these. */
const mostTargets = 1000

const contentsHeading = /^(?:table of )?contents?$|^toc$|^(?:inhalt(?:sverzeichnis)?|sommaire|índice|目次|目录|목차)$/

/** Whether a section is a contents list by its name. */
export function isContentsHeading({folded}: HeadingText): boolean {
  return contentsHeading.test(folded)
}

/**
 * Find the contents list of a document: a list of links below a heading such as "Contents", behind the marker of a
 * tool, or before the first section that the template knows where the template has one, too.
 */
export function findContents(alignment: Alignment): Contents | undefined {
  const {document, schema} = alignment
  const located = document.nodes('list').find(({node, section, ancestors}) => ancestors.length === 0 && isContents(node, section, alignment))
  if (!located) return undefined
  const anchors = sectionAnchors(document)
  const depths = rightDepths(alignment)
  const names = namesOf(alignment, anchors)
  const targets = [...names.keys()].filter((name) => name.startsWith('#')).slice(0, mostTargets)
  const right = new Map(nodesOfType(alignment, 'matched').map(({section, misspelt}) => [section, misspelt?.replacement ?? section.name]))
  const entries = linksOf(located.node).map((link): Entry => {
    const fragment = readLinkTarget(link.url)?.fragment
    const target = names.get(`#${fragment?.toLowerCase() ?? ''}`)
    // A target that leads nowhere is a finding of its own; the label tells what was meant.
    const section = target ?? names.get(foldedText(textOf(link))) ?? names.get(nearest(`#${fragment ?? ''}`, targets) ?? '')
    const isOwnAnchor = target !== undefined && anchors.get(target) !== fragment?.toLowerCase()
    return {link, section, name: section ? (right.get(section) ?? section.name) : '', isBroken: target === undefined, isOwnAnchor}
  })
  const covered = schema.contents?.depths ?? coveredBy(entries, depths)
  const end = located.node.position?.end.offset ?? 0
  // A second section of one that stands once is a fault of its own.
  const repeated = new Set(nodesOfType(alignment, 'extra').flatMap(({section, repeats}) => (repeats ? [section] : [])))
  const covers = document.sections
    .filter((section) => section !== alignment.title && !repeated.has(section) && (section.heading?.position?.start.offset ?? 0) > end && !isOmitted(section) && !isLeftOut(section, alignment))
    .map((section) => ({section, depth: depths.get(section) ?? section.depth, anchor: anchors.get(section) ?? ''}))
    .filter(({depth}) => depth >= covered[0] && depth <= covered[1])
  const listed = entries.map((entry) => byLabel(entry, covers))
  const isListed = (section: Section) => listed.some((entry) => entry.section === section)
  // At a wrong depth a section may be in the list, or out of it.
  const wanted = covers.filter(({section}) => isListed(section) || (section.depth >= covered[0] && section.depth <= covered[1]))
  // A list that nobody asked for and that has no more than half of the headings is somebody's choice of them.
  const isChoice = !schema.contents && !isMarked(located.node, document) && wanted.filter(({section}) => isListed(section)).length * 2 <= wanted.length
  return {list: located.node, entries: listed, due: isChoice ? wanted.filter(({section}) => isListed(section)) : wanted}
}

function isContents(list: List, section: Section, {document, schema}: Alignment): boolean {
  const links = linksOf(list)
  const isBelowHeading = isContentsHeading(headingText(section.name))
  const isMarkedOne = isMarked(list, document)
  const least = isMarkedOne || (isBelowHeading && schema.contents) ? 2 : 3
  if (links.length < least || links.filter(({url}) => url.startsWith('#')).length * 2 < links.length) return false
  return isBelowHeading || isMarkedOne || (schema.contents !== undefined && section.depth < 2)
}

/** Whether the marker of a tool that writes contents lists stands before a list. */
function isMarked(list: List, {tree}: MarkdownDocument): boolean {
  const before = tree.children[tree.children.indexOf(list) - 1]
  return before?.type === 'html' && contentsMarker.test(commentText(before.value) ?? '')
}

/** A section at a wrong depth counts with the right one: its depth is a finding of its own. */
function rightDepths(alignment: Alignment): ReadonlyMap<Section, number> {
  return new Map(nodesOfType(alignment, 'misplaced').filter(({wrong}) => wrong === 'depth').map(({section, depth}) => [section, depth]))
}

/** The sections by all that an entry may call them: anchor, name, and the name that a misspelt one should have. */
function namesOf(alignment: Alignment, anchors: ReadonlyMap<Section, string>): ReadonlyMap<string, Section> {
  const names = new Map<string, Section>()
  const add = (name: string, section: Section) => {
    if (name !== '' && !names.has(name)) names.set(name, section)
  }
  // An anchor that somebody set beside a heading is meant for it, whatever another heading's name is.
  for (const [section] of anchors) for (const id of idsBeside(section, alignment.document)) add(`#${id.toLowerCase()}`, section)
  for (const [section, anchor] of anchors) add(`#${anchor}`, section)
  for (const [section] of anchors) add(foldedText(section.name), section)
  for (const {section, misspelt} of nodesOfType(alignment, 'matched')) add(foldedText(misspelt?.replacement ?? ''), section)
  return names
}

/** The anchors in a heading, and in the block right before it. */
function idsBeside({heading}: Section, {tree}: MarkdownDocument): readonly string[] {
  if (!heading) return []
  const before = heading.children.some(({type}) => type === 'html') ? undefined : tree.children[tree.children.indexOf(heading) - 1]
  const nodes: readonly Nodes[] = before?.type === 'paragraph' || before?.type === 'html' ? [before, heading] : [heading]
  const html = nodes.flatMap((node) => (node.type === 'html' ? [node.value] : 'children' in node ? node.children.flatMap((child) => (child.type === 'html' ? [child.value] : [])) : []))
  return html.flatMap((value) => Array.from(value.matchAll(/\b(?:id|name)\s*=\s*["']([^"']+)["']/gi), ([, id = '']) => id))
}

/** An entry that leads to another section of the same name, the title for one, is meant for the one that is due. */
function byLabel(entry: Entry, due: Contents['due']): Entry {
  if (due.some(({section}) => section === entry.section)) return entry
  const label = foldedText(textOf(entry.link))
  const section = due.find((candidate) => foldedText(candidate.section.name) === label)?.section
  return section ? {...entry, section, name: section.name} : entry
}

function coveredBy(entries: readonly Entry[], depths: ReadonlyMap<Section, number>): readonly [number, number] {
  const listed = entries.flatMap(({section}) => (section ? [depths.get(section) ?? section.depth] : []))
  return [Math.min(...listed), Math.max(...listed)]
}

/** Whether the template's own list leaves a section out. */
function isLeftOut(section: Section, {schema, ownerOf}: Alignment): boolean {
  const owner = ownerOf(section)
  return owner.section === section && (schema.contents?.omitted.includes(owner.spec.line) ?? false)
}

function isOmitted({heading}: Section): boolean {
  return (heading?.children ?? []).some((child) => child.type === 'html' && /^(?:omit (?:in|from) toc|no toc)$/i.test(commentText(child.value) ?? ''))
}
