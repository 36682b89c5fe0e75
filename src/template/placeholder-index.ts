import {grouped} from '../grouped.ts'
import type {CandidateFilter, CandidateType} from './placeholder-candidates.ts'
import type {Placeholder} from './schema.ts'

/** The placeholders of a template, ready to be found again. */
export interface PlaceholderIndex extends CandidateFilter {
  /** Those of a type that compare equal. */
  find(type: CandidateType, key: string): readonly Placeholder[]
  /** Texts that a directive names. */
  readonly words: readonly string[]
}

const indices = new WeakMap<readonly Placeholder[], PlaceholderIndex>()

/** Sort placeholders by what is known of a candidate before it is looked at closely: its type, and how it starts. */
export function indexPlaceholders(placeholders: readonly Placeholder[]): PlaceholderIndex {
  const index = indices.get(placeholders) ?? newIndex(placeholders)
  indices.set(placeholders, index)
  return index
}

function newIndex(placeholders: readonly Placeholder[]): PlaceholderIndex {
  const byKey = grouped(placeholders, ({type, key}) => [`${type} ${key}`])
  const byHead = grouped(
    placeholders.filter(({type, text}) => type === 'token' && markerHead.test(text)),
    ({key}) => [headOf(key) ?? key]
  )
  const byType = grouped(placeholders, ({type}) => [type])
  const starts = new Map(Array.from(byType, ([type, own]) => [type, new Set(own.flatMap(({key}) => startsOf(key)))]))
  // White space may be wider in a document.
  const lengths = new Map(
    Array.from(byType, ([type, own]) => [type, 2 * Math.max(...own.map(({text}) => text.length)) + 100])
  )
  const openings = new Map(Array.from(byType, ([type, own]) => [type, openingsOf(own)]))
  return {
    types: new Set(byType.keys()),
    find: (type, key) =>
      byKey.get(`${type} ${key}`) ?? (type === 'token' ? byHead.get(headOf(key) ?? '') : undefined) ?? [],
    words: (byType.get('word') ?? []).map(({text}) => text),
    mayStart: (type, text) => {
      const start = startOf(text)
      return start === '' || (starts.get(type)?.has(start) ?? false)
    },
    longest: (type) => lengths.get(type) ?? 0,
    isWanted: (type, key) => byKey.has(`${type} ${key}`),
    mayHold: (type, text) => openings.get(type)?.test(text) ?? false
  }
}

/** A marker that says what is open behind its colon, in other words each time: `[NEEDS CLARIFICATION: by when?]`. */
const markerHead = /^\[\p{Lu}[\p{Lu}\s_-]+:/u

function headOf(key: string): string | undefined {
  return key.startsWith('[') ? /^\[[^[\]:]{3,60}:/.exec(key)?.[0] : undefined
}

/** How far starts are compared. */
const longestStart = 4

/** All that a text which compares equal may start with. */
function startsOf(key: string): readonly string[] {
  return Array.from({length: longestStart}, (_, length) => key.slice(0, length + 1))
}

/** The first letters of a text, as far as they are sure to be in its form for comparison: ASCII, and no accent may follow. */
function startOf(text: string): string {
  const trimmed = text.trimStart()
  let end = 0
  while (end < longestStart && isAscii(trimmed.charCodeAt(end))) end++
  if (trimmed.charCodeAt(end) > 0x7f) end--
  return trimmed.slice(0, Math.max(0, end)).toLowerCase()
}

/** Whether it is a sign of ASCII that can be seen. */
function isAscii(code: number): boolean {
  return code > 0x20 && code < 0x7f
}

/** Finds, in any letter case, how each of some texts starts. */
function openingsOf(placeholders: readonly Placeholder[]): RegExp {
  return new RegExp([...new Set(placeholders.map(({key}) => openingOf(key)))].join('|'))
}

/** A bracket with the letter behind it; of a word the letters that make it one. */
function openingOf(key: string): string {
  const letters = /^[[{<($][a-z[{<(]?/.exec(key)?.[0] ?? /n{3}|x{3}|y{4}|-(?:nn|xx|##)/.exec(key)?.[0] ?? ''
  return Array.from(letters, (letter) =>
    /[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : `\\${letter}`
  ).join('')
}
