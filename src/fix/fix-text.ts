import type {MarkdownDocument} from '../markdown/document.ts'
import {withoutByteOrderMark} from '../markdown/byte-order-mark.ts'
import {type Fix, compatible, edited, inOrder} from './fix.ts'
import {type RenamedAnchors, inBothSteps, linksThatFollow, renamedAnchors} from './links-that-follow.ts'

/** Looks at a text in one way or another. */
export interface Look {
  /** The fixes that are to be made in it, in the order in which they are wanted. */
  readonly fixesIn: (text: string) => readonly Fix[]
  readonly read: (text: string) => MarkdownDocument
}

/** More rounds than this are not made; where fixes touch each other, each takes one. */
export const mostRounds = 10

/** What was made of a text. */
export interface FixedText {
  readonly text: string
  /** What its headings are called now, for the links of other documents. */
  readonly renamed: RenamedAnchors
}

/**
 * Make all fixes in a text, in rounds: fixes that touch others wait for the next, and what one brings about is mended by
 * another. Links to a heading whose words were changed go with it.
 *
 * @param text With or without a byte order mark, which stays.
 * @returns The text in which there is nothing to mend, or that of the last round.
 */
export function fixText(text: string, {fixesIn, read}: Look): FixedText {
  let before: FixedText = {text, renamed: new Map()}
  for (let round = 0; round < mostRounds; round++) {
    const fixes = compatible(fixesIn(before.text))
    if (fixes.length === 0) break
    const after = withFixes(before.text, fixes, read)
    if (after.text === before.text) break
    before = {text: after.text, renamed: inBothSteps(before.renamed, after.renamed)}
  }
  return before
}

/** A text with fixes made once, and the links to headings that have other words then. */
export function withFixes(text: string, fixes: readonly Fix[], read: Look['read']): FixedText {
  const source = withoutByteOrderMark(text)
  const edits = inOrder(fixes.flatMap((fix) => fix.edits))
  const after = edited(source, edits)
  const document = read(after)
  const renamed = renamedAnchors(read(source), document, edits)
  const linked = edited(after, inOrder(linksThatFollow(document, renamed, (path) => path === '')))
  return {text: text.slice(0, text.length - source.length) + linked, renamed}
}
