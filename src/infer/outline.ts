import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {frontMatterLines} from '../markdown/front-matter.ts'
import {foldWhitespace} from '../markdown/text.ts'
import {foldedText} from '../template/heading-pattern.ts'

/** A section of one of the documents. */
export interface Part {
  /** The rank of its document among all. */
  readonly rank: number
  readonly section: Section
  /** Its heading in the form in which it is compared. */
  readonly key: string
  readonly children: readonly Part[]
}

/** The sections of a document below its title. */
export interface Outline {
  readonly rank: number
  /** The title, from the only heading of depth 1 or the front matter; empty if there is none. */
  readonly title: string
  /** The section of the title, or the root of the document, whose content precedes the sections. */
  readonly head: Section
  readonly parts: readonly Part[]
}

/**
 * The outline of a document.
 *
 * @param rank The rank of the document among all.
 */
export function outlineOf(document: MarkdownDocument, rank: number): Outline {
  const {root, sections} = document
  const [first, ...others] = sections.filter(({depth}) => depth === 1)
  const titled = others.length === 0 ? first : undefined
  const tops = titled ? [...root.children.filter((section) => section !== titled), ...titled.children] : root.children
  const title = titled
    ? foldWhitespace(titled.name)
    : (frontMatterLines(document)
        .find(({key}) => key === 'title')
        ?.value.replaceAll(/^["']|["']$/g, '') ?? '')
  return {rank, title, head: titled ?? root, parts: tops.map((section) => partOf(section, rank))}
}

/** The recursion is at most six levels deep, like headings. */
function partOf(section: Section, rank: number): Part {
  return {rank, section, key: foldedText(section.name), children: section.children.map((child) => partOf(child, rank))}
}

/** All parts of an outline in document order. */
export function allParts(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) => [part, ...allParts(part.children)])
}
