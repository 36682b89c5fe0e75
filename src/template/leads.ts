import {grouped} from '../grouped.ts'
import {placeholderKey} from './placeholder-scan.ts'
import type {Placeholder} from './schema.ts'

/** An instruction as it may open a text without its lead. */
export interface InstructionOpening {
  readonly placeholder: Placeholder
  /** Its words without the lead, in the form in which placeholders are compared. */
  readonly words: string
}

/** Whether a text is a sentence behind a few words that name its subject: `Glazes. List the glazes …`. */
export function hasLead(text: string): boolean {
  return lead.test(text)
}

/** A text without the few words before its first sentence that name its subject: `Glazes. List the glazes …`. */
export function withoutLead(text: string): string {
  return text.replace(lead, '')
}

const lead = /^[\s*_-]{0,9}\p{Lu}[\p{Alpha}\p{N} '’&/()-]{1,50}\.[*_]{0,3}\s+(?=\p{Lu})/u

const indices = new WeakMap<readonly Placeholder[], ReadonlyMap<string, readonly InstructionOpening[]>>()

/** The instructions of a template that have enough words to be recognised without a block of their own, by their opening. */
export function instructionOpenings(
  placeholders: readonly Placeholder[]
): ReadonlyMap<string, readonly InstructionOpening[]> {
  const index = indices.get(placeholders) ?? newIndex(placeholders)
  indices.set(placeholders, index)
  return index
}

function newIndex(placeholders: readonly Placeholder[]): ReadonlyMap<string, readonly InstructionOpening[]> {
  const openings = placeholders
    .filter(({kind, type}) => kind === 'instruction' && type === 'paragraph')
    .map((placeholder) => ({placeholder, words: placeholderKey(withoutLead(placeholder.text))}))
    .filter(({words}) => words.split(' ', fewestWords).length === fewestWords)
  return grouped(openings, ({words}) => [openingOf(words)])
}

/** Fewer words may be anybody's. */
const fewestWords = 10

/** What openings are found by. */
export function openingOf(words: string): string {
  return words.slice(0, 16)
}
