import type {Section} from '../markdown/document.ts'
import type {Missing} from './alignment.ts'

/** The number of a name, `3` of `3. Steps`, `5.C` of `5.C — Fall back`, `B` of `§B. Heat`; undefined where it has none. */
export function numberingOf(name: string | undefined): string | undefined {
  return /^(?:§\s?)?(\d{1,4}(?:\.(?:\d{1,4}|[A-Z]))?|[A-Z](?=[.)]))[.):]?\s/.exec(name ?? '')?.[1]
}

/** The sections beside a missing one; in a document with a title those below that. */
export function siblingsOf({parent, neighbours: {after, before}}: Missing): readonly Section[] {
  return (after ?? before)?.parent?.children ?? parent.children
}
