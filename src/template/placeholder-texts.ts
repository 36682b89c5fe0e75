import {conventionsOf} from './placeholder-conventions.ts'
import {isUnknownTag} from '../markdown/html-tag.ts'
import {foldedText} from './heading-pattern.ts'
import {isExpression} from './placeholder-scan.ts'
import {choiceIn} from './choices.ts'

/** Whether a tag is closed further on: `<intent>` … `</intent>` is an element, not a placeholder. */
export function isClosed(tag: string, source: string): boolean {
  const name = /^<([\w-]+)/.exec(tag)?.[1]
  return name !== undefined && source.includes(`</${name}>`)
}

/** A text that the author must continue: `Rejected because ...`. */
export const goesOn = /^[^.…]{0,60}(?:\.{3}|…)[*_]*$/

/** A comment that lacks a character, so that readers see it: `<-- Replace the title -->`. */
export const brokenComment = /^<(?:!?-{1,2}|!)\s[^<>]*\s-{0,2}>$/

/** Whether a text only repeats the name of its label, column or section in capitals: `DATE` after `Date:`. */
export function repeats(text: string, name: string): boolean {
  const plain = text.replaceAll('_', ' ')
  return (
    plain.length > 1 &&
    text !== name &&
    plain === plain.toUpperCase() &&
    plain !== plain.toLowerCase() &&
    foldedText(plain) === foldedText(name.replaceAll(/[_-]/g, ' ')) &&
    name !== name.toUpperCase()
  )
}

/** Whether code consists of comments only, which describe the code that belongs there. */
export function isOnlyComment(code: string): boolean {
  const lines = code.split('\n').filter((line) => line.trim() !== '')
  return (
    lines.length > 0 &&
    lines.length <= 5 &&
    lines.every((line) => /^\s*(?:#(?!!)|\/\/|--|;|%|<!--|\/\*|\*)\s*\p{Alpha}+(?: [^\s=]+){2,}/u.test(line))
  )
}

/** Whether code has a line with only a text in angle brackets, without a closing tag. */
export function hasOpenLine(code: string): boolean {
  return Array.from(code.matchAll(/^[ \t]*<(\p{Alpha}[\p{Alpha}\p{N} _-]{2,60})>[ \t]*$/gmu)).some(
    ([, name = '']) => isUnknownTag(`<${name}>`) && !code.includes(`</${name}`)
  )
}

/** Whether a comment is for people. Others are for programs: `guidelint …`, `lint disable`, `toc`. */
export function isRemark(comment: string): boolean {
  return (
    comment.includes(' ') &&
    !/^(?:guidelint|lint|markdownlint\S*|prettier\S*|vale|toc|omit in toc|START doctoc|END doctoc)\b/i.test(comment)
  )
}

/** Whether inline code as a whole is a placeholder: only if it cannot be a name in itself. */
export function isPlaceholderCode(code: string): boolean {
  if (/^(?:TODO|TBD|FIXME)[:：]\s/.test(code)) return true
  // Braces with a colon are an object in a program.
  const delimited = /^(?:\[[^[\]]+\]|\{[^{}:]+\})$/.test(code)
  if (code.startsWith('{{') && isExpression(code.slice(1, -1))) return false
  if (
    /^(?:<[\p{Alpha}][^<>]{2,}>|\{\{[^{}]+\}\})$/u.test(code) ||
    (delimited && /[\s#]/.test(code) && !code.includes(',')) ||
    /(?:^|\/)\[[\p{Alpha} -]+\](?=[_/])/u.test(code)
  )
    return true
  // A name with a slot in it, `@<team>-oncall`; in a path or a command, the slot belongs to the description.
  return (
    !/[\s/=]/.test(code) &&
    Array.from(code.matchAll(/(?<![\p{Alpha}\p{N})\]>])<\p{Alpha}[\p{Alpha}\p{N}_-]{1,40}>/gu)).some(
      ([tag]) => isUnknownTag(tag) && code.length > tag.length
    )
  )
}

/** Whether a slash separates code from other code: they are names to choose from, `<Input>` / `<Select>`. */
export function isAmongOthers(start: number, end: number, source: string): boolean {
  return (
    /^ ?\/ ?(?:`<|etc\b|…|\.\.\.)/.test(source.slice(end, end + 6)) ||
    />` ?\/ ?$/.test(source.slice(Math.max(0, start - 5), start))
  )
}

/**
 * Whether a template says what a name in code means, or a format that it is part of, so that it is a notation, and
 * stays: ``where `<kiln>` is the name of yours``.
 */
export function isExplained(code: string, source: string): boolean {
  if (conventionsOf(source).notations.some((notation) => notation.includes(code))) return true
  return [' is ', ' means ', ' stands for '].some((said) => source.includes(`\`${code}\`${said}`))
}

/** Whether a link target leads nowhere. `#` does so only if the text of the link says that its target is to come. */
export function isPlaceholderUrl(url: string, linked: string): boolean {
  if (url === '#') return toLink.test(linked.toLowerCase())
  // Three dots between two names mean a range of commits.
  return (
    !url.startsWith('#') &&
    !/\{\{[<%.]|\{\{ ?(?:site|page)\./.test(url) &&
    /(?<!\w)\.\.\.(?!\/)|\.\.\.(?![\w/])|NNNN|XXXX|TKTK|\/0000(?!\d)|^(?:link|url|todo|tbd|tba|fixme|xxx)$|[[\]{}<>]/i.test(
      url
    )
  )
}

/** `link to the chart`, `TODO`, `name of the page`, and not `back to top`. */
const toLink =
  /^(?:link|url|todo|tbd|tba|placeholder|insert|add|your)\b|\b(?:name|title|link|url|placeholder|todo|tbd)$|^(?:name|title) of\b/

/** Longer values are not searched for placeholders. */
const longestValue = 400

/** Whether a value of the front matter is a placeholder or has one in it. A list such as `[draft, done]` is a value. */
export function isPlaceholderValue(value: string): boolean {
  if (value.length > longestValue) return false
  const plain = value.replaceAll(/^["']|["']$/g, '')
  if (choiceIn(plain)) return true
  return (
    /^<[^<>\p{Alpha}]*\p{Alpha}.*>$/u.test(plain) ||
    (value === plain
      ? /^\[[^[\],"'<>\p{Alpha}]*\p{Alpha}[^[\],"'<> ]* [^[\],"'<>]*\]$|^\[ ?(?:<[^<>]*>(?:, ?)?)+\]$/u
      : /^\[(?!\^?\w-\w)[^[\]\p{Alpha}]*\p{Alpha}[^[\]]*\]$/u
    ).test(plain) ||
    /^\((?!optional\)|none\)|n\/?a\))[^()\p{Alpha}]*\p{Alpha}[^()]*\)$/iu.test(plain) ||
    /\{\{?[^{}:\p{Alpha}]*\p{Alpha}[^{}:]*\}/u.test(plain) ||
    /\b(?:YYYY-MM-DD|N{3,}|X{4,})\b/i.test(plain)
  )
}
