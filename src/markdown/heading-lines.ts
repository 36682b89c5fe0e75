/** A line of a comment or of code that would be a heading elsewhere. */
export interface HeadingLine {
  /** 2 to 6. */
  readonly depth: number
  readonly name: string
}

/** In code a single `#` opens a comment in too many languages to be taken for a heading. */
const pattern = /^ {0,3}(#{2,6})[ \t]+(\S[^\n\r]{0,200})/gm

/** The lines of a text that look like headings of depth 2 and more, without what stands further right. */
export function headingLines(text: string): readonly HeadingLine[] {
  return Array.from(text.matchAll(pattern), ([, marker = '', name = '']) => ({depth: marker.length, name: name.replace(/[ \t]#+[ \t]*$|[ \t]{2,}.*$/, '').trim()}))
}
