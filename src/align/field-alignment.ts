import type {Field} from '../markdown/fields.ts'
import {type HeadingPattern, type HeadingText, foldedText, headingText, isFoundIn} from '../template/heading-pattern.ts'
import {singularsOf, withoutPlural} from '../template/content-specs.ts'
import {namesLike, withoutParenthesis} from '../template/name-forms.ts'
import type {FieldSpec} from '../template/schema.ts'
import {likeness, wordsInSeveral} from './likeness.ts'
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
  /** All labelled lines there are, in the document's order. */
  readonly fields: readonly Field[]
  /** In the template's order. */
  readonly matched: readonly MatchedField[]
  readonly missing: readonly FieldSpec[]
  /** Those of them that most likely stand there under labels with some of their words: `Specific runbooks` for `Related runbooks`. */
  readonly renamed: ReadonlyMap<FieldSpec, Field>
  /** The same for what is nested below one of them. */
  readonly nested: ReadonlyArray<FieldAlignment & {readonly specs: readonly FieldSpec[]}>
}

/**
 * Lay labelled lines on those of the template: exact labels first, each once, then those that a directive allows, then labels
 * a few letters off.
 *
 * @param specs The template's, in order.
 * @param fields The document's, in order; more than the template has are left alone.
 */
export function alignFields(specs: readonly FieldSpec[], fields: readonly Field[]): FieldAlignment {
  // Of lines with one label, that is meant which is a labelled line to everybody.
  const candidates = [...fields.filter(({isDoubtful}) => !isDoubtful), ...fields.filter(({isDoubtful}) => isDoubtful)]
  const free = new Map(candidates.map((field) => [field, headingText(field.label)]))
  const takeExact = exactFinder(candidates)
  const pairs = new Map<FieldSpec, {field: Field; replacement?: string}>()
  for (const spec of specs) {
    const field = takeExact(foldedText(spec.label.name))
    if (!field) continue
    pairs.set(spec, {field})
    free.delete(field)
  }
  for (const spec of specs) {
    const {expression} = spec
    const allowed = expression === undefined || pairs.has(spec) ? undefined : [...free].find(([, text]) => isFoundIn(expression, text))
    if (!allowed) continue
    pairs.set(spec, {field: allowed[0]})
    free.delete(allowed[0])
  }
  const left = specs.filter((candidate) => !pairs.has(candidate))
  for (const spec of left.length * free.size > mostPairs ? [] : left) {
    const [nearest] = [...free]
      .map(([field, text]) => ({field, miss: nearMiss(spec.label, {...text, folded: withoutPlural(text.folded)})}))
      .filter(({field, miss}) => miss?.replacement !== undefined && (miss.cost < 1 || field.label.includes(' ') || spec.label.folded.startsWith(`${headingText(field.label).folded} `)))
      .toSorted((a, b) => (a.miss?.cost ?? 0) - (b.miss?.cost ?? 0))
    if (!nearest) continue
    pairs.set(spec, {field: nearest.field, replacement: spec.label.skeleton})
    free.delete(nearest.field)
  }
  const present = specs.flatMap((spec) => {
    const pair = pairs.get(spec)
    return pair ? [{spec, ...pair}] : []
  })
  const ranks = new Map(fields.map((field, rank) => [field, rank]))
  const kept = new Set(longestIncreasingSubsequence(present.map(({field}) => ranks.get(field) ?? 0)))
  return {
    fields,
    matched: present.map((pair, rank) => ({...pair, isInOrder: kept.has(rank)})),
    missing: specs.filter((spec) => !pairs.has(spec)),
    renamed: left.length * (free.size + specs.length) > mostPairs ? new Map() : renamedFields(specs, present, free),
    nested: present.flatMap(({spec, field}) => (spec.nested ? nestedBelow(spec.nested, fields.filter(({within}) => within !== undefined && within === field.node)) : []))
  }
}

/** The labels that most likely stand in their places with some of their words, and as whose: one for each. */
function renamedFields(specs: readonly FieldSpec[], present: ReadonlyArray<Pick<MatchedField, 'spec' | 'field'>>, free: ReadonlyMap<Field, HeadingText>): ReadonlyMap<FieldSpec, Field> {
  const renamed = new Map<FieldSpec, Field>()
  const others = new Map([...free].filter(([{isDoubtful, node}]) => !isDoubtful && node.type !== 'heading' && node.type !== 'tableRow'))
  if (present.length === specs.length || others.size === 0) return renamed
  const common = wordsInSeveral(specs.map(({label}) => label))
  const fieldOf = new Map(present.map(({spec, field}) => [spec, field]))
  const lineOf = (spec: FieldSpec | undefined) => (spec ? fieldOf.get(spec)?.labelPlace.start.line : undefined)
  for (const [index, spec] of specs.entries()) {
    if (fieldOf.has(spec)) continue
    const from = lineOf(specs.slice(0, index).findLast((other) => fieldOf.has(other))) ?? 0
    const to = lineOf(specs.slice(index).find((other) => fieldOf.has(other))) ?? Number.POSITIVE_INFINITY
    const found = [...others].find(([{labelPlace}, text]) => labelPlace.start.line >= from && labelPlace.start.line <= to && isLike(spec.label, text, common))
    if (!found) continue
    renamed.set(spec, found[0])
    others.delete(found[0])
  }
  return renamed
}

/** Whether two labels have most of their words in common, a telling one among them. */
function isLike(label: HeadingPattern, other: HeadingText, common: ReadonlySet<string>): boolean {
  const {score, words} = likeness(label, other)
  return score >= leastScore && words.some((word) => word.length > 3 && !common.has(word))
}

const leastScore = 0.4

/** A label with another text in the place of those below it has these no more. */
function nestedBelow(specs: readonly FieldSpec[], fields: readonly Field[]): FieldAlignment['nested'] {
  return fields.length === 0 ? [] : [{...alignFields(specs, fields), specs}]
}

/** Labels of more pairs than these are not compared letter by letter. */
const mostPairs = 250_000

/** Takes the first field that has a label, singular and plural being equal; each field once. */
function exactFinder(fields: readonly Field[]): (label: string) => Field | undefined {
  const byName = new Map<string, Array<{readonly field: Field; readonly rank: number}>>()
  for (const [rank, field] of [...fields.entries()].toReversed()) {
    const {folded} = headingText(field.label)
    for (const name of new Set([...singularsOf(folded), ...singularsOf(withoutParenthesis(folded).base)])) {
      const same = byName.get(name)
      if (same) same.push({field, rank})
      else byName.set(name, [{field, rank}])
    }
  }
  const taken = new Set<Field>()
  return (label) => {
    const first = namesLike(label).flatMap((name) => singularsOf(name)).flatMap((name) => {
      const same = byName.get(name) ?? []
      for (let last = same.at(-1); last && taken.has(last.field); last = same.at(-1)) same.pop()
      return same.at(-1) ?? []
    })
    const [found] = first.toSorted((a, b) => a.rank - b.rank)
    if (found) taken.add(found.field)
    return found?.field
  }
}
