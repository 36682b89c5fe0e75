import type {Root} from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {withoutByteOrderMark} from './byte-order-mark.ts'
import {hasUnclosedFrontMatter} from './front-matter-fence.ts'

const gfm = unified().use(remarkParse).use(remarkGfm)
const withFrontMatter = gfm().use(remarkFrontmatter, ['yaml', 'toml']).freeze()
const withoutFrontMatter = gfm().freeze()

/**
 * Parse GitHub-flavoured Markdown with YAML or TOML front matter, using remark-parse.
 *
 * @throws {RangeError} If quotes and lists are nested too deeply for the parser's stack.
 */
export function parseByRemark(source: string): Root {
  // A lone surrogate cannot be written to a file or passed to native code.
  const text = withoutByteOrderMark(source).toWellFormed()
  return (hasUnclosedFrontMatter(text) ? withoutFrontMatter : withFrontMatter).parse(text)
}
