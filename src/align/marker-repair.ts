import type {Section} from '../markdown/document.ts'
import {type Alignment, type AlignmentNode, type Misplaced, siblings} from './alignment.ts'

/**
 * Whether changing the depth of one heading repairs a section at a wrong depth: no other heading has to change, since the
 * section then contains what belongs to it, one level below, and nothing else.
 */
export function isMendedByHeading(node: Misplaced, alignment: Alignment): boolean {
  const {section, depth} = node
  return depth < section.depth ? isMendedByRising(node, alignment) : isMendedBySinking(node, alignment)
}

/** Whether a section may rise: the sections that it then takes in from the section around it are its parts, from the first on. */
function isMendedByRising(node: Misplaced, {document, title, ownerOf}: Alignment): boolean {
  const {section, depth} = node
  const around = section.parent
  // A section below an unknown one is part of that.
  const isOfOther = around?.heading !== undefined && around !== title && ownerOf(around).section !== around
  if (isOfOther || section.children.some((child) => child.depth !== depth + 1)) return false
  const taken = takenIn(section, depth, document.sections)
  const [first] = taken
  if (!first) return true
  const parts = sectionsOf(node.children)
  return parts.has(first) && first.depth === depth + 1 && taken.every((other) => parts.has(other) || isBelow(other))

  /** Whether a section is unknown to the template, so that it may move with a part of this one. */
  function isBelow(other: Section): boolean {
    return ownerOf(other).section !== other
  }
}

/** The sections after another and everything below it that would be below it at a lesser depth. */
function takenIn({index, depth: own}: Section, depth: number, sections: readonly Section[]): readonly Section[] {
  const following = sections.slice(index)
  const start = following.findIndex((other) => other.depth <= own)
  const end = following.findIndex((other) => other.depth <= depth)
  return start < 0 ? [] : following.slice(start, end < 0 ? undefined : end)
}

/** Whether a section may sink: the sections that it no longer contains then are those that belong next to it. */
function isMendedBySinking(node: Misplaced, alignment: Alignment): boolean {
  const {section, depth, parent} = node
  const above = parentAt(depth, section, alignment)
  // For the template, sections below the title are not part of it.
  if (above !== parent && !(above === alignment.title && parent === alignment.document.root)) return false
  const leaving = section.children.filter((child) => child.depth === depth)
  if (section.children.some((child) => child.depth !== depth + 1 && child.depth !== depth)) return false
  if (leaving.length === 0) return true
  const around = siblings(alignment).find((nodes) => nodes.includes(node))
  const beside = new Set(around?.flatMap((other) => (other.type === 'matched' ? [other.section] : [])))
  return leaving.every((child) => beside.has(child))
}

/** The section below which another would be at a given depth. */
function parentAt(depth: number, {index}: Section, {document: {root, sections}}: Alignment): Section {
  return sections.slice(0, index - 1).findLast((other) => other.depth < depth) ?? root
}

/** All sections of some nodes and below them that were recognised in the right place. */
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
