import type {Outline, Part} from './outline.ts'

/** A part whose parts can be moved. */
interface Movable extends Part {
  children: Movable[]
}

/** At least this share of a section's occurrences has to be the only one in its document, so that its name alone identifies it. */
const shareOfOnce = 0.95

/**
 * If most documents have a section below one parent, move it there in the other documents that have that parent, so that it
 * is counted below it, wherever it is.
 */
export function withUsualParents(outlines: readonly Outline[]): readonly Outline[] {
  const usual = usualParents(outlines)
  return outlines.map((outline) => {
    const parts = outline.parts.map((part) => movable(part))
    const parents = new Map<string, Movable>()
    const noteParents = (children: readonly Movable[]): void => {
      for (const child of children) {
        if (!parents.has(child.key)) parents.set(child.key, child)
        noteParents(child.children)
      }
    }
    noteParents(parts)
    for (const {part, siblings, parent} of placed(parts)) {
      const wanted = usual.get(part.key)
      const target =
        wanted === undefined || wanted === parent ? undefined : wanted === top ? parts : parents.get(wanted)?.children
      if (!target || target === siblings || contains(part, target)) continue
      siblings.splice(siblings.indexOf(part), 1)
      target.push(part)
    }
    return {
      ...outline,
      parts: parts.map((part) => inOrder(part)).toSorted((one, other) => one.section.index - other.section.index)
    }
  })
}

/** The key for the parent of top-level sections; no heading has an empty key. */
const top = ''

function movable(part: Part): Movable {
  return {...part, children: part.children.map((child) => movable(child))}
}

function inOrder(part: Part): Part {
  return {
    ...part,
    children: part.children
      .map((child) => inOrder(child))
      .toSorted((one, other) => one.section.index - other.section.index)
  }
}

function placed(
  siblings: Movable[],
  parent = top
): ReadonlyArray<{readonly part: Movable; readonly siblings: Movable[]; readonly parent: string}> {
  return siblings.flatMap((part) => [{part, siblings, parent}, ...placed(part.children, part.key)])
}

function contains(part: Movable, target: readonly Movable[]): boolean {
  return part.children === target || part.children.some((child) => contains(child, target))
}

/** The key of the parent that most documents have for a section, for sections that occur once in a document. */
function usualParents(outlines: readonly Outline[]): ReadonlyMap<string, string> {
  const usages = new Map<string, {count: number; readonly ranks: Set<number>; readonly parents: Map<string, number>}>()
  const note = (parts: readonly Part[], parent: string): void => {
    for (const {key, rank, children} of parts) {
      const usage = usages.get(key) ?? {count: 0, ranks: new Set<number>(), parents: new Map<string, number>()}
      usages.set(key, usage)
      usage.count++
      usage.ranks.add(rank)
      usage.parents.set(parent, (usage.parents.get(parent) ?? 0) + 1)
      note(children, key)
    }
  }
  for (const {parts} of outlines) note(parts, top)
  return new Map(
    [...usages].flatMap(([key, {count, ranks, parents}]) => {
      const [[parent, most] = [top, 0]] = [...parents].toSorted(([, a], [, b]) => b - a)
      return parents.size > 1 && ranks.size >= shareOfOnce * count && most * 2 > count ? [[key, parent] as const] : []
    })
  )
}
