import {anchorsOf, anchorsOfSection} from '../markdown/anchors.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {readLinkTarget} from '../markdown/link-target.ts'
import {type Linking, linkingsOf} from '../markdown/links.ts'
import {isPlain, narrowed} from '../markdown/places.ts'
import {type Edit, offsetsOf} from './fix.ts'

/** What the headings of a document are called now, by the anchors that they had. */
export type RenamedAnchors = ReadonlyMap<string, Renamed>

/**
 * The edits by which links lead to the headings that they led to before these were renamed.
 *
 * @param document The one that the links stand in.
 * @param isTo Whether the path of a link leads to the one with the headings; it is empty within a document.
 */
export function linksThatFollow(
  document: MarkdownDocument,
  renamed: RenamedAnchors,
  isTo: (path: string) => boolean
): readonly Edit[] {
  if (renamed.size === 0) return []
  return linkingsOf(document).flatMap((link) => {
    const target = readLinkTarget(link.url)
    const {anchor, names} = (target?.fragment !== undefined && renamed.get(target.fragment)) || {}
    const place =
      anchor !== undefined && isTo(target?.path ?? '') ? narrowed(document, link.place(), link.url) : undefined
    if (!place || document.source.slice(place.start.offset, place.end.offset) !== link.url) return []
    const url = `${link.url.slice(0, link.url.indexOf('#'))}#${anchor}`
    return [{place, text: url}, ...labelThatFollows(link, names)]
  })
}

/** The new name of a heading as the label of a link to it; none if the label is not its old name as plain text. */
export function labelThatFollows({node}: Linking, names: Renamed['names'] | undefined): readonly Edit[] {
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

/**
 * The anchors of headings that are called otherwise now; what leads to one that others have now stays.
 *
 * @param edits What was made of the one text to get the other, in the order of their places.
 */
export function renamedAnchors(
  before: MarkdownDocument,
  after: MarkdownDocument,
  edits: readonly Edit[]
): RenamedAnchors {
  const renamed = renamedIn(before, after, edits)
  if (renamed.size === 0) return renamed
  const had = anchorsOf(before)
  const has = anchorsOf(after)
  return new Map(Array.from(renamed).filter(([anchor, now]) => had.has(anchor) && has.has(now.anchor)))
}

/** What anchors became in two steps. */
export function inBothSteps(first: RenamedAnchors, second: RenamedAnchors): RenamedAnchors {
  if (first.size === 0 || second.size === 0) return first.size === 0 ? second : first
  const through = Array.from(first, ([anchor, {anchor: between, names}]) => {
    const next = second.get(between)
    return [
      anchor,
      next ? {anchor: next.anchor, names: {was: names.was, is: next.names.is}} : {anchor: between, names}
    ] as const
  })
  return new Map([...second, ...through])
}

function renamedIn(before: MarkdownDocument, after: MarkdownDocument, edits: readonly Edit[]): RenamedAnchors {
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
