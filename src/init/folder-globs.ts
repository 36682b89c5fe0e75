import path from 'node:path'
import {isPageOfFolder} from './template-names.ts'

/** This many exceptions count as few, however many documents there are. */
const fewExceptions = 12

/** If a folder has this many times as many documents as other files, it belongs to the template, with everything below it. */
const majority = 4

/** The files that globs must match, and those that they must not match. */
export interface Division {
  /** Paths relative to the folder of the configuration, with slashes. */
  readonly own: readonly string[]
  readonly others: readonly string[]
  /** Whether a glob may claim everything below a folder, including future files. */
  readonly isFree: (folder: string) => boolean
}

/**
 * Globs for documents by their folders: for a folder and everything below it, for a name that all documents have, or for a
 * folder alone. Globs that start with `!` exclude other files there. If a folder has mostly other files, documents are named one by one.
 */
export function folderGlobs(division: Division, folder = ''): readonly string[] {
  const {own, others, isFree} = within(division, folder)
  if (own.length === 0) return []
  const inner = subfolders(own, folder)
  const direct = directly(own, folder)
  if (direct.length === 0 && inner.length === 1) return folderGlobs({own, others, isFree}, inner[0])
  if (folder !== '' && isFree(folder) && isMost(own, others))
    return [`${escaped(folder)}/**/*${endings(own)}`, ...exceptionsBelow({own, others, isFree}, folder)]
  return (
    globsByName({own, others, isFree}, folder) ?? [
      ...globsIn(folder, direct, directly(others, folder)),
      ...inner.flatMap((each) => folderGlobs({own, others, isFree}, each))
    ]
  )
}

/** A glob for the one name that all documents have, each in a folder of its own. */
function globsByName({own, others}: Division, folder: string): readonly string[] | undefined {
  const [name, ...further] = new Set(own.map((file) => path.posix.basename(file)))
  const namesakes = others.filter((file) => path.posix.basename(file) === name)
  if (name === undefined || further.length > 0 || own.length < 3 || own.length < majority * namesakes.length)
    return undefined
  return [
    `${folder === '' ? '' : `${escaped(folder)}/`}**/${escaped(name)}`,
    ...namesakes.map((file) => `!${escaped(file)}`)
  ]
}

function isMost(own: readonly string[], others: readonly string[]): boolean {
  return own.length >= majority * others.filter((file) => !isPageOfFolder(file)).length
}

/** Globs for the documents that are in a folder itself. */
function globsIn(folder: string, own: readonly string[], others: readonly string[]): readonly string[] {
  if (own.length === 0) return []
  const foreign = others.filter((file) => !isPageOfFolder(file)).length
  const isTheirs = own.length >= (foreign <= fewExceptions ? 1 : majority) * foreign
  if (isTheirs)
    return [
      `${folder === '' ? '' : `${escaped(folder)}/`}*${endings(own)}`,
      ...others.map((file) => `!${escaped(file)}`)
    ]
  return own.map((file) => escaped(file))
}

/** Globs that exclude other files: a folder if it has no documents, otherwise the file. */
function exceptionsBelow(division: Division, folder: string): readonly string[] {
  const {own, others} = within(division, folder)
  if (own.length === 0) return others.length > 0 ? [`!${escaped(folder)}/**`] : []
  return [
    ...directly(others, folder).map((file) => `!${escaped(file)}`),
    ...subfolders(others, folder).flatMap((each) => exceptionsBelow({...division, own, others}, each))
  ]
}

function within({own, others, isFree}: Division, folder: string): Division {
  if (folder === '') return {own, others, isFree}
  const isBelow = (file: string) => file.startsWith(`${folder}/`)
  return {own: own.filter((file) => isBelow(file)), others: others.filter((file) => isBelow(file)), isFree}
}

function directly(files: readonly string[], folder: string): readonly string[] {
  return files.filter((file) => folderOf(file) === folder)
}

/** The folders right below a folder that contain files. */
function subfolders(files: readonly string[], folder: string): readonly string[] {
  const start = folder === '' ? 0 : folder.length + 1
  return [
    ...new Set(files.filter((file) => folderOf(file) !== folder).map((file) => file.slice(0, file.indexOf('/', start))))
  ]
}

/** The folder of a file; empty for that of the configuration. */
export function folderOf(file: string): string {
  const folder = path.posix.dirname(file)
  return folder === '.' ? '' : folder
}

function endings(files: readonly string[]): string {
  const [first = '.md', ...others] = new Set(files.map((file) => path.posix.extname(file)))
  return others.length === 0 ? first : '.{md,markdown}'
}

/** A path as a glob that matches nothing else. */
function escaped(file: string): string {
  return file.replaceAll(/[\\*?[\]{}()!+@|]/g, String.raw`\$&`)
}
