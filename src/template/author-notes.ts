import type {RootContent} from 'mdast'
import type {Field} from '../markdown/fields.ts'
import {textOf} from '../markdown/text.ts'
import {tellsAuthor} from './author-rules.ts'

/** Recognises labelled lines of a template that speak to authors, and that documents therefore do not have. */

/**
 * Whether a line above the first section tells authors about the file that they write, in sentences with nothing to
 * fill in: `**Naming:** Files are named after the kiln. Ask the editor for a number.`
 */
export function isRuleForAuthor({node, section, value}: Field): boolean {
  if (node.type !== 'paragraph' || section.depth > 1) return false
  const prose = textOf({...node, children: node.children.filter(({type}) => type !== 'inlineCode')})
  return (
    !/[[{<]/.test(prose) &&
    (value.match(/[\p{Alpha}`)][.!](?=\s|$)/gu) ?? []).length > 1 &&
    /\b(?:files?|filenames?) (?:is|are|must be|should be|will be) (?:called|named|placed|put|saved|stored)\b/i.test(
      value
    )
  )
}

/**
 * Whether a line of a quote is a note to authors: several sentences of which one is an instruction, or an instruction
 * behind a label that calls it a note or says for whom it is, with placeholders at most in code:
 * ``**For ferries:** Replace the list by `<route>`.``
 */
export function isNoteInQuote({label, node, value}: Field, block: RootContent): boolean {
  if (block.type !== 'blockquote' || node.type !== 'paragraph' || value.startsWith('`')) return false
  const prose = value.replaceAll(/`[^`]*`/g, '')
  const sentences = prose.split(/(?<=[.!?;…])\s+|(?<=[。！？；])/u).filter((sentence) => /\p{Alpha}/u.test(sentence))
  return (
    !/[[{<【]/.test(prose) &&
    (sentences.length > 1 || nameOfNote.test(label.toLowerCase())) &&
    sentences.some((sentence) => tellsAuthor(sentence))
  )
}

/** A label for authors: `Note`, `Naming rule`, `For ferries`. */
const nameOfNote =
  /^(?:for|in|für|bei|pour|dans|para|per|voor|для|при) |(?<!\p{Alpha})(?:note|hint|tip|rule|reminder|important|hinweis|tipp|regel|wichtig|remarque|astuce|règle|rappel|nota|consejo|regla|importante|dica|regra|nota bene|regola|suggerimento|let op|opmerking|примечание|правило|важно|подсказка)s?(?!\p{Alpha})|注意|提示|说明|規則|规则|備考|ヒント|ルール|참고|주의|규칙|の場合|경우/u
