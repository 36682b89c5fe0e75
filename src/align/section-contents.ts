import type {Nodes} from 'mdast'
import {possibleBoxes} from '../markdown/boxes.ts'
import type {Located, MarkdownDocument, NodeOf, Section} from '../markdown/document.ts'
import {type Field, type LabelledLine, labelledLines} from '../markdown/fields.ts'
import {headingFields, rowFields} from '../markdown/row-and-heading-fields.ts'
import {type LocatedTable, tablesOf} from '../markdown/tables.ts'
import type {SectionSpec} from '../template/schema.ts'
import type {Alignment} from './alignment.ts'
import {type TableAlignment, alignTables} from './table-pairing.ts'
import {type FieldAlignment, alignFields} from './field-alignment.ts'
import {type TaskListAlignment, alignTaskLists} from './task-list-alignment.ts'

/** Sorts the contents of a document by the recognised sections that own them; each kind once, when it is first asked for. */
export function sectionContents(
  document: MarkdownDocument,
  ownerOf: Alignment['ownerOf']
): Pick<Alignment, 'nodesIn' | 'fieldsOf' | 'tablesOf' | 'taskListsOf'> {
  const nodes = new Map<Nodes['type'], ReadonlyMap<Section, readonly Located[]>>()
  const tables = new Map<Section, readonly TableAlignment[]>()
  const fields = new Map<Section, FieldAlignment>()
  const taskLists = new Map<Section, readonly TaskListAlignment[]>()
  let allTables: ReadonlyMap<Section, readonly LocatedTable[]> | undefined
  let lines: ReadonlyMap<Section, readonly LabelledLine[]> | undefined
  const nodesIn = <Type extends Nodes['type']>(section: Section, type: Type) => {
    const sorted = nodes.get(type) ?? byOwner<Located>(document.nodes(type) as readonly Located[], ownerOf)
    nodes.set(type, sorted)
    return (sorted.get(section) ?? []) as unknown as ReadonlyArray<Located<NodeOf<Type>>>
  }
  return {
    nodesIn,
    fieldsOf: ({spec, section}) => {
      const last = spec.content.fields.some(({isAtEnd}) => isAtEnd) ? document.sections.at(-1) : undefined
      lines ??= byOwner(
        labelsOf(document, (other) => other === last || hasLabels(ownerOf(other).spec), ownerOf),
        ownerOf
      )
      const own = lines.get(section) ?? []
      const atEnd =
        last && ownerOf(last).section !== section
          ? (lines.get(ownerOf(last).section) ?? []).filter((field) => field.section === last)
          : []
      const aligned = fields.get(section) ?? alignFields(spec.content.fields, [...own, ...atEnd])
      fields.set(section, aligned)
      return aligned
    },
    tablesOf: ({spec, section}) => {
      allTables ??= byOwner(tablesOf(document), ownerOf)
      const aligned = tables.get(section) ?? alignTables(allTables.get(section) ?? [], spec.content.tables)
      tables.set(section, aligned)
      return aligned
    },
    taskListsOf: ({spec: {content}, section}) => {
      if (!content.taskLists) return []
      const aligned =
        taskLists.get(section) ??
        alignTaskLists(
          content.taskLists,
          possibleBoxes(nodesIn(section, 'listItem'), nodesIn(section, 'paragraph'), document.source)
        )
      taskLists.set(section, aligned)
      return aligned
    }
  }
}

/** The labelled lines of a document, and the table rows and headings of unknown sections that may replace them. */
function labelsOf(
  document: MarkdownDocument,
  isWanted: (section: Section) => boolean,
  ownerOf: Alignment['ownerOf']
): readonly LabelledLine[] {
  const lines = labelledLines(document, isWanted).map((line) => {
    const [part] = line.section.children
    return part && ownerOf(part).section === part ? {...line, read: () => withoutParts(line.read())} : line
  })
  return [
    ...lines,
    ...rowFields(document, isWanted),
    ...headingFields(document, (section) => isWanted(section) && ownerOf(section).section !== section)
  ].toSorted((a, b) => a.start - b.start)
}

/** A field before sections of the template has no value in them. */
function withoutParts(field: Field): Field {
  return field.isBeforeParts ? {...field, hasMore: false, isEmpty: true} : field
}

function hasLabels({content: {fields, series}}: SectionSpec): boolean {
  return fields.length > 0 || series !== undefined
}

function byOwner<Item extends {readonly section: Section}>(
  items: readonly Item[],
  ownerOf: Alignment['ownerOf']
): ReadonlyMap<Section, readonly Item[]> {
  const sorted = new Map<Section, Item[]>()
  for (const item of items) {
    const {section} = ownerOf(item.section)
    const before = sorted.get(section)
    if (before) before.push(item)
    else sorted.set(section, [item])
  }
  return sorted
}
