import type {Paragraph} from 'mdast'
import {textOf} from '../markdown/text.ts'
import {foldedText} from '../template/heading-pattern.ts'
import type {TableSpec} from '../template/schema.ts'
import type {Alignment, Owner} from './alignment.ts'

/** Find the lines that would be a table of the template if they had a delimiter row. */
export function undelimitedTable({columns}: TableSpec, {section}: Owner, {nodesIn}: Alignment): Paragraph | undefined {
  const names = columns.map(({heading}) => heading.folded)
  const found = nodesIn(section, 'paragraph').find(({node}) => {
    const [header = ''] = textOf(node).split(/\|\s+\|/, 1)
    const cells = new Set(header.split('|').map((cell) => foldedText(cell)))
    return textOf(node).startsWith('|') && names.length > 1 && names.every((name) => name !== '' && cells.has(name))
  })
  return found?.node
}

/** Find the lines that would be a table of the template if they had a header: they contain more than half of its form rows. */
export function headlessTable({formRows}: TableSpec, {section}: Owner, {nodesIn}: Alignment): Paragraph | undefined {
  const found = nodesIn(section, 'paragraph').find(({node}) => {
    const text = textOf(node)
    const cells = new Set(text.startsWith('|') ? text.split('|').map((cell) => foldedText(cell)) : [])
    return cells.size > 0 && formRows.filter(({name}) => cells.has(foldedText(name))).length * 2 > formRows.length
  })
  return found?.node
}
