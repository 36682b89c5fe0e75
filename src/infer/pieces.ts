import {anyText} from '../template/skeleton-marks.ts'

/** A piece of a text of the template: literal, or to be filled in. */
export type Piece = {readonly literal: string} | {readonly slot: string}

/** Dates in ISO 8601 form. */
export const isoDate = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g

/** The placeholder for a date in a template. */
export const dateToFill = 'YYYY-MM-DD'

/** Replace the marks in a text by named slots, in their order; the last name is used for all further marks. */
export function piecesOf(marked: string, slots: readonly string[]): readonly Piece[] {
  return marked
    .split(anyText)
    .flatMap((literal, index): readonly Piece[] => [
      ...(index > 0 ? [{slot: slots[Math.min(index, slots.length) - 1] ?? 'Text'}] : []),
      ...(literal === '' ? [] : [{literal}])
    ])
}
