import type {Heading, Nodes, Root, RootContent, TableCell} from 'mdast'
import {toString} from 'mdast-util-to-string'
import {withoutAttributes} from './anchors.ts'
import {withoutByteOrderMark} from './byte-order-mark.ts'
import {type Located, type MarkdownDocument, type NodeOf, type Section, DocumentError} from './document.ts'
import {withEmptyItems} from './empty-items.ts'
import {withHtmlHeadings} from './html-headings.ts'
import {slotTags} from './html-tag.ts'
import {pointFinder} from './line-and-column.ts'
import {withLinkComments} from './link-comments.ts'
import {withMdxComments} from './mdx-comments.ts'
import type {PlaceOf} from './places.ts'
import {foldWhitespace, textOf} from './text.ts'

/** Documents with deeper nesting are refused: visitors recurse, and no reader can follow. */
const maximumDepth = 500

type MutableSection = {-readonly [Key in keyof Section]: Section[Key]} & {
  children: MutableSection[]
  content: RootContent[]
}

/**
 * Find the sections of a tree and list its nodes by type.
 *
 * @param parsed An mdast tree. In the tree of the document, headings in HTML blocks become headings, headings that were
 *   not meant become paragraphs, and MDX comments and link definitions that serve as comments become HTML comments.
 * @param text The text that it was parsed from. The source of the document is without a byte order mark.
 * @throws {DocumentError} If the tree is nested more than 500 levels deep.
 */
export function readDocument(parsed: Root, text: string): MarkdownDocument {
  const source = withoutByteOrderMark(text)
  const pointAt = pointFinder(source)
  const placeOf: PlaceOf = (start, end) => ({start: pointAt(start), end: pointAt(end)})
  const markdown = withEmptyItems(withLinkComments(parsed), source, placeOf)
  const tree = withMdxComments(withHtmlHeadings(markdown, source, placeOf), source, placeOf)
  const {root, sections, sectionOf} = outline(tree)
  const byType = listByType(tree, (child) => sectionOf.get(child) ?? root)
  return {
    tree,
    source,
    root,
    sections,
    nodes: <Type extends Nodes['type']>(type: Type) =>
      (byType.get(type) ?? []) as unknown as ReadonlyArray<Located<NodeOf<Type>>>,
    pointAt
  }
}

function outline(tree: Root) {
  const root = newSection(0, undefined, undefined)
  const sections: MutableSection[] = []
  const sectionOf = new Map<RootContent, Section>()
  let current = root
  for (const child of tree.children) {
    if (child.type === 'heading' && !isTab(child)) {
      let parent: MutableSection = current
      while (parent.depth >= child.depth) parent = parent.parent as MutableSection
      current = newSection(sections.length + 1, child, parent)
      parent.children.push(current)
      sections.push(current)
    } else {
      current.content.push(child)
    }
    sectionOf.set(child, current)
  }
  if (current !== root) {
    for (const block of footerOf(current.content)) {
      current.content.pop()
      root.content.push(block)
      sectionOf.set(block, root)
    }
  }
  return {root, sections, sectionOf}
}

/** Whether a heading opens a DocFX tab, which `***` closes: `# [Python](#tab/python)`. Readers do not see a heading. */
function isTab({children: [link, ...others]}: Heading): boolean {
  return link?.type === 'link' && others.length === 0 && link.url.startsWith('#tab/')
}

/** Longer texts after a thematic break are more than a remark on the document. */
const longestFooter = 400

/**
 * The thematic break and the paragraphs that close a document and are not part of its last section; none if that
 * section has nothing else.
 */
function footerOf(content: readonly RootContent[]): readonly RootContent[] {
  const rule = content.findLastIndex(({type}) => type === 'thematicBreak')
  const [remarks, own] = [content.slice(rule + 1), content.slice(0, Math.max(0, rule))]
  const isFooter =
    remarks.length > 0 &&
    remarks.length <= 3 &&
    remarks.every((node) => node.type === 'paragraph' || node.type === 'html') &&
    remarks.map((node) => textOf(node)).join(' ').length <= longestFooter
  return isFooter && own.some(({type}) => type !== 'html' && type !== 'definition') ? content.slice(rule) : []
}

function newSection(index: number, heading: Heading | undefined, parent: MutableSection | undefined): MutableSection {
  const name = heading ? withoutAttributes(nameOf(heading)) : ''
  return {index, heading, depth: heading?.depth ?? 0, name, parent, children: [], content: []}
}

function nameOf(heading: Heading): string {
  return headingTextOf(heading) || picturesIn(heading)
}

/**
 * The text of a heading or of a column's header, including tags that are placeholders: `<Name of the error>` is meant
 * to be read.
 */
export function headingTextOf(header: Heading | TableCell): string {
  const tags = slotTags(header)
  const children = header.children.map((child) =>
    child.type === 'html' && tags.has(child) ? {type: 'text' as const, value: child.value} : child
  )
  return textOf({...header, children})
}

/** The alternative texts of a heading that consists of images. */
function picturesIn({children}: Heading): string {
  return foldWhitespace(
    children
      .map((child) =>
        child.type === 'html'
          ? (/<img\b[^<>]*\balt\s*=\s*["']([^"']*)["']/i.exec(child.value)?.[1] ?? '')
          : toString(child)
      )
      .join(' ')
  )
}

/**
 * The nodes of each type, with their sections.
 *
 * @throws {DocumentError} If they are nested too deeply.
 */
function listByType(tree: Root, sectionOf: (child: RootContent) => Section): Map<string, Located[]> {
  const byType = new Map<string, Located[]>()
  const add = (node: Nodes, section: Section, ancestors: readonly Nodes[]): void => {
    const located = {node, section, ancestors}
    const list = byType.get(node.type)
    if (list) list.push(located)
    else byType.set(node.type, [located])
    if (!('children' in node) || node.children.length === 0) return
    if (ancestors.length >= maximumDepth - 1) throw new DocumentError(`Nested deeper than ${maximumDepth} levels`)
    const around = [...ancestors, node]
    for (const child of node.children) add(child, section, around)
  }
  for (const top of tree.children) add(top, sectionOf(top), none)
  return byType
}

const none: readonly Nodes[] = []
