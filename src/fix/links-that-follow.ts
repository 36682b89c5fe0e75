import {anchorsOf, anchorsOfSection} from '../markdown/anchors.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {readLinkTarget} from '../markdown/link-target.ts'
import {type Linking, linkingsOf} from '../markdown/links.ts'
import {isPlain, narrowed} from '../markdown/places.ts'
import {type Edit, offsetsOf} from './fix.ts'

/** The new anchors and names of a document's headings, by their old anchors. */
export type RenamedAnchors = ReadonlyMap<string, Renamed>

/**
 * The edits that make links lead to the same headings as before these were renamed.
 *
 * @param document The document that contains the links.
 * @param isTo Whether the path of a link leads to the document with the headings; the path is empty within one document.
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
    return [...(url === link.url ? [] : [{place, text: url}]), ...labelThatFollows(link, names)]
  })
}

/** The edit that makes the new name of a heading the label of a link to it; none if the label is not its old name as plain text. */
export function labelThatFollows({node}: Linking, names: Renamed['names'] | undefined): readonly Edit[] {
  const [text, ...others] = node.type === 'link' ? node.children : []
  const isName =
    names !== undefined && others.length === 0 && text?.type === 'text' && text.value === names.was && isPlain(names.is)
  return isName && text.position ? [{place: text.position, text: names.is}] : []
}

/** The new anchor of a heading, with its old and new names. */
interface Renamed {
  readonly anchor: string
  readonly names: {readonly was: string; readonly is: string}
}

/**
 * The anchors of headings that edits change or rename, with the new ones, if the text has the old anchor before and the new one
 * after.
 *
 * @param edits The edits that made `after` from `before`, sorted by their places.
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

/** The renamed anchors of two steps combined. */
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
        const name = names.includes(anchor) ? anchor : (names[index] ?? names[0])
        return name === undefined || name === '' || anchor === '' || (name === anchor && section.name === same.name)
          ? []
          : [[anchor, {anchor: name, names: {was: section.name, is: same.name}}] as const]
      })
    })
  )
}

/** Returns a function that says how far a heading has moved, called for headings in document order; undefined if it was removed. */
function shiftsOf(edits: readonly Edit[]): (start: number, end: number) => number | undefined {
  let [next, shift] = [0, 0]
  return (start, end) => {
    for (let edit = edits[next]; edit; edit = edits[next]) {
      const {from, to} = offsetsOf(edit)
      // A heading at the start of a replaced range still starts there, but not one at a point of insertion.
      if (to > start || from > start || (from === start && to > from))
        return from <= start && to > end ? undefined : shift
      shift += edit.text.length - (to - from)
      next++
    }
    return shift
  }
}
