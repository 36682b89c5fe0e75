import type {Field} from '../markdown/fields.ts'
import {foldedText, headingText} from '../template/heading-pattern.ts'
import {singularsOf, withoutPlural} from '../template/content-specs.ts'
import type {FieldSpec} from '../template/schema.ts'
import {longestIncreasingSubsequence} from './longest-increasing-subsequence.ts'
import {nearMiss} from './near-miss.ts'

/** A labelled line of a document that is one of the template's. */
export interface MatchedField {
  readonly spec: FieldSpec
  readonly field: Field
  /** The label that was meant, where it is written otherwise. */
  readonly replacement?: string
  /** Whether it stands where the template's order has it, seen from most of the others. */
  readonly isInOrder: boolean
}

/** Which labelled line is which of the template's. */
export interface FieldAlignment {
  /** In the template's order. */
  readonly matched: readonly MatchedField[]
  readonly missing: readonly FieldSpec[]
}

/**
 * Lay labelled lines on those of the template: exact labels first, each once, then labels a few letters off.
 *
 * @param specs The template's, in order.
 * @param fields The document's, in order; more than the template has are left alone.
 */
export function alignFields(specs: readonly FieldSpec[], fields: readonly Field[]): FieldAlignment {
  // Of lines with one label, that is meant which is a labelled line to everybody.
  const candidates = [...fields.filter(({isDoubtful}) => !isDoubtful), ...fields.filter(({isDoubtful}) => isDoubtful)]
  const free = new Map(candidates.map((field) => [field, headingText(field.label)]))
  const pairs = new Map<FieldSpec, {field: Field; replacement?: string}>()
  for (const spec of specs) {
    const singulars = singularsOf(foldedText(spec.label.name))
    const field = candidates.find((candidate) => free.has(candidate) && singularsOf(headingText(candidate.label).folded).some((name) => singulars.includes(name)))
    if (!field) continue
    pairs.set(spec, {field})
    free.delete(field)
  }
  for (const spec of specs.filter((candidate) => !pairs.has(candidate))) {
    const [nearest] = [...free]
      .map(([field, text]) => ({field, miss: nearMiss(spec.label, {...text, folded: withoutPlural(text.folded)})}))
      .filter(({miss}) => miss?.replacement !== undefined && miss.cost < 1)
      .toSorted((a, b) => (a.miss?.cost ?? 0) - (b.miss?.cost ?? 0))
    if (!nearest) continue
    pairs.set(spec, {field: nearest.field, replacement: spec.label.skeleton})
    free.delete(nearest.field)
  }
  const present = specs.flatMap((spec) => {
    const pair = pairs.get(spec)
    return pair ? [{spec, ...pair}] : []
  })
  const kept = new Set(longestIncreasingSubsequence(present.map(({field}) => fields.indexOf(field))))
  return {matched: present.map((pair, rank) => ({...pair, isInOrder: kept.has(rank)})), missing: specs.filter((spec) => !pairs.has(spec))}
}
