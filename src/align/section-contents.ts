import type {Nodes, Table} from 'mdast'
import type {Located, MarkdownDocument, NodeOf, Section} from '../markdown/document.ts'
import {type Field, fieldsOf} from '../markdown/fields.ts'
import type {Alignment} from './alignment.ts'
import {type TableAlignment, alignTable} from './columns.ts'
import {type FieldAlignment, alignFields} from './field-alignment.ts'

/** Sorts what a document holds by the recognised sections that it stands in, each kind once, when it is first asked for. */
export function sectionContents(document: MarkdownDocument, ownerOf: Alignment['ownerOf']): Pick<Alignment, 'nodesIn' | 'fieldsOf' | 'tableOf'> {
  const nodes = new Map<Nodes['type'], ReadonlyMap<Section, readonly Located[]>>()
  const tables = new Map<Table, TableAlignment | undefined>()
  const fields = new Map<Section, FieldAlignment>()
  let lines: ReadonlyMap<Section, readonly Field[]> | undefined
  return {
    nodesIn: <Type extends Nodes['type']>(section: Section, type: Type) => {
      const sorted = nodes.get(type) ?? byOwner<Located>(document.nodes(type) as readonly Located[], ownerOf)
      nodes.set(type, sorted)
      return (sorted.get(section) ?? []) as unknown as ReadonlyArray<Located<NodeOf<Type>>>
    },
    fieldsOf: ({spec, section}) => {
      lines ??= byOwner(fieldsOf(document, (other) => ownerOf(other).spec.content.fields.length > 0), ownerOf)
      const aligned = fields.get(section) ?? alignFields(spec.content.fields, lines.get(section) ?? [])
      fields.set(section, aligned)
      return aligned
    },
    tableOf: ({node, section}) => {
      if (!tables.has(node)) tables.set(node, alignTable(node, ownerOf(section).spec.content.tables))
      return tables.get(node)
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
