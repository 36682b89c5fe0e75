/** A comment to insert into a template, on a line of its own or at the end of one; `line` is 1-based, in the template as it is on disk. */
export interface Edit {
  readonly line: number
  readonly at: 'below' | 'above' | 'end'
  readonly comment: string
}

/** A text with edits applied. */
export interface Edited {
  readonly text: string
  /** For each of its lines, the 1-based line of the original text that it is, or next to which it was inserted. */
  readonly origins: readonly number[]
}

/** The lines of a text with their line endings, as CommonMark defines them. */
export function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\r\n|\r(?!\n)|\n)/)
}

/** The comment for a directive, in the syntax of the template's file. */
export function commentFor(directive: string, path: string): string {
  return path.endsWith('.mdx') ? `{/* guidelint ${directive} */}` : `<!-- guidelint ${directive} -->`
}

/** Apply edits to a text and change nothing else: line endings, the byte order mark and the end of the text stay. */
export function edited(text: string, edits: readonly Edit[]): Edited {
  const lines = linesOf(text)
  const usual = endOf(lines[0] ?? '') || '\n'
  const origins: number[] = []
  const parts = lines.flatMap((line, index) => {
    const own = edits.filter((edit) => edit.line === index + 1)
    const end = endOf(line)
    const content = line.slice(0, line.length - end.length)
    const body = content.trimEnd()
    const atEnd = own
      .filter(({at}) => at === 'end')
      .map(({comment}) => ` ${comment}`)
      .join('')
    const above = own.filter(({at}) => at === 'above').map(({comment}) => comment + (end || usual))
    const below = own.filter(({at}) => at === 'below').map(({comment}) => comment)
    // The white space at the end of a line may be a hard break, two spaces.
    const whole = atEnd === '' ? content : body + atEnd + content.slice(body.length)
    origins.push(...[...above, whole, ...below].map(() => index + 1))
    return [...above, [whole, ...below].join(end || usual) + end]
  })
  return {text: parts.join(''), origins}
}

function endOf(line: string): string {
  return /(?:\r\n|\r|\n)$/.exec(line)?.[0] ?? ''
}

/** The last line of a heading that starts on a line, both 1-based: the underline, if it has one. */
export function endOfHeading(lines: readonly string[], line: number): number {
  if (/^ {0,3}#/.test(lines[line - 1] ?? '')) return line
  const underline = lines.slice(line, line + mostLinesOfHeading).findIndex((text) => /^ {0,3}(?:=+|-+)\s*$/.test(text))
  return underline < 0 ? line : line + underline + 1
}

const mostLinesOfHeading = 10

/** Whether a block starts on a 1-based line, since the line above is blank, a heading or the end of a comment. */
export function startsBlock(lines: readonly string[], line: number): boolean {
  const above = (lines[line - 2] ?? '').replace(/^\uFEFF/, '').trim()
  return above === '' || /^#{1,6}\s/.test(above) || above.endsWith('-->') || above.endsWith('*/}')
}

/** The last line of a paragraph that starts on a line, both 1-based. */
export function endOfParagraph(lines: readonly string[], line: number): number {
  const blank = lines.findIndex((text, index) => index >= line && text.trim() === '')
  return blank < 0 ? lines.length : blank
}
