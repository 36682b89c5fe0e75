import {type Edit, edited, inOrder} from '../fix/fix.ts'
import {type FrontMatterLine, isReadable} from '../markdown/front-matter.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {lineBreakOf, placeBetween} from '../markdown/places.ts'
import type {KeySpec} from '../template/schema.ts'
import type {Departure} from './departures/departure.ts'

/** The front matter of a document: where it ends, the keys that it may have, and the lines that it has. */
interface Present {
  /** The UTF-16 offset after its closing fence; undefined in a tree without positions. */
  readonly end: number | undefined
  /** In the template's order. */
  readonly specs: readonly KeySpec[]
  readonly lines: readonly FrontMatterLine[]
}

/**
 * The text or edits that insert keys without values, each before the keys that follow it in the template, or at the end of
 * the front matter. A document without front matter gets it at its start. A key that needs no value is not inserted, since
 * it would pass for filled in.
 *
 * @param isChoice Whether they are left to the author; then they are one text, at the end.
 * @param present The front matter; left out if the document has none.
 * @returns One text for the place of the departure, or edits elsewhere; neither if the keys cannot be inserted.
 */
export function keysToInsert(
  keys: readonly KeySpec[],
  isChoice: boolean,
  document: MarkdownDocument,
  present?: Present
): Pick<Departure, 'expected' | 'fix' | 'isChoice'> {
  const lineBreak = lineBreakOf(document)
  const end = present?.end
  const isPossible = keys.every(
    ({key, isValueDue}) => isValueDue && /^[\p{Alpha}\p{N}_][\p{Alpha}\p{N}_ .-]*$/u.test(key)
  )
  const isInPlace =
    end === undefined ? document.tree.position?.start.offset === 0 : document.source.slice(end - 3, end) === '---'
  if (!isPossible || !isInPlace) return {}
  const text = keys.map(({key}) => `${key}:${lineBreak}`).join('')
  if (!present || end === undefined) return {expected: [`---${lineBreak}${text}---${lineBreak.repeat(2)}`], isChoice}
  return isChoice ? {expected: [text], isChoice} : keysBefore(keys, end, present, document)
}

function keysBefore(
  keys: readonly KeySpec[],
  end: number,
  present: Present,
  document: MarkdownDocument
): Pick<Departure, 'expected' | 'fix'> {
  const lineBreak = lineBreakOf(document)
  const texts = new Map<number, string>()
  for (const spec of keys) {
    const at = lineBefore(spec, present, document) ?? end - 3
    texts.set(at, `${texts.get(at) ?? ''}${spec.key}:${lineBreak}`)
  }
  const edits = Array.from(texts, ([at, inserted]) => ({place: placeBetween(document, at, at), text: inserted}))
  if (!stayReadable(end, edits, document)) return {}
  const [text, ...others] = texts.values()
  return text !== undefined && others.length === 0 && texts.has(end - 3) ? {expected: [text]} : {fix: {edits}}
}

/** Whether front matter can be read with keys at the margin, unless it cannot be read without them: its own may be indented. */
function stayReadable(end: number, edits: readonly Edit[], document: MarkdownDocument): boolean {
  const start = document.nodes('yaml')[0]?.node.position?.start.offset
  if (start === undefined) return true
  const source = document.source.slice(start, end)
  return isReadable(edited(source, inOrder(edits), start)) || !isReadable(source)
}

/** The offset of the document's first line whose key comes later in the template, with the comments above it; undefined if there is none. */
function lineBefore(spec: KeySpec, {specs, lines}: Present, {source}: MarkdownDocument): number | undefined {
  const later = new Set(specs.slice(specs.indexOf(spec) + 1).map(({key}) => key.toLowerCase()))
  let at = lines.find(({key}) => later.has(key.toLowerCase()))?.keyStart
  for (let above = at; above !== undefined && above > 0; at = above) {
    above = source.lastIndexOf('\n', above - 2) + 1
    if (source[above] !== '#') break
  }
  return at
}
