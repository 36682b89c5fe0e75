import type {Link, List, ListItem} from 'mdast'
import GithubSlugger from 'github-slugger'
import type {MarkdownDocument} from '../markdown/document.ts'
import {commentText} from '../markdown/comment.ts'
import {lineOf} from '../markdown/places.ts'
import type {ContentsListSpec} from './schema.ts'

/** The comments behind which doctoc, mdtoc and markdown-toc write their lists. */
export const contentsMarker = /^(?:toc|start doctoc\b.*|toc depth.*)$/i

/** The template's own list of contents: links to its own headings, or the markers of doctoc, mdtoc and markdown-toc. */
export function findContentsList(template: MarkdownDocument): ContentsListSpec | undefined {
  const slugger = new GithubSlugger()
  const sections = new Map(template.sections.map((section) => [`#${slugger.slug(section.name)}`, section]))
  for (const {node} of template.nodes('list')) {
    const listed = linksOf(node).map(({url}) => sections.get(url))
    if (listed.length < 2 || listed.includes(undefined)) continue
    const depths = listed.map((section) => section?.depth ?? 0)
    const known = new Set(listed)
    const omitted = template.sections.filter((section) => lineOf(section.heading) > lineOf(node) && !known.has(section)).map(({heading}) => lineOf(heading))
    return {line: lineOf(node), depths: [Math.min(...depths), Math.max(...depths)], omitted}
  }
  const marked = template.nodes('html').find(({node}) => contentsMarker.test(commentText(node.value) ?? ''))
  return marked && {line: lineOf(marked.node), depths: [2, 6], omitted: []}
}

/** Whether all items of a list, and those below them, are links. */
export function isLinkList(list: List): boolean {
  return linksOf(list).length > 0
}

/** The links of a list whose items, and those below them, all start with one, in order; nothing for any other list. */
export function linksOf(list: List): readonly Link[] {
  const links: Link[] = []
  for (const item of list.children) {
    const link = linkOf(item)
    if (!link) return []
    links.push(link, ...swallowedLinks(item))
    for (const child of item.children) {
      if (child.type !== 'list') continue
      const below = linksOf(child)
      if (below.length === 0) return []
      links.push(...below)
    }
  }
  return links
}

/** Entries that are indented too far for a list of their own, and so belong to the paragraph of the one above. */
function swallowedLinks({children}: ListItem): readonly Link[] {
  const [paragraph] = children
  return paragraph?.type === 'paragraph' ? paragraph.children.slice(1).filter((child): child is Link => child.type === 'link' && child.url.startsWith('#')) : []
}

function linkOf(item: ListItem): Link | undefined {
  const paragraph = item.children[0]
  const link = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined
  return link?.type === 'link' ? link : undefined
}
