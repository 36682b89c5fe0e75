import type {Root} from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'

const gfm = unified().use(remarkParse).use(remarkGfm)
const withFrontMatter = gfm().use(remarkFrontmatter, ['yaml', 'toml']).freeze()
const withoutFrontMatter = gfm().freeze()

/**
 * Parse GitHub-flavoured Markdown with YAML or TOML front matter.
 *
 * @param source The text of a Markdown file.
 * @returns Its mdast tree; lines and columns are 1-based, offsets are UTF-16 code units from 0.
 * @throws {RangeError} Where quotes and lists are nested too deeply for the parser's own stack.
 */
export function parseMarkdown(source: string): Root {
  return (hasUnclosedFrontMatter(source) ? withoutFrontMatter : withFrontMatter).parse(source)
}

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
