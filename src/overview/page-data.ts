// What the page of `guidelint report` holds for its script, as JSON: short, since there may be 40,000 cells.

/** The letter of each state in the cells of a document, worst first, with what it is called and the mark that is shown. */
export const states = [
  {state: 'missing', letter: 'm', label: 'missing', mark: '✗'},
  {state: 'empty', letter: 'e', label: 'empty', mark: '∅'},
  {state: 'placeholders', letter: 'p', label: 'placeholders left', mark: '[ ]'},
  {state: 'faulty', letter: 'f', label: 'other findings', mark: '!'},
  {state: 'there', letter: 't', label: 'there', mark: '✓'},
  {state: 'omitted', letter: 'o', label: 'left out for a reason', mark: '○'},
  {state: 'absent', letter: 'a', label: 'not there, not required', mark: '·'}
] as const

/**
 * How a document stands to a section of its template: reported as missing; there without content; there with placeholders;
 * there with other findings; there; left out for a reason that the document gives; not there, and not required.
 */
export type SectionState = (typeof states)[number]['state']

/** A finding: its rule (by its rank), whether it is an error, its line and column (1-based, 0 for the file as a whole), the sections that it is about (by their ranks), what is wrong. */
export type FindingRow = readonly [
  rule: number,
  isError: 0 | 1,
  line: number,
  column: number,
  sections: readonly number[],
  reason: string
]

/** A document: its path, its reference in links, a letter for each section, their lines (0 where there is none), its findings. */
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
  /** Where a cell leads: a URL with `{path}`, `{line}` and `{column}`. */
  readonly link: string
  /** The names of rules, by their ranks. */
  readonly rules: readonly string[]
  readonly grids: readonly Grid[]
}

/** How many sections a document has, of those that are asked of it: the required ones, but for what no rule misses. */
export function askedSections(
  {cells}: DocumentRow,
  {sections}: Grid
): {readonly present: number; readonly asked: number} {
  const asked = sections.flatMap(([, depth, isRequired], rank) => {
    const letter = cells.charAt(rank)
    // The document as a whole is no section.
    return depth > 0 && letter !== 'a' && letter !== 'o' && (isRequired === 1 || letter === 'm') ? [letter] : []
  })
  return {present: asked.filter((letter) => letter !== 'm').length, asked: asked.length}
}
