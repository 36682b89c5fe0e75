import {nearMiss} from '../align/near-miss.ts'
import {headingText} from '../template/heading-pattern.ts'
import type {BoxSpec, TaskListSpec} from '../template/schema.ts'
import {requirementChange, itemChanges} from './item-changes.ts'
import {type Naming, pairItems} from './paired-items.ts'
import type {TemplateChange} from './template-change.ts'

/** A box is recognised with more or less text after the same start, or a few letters off. */
const boxNaming: Naming<BoxSpec> = {
  patternOf: ({text}) => text,
  namesOf: ({text}) => [text.folded],
  isTakenFor: ({text: old}, {text: now}) =>
    now.folded.startsWith(old.folded) ||
    old.folded.startsWith(now.folded) ||
    nearMiss(now, headingText(old.name)) !== undefined
}

export function compareTaskLists(
  old: readonly TaskListSpec[],
  now: readonly TaskListSpec[],
  section: string
): readonly TemplateChange[] {
  const [before, after] = [old, now].map((lists) => lists.flatMap(({boxes}) => withNested(boxes)))
  const pairs = pairItems(before ?? [], after ?? [], boxNaming)
  const [first, then] = [old[0], now[0]]
  if (!first || !then) {
    const [list, boxes] = [first ?? then, (first ? before : after) ?? []]
    const name = boxes.map(({text}) => text.name).join(' | ')
    return list
      ? [
          first
            ? {kind: 'removed', subject: 'task list', name, section, oldLine: list.line}
            : {kind: 'added', subject: 'task list', name, section, newLine: list.line}
        ]
      : []
  }
  return [
    ...itemChanges(pairs, {
      subject: 'box',
      section,
      nameOf: ({text}) => text.name,
      lineOf: ({line}) => line,
      isOptional: () => false,
      isOrdered: false
    }),
    ...(old.length === 1 && now.length === 1
      ? requirementChange('task list', '', [boxesRequirement(first), boxesRequirement(then)], {
          section,
          oldLine: first.line,
          newLine: then.line
        })
      : [])
  ]
}

function boxesRequirement({tick, deletion}: TaskListSpec): string {
  return [...(tick ? [`${tick.boxes} ticked`] : []), ...(deletion === 'forbidden' ? ['all kept'] : [])].join(', ')
}

function withNested(boxes: readonly BoxSpec[]): readonly BoxSpec[] {
  return boxes.flatMap((box) => [box, ...withNested(box.nested ?? [])])
}
