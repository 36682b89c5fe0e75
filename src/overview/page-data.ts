// The data in the page of `guidelint report` for its script, as JSON. It is compact, since there may be 40,000 cells.

/** The states of a section in a document, worst first, each with its letter in the data, its label and its mark. */
export const states = [
  {state: 'missing', letter: 'm', label: 'missing', mark: '✗'},
  {state: 'empty', letter: 'e', label: 'empty', mark: '∅'},
  {state: 'placeholders', letter: 'p', label: 'placeholders left', mark: '[ ]'},
  {state: 'faulty', letter: 'f', label: 'other findings', mark: '!'},
  {state: 'there', letter: 't', label: 'present', mark: '✓'},
  {state: 'omitted', letter: 'o', label: 'left out for a reason', mark: '○'},
  {state: 'absent', letter: 'a', label: 'absent, not required', mark: '·'}
] as const

/**
 * The state of a section of the template in a document: reported as missing; present without content, with placeholders,
 * with other findings, or without findings; left out for a reason that the document gives; absent and not required.
 */
export type SectionState = (typeof states)[number]['state']

/** A finding: its rule (by rank), whether it is an error, its line and column (1-based; 0 for the file as a whole), its sections (by rank), and its message. */
export type FindingRow = readonly [
  rule: number,
  isError: 0 | 1,
  line: number,
  column: number,
  sections: readonly number[],
  reason: string
]

/** A document: its path, its reference in links, a letter for each section, the lines of these (0 if there is none), and its findings. */
export interface DocumentRow {
  readonly path: string
  readonly uri: string
  readonly cells: string
  readonly lines: readonly number[]
  readonly findings: readonly FindingRow[]
}

/** Documents of one template. */
export interface Grid {
  /** The path of the template; undefined for documents that have none. */
  readonly template: string | undefined
  readonly sections: ReadonlyArray<readonly [name: string, depth: number, isRequired: 0 | 1]>
  readonly documents: readonly DocumentRow[]
}

/** All that the page shows. */
export interface PageData {
  /** The URL that a cell links to, with `{path}`, `{line}` and `{column}`. */
  readonly link: string
  /** The names of rules, by their ranks. */
  readonly rules: readonly string[]
  readonly grids: readonly Grid[]
}

/** How many sections a document must have, and how many of them it has: the required ones, except those whose absence no rule reports. */
export function askedSections(
  {cells}: DocumentRow,
  {sections}: Grid
): {readonly present: number; readonly asked: number} {
  const asked = sections.flatMap(([, depth, isRequired], rank) => {
    const letter = cells.charAt(rank)
    // The document as a whole does not count as a section.
    return depth > 0 && letter !== 'a' && letter !== 'o' && (isRequired === 1 || letter === 'm') ? [letter] : []
  })
  return {present: asked.filter((letter) => letter !== 'm').length, asked: asked.length}
}
