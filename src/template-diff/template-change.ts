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
 * The kind of a change.
 *
 * - `added`, `removed`: with everything in it; `to` and `from` say whether it is required.
 * - `renamed`: `from` a name `to` another.
 * - `moved`: `from` a parent `to` another, or, without these, to another place in the order.
 * - `depth`: `from` a depth of headings `to` another.
 * - `requirement`: `from` and `to` say whether it is required.
 * - `repetition`: `from` and `to` say how often it may occur, or how many there may be.
 * - `values`: `from` and `to` list the allowed values; if one is absent, any is allowed.
 * - `demand`: `from` and `to` say what is required of it, in words.
 */
export type ChangeKind =
  'added' | 'removed' | 'renamed' | 'moved' | 'depth' | 'requirement' | 'repetition' | 'values' | 'demand'

/** One thing that authors have to do differently with a new template. */
export interface TemplateChange {
  readonly kind: ChangeKind
  readonly subject: ChangeSubject
  /** Its name in the new template, or in the old one if the new one does not have it. */
  readonly name: string
  /** The names of the sections around it, outermost first: `Design > Tests`; empty at the top. */
  readonly section: string
  readonly from?: string
  readonly to?: string
  /** The name of its predecessor among its kind in the new template, if that says where it belongs. */
  readonly after?: string
  /** How many sections are added or removed with it. */
  readonly parts?: number
  /** 1-based lines in the old and in the new template. */
  readonly oldLine?: number
  readonly newLine?: number
}
