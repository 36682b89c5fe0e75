import type {Code, Emphasis, Html, Nodes, Paragraph, Strong} from 'mdast'
import type {Parent, Point, Position} from 'unist'
import type {Located, MarkdownDocument, NodeOf, Section} from '../markdown/document.ts'
import {isPointer} from '../markdown/says-nothing.ts'
import type {BrokenHeading} from '../markdown/heading-lines.ts'
import {type SectionSpec, type TemplateSchema, isRequired} from '../template/schema.ts'
import type {TableAlignment} from './table-pairing.ts'
import type {FieldAlignment} from './field-alignment.ts'
import type {Misspelling} from './near-miss.ts'
import type {TaskListAlignment} from './task-list-alignment.ts'

/** A section of the document that is a section of the template, with the right parent and depth. */
export interface Matched extends Parent {
  readonly type: 'matched'
  readonly spec: SectionSpec
  readonly section: Section
  /** The heading that was meant; undefined if the section's own fits. */
  readonly misspelt?: Misspelling
  /** If it is out of order, the sections between which it belongs. */
  readonly belongs?: Neighbours
  children: AlignmentNode[]
}

/** A section of the template that is in the document, but at another depth or under another parent. */
export interface Misplaced extends Parent {
  readonly type: 'misplaced'
  readonly spec: SectionSpec
  readonly section: Section
  readonly wrong: 'depth' | 'parent'
  /** The heading that was meant; undefined if the section's own fits. */
  readonly misspelt?: Misspelling
  /** The section below which it belongs. */
  readonly parent: Section
  /** The depth that is right here, 1 to 6. */
  readonly depth: number
  /** If its parent is wrong, the sections between which it belongs. */
  readonly neighbours?: Neighbours
  children: AlignmentNode[]
}

/** A required section that is absent. Its children are those of its parts that are in the document nevertheless. */
export interface Missing extends Parent {
  readonly type: 'missing'
  readonly spec: SectionSpec
  /** The section in which it belongs. */
  readonly parent: Section
  readonly neighbours: Neighbours
  /** Other sections of the template, any of which would do instead. */
  readonly alternatives: readonly SectionSpec[]
  /** The depth that it would have here, 1 to 6. */
  readonly depth: number
  /** Where it would be inserted; undefined if the tree has no positions. */
  readonly place: Point | undefined
  /** The section that starts at that place. */
  readonly precedes?: Section
  /** Whether it would be inserted next to text without a heading that may be its content. */
  readonly isBesideText?: true
  /** The section that contains that text, directly below its heading. */
  readonly textBelow?: Section
  /** Sections unknown to the template, one of which may be meant: they share half of the name or more, or are in its place. */
  readonly rivals: readonly Section[]
  /** A section unknown to the template that is most likely this one under another name: it has most of the parts, or is alone in the place and shares a word of the name. */
  readonly perhaps?: Section
  /** Where its name is in the document, but not as a heading. */
  readonly cause?: Cause
  /** Whether the document has its parts directly in the section in which it belongs, without its heading. */
  readonly isDropped?: true
  /** Whether it is all that the template has in the section in which it belongs. */
  readonly isOnlyPart?: true
  /** Whether it is a numbered step whose number is taken by a section with a name of its own, or whose siblings are numbered in another way. */
  readonly isNumberTaken?: true
  /** Whether the template has another section of its name beside it or around it, so that it would be taken for that one, too. */
  readonly hasTwin?: true
  children: AlignmentNode[]
}

/** A section of the document that the template does not have. */
export interface Extra extends Parent {
  readonly type: 'extra'
  readonly section: Section
  /** The section of the template that it repeats, although that already occurs as often as it may. */
  readonly repeats?: SectionSpec
  /** Whether it comes after all sections that were recognised as `repeats`. */
  readonly isLater?: boolean
  /** The section of the template that has its name, but belongs elsewhere. */
  readonly belongs?: SectionSpec
  /** The absent section of the template that it may have been meant as. */
  readonly resembles?: Misspelling & {readonly spec: SectionSpec}
  children: never[]
}

export type AlignmentNode = Matched | Misplaced | Missing | Extra

/** Why a section that somebody wrote is not recognised: its name is no heading, or is in a comment, in HTML or in code. */
export interface Cause {
  readonly type: 'bold text' | 'a line of text' | 'comment' | 'code block' | 'HTML' | BrokenHeading['fault']
  readonly node: Strong | Emphasis | Paragraph | Html | Code
  /** The section of the document that contains it. */
  readonly section: Section
  /** The line at fault, or the point where a blank line is missing; undefined if the whole node is at fault. */
  readonly place?: Position | Point
  /** The marker of a broken heading as it is written, such as `##`. */
  readonly marker?: string
}

/** Existing sections between which another belongs. */
export interface Neighbours {
  readonly after?: Section
  readonly before?: Section
}

/**
 * Which section of a document is which section of its template, and what is left over on either side, as a unist tree.
 */
export interface Alignment extends Parent {
  readonly type: 'alignment'
  readonly schema: TemplateSchema
  readonly document: MarkdownDocument
  /** The section whose heading is the title. */
  readonly title: Section | undefined
  /** The recognised section that a section is or, if it is unknown, is nested in; the root if there is none. */
  readonly ownerOf: (section: Section) => Owner
  /** The nodes of a type in a recognised section and in the unknown sections below it, in document order. */
  readonly nodesIn: <Type extends Nodes['type']>(section: Section, type: Type) => ReadonlyArray<Located<NodeOf<Type>>>
  /** The fields of a section, aligned with those of the template. */
  readonly fieldsOf: (owner: Owner) => FieldAlignment
  /** The tables of a section that are tables of the template, each with the one that it is. */
  readonly tablesOf: (owner: Owner) => readonly TableAlignment[]
  /** The task lists that the template has in a section, each with the document's boxes for it. */
  readonly taskListsOf: (owner: Owner) => readonly TaskListAlignment[]
  children: AlignmentNode[]
}

/** A section of the document with the spec that it was recognised as. */
export interface Owner {
  readonly spec: SectionSpec
  readonly section: Section
}

/** Whether a document has none of the sections that its template requires, not even one that is almost a heading, and lacks more than one. */
export function isForeign(alignment: Alignment): boolean {
  const missing = nodesOfType(alignment, 'missing')
  return (
    missing.length > 1 &&
    missing.every(({cause}) => cause?.place === undefined) &&
    !alignment.children.some(
      (node) => node.type === 'matched' || node.type === 'misplaced' || (node.type === 'missing' && node.isDropped)
    )
  )
}

/**
 * Whether a document is most likely of another kind than its template: it lacks half or more of the sections that the
 * template requires at the top, and has at least as many of its own there as of the template. A document without sections of
 * its own has only been begun.
 */
export function isOfOtherKind(alignment: Alignment): boolean {
  const known = otherKinds.get(alignment) ?? findsOtherKind(alignment)
  otherKinds.set(alignment, known)
  return known
}

/** Cached, since each missing section asks. */
const otherKinds = new WeakMap<Alignment, boolean>()

function findsOtherKind({children, document, title, schema, ownerOf}: Alignment): boolean {
  const required = children.filter((node) => node.type !== 'extra' && isRequired(node.spec))
  const lacking = required.filter((node) => node.type === 'missing' && !node.cause && !node.perhaps && !node.isDropped)
  const present = required.length - lacking.length
  if (lacking.length < 2 || lacking.length < present) return false
  const renamed = new Set(children.flatMap((node) => (node.type === 'missing' ? (node.perhaps ?? []) : [])))
  const [{depth: topDepth} = schema.root] = schema.root.children
  const own = document.sections.filter(
    (section) =>
      section !== title &&
      section.depth <= topDepth &&
      !renamed.has(section) &&
      ownerOf(section).section === document.root
  )
  return own.length >= Math.max(1, present)
}

/** Whether a document only points elsewhere and has nothing of the template, so that nothing is required of it. */
export function saysWhereToLook(alignment: Alignment): boolean {
  return (
    isPointer(alignment.document) && !alignment.children.some(({type}) => type === 'matched' || type === 'misplaced')
  )
}

/** Whether a document should not be checked against the template: it points elsewhere, or has nothing of it, which is one finding. */
export function isNoCopy(alignment: Alignment): boolean {
  return saysWhereToLook(alignment) || isForeign(alignment)
}

/** All sections that were recognised, and the root of the document as the root of the template. */
export function recognised(alignment: Alignment): readonly Owner[] {
  const {schema, document} = alignment
  return [
    {spec: schema.root, section: document.root},
    ...nodesOfType(alignment, 'matched'),
    ...nodesOfType(alignment, 'misplaced')
  ]
}

/** The groups of sibling nodes: those at the top, and those below each recognised section. */
export function siblings(alignment: Alignment): ReadonlyArray<readonly AlignmentNode[]> {
  return [alignment, ...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')].map(
    ({children}) => children
  )
}

/** The fewest missing things in one place that are reported as one finding. */
export const fewestTogether = 3

type NodesByType = {readonly [Type in AlignmentNode['type']]: Array<Extract<AlignmentNode, {type: Type}>>}

const sorted = new WeakMap<Alignment, NodesByType>()

/** All nodes of a type in an alignment, in the order of the document. */
export function nodesOfType<Type extends AlignmentNode['type']>(
  alignment: Alignment,
  type: Type
): ReadonlyArray<Extract<AlignmentNode, {type: Type}>> {
  const nodes = sorted.get(alignment) ?? sortedByType(alignment)
  sorted.set(alignment, nodes)
  return nodes[type]
}

function sortedByType(alignment: Alignment): NodesByType {
  const nodes: NodesByType = {matched: [], misplaced: [], missing: [], extra: []}
  const add = (node: AlignmentNode): void => {
    ;(nodes[node.type] as AlignmentNode[]).push(node)
    for (const child of node.children) add(child)
  }
  for (const child of alignment.children) add(child)
  return nodes
}

/** The siblings of a missing section; in a document with a title those below that. */
export function siblingsOf({parent, neighbours: {after, before}}: Missing): readonly Section[] {
  return (after ?? before)?.parent?.children ?? parent.children
}
