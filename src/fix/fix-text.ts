import type {MarkdownDocument} from '../markdown/document.ts'
import {withoutByteOrderMark} from '../markdown/byte-order-mark.ts'
import {type Fix, compatible, edited, inOrder} from './fix.ts'
import {linksThatFollow} from './links-that-follow.ts'

/** Looks at a text in one way or another. */
export interface Look {
  /** The fixes that are to be made in it, in the order in which they are wanted. */
  readonly fixesIn: (text: string) => readonly Fix[]
  readonly read: (text: string) => MarkdownDocument
}

/** More rounds than this are not made; where fixes touch each other, each takes one. */
export const mostRounds = 10

/**
 * Make all fixes in a text, in rounds: fixes that touch others wait for the next, and what one brings about is mended by
 * another. Links to a heading whose words were changed go with it.
 *
 * @param text With or without a byte order mark, which stays.
 * @returns The text in which there is nothing to mend, or that of the last round.
 */
export function fixText(text: string, {fixesIn, read}: Look): string {
  let before = text
  for (let round = 0; round < mostRounds; round++) {
    const fixes = compatible(fixesIn(before))
    if (fixes.length === 0) break
    const after = withFixes(before, fixes, read)
    if (after === before) break
    before = after
  }
  return before
}

/** A text with fixes made once, and the links to headings that have other words then. */
export function withFixes(text: string, fixes: readonly Fix[], read: Look['read']): string {
  const source = withoutByteOrderMark(text)
  const edits = inOrder(fixes.flatMap((fix) => fix.edits))
  const after = edited(source, edits)
  const linked = edited(after, inOrder(linksThatFollow(read(source), read(after), edits)))
  return text.slice(0, text.length - source.length) + linked
}
