import type {SectionSpec, TemplateSchema} from '../template/schema.ts'

/** A template as it is read, with its text, in which its lines are. */
export interface TemplateVersion {
  readonly schema: TemplateSchema
  readonly text: string
}

/** All sections of a template below one, each behind the one that holds it. */
export function sectionsBelow(root: SectionSpec): readonly SectionSpec[] {
  const found: SectionSpec[] = []
  const open = root.children.toReversed()
  for (let spec = open.pop(); spec; spec = open.pop()) {
    found.push(spec)
    open.push(...spec.children.toReversed())
  }
  return found
}

/** Things by a key, in their order. */
export function groupedBy<Item>(items: Iterable<Item>, keysOf: (item: Item) => Iterable<string>): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key)
      if (group) group.push(item)
      else groups.set(key, [item])
    }
  }
  return groups
}
