import {grouped} from '../grouped.ts'
import type {Box} from '../markdown/boxes.ts'
import {type HeadingText, fitsPattern, headingText, isOpen, leadOf} from '../template/heading-pattern.ts'
import {isAlsoNamed} from '../template/name-forms.ts'
import type {BoxSpec, TaskListSpec} from '../template/schema.ts'
import {likeness} from './likeness.ts'
import {nearMiss} from './near-miss.ts'
import {neighbourFinder} from './neighbours.ts'

/** A box of the template that stands in the document. */
interface MatchedBox {
  readonly spec: BoxSpec
  readonly box: Box
  readonly isInOrder: true
}

/** Which boxes of a document are those of one of the template's lists, and what is wrong with them. */
export interface TaskListAlignment {
  readonly spec: TaskListSpec
  /** Whether none of its boxes is there, though they are asked for. */
  readonly isGone: boolean
  /** Where others stand, the boxes that were deleted though nobody said that they may be: those from one place together. */
  readonly deleted: readonly DeletedBoxes[]
  /** What is ticked or open otherwise than the template asks for. */
  readonly wrong?: WrongTicks
}

/** Boxes that are missing from one place. */
interface DeletedBoxes {
  readonly specs: readonly [BoxSpec, ...BoxSpec[]]
  readonly after: Box | undefined
  readonly before: Box | undefined
}

/** The boxes that are open where one is to be ticked or all are, or ticked where only one is to be. */
interface WrongTicks {
  readonly is: 'none' | 'too many' | 'not all'
  readonly boxes: readonly [Box, ...Box[]]
}

/** Of more pairs of a box that is not there and one unknown than these, none are compared for their words. */
const mostPairs = 50_000

/**
 * Lay the boxes of a section on those of the template, whichever list they stand in: those with the text first, each once,
 * then those with more or less text behind its start, then those a few letters or words off, the best pairs first.
 *
 * @param boxes What may be one, in the document's order.
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

/** One of the template's lists, laid on the boxes of a section. */
interface LaidList {
  readonly spec: TaskListSpec
  /** The boxes of the template, nested ones behind the one that they are nested below. */
  readonly boxes: readonly BoxSpec[]
  /** The boxes of the section that are none of the template's, and may be some of them in other words. */
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
 * Boxes that nobody may miss by intent: unless the template says that all have to stay, a list is held to its boxes where
 * most of them are there, and none of the author's own. A nested list is one by itself.
 */
function deletedOf({spec: {boxes, deletion}, others}: LaidList, pairs: ReadonlyMap<BoxSpec, Box>): readonly BoxSpec[] {
  if (deletion === 'asked for' || (others.length > 0 && deletion !== 'forbidden')) return []
  const missing = missingOf(boxes, pairs, deletion === 'forbidden' ? 0 : 0.5)
  return others.length < missing.length ? missing : []
}

/** The boxes that are missing from lists of which more than a share is there, without those nested below another one that is missing. */
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

/** A box that has lost its brackets, or is said not to apply, may as well be meant; where others are to be deleted, what is left is ticked. */
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

const notApplicable = /(?<![\p{L}\p{N}])(?:n\/a|not applicable|does not apply)(?![\p{L}\p{N}])/iu

function withNested(boxes: readonly BoxSpec[]): readonly BoxSpec[] {
  return boxes.flatMap((box) => [box, ...withNested(box.nested ?? [])])
}

function matchedBox(spec: BoxSpec, pairs: ReadonlyMap<BoxSpec, Box>): readonly MatchedBox[] {
  const box = pairs.get(spec)
  return box ? [{spec, box, isInOrder: true}] : []
}

/** The boxes that no other was found for; none where there are too many to compare. */
function openOf(
  specs: readonly BoxSpec[],
  pairs: ReadonlyMap<BoxSpec, Box>,
  free: ReadonlyMap<Box, HeadingText>
): readonly BoxSpec[] {
  const open = specs.filter((spec) => !pairs.has(spec))
  return open.length * free.size > mostPairs ? [] : open
}

/** Whether one of two texts opens the other: authors write behind a box, and cut what explains it. */
function isSameInPart(pattern: BoxSpec['text'], text: HeadingText): boolean {
  const start = isOpen(pattern) ? leadOf(pattern) : pattern.folded
  return opens(start, text.folded) || opens(text.folded, start) || isAlsoNamed(pattern.folded, text.folded)
}

function opens(start: string, whole: string): boolean {
  return start.length > 1 && whole.startsWith(start) && !/^[\p{L}\p{N}]/u.test(whole.slice(start.length))
}

/** How near a text is to that of a box, up to 1; 0 where it is another. */
function nearness({text: pattern}: BoxSpec, text: HeadingText): number {
  const miss = nearMiss(pattern, text)
  if (miss && miss.cost < 1) return 1 - miss.cost
  const {score} = likeness(pattern, text)
  return score >= leastScore ? score * leastScore : 0
}

/** Of the words of both texts, this many have to be in the other. */
const leastScore = 0.5
