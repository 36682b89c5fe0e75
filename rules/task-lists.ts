import {isNoCopy, recognised} from '../src/align/alignment.ts'
import {type BoxDeparture, boxDepartures} from '../src/align/departures/task-boxes.ts'
import {saysTooLittle} from '../src/markdown/emptiness.ts'
import {quote, quoteAll, whereAmong} from '../src/markdown/text.ts'
import {type Wording, defineRule} from '../src/rule.ts'

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
    (isNoCopy(alignment) ? [] : recognised(alignment))
      .filter(({spec, section}) => spec.content.taskLists && !saysTooLittle(section))
      .flatMap((owner) => alignment.taskListsOf(owner).flatMap((list) => boxDepartures(list, owner, alignment)))
      .map((departure) => ({...departure, ...wordingOf(departure)}))
)

function wordingOf(departure: BoxDeparture): Wording {
  if (departure.kind === 'ticks') return {subjects: [`ticks of ${departure.firstBox}`], reason: ticksReason(departure)}
  const {section, names} = departure
  const [boxes, them] = names.length === 1 ? ['box', 'it'] : ['boxes', 'them']
  const where =
    departure.kind === 'missing'
      ? (whereAmong(departure.after, departure.before) ?? 'in this section')
      : section.heading
        ? `in ${quote(section.name)}`
        : 'in the document'
  const subjects = names.map((name) => `box ${name}`)
  return {subjects, reason: `Missing ${boxes} ${quoteAll(names)}, expected ${them} ${where}`}
}

function ticksReason({is, names}: Extract<BoxDeparture, {kind: 'ticks'}>): string {
  const all = quoteAll(names)
  switch (is) {
    case 'none':
      return `Missing ticked box, expected ${names.length === 1 ? all : `one of ${all}`}`
    case 'too many':
      return `Unexpected ticked boxes ${all}, expected only one of them`
    case 'not all':
      return `Unexpected open ${names.length === 1 ? 'box' : 'boxes'} ${all}, expected all of the list ticked`
  }
}
