import {constants} from 'node:buffer'
import {readFileSync, statSync} from 'node:fs'
import {quote} from '../markdown/text.ts'
import type {KnownFinding} from './matching-known-findings.ts'

/** The known findings of each document, by its path relative to the folder of the baseline, with slashes. */
export type Baseline = ReadonlyMap<string, readonly KnownFinding[]>

/** A baseline that cannot be used. */
export class BaselineError extends Error {
  override name = 'BaselineError'
}

/** The version of the format. */
const version = 1

const versionKey = 'guidelint-baseline'

/**
 * Read a baseline.
 *
 * @param file Its path.
 * @param name Its name in errors.
 * @returns Undefined if there is no such file.
 * @throws {BaselineError} If it cannot be read, or is not a baseline.
 */
export function readBaseline(file: string, name: string): Baseline | undefined {
  try {
    const stats = statSync(file, {throwIfNoEntry: false})
    if (!stats) return undefined
    // A pipe would never end.
    if (!stats.isFile() || stats.size > constants.MAX_STRING_LENGTH)
      throw new BaselineError(`${name}: Unreadable baseline, expected a file that guidelint wrote`)
    return parseBaseline(readFileSync(file, 'utf8'), name)
  } catch (error) {
    if (error instanceof BaselineError) throw error
    throw new BaselineError(
      `${name}: Unreadable baseline, expected a file that guidelint wrote: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`
    )
  }
}

/**
 * Read the text of a baseline. Lines that occur twice, as after a merge line by line, count once.
 *
 * @throws {BaselineError} If it is not a baseline.
 */
export function parseBaseline(text: string, name: string): Baseline {
  const conflict = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text)
  if (conflict)
    throw new BaselineError(
      `${name}:${lineAt(text, conflict.index)}: Unexpected mark of a merge conflict, expected the lines of one side or of both`
    )
  const entries = expectEntries(parsed(text, name), name)
  const documents = new Map<string, Map<string, KnownFinding>>()
  for (const [document, rule, section, counts] of entries) {
    const known = documents.get(document) ?? new Map<string, KnownFinding>()
    documents.set(document, known)
    for (const [subject, count] of Object.entries(counts)) {
      const key = JSON.stringify([rule, section, subject])
      known.set(key, {rule, section, subject, count: Math.max(count, known.get(key)?.count ?? 0)})
    }
  }
  return new Map(Array.from(documents, ([document, known]) => [document, [...known.values()]]))
}

type Entry = readonly [document: string, rule: string, section: string, counts: Readonly<Record<string, number>>]

function expectEntries(value: unknown, name: string): readonly Entry[] {
  if (!Array.isArray(value))
    throw new BaselineError(`${name}: Unexpected content, expected a list that guidelint wrote`)
  const versions = value.flatMap((entry) => (isRecord(entry) && versionKey in entry ? [entry[versionKey]] : []))
  if (versions.length === 0)
    throw new BaselineError(`${name}: Missing version, expected \`{"${versionKey}": ${version}}\` as the last entry`)
  const other = versions.find((given) => given !== version)
  if (other !== undefined)
    throw new BaselineError(`${name}: Unexpected version ${quote(JSON.stringify(other))}, expected ${version}`)
  return value.flatMap((entry, index) => {
    if (isEntry(entry)) return [entry]
    if (isRecord(entry) && versionKey in entry) return []
    throw new BaselineError(
      `${name}: Unexpected entry ${index + 1}, expected \`["document", "rule", "section", {"subject": 1}]\``
    )
  })
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\u{FEFF}/u, ''))
  } catch (error) {
    const {message} = error as Error
    const [, offset] = /at position (\d+)/.exec(message) ?? []
    throw new BaselineError(
      `${name}${offset === undefined ? '' : `:${lineAt(text, Number(offset))}`}: Unexpected syntax, expected JSON: ${message.split('\n', 1)[0]}`
    )
  }
}

/** The line of an offset, 1-based. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value) || value.length !== 4) return false
  const [document, rule, section, counts] = value as readonly unknown[]
  return (
    [document, rule, section].every((text) => typeof text === 'string') &&
    isRecord(counts) &&
    Object.values(counts).every((count) => Number.isSafeInteger(count) && (count as number) > 0)
  )
}

/**
 * A baseline as text. The order depends only on the known findings, and there is one line for each document, rule and
 * section, all with the same end, so that changes on two branches seldom touch the same line.
 */
export function baselineText(baseline: Baseline): string {
  const lines = sorted(baseline.entries(), ([document]) => document).flatMap(([document, known]) => {
    const groups = new Map<string, {rule: string; section: string; subjects: KnownFinding[]}>()
    for (const finding of known) {
      const {rule, section} = finding
      const key = JSON.stringify([rule, section])
      const group = groups.get(key)
      if (group) group.subjects.push(finding)
      else groups.set(key, {rule, section, subjects: [finding]})
    }
    return sorted(groups.values(), ({rule, section}) => `${rule}\0${section}`).map(({rule, section, subjects}) => {
      const counts = sorted(subjects, ({subject}) => subject).map(
        ({subject, count}) => `${JSON.stringify(subject)}: ${count}`
      )
      return `[${[document, rule, section].map((text) => JSON.stringify(text)).join(', ')}, {${counts.join(', ')}}],\n`
    })
  })
  return `[\n${lines.join('')}{"${versionKey}": ${version}}\n]\n`
}

/** Sort by code units, which gives the same order on every machine. */
function sorted<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): readonly Item[] {
  return Array.from(items).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : Number(keyOf(a) > keyOf(b))))
}
