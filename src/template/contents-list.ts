import type {Link, List, ListItem} from 'mdast'
import GithubSlugger from 'github-slugger'
import type {MarkdownDocument} from '../markdown/document.ts'
import {commentText} from '../markdown/comment.ts'
import type {ContentsListSpec} from './schema.ts'

/** The comments behind which doctoc, mdtoc and markdown-toc write their lists. */
export const contentsMarker = /^(?:toc|start doctoc\b.*|toc depth.*)$/i

/** The template's own list of contents: links to its own headings, or the markers of doctoc, mdtoc and markdown-toc. */
export function findContentsList(template: MarkdownDocument): ContentsListSpec | undefined {
  const slugger = new GithubSlugger()
  const depths = new Map(template.sections.map(({name, depth}) => [slugger.slug(name), depth]))
  for (const {node} of template.nodes('list')) {
    const listed = linksOf(node).map((link) => (link.url.startsWith('#') ? depths.get(link.url.slice(1)) : undefined))
    if (listed.length < 2 || listed.includes(undefined)) continue
    const known = listed as number[]
    return {line: node.position?.start.line ?? 1, depths: [Math.min(...known), Math.max(...known)]}
  }
  const marked = template.nodes('html').find(({node}) => contentsMarker.test(commentText(node.value) ?? ''))
  return marked && {line: marked.node.position?.start.line ?? 1, depths: [2, 6]}
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
    links.push(link)
    for (const child of item.children) {
      if (child.type !== 'list') continue
      const below = linksOf(child)
      if (below.length === 0) return []
      links.push(...below)
    }
  }
  return links
}

function linkOf(item: ListItem): Link | undefined {
  const paragraph = item.children[0]
  const link = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined
  return link?.type === 'link' ? link : undefined
}
