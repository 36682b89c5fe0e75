/** The lines of a template that is written, in blocks with a blank line between them. */
export class Lines {
  readonly all: string[] = []

  /** How many there are: the number of the last. */
  get count(): number {
    return this.all.length
  }

  /** Add a block behind a blank line; nothing if it has no lines. */
  block(...lines: readonly string[]): void {
    if (lines.length === 0) return
    if (this.all.length > 0) this.all.push('')
    this.all.push(...lines.flatMap((line) => line.split('\n')))
  }
}
