import type {Section} from '../markdown/document.ts'
import type {Missing} from './alignment.ts'

/** The number before a name: `3` in `3. Steps`, `5.C` in `5.C — Fall back`, `B` in `§B. Heat`; undefined if it has none. */
export function numberingOf(name: string | undefined): string | undefined {
  return /^(?:§\s?)?(\d{1,4}(?:\.(?:\d{1,4}|[A-Z]))?|[A-Z](?=[.)]))[.):]?\s/.exec(name ?? '')?.[1]
}

/** The siblings of a missing section; in a document with a title those below that. */
export function siblingsOf({parent, neighbours: {after, before}}: Missing): readonly Section[] {
  return (after ?? before)?.parent?.children ?? parent.children
}
