import type {MarkdownDocument} from '../../markdown/document.ts'
import {placeBetween} from '../../markdown/places.ts'
import {firstFrom} from '../../markdown/sorted-search.ts'
import {candidatesOf} from '../../template/placeholder-candidates.ts'
import type {Leftover} from '../leftovers.ts'
import type {Departure} from './departure.ts'
import type {KeptBrackets} from './kept-brackets.ts'

/** Text in brackets that the template does not have. */
export interface OtherBrackets extends Departure {
  readonly text: string
}

/**
 * Find texts in square brackets or braces that the template does not have, outside code.
 *
 * @param kept Brackets that are reported already.
 */
export function otherBrackets(
  document: MarkdownDocument,
  leftovers: readonly Leftover[],
  kept: readonly KeptBrackets[]
): readonly OtherBrackets[] {
  const known = [
    ...leftovers.map(({candidate: {start, end}}) => ({start, end})),
    ...kept.map(({place: {start, end}}) => ({start: start.offset ?? 0, end: end.offset ?? 0}))
  ].toSorted((one, other) => one.start - other.start)
  const isKnown = (start: number, end: number) =>
    (known[firstFrom(known, start + 1, (stretch) => stretch.start) - 1]?.end ?? -1) >= end
  return candidatesOf(document)
    .filter(
      ({type, looksLike, start, end}) =>
        type === 'token' && (looksLike === 'bracket' || looksLike === 'brace') && !isKnown(start, end)
    )
    .map(({text, start, end}) => ({text, place: placeBetween(document, start, end), actual: text}))
}
