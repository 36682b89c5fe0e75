import {type HeadingText, headingText} from '../template/heading-pattern.ts'
import {foldName} from '../template/name-forms.ts'
import {withNumbersMarked} from '../template/running-numbers.ts'
import {anyText, runningNumber} from '../template/skeleton-marks.ts'
import {type Counted, type Held, type InferredContent, held, inferContent} from './contents.ts'
import {type Family, type Named, familiesOf, familyOf, joined, otherNames, spellingsOf} from './families.ts'
import type {Part} from './outline.ts'
import {type Piece, piecesOf} from './pieces.ts'
import {usual, usualOrder} from './precedence.ts'
import type {HoldingsOf} from './section-index.ts'
import type {TitleNames} from './title.ts'

/** A section that documents have in common. */
export interface InferredSection extends Held {
  /** Its heading, without numbering. */
  readonly pieces: readonly Piece[]
  /** A section with that heading, for its Markdown; absent if the heading has slots. */
  readonly sample?: Part
  /** The names that documents give it, the most frequent first, each with the number of documents. */
  readonly names: ReadonlyArray<{readonly name: string; readonly count: number}>
  readonly depth: number
  readonly isRepeated: boolean
  /** The text after the number of its heading in most documents; undefined if most are not numbered. */
  readonly numbering: string | undefined
  /** The units among which it is counted. */
  readonly among: Pick<Counted, 'of' | 'units'>
  readonly content: InferredContent
  readonly children: readonly InferredSection[]
}

/** How sections are inferred. */
export interface SectionOptions {
  /** The share of documents that makes a section required; half of it makes one optional. */
  readonly share: number
  /** The text of each document for the slots of the title. */
  readonly names: TitleNames
  readonly holdingsOf: HoldingsOf
}

/** A section that occurs more often per document, on average, is one of several of its kind. */
const mostOnce = 1.2

/** The share of the threshold at which a section is included as optional. */
const optionalShare = 0.5

/** At most this many siblings are kept, the most frequent ones: the work of ordering them grows faster than their number. */
const mostSiblings = 120

/** A section with the unit that it counts for: its document, or, if documents have several of its parent, that parent. */
export interface CountedPart {
  readonly unit: number
  readonly part: Part
}

interface NamedPart extends Named {
  readonly part: Part
  /** The slot of the title whose text its name contains. */
  readonly slot?: string
}

/**
 * Infer the sections that documents have below one parent, in their usual order.
 *
 * @param parts All sections of all documents below the parent.
 * @param parent How many documents have the parent, or how many instances of it there are, and its usual depth.
 */
export function inferSections(
  parts: readonly CountedPart[],
  parent: Counted & {readonly depth?: number},
  options: SectionOptions
): readonly InferredSection[] {
  const {of} = parent
  const least = Math.max(2, optionalShare * options.share * of)
  const named = namedAlike(parts, least, options)
    .filter(({ranks}) => ranks.size >= least)
    .slice(0, mostSiblings)
  const kept =
    parent.units === 'documents'
      ? named
      : [...named, ...withNamesOfTheirOwn(parts, named, Math.min(options.share, mostHave) * of)]
  return inUsualOrder(kept).map((family) => {
    const own = family.things.map(({part}) => part)
    const depth = Math.min(
      6,
      parent.depth === undefined
        ? usual(own.map(({section}) => section.depth))
        : parent.depth + Math.max(1, usual(own.map(({section}) => section.depth - (section.parent?.depth ?? 0))))
    )
    const [spelling] = spellingsOf(family, ({name}) => withoutNumber(name))
    const name = spelling?.text ?? family.key
    const isOpen = /[\u{E001}\u{E002}]/u.test(family.key)
    const {ranks} = family
    const isRepeated = own.length > mostOnce * ranks.size
    const instances = family.things.map(({rank, part}, index): CountedPart => ({unit: isRepeated ? index : rank, part}))
    const rankOf = new Map(instances.map(({unit, part: {rank}}) => [unit, rank]))
    const counted: Counted = {
      of: rankOf.size,
      units: isRepeated ? 'sections of this kind' : 'documents with this section',
      rankOf
    }
    const having = held(ranks, parent.rankOf, options.share)
    return {
      pieces: isOpen ? openPieces(name, own, family.things[0]?.slot) : [{literal: name}],
      ...(!isOpen && spelling && {sample: spelling.thing.part}),
      names: otherNames(family),
      depth,
      isRepeated: isRepeated && isOpen,
      numbering: usualNumbering(own),
      ...having,
      // An empty section is as much of a fault as an absent one.
      lacking: new Set([...having.lacking, ...own.filter((part) => isEmpty(part)).map(({rank}) => rank)]),
      among: parent,
      content: inferContent(
        instances.map(({unit, part: {section}}) => ({unit, section})),
        counted,
        options
      ),
      children: inferSections(
        instances.flatMap(({unit, part}) => part.children.map((child) => ({unit, part: child}))),
        {...counted, depth},
        options
      )
    }
  })
}

function isEmpty({section, children}: Part): boolean {
  return (
    children.length === 0 &&
    section.content.every(({type}) => type === 'html' || type === 'thematicBreak' || type === 'definition')
  )
}

/** Groups sections by name, else by a form of the name with a slot for the title's text or for a number; similar names are joined. */
function namedAlike(
  parts: readonly CountedPart[],
  least: number,
  {names}: SectionOptions
): ReadonlyArray<Family<NamedPart>> {
  const literal = familiesOf(
    parts
      .filter(({part}) => part.key !== '')
      .map(({unit, part}) => ({rank: unit, name: part.section.name, key: part.key, part}))
  )
  const samples = numberedTwins(literal, least)
  const isFrequent = (family: Family<NamedPart>) => family.ranks.size >= least && !samples.has(family)
  const [frequent, rare] = [
    literal.filter((family) => isFrequent(family)),
    literal.filter((family) => !isFrequent(family))
  ]
  const open = familiesOf(rare.flatMap(({things}) => things).flatMap((thing) => openForm(thing, names))).filter(
    ({ranks, things}) => ranks.size >= least && new Set(things.map(({part}) => part.key)).size > 1
  )
  const inOpen = new Set(open.flatMap(({things}) => things.map(({part}) => part)))
  const others = rare.flatMap(({key, things}) => {
    const own = things.filter(({part}) => !inOpen.has(part))
    return own.length > 0 ? [familyOf(key, own)] : []
  })
  const near = joined([...frequent, ...others], ({ranks}) => ranks.size >= Math.max(2, least / 4))
  return [...near, ...open].toSorted((one, other) => other.ranks.size - one.ranks.size)
}

/** Names that differ only in a number, such as `Story 1` and `Story 2`: a template reads them as samples of the same section. */
function numberedTwins(families: ReadonlyArray<Family<NamedPart>>, least: number): ReadonlySet<Family<NamedPart>> {
  const byForm = new Map<string, Array<Family<NamedPart>>>()
  for (const family of families) {
    const form = withNumber(headingText(family.things[0]?.name ?? ''))
    if (form === undefined) continue
    const alike = byForm.get(form)
    if (alike) alike.push(family)
    else byForm.set(form, [family])
  }
  return new Set(
    Array.from(byForm).flatMap(([form, alike]) => {
      const twins = alike.filter(({ranks}) => ranks.size >= least)
      // The first of several steps may have the same name in all documents, although later ones have names of their own.
      const others = new Set(alike.flatMap(({ranks}) => (ranks.size < least ? [...ranks] : [])))
      // Three or more with texts of their own are the steps of a fixed procedure.
      return twins.length === 2 || (twins.length > 2 ? !form.includes(anyText) : others.size >= least) ? twins : []
    })
  )
}

/** A section under the open form of its heading: with a slot for the title's text in it, or for a number after its first words. */
function openForm(thing: NamedPart, names: TitleNames): readonly NamedPart[] {
  const heading = headingText(thing.name)
  const [named] = (names.get(thing.part.rank) ?? []).flatMap(([slot, text]) =>
    withName(heading, text).map((name) => ({name, slot}))
  )
  if (named) return [{...thing, name: named.name, key: foldName(named.name), slot: named.slot}]
  const numbered = withNumber(heading)
  return numbered === undefined ? [] : [{...thing, name: numbered, key: foldName(numbered)}]
}

/** A heading with a mark in the place of a name; empty if it does not contain the name, or nothing else. */
function withName({exact}: HeadingText, name: string): readonly string[] {
  if (name.length < 3) return []
  const at = exact.toLowerCase().indexOf(name.toLowerCase())
  const [before, after] = [exact.slice(0, Math.max(0, at)), exact.slice(at + name.length)]
  const isWord = at >= 0 && !/[\p{Alpha}\p{N}]$/u.test(before) && !/^[\p{Alpha}\p{N}]/u.test(after)
  return isWord && /\p{Alpha}{3}/u.test(before + after) ? [`${before}${anyText}${after}`] : []
}

function withNumber({exact}: HeadingText): string | undefined {
  const marked = withNumbersMarked(exact)
  const at = marked.indexOf(runningNumber)
  const [lead, rest] = [marked.slice(0, at), marked.slice(at + 1)]
  if (at < 0 || !/^\p{Alpha}{2}/u.test(lead) || lead.split(' ').length > 4) return undefined
  if (rest.trim() === '') return `${lead}${runningNumber}`
  return /^\s*[:.)–—-]\s*\S|^\s\(/u.test(rest) ? `${lead}${runningNumber}: ${anyText}` : undefined
}

/** The sections below a parent that have names of their own in each document; if most documents have some, they are samples of one section. */
function withNamesOfTheirOwn(
  parts: readonly CountedPart[],
  named: ReadonlyArray<Family<NamedPart>>,
  least: number
): ReadonlyArray<Family<NamedPart>> {
  const known = new Set(named.flatMap(({things}) => things.map(({part}) => part)))
  const others = parts
    .filter(({part}) => !known.has(part) && part.key !== '')
    .map(({unit, part}): NamedPart => ({rank: unit, name: anyText, key: anyText, part}))
  const family = familyOf(anyText, others)
  return family.ranks.size >= Math.max(2, least) && others.length >= fewestOwn * family.ranks.size ? [family] : []
}

/** The highest threshold: what half of the documents have is included, at least as optional. */
const mostHave = 0.5

/** If sections with names of their own are samples, a parent has at least this many of them on average. */
const fewestOwn = 1.5

/** The slot for a section's own name, unrelated to the title. */
const ownSlot = 'Name'

/** The heading of a family with slots; its number is the most frequent one. */
function openPieces(marked: string, parts: readonly Part[], slot = ownSlot): readonly Piece[] {
  if (!marked.includes(runningNumber)) return piecesOf(marked, [slot])
  const [lead = ''] = marked.split(runningNumber, 1)
  if (!marked.includes(anyText)) return [{literal: lead}, {slot: 'No.'}]
  const number = usual(
    parts.map(
      ({section}) =>
        headingText(section.name)
          .exact.slice(lead.length)
          .match(/^[\p{Alpha}\p{N}.]*[\p{Alpha}\p{N}]/u)?.[0] ?? '1'
    )
  )
  return [{literal: `${lead}${number}: `}, {slot: ownSlot}]
}

function inUsualOrder(families: ReadonlyArray<Family<NamedPart>>): ReadonlyArray<Family<NamedPart>> {
  const places = new Map<number, Array<{readonly index: number; readonly family: Family<NamedPart>}>>()
  for (const family of families) {
    const seen = new Set<number>()
    for (const {rank, part} of family.things) {
      if (seen.has(rank)) continue
      seen.add(rank)
      places.set(rank, [...(places.get(rank) ?? []), {index: part.section.index, family}])
    }
  }
  const sequences = Array.from(places.values(), (own) => own.toSorted((one, other) => one.index - other.index))
  // Sections whose order no document shows are sorted by their average relative position.
  const down = new Map(
    families.map((family) => [
      family,
      mean(sequences.flatMap((own) => own.flatMap(({family: each}, at) => (each === family ? [at / own.length] : []))))
    ])
  )
  const ranked = families.toSorted((one, other) => (down.get(one) ?? 0) - (down.get(other) ?? 0))
  const rankOf = new Map(ranked.map((family, rank) => [family, rank]))
  return usualOrder(
    sequences.map((own) => own.map(({family}) => rankOf.get(family) as number)),
    ranked.length
  ).map((rank) => ranked[rank] as Family<NamedPart>)
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)
}

const numbered = /^(?:\d{1,2}(?:\.\d{1,2})*)([.)]?) (?=\S)/

/** A heading without its number among its siblings, otherwise as it is written. */
function withoutNumber(name: string): string {
  return name.replace(numbered, '')
}

/** The text after the number of headings, if most have one. */
function usualNumbering(parts: readonly Part[]): string | undefined {
  const endings = parts.flatMap(({section}) => numbered.exec(section.name)?.slice(1, 2) ?? [])
  return endings.length * 2 > parts.length ? usual(endings) : undefined
}
