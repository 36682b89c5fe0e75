import type {Section} from '../markdown/document.ts'
import {type HeadingPattern, type HeadingText, headingText} from '../template/heading-pattern.ts'
import {wordsOf} from './likeness.ts'

/**
 * Whether a heading is a name of two words or more with an addition that leaves no doubt that it is that section: what it is
 * compared with, `Gaps and plans over the old kiln`, or its subject, by its own name or that of the document: `Open questions
 * for OAuth`. Any other may be the name of something else: `Open questions for review`.
 *
 * @param title The section of the document's title.
 */
export function addsOnlySubject({folded}: HeadingPattern, heading: HeadingText, title: Section | undefined): boolean {
  if (!folded.includes(' ') || !heading.folded.startsWith(`${folded} `)) return false
  const addition = heading.folded.slice(folded.length + 1)
  if (comparing.test(addition)) return true
  const [preposition = ''] = linking.exec(addition) ?? []
  if (preposition === '') return false
  const subject = addition.slice(preposition.length)
  const written = heading.exact.slice(heading.exact.toLowerCase().lastIndexOf(subject.split(' ')[0] ?? ''))
  return properName.test(written) || isSubject(subject, title)
}

const comparing = /^(?:over|vs\.?|versus|compared (?:to|with)|gegenüber|im vergleich (?:zu|mit)) \S/u

const linking =
  /^(?:for|of|in|on|with|to|from|at|by|für|von|bei|zum?|zur|im|in|de|des|du|del|da|do|dos|das|para|por|con|com|pour|sur|dans|для|по|в) (?:(?:the|an?|der|die|das|den|dem|el|la|las|los|le|les|o|os|as) )?/u

/** A word that is no plain word: with a capital inside, a number, or all in capitals. */
const properName = /\p{Ll}\p{Lu}|\p{N}|(?<!\p{Alpha})\p{Lu}{2,}(?!\p{Alpha})/u

/** Whether all words of a text are in the title. */
function isSubject(text: string, title: Section | undefined): boolean {
  const named = new Set(title ? wordsOf(headingText(title.name)) : [])
  const words = wordsOf(headingText(text))
  return words.length > 0 && words.every((word) => named.has(word))
}
