import {grouped} from '../grouped.ts'
import type {Box} from '../markdown/boxes.ts'
import {type HeadingText, fitsPattern, headingText, isOpen, leadOf} from '../template/heading-pattern.ts'
import {isAlsoNamed} from '../template/name-variants.ts'
import type {BoxSpec, TaskListSpec} from '../template/schema.ts'
import {likeness} from './likeness.ts'
import {nearMiss} from './near-miss.ts'
import {neighbourFinder} from './neighbours.ts'

/** A box of the template that is in the document. */
interface MatchedBox {
  readonly spec: BoxSpec
  readonly box: Box
  readonly isInOrder: true
}

/** Which boxes of a document are those of one of the template's lists, and what is wrong with them. */
export interface TaskListAlignment {
  readonly spec: TaskListSpec
  /** Whether none of its boxes is there, although they are required. */
  readonly isGone: boolean
  /** If others are there, the boxes that were deleted although the template does not allow it, grouped by place. */
  readonly deleted: readonly DeletedBoxes[]
  /** The boxes that are ticked or open although the template wants the opposite. */
  readonly wrong?: WrongTicks
}

/** Boxes that are missing from one place. */
interface DeletedBoxes {
  readonly specs: readonly [BoxSpec, ...BoxSpec[]]
  readonly after: Box | undefined
  readonly before: Box | undefined
}

/** The open boxes if one or all must be ticked, or the ticked ones if only one may be. */
interface WrongTicks {
  readonly is: 'none' | 'too many' | 'not all'
  readonly boxes: readonly [Box, ...Box[]]
}

/** If there are more pairs of an absent and an unknown box, none are compared by their words. */
const mostPairs = 50_000

/**
 * Align the boxes of a section with those of the template, whichever list they are in: those with the same text first, each
 * once, then those with more or less text after the same start, then near misses, the best pairs first.
 *
 * @param boxes What may be a box, in document order.
 */
export function alignTaskLists(lists: readonly TaskListSpec[], boxes: readonly Box[]): readonly TaskListAlignment[] {
  const specs = lists.flatMap((list) => withNested(list.boxes))
  const free = new Map(boxes.map((box) => [box, headingText(box.text)]))
  const pairs = new Map<BoxSpec, Box>()
  const pair = (spec: BoxSpec, box: Box | undefined) => {
    if (box && !pairs.has(spec) && free.delete(box)) pairs.set(spec, box)
  }
  const byName = grouped([...free].toReversed(), ([, {folded}]) => [folded])
  for (const spec of specs) if (!isOpen(spec.text)) pair(spec, byName.get(spec.text.folded)?.pop()?.[0])
  for (const likes of [fitsPattern, isSameInPart]) {
    for (const spec of openOf(specs, pairs, free)) pair(spec, [...free].find(([, text]) => likes(spec.text, text))?.[0])
  }
  const near = openOf(specs, pairs, free).flatMap((spec) =>
    Array.from(free, ([box, text]) => ({spec, box, score: nearness(spec, text)})).filter(({score}) => score > 0)
  )
  for (const {spec, box} of near.toSorted((a, b) => b.score - a.score)) pair(spec, box)
  const others = [...free.keys()].filter(({isTicked}) => isTicked !== undefined)
  return lists.map((spec) => verdictOn({spec, boxes: withNested(spec.boxes), others}, pairs))
}

/** One of the template's lists, compared with the boxes of a section. */
interface LaidList {
  readonly spec: TaskListSpec
  /** The boxes of the template; nested ones follow their parent. */
  readonly boxes: readonly BoxSpec[]
  /** The boxes of the section that match none of the template's, some of which may be these in other words. */
  readonly others: readonly Box[]
}

function verdictOn(list: LaidList, pairs: ReadonlyMap<BoxSpec, Box>): TaskListAlignment {
  const {spec, boxes, others} = list
  const matched = boxes.flatMap((box) => matchedBox(box, pairs))
  if (matched.length === 0)
    return {spec, isGone: spec.tick !== undefined && spec.deletion !== 'asked for' && others.length === 0, deleted: []}
  const wrong = wrongTicks(list, matched)
  return {spec, isGone: false, deleted: gapsOf(boxes, matched, deletedOf(list, pairs)), ...(wrong && {wrong})}
}

/**
 * The boxes that were deleted by mistake. Unless the template forbids any deletion, only if most boxes of the list are there,
 * and none of the author's own. Each nested list is considered separately.
 */
function deletedOf({spec: {boxes, deletion}, others}: LaidList, pairs: ReadonlyMap<BoxSpec, Box>): readonly BoxSpec[] {
  if (deletion === 'asked for' || (others.length > 0 && deletion !== 'forbidden')) return []
  const missing = missingOf(boxes, pairs, deletion === 'forbidden' ? 0 : 0.5)
  return others.length < missing.length ? missing : []
}

/** The boxes missing from lists of which more than a share is there, without those nested below a missing one. */
function missingOf(boxes: readonly BoxSpec[], pairs: ReadonlyMap<BoxSpec, Box>, share: number): readonly BoxSpec[] {
  const isHeld = boxes.filter((box) => pairs.has(box)).length > boxes.length * share || share === 0
  return boxes.flatMap((box) => (pairs.has(box) ? missingOf(box.nested ?? [], pairs, share) : isHeld ? [box] : []))
}

function gapsOf(
  boxes: readonly BoxSpec[],
  matched: readonly MatchedBox[],
  missing: readonly BoxSpec[]
): readonly DeletedBoxes[] {
  const neighboursOf = neighbourFinder(boxes, matched)
  const gaps = new Map<
    Box | undefined,
    {readonly specs: [BoxSpec, ...BoxSpec[]]; readonly after: Box | undefined; readonly before: Box | undefined}
  >()
  for (const spec of missing) {
    const {after, before} = neighboursOf(spec)
    const gap = gaps.get(after?.box)
    if (gap) gap.specs.push(spec)
    else gaps.set(after?.box, {specs: [spec], after: after?.box, before: before?.box})
  }
  return [...gaps.values()]
}

/** A box that has lost its brackets, or is said not to apply, may be chosen, too. If the others were to be deleted, the ones left are chosen. */
function wrongTicks(
  {spec: {tick, deletion, boxes: outermost}, others}: LaidList,
  matched: readonly MatchedBox[]
): WrongTicks | undefined {
  const open = matched.flatMap(({spec, box}) => (isLeftOpen(spec, box) ? [box] : []))
  if (tick?.boxes === 'all') return wrongIn('not all', open)
  const isChosen =
    open.length < matched.length ||
    others.some(({isTicked}) => isTicked) ||
    (deletion === 'asked for' && outermost.some((spec) => !matched.some((other) => other.spec === spec)))
  if (tick && !isChosen) return wrongIn('none', open)
  const ticked = matched.flatMap(({spec, box}) => (box.isTicked === true && outermost.includes(spec) ? [box] : []))
  return tick?.boxes === 'only one' && ticked.length > 1 ? wrongIn('too many', ticked) : undefined
}

function wrongIn(is: WrongTicks['is'], [first, ...more]: readonly Box[]): WrongTicks | undefined {
  return first && {is, boxes: [first, ...more]}
}

function isLeftOpen({text: {name}}: BoxSpec, {text, isTicked}: Box): boolean {
  return isTicked === false && (notApplicable.test(name) || !notApplicable.test(text))
}

const notApplicable = /(?<![\p{Alpha}\p{N}])(?:n\/a|not applicable|does not apply)(?![\p{Alpha}\p{N}])/iu

/** Boxes with all that are nested below them. */
export function withNested(boxes: readonly BoxSpec[]): readonly BoxSpec[] {
  return boxes.flatMap((box) => [box, ...withNested(box.nested ?? [])])
}

function matchedBox(spec: BoxSpec, pairs: ReadonlyMap<BoxSpec, Box>): readonly MatchedBox[] {
  const box = pairs.get(spec)
  return box ? [{spec, box, isInOrder: true}] : []
}

/** The boxes without a match; none if there are too many to compare. */
function openOf(
  specs: readonly BoxSpec[],
  pairs: ReadonlyMap<BoxSpec, Box>,
  free: ReadonlyMap<Box, HeadingText>
): readonly BoxSpec[] {
  const open = specs.filter((spec) => !pairs.has(spec))
  return open.length * free.size > mostPairs ? [] : open
}

/** Whether one of two texts starts with the other: authors add to a box, and cut its explanation. */
function isSameInPart(pattern: BoxSpec['text'], text: HeadingText): boolean {
  const start = isOpen(pattern) ? leadOf(pattern) : pattern.folded
  return opens(start, text.folded) || opens(text.folded, start) || isAlsoNamed(pattern.folded, text.folded)
}

function opens(start: string, whole: string): boolean {
  return start.length > 1 && whole.startsWith(start) && !/^[\p{Alpha}\p{N}]/u.test(whole.slice(start.length))
}

/** How near a text is to that of a box, up to 1; 0 if it is another. */
function nearness({text: pattern}: BoxSpec, text: HeadingText): number {
  const miss = nearMiss(pattern, text)
  if (miss && miss.cost < 1) return 1 - miss.cost
  return likeness(pattern, text, leastScore).score * leastScore
}

/** The least share of the words of both texts that they have in common. */
const leastScore = 0.5
