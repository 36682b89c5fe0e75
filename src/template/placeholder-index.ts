import {grouped} from '../grouped.ts'
import type {CandidateFilter, CandidateType} from './placeholder-candidates.ts'
import type {Placeholder} from './schema.ts'

/** The placeholders of a template, prepared for finding leftovers of them. */
export interface PlaceholderIndex extends CandidateFilter {
  /** The placeholders of a type with an equal key. */
  find(type: CandidateType, key: string): readonly Placeholder[]
  /** Texts that a directive names. */
  readonly words: readonly string[]
}

const indices = new WeakMap<readonly Placeholder[], PlaceholderIndex>()

/** Index placeholders by what is known of a candidate before it is examined closely: its type, and how it starts. */
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

/** A marker that says after its colon what is open, in different words each time: `[NEEDS CLARIFICATION: by when?]`. */
const markerHead = /^\[\p{Lu}[\p{Lu}\s_-]+:/u

function headOf(key: string): string | undefined {
  return key.startsWith('[') ? /^\[[^[\]:]{3,60}:/.exec(key)?.[0] : undefined
}

/** How many characters of a start are compared. */
const longestStart = 4

/** All starts that a text with an equal key may have. */
function startsOf(key: string): readonly string[] {
  return Array.from({length: longestStart}, (_, length) => key.slice(0, length + 1))
}

/** The first characters of a text that are certain to be in its key as well: ASCII, and not followed by an accent. */
function startOf(text: string): string {
  const trimmed = text.trimStart()
  let end = 0
  while (end < longestStart && isAscii(trimmed.charCodeAt(end))) end++
  if (trimmed.charCodeAt(end) > 0x7f) end--
  return trimmed.slice(0, Math.max(0, end)).toLowerCase()
}

/** Whether a character code is visible ASCII. */
function isAscii(code: number): boolean {
  return code > 0x20 && code < 0x7f
}

/** Matches the starts of all the placeholders, in any letter case. */
function openingsOf(placeholders: readonly Placeholder[]): RegExp {
  return new RegExp([...new Set(placeholders.map(({key}) => openingOf(key)))].join('|'))
}

/**
 * The pattern for the start of a key: a bracket with the letter after it, or the letters by which a word is a
 * placeholder.
 */
function openingOf(key: string): string {
  const letters = /^[[{<($][a-z[{<(]?/.exec(key)?.[0] ?? /n{3}|x{3}|y{4}|-(?:nn|xx|##)/.exec(key)?.[0] ?? ''
  return Array.from(letters, (letter) =>
    /[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : `\\${letter}`
  ).join('')
}
