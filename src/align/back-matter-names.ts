import type {HeadingText} from '../template/heading-pattern.ts'

const appendix = /^(?:addend(?:a|um)|annex(?:es)?|append(?:ix|ices|ixes))\b/

/** Names of sections that come after a document's own matter: `References`, `Appendix A`, `Revision history`. */
const names = [
  /^(?:acknowledge?ments?|authors?|contributors|copyright|credits|licen[cs]es?|thanks)$/,
  appendix,
  /^(?:bibliography|citations?|footnotes?|further reading|links|references?|see also|sources|(?:other|related|useful) (?:documents|links|reading|references|resources))$/,
  /^glossary$/,
  /^(?:change ?log|changes (?:from|in|since)\b.*|previous versions|revisions?|(?:.* )?history)$/
]

/** Whether a section is an appendix by its name, which any document may or may not have. */
export function isAppendix({folded}: Pick<HeadingText, 'folded'>): boolean {
  return appendix.test(folded)
}

/** Whether a section is back matter by its name, so that any document may close with it. */
export function isBackMatter({folded}: Pick<HeadingText, 'folded'>): boolean {
  return names.some((name) => name.test(folded))
}

/** Whether two names are the same kind of back matter: `Links` and `References`. */
export function areOneBackMatter(one: Pick<HeadingText, 'folded'>, other: Pick<HeadingText, 'folded'>): boolean {
  return names.some((name) => name.test(one.folded) && name.test(other.folded))
}
