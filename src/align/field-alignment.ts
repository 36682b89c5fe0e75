import {type Field, type LabelledLine, isOverBlock} from '../markdown/fields.ts'
import {
  type HeadingPattern,
  type HeadingText,
  foldedText,
  headingText,
  isFoundIn,
  isOpen,
  literalForm
} from '../template/heading-pattern.ts'
import {singularsOf} from '../template/label-specs.ts'
import {withoutPlural, areInflected, namesLike, withoutParenthesis} from '../template/name-variants.ts'
import {isAllowed} from '../template/choices.ts'
import type {FieldSpec} from '../template/schema.ts'
import {type KnownField, fieldsAroundFinder, isBetweenFields, isCertainLine} from './field-places.ts'
import {fieldsByValue} from './fields-by-value.ts'
import {hasLabelWithin} from './labels-on-line.ts'
import {likeness, wordsInSeveral} from './likeness.ts'
import {longestIncreasingSubsequence} from './longest-increasing-subsequence.ts'
import {nearMiss} from './near-miss.ts'

/** A field of a document that is one of the template's. */
export interface MatchedField {
  readonly spec: FieldSpec
  readonly field: Field
  /** The label that was meant, if it differs. */
  readonly replacement?: string
  /** Whether only its place, with its value or a part of the name, identifies it. */
  readonly isByPlace?: true
  /** Whether its line stands for several labels, so that its value is not that of this one alone. */
  readonly isJoint?: true
  /** Whether it is in the template's order, relative to most of the others. */
  readonly isInOrder: boolean
}

/** Which field of a document is which of the template's. */
export interface FieldAlignment {
  /** All labelled lines, in document order. */
  readonly fields: readonly LabelledLine[]
  /** In the template's order. */
  readonly matched: readonly MatchedField[]
  readonly missing: readonly FieldSpec[]
  /** The missing ones that most likely are there under labels that share some of their words: `Specific runbooks` for `Related runbooks`. */
  readonly renamed: ReadonlyMap<FieldSpec, LabelledLine>
  /** The alignments of the fields nested below a matched one. */
  readonly nested: ReadonlyArray<FieldAlignment & {readonly specs: readonly FieldSpec[]}>
}

/**
 * Align labelled lines with the fields of the template: exact labels first, then those that a directive allows, then labels
 * with words added, then those a few letters off, then those identified by their values. Each line is used once.
 *
 * @param specs The template's fields, in order.
 * @param fields The document's lines, in order; those that the template does not have are left over.
 */
export function alignFields(specs: readonly FieldSpec[], fields: readonly LabelledLine[]): FieldAlignment {
  const {pairs, free} = pairedByName(specs, fields)
  const left = specs.filter((candidate) => !pairs.has(candidate))
  // Folded once, since each is compared with many labels.
  const texts: Texts = new Map(
    left.length === 0 || left.length * free.size > mostPairs
      ? []
      : Array.from(free, ([field, text]) => [field, {...text, whole: text.folded, folded: withoutPlural(text.folded)}])
  )
  pairNearly(left, pairs, texts)
  const likely = pairByValue(specs, pairs, texts)
  pairByHeadNoun(specs, pairs, texts)
  const present = pairedOf(specs, pairs)
  const ranks = new Map(fields.map((field, rank) => [field, rank]))
  const kept = new Set(longestIncreasingSubsequence(present.map(({field}) => ranks.get(field) ?? 0)))
  return {
    fields,
    matched: present.map(({replacement, ...pair}, rank) => ({
      ...pair,
      // The words of a heading are its author's.
      ...(replacement !== undefined && pair.field.node.type !== 'heading' && {replacement}),
      field: pair.field.read(),
      isInOrder: kept.has(rank)
    })),
    missing: specs.filter((spec) => !pairs.has(spec)),
    renamed: new Map([...renamedFields(specs, present, texts), ...likely]),
    nested: present.flatMap(({spec, field}) =>
      spec.nested
        ? nestedBelow(
            spec.nested,
            fields.filter(({within}) => within !== undefined && within === field.node)
          )
        : []
    )
  }
}

/** The line of the document for each field of the template, as far as it is known. */
type Pairs = Map<
  FieldSpec,
  Pick<MatchedField, 'replacement' | 'isByPlace' | 'isJoint'> & {readonly field: LabelledLine}
>

/** Labelled lines that are not yet matched, with their labels prepared for comparison. */
type Texts = Map<LabelledLine, HeadingText & {readonly whole: string}>

/** Pairs exact labels, those that directives allow, and extended ones; also returns the lines that are left over. */
function pairedByName(
  specs: readonly FieldSpec[],
  fields: readonly LabelledLine[]
): {readonly pairs: Pairs; readonly free: ReadonlyMap<LabelledLine, HeadingText>} {
  // If several lines share a label, the one that anybody would read as a field is meant.
  const candidates = [...fields.filter(({isDoubtful}) => !isDoubtful), ...fields.filter(({isDoubtful}) => isDoubtful)]
  const free = new Map(candidates.map((field) => [field, headingText(field.label)]))
  const pairs: Pairs = new Map()
  for (const pairsOf of [exactFields, allowedFields, jointFields, extendedFields]) {
    const found = pairsOf(
      specs.filter((candidate) => !pairs.has(candidate)),
      free,
      {specs, pairs}
    )
    for (const [spec, field] of found) {
      pairs.set(spec, {field, ...(pairsOf === jointFields && {isJoint: true})})
      free.delete(field)
    }
  }
  return {pairs, free}
}

/** Adds the lines with labels a few letters off, and those with the beginning of a label. */
function pairNearly(left: readonly FieldSpec[], pairs: Pairs, texts: Texts): void {
  // A single label near one of the template's, among labels that are all unknown, is part of another list: `error` among states, not `Errors`.
  const isAmongOthers = pairs.size === 0 && left.length > 1 && texts.size >= fewestOthers
  const [near, ...further] = isAmongOthers ? left.flatMap((spec) => nearestTo(spec, texts) ?? []) : []
  // The beginning of a name is no other word.
  const isOfOthers =
    near !== undefined &&
    further.length === 0 &&
    !left.some(({label}) => label.folded.startsWith(`${texts.get(near)?.whole ?? ''} `))
  for (const spec of isOfOthers ? [] : left) {
    const field = nearestTo(spec, texts)
    if (!field) continue
    pairs.set(spec, {
      field,
      ...(!areInflected(spec.label.folded, foldedText(field.label)) && {replacement: literalForm(spec.label)})
    })
    texts.delete(field)
  }
  for (const [spec, field] of shortened(left, pairs, texts)) {
    pairs.set(spec, {field})
    texts.delete(field)
  }
}

const fewestOthers = 4

/** Adds the lines that only their values and places identify; returns the first line of those labels that have several candidates. */
function pairByValue(specs: readonly FieldSpec[], pairs: Pairs, texts: Texts): ReadonlyMap<FieldSpec, LabelledLine> {
  const likely = new Map<FieldSpec, LabelledLine>()
  for (const [spec, {line, isOnly}] of fieldsByValue(specs, pairedOf(specs, pairs), [...texts.keys()])) {
    if (isOnly) pairs.set(spec, {field: line, replacement: spec.label.name, isByPlace: true})
    else likely.set(spec, line)
    texts.delete(line)
  }
  return likely
}

/**
 * Adds the lines in their places whose labels are the last word of the template's, with or without some of those before
 * it: `Risk` for `Primary risks (of the firing)`.
 */
function pairByHeadNoun(specs: readonly FieldSpec[], pairs: Pairs, texts: Texts): void {
  const missing = specs.filter(
    (spec) => !pairs.has(spec) && !spec.isOptional && spec.mayGo === undefined && !isOpen(spec.label)
  )
  const lines = missing.length === 0 ? [] : [...texts].filter(([line]) => isCertainLine(line))
  if (lines.length === 0) return
  const aroundOf = fieldsAroundFinder(specs, pairedOf(specs, pairs))
  const heads = specs.map(({label}) => lastWord(label.folded))
  for (const spec of missing) {
    const around = aroundOf(spec)
    const head = lastWord(spec.label.folded)
    if (!(around.after ?? around.before) || heads.filter((other) => other === head).length > 1) continue
    const words = baseOf(spec.label.folded).split(' ')
    const [found] =
      lines.find(
        ([line, {folded}]) =>
          texts.has(line) &&
          lastWord(folded) === head &&
          folded.split(' ').every((word, index, all) => index === all.length - 1 || words.includes(word)) &&
          isBetweenFields(line, around)
      ) ?? []
    if (!found) continue
    pairs.set(spec, {field: found, replacement: literalForm(spec.label), isByPlace: true})
    texts.delete(found)
  }
}

function baseOf(folded: string): string {
  return withoutParenthesis(folded).base
}

/** The last word of a name without its parenthesis, singular and plural being equal. */
function lastWord(folded: string): string {
  return withoutPlural(baseOf(folded).split(' ').at(-1) ?? '')
}

function pairedOf<Found>(specs: readonly FieldSpec[], pairs: ReadonlyMap<FieldSpec, Found>) {
  return specs.flatMap((spec) => {
    const pair = pairs.get(spec)
    return pair ? [{spec, ...pair}] : []
  })
}

/** The labels of which a document has only the beginning, in scripts without spaces between words: `作業者` for `作業者の名前`. */
function shortened(
  specs: readonly FieldSpec[],
  pairs: ReadonlyMap<FieldSpec, unknown>,
  texts: Texts
): ReadonlyArray<readonly [FieldSpec, LabelledLine]> {
  const open = specs.filter((spec) => !pairs.has(spec))
  return open.flatMap((spec) => {
    const lines = [...texts].filter(
      ([{node}, {whole}]) =>
        node.type !== 'heading' && node.type !== 'tableRow' && isBeginning(whole, spec.label.folded)
    )
    const [line] = lines[0] ?? []
    const isOfOne =
      lines.length === 1 &&
      specs.every((other) => other === spec || !other.label.folded.startsWith(lines[0]?.[1].whole ?? ''))
    return line && isOfOne ? [[spec, line] as const] : []
  })
}

/** Whether a text is the beginning of a name in a script without spaces, up to a change between kanji, hiragana and katakana. */
function isBeginning(text: string, name: string): boolean {
  const last = text.at(-1) ?? ''
  const next = name.charAt(text.length)
  return (
    text.length >= fewestLetters &&
    next !== '' &&
    name.startsWith(text) &&
    scripts.some((script) => script.test(last)) &&
    scripts.some((script) => script.test(next) && !script.test(last))
  )
}

const fewestLetters = 3

const scripts = [/[\p{Script=Han}々]/u, /\p{Script=Hiragana}/u, /[\p{Script=Katakana}ー]/u]

/** A labelled line that was found for a field of the template. */
type Pair = readonly [spec: FieldSpec, field: LabelledLine]

/** All fields of the template, and the lines found for some of them. */
interface Known {
  readonly specs: readonly FieldSpec[]
  readonly pairs: ReadonlyMap<FieldSpec, {readonly field: LabelledLine}>
}

function exactFields(missing: readonly FieldSpec[], free: ReadonlyMap<LabelledLine, HeadingText>): readonly Pair[] {
  const takeExact = exactFinder(missing, [...free.keys()])
  return missing.flatMap((spec): readonly Pair[] => {
    const field = takeExact(spec)
    return field ? [[spec, field]] : []
  })
}

/** Pairs fields with labels that a directive allows instead. */
function allowedFields(missing: readonly FieldSpec[], free: ReadonlyMap<LabelledLine, HeadingText>): readonly Pair[] {
  const lines = new Map(free)
  return missing.flatMap((spec): readonly Pair[] => {
    const {expression} = spec
    const found = expression === undefined ? undefined : [...lines].find(([, text]) => isFoundIn(expression, text))
    if (!found) return []
    lines.delete(found[0])
    return [[spec, found[0]]]
  })
}

/** Pairs neighbouring labels of the template with one line for all of them: `Clay / Glaze: none of either`. */
function jointFields(
  missing: readonly FieldSpec[],
  free: ReadonlyMap<LabelledLine, HeadingText>,
  {specs}: Known
): readonly Pair[] {
  if (missing.length < 2) return []
  const byName = new Map(missing.toReversed().flatMap((spec) => namesOf(spec).map((name) => [name, spec] as const)))
  return [...free].flatMap(([line, {folded}]): readonly Pair[] => {
    const parts = isCertainLine(line) ? folded.split(joint) : []
    const joined = parts.map((part) => singularsOf(part).flatMap((name) => byName.get(name) ?? [])[0])
    const at = specs.findIndex((spec) => spec === joined[0])
    return parts.length > 1 && joined.every((spec, index) => spec !== undefined && spec === specs[at + index])
      ? joined.flatMap((spec) => (spec ? [[spec, line] as const] : []))
      : []
  })
}

const joint = / \/ | & |, | (?:og|och|en|et|y|e|и) /

/**
 * Pairs labels in their places with something added, be it a number or a qualifier: `Fix 1`, `Fix of the page` for `Fix`.
 * Not if the value does not fit, or if the addition is itself a label of the template.
 */
function extendedFields(
  missing: readonly FieldSpec[],
  free: ReadonlyMap<LabelledLine, HeadingText>,
  {specs, pairs}: Known
): readonly Pair[] {
  const left = missing.filter((spec) => !isOpen(spec.label))
  if (left.length === 0 || left.length * free.size > mostPairs) return []
  const lines = new Map([...free].filter(([line]) => isCertainLine(line)))
  const names = new Set(specs.flatMap((spec) => namesOf(spec)))
  const aroundOf = fieldsAroundFinder(specs, pairedOf(specs, pairs))
  return left.flatMap((spec): readonly Pair[] => {
    const found = [...lines].find(([line, {folded}]) => {
      const added = additionTo(spec.label.folded, folded)
      return (
        added !== undefined && !names.has(added) && isBetweenFields(line, aroundOf(spec)) && mayHaveValue(spec, line)
      )
    })
    if (!found) return []
    lines.delete(found[0])
    return [[spec, found[0]]]
  })
}

/** What a label adds after or between the words of another; undefined if it does not have all of them. */
function additionTo(label: string, extended: string): string | undefined {
  if (extended.startsWith(`${label} `)) return extended.slice(label.length + 1)
  for (let end = label.indexOf(' '); end > 0; end = label.indexOf(' ', end + 1)) {
    const [start, rest] = [label.slice(0, end + 1), label.slice(end)]
    if (extended.startsWith(start) && extended.endsWith(rest) && extended.length > label.length)
      return extended.slice(start.length, -rest.length)
  }
  return undefined
}

function mayHaveValue({values, isDate}: FieldSpec, line: LabelledLine): boolean {
  return isDate !== true && (!values || isAllowed(line.read().value, values))
}

/** The fields that most likely are there under other labels, one line for each: in their places with some of their words, elsewhere with most of them. */
function renamedFields(
  specs: readonly FieldSpec[],
  present: readonly KnownField[],
  texts: ReadonlyMap<LabelledLine, HeadingText>
): FieldAlignment['renamed'] {
  const renamed = new Map<FieldSpec, LabelledLine>()
  const others = new Map([...texts].filter(([line]) => isCertainLine(line)))
  if (others.size === 0) return renamed
  // A word that several labels of either side share does not distinguish them.
  const common = new Set([...wordsInSeveral(specs.map(({label}) => label)), ...wordsInSeveral([...others.values()])])
  const isPresent = new Set(present.map(({spec}) => spec))
  const aroundOf = fieldsAroundFinder(specs, present)
  for (const spec of specs.filter((candidate) => !isPresent.has(candidate))) {
    const [found] =
      [...others].find(
        ([line, text]) =>
          isNamedOn(line, text, spec, isBetweenFields(line, aroundOf(spec)), common) &&
          !(spec.isItem === true && isOverBlock(line.read()))
      ) ?? []
    if (!found) continue
    renamed.set(spec, found)
    others.delete(found)
  }
  return renamed
}

/** Whether a line has a label like that of a field, or that label among others if it is in its place. */
function isNamedOn(
  line: LabelledLine,
  text: HeadingText,
  {label}: FieldSpec,
  isInPlace: boolean,
  common: ReadonlySet<string>
): boolean {
  return (
    isLike(label, text, common, isInPlace ? someWords : mostWords) || (isInPlace && hasLabelWithin(label.folded, line))
  )
}

/** Whether two labels share enough of their words, among them one that distinguishes them from others. */
function isLike(label: HeadingPattern, other: HeadingText, common: ReadonlySet<string>, least: number): boolean {
  return likeness(label, other, least).words.some((word) => word.length > 3 && !common.has(word))
}

const someWords = 0.4
const mostWords = 0.6

/** The line whose label is the nearest miss: a few letters off, or a part of the name with more than one word in common. */
function nearestTo({label}: FieldSpec, texts: Texts): LabelledLine | undefined {
  let nearest: LabelledLine | undefined
  let least = Number.POSITIVE_INFINITY
  for (const [line, text] of texts) {
    const miss = nearMiss(label, text)
    if (
      miss?.replacement === undefined ||
      miss.cost >= least ||
      (miss.cost >= 1 && !line.label.includes(' ') && !label.folded.startsWith(`${text.whole} `))
    )
      continue
    nearest = line
    least = miss.cost
  }
  return nearest
}

/** The alignment of nested fields; none if the document has another text in their place. */
function nestedBelow(specs: readonly FieldSpec[], fields: readonly LabelledLine[]): FieldAlignment['nested'] {
  return fields.length === 0 ? [] : [{...alignFields(specs, fields), specs}]
}

/** Beyond this many pairs, labels are not compared letter by letter. */
const mostPairs = 250_000

/** Returns a function that takes the first line with a field's label, singular and plural being equal; each line once. */
function exactFinder(
  specs: readonly FieldSpec[],
  lines: readonly LabelledLine[]
): (spec: FieldSpec) => LabelledLine | undefined {
  const byName = new Map<string, Array<{readonly line: LabelledLine; readonly rank: number}>>(
    specs.flatMap((spec) => namesOf(spec)).map((name) => [name, []])
  )
  for (const [rank, line] of [...lines.entries()].toReversed()) {
    const {folded} = headingText(line.label)
    const {base} = withoutParenthesis(folded)
    for (const name of base === folded ? singularsOf(folded) : [...singularsOf(folded), ...singularsOf(base)])
      byName.get(name)?.push({line, rank})
  }
  const taken = new Set<LabelledLine>()
  return (spec) => {
    const first = namesOf(spec).flatMap((name) => {
      const same = byName.get(name) ?? []
      for (let last = same.at(-1); last && taken.has(last.line); last = same.at(-1)) same.pop()
      return same.at(-1) ?? []
    })
    const [found] = first.toSorted((a, b) => a.rank - b.rank)
    if (found) taken.add(found.line)
    return found?.line
  }
}

/** The names by which a label may be known; cached, since every document asks for them. */
export function namesOf(spec: FieldSpec): readonly string[] {
  const known = names.get(spec) ?? namesLike(foldedText(spec.label.name)).flatMap((name) => singularsOf(name))
  names.set(spec, known)
  return known
}

const names = new WeakMap<FieldSpec, readonly string[]>()
