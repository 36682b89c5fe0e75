import type {Root} from 'mdast'

/**
 * Parses the text of a Markdown file, GitHub-flavoured with YAML or TOML front matter, into an mdast tree. Lines and
 * columns are 1-based, offsets are UTF-16 code units from 0.
 */
export type Parse = (source: string) => Root
