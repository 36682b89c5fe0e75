/** Where front matter is in a text, in UTF-16 offsets from 0. */
export interface FrontMatterFences {
  /** After the line break of the opening fence. */
  readonly start: number
  /** Before the closing fence. */
  readonly end: number
  /** After the closing fence and its trailing spaces, before the line break. */
  readonly after: number
}

/**
 * Find the fences of front matter as remark-frontmatter does: at the very start of a text, perhaps with spaces or tabs
 * after each fence.
 *
 * @param source The text, without a byte order mark.
 * @returns `none` if the text does not start with a fence, `unclosed` if no fence of the same kind follows.
 */
export function frontMatterFences(source: string): FrontMatterFences | 'none' | 'unclosed' {
  const [opening, fence] = /^(---|\+\+\+)[ \t]*(?:$|\r\n?|\n)/.exec(source) ?? []
  if (opening === undefined) return 'none'
  for (const {0: line, index} of source.matchAll(/(?<=[\r\n])(?:---|\+\+\+)[ \t]*(?=$|[\r\n])/g)) {
    if (line.trimEnd() === fence) return {start: opening.length, end: index, after: index + line.length}
  }
  return 'unclosed'
}

/**
 * Whether a text starts like front matter that never ends. remark-frontmatter then drops all its lists, quotes and
 * footnotes (micromark-extension-frontmatter issue 5), so it must not be used for such a text.
 *
 * @param source The text, without a byte order mark.
 */
export function hasUnclosedFrontMatter(source: string): boolean {
  return frontMatterFences(source) === 'unclosed'
}
