import type {Section} from '../../markdown/document.ts'
import {saysWhyNot} from '../../markdown/says-nothing.ts'
import type {BoxSpec} from '../../template/schema.ts'
import type {Alignment, Owner} from '../alignment.ts'
import {endOfText} from '../end-of-text.ts'
import type {TaskListAlignment} from '../task-list-alignment.ts'
import type {Between, Departure} from './departure.ts'

/** Boxes of a task list that are missing, or whose ticks are not those that the template requires. */
export type BoxDeparture = Departure & {
  readonly section: Section
  /** The texts of the boxes: in the template for boxes that are missing, in the document for all others. */
  readonly names: readonly string[]
} & (
    | {readonly kind: 'no list'}
    | (Between & {readonly kind: 'missing'})
    | {
        readonly kind: 'none ticked' | 'too many ticked' | 'not all ticked'
        /** The text of the list's first box in the template. */
        readonly list: string
      }
  )

/** Compare the boxes of a section with one task list of the template. */
export function boxDepartures(list: TaskListAlignment, owner: Owner, alignment: Alignment): readonly BoxDeparture[] {
  return [...missingList(list, owner, alignment), ...deletedBoxes(list, owner), ...wrongTicks(list, owner)]
}

/** A departure for all boxes of a list, unless the section says why it has none. */
function missingList(
  {spec, isGone}: TaskListAlignment,
  {section}: Owner,
  alignment: Alignment
): readonly BoxDeparture[] {
  if (!isGone || saysWhyNot(section)) return []
  return [
    {
      kind: 'no list',
      names: namesOf(spec.boxes),
      place: endOfText(section, alignment),
      section,
      templateLine: spec.line,
      isUncertain: spec.deletion !== 'forbidden'
    }
  ]
}

function deletedBoxes({spec, deleted}: TaskListAlignment, {section}: Owner): readonly BoxDeparture[] {
  return deleted.map(({specs, after, before}) => ({
    kind: 'missing',
    names: namesOf(specs),
    after: after?.text,
    before: before?.text,
    place: after ? after.node.position?.end : before?.node.position?.start,
    section,
    templateLine: specs[0].line,
    isUncertain: spec.deletion !== 'forbidden'
  }))
}

function namesOf(specs: readonly BoxSpec[]): readonly string[] {
  return specs.map(({text}) => text.name)
}

function wrongTicks({spec, wrong}: TaskListAlignment, {section}: Owner): readonly BoxDeparture[] {
  if (!wrong) return []
  const {is, boxes} = wrong
  const [start, end] = [boxes[0].node.position?.start, boxes.at(-1)?.node.position?.end]
  return [
    {
      kind: `${is} ticked`,
      list: spec.boxes[0]?.text.name ?? '',
      names: boxes.map(({text}) => text),
      place: start && end && {start, end},
      section,
      templateLine: spec.line,
      isUncertain: spec.tick?.isUncertain === true
    }
  ]
}
