/** What is counted in the documents that a template was inferred from. */
export type Units =
  | 'documents'
  | 'documents with this section'
  | 'documents with the section above it'
  | 'sections of this kind'
  | 'sections above it'

/** Say how many of the documents that a template was inferred from have something: `41 of 44 documents`. */
export function supportNote(parts: string, of: number, units: Units): string {
  return `${parts} of ${of} ${units}`
}

/** Whether a comment of a template ends with such a note, which is not for authors. */
export function isSupportNote(comment: string): boolean {
  return /\b\d{1,9} of \d{1,9} (?:documents(?: with (?:this section|the section above it))?|sections (?:of this kind|above it))$/.test(
    comment
  )
}
