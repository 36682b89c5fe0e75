/**
 * Whether a document starts like front matter that never ends. remark-frontmatter then drops all its lists, quotes and
 * footnotes (micromark-extension-frontmatter issue 5), so it must not be asked to look for one there.
 */
export function hasUnclosedFrontMatter(source: string): boolean {
  const fence = /^\uFEFF?(---|\+\+\+)[ \t]*(?:$|[\r\n])/.exec(source)?.[1]
  if (fence === undefined) return false
  for (const [line] of source.matchAll(/(?<=[\r\n])(?:---|\+\+\+)[ \t]*(?=$|[\r\n])/g)) {
    if (line.trimEnd() === fence) return false
  }
  return true
}
