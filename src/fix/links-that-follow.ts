import {anchorsOf, anchorsOfSection} from '../markdown/anchors.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {readLinkTarget} from '../markdown/link-target.ts'
import {type Linking, linkingsOf} from '../markdown/links.ts'
import {isPlain, narrowed} from '../markdown/places.ts'
import {type Edit, offsetsOf} from './fix.ts'

/**
 * The edits by which links within a document lead to the headings that they led to before others were made.
 *
 * @param edits What was made of the one text to get the other, in the order of their places.
 */
export function linksThatFollow(
  before: MarkdownDocument,
  after: MarkdownDocument,
  edits: readonly Edit[]
): readonly Edit[] {
  const renamed = renamedAnchors(before, after, edits)
  if (renamed.size === 0) return []
  const had = anchorsOf(before)
  const has = anchorsOf(after)
  return linkingsOf(after).flatMap((link) => {
    const target = readLinkTarget(link.url)
    const {fragment} = target?.path === '' ? target : {}
    const {anchor, names} = (fragment !== undefined && had.has(fragment) && renamed.get(fragment)) || {}
    const place = anchor === undefined ? undefined : narrowed(after, link.place(), link.url)
    // One that was written for the heading as it is now stays.
    if (
      anchor === undefined ||
      !place ||
      after.source.slice(place.start.offset, place.end.offset) !== link.url ||
      !has.has(anchor)
    )
      return []
    return [{place, text: `#${anchor}`}, ...labelThatFollows(link, names)]
  })
}

/** The name of a heading as the text of a link to it. */
function labelThatFollows({node}: Linking, names: Renamed['names'] | undefined): readonly Edit[] {
  const [text, ...others] = node.type === 'link' ? node.children : []
  const isName =
    names !== undefined && others.length === 0 && text?.type === 'text' && text.value === names.was && isPlain(names.is)
  return isName && text.position ? [{place: text.position, text: names.is}] : []
}

/** What a heading is called now. */
interface Renamed {
  readonly anchor: string
  readonly names: {readonly was: string; readonly is: string}
}

/** The anchors of headings that are called otherwise now. */
function renamedAnchors(
  before: MarkdownDocument,
  after: MarkdownDocument,
  edits: readonly Edit[]
): ReadonlyMap<string, Renamed> {
  const now = new Map(after.sections.map((section) => [section.heading?.position?.start.offset, section]))
  const shiftAt = shiftsOf(edits)
  return new Map(
    before.sections.flatMap((section) => {
      const {start, end} = section.heading?.position ?? {}
      const shift = start?.offset === undefined ? undefined : shiftAt(start.offset, end?.offset ?? start.offset)
      const same = shift === undefined ? undefined : now.get((start?.offset ?? 0) + shift)
      if (!same) return []
      const names = anchorsOfSection(same, after)
      return anchorsOfSection(section, before).flatMap((anchor, index) => {
        const name = names[index] ?? names[0]
        return name === undefined || name === '' || anchor === '' || names.includes(anchor)
          ? []
          : [[anchor, {anchor: name, names: {was: section.name, is: same.name}}] as const]
      })
    })
  )
}

/** Tells how far a heading has moved, for headings in their order; undefined where it was taken out. */
function shiftsOf(edits: readonly Edit[]): (start: number, end: number) => number | undefined {
  let [next, shift] = [0, 0]
  return (start, end) => {
    for (let edit = edits[next]; edit; edit = edits[next]) {
      const {from, to} = offsetsOf(edit)
      // What starts where something is replaced still starts there; before what is inserted, it does not.
      if (to > start || from > start || (from === start && to > from))
        return from <= start && to > end ? undefined : shift
      shift += edit.text.length - (to - from)
      next++
    }
    return shift
  }
}
