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
  /** What stands between the heading and the next heading of any depth; of the document itself also what closes it behind a rule. */
  readonly content: readonly RootContent[]
}

/** A node with the section it stands in and the nodes around it, outermost first, without the root. */
export interface Located<Node extends Nodes = Nodes> {
  readonly node: Node
  readonly section: Section
  readonly ancestors: readonly Nodes[]
}

/** The nodes of a type. */
export type NodeOf<Type extends Nodes['type']> = Extract<Nodes, {type: Type}>

/** A Markdown file, parsed and walked once; all that rules look at. */
export interface MarkdownDocument {
  readonly tree: Root
  readonly source: string
  /** The whole document as a section of depth 0. */
  readonly root: Section
  /** All sections in document order, without `root`. Headings in block quotes and lists are none, nor are those that DocFX turns into tabs. */
  readonly sections: readonly Section[]
  /** All nodes of a type in document order. */
  nodes<Type extends Nodes['type']>(type: Type): ReadonlyArray<Located<NodeOf<Type>>>
  /** The place of an offset (UTF-16 code units from 0). */
  pointAt(offset: number): Point
}

/** A document that cannot be looked at, with the reason. */
export class DocumentError extends Error {
  override name = 'DocumentError'
}
