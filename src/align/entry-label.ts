import {slug} from 'github-slugger'
import type {Nodes} from 'mdast'
import type {Edit} from '../fix/fix.ts'
import {labelThatFollows} from '../fix/links-that-follow.ts'
import {sectionAnchors} from '../markdown/anchors.ts'
import type {Section} from '../markdown/document.ts'
import type {Linking} from '../markdown/links.ts'
import type {Alignment} from './alignment.ts'
import {findContents} from './contents.ts'

/**
 * Returns a function that corrects the label of an entry of the contents list whose target is corrected: if the label has
 * the words of the old target, it is the old name of the heading, and changes with it.
 *
 * @returns Takes a link and its new anchor, without `#`; returns no edits if the link is not such an entry, or has another
 *   label.
 */
export function entryLabelFollower(alignment: Alignment): (link: Linking, anchor: string) => readonly Edit[] {
  let entries: ReadonlyMap<Nodes, Section | undefined> | undefined
  return (link, anchor) => {
    const was = link.type === 'link' ? link.text() : ''
    if (`#${slug(was)}` !== link.url) return []
    const anchors = sectionAnchors(alignment.document)
    entries ??= new Map(findContents(alignment)?.entries.map(({link: node, section}) => [node, section] as const))
    const section = entries.get(link.node)
    return section && anchors.get(section) === anchor ? labelThatFollows(link, {was, is: section.name}) : []
  }
}
