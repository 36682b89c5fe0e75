/** Whether a comment or an opening line says that the section may be repeated. */
export function saysRepeat(text: string): boolean {
  return /\b(?:repeat|copy|duplicate) (?:this|the) (?:\w+ )?(?:sub-?)?(?:section|block|heading)\b|\b(?:numbers?|amount) of [\w ]{1,40} can vary\b|\bone (?:sub-?)?section per\b/i.test(
    text.slice(0, 2000)
  )
}
