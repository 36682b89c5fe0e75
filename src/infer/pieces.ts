import {anyText} from '../template/reading.ts'

/** A stretch of a text of the template: as it is, or to be filled in. */
export type Piece = {readonly literal: string} | {readonly slot: string}

/** Dates of the calendar, year first. */
export const isoDate = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g

/** What is in the template for a date. */
export const dateToFill = 'YYYY-MM-DD'

/** A text with names of slots in the place of the marks in it, the first for the first; the last for all further ones. */
export function piecesOf(marked: string, slots: readonly string[]): readonly Piece[] {
  return marked
    .split(anyText)
    .flatMap((literal, index): readonly Piece[] => [
      ...(index > 0 ? [{slot: slots[Math.min(index, slots.length) - 1] ?? 'Text'}] : []),
      ...(literal === '' ? [] : [{literal}])
    ])
}
