import type {MarkdownDocument} from '../markdown/document.ts'
import {frontMatterLines} from '../markdown/front-matter.ts'
import {type Named, familiesOf} from './families.ts'
import {usualOrder} from './precedence.ts'
import {type InferredValue, inferValue} from './values.ts'

/** A key of the front matter that documents have in common. */
export interface InferredKey {
  readonly key: string
  readonly value: InferredValue
  /** Whether most documents have a list below it. */
  readonly isList: boolean
  readonly isRequired: boolean
  readonly count: number
}

interface Line extends Named {
  readonly value: string
  readonly isList: boolean
}

/** At most this many keys, the most frequent ones. */
const mostKeys = 60

/** The keys that documents have in common, in their usual order. A key that fewer documents have than `share`, but at least half as many, is optional. */
export function inferKeys(documents: ReadonlyMap<number, MarkdownDocument>, share: number): readonly InferredKey[] {
  const lines = [...documents].flatMap(([rank, document]) =>
    frontMatterLines(document).map(({key, value, nested}): Line => ({
      rank,
      name: key,
      key,
      value: value.replaceAll(/^["']|["']$/g, ''),
      isList: value === '' && nested.length > 0
    }))
  )
  const families = familiesOf(lines)
    .filter(({ranks}) => ranks.size >= Math.max(2, (share * documents.size) / 2))
    .toSorted((a, b) => b.ranks.size - a.ranks.size)
    .slice(0, mostKeys)
  const rankOf = new Map(families.map(({key}, rank) => [key, rank]))
  const sequences = new Map<number, Set<number>>()
  for (const {rank, key} of lines) {
    const at = rankOf.get(key)
    if (at !== undefined) sequences.set(rank, (sequences.get(rank) ?? new Set<number>()).add(at))
  }
  const order = usualOrder(
    Array.from(sequences.values(), (sequence) => [...sequence]),
    families.length
  )
  return order
    .flatMap((rank) => families[rank] ?? [])
    .map(({key, things, ranks}) => ({
      key,
      value: inferValue(things),
      isList: things.filter(({isList}) => isList).length * 2 > things.length,
      isRequired: ranks.size >= share * documents.size,
      count: ranks.size
    }))
}
