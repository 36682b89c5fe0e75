import type {Section} from '../markdown/document.ts'

/** Sections nested by their depths. */
export interface Nesting {
  /** The section directly above another; the root has none. */
  parentOf(section: Section): Section | undefined
  /** The sections directly below another, in document order. */
  childrenOf(section: Section): readonly Section[]
}

/** What decides how sections nest. */
export interface Levels {
  /** The depth at which a section counts. */
  readonly depthOf: (section: Section) => number
  /** Whether a section can contain those that follow it, or is passed over. */
  readonly isLevel: (section: Section) => boolean
  /** Whether a section stays below another in spite of its depth. */
  readonly staysBelow: (section: Section, above: Section) => boolean
}

/**
 * Nest sections in one walk.
 *
 * @param root The document as a whole, of depth 0.
 * @param sections All others, in document order; their `index` counts from 1.
 */
export function nest(root: Section, sections: readonly Section[], {depthOf, isLevel, staysBelow}: Levels): Nesting {
  const parents: Section[] = []
  const children: Section[][] = []
  const open = [root]
  for (const section of sections) {
    let parent = open.at(-1) ?? root
    while (parent !== root && depthOf(parent) >= depthOf(section) && !staysBelow(section, parent)) {
      open.pop()
      parent = open.at(-1) ?? root
    }
    parents[section.index] = parent
    const siblings = (children[parent.index] ??= [])
    siblings.push(section)
    if (isLevel(section)) open.push(section)
  }
  return {parentOf: ({index}) => parents[index], childrenOf: ({index}) => children[index] ?? []}
}

/** Whether a section is in another, by the depths that both have in the document. */
export function isWithin(section: Section, other: Section): boolean {
  let around = section.parent
  while (around && around !== other) around = around.parent
  return around !== undefined
}
