import type {Nodes} from 'mdast'
import type {MarkdownDocument, Section} from '../../markdown/document.ts'
import {narrowed, placeBetween} from '../../markdown/places.ts'
import {textOf} from '../../markdown/text.ts'
import {choiceIn} from '../../template/choices.ts'
import type {Placeholder} from '../../template/schema.ts'
import type {Alignment} from '../alignment.ts'
import {emptySections} from './empty-sections.ts'
import type {Leftover} from '../leftovers.ts'
import {movedInstructions} from '../moved-instructions.ts'
import type {Departure} from './departure.ts'

/** A text of the template that should have been replaced or removed. */
export interface LeftText extends Departure {
  readonly kind: Placeholder['kind']
  readonly text: string
}

/** What else is reported. */
interface Options {
  /** Questions and bold sentences of the template above their answers. */
  readonly prompts: boolean
  /** Comments of the template that may stay. */
  readonly comments: boolean
}

/** Find the leftovers that are faults. The instruction of an otherwise empty section is not among them, since `no-empty-sections` reports the section. */
export function leftTexts(
  alignment: Alignment,
  leftovers: readonly Leftover[],
  {prompts, comments}: Options
): readonly LeftText[] {
  const moved = movedInstructions(alignment, leftovers)
  if (leftovers.length + moved.length === 0) return []
  const {document} = alignment
  const empty = new Set(emptySections(alignment, leftovers).map(({section}) => section))
  const continued = new Set(moved.flatMap(({candidate, isContinued}) => (isContinued ? [candidate] : [])))
  const left = [...leftovers, ...moved]
  const isAnswered = answerFinder(
    left.filter(({candidate}) => !continued.has(candidate)),
    document
  )
  const isPrompt = ({placeholder, candidate}: Leftover) =>
    placeholder.kind === 'instruction' &&
    mayStandAbove(candidate) &&
    (continued.has(candidate) || isAnswered(candidate.section, candidate.start))
  return left
    .filter((leftover) => prompts || !isPrompt(leftover))
    .filter(({placeholder: {kind}, candidate}) =>
      kind === 'instruction'
        ? !empty.has(candidate.section)
        : kind !== 'companion' && kind !== 'prompt' && (kind !== 'remark' || comments)
    )
    .map(({placeholder: {kind, line}, candidate: {text, start, end, section}}) => {
      const choices = kind === 'choice' ? choiceIn(text)?.values : undefined
      return {
        kind,
        text,
        place: narrowed(document, placeBetween(document, start, end), text),
        actual: text,
        ...(choices && {expected: choices, isChoice: true}),
        templateLine: line,
        isMinor: kind === 'instruction' && isAnswered(section, -1)
      }
    })
}

/** Whether an instruction may stay above its answer, as a heading does: a question, or a sentence in bold. */
function mayStandAbove({text, node}: Leftover['candidate']): boolean {
  const opening = node.type === 'paragraph' ? node.children[0] : undefined
  return (
    /[?？]\W{0,9}$/.test(text) || (opening?.type === 'strong' && textOf(opening).split(' ').length > mostWordsOfLabel)
  )
}

/** A label has no more words in bold. */
const mostWordsOfLabel = 4

/** Returns a function that says whether a section has text of its own after an offset, perhaps the answer to a question. */
function answerFinder(
  leftovers: readonly Leftover[],
  document: MarkdownDocument
): (section: Section, from: number) => boolean {
  let ends: ReadonlyMap<Section, number> | undefined
  return (section, from) => {
    ends ??= ownEnds(leftovers, document)
    return section.children.length > 0 || (ends.get(section) ?? -1) > from
  }
}

/** The UTF-16 offset at which the last text in each section starts that is no leftover. */
function ownEnds(leftovers: readonly Leftover[], document: MarkdownDocument): ReadonlyMap<Section, number> {
  const left = new Set<Nodes>(leftovers.map(({candidate}) => candidate.node))
  const own = [...document.nodes('paragraph'), ...document.nodes('code'), ...document.nodes('table')].filter(
    ({node}) => !left.has(node)
  )
  return own.reduce(
    (ends, {node, section}) => ends.set(section, Math.max(ends.get(section) ?? -1, node.position?.start.offset ?? 0)),
    new Map<Section, number>()
  )
}
