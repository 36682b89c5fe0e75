/**
 * The wordings in which templates say that a section may be left out, from a survey of 523 real templates. They are
 * matched against whole comments and opening lines, never against prose further down.
 */

const part = String.raw`(?:(?:sub-?)?section|chapter|heading|part|element|field|block)`

const leaveOut = '(?:omit|remove|delete|skip|drop|cut)'

const says: readonly RegExp[] = [
  new RegExp(String.raw`^(?:this ${part} )?(?:is )?\(?optional\b(?! sections)`, 'i'),
  new RegExp(String.raw`\bth(?:is|e) (?:\w+ )?${part} is (?:\w+ )?optional\b`, 'i'),
  new RegExp(String.raw`\bthis is an optional ${part}\b`, 'i'),
  new RegExp(String.raw`\b(?:if|when|unless|where)\b[^.]{0,200}\b${leaveOut} (?:this|the) (?:whole |entire )?(?:sub-?)?section\b`, 'i'),
  new RegExp(String.raw`\b${leaveOut} (?:(?:this|the) (?:whole |entire )?(?:sub-?)?section )?(?:entirely )?(?:if|when|unless|where|otherwise)\b`, 'i'),
  new RegExp(String.raw`\b${leaveOut} (?:this|the) (?:sub-?)?section\b[^.]{0,60}\bnot (?:applicable|needed|relevant|required)\b`, 'i'),
  /\bfeel free to (?:remove|omit|delete|skip)\b/i,
  /\boptional for (?:other|non-|most)/i,
  /^(?:only )?if (?:applicable|needed|relevant)\b(?![^.]*\?)/i
]

/** Whether a comment, or the text that opens a section, says that it may be left out. */
export function saysOptional(text: string): boolean {
  const opening = text.slice(0, 2000)
  return says.some((wording) => wording.test(opening)) && !/\bnot optional\b/i.test(opening)
}

/** Whether a comment speaks of what comes next rather than of the section that it stands in. */
export function speaksOfNext(comment: string): boolean {
  return /\boptional (?:element|field|block|list|table)\b/i.test(comment)
}

/** Whether a placeholder that opens a section frees the section: `[Describe the pattern if applicable]`. */
export function placeholderSaysOptional(text: string): boolean {
  return /\bif (?:applicable|any|needed|relevant)\b|^\W*optional\b|\(optional\)|\bthis section is optional\b/i.test(text.slice(0, 2000))
}

/** Whether a comment or an opening line says that the section stands as often as there are things to tell. */
export function saysRepeat(text: string): boolean {
  return /\b(?:repeat|copy|duplicate) (?:this|the) (?:\w+ )?(?:sub-?)?(?:section|block|heading)\b|\b(?:numbers?|amount) of [\w ]{1,40} can vary\b|\bone (?:sub-?)?section per\b/i.test(text.slice(0, 2000))
}

/** Whether a comment asks to be removed before the document is done. */
export function saysRemove(comment: string): boolean {
  return /\b(?:remove|delete) (?:this|these|the|all) (?:\w+ )?comments?\b/i.test(comment)
}
