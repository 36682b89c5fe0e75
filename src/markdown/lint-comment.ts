import {commentText} from './comment.ts'

/** What a comment says to those that check a document: `<!--lint disable no-placeholders-->`, as remark-lint has it. */
export interface LintComment {
  /** The word behind `lint`; `disable`, `enable` and `ignore` are those that there are. */
  readonly verb: string
  /** The rules that it names. */
  readonly names: readonly string[]
}

/** Whether a word is one that turns rules on or off. */
export function isLintVerb(verb: string): boolean {
  return verb === 'disable' || verb === 'enable' || verb === 'ignore'
}

/** Read a comment that opens with `lint`; undefined for any other HTML. */
export function lintComment(html: string): LintComment | undefined {
  const text = html.includes('lint ') ? commentText(html) : undefined
  if (!text?.startsWith('lint ')) return undefined
  const [verb = '', ...rest] = text.slice('lint '.length).split(' ')
  return {verb, names: namesIn(rest.join(' '))}
}

/** What a comment in the manner of other tools asks for, such as `guidelint-disable-next-line no-placeholders`, and what it would be here. */
export function inMannerOfOthers(comment: string): LintComment | undefined {
  const [all, verb = '', scope = ''] =
    /^(?:guidelint|lint)[-\s:]{0,9}(disable|enable|ignore|off|on)((?:[-_]?(?:next|previous|line|block|file|start|end)){0,4})(?![\w-]):?/i.exec(
      comment
    ) ?? []
  if (all === undefined) return undefined
  const rest = comment.slice(all.length)
  const isForNext = /^ignore$/i.test(verb) ? !/file|start/i.test(scope) : /next|line|block/i.test(scope)
  const isOn = /^(?:enable|on)$/i.test(verb) || /end/i.test(scope)
  return {verb: isOn ? 'enable' : isForNext ? 'ignore' : 'disable', names: namesIn(rest)}
}

/** A comment as it is written. */
export function shownLintComment({verb, names}: LintComment): string {
  return `<!--lint ${[verb, ...names].join(' ')}-->`
}

function namesIn(text: string): readonly string[] {
  return text.split(/[ ,]+/).filter(Boolean)
}
