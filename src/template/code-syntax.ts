/** What stands right before the parameter of a type: `Array<string>`. */
export const generic = /(?<![\p{L}\p{N}])\p{Lu}\p{L}+$/u

/**
 * Whether a text in brackets or angles is part of what a program says: the parameter of a type, an attribute, a message to
 * an object, a table of settings, or what opens another bracket.
 *
 * @param code The code that it stands in.
 * @param index Where it starts there, in UTF-16 code units.
 */
export function isSyntax(text: string, code: string, index: number): boolean {
  const before = code.slice(Math.max(0, index - longestContext), index)
  if (text.startsWith('<')) return generic.test(before)
  if (!text.startsWith('[')) return false
  const behind = code.slice(index + text.length, index + text.length + longestContext)
  if (before.endsWith('#') || (before.endsWith('[') && !behind.startsWith(']'))) return true
  return isMessage(text) ? behind.startsWith(';') : isAlone(before, behind) && opensStatement(text, behind)
}

/** How far code is looked at on either side. */
const longestContext = 200

/** `[NSDate timeIntervalSinceNow]`, `[self reloadData]`: names as only programs have them. */
function isMessage(text: string): boolean {
  return /^\[\w+ \w+\]$/.test(text) && /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|^\[(?:self|super) /u.test(text)
}

function isAlone(before: string, behind: string): boolean {
  return /(?:^|\n)[ \t]*$/.test(before) && /^[ \t]*\n/.test(behind)
}

/** Whether one word, alone on its line, is the attribute of a declaration below it, or the name of the settings there. */
function opensStatement(text: string, behind: string): boolean {
  const next = behind
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('['))
  return !/\s/.test(text) && next !== undefined && (declaration.test(next) || /^[\w.-]{1,60} ?=/.test(next))
}

const declaration =
  /^(?:public|private|protected|internal|static|sealed|abstract|partial|async|class|struct|enum|interface|record|void|let|val|var)\s/
