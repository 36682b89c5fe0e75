import {cpSync, existsSync, readdirSync, statSync} from 'node:fs'
import path from 'node:path'

/** Real documents with the template that they were written from: a folder with `template.md` and `docs`. */
export interface Corpus {
  readonly name: string
  readonly folder: string
}

/** The corpora that are measured by default. */
export const usualCorpora = ['swift', 'kep', 'eip'].map((name) => path.join('../shared/corpora', name))

/** The corpora that exist; for each other folder, a message is passed to `tell`. */
export function corporaIn(folders: readonly string[], tell: (text: string) => void): readonly Corpus[] {
  return folders.flatMap((folder) => {
    if (existsSync(path.join(folder, 'docs')) && existsSync(path.join(folder, 'template.md')))
      return [{name: path.basename(path.resolve(folder)), folder: path.resolve(folder)}]
    tell(`skipped: ${folder} has no template.md and docs`)
    return []
  })
}

/** The paths of all Markdown files below a folder, sorted. */
export function markdownIn(folder: string): readonly string[] {
  const names = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.md'))
  return names.toSorted((a, b) => (a < b ? -1 : 1)).map((name) => path.join(folder, name))
}

/** The size of files together, in bytes. */
export function bytesOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(file).size, 0)
}

/** A copy of a corpus, into which tools may write their caches. */
export function copyOf({name, folder}: Corpus, into: string): Corpus {
  const copy = path.join(into, name)
  cpSync(folder, copy, {recursive: true})
  return {name, folder: copy}
}
