import type {Code, Html, Nodes, Paragraph, Strong} from 'mdast'
import type {Parent, Point, Position} from 'unist'
import type {Located, MarkdownDocument, NodeOf, Section} from '../markdown/document.ts'
import type {BrokenHeading} from '../markdown/heading-lines.ts'
import {isPointer} from '../markdown/emptiness.ts'
import type {SectionSpec, TemplateSchema} from '../template/schema.ts'
import type {TableAlignment} from './columns.ts'
import type {FieldAlignment} from './field-alignment.ts'
import type {Misspelling} from './near-miss.ts'
import type {TaskListAlignment} from './task-list-alignment.ts'

/** A section of the document that is a section of the template, where it belongs. */
export interface Matched extends Parent {
  readonly type: 'matched'
  readonly spec: SectionSpec
  readonly section: Section
  /** The heading that was meant, where it is written otherwise; undefined where it fits. */
  readonly misspelt?: Misspelling
  /** Where it belongs, named by sections of the document, where it is out of order. */
  readonly belongs?: Neighbours
  children: AlignmentNode[]
}

/** A section of the template that stands in the document, but at another depth or under another parent. */
export interface Misplaced extends Parent {
  readonly type: 'misplaced'
  readonly spec: SectionSpec
  readonly section: Section
  readonly wrong: 'depth' | 'parent'
  /** The heading that was meant, where it is written otherwise as well. */
  readonly misspelt?: Misspelling
  /** The section below which it belongs. */
  readonly parent: Section
  /** The depth that is right here, 1 to 6. */
  readonly depth: number
  /** Between which sections it belongs, where it stands below another. */
  readonly neighbours?: Neighbours
  children: AlignmentNode[]
}

/** A section that is due and not there. Its children are those that stand in the document all the same. */
export interface Missing extends Parent {
  readonly type: 'missing'
  readonly spec: SectionSpec
  /** The section in which it belongs. */
  readonly parent: Section
  readonly neighbours: Neighbours
  /** Other sections of the template of which one would do as well. */
  readonly alternatives: readonly SectionSpec[]
  /** The depth that it would have here, 1 to 6. */
  readonly depth: number
  /** Where it would be inserted; undefined where the tree has no positions. */
  readonly place: Point | undefined
  /** The section right before which that is. */
  readonly precedes?: Section
  /** Whether it would be inserted beside a text without a heading that may be its own. */
  readonly isBesideText?: true
  /** The section right below whose heading that text stands. */
  readonly textBelow?: Section
  /** Sections unknown to the template of which one may be what was meant: it has half of its name or more, or they stand where that belongs. */
  readonly rivals: readonly Section[]
  /** A section unknown to the template that is most likely it, under another name: it holds most of its parts, or is alone in its place and has a word of its name. */
  readonly perhaps?: Section
  /** Where its name stands all the same, but not as a heading. */
  readonly cause?: Cause
  /** Whether its parts stand without it in the section in which it belongs. */
  readonly isDropped?: true
  /** Whether it is all that the template has in the section in which it belongs. */
  readonly isOnlyPart?: true
  /** Whether it is a step of which another, with a name of its own, has the number, or beside which others are counted in another way. */
  readonly isNumberTaken?: true
  children: AlignmentNode[]
}

/** A section of the document that the template does not have. */
export interface Extra extends Parent {
  readonly type: 'extra'
  readonly section: Section
  /** The section of the template that it repeats, though that stands as often as it may. */
  readonly repeats?: SectionSpec
  /** Whether it stands behind all that were recognised as that. */
  readonly isLater?: boolean
  /** The section of the template whose name it has, which belongs elsewhere. */
  readonly belongs?: SectionSpec
  /** The optional section that it may have been meant as. */
  readonly resembles?: Misspelling & {readonly spec: SectionSpec}
  children: never[]
}

export type AlignmentNode = Matched | Misplaced | Missing | Extra

/** Why a section that somebody wrote is none for a reader: its name is no heading, or stands in a comment, in HTML or in code. */
export interface Cause {
  readonly type: 'bold text' | 'a line of text' | 'comment' | 'code block' | 'HTML' | BrokenHeading['fault']
  readonly node: Strong | Paragraph | Html | Code
  /** The section of the document that it stands in. */
  readonly section: Section
  /** The line at fault, or the point where a blank one is wanting; otherwise it is all of the node. */
  readonly place?: Position | Point
  /** The signs of a heading that is broken. */
  readonly marker?: string
}

/** Existing sections between which another belongs. */
export interface Neighbours {
  readonly after?: Section
  readonly before?: Section
}

/**
 * Which section of a document is which section of its template, and what is left over on either side: a unist tree.
 */
export interface Alignment extends Parent {
  readonly type: 'alignment'
  readonly schema: TemplateSchema
  readonly document: MarkdownDocument
  /** The section whose heading is the title. */
  readonly title: Section | undefined
  /** The recognised section that a section is or, unknown itself, stands in; the whole document where it stands in none. */
  readonly ownerOf: (section: Section) => Owner
  /** The nodes of a type in a recognised section and in the unknown sections below it, in document order. */
  readonly nodesIn: <Type extends Nodes['type']>(section: Section, type: Type) => ReadonlyArray<Located<NodeOf<Type>>>
  /** The labelled lines there beside those of the template. */
  readonly fieldsOf: (owner: Owner) => FieldAlignment
  /** The tables there that are tables of the template, each beside the one that it is. */
  readonly tablesOf: (owner: Owner) => readonly TableAlignment[]
  /** The template's task lists there, each with the boxes that stand for it. */
  readonly taskListsOf: (owner: Owner) => readonly TaskListAlignment[]
  children: AlignmentNode[]
}

/** A section of the document with the spec that it was recognised as. */
export interface Owner {
  readonly spec: SectionSpec
  readonly section: Section
}

/** Whether a document has none of the sections that its template demands, and more than one is due. */
export function isForeign(alignment: Alignment): boolean {
  const due = nodesOfType(alignment, 'missing').length
  return (
    due > 1 &&
    !alignment.children.some(
      (node) => node.type === 'matched' || node.type === 'misplaced' || (node.type === 'missing' && node.isDropped)
    )
  )
}

/** Whether a document only says where to look and has nothing of the template, so that it is asked for nothing. */
export function saysWhereToLook(alignment: Alignment): boolean {
  return (
    isPointer(alignment.document) && !alignment.children.some(({type}) => type === 'matched' || type === 'misplaced')
  )
}

/** Whether nothing in a document can be held against the template: it says where to look, or has nothing of it, which is reported once. */
export function isNoCopy(alignment: Alignment): boolean {
  return saysWhereToLook(alignment) || isForeign(alignment)
}

/** All sections that were recognised, and the document itself as the root of the template. */
export function recognised(alignment: Alignment): readonly Owner[] {
  const {schema, document} = alignment
  return [
    {spec: schema.root, section: document.root},
    ...nodesOfType(alignment, 'matched'),
    ...nodesOfType(alignment, 'misplaced')
  ]
}

/** What stands beside one another: below the document, and below each section of the template that it has. */
export function siblings(alignment: Alignment): ReadonlyArray<readonly AlignmentNode[]> {
  return [alignment, ...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')].map(
    ({children}) => children
  )
}

/** From so many on, what is missing from one place is one finding; two are told apart more easily each by itself. */
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
