import type {Table} from 'mdast'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import {headingPattern} from './heading-pattern.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import type {ColumnSpec, TableSpec} from './schema.ts'

/** The tables in a section of a template, without those of the sections below it. */
export function readTables(section: Section, template: MarkdownDocument): readonly TableSpec[] {
  const tables = section.content.filter((node): node is Table => node.type === 'table')
  return tables.map((table) => ({line: lineOf(table), columns: readColumns(table, template)}))
}

function readColumns(table: Table, template: MarkdownDocument): readonly ColumnSpec[] {
  return (table.children[0]?.children ?? []).map((cell) => {
    const placeholders = placeholdersIn(template.source, cell).map(({text}) => text)
    return {heading: headingPattern(textOf(cell), placeholders, false)}
  })
}
