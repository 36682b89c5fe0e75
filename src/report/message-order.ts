import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'

/**
 * The order of findings in a report: by place, then by severity and rule. Findings of one rule at one place stay in the
 * order in which it reports them. The bundle contains this instead of `vfile-sort`, whose comparison by locale loads the
 * tables of all languages, which takes a fifth of a run on a small file.
 */
export function compareMessage(a: VFileMessage, b: VFileMessage): number {
  for (const key of keys) {
    const order = compare(key(a), key(b))
    if (order !== 0) return order
  }
  return 0
}

const keys: ReadonlyArray<(message: VFileMessage) => string | number> = [
  ({line}) => line ?? 0,
  ({column}) => column ?? 0,
  // Errors, warnings, then other messages.
  ({fatal}) => (fatal === true ? 0 : fatal === false ? 1 : 2),
  ({source}) => source ?? '',
  ({ruleId}) => ruleId ?? ''
]

/** The order of files: by their paths, as `findFiles` sorts them. */
export function compareFile(a: VFile, b: VFile): number {
  return compare(a.path ?? '', b.path ?? '')
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}
