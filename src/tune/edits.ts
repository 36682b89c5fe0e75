/** A line to put into a template, or a comment behind the text of one; lines are those of the template as it is on disk, 1-based. */
export interface Edit {
  readonly line: number
  readonly at: 'below' | 'above' | 'end'
  readonly comment: string
}

/** A text with edits in it. */
export interface Edited {
  readonly text: string
  /** For each of its lines, the line of the text as it was that it is, or is put beside; 1-based. */
  readonly origins: readonly number[]
}

/** The lines of a text, each with what ends it, as CommonMark has them. */
export function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\r\n|\r(?!\n)|\n)/)
}

/** The comment that says a directive, in the syntax that a template is written in. */
export function commentFor(directive: string, path: string): string {
  return path.endsWith('.mdx') ? `{/* guidelint ${directive} */}` : `<!-- guidelint ${directive} -->`
}

/** Put edits into a text and change nothing else: each line keeps its ending, and the text its byte order mark and its end. */
export function edited(text: string, edits: readonly Edit[]): Edited {
  const lines = linesOf(text)
  const usual = endOf(lines[0] ?? '') || '\n'
  const origins: number[] = []
  const parts = lines.flatMap((line, index) => {
    const own = edits.filter((edit) => edit.line === index + 1)
    const end = endOf(line)
    const content = line.slice(0, line.length - end.length)
    const body = content.trimEnd()
    const behind = own
      .filter(({at}) => at === 'end')
      .map(({comment}) => ` ${comment}`)
      .join('')
    const above = own.filter(({at}) => at === 'above').map(({comment}) => comment + (end || usual))
    const below = own.filter(({at}) => at === 'below').map(({comment}) => comment)
    // What follows the text of a line may be a break, two blanks.
    const whole = behind === '' ? content : body + behind + content.slice(body.length)
    origins.push(...[...above, whole, ...below].map(() => index + 1))
    return [...above, [whole, ...below].join(end || usual) + end]
  })
  return {text: parts.join(''), origins}
}

function endOf(line: string): string {
  return /(?:\r\n|\r|\n)$/.exec(line)?.[0] ?? ''
}

/** The last line of a heading that starts in a line, both 1-based: that of its underline, if it has one. */
export function endOfHeading(lines: readonly string[], line: number): number {
  if (/^ {0,3}#/.test(lines[line - 1] ?? '')) return line
  const underline = lines.slice(line, line + mostLinesOfHeading).findIndex((text) => /^ {0,3}(?:=+|-+)\s*$/.test(text))
  return underline < 0 ? line : line + underline + 1
}

const mostLinesOfHeading = 10

/** Whether a block starts in a line, since what stands above it is blank, a heading or a comment. */
export function startsBlock(lines: readonly string[], line: number): boolean {
  const above = (lines[line - 2] ?? '').replace(/^\uFEFF/, '').trim()
  return above === '' || /^#{1,6}\s/.test(above) || above.endsWith('-->') || above.endsWith('*/}')
}

/** The last line of a paragraph that starts in a line, both 1-based. */
export function endOfParagraph(lines: readonly string[], line: number): number {
  const blank = lines.findIndex((text, index) => index >= line && text.trim() === '')
  return blank < 0 ? lines.length : blank
}
