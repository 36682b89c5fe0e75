import type {MarkdownDocument} from '../markdown/document.ts'
import {withoutByteOrderMark} from '../markdown/byte-order-mark.ts'
import {type Fix, compatible, edited, inOrder} from './fix.ts'
import {type RenamedAnchors, inBothSteps, linksThatFollow, renamedAnchors} from './links-that-follow.ts'

/** How a text is parsed, and what should be fixed in it. */
export interface Look {
  /** The fixes for a text, in order of preference. */
  readonly fixesIn: (text: string) => readonly Fix[]
  readonly read: (text: string) => MarkdownDocument
}

/** At most this many rounds are made. Fixes that touch each other need one round each. */
export const mostRounds = 10

/** A text with its fixes applied. */
export interface FixedText {
  readonly text: string
  /** The headings whose anchors have changed, for the links of other documents. */
  readonly renamed: RenamedAnchors
}

/**
 * Apply all fixes to a text, in rounds: fixes that touch others wait for the next round, and later rounds fix what earlier
 * ones cause. Links to a heading whose words change are changed, too.
 *
 * @param text With or without a byte order mark, which stays.
 * @returns The text in which nothing is left to fix, or the text after the last round.
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

/** Apply fixes once, and adjust the links to headings whose words they change. */
export function withFixes(text: string, fixes: readonly Fix[], read: Look['read']): FixedText {
  const source = withoutByteOrderMark(text)
  const edits = inOrder(fixes.flatMap((fix) => fix.edits))
  const after = edited(source, edits)
  const document = read(after)
  const renamed = renamedAnchors(read(source), document, edits)
  const linked = edited(after, inOrder(linksThatFollow(document, renamed, (path) => path === '')))
  return {text: text.slice(0, text.length - source.length) + linked, renamed}
}
