import type {Link, List, ListItem, Paragraph} from 'mdast'
import GithubSlugger from 'github-slugger'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {anchorAfterLead} from '../markdown/anchors-after-lead.ts'
import {commentText} from '../markdown/comment.ts'
import {lineOf} from '../markdown/places.ts'
import type {ContentsListSpec} from './schema.ts'

/** The comments after which doctoc, mdtoc and markdown-toc write their lists. */
export const contentsMarker = /^(?:toc|start doctoc\b.*|toc depth.*|toc start\b.*)$/i

/** The comments that end such lists. */
export const contentsEndMarker = /^(?:\/toc|tocstop|end doctoc\b.*|toc end\b.*|end toc)$/i

/** The contents list of a template: links to its own headings, or the markers of doctoc, mdtoc and markdown-toc. */
export function findContentsList(template: MarkdownDocument): ContentsListSpec | undefined {
  const slugger = new GithubSlugger()
  const sections = new Map(template.sections.map((section) => [`#${slugger.slug(section.name)}`, section]))
  const behindLead = anchorAfterLead(sections.keys())
  for (const {node, section: around} of template.nodes('list')) {
    const links = linksOf(node)
    const listed = links.flatMap(({url}) => sections.get(url) ?? sections.get(behindLead(url.slice(1)) ?? '') ?? [])
    // A few entries may be stale, but a list that also links elsewhere is not a contents list.
    if (listed.length < 2 || listed.length * 3 < links.length * 2 || !links.every(({url}) => url.startsWith('#')))
      continue
    const isAfter = ({heading}: Section) => lineOf(heading) > lineOf(node)
    // Links to sections above are references.
    if (listed.filter((section) => isAfter(section)).length * 2 < listed.length) continue
    const isUnordered = listed.some((section, index) => index > 0 && section.index < (listed[index - 1]?.index ?? 0))
    const depths = listed.map(({depth}) => depth)
    const known = new Set(listed)
    const isStale = listed.length < links.length
    // A stale entry may have meant any unlisted section, but hardly one whose siblings are all unlisted too.
    const isByItself = ({parent}: Section) =>
      parent !== undefined && known.has(parent) && !parent.children.some((part) => known.has(part))
    const omitted = template.sections
      .filter((section) => isAfter(section) && !known.has(section) && (!isStale || isByItself(section)))
      .map(({heading}) => lineOf(heading))
    return {
      line: lineOf(node),
      depths: [Math.min(...depths), Math.max(...depths)],
      omitted,
      ...(around.depth > 1 && {sectionLine: lineOf(around.heading)}),
      ...(isUnordered && {isUnordered})
    }
  }
  const marked = template.nodes('html').find(({node}) => contentsMarker.test(commentText(node.value) ?? ''))
  return marked && {line: lineOf(marked.node), depths: [2, 6], omitted: [], isUnwritten: true}
}

/** Whether all items of a list, nested ones included, start with links. */
export function isLinkList(list: List): boolean {
  return linksOf(list).length > 0
}

/**
 * The links that the items of a list, nested ones included, start with, in order; none if any item starts otherwise.
 */
function linksOf(list: List): readonly Link[] {
  const {links, unlinked} = entriesOf(list)
  return unlinked.length === 0 ? links : []
}

/**
 * The links that the items of a list, nested ones included, start with, in order, and the paragraphs of items that
 * start otherwise.
 */
export function entriesOf(list: List): {
  readonly links: readonly Link[]
  readonly unlinked: ReadonlyArray<Paragraph | ListItem>
} {
  const links: Link[] = []
  const unlinked: Array<Paragraph | ListItem> = []
  for (const item of list.children) {
    const [paragraph] = item.children
    const link = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined
    if (link?.type === 'link') links.push(link, ...swallowedLinks(item))
    else unlinked.push(paragraph?.type === 'paragraph' ? paragraph : item)
    for (const child of item.children) {
      if (child.type !== 'list') continue
      const below = entriesOf(child)
      links.push(...below.links)
      unlinked.push(...below.unlinked)
    }
  }
  return {links, unlinked}
}

/** Entries that are indented too far to be items, so that they belong to the paragraph of the entry above. */
function swallowedLinks({children}: ListItem): readonly Link[] {
  const [paragraph] = children
  return paragraph?.type === 'paragraph'
    ? paragraph.children.slice(1).filter((child): child is Link => child.type === 'link' && child.url.startsWith('#'))
    : []
}
