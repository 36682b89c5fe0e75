import type {HeadingText} from '../template/heading-pattern.ts'

const appendix = /^(?:addend(?:a|um)|annex(?:es)?|append(?:ix|ices|ixes))\b/

/** Names of what stands behind a document's own matter: `References`, `Appendix A`, `Revision history`. */
const names = [
  /^(?:acknowledge?ments?|authors?|contributors|copyright|credits|licen[cs]es?|thanks)$/,
  appendix,
  /^(?:bibliography|citations?|footnotes?|further reading|links|references?|see also|sources|(?:other|related|useful) (?:documents|links|reading|references|resources))$/,
  /^glossary$/,
  /^(?:change ?log|changes (?:from|in|since)\b.*|previous versions|revisions?|(?:.* )?history)$/
]

/** Whether a section is by its name one that documents may have or not. */
export function isAppendix({folded}: Pick<HeadingText, 'folded'>): boolean {
  return appendix.test(folded)
}

/** Whether a section that a template does not know is by its name one of those that close any document. */
export function isBackMatter({folded}: Pick<HeadingText, 'folded'>): boolean {
  return names.some((name) => name.test(folded))
}

/** Whether two names are of back matter of one kind: `Links` and `References`. */
export function areOneBackMatter(one: Pick<HeadingText, 'folded'>, other: Pick<HeadingText, 'folded'>): boolean {
  return names.some((name) => name.test(one.folded) && name.test(other.folded))
}
