import type {Point, Position} from 'unist'
import type {Fix} from '../../fix/fix.ts'
import type {Section} from '../../markdown/document.ts'

/** Where a document departs from its template, and what repairs it: everything in a finding except its words. */
export interface Departure {
  /** Exactly the text at fault, or the point where something is missing; undefined in a tree without positions. */
  readonly place: Position | Point | undefined
  /** The section that lacks what is missing, or contains what is at fault. If it is left out, it is the section that contains `place`. */
  readonly section?: Section | undefined
  /** The text at fault. */
  readonly actual?: string
  /** The texts that may replace exactly `place`, best first. A single text is the fix. */
  readonly expected?: readonly string[]
  /** Whether the author has to choose, even if there is only one text. */
  readonly isChoice?: boolean
  /** The edits that repair it, if more has to change than `place`. A fix that only replaces exactly `place` counts as `expected`. */
  readonly fix?: Fix
  /** The line of the template that requires it, 1-based. */
  readonly templateLine?: number
  /** Less than a fault: reported as a warning, whatever the rule's severity. */
  readonly isMinor?: boolean
  /** From a kind of inference that is wrong too often to be an error for everybody: a warning, except under `strict`. */
  readonly isUncertain?: boolean
}

/** The names of the neighbours in the document of the place where something belongs; undefined if there is none. */
export interface Between {
  readonly after: string | undefined
  readonly before: string | undefined
}
