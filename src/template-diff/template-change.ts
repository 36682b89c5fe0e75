/** What a change of a template is about. */
export type ChangeSubject =
  | 'document'
  | 'title'
  | 'section'
  | 'sections'
  | 'field'
  | 'table'
  | 'column'
  | 'row'
  | 'list'
  | 'code block'
  | 'diagram'
  | 'kept text'
  | 'task list'
  | 'box'
  | 'key'
  | 'front matter'
  | 'contents list'

/**
 * What becomes of it.
 *
 * - `added`, `removed`: with all that it holds; `to` and `from` say whether it is required.
 * - `renamed`: `from` a name `to` another.
 * - `moved`: `from` a parent `to` another, or, without these, to another place in the order.
 * - `depth`: `from` a depth of headings `to` another.
 * - `requirement`: `from` and `to` say whether it is required.
 * - `repetition`: `from` and `to` say how often it may stand there, or how many there may be.
 * - `values`: `from` and `to` list what it may say; without one, anything.
 * - `demand`: `from` and `to` say what is asked of it in words.
 */
export type ChangeKind =
  'added' | 'removed' | 'renamed' | 'moved' | 'depth' | 'requirement' | 'repetition' | 'values' | 'demand'

/** One thing that authors have to do otherwise by a new template. */
export interface TemplateChange {
  readonly kind: ChangeKind
  readonly subject: ChangeSubject
  /** As the new template has it, or the old one where the new one has it no more. */
  readonly name: string
  /** The names of the sections around it, outermost first: `Design > Tests`; empty at the top. */
  readonly section: string
  readonly from?: string
  readonly to?: string
  /** What stands before it among its kind in the new template, where that says where it belongs. */
  readonly after?: string
  /** How many sections are added or removed with it. */
  readonly parts?: number
  /** 1-based lines in the old and in the new template. */
  readonly oldLine?: number
  readonly newLine?: number
}
