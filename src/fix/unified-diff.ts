import {formatPatch, structuredPatch} from 'diff'

/** Of more lines that differ, the fewest are not looked for, which takes time by their square. */
const mostChanges = 1000

/**
 * What was changed in a file, as a unified diff that `git apply` and `patch -p1` take.
 *
 * @param name Its path, relative to where that is run, with slashes.
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
