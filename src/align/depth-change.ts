import type {Section} from '../markdown/document.ts'
import {type Alignment, type AlignmentNode, type Misplaced, siblings} from './alignment.ts'

/**
 * Whether a section at a wrong depth is at the right one as soon as its heading is, and no other heading has to change:
 * it holds then what belongs to it, a level below it, and nothing else.
 */
export function isMendedByHeading(node: Misplaced, alignment: Alignment): boolean {
  const {section, depth} = node
  return depth < section.depth ? isMendedByRising(node, alignment) : isMendedBySinking(node, alignment)
}

/** Whether a section may stand higher: what it takes in then, from the section around it, are parts of it from the first on. */
function isMendedByRising(node: Misplaced, {document, title, ownerOf}: Alignment): boolean {
  const {section, depth} = node
  const around = section.parent
  // One of another outline is part of that.
  const isOfOther = around?.heading !== undefined && around !== title && ownerOf(around).section !== around
  if (isOfOther || section.children.some((child) => child.depth !== depth + 1)) return false
  const taken = takenIn(section, depth, document.sections)
  const [first] = taken
  if (!first) return true
  const parts = sectionsOf(node.children)
  return parts.has(first) && first.depth === depth + 1 && taken.every((other) => parts.has(other) || isBelow(other))

  /** Whether the template does not know a section, which stands beside a part of this one. */
  function isBelow(other: Section): boolean {
    return ownerOf(other).section !== other
  }
}

/** The sections behind another and those below it that would stand below it at a lesser depth. */
function takenIn({index, depth: own}: Section, depth: number, sections: readonly Section[]): readonly Section[] {
  const behind = sections.slice(index)
  const start = behind.findIndex((other) => other.depth <= own)
  const end = behind.findIndex((other) => other.depth <= depth)
  return start < 0 ? [] : behind.slice(start, end < 0 ? undefined : end)
}

/** Whether a section may stand deeper: what it holds no more then are sections that belong beside it. */
function isMendedBySinking(node: Misplaced, alignment: Alignment): boolean {
  const {section, depth, parent} = node
  const above = parentAt(depth, section, alignment)
  // What stands below the title is not in it for the template.
  if (above !== parent && !(above === alignment.title && parent === alignment.document.root)) return false
  const leaving = section.children.filter((child) => child.depth === depth)
  if (section.children.some((child) => child.depth !== depth + 1 && child.depth !== depth)) return false
  if (leaving.length === 0) return true
  const around = siblings(alignment).find((nodes) => nodes.includes(node))
  const beside = new Set(around?.flatMap((other) => (other.type === 'matched' ? [other.section] : [])))
  return leaving.every((child) => beside.has(child))
}

/** The section that one would stand below at another depth. */
function parentAt(depth: number, {index}: Section, {document: {root, sections}}: Alignment): Section {
  return sections.slice(0, index - 1).findLast((other) => other.depth < depth) ?? root
}

/** All sections that were recognised in place, and those in them. */
function sectionsOf(nodes: readonly AlignmentNode[]): ReadonlySet<Section> {
  const sections = new Set<Section>()
  const left = [...nodes]
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.type !== 'matched') continue
    sections.add(node.section)
    left.push(...node.children)
  }
  return sections
}
