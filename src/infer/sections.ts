import {type HeadingText, headingText} from '../template/heading-pattern.ts'
import {foldName} from '../template/name-forms.ts'
import {anyText, runningNumber, withNumbersMarked} from '../template/reading.ts'
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
  /** A section with that heading, for the Markdown of it; left out where the heading has slots. */
  readonly sample?: Part
  /** The names that documents have for it, the usual one first, each with the number of documents. */
  readonly names: ReadonlyArray<{readonly name: string; readonly count: number}>
  readonly depth: number
  readonly isRepeated: boolean
  /** How the heading is numbered in most documents: what follows the number; undefined if it is not. */
  readonly numbering: string | undefined
  /** What it is counted among. */
  readonly among: Pick<Counted, 'of' | 'units'>
  readonly content: InferredContent
  readonly children: readonly InferredSection[]
}

/** What sections are inferred by. */
export interface SectionOptions {
  /** The share of documents that makes a section required; half of it makes one optional. */
  readonly share: number
  /** What each document has in the place of the title's slots. */
  readonly names: TitleNames
  readonly holdingsOf: HoldingsOf
}

/** A section that stands more often in a document than this, on average, is one of several. */
const mostOnce = 1.2

/** The share of the threshold from which on a section is worth a mention. */
const optionalShare = 0.5

/** Of siblings no more than these are kept, the most frequent ones: the work of ordering them grows faster than their number. */
const mostSiblings = 120

/** A section with what it counts for: its document, or of a parent that documents have several of, that one. */
export interface CountedPart {
  readonly unit: number
  readonly part: Part
}

interface NamedPart extends Named {
  readonly part: Part
  /** The slot of the title whose name is in it. */
  readonly slot?: string
}

/**
 * The sections that documents have below one parent, in their usual order.
 *
 * @param parts All sections of all documents below it.
 * @param parent How many documents have the parent, or how many of it there are, and its usual depth.
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
      // One that is left empty is as much of a fault as one that is not there.
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

/** Sections that are called alike: by their names, else by their names with the title's in them, or a number; near names joined. */
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

/** Names that differ in nothing but a number, `Story 1` and `Story 2`: a template reads them as samples of one. */
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
      // Of steps with texts of their own in each document, the first may well be called alike in all.
      const others = new Set(alike.flatMap(({ranks}) => (ranks.size < least ? [...ranks] : [])))
      // Three and more with texts of their own are the steps of a fixed course.
      return twins.length === 2 || (twins.length > 2 ? !form.includes(anyText) : others.size >= least) ? twins : []
    })
  )
}

/** A section by what its heading has in common with others: the title's name in it, or a number behind its first words. */
function openForm(thing: NamedPart, names: TitleNames): readonly NamedPart[] {
  const heading = headingText(thing.name)
  const [named] = (names.get(thing.part.rank) ?? []).flatMap(([slot, text]) =>
    withName(heading, text).map((name) => ({name, slot}))
  )
  if (named) return [{...thing, name: named.name, key: foldName(named.name), slot: named.slot}]
  const numbered = withNumber(heading)
  return numbered === undefined ? [] : [{...thing, name: numbered, key: foldName(numbered)}]
}

/** A heading with a mark in the place of a name; nothing if the name is not in it, or nothing else is. */
function withName({exact}: HeadingText, name: string): readonly string[] {
  if (name.length < 3) return []
  const at = exact.toLowerCase().indexOf(name.toLowerCase())
  const [before, behind] = [exact.slice(0, Math.max(0, at)), exact.slice(at + name.length)]
  const isWord = at >= 0 && !/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(behind)
  return isWord && /\p{L}{3}/u.test(before + behind) ? [`${before}${anyText}${behind}`] : []
}

function withNumber({exact}: HeadingText): string | undefined {
  const marked = withNumbersMarked(exact)
  const at = marked.indexOf(runningNumber)
  const [lead, rest] = [marked.slice(0, at), marked.slice(at + 1)]
  if (at < 0 || !/^\p{L}{2}/u.test(lead) || lead.split(' ').length > 4) return undefined
  if (rest.trim() === '') return `${lead}${runningNumber}`
  return /^\s*[:.)–—-]\s*\S|^\s\(/u.test(rest) ? `${lead}${runningNumber}: ${anyText}` : undefined
}

/** Sections below a parent that have names of their own in each document: where most documents have some, they are samples. */
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

/** What most have is at least optional, and not left out. */
const mostHave = 0.5

/** On average a parent has this many sections with names of their own, where these are samples of a kind. */
const fewestOwn = 1.5

/** The slot of a section's own name, which is none of the title's. */
const ownSlot = 'Name'

/** The heading of a family with slots; its number is the one that most have. */
function openPieces(marked: string, parts: readonly Part[], slot = ownSlot): readonly Piece[] {
  if (!marked.includes(runningNumber)) return piecesOf(marked, [slot])
  const [lead = ''] = marked.split(runningNumber, 1)
  if (!marked.includes(anyText)) return [{literal: lead}, {slot: 'No.'}]
  const number = usual(
    parts.map(
      ({section}) =>
        headingText(section.name)
          .exact.slice(lead.length)
          .match(/^[\p{L}\p{N}.]*[\p{L}\p{N}]/u)?.[0] ?? '1'
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
  // Those of which no document says which comes first stand as far down as they do in their own.
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

/** A heading without the number that counts it among its siblings; the rest as it is written. */
function withoutNumber(name: string): string {
  return name.replace(numbered, '')
}

/** What follows the number of headings, where most have one. */
function usualNumbering(parts: readonly Part[]): string | undefined {
  const endings = parts.flatMap(({section}) => numbered.exec(section.name)?.slice(1, 2) ?? [])
  return endings.length * 2 > parts.length ? usual(endings) : undefined
}
