import {commentText} from './comment.ts'

/** A comment that turns rules on or off, as in remark-lint: `<!--lint disable no-placeholders-->`. */
export interface LintComment {
  /** The word after `lint`; valid ones are `disable`, `enable` and `ignore`. */
  readonly verb: string
  /** The rules that it names; none if it is about all rules. */
  readonly names: readonly string[]
}

/** Whether a word turns rules on or off. */
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

/**
 * The right comment for one in the style of other tools, such as `guidelint-disable-next-line no-placeholders`;
 * undefined for any other comment.
 */
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

/** The comment as it must be written. */
export function shownLintComment({verb, names}: LintComment): string {
  return `<!--lint ${[verb, ...names].join(' ')}-->`
}

function namesIn(text: string): readonly string[] {
  return text.split(/[ ,]+/).filter(Boolean)
}
