import type {Point} from 'unist'
import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {textHash} from '../text-hash.ts'

/** A finding in the form that report formats need. */
export interface Finding {
  readonly message: VFileMessage
  readonly path: string
  readonly severity: 'error' | 'warning'
  readonly ruleId: string
  /** Where it starts and ends; the same for a point, undefined for a file as a whole. */
  readonly start: Point | undefined
  readonly end: Point | undefined
  /** Identifies it as long as its message is the same, wherever it moves in the file. Findings with the same message are numbered. */
  readonly fingerprint: string
}

/** All findings of some files, in order. */
export function findingsOf(files: readonly VFile[]): readonly Finding[] {
  return files.flatMap((file) => {
    const counts = new Map<string, number>()
    return file.messages.map((message): Finding => {
      const {place, fatal, ruleId = ''} = message
      const words = [file.path, ruleId, message.reason.replaceAll(/\bline \d+/g, 'line')].join('\0')
      const count = counts.get(words) ?? 0
      counts.set(words, count + 1)
      const [start, end] = place && 'start' in place ? [place.start, place.end] : [place, place]
      return {
        message,
        path: file.path,
        severity: fatal ? 'error' : 'warning',
        ruleId,
        start,
        end,
        fingerprint: textHash(`${words}\0${count}`)
      }
    })
  })
}

/** The reason, with the line of the template that requires it. */
export function textOf({message: {reason, note}}: Finding): string {
  return note === undefined ? reason : `${reason}\n${note}`
}

/** A number of things, in words: `1 error`, `2 errors`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
