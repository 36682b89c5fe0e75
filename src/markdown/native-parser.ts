import type {Root} from 'mdast'
import {markdownToMdast} from 'satteri'
import {hasUnclosedFrontMatter} from './front-matter-fence.ts'

export function parseNatively(source: string): Root {
  return markdownToMdast(source, {features: {frontmatter: !hasUnclosedFrontMatter(source)}}) as Root
}
