/** Whether two texts are one name: "Acme's", "the Acme API" and "the Acme integration" are Acme, too. */
export function isSameName(other: string, name: string): boolean {
  const [a, b] = [plain(other), plain(name)]
  return a.includes(b) || b.includes(a)
}

/** A name without article, genitive, letter case, and what stands between words: `pots_api` is "Pots API". */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(?:the|a|an|der|die|das|el|la|le|o|a) /, '')
    .replaceAll(/['’](?:s(?!\p{L}))?/gu, '')
    .replaceAll(/[\s_.-]+/g, '')
}

/**
 * Whether a text may stand for a title that can be any text: "the kiln" is no name, nor is a title that is a sentence; and
 * "Dragon Kiln" is what a title with one of these words speaks of.
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
  return text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
}
