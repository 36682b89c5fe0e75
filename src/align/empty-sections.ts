import type {Section} from '../markdown/document.ts'
import {isUnanswered, statementsOf} from '../markdown/emptiness.ts'
import {type Alignment, type Matched, type Misplaced, nodesOfType} from './alignment.ts'
import type {Leftover} from './leftovers.ts'

/** Sections of the template that stand there, be they optional, but hold nothing of their own: no parts, and no text but an instruction of the template; nor `N/A` where a directive wants more. */
export function emptySections(alignment: Alignment, leftovers: readonly Leftover[]): ReadonlyArray<Matched | Misplaced> {
  const instructions = new Set(leftovers.filter(({placeholder}) => placeholder.kind === 'instruction').map(({candidate}) => candidate.node))
  return [...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')].filter(({spec, section}) => {
    const isLeaf = spec.children.length === 0 && section.children.length === 0
    return isLeaf && (isEmpty(section, instructions) || (spec.isAnswerDue === true && isUnanswered(section)))
  })
}

function isEmpty(section: Section, instructions: ReadonlySet<unknown>): boolean {
  return statementsOf(section).every((node) => instructions.has(node) || (node.type === 'blockquote' && node.children.every((child) => instructions.has(child))))
}
