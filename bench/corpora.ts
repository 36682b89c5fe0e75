import {cpSync, existsSync, readdirSync, statSync} from 'node:fs'
import path from 'node:path'

/** Real documents with the template that they were written from: a folder with `template.md` and `docs`. */
export interface Corpus {
  readonly name: string
  readonly folder: string
}

/** Without other wishes these are measured. */
export const usualCorpora = ['swift', 'kep', 'eip'].map((name) => path.join('../shared/corpora', name))

/** The corpora that are there; of each other it is told. */
export function corporaIn(folders: readonly string[], tell: (text: string) => void): readonly Corpus[] {
  return folders.flatMap((folder) => {
    if (existsSync(path.join(folder, 'docs')) && existsSync(path.join(folder, 'template.md')))
      return [{name: path.basename(path.resolve(folder)), folder: path.resolve(folder)}]
    tell(`skipped: ${folder} has no template.md and docs`)
    return []
  })
}

/** All Markdown below a folder, in one order. */
export function markdownIn(folder: string): readonly string[] {
  const names = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.md'))
  return names.toSorted((a, b) => (a < b ? -1 : 1)).map((name) => path.join(folder, name))
}

/** How much text files have, in bytes. */
export function bytesOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(file).size, 0)
}

/** A copy that tools may write their caches into. */
export function copyOf({name, folder}: Corpus, into: string): Corpus {
  const copy = path.join(into, name)
  cpSync(folder, copy, {recursive: true})
  return {name, folder: copy}
}
