import {type AlignmentNode, type Missing, isNoCopy, nodesOfType, recognised} from '../align/alignment.ts'
import {isContentsHeading} from '../align/contents.ts'
import {isBetween} from '../align/sibling-order.ts'
import type {Section} from '../markdown/document.ts'
import {foldedText, headingText, isOpen} from '../template/heading-pattern.ts'
import {nameExpression} from '../template/name-expression.ts'
import {ownForm} from '../template/name-forms.ts'
import type {FieldSpec, SectionSpec} from '../template/schema.ts'
import type {Checked} from './requirements.ts'
import {fewest} from './splits.ts'

/** Other names that documents use instead of one of the template. */
export interface OtherNames<Spec> {
  readonly spec: Spec
  /** The most frequent names first, each in its most frequent spelling. */
  readonly names: readonly string[]
  /** How many documents have one of them. */
  readonly documents: number
  /** How many have the template's own name; how many lack it, including those with another name. */
  readonly own: number
  readonly lacking: number
  /** A regular expression (RE2 syntax) in which all of them are found. */
  readonly expression: string
}

/** Names in places where a section is missing. */
export interface NamesInPlace {
  /** Those that the alignment takes for the missing section in at least one document. */
  readonly akin: ReadonlyArray<OtherNames<SectionSpec>>
  /** Those that only their place suggests. */
  readonly others: ReadonlyArray<OtherNames<SectionSpec>>
}

/** Another name is usual if this share of the documents that have the thing under any name has it, or this many; in fewer, it is a slip. */
const share = 0.1
const many = 10

function isUsual(documents: number, own: number): boolean {
  return documents >= many || documents >= share * (own + documents)
}

/** A name in the place of a missing section is mentioned only if at least this share of the documents that lack the section has it. */
const shareInPlace = 0.25

/** If more documents than this share of those with another name have it besides the template's, it is another section. */
const shareBeside = 0.05

/** A name that documents use, with its spellings and the ranks of these documents. */
interface Usage {
  readonly written: Map<string, number>
  readonly ranks: Set<number>
  isAkin: boolean
}

type Usages<Spec> = Map<Spec, Map<string, Usage>>

function note<Spec>(usages: Usages<Spec>, spec: Spec, name: string, rank: number, isAkin: boolean): void {
  const names = usages.get(spec) ?? new Map<string, Usage>()
  usages.set(spec, names)
  const folded = foldedText(name)
  const usage = names.get(folded) ?? {written: new Map<string, number>(), ranks: new Set<number>(), isAkin: false}
  names.set(folded, usage)
  usage.written.set(name, (usage.written.get(name) ?? 0) + 1)
  usage.ranks.add(rank)
  usage.isAkin ||= isAkin
}

function addTo<Spec>(ranks: Map<Spec, Set<number>>, spec: Spec, rank: number): void {
  ranks.set(spec, (ranks.get(spec) ?? new Set<number>()).add(rank))
}

/** Find the names that documents use for sections that the template calls by another. */
export function sectionNames(documents: readonly Checked[]): NamesInPlace {
  const usages: Usages<SectionSpec> = new Map()
  const own = new Map<SectionSpec, Map<number, string>>()
  const lacking = new Map<SectionSpec, Set<number>>()
  const unknown = documents.map(
    ({analysis: {alignment}}) => new Set(nodesOfType(alignment, 'extra').map(({section}) => foldedText(section.name)))
  )
  for (const [
    rank,
    {
      analysis: {alignment}
    }
  ] of documents.entries()) {
    if (isNoCopy(alignment)) continue
    for (const {spec, section, misspelt} of [
      ...nodesOfType(alignment, 'matched'),
      ...nodesOfType(alignment, 'misplaced')
    ]) {
      if (misspelt) note(usages, spec, section.name, rank, true)
      else own.set(spec, (own.get(spec) ?? new Map<number, string>()).set(rank, section.name))
    }
    for (const {children} of [
      alignment,
      ...nodesOfType(alignment, 'matched'),
      ...nodesOfType(alignment, 'misplaced')
    ]) {
      for (const node of children) {
        if (node.type !== 'missing') continue
        addTo(lacking, node.spec, rank)
        if (node.perhaps) note(usages, node.spec, node.perhaps.name, rank, true)
        for (const section of standingIn(node, children)) note(usages, node.spec, section.name, rank, false)
      }
    }
  }
  const claimed = claimedNames(usages)
  const candidates = [...usages].filter(([{heading}]) => !isOpen(heading) && heading.expression === undefined)
  const namesFor = (
    spec: SectionSpec,
    names: ReadonlyMap<string, Usage>,
    isAkin: boolean
  ): ReadonlyArray<OtherNames<SectionSpec>> => {
    const ranks = own.get(spec) ?? new Map<number, string>()
    const least = Math.max(fewest, isAkin ? 0 : share * (lacking.get(spec)?.size ?? 0))
    const kept = [...names].filter(
      ([name, usage]) =>
        usage.isAkin === isAkin &&
        claimed.get(name) === spec &&
        usage.ranks.size >= least &&
        besides(ranks.keys(), name, unknown) <= shareBeside * usage.ranks.size
    )
    const used = new Set(kept.flatMap(([, usage]) => [...usage.ranks]))
    const lack = new Set([...(lacking.get(spec) ?? []), ...used]).size
    if (kept.length === 0 || !(isAkin ? isUsual(used.size, ranks.size) : used.size >= shareInPlace * lack)) return []
    const alternatives = kept
      .toSorted(([, a], [, b]) => b.ranks.size - a.ranks.size)
      .map(([, {written}]) => mostFrequent(written))
    const all = [...kept.flatMap(([, {written}]) => [...written.keys()]), ...ranks.values()]
    return [
      {
        spec,
        names: alternatives,
        documents: used.size,
        own: ranks.size,
        lacking: lack,
        expression: nameExpression([...new Set([spec.heading.name, ...alternatives].map((name) => ownForm(name)))], all)
      }
    ]
  }
  return {
    akin: candidates.flatMap(([spec, names]) => namesFor(spec, names, true)),
    others: candidates.flatMap(([spec, names]) => namesFor(spec, names, false))
  }
}

/** The unknown sections in the place of a missing one. */
function standingIn(
  {depth, neighbours: {after, before}}: Missing,
  siblings: readonly AlignmentNode[]
): readonly Section[] {
  return siblings.flatMap((node) =>
    node.type === 'extra' &&
    node.section.depth === depth &&
    isBetween(node.section, after, before) &&
    !isContentsHeading(headingText(node.section.name))
      ? [node.section]
      : []
  )
}

function besides(ranks: Iterable<number>, name: string, unknown: ReadonlyArray<ReadonlySet<string>>): number {
  return [...ranks].filter((rank) => unknown[rank]?.has(name)).length
}

/** The one spec to which each name belongs: preferably one to which it is akin, else the one with the most documents. */
function claimedNames<Spec>(usages: Usages<Spec>): ReadonlyMap<string, Spec> {
  const claims = new Map<string, {readonly spec: Spec; readonly usage: Usage}>()
  for (const [spec, names] of usages) {
    for (const [name, usage] of names) {
      const other = claims.get(name)?.usage
      const isBetter = !other || (usage.isAkin === other.isAkin ? usage.ranks.size > other.ranks.size : usage.isAkin)
      if (isBetter) claims.set(name, {spec, usage})
    }
  }
  return new Map(Array.from(claims, ([name, {spec}]) => [name, spec]))
}

/** Find the labels that documents use for fields that the template calls by another. */
export function labelNames(documents: readonly Checked[]): ReadonlyArray<OtherNames<FieldSpec>> {
  const usages: Usages<FieldSpec> = new Map()
  const own = new Map<FieldSpec, Set<number>>()
  const lacking = new Map<FieldSpec, Set<number>>()
  for (const [
    rank,
    {
      analysis: {alignment}
    }
  ] of documents.entries()) {
    for (const owner of isNoCopy(alignment) ? [] : recognised(alignment)) {
      if (owner.spec.content.fields.length === 0) continue
      const aligned = alignment.fieldsOf(owner)
      for (const {matched, missing, renamed} of [aligned, ...aligned.nested]) {
        for (const {spec, field, replacement} of matched) {
          if (replacement === undefined) addTo(own, spec, rank)
          else note(usages, spec, field.label, rank, true)
        }
        for (const spec of missing) addTo(lacking, spec, rank)
        for (const [spec, {label}] of renamed) note(usages, spec, label, rank, true)
      }
    }
  }
  return [...usages]
    .filter(([{expression}]) => expression === undefined)
    .flatMap(([spec, names]) => {
      const kept = [...names.values()].filter(({ranks}) => ranks.size >= fewest)
      const used = new Set(kept.flatMap(({ranks}) => [...ranks]))
      const has = own.get(spec)?.size ?? 0
      if (kept.length === 0 || !isUsual(used.size, has)) return []
      const alternatives = kept
        .toSorted((a, b) => b.ranks.size - a.ranks.size)
        .map(({written}) => mostFrequent(written))
      return [
        {
          spec,
          names: alternatives,
          documents: used.size,
          own: has,
          lacking: new Set([...(lacking.get(spec) ?? []), ...used]).size,
          expression: nameExpression(
            alternatives,
            kept.flatMap(({written}) => [...written.keys()])
          )
        }
      ]
    })
}

function mostFrequent(written: ReadonlyMap<string, number>): string {
  const [[name] = ['']] = [...written].toSorted(([, a], [, b]) => b - a)
  return name
}
