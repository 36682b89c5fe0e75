/**
 * The names to which a text of a template tells authors to rename its section, in quotes, code or emphasis, or with a
 * capital: ``Once all is settled, rename this section to `Decisions`.``
 */
export function namesToCome(text: string): readonly string[] {
  return text
    .slice(0, 5000)
    .replaceAll(/\s+/g, ' ')
    .split(/[.!?;]\s/)
    .flatMap((sentence) => {
      const [, after = ''] = negated.test(sentence) ? [] : (renaming.exec(sentence) ?? [])
      const [, marked, plain] = name.exec(after) ?? []
      return marked ?? plain ?? []
    })
}

const negated = /\b(?:not|never|n['’]t) (?:rename|retitle|change)\b/i

const renaming =
  /\b(?:rename|retitle|change) (?:(?:this|the|its) (?:sub-?)?(?:section|heading|header)(?:['’]s)?(?: (?:heading|name|title))?|it|this) (?:in)?to (.{2,120})/i

/** A text that is marked as a name, or that starts with a capital and ends before the next part of the sentence. */
const name =
  /^(?:\*\*|__|[*_`"'“‘«])#{0,6} ?([\p{Alpha}\p{N}][\p{Alpha}\p{N} &/'’-]{1,80}?)(?:\*\*|__|[*_`"'”’»])|^(\p{Lu}[\p{Alpha}\p{N} &/'’-]{1,60}?)(?=$|[.,:)]| (?:after|as|before|if|in|once|when)\b)/u
