/**
 * A text without the byte order mark that it may start with. Trees, places and offsets never count it, so that parsers,
 * documents and rules all look at the text without it.
 */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}
