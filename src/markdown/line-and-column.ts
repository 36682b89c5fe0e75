import type {Point} from 'unist'
import {location} from 'vfile-location'

/**
 * Returns a function that finds the line and the column, both 1-based, of an offset in UTF-16 code units. `\r\n`, `\n` and
 * `\r` end a line.
 *
 * @throws {RangeError} The function throws it for an offset outside the text.
 */
export function pointFinder(source: string): (offset: number) => Point {
  const places = location(source)
  return (offset) => {
    const point = places.toPoint(offset)
    if (!point) throw new RangeError(`Offset ${offset} is outside the document`)
    return point
  }
}
