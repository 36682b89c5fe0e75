import type {Nodes} from 'mdast'
import type {Located, MarkdownDocument, NodeOf, Section} from '../markdown/document.ts'
import {type Field, fieldsOf} from '../markdown/fields.ts'
import type {Alignment} from './alignment.ts'

/** Sorts what a document holds by the recognised sections that it stands in, each kind once, when it is first asked for. */
export function sectionContents(document: MarkdownDocument, ownerOf: Alignment['ownerOf']): Pick<Alignment, 'nodesIn' | 'fieldsIn'> {
  const nodes = new Map<Nodes['type'], ReadonlyMap<Section, readonly Located[]>>()
  let fields: ReadonlyMap<Section, readonly Field[]> | undefined
  return {
    nodesIn: <Type extends Nodes['type']>(section: Section, type: Type) => {
      const sorted = nodes.get(type) ?? byOwner<Located>(document.nodes(type) as readonly Located[], ownerOf)
      nodes.set(type, sorted)
      return (sorted.get(section) ?? []) as unknown as ReadonlyArray<Located<NodeOf<Type>>>
    },
    fieldsIn: (section) => {
      fields ??= byOwner(fieldsOf(document), ownerOf)
      return fields.get(section) ?? []
    }
  }
}

function byOwner<Item extends {readonly section: Section}>(items: readonly Item[], ownerOf: Alignment['ownerOf']): ReadonlyMap<Section, readonly Item[]> {
  const sorted = new Map<Section, Item[]>()
  for (const item of items) {
    const {section} = ownerOf(item.section)
    const before = sorted.get(section)
    if (before) before.push(item)
    else sorted.set(section, [item])
  }
  return sorted
}
