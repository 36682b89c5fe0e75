import {areOpposites} from '../align/opposites.ts'
import {likeness} from '../align/likeness.ts'
import {grouped} from '../grouped.ts'
import {fitsPattern, headingText, isOpen, isWildcard} from '../template/heading-pattern.ts'
import {type SectionSpec, type TemplateSchema, parentsBelow, specsBelow} from '../template/schema.ts'
import {bestPairs, commonWords, gapComparison, renameScore} from './paired-items.ts'
import {type SectionTexts, sectionTexts} from './section-texts.ts'
import type {TemplateVersion} from './template-version.ts'

/** Which section of the old template is which of the new one. */
export interface SectionPairs {
  /** By the old one; the roots are a pair. */
  readonly nowOf: ReadonlyMap<SectionSpec, SectionSpec>
  /** By the new one. */
  readonly oldOf: ReadonlyMap<SectionSpec, SectionSpec>
  /** By the section below it, in either template. */
  readonly parentOf: ReadonlyMap<SectionSpec, SectionSpec>
  /** By the section that follows it below the same parent, in either template. */
  readonly beforeOf: ReadonlyMap<SectionSpec, SectionSpec>
  /** The new ones that were renamed, so that names that fit the old ones do not fit them. */
  readonly renamed: ReadonlySet<SectionSpec>
  readonly texts: SectionTexts
}

/** Sections are compared for renaming up to this many pairs. */
const mostPairs = 50_000

/**
 * Pair the sections of the old template with those of the new one: by name below the same parent, then by what a renamed
 * section keeps (its parts, its text, words of its name, its place), then by name anywhere.
 */
export function pairSections(old: TemplateVersion, now: TemplateVersion): SectionPairs {
  const nowOf = new Map<SectionSpec, SectionSpec>()
  const oldOf = new Map<SectionSpec, SectionSpec>()
  const renamed = new Set<SectionSpec>()
  const parentOf = new Map([...parentsBelow(old.schema.root), ...parentsBelow(now.schema.root)])
  const beforeOf = new Map(
    [old.schema.root, now.schema.root]
      .flatMap((root) => [root, ...specsBelow(root)])
      .flatMap(({children}) =>
        children.slice(1).map((child, index) => [child, children[index] as SectionSpec] as const)
      )
  )
  const texts = sectionTexts(old, now)
  const pairUp = (before: SectionSpec, after: SectionSpec): void => {
    const open = [[before, after] as const]
    for (let pair = open.pop(); pair; pair = open.pop()) {
      const [one, other] = pair
      nowOf.set(one, other)
      oldOf.set(other, one)
      open.push(...sameBelow(one, other, {nowOf, oldOf}))
    }
  }
  pairUp(old.schema.root, now.schema.root)
  let budget = mostPairs
  const asked = new Set<SectionSpec>()
  for (let hasFound = true; hasFound;) {
    hasFound = false
    for (const [before, after] of nowOf) {
      if (asked.has(before)) continue
      asked.add(before)
      const gone = before.children.filter((child) => !nowOf.has(child))
      const added = after.children.filter((child) => !oldOf.has(child))
      budget -= gone.length * added.length
      if (gone.length === 0 || added.length === 0 || budget < 0) continue
      for (const {item, other} of renamedBelow([before, gone], [after, added], {
        nowOf,
        oldOf,
        parentOf,
        beforeOf,
        renamed,
        texts
      })) {
        pairUp(item, other)
        renamed.add(other)
        hasFound = true
      }
    }
    for (const [one, other] of hasFound
      ? []
      : movedPairs(old.schema, now.schema, {nowOf, oldOf, parentOf, beforeOf, renamed, texts})) {
      if (nowOf.has(one) || oldOf.has(other)) continue
      pairUp(one, other)
      hasFound = true
    }
  }
  return {nowOf, oldOf, parentOf, beforeOf, renamed, texts}
}

type Paired = Pick<SectionPairs, 'nowOf' | 'oldOf'>

/** Pairs of children whose names a check does not distinguish, in their order. */
function sameBelow(
  {children: before}: SectionSpec,
  {children: after}: SectionSpec,
  {nowOf, oldOf}: Paired
): ReadonlyArray<readonly [SectionSpec, SectionSpec]> {
  const taken = new Set<SectionSpec>()
  const byName = grouped(after.filter((spec) => !oldOf.has(spec)).toReversed(), (spec) => [keyOf(spec)])
  const exact = before.flatMap((spec) => {
    const found = nowOf.has(spec) ? undefined : byName.get(keyOf(spec))?.pop()
    if (found) taken.add(found)
    return found ? [[spec, found] as const] : []
  })
  const isPaired = new Set(exact.map(([spec]) => spec))
  const patterns = after.filter(
    (spec) => !taken.has(spec) && !oldOf.has(spec) && isOpen(spec.heading) && !isWildcard(spec.heading)
  )
  const allowed = patterns.flatMap((spec) => {
    const found = before.find(
      (other) =>
        !isPaired.has(other) &&
        !nowOf.has(other) &&
        !isOpen(other.heading) &&
        fitsPattern(spec.heading, headingText(other.heading.name))
    )
    if (found) isPaired.add(found)
    return found ? [[found, spec] as const] : []
  })
  return [...exact, ...allowed]
}

function keyOf({heading}: SectionSpec): string {
  return `${heading.folded}\0${heading.expression ?? ''}`
}

function renamedBelow(
  [before, gone]: readonly [SectionSpec, readonly SectionSpec[]],
  [after, added]: readonly [SectionSpec, readonly SectionSpec[]],
  pairs: SectionPairs
): ReadonlyArray<{readonly item: SectionSpec; readonly other: SectionSpec}> {
  const {nowOf, texts} = pairs
  const isInPlace = gapComparison(before.children, after.children, nowOf)
  const common = commonWords(
    before.children.map(({heading}) => heading),
    after.children.map(({heading}) => heading)
  )
  const isAlone = (item: SectionSpec, other: SectionSpec) =>
    gone.filter((each) => isInPlace(each, other)).length === 1 &&
    added.filter((each) => isInPlace(item, each)).length === 1
  return bestPairs(
    gone.flatMap((item) =>
      added.flatMap((other) => {
        if (areOpposites(item.heading.folded, other.heading.folded)) return []
        const likeText = texts.likeness(item, other)
        const isHere = isInPlace(item, other)
        const byName =
          isWildcard(item.heading) || isWildcard(other.heading) ? 0 : nameScore(item, other, common, isHere)
        const score = Math.max(
          sharesParts(item, other) ? 2 : 0,
          likeText >= sameText ? 1 + likeText : 0,
          byName > 0 ? byName + likeText : 0,
          isHere && likeText >= someText && isAlone(item, other) ? likeText : 0
        )
        return score > 0 ? [{item, other, score}] : []
      })
    )
  )
}

/** The score of two names; in the same place, fewer shared words are enough. */
function nameScore(
  {heading: old}: SectionSpec,
  {heading: now}: SectionSpec,
  common: ReadonlySet<string>,
  isHere: boolean
): number {
  const score = renameScore(old, now, common, isHere)
  if (score > 0 || !isHere) return score
  const shared = likeness(old, now)
  return shared.score >= fewWords && shared.words.some((word) => word.length > 3 && !common.has(word))
    ? shared.score
    : 0
}

/** As for sections of documents under other names. */
const fewWords = 0.28

/** From this share on, a text is the same with changes, as in git for renamed files; the lower share is for a section that is alone in the place of another. */
const sameText = 0.5
const someText = 0.25

/** Whether most parts of two sections have the same names. */
function sharesParts({children: before}: SectionSpec, {children: after}: SectionSpec): boolean {
  if (before.length < 2 || after.length < 2) return false
  const names = new Set(after.map((child) => keyOf(child)))
  return before.filter((child) => names.has(keyOf(child))).length * 2 > Math.max(before.length, after.length)
}

/** Sections that moved below another parent, if only one section of the name is left over on either side. If both parents were removed or added, too, the texts have to agree. */
function movedPairs(
  old: TemplateSchema,
  now: TemplateSchema,
  {nowOf, oldOf, parentOf, texts}: SectionPairs
): ReadonlyArray<readonly [SectionSpec, SectionSpec]> {
  const gone = onlyOnes(specsBelow(old.root).filter((spec) => !nowOf.has(spec)))
  const added = onlyOnes(specsBelow(now.root).filter((spec) => !oldOf.has(spec)))
  return Array.from(gone).flatMap(([key, spec]) => {
    const other = added.get(key)
    if (!other || isWildcard(spec.heading)) return []
    const stays = nowOf.has(parentOf.get(spec) ?? spec) || oldOf.has(parentOf.get(other) ?? other)
    return stays || texts.likeness(spec, other) >= sameText ? [[spec, other] as const] : []
  })
}

function onlyOnes(specs: readonly SectionSpec[]): ReadonlyMap<string, SectionSpec> {
  const byName = grouped(specs, (spec) => [keyOf(spec)])
  return new Map(
    Array.from(byName).flatMap(([key, [spec, ...others]]) =>
      spec && others.length === 0 ? [[key, spec] as const] : []
    )
  )
}
