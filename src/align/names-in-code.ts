import type {Section} from '../markdown/document.ts'
import {absentIn} from '../template/optional-parts.ts'
import type {Alignment} from './alignment.ts'

/** Whether a section names one of some things as inline code, by itself or at the end of a path, and does not say that it is absent. */
export function speaksOf(names: readonly string[], section: Section, {nodesIn, document}: Alignment): boolean {
  if (names.length === 0) return false
  const named = nodesIn(section, 'inlineCode').filter(({node: {value}}) =>
    names.some((name) => value === name || value.endsWith(`/${name}`))
  )
  const absent = new Set(
    nodesIn(section, 'paragraph').flatMap(({node}) =>
      absentIn(document.source.slice(node.position?.start.offset, node.position?.end.offset))
    )
  )
  return named.some(({node}) => !absent.has(node.value))
}
