import type {Point, Position} from 'unist'
import type {VFileMessage} from 'vfile-message'

/** New text in the place of a stretch of a document; where the stretch starts and ends at one point, the text is inserted there. */
export interface Edit {
  /** With offsets in UTF-16 code units from 0, which do not count a byte order mark. */
  readonly place: Position
  readonly text: string
}

/** What mends a finding. */
export interface Fix {
  /** They belong together: all of them are made, or none. They do not overlap. */
  readonly edits: readonly Edit[]
  /** Whether it moves text of the author, which is done on request only. */
  readonly isMove?: true
}

/** What mends a finding where that is not one text in its place; `null` where what may stand there is for the author to say. */
export type FixBeside = Fix | null

const fixes = new WeakMap<VFileMessage, FixBeside>()

/** Keep the fix of a finding beside its message. */
export function setFix(message: VFileMessage, fix: FixBeside): void {
  fixes.set(message, fix)
}

/** What was kept beside a message; undefined where its fix is to be read in the message itself. */
export function fixBeside(message: VFileMessage): FixBeside | undefined {
  return fixes.get(message)
}

/** What may be done about a finding, best first: its fix, or each of the texts that may stand in its place. */
export function fixesOf(
  {place, expected}: Pick<VFileMessage, 'place' | 'expected'>,
  beside?: FixBeside
): readonly Fix[] {
  if (beside) return [beside]
  return place && expected ? expected.map((text) => ({edits: [{place: stretchOf(place), text}]})) : []
}

/** What mends a finding without a question: its only fix, where the offsets of all places are known. */
export function fixOf(message: Pick<VFileMessage, 'place' | 'expected'>, beside?: FixBeside): Fix | undefined {
  const [fix, ...others] = beside === null ? [] : fixesOf(message, beside)
  const isCertain =
    others.length === 0 &&
    fix?.edits.every(({place: {start, end}}) => start.offset !== undefined && end.offset !== undefined)
  return isCertain === true ? fix : undefined
}

/** The text that a fix puts exactly in a place, and nothing else; undefined for any other. */
export function textInPlace({edits, isMove}: Fix, place: Point | Position): string | undefined {
  const [edit] = edits
  const {start, end} = stretchOf(place)
  return edit &&
    edits.length === 1 &&
    isMove !== true &&
    edit.place.start.offset === start.offset &&
    edit.place.end.offset === end.offset
    ? edit.text
    : undefined
}

/** A place as a stretch of text. */
function stretchOf(place: Point | Position): Position {
  return 'start' in place ? place : {start: place, end: place}
}

/** Where an edit starts and ends, as offsets. */
export function offsetsOf({place: {start, end}}: Edit): {readonly from: number; readonly to: number} {
  return {from: start.offset ?? 0, to: end.offset ?? 0}
}

/** A fix as one edit, from its first change to its last, with the text between them. */
export function inOneEdit({edits}: Fix, source: string): Edit | undefined {
  const sorted = inOrder(edits)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return undefined
  const {from} = offsetsOf(first)
  const {to} = offsetsOf(last)
  return {place: {start: first.place.start, end: last.place.end}, text: edited(source.slice(from, to), sorted, from)}
}

/** Edits in the order of their places. */
export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => offsetsOf(a).from - offsetsOf(b).from || offsetsOf(a).to - offsetsOf(b).to)
}

/**
 * A text with edits made.
 *
 * @param edits In the order of their places, none of which overlap.
 * @param base The offset at which the text starts.
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
 * Of several fixes those that can be made at once. Of two that touch each other, the one with the edit further up is made,
 * and the other waits for its turn: what it would do may be another thing then.
 */
export function compatible(wanted: readonly Fix[]): readonly Fix[] {
  const waiting = new Set<Fix>()
  const edits = wanted
    .flatMap((fix) => fix.edits.map((edit) => ({fix, ...offsetsOf(edit)})))
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
  let last: (typeof edits)[number] | undefined
  for (const edit of edits) {
    const isTouched = last && edit.from <= last.to
    if (isTouched && last?.fix !== edit.fix) waiting.add(edit.fix)
    if (!waiting.has(edit.fix) && (!last || edit.to > last.to || !isTouched)) last = edit
  }
  return wanted.filter((fix) => !waiting.has(fix))
}
