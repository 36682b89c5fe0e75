import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Satteri} from './native-parser.ts'
import {knownVersion} from './native-tree.ts'

/** The interface of satteri's native code: like that of satteri itself, except that features are bits. */
type Binding = Omit<Satteri, 'createMdastHandle' | 'markdownToMdast'> & {
  createMdastHandle(source: string, features: number, trackPositions: boolean): ReturnType<Satteri['createMdastHandle']>
}

/** The bits for tables, footnotes, strikethrough, task lists and the rest of GitHub's Markdown. */
const gfm = (1 << 1) | (1 << 2) | (1 << 3) | (1 << 4) | (1 << 11)

/** The bits for front matter in YAML and in TOML. */
const frontMatter = (1 << 7) | (1 << 8)

/**
 * Load the native code of satteri without the thirty modules around it, which make HTML and run plugins: they would
 * take a fifth of the time of a run over a small file.
 *
 * @returns Undefined if the installed version of satteri is not the known one.
 * @throws {Error} If there is no native code for this machine.
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
