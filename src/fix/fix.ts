import type {Point, Position} from 'unist'
import type {VFileMessage} from 'vfile-message'

/** New text for a range of a document; if the range is empty, the text is inserted there. */
export interface Edit {
  /** Its offsets are UTF-16 code units from 0, without a byte order mark. */
  readonly place: Position
  readonly text: string
}

/** What repairs a finding. */
export interface Fix {
  /** All of them are applied, or none. They do not overlap. */
  readonly edits: readonly Edit[]
  /** Whether it moves the author's text, which is done only on request. */
  readonly isMove?: true
  /** Of several moves to one place, those with lower numbers come first. */
  readonly rank?: number
}

/** The fix of a finding, if that is not one text for its place; `null` if the author has to choose what belongs there. */
export type FixBeside = Fix | null

const fixes = new WeakMap<VFileMessage, FixBeside>()

/** Store the fix of a finding alongside its message. */
export function setFix(message: VFileMessage, fix: FixBeside): void {
  fixes.set(message, fix)
}

/** The fix stored alongside a message; undefined if the message itself contains it. */
export function fixBeside(message: VFileMessage): FixBeside | undefined {
  return fixes.get(message)
}

/** The possible fixes of a finding, best first: its stored fix, or each of the texts that may replace its place. */
export function fixesOf(
  {place, expected}: Pick<VFileMessage, 'place' | 'expected'>,
  beside?: FixBeside
): readonly Fix[] {
  if (beside) return [beside]
  return place && expected ? expected.map((text) => ({edits: [{place: rangeOf(place), text}]})) : []
}

/** The fix of a finding that needs no choice: its only one, if the offsets of all places are known. */
export function fixOf(message: Pick<VFileMessage, 'place' | 'expected'>, beside?: FixBeside): Fix | undefined {
  const [fix, ...others] = beside === null ? [] : fixesOf(message, beside)
  const isCertain =
    others.length === 0 &&
    fix?.edits.every(({place: {start, end}}) => start.offset !== undefined && end.offset !== undefined)
  return isCertain === true ? fix : undefined
}

/**
 * Whether fixes can be applied to a text without a look at the result. Where comments turn rules on or off, they could hide
 * what is moved or inserted, or be moved themselves.
 */
export function isSafeIn(text: string): (fix: Fix) => boolean {
  const hasRegions = /<!--\s*lint\s/.test(text)
  return ({edits, isMove}) => !hasRegions || (isMove !== true && edits.every((edit) => !/[\r\n]/.test(edit.text)))
}

/** The text with which a fix replaces exactly one place; undefined if it does anything else. */
export function textInPlace({edits, isMove}: Fix, place: Point | Position): string | undefined {
  const [edit] = edits
  const {start, end} = rangeOf(place)
  return edit &&
    edits.length === 1 &&
    isMove !== true &&
    edit.place.start.offset === start.offset &&
    edit.place.end.offset === end.offset
    ? edit.text
    : undefined
}

/** A place as a range. */
function rangeOf(place: Point | Position): Position {
  return 'start' in place ? place : {start: place, end: place}
}

/** The UTF-16 offsets at which an edit starts and ends. */
export function offsetsOf({place: {start, end}}: Edit): {readonly from: number; readonly to: number} {
  return {from: start.offset ?? 0, to: end.offset ?? 0}
}

/** A fix as one edit, from its first change to its last, including the text between them. */
export function inOneEdit({edits}: Fix, source: string): Edit | undefined {
  const sorted = inOrder(edits)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return undefined
  const {from} = offsetsOf(first)
  const {to} = offsetsOf(last)
  return {place: {start: first.place.start, end: last.place.end}, text: edited(source.slice(from, to), sorted, from)}
}

/** Edits sorted by their places. */
export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => offsetsOf(a).from - offsetsOf(b).from || offsetsOf(a).to - offsetsOf(b).to)
}

/**
 * Apply edits to a text.
 *
 * @param edits Sorted by their places; none overlap.
 * @param base The UTF-16 offset in the document at which the text starts.
 */
export function edited(text: string, edits: readonly Edit[], base = 0): string {
  let at = base
  const parts = edits.map((edit) => {
    const {from, to} = offsetsOf(edit)
    const part = text.slice(at - base, from - base) + edit.text
    at = to
    return part
  })
  return parts.join('') + text.slice(at - base)
}

/**
 * The fixes that can be applied together, moves to one place by their rank. If two touch each other, the one with the first
 * edit is applied, and the other waits for the next round, when its edits may differ; but moves, which change no other text,
 * may touch.
 */
export function compatible(wanted: readonly Fix[]): readonly Fix[] {
  const waiting = new Set<Fix>()
  const edits = wanted
    .flatMap((fix) => fix.edits.map((edit) => ({fix, ...offsetsOf(edit)})))
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
  let last: (typeof edits)[number] | undefined
  for (const edit of edits) {
    if (last && last.fix !== edit.fix && collide(last, edit)) waiting.add(edit.fix)
    if (!waiting.has(edit.fix) && (!last || edit.to > last.to)) last = edit
  }
  return wanted.filter((fix) => !waiting.has(fix)).toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
}

interface Stretch {
  readonly fix: Fix
  /** UTF-16 offsets. */
  readonly from: number
  readonly to: number
}

/** Whether an edit overlaps the one before it, or touches it and not both are moves. */
function collide(last: Stretch, next: Stretch): boolean {
  return next.from < last.to || (next.from === last.to && !(last.fix.isMove && next.fix.isMove))
}
