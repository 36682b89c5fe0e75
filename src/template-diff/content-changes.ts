import type {ColumnSpec, ContentSpec, FieldSpec} from '../template/schema.ts'
import {compareBlocks} from './block-changes.ts'
import {valuesChange} from './item-changes.ts'
import {compareLabels} from './label-changes.ts'
import {compareTables} from './table-changes.ts'
import {compareTaskLists} from './task-list-changes.ts'
import type {TemplateChange} from './template-change.ts'

/** What was renamed in a section, for carrying names into documents. */
interface ContentPairs {
  readonly labels: ReadonlyMap<FieldSpec, FieldSpec>
  readonly columns: ReadonlyMap<ColumnSpec, ColumnSpec>
}

/** The changes of a section's content, and what was renamed in it. */
export interface ContentComparison extends ContentPairs {
  readonly changes: readonly TemplateChange[]
}

/**
 * Compare the content of a section: labels, tables, lists, code, task lists and values.
 *
 * @param section The path of the section in the new template.
 */
export function compareContents(old: ContentSpec, now: ContentSpec, section: string): ContentComparison {
  const labels = compareLabels(old.fields, now.fields, section)
  const tables = compareTables(old.tables, now.tables, section)
  return {
    labels: labels.renamed,
    columns: tables.renamed,
    changes: [
      ...labels.changes,
      ...tables.changes,
      ...compareBlocks(old.blocks, now.blocks, section),
      ...compareTaskLists(old.taskLists ?? [], now.taskLists ?? [], section),
      ...valuesChange('section', section.split(' > ').at(-1) ?? '', [old.values?.allowed, now.values?.allowed], {
        section,
        oldLine: old.values?.line,
        newLine: now.values?.line
      })
    ]
  }
}
