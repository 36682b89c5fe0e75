import type {Point, Position} from 'unist'
import type {Fix} from '../../fix/fix.ts'
import type {Section} from '../../markdown/document.ts'

/** Where a document departs from its template, and what repairs it: all of a finding but its words. */
export interface Departure {
  /** Exactly the text at fault, or the point where something is missing; undefined in a tree without positions. */
  readonly place: Position | Point | undefined
  /** The section that lacks what is missing, or holds what is at fault; the one that `place` stands in where it is left out. */
  readonly section?: Section | undefined
  /** The text at fault. */
  readonly actual?: string
  /** What may stand instead of exactly `place`, best first; a single text is the fix. */
  readonly expected?: readonly string[]
  /** Whether it is for the author to say what is right, even of a single text. */
  readonly isChoice?: boolean
  /** What mends it otherwise; an editor offers it where that is one text instead of exactly `place`. */
  readonly fix?: Fix
  /** The template's line that asks for it, 1-based. */
  readonly templateLine?: number
  /** Less than a fault: reported as a warning, whatever the rule's severity. */
  readonly isMinor?: boolean
  /** Of a kind of inference that is not right often enough to be an error for everybody: a warning, but under `strict`. */
  readonly isUncertain?: boolean
}

/** The names of what stands in the document before and behind the place where something belongs; undefined where nothing does. */
export interface Between {
  readonly after: string | undefined
  readonly before: string | undefined
}
