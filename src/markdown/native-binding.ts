import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Satteri} from './native-parser.ts'
import {knownVersion} from './native-tree.ts'

/** What satteri's native code offers: as satteri itself does, but for the features, which are bits there. */
type Binding = Omit<Satteri, 'createMdastHandle' | 'markdownToMdast'> & {
  createMdastHandle(source: string, features: number, trackPositions: boolean): ReturnType<Satteri['createMdastHandle']>
}

/** The bits of tables, footnotes, strikethrough, task lists and the rest of GitHub's Markdown. */
const gfm = (1 << 1) | (1 << 2) | (1 << 3) | (1 << 4) | (1 << 11)

/** Those of front matter in YAML and in TOML. */
const frontMatter = (1 << 7) | (1 << 8)

/**
 * Load the native code of satteri, and nothing of the thirty modules around it that make HTML and run plugins: they would
 * take a run over a small file a fifth of its time.
 *
 * @returns Undefined where another version of satteri is installed than the one that is known.
 * @throws {Error} Where there is none for this machine.
 */
export async function loadBinding(): Promise<Satteri | undefined> {
  const folder = path.dirname(path.dirname(createRequire(import.meta.url).resolve('satteri')))
  const {version} = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {version?: unknown}
  if (version !== knownVersion) return undefined
  const binding = (await import(pathToFileURL(path.join(folder, 'index.js')).href)) as Binding
  return {
    createMdastHandle: (source, {frontmatter}, trackPositions) =>
      binding.createMdastHandle(source, frontmatter ? gfm | frontMatter : gfm, trackPositions),
    serializeHandle: binding.serializeHandle,
    dropHandle: binding.dropHandle
  }
}
