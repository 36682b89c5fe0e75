import type {Heading, Nodes, Root, RootContent} from 'mdast'
import type {Point} from 'unist'

/** A heading and what follows it, down to the next heading of the same or a lower depth. */
export interface Section {
  /** Position in the order of the document; 0 is the document itself, which has no heading. */
  readonly index: number
  readonly heading: Heading | undefined
  /** 1 to 6, 0 for the document itself. */
  readonly depth: number
  /** The heading's text as a reader sees it. */
  readonly name: string
  readonly parent: Section | undefined
  readonly children: readonly Section[]
  /**
   * The blocks between the heading and the next heading of any depth; for the document itself, also its footer after a
   * thematic break.
   */
  readonly content: readonly RootContent[]
}

/** A node with its section and the nodes around it, outermost first, without the root. */
export interface Located<Node extends Nodes = Nodes> {
  readonly node: Node
  readonly section: Section
  readonly ancestors: readonly Nodes[]
}

/** The type of nodes with a `type`. */
export type NodeOf<Type extends Nodes['type']> = Extract<Nodes, {type: Type}>

/** A Markdown file, parsed and walked once. */
export interface MarkdownDocument {
  readonly tree: Root
  readonly source: string
  /** The whole document as a section of depth 0. */
  readonly root: Section
  /**
   * All sections in document order, without `root`. Headings in block quotes and lists do not make sections, nor do
   * those that DocFX turns into tabs.
   */
  readonly sections: readonly Section[]
  /** All nodes of a type in document order. */
  nodes<Type extends Nodes['type']>(type: Type): ReadonlyArray<Located<NodeOf<Type>>>
  /** The point at an offset (UTF-16 code units from 0). */
  pointAt(offset: number): Point
}

/** A document that cannot be checked, with the reason. */
export class DocumentError extends Error {
  override name = 'DocumentError'
}
