/** The name right before a type parameter: `Array` in `Array<string>`. */
export const generic = /(?<![\p{Alpha}\p{N}])\p{Lu}\p{Alpha}+$/u

/**
 * Whether a text in square or angle brackets is syntax of a programming language: a type parameter, an attribute, a
 * message to an object, the header of a group of settings, or a bracket within brackets.
 *
 * @param code The code that contains it.
 * @param index Where it starts in the code, as a UTF-16 offset.
 */
export function isSyntax(text: string, code: string, index: number): boolean {
  const before = code.slice(Math.max(0, index - longestContext), index)
  if (text.startsWith('<')) return generic.test(before)
  if (!text.startsWith('[')) return false
  const after = code.slice(index + text.length, index + text.length + longestContext)
  if (before.endsWith('#') || (before.endsWith('[') && !after.startsWith(']'))) return true
  return isMessage(text) ? after.startsWith(';') : isAlone(before, after) && opensStatement(text, after)
}

/** How many characters of code are read on either side. */
const longestContext = 200

/** `[NSDate timeIntervalSinceNow]`, `[self reloadData]`: names that only programs have. */
function isMessage(text: string): boolean {
  return /^\[\w+ \w+\]$/.test(text) && /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|^\[(?:self|super) /u.test(text)
}

function isAlone(before: string, after: string): boolean {
  return /(?:^|\n)[ \t]*$/.test(before) && /^[ \t]*\n/.test(after)
}

/**
 * Whether one word, alone on its line, is an attribute of the declaration below it, or the header of the settings
 * there.
 */
function opensStatement(text: string, after: string): boolean {
  const next = after
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('['))
  return !/\s/.test(text) && next !== undefined && (declaration.test(next) || /^[\w.-]{1,60} ?=/.test(next))
}

const declaration =
  /^(?:public|private|protected|internal|static|sealed|abstract|partial|async|class|struct|enum|interface|record|void|let|val|var)\s/
