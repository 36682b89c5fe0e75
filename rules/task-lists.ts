import {isNoCopy, recognised} from '../src/align/alignment.ts'
import {type BoxDeparture, boxDepartures} from '../src/align/departures/task-boxes.ts'
import {saysTooLittle} from '../src/markdown/says-nothing.ts'
import {quote, quoteAll, whereAmong} from '../src/markdown/text.ts'
import {type Wording, type Wordings, defineRule, worded} from '../src/rule.ts'

/** Checks the boxes of task lists in sections where the template has some: which are there, and which are ticked. */
export default defineRule(
  {
    id: 'task-lists',
    summary:
      'Boxes of the template that were deleted, and lists with fewer or more ticked boxes than the template requires',
    recommended: 'error',
    strict: 'error',
    options: {}
  },
  ({alignment}) =>
    worded(
      (isNoCopy(alignment) ? [] : recognised(alignment))
        .filter(({spec, section}) => spec.content.taskLists && !saysTooLittle(section))
        .flatMap((owner) => alignment.taskListsOf(owner).flatMap((list) => boxDepartures(list, owner, alignment))),
      wordings
    )
)

const wordings: Wordings<BoxDeparture> = {
  'no list': ({names, section}) => missing(names, section.heading ? `in ${quote(section.name)}` : 'in the document'),
  missing: ({names, after, before}) => missing(names, whereAmong(after, before) ?? 'in this section'),
  'none ticked': ({list, names}) => ({
    subjects: [`ticks of ${list}`],
    reason: `Missing ticked box, expected ${names.length === 1 ? quoteAll(names) : `one of ${quoteAll(names)}`}`
  }),
  'too many ticked': ({list, names}) => ({
    subjects: [`ticks of ${list}`],
    reason: `Unexpected ticked boxes ${quoteAll(names)}, expected only one of them`
  }),
  'not all ticked': ({list, names}) => ({
    subjects: [`ticks of ${list}`],
    reason: `Unexpected open ${names.length === 1 ? 'box' : 'boxes'} ${quoteAll(names)}, expected all of the list ticked`
  })
}

function missing(names: readonly string[], where: string): Wording {
  const [boxes, them] = names.length === 1 ? ['box', 'it'] : ['boxes', 'them']
  return {
    subjects: names.map((name) => `box ${name}`),
    reason: `Missing ${boxes} ${quoteAll(names)}, expected ${them} ${where}`
  }
}
