import type {MarkdownDocument, Section} from './document.ts'
import {type Label, labelsIn} from './label-syntax.ts'

/**
 * The labels in a heading that is perhaps one only because a thematic break was meant below a paragraph, and the blank line
 * before `---` is missing: `**Owner:** Ada`. Empty for other headings.
 */
export function underlinedLabels({heading}: Section, {source}: MarkdownDocument): readonly Label[] {
  const [start, end] = [heading?.position?.start.offset, heading?.position?.end.offset]
  if (!heading || start === undefined || end === undefined || source[start] === '#') return []
  const text = source.slice(start, end)
  return /\n[ >]*-+\s*$/.test(text)
    ? labelsIn(text, {node: heading, hasMore: false}).filter(({isLoose}) => !isLoose)
    : []
}
