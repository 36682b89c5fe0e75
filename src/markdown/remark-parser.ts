import type {Root} from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {hasUnclosedFrontMatter} from './front-matter-fence.ts'

const gfm = unified().use(remarkParse).use(remarkGfm)
const withFrontMatter = gfm().use(remarkFrontmatter, ['yaml', 'toml']).freeze()
const withoutFrontMatter = gfm().freeze()

/**
 * Parse GitHub-flavoured Markdown with YAML or TOML front matter by remark-parse.
 *
 * @throws {RangeError} Where quotes and lists are nested too deeply for the parser's own stack.
 */
export function parseByRemark(source: string): Root {
  return (hasUnclosedFrontMatter(source) ? withoutFrontMatter : withFrontMatter).parse(source)
}
