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
  withoutStatus,
  withoutStep,
  withoutSubtitle
} from '../template/name-variants.ts'
import {type SectionSpec, specsBelow} from '../template/schema.ts'
import {slotIndex} from '../template/slot-index.ts'
import {areOpposites} from './opposites.ts'

/** The specs that each heading of a document may be, in the order of the headings. */
export interface Namesakes {
  /** Those with the heading's name or id; literal patterns come first. */
  readonly exact: ReadonlyArray<readonly SectionSpec[]>
  /** Those whose name differs only in a final parenthesis, a mark of its status, an open plural or one side of a slash; they count only in the right place, and if no heading has the exact name. */
  readonly alike: ReadonlyArray<readonly SectionSpec[]>
}

/**
 * Find for each heading the specs whose pattern it fits, wherever they are in the template.
 *
 * @param root The template's sections.
 * @param headings The headings of a document.
 * @param idOf Returns the explicit id of a heading by its position in `headings`; an id identifies a section in any language.
 */
export function findNamesakes(
  root: SectionSpec,
  headings: readonly HeadingText[],
  idOf: (rank: number) => string | undefined
): Namesakes {
  const {literal, likeNames, sharedBases, byId, mayFit} = namesIn(root)
  const exact = headings.map((heading, rank) => {
    const named = literal.get(heading.folded) ?? none
    // An expression is not meant for what has the name of another section.
    const isOfAnother = ({expression, folded}: SectionSpec['heading']) =>
      expression !== undefined && named.length > 0 && folded !== heading.folded
    const fitting = mayFit(heading.folded)
      .slice(0, mostAlike)
      .filter((spec) => !isOfAnother(spec.heading) && fitsPattern(spec.heading, heading))
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

  /** Whether a parenthesis is only the author's own remark; not if it is all that distinguishes sections of the template. */
  function isMeantBy(name: string, folded: string): boolean {
    const [ours, theirs] = [withoutParenthesis(name), withoutParenthesis(folded)]
    const isOtherRemark = ours.base === theirs.base && ours.inner !== '' && theirs.inner !== ''
    return isOtherRemark
      ? !sharedBases.has(ours.base) && !isGloss(ours) && !areOpposites(name, folded)
      : isAlsoNamed(name, folded)
  }

  /** The sides of a slash, if only one of them may be a section; a heading with the names of two joins these. */
  function oneSideOf(folded: string): readonly string[] {
    const sides = sidesOf(folded)
    return sides.every((side) => besides.has(side)) ? [] : sides
  }

  function alikeTo(folded: string): readonly SectionSpec[] {
    if (folded === '') return none
    const names = /[(/:[✓✗✘☐☒✕]/.test(folded)
      ? [
          folded,
          asRemark(folded),
          withoutStep(folded),
          withoutStatus(folded),
          withoutParenthesis(folded).base,
          ...pluralsOf(folded),
          withoutSubtitle(folded),
          withoutPart(folded),
          ...oneSideOf(folded)
        ]
      : [folded]
    const meant = names.map((name) => besides.get(name)).find((candidate) => candidate !== undefined)
    return meant !== undefined && meant !== several && isMeantBy(meant, folded) ? (literal.get(meant) ?? none) : none
  }
}

/** The sections of a template by their names. */
interface Names {
  readonly literal: ReadonlyMap<string, readonly SectionSpec[]>
  /** By a literal name, all names by which it may be known. */
  readonly likeNames: ReadonlyMap<string, ReadonlySet<string>>
  /** The names without parentheses that several sections share. */
  readonly sharedBases: ReadonlySet<string>
  readonly byId: ReadonlyMap<string, readonly SectionSpec[]>
  /** Finds the sections with slots that a folded name may fit. */
  readonly mayFit: (folded: string) => readonly SectionSpec[]
}

/** Cached, since all documents are compared with them. */
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

/** Whether parentheses repeat a name of another script in Latin letters: `設定 (config)`. */
function isGloss({base, inner}: ReturnType<typeof withoutParenthesis>): boolean {
  return /^[a-z][a-z /&-]*$/.test(inner) && !/[a-z]/.test(base)
}

/** The texts that occur more than once. */
function twice(texts: readonly string[]): ReadonlySet<string> {
  const met = new Set<string>()
  return new Set(texts.filter((text) => met.has(text) || !met.add(text)))
}

/** A heading is compared with at most this many sections whose patterns have slots and start and end alike. */
const mostAlike = 500

const none: readonly SectionSpec[] = []

/** Marks a name that may mean more than one section. */
const several = '\n'
