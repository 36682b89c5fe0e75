/** Whether one of two names contains the other, ignoring articles, genitives and letter case: "the Acme API" and "Acme's" both contain "Acme". */
export function isSameName(other: string, name: string): boolean {
  const [a, b] = [plain(other), plain(name)]
  return a.includes(b) || b.includes(a)
}

/** A name without articles, genitives, letter case and separators: `pots_api` is "Pots API". */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(?:the|a|an|der|die|das|el|la|le|o|a) /, '')
    .replaceAll(/['’](?:s(?!\p{Alpha}))?/gu, '')
    .replaceAll(/[\s_.-]+/g, '')
}

/**
 * Whether a text may name the same thing as a title with free text. It may if it is no name ("the kiln"), if the title is a
 * sentence, or if the two share a word.
 */
export function isAboutTheSame(other: string, title: string): boolean {
  const [others, words] = [wordsOf(other), wordsOf(title)]
  return (
    isSameName(other, title) ||
    !/^[\p{Lu}\p{N}]/u.test(other) ||
    words.length > 4 ||
    others.some((word) => words.includes(word))
  )
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{Alpha}\p{N}]{3,}/gu) ?? []
}
