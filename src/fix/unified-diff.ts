import {formatPatch, structuredPatch} from 'diff'

/** If more lines differ, the smallest diff is not computed, since that takes quadratic time. */
const mostChanges = 1000

/**
 * The changes of a file, as a unified diff that `git apply` and `patch -p1` accept.
 *
 * @param name Its path with slashes, relative to the folder in which the diff is applied.
 */
export function unifiedDiff(name: string, before: string, after: string): string {
  const [from, to] = [`a/${name}`, `b/${name}`]
  const patch = structuredPatch(from, to, before, after, '', '', {context: 3, maxEditLength: mostChanges})
  const whole = () => ({
    oldFileName: from,
    newFileName: to,
    oldHeader: '',
    newHeader: '',
    hunks: [
      {
        oldStart: 1,
        newStart: 1,
        oldLines: linesOf(before).length,
        newLines: linesOf(after).length,
        lines: [...inHunk('-', before), ...inHunk('+', after)]
      }
    ]
  })
  return formatPatch(patch ?? whole(), {includeIndex: false, includeUnderline: false, includeFileHeaders: true})
}

function inHunk(sign: string, text: string): readonly string[] {
  return [
    ...linesOf(text).map((line) => sign + line),
    ...(text === '' || text.endsWith('\n') ? [] : [String.raw`\ No newline at end of file`])
  ]
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
