import type {Point} from 'unist'

/** A template that cannot be read, with the place in it. */
export class TemplateError extends Error {
  override name = 'TemplateError'
  readonly reason: string
  /** The template's path, as it was given. */
  readonly path: string
  readonly line: number
  readonly column: number

  /**
   * @param reason What is wrong, in the grammar of findings.
   * @param path The template's path.
   * @param place 1-based line and column; the start of the file if omitted.
   */
  constructor(reason: string, path: string, place?: Point) {
    const line = place?.line ?? 1
    const column = place?.column ?? 1
    super(`${path}:${line}:${column}: ${reason}`)
    this.reason = reason
    this.path = path
    this.line = line
    this.column = column
  }
}
