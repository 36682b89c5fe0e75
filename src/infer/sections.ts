import {type HeadingText, headingText} from '../template/heading-pattern.ts'
import {foldName} from '../template/name-forms.ts'
import {anyText, runningNumber, withNumbersMarked} from '../template/reading.ts'
import {type InferredContent, inferContent} from './contents.ts'
import {type Family, type Named, familiesOf, familyOf, joined, otherNames, spellingsOf} from './families.ts'
import type {Part} from './outline.ts'
import {type Piece, piecesOf} from './pieces.ts'
import {usual, usualOrder} from './precedence.ts'
import type {HoldingsOf} from './section-index.ts'
import {titleSlot} from './title.ts'

/** How many documents have something, of how many that could. */
export interface Support {
  readonly count: number
  readonly of: number
  /** Where only those count that have a section: its name. */
  readonly within?: string
}

/** A section that documents have in common. */
export interface InferredSection {
  /** Its heading, without numbering. */
  readonly pieces: readonly Piece[]
  /** A section with that heading, for the Markdown of it; left out where the heading has slots. */
  readonly sample?: Part
  /** The names that documents have for it, the usual one first, each with the number of documents. */
  readonly names: ReadonlyArray<{readonly name: string; readonly count: number}>
  readonly depth: number
  readonly isRequired: boolean
  readonly isRepeated: boolean
  /** How the heading is numbered in most documents: what stands behind the number; undefined where it is not. */
  readonly numbering: string | undefined
  readonly support: Support
  /** The documents that have it. */
  readonly ranks: ReadonlySet<number>
  readonly content: InferredContent
  readonly children: readonly InferredSection[]
}

/** What sections are inferred by. */
export interface SectionOptions {
  /** The share of documents that makes a section required; half of it makes one optional. */
  readonly share: number
  /** What each document has in the place of the title's slot. */
  readonly names: ReadonlyMap<number, string>
  readonly holdingsOf: HoldingsOf
}

/** The share of the threshold from which on a section is worth a mention. */
export const optionalShare = 0.5

/** Of siblings no more than these are kept, the most frequent ones: the work of ordering them grows faster than their number. */
const mostSiblings = 120

interface NamedPart extends Named {
  readonly part: Part
}

/**
 * The sections that documents have below one parent, in their usual order.
 *
 * @param parts All sections of all documents below it.
 * @param parent The documents that have the parent, its usual depth, and its name where it is a section.
 */
export function inferSections(parts: readonly Part[], parent: {readonly ranks: ReadonlySet<number>; readonly depth?: number; readonly name?: string}, options: SectionOptions): readonly InferredSection[] {
  const of = parent.ranks.size
  const least = Math.max(2, optionalShare * options.share * of)
  const kept = namedAlike(parts, least, options).filter(({ranks}) => ranks.size >= least).slice(0, mostSiblings)
  return inUsualOrder(kept).map((family) => {
    const own = family.things.map(({part}) => part)
    const depth = Math.min(6, parent.depth === undefined ? usual(own.map(({section}) => section.depth)) : parent.depth + Math.max(1, usual(own.map(({section}) => section.depth - (section.parent?.depth ?? 0)))))
    const [spelling] = spellingsOf(family, ({name}) => withoutNumber(name))
    const name = spelling?.text ?? family.key
    const isOpen = /[\u{E001}\u{E002}]/u.test(family.key)
    const {ranks} = family
    return {
      pieces: isOpen ? openPieces(name) : [{literal: name}],
      ...(!isOpen && spelling && {sample: spelling.thing.part}),
      names: otherNames(family),
      depth,
      isRequired: ranks.size >= options.share * of,
      isRepeated: family.key.includes(runningNumber) && own.length > ranks.size,
      numbering: usualNumbering(own),
      support: {count: ranks.size, of, ...(parent.name !== undefined && {within: parent.name})},
      ranks,
      content: inferContent(own.map(({rank, section}) => ({rank, section})), ranks.size, options),
      children: inferSections(own.flatMap(({children}) => children), {ranks, depth, name}, options)
    }
  })
}

/** Sections that are called alike: by their names, else by their names with the title's in them, or a number; near names joined. */
function namedAlike(parts: readonly Part[], least: number, {names}: SectionOptions): ReadonlyArray<Family<NamedPart>> {
  const literal = familiesOf(parts.filter(({key}) => key !== '').map((part) => ({rank: part.rank, name: part.section.name, key: part.key, part})))
  const [frequent, rare] = [literal.filter(({ranks}) => ranks.size >= least), literal.filter(({ranks}) => ranks.size < least)]
  const open = familiesOf(rare.flatMap(({things}) => things).flatMap((thing) => openForm(thing, names))).filter(({ranks, things}) => ranks.size >= least && new Set(things.map(({part}) => part.key)).size > 1)
  const inOpen = new Set(open.flatMap(({things}) => things.map(({part}) => part)))
  const others = rare.flatMap(({key, things}) => {
    const own = things.filter(({part}) => !inOpen.has(part))
    return own.length > 0 ? [familyOf(key, own)] : []
  })
  const near = joined([...frequent, ...others], ({ranks}) => ranks.size >= Math.max(2, least / 4))
  return [...near, ...open].toSorted((one, other) => other.ranks.size - one.ranks.size)
}

/** A section by what its heading has in common with others: the title's name in it, or a number behind its first words. */
function openForm(thing: NamedPart, names: ReadonlyMap<number, string>): readonly NamedPart[] {
  const heading = headingText(thing.name)
  const named = withName(heading, names.get(thing.rank)) ?? withNumber(heading)
  return named === undefined ? [] : [{...thing, name: named, key: foldName(named)}]
}

function withName({exact}: HeadingText, name: string | undefined): string | undefined {
  if (name === undefined || name.length < 3) return undefined
  const at = exact.toLowerCase().indexOf(name.toLowerCase())
  const [before, behind] = [exact.slice(0, Math.max(0, at)), exact.slice(at + name.length)]
  const isWord = at >= 0 && !/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(behind)
  return isWord && /\p{L}{3}/u.test(before + behind) ? `${before}${anyText}${behind}` : undefined
}

function withNumber({exact}: HeadingText): string | undefined {
  const marked = withNumbersMarked(exact)
  const at = marked.indexOf(runningNumber)
  const [lead, rest] = [marked.slice(0, at), marked.slice(at + 1)]
  if (at < 0 || !/^\p{L}{2}/u.test(lead) || lead.split(' ').length > 4) return undefined
  if (rest.trim() === '') return `${lead}${runningNumber}`
  return /^\s*[:.)–—-]\s*\S|^\s\(/u.test(rest) ? `${lead}${runningNumber}: ${anyText}` : undefined
}

function openPieces(marked: string): readonly Piece[] {
  const pieces = piecesOf(marked, [titleSlot])
  const slotAt = (text: string): readonly Piece[] => text.split(/(\u{E002})/u).filter((part) => part !== '').map((part) => (part === runningNumber ? {slot: 'Number'} : {literal: part}))
  return pieces.flatMap((piece) => ('literal' in piece ? slotAt(piece.literal) : [piece]))
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
  const down = new Map(families.map((family) => [family, mean(sequences.flatMap((own) => own.flatMap(({family: each}, at) => (each === family ? [at / own.length] : []))))]))
  const ranked = families.toSorted((one, other) => (down.get(one) ?? 0) - (down.get(other) ?? 0))
  const rankOf = new Map(ranked.map((family, rank) => [family, rank]))
  return usualOrder(sequences.map((own) => own.map(({family}) => rankOf.get(family) as number)), ranked.length).map((rank) => ranked[rank] as Family<NamedPart>)
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)
}

const numbered = /^(?:\d{1,2}(?:\.\d{1,2})*)([.)]?) (?=\S)/

/** A heading without the number that counts it among its siblings; the rest as it is written. */
function withoutNumber(name: string): string {
  return name.replace(numbered, '')
}

/** What stands behind the number of headings, where most have one. */
function usualNumbering(parts: readonly Part[]): string | undefined {
  const endings = parts.flatMap(({section}) => numbered.exec(section.name)?.slice(1, 2) ?? [])
  return endings.length * 2 > parts.length ? usual(endings) : undefined
}
