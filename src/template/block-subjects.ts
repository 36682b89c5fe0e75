import type {RootContent} from 'mdast'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {statementsOf} from '../markdown/emptiness.ts'
import type {Field} from '../markdown/fields.ts'
import {bodyRows} from '../markdown/tables.ts'
import {textOf} from '../markdown/text.ts'
import {fixedText, isWithin, tablesIn} from './content-specs.ts'
import type {Directive} from './directives.ts'
import {holdsOneOf} from './reading.ts'

/**
 * Tells whether a directive says something of the block behind it: it need not change what is read there anyway.
 *
 * @param fields All labelled lines of the template.
 * @param title The section below the title, whose text nobody is asked for.
 */
export function blockSubjects(template: MarkdownDocument, fields: readonly Field[], title: Section | undefined): (directive: Directive, block: RootContent, section: Section) => boolean {
  const hasLabels = (block: RootContent) => fields.some(({node}) => isWithin(node, block))
  const isList = (block: RootContent) => block.type === 'list' || tablesIn(block, template).length > 0
  return (directive, block, section) => {
    switch (directive.type) {
      case 'rows':
      case 'repeat':
        return isList(block)
      case 'optional':
      case 'required':
        return isList(block) || block.type === 'code' || hasLabels(block)
      case 'values':
        return hasLabels(block) || (section.heading !== undefined && section !== title && isSole(block, section)) || tablesIn(block, template).some((table) => bodyRows(table).some(({children}) => children.some((cell) => holdsOneOf(textOf(cell), directive.values))))
      case 'keep':
        return fixedText(block) !== ''
      case 'remove':
        return block.type !== 'thematicBreak' && block.type !== 'definition'
      default:
        return false
    }
  }
}

/** Whether a paragraph is all the text of its section. */
function isSole(block: RootContent, section: Section): boolean {
  const [text, ...others] = statementsOf(section)
  return block.type === 'paragraph' && text === block && others.length === 0
}
