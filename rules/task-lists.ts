import {type Alignment, type Owner, isNoCopy, recognised} from '../src/align/alignment.ts'
import {endOfText} from '../src/align/end-of-text.ts'
import type {TaskListAlignment} from '../src/align/task-list-alignment.ts'
import {saysTooLittle, saysWhyNot} from '../src/markdown/emptiness.ts'
import {quote, quoteAll, whereAmong} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import type {BoxSpec} from '../src/template/schema.ts'

/** The boxes of task lists in sections where the template has such: which are there, and which are ticked. */
export default defineRule(
  {
    id: 'task-lists',
    summary:
      'Boxes of the template that were deleted, and lists with other ticks than the template requires: none instead of one, or some instead of all',
    recommended: 'error',
    strict: 'error',
    options: {}
  },
  ({alignment}) =>
    isNoCopy(alignment)
      ? []
      : recognised(alignment)
          .filter(({section}) => !saysTooLittle(section))
          .flatMap((owner) =>
            alignment
              .taskListsOf(owner)
              .flatMap((list) => [
                ...missingList(list, owner, alignment),
                ...deletedBoxes(list, owner),
                ...wrongTicks(list, owner)
              ])
          )
)

function missingList({spec, isGone}: TaskListAlignment, {section}: Owner, alignment: Alignment): readonly Finding[] {
  if (!isGone || saysWhyNot(section)) return []
  const where = section.heading ? `in ${quote(section.name)}` : 'in the document'
  return [
    {
      place: endOfText(section, alignment),
      section,
      ...missing(spec.boxes, where),
      templateLine: spec.line,
      isUncertain: spec.deletion !== 'forbidden'
    }
  ]
}

function deletedBoxes({spec, deleted}: TaskListAlignment, {section}: Owner): readonly Finding[] {
  return deleted.map(({specs, after, before}) => {
    const where = whereAmong(after?.text, before?.text) ?? 'in this section'
    return {
      place: after ? after.node.position?.end : before?.node.position?.start,
      section,
      ...missing(specs, where),
      templateLine: specs[0].line,
      isUncertain: spec.deletion !== 'forbidden'
    }
  })
}

function missing(specs: readonly BoxSpec[], where: string): Pick<Finding, 'subjects' | 'reason'> {
  const names = specs.map(({text}) => text.name)
  return {
    subjects: names.map((name) => `box ${name}`),
    reason: `Missing ${names.length === 1 ? 'box' : 'boxes'} ${quoteAll(names)}, expected ${names.length === 1 ? 'it' : 'them'} ${where}`
  }
}

function wrongTicks({spec, wrong}: TaskListAlignment, {section}: Owner): readonly Finding[] {
  if (!wrong) return []
  const {is, boxes} = wrong
  const [start, end] = [boxes[0].node.position?.start, boxes.at(-1)?.node.position?.end]
  return [
    {
      place: start && end && {start, end},
      section,
      subjects: [`ticks of ${spec.boxes[0]?.text.name ?? ''}`],
      reason: wordings[is](boxes.map(({text}) => text)),
      templateLine: spec.line,
      isUncertain: spec.tick?.isUncertain === true
    }
  ]
}

const wordings: Readonly<Record<NonNullable<TaskListAlignment['wrong']>['is'], (names: readonly string[]) => string>> =
  {
    none: (names) =>
      `Missing ticked box, expected ${names.length === 1 ? quoteAll(names) : `one of ${quoteAll(names)}`}`,
    'too many': (names) => `Unexpected ticked boxes ${quoteAll(names)}, expected only one of them`,
    'not all': (names) =>
      `Unexpected open ${names.length === 1 ? 'box' : 'boxes'} ${quoteAll(names)}, expected all of the list ticked`
  }
