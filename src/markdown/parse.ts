import type {Root} from 'mdast'

/**
 * Turns the text of a Markdown file, GitHub-flavoured with YAML or TOML front matter, into its mdast tree; lines and
 * columns are 1-based, offsets are UTF-16 code units from 0.
 */
export type Parse = (source: string) => Root
