import type {RootContent, Table} from 'mdast'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {statementsOf} from '../markdown/says-nothing.ts'
import type {Field} from '../markdown/fields.ts'
import {bodyRows} from '../markdown/tables.ts'
import {textOf} from '../markdown/text.ts'
import {fixedText, isWithin, tablesIn} from './block-specs.ts'
import type {Directive} from './directives.ts'
import {holdsOneOf} from './choices.ts'
import {isTaskList} from './task-lists.ts'

/**
 * Returns a function that says whether a directive can apply to the block after it, even if it changes nothing there.
 *
 * @param fields All fields of the template.
 * @param title The section of the title, whose own text is never required.
 */
export function blockSubjects(
  template: MarkdownDocument,
  fields: readonly Field[],
  title: Section | undefined
): (directive: Directive, block: RootContent, section: Section) => boolean {
  const hasLabels = (block: RootContent) => fields.some(({node}) => isWithin(node, block))
  const isList = (block: RootContent) => block.type === 'list' || tablesIn(block, template).length > 0
  const mayBeRequired = (block: RootContent) => isList(block) || block.type === 'code' || hasLabels(block)
  const tests: Readonly<Partial<Record<Directive['type'], (block: RootContent) => boolean>>> = {
    rows: isList,
    repeat: isList,
    optional: mayBeRequired,
    required: mayBeRequired,
    'tick one': isTaskList,
    'tick only one': isTaskList,
    'tick all': isTaskList,
    keep: (block) => fixedText(block) !== '',
    remove: ({type}) => type !== 'thematicBreak' && type !== 'definition'
  }
  return (directive, block, section) => {
    if (directive.type !== 'values') return tests[directive.type]?.(block) ?? false
    return (
      hasLabels(block) ||
      (section !== title && isSole(block, section)) ||
      tablesIn(block, template).some((table) => hasOneOf(table, directive.values))
    )
  }
}

function hasOneOf(table: Table, values: readonly string[]): boolean {
  return bodyRows(table).some(({children}) => children.some((cell) => holdsOneOf(textOf(cell), values)))
}

/** Whether a paragraph is the only text of its section. The root does not count as a section. */
function isSole(block: RootContent, section: Section): boolean {
  if (block.type !== 'paragraph' || section.heading === undefined) return false
  const [text, ...others] = statementsOf(section)
  return text === block && others.length === 0
}
