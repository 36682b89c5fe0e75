import type {Root, RootContent} from 'mdast'
import {textOf} from '../markdown/text.ts'
import {announcesExample} from './example-wordings.ts'
import {foldedText} from './heading-pattern.ts'

/**
 * The blocks of an example that is filled in, at the end of a template: a line or a heading announces it, and most of its
 * headings are those of the template again. Empty if there is none.
 */
export function exampleBehind(children: readonly RootContent[]): readonly RootContent[] {
  const at = children.findIndex(
    (node) => (node.type === 'paragraph' || node.type === 'heading') && announcesExample(textOf(node))
  )
  if (at < 0) return []
  const known = new Set(namesIn(children.slice(0, at)))
  const names = namesIn(children.slice(at + 1))
  const again = names.filter((name) => known.has(name))
  return again.length >= fewestAgain && again.length * 2 >= names.length ? children.slice(at) : []
}

const fewestAgain = 3

/** A template's source without the example at its end, and without the rule above that. */
export function withoutExampleBehind(source: string, {children}: Root): string {
  const [first] = exampleBehind(children)
  const index = first ? children.indexOf(first) : -1
  const above = children[index - 1]
  const start = (above?.type === 'thematicBreak' ? above : first)?.position?.start.offset
  return start === undefined ? source : source.slice(0, start)
}

/** The names of headings, without what stands in parentheses or behind a slash. */
function namesIn(nodes: readonly RootContent[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'heading') return []
    const [name = ''] = textOf(node).split(' / ', 1)
    return foldedText(name.replaceAll(/[(（][^()（）]{0,200}[)）]/gu, ''))
  })
}
