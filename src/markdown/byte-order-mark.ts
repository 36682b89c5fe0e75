/**
 * A text without a byte order mark at its start. Trees, places and offsets never count it, so that parsers, documents
 * and rules all see the text without it.
 */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}
