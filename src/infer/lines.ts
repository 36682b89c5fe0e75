/** The lines of a template that is being written, in blocks separated by blank lines. */
export class Lines {
  readonly all: string[] = []

  /** The number of lines, which is also the 1-based number of the last. */
  get count(): number {
    return this.all.length
  }

  /** Add a block after a blank line; nothing if it has no lines. */
  block(...lines: readonly string[]): void {
    if (lines.length === 0) return
    if (this.all.length > 0) this.all.push('')
    this.all.push(...lines.flatMap((line) => line.split('\n')))
  }
}
