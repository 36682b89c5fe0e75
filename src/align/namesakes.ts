import {grouped} from '../grouped.ts'
import {type HeadingText, fitsPattern, foldedText, isOpen, isWildcard} from '../template/heading-pattern.ts'
import {
  asRemark,
  isAlsoNamed,
  namesLike,
  pluralsOf,
  sidesOf,
  withoutPart,
  withoutParenthesis,
  withoutStep,
  withoutSubtitle
} from '../template/name-forms.ts'
import {type SectionSpec, specsBelow} from '../template/schema.ts'
import {slotIndex} from '../template/slot-index.ts'
import {areOpposites} from './opposites.ts'

/** The specs that each heading of a document may be, in the order of the headings. */
export interface Namesakes {
  /** By the name itself or by an id; literal patterns come first. */
  readonly exact: ReadonlyArray<readonly SectionSpec[]>
  /** By a name that only its final parenthesis, an open plural or one side of a slash makes another: in its place only, and where no heading has the name itself. */
  readonly alike: ReadonlyArray<readonly SectionSpec[]>
}

/**
 * Find for each heading the specs whose pattern it fits, wherever in the template they stand.
 *
 * @param root The template's sections.
 * @param headings The headings of a document.
 * @param idOf The id that somebody gave a heading, by its rank: by that a section is known in any language.
 */
export function findNamesakes(
  root: SectionSpec,
  headings: readonly HeadingText[],
  idOf: (rank: number) => string | undefined
): Namesakes {
  const {literal, likeNames, sharedBases, byId, mayFit} = namesIn(root)
  const exact = headings.map((heading, rank) => {
    const named = literal.get(heading.folded) ?? none
    const fitting = mayFit(heading.folded)
      .slice(0, mostAlike)
      .filter((spec) => fitsPattern(spec.heading, heading))
    if (fitting.length > 0) return [...named, ...fitting]
    const id = named.length > 0 || byId.size === 0 ? undefined : idOf(rank)
    return id === undefined ? named : (byId.get(id) ?? named)
  })
  const present = new Set(headings.map(({folded}) => folded))
  const besides = new Map<string, string>()
  for (const [folded, names] of likeNames) {
    if (present.has(folded)) continue
    for (const name of names) besides.set(name, besides.has(name) ? several : folded)
  }
  return {
    exact,
    alike: exact.map((specs, index) =>
      specs.length > 0 || besides.size === 0 ? none : alikeTo(headings[index]?.folded ?? '')
    )
  }

  /** What stands in parentheses is the author's own remark, but where it is all that tells sections of the template apart. */
  function isMeantBy(name: string, folded: string): boolean {
    const [ours, theirs] = [withoutParenthesis(name), withoutParenthesis(folded)]
    const isOtherRemark = ours.base === theirs.base && ours.inner !== '' && theirs.inner !== ''
    return isOtherRemark
      ? !sharedBases.has(ours.base) && !isGloss(ours) && !areOpposites(name, folded)
      : isAlsoNamed(name, folded)
  }

  function alikeTo(folded: string): readonly SectionSpec[] {
    if (folded === '') return none
    const names = /[(/:]/.test(folded)
      ? [
          folded,
          asRemark(folded),
          withoutStep(folded),
          withoutParenthesis(folded).base,
          ...pluralsOf(folded),
          withoutSubtitle(folded),
          withoutPart(folded),
          ...sidesOf(folded)
        ]
      : [folded]
    const meant = names.map((name) => besides.get(name)).find((candidate) => candidate !== undefined)
    return meant !== undefined && meant !== several && isMeantBy(meant, folded) ? (literal.get(meant) ?? none) : none
  }
}

/** The sections of a template by their names. */
interface Names {
  readonly literal: ReadonlyMap<string, readonly SectionSpec[]>
  /** All names by which those with a literal one may be known, by that. */
  readonly likeNames: ReadonlyMap<string, ReadonlySet<string>>
  /** What several of them are called but for their parentheses. */
  readonly sharedBases: ReadonlySet<string>
  readonly byId: ReadonlyMap<string, readonly SectionSpec[]>
  /** Those with slots that a name may fit. */
  readonly mayFit: (folded: string) => readonly SectionSpec[]
}

/** Kept, since all documents are held against them. */
const known = new WeakMap<SectionSpec, Names>()

function namesIn(root: SectionSpec): Names {
  const names = known.get(root) ?? readNames(root)
  known.set(root, names)
  return names
}

function readNames(root: SectionSpec): Names {
  const specs = specsBelow(root)
  const byId = grouped(specs, ({id}) => (id === undefined ? [] : [id]))
  const named = specs.filter(({heading}) => !isWildcard(heading))
  const open = named.filter(({heading}) => isOpen(heading))
  const literal = grouped(
    named.filter(({heading}) => !isOpen(heading)),
    ({heading, otherNames = []}) => [heading.folded, ...otherNames.map((name) => foldedText(name))]
  )
  return {
    literal,
    likeNames: new Map(Array.from(literal.keys(), (folded) => [folded, new Set(namesLike(folded))])),
    sharedBases: twice(Array.from(literal.keys(), (folded) => withoutParenthesis(folded).base)),
    byId,
    mayFit: slotIndex(open, ({heading}) => (heading.expression === undefined ? heading.folded : undefined))
  }
}

/** Whether parentheses behind a name in another script have it once more in Latin letters: `設定 (config)`. */
function isGloss({base, inner}: ReturnType<typeof withoutParenthesis>): boolean {
  return /^[a-z][a-z /&-]*$/.test(inner) && !/[a-z]/.test(base)
}

/** The texts that stand more than once among some. */
function twice(texts: readonly string[]): ReadonlySet<string> {
  const met = new Set<string>()
  return new Set(texts.filter((text) => met.has(text) || !met.add(text)))
}

/** Of more sections of a template with slots that start and end alike than these, a heading is not compared with the last ones. */
const mostAlike = 500

const none: readonly SectionSpec[] = []

/** In the place of a name that may stand for more than one section. */
const several = '\n'
