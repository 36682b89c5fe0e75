import path from 'node:path'

/** Where the documents of a template are, and how their files are named, as far as that can be inferred. */
export interface Naming {
  /** The folder that contains most of them, in the form of their paths; empty for the folder to which these are relative. */
  readonly folder: string
  /** The text before the number, the date or the name. */
  readonly prefix: string
  /** What identifies a file besides its name. */
  readonly mark:
    | {readonly type: 'number'; readonly next: number; readonly width: number; readonly separator: string}
    | {readonly type: 'day'; readonly separator: string}
    | undefined
  /** The separator between the words of a name. */
  readonly separator: '-' | '_'
  /** The text after the name: `-runbook`. */
  readonly suffix: string
  /** The end of the path: `.md`, or `/README.md` if each document has a folder. */
  readonly ending: string
}

/** Files with these names are distinguished by their folders. */
const pageOfFolder = /^(?:readme|index)$/i

interface Entry {
  readonly folder: string
  readonly stem: string
  readonly ending: string
}

/**
 * Infer how the documents of a template are named.
 *
 * @param documents Their paths, with slashes.
 * @param namesIn Returns the names of everything in a folder, whose numbers are taken.
 * @returns Undefined if they are not in one folder, or if their numbers are not consecutive.
 */
export function namingOf(
  documents: readonly string[],
  namesIn: (folder: string) => readonly string[]
): Naming | undefined {
  const entries = documents.map((file) => entryOf(file))
  const [folder, ending] = [mostOf(entries.map((entry) => entry.folder)), mostOf(entries.map((entry) => entry.ending))]
  const own = entries.filter((entry) => entry.folder === folder && entry.ending === ending).map(({stem}) => stem)
  if (folder === undefined || ending === undefined || own.length * 2 < entries.length) return undefined
  const separator =
    own.filter((stem) => stem.includes('_')).length > own.filter((stem) => stem.includes('-')).length ? '_' : '-'
  const known = {folder, separator, ending} as const
  const days = own.flatMap((stem) => day.exec(stem)?.[1] ?? [])
  if (days.length * 2 > own.length)
    return {...known, prefix: '', mark: {type: 'day', separator: days[0] ?? '-'}, suffix: ''}
  const numbered = own.map((stem) => numbering.exec(stem)).filter((found) => found !== null)
  if (numbered.length * 2 > own.length) return withNumber(known, numbered, namesIn(folder))
  return {...known, prefix: '', mark: undefined, suffix: commonSuffix(own, separator)}
}

const day = /^\d{4}-\d{2}-\d{2}([-_ ])./

/** `0042-title`, `adr-042-title`, `ADR_7_title`. */
const numbering = /^((?:\p{Alpha}+[-_ ]?)?)(\d{1,6})([-_. ]+)(?=[^\d\s])/u

function entryOf(file: string): Entry {
  const {dir, name, ext} = path.posix.parse(file)
  return pageOfFolder.test(name) && dir !== ''
    ? {folder: path.posix.dirname(dir).replace(/^\.$/, ''), stem: path.posix.basename(dir), ending: `/${name}${ext}`}
    : {folder: dir, stem: name, ending: ext}
}

function mostOf(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0]
}

/** The naming with the next number; undefined if the numbers come from elsewhere, such as an issue tracker, and leave gaps. */
function withNumber(
  known: Pick<Naming, 'folder' | 'separator' | 'ending'>,
  numbered: readonly RegExpExecArray[],
  names: readonly string[]
): Naming | undefined {
  const [prefix = '', separator = '-'] = [
    mostOf(numbered.map(([, before = '']) => before)),
    mostOf(numbered.map(([, , , after = '']) => after))
  ]
  const digits = [
    ...numbered.map(([, before, number]) => [before, number] as const),
    ...names.map((name) => numbering.exec(name)).map((found) => [found?.[1], found?.[2]] as const)
  ].flatMap(([before, number]) => (before === prefix && number !== undefined ? [number] : []))
  const numbers = [...new Set(digits.map(Number))].toSorted((a, b) => a - b)
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)]
  if (numbers.length * 2 <= last - first) return undefined
  const width = Math.max(...digits.filter((each) => Number(each) === last).map(({length}) => length))
  return {...known, prefix, mark: {type: 'number', next: last + 1, width, separator}, suffix: ''}
}

/** The common words at the end of the names of all documents, if there are two or more documents. */
function commonSuffix(stems: readonly string[], separator: string): string {
  const [first = [], ...others] = stems.map((stem) => stem.split(separator))
  if (others.length === 0) return ''
  let length = 0
  while (
    length < Math.min(first.length, ...others.map((words) => words.length)) - 1 &&
    others.every((words) => words.at(-1 - length) === first.at(-1 - length))
  )
    length++
  return length === 0 ? '' : separator + first.slice(-length).join(separator)
}

/** Longer names are cut between two words. */
const longestSlug = 60

/** A name as part of a file's name: in lower case, with a separator between its words; empty if it has neither a letter nor a digit. */
export function slugOf(name: string, separator: string): string {
  const words =
    name
      .normalize('NFD')
      .replaceAll(/(?<=[a-z])\p{M}+/giu, '')
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/['’]/g, '')
      .match(/[\p{Alpha}\p{N}\p{M}]+/gu) ?? []
  const [first = ''] = words
  return words
    .slice(1)
    .reduce(
      (slug, word) =>
        slug.length + word.length < longestSlug && slug.length < longestSlug
          ? slug + separator + word
          : slug.padEnd(longestSlug),
      first.slice(0, longestSlug)
    )
    .trimEnd()
}

/**
 * The path of a new document among those of its template.
 *
 * @param name The name that is put into the file's name.
 * @param today The date in ISO 8601 form.
 * @returns Undefined if the name has nothing that can be written in a path.
 */
export function fileFor(naming: Naming, name: string, today: string): string | undefined {
  const {folder, prefix, mark, separator, suffix, ending} = naming
  const slug = slugOf(name, separator)
  if (slug === '') return undefined
  const opening =
    mark?.type === 'number'
      ? `${String(mark.next).padStart(mark.width, '0')}${mark.separator}`
      : mark
        ? `${today}${mark.separator}`
        : ''
  return path.posix.join(folder, `${prefix}${opening}${slug}${slug.endsWith(suffix) ? '' : suffix}${ending}`)
}

/** The number at the start of a file's name; undefined if it has none, or starts with a date. */
export function numberOf(file: string): number | undefined {
  const {stem} = entryOf(file)
  const number = day.test(stem) ? undefined : numbering.exec(stem)?.[2]
  return number === undefined ? undefined : Number(number)
}
