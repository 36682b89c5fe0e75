import type {HeadingText} from '../template/heading-pattern.ts'

/** Names of what closes a document and carries on no section before it: `References`, `Appendix A`, `Revision history`. */
const names = [
  /^(?:acknowledge?ments?|credits|thanks)\b/,
  /^(?:addend(?:a|um)|annex(?:es)?|append(?:ix|ices|ixes))\b/,
  /^(?:bibliography|citations?|footnotes?|further reading|glossary|links|references?|resources|see also|sources)\b/,
  /^related (?:documents|links|reading|resources)\b/,
  /^(?:change ?logs?|changes (?:from|in|since)|(?:document |version )?history|previous versions|revisions?)\b/,
  /^(?:authors?|contributors|copyright|licen[cs]es?)$/,
  / history$/
]

/** Whether a section that a template does not know is by its name one of those that close a document. */
export function isClosingMatter({folded}: HeadingText): boolean {
  return names.some((name) => name.test(folded))
}
