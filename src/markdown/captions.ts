import type {RootContent} from 'mdast'
import {textOf} from './text.ts'

/** A label in bold that is alone on its line, above what it is about: `**Pros:**`. */
export interface Caption {
  /** Without its colon. */
  readonly name: string
  readonly node: RootContent
}

/** The captions among the blocks of a section. */
export function captionsIn(content: readonly RootContent[]): readonly Caption[] {
  return content.flatMap((node): readonly Caption[] => {
    if (node.type !== 'paragraph' || node.children[0]?.type !== 'strong' || node.children.length > 2) return []
    const text = textOf(node)
    const name = /^([^:：]{1,40})[:：]$/u.exec(text.trim())?.[1]
    return name !== undefined && textOf(node.children[0]).startsWith(name) ? [{name, node}] : []
  })
}
