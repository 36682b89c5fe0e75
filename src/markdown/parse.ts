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
  // An unclosed front matter makes remark-frontmatter drop all lists and quotes of the document
  // (micromark-extension-frontmatter issue 5), so it is not asked to look for one there.
  const processor = hasClosedFrontMatter(source) ? withFrontMatter : withoutFrontMatter
  return processor.parse(source)
}

function hasClosedFrontMatter(source: string): boolean {
  const fence = source.replace(/^\uFEFF/, '').slice(0, 3)
  if (fence !== '---' && fence !== '+++') return false
  return source.split(/\r\n|\r|\n/, 10_000).some((line, index) => index > 0 && line.trimEnd() === fence)
}
