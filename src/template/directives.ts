import type {Point} from 'unist'
import {commentText} from '../markdown/comment.ts'
import {inMannerOfOthers, shownLintComment} from '../markdown/lint-comment.ts'
import {quote, quoteAll} from '../markdown/text.ts'
import {nearest} from '../nearest-name.ts'
import {compiled} from './heading-pattern.ts'
import {TemplateError} from './template-error.ts'

/** How often something may occur; without `max`, any number of times. */
export interface Occurrence {
  readonly min: number
  readonly max?: number
}

/** What a comment in a template says to overrule what guidelint infers. */
export type Directive =
  | {readonly type: 'optional' | 'required' | 'any order' | 'extra sections' | 'no extra sections' | 'keep' | 'remove'}
  | {readonly type: 'tick one' | 'tick only one' | 'tick all'}
  | {readonly type: 'ignore' | '/ignore' | 'any of' | '/any of'}
  | {readonly type: 'repeat' | 'rows'; readonly occurs: Occurrence}
  | {readonly type: 'values'; readonly values: readonly string[]}
  | {readonly type: 'heading' | 'label'; readonly expression: string}
  | {readonly type: 'placeholder'; readonly text: string}

/** How many rows of a table or items of a list there may be, if one of the directives before it says so. */
export function occurrenceIn(directives: readonly Directive[]): Occurrence | undefined {
  return directives.flatMap((directive) =>
    directive.type === 'rows' || directive.type === 'repeat' ? [directive.occurs] : []
  )[0]
}

/** An occurrence as directives write it: `2`, `2+` or `1..5`. */
export function shownOccurrence({min, max}: Occurrence): string {
  return max === undefined ? `${min}+` : min === max ? `${min}` : `${min}..${max}`
}

/** The bound of an occurrence that a count exceeds or falls short of, for a message. */
export function boundOf({min, max}: Occurrence, count: number): string {
  if (max === min) return `${min}`
  return count < min ? `at least ${min === 1 ? 'one' : min}` : `at most ${max}`
}

const words = [
  'optional',
  'required',
  'any order',
  'extra sections',
  'no extra sections',
  'keep',
  'remove',
  'tick one',
  'tick only one',
  'tick all',
  'ignore',
  '/ignore',
  'any of',
  '/any of'
] as const

/**
 * Read the directive of a comment: `<!-- guidelint optional -->`, or `<!-- optional -->` without other text.
 *
 * @param html The whole HTML node.
 * @param path The template's path, for errors.
 * @param place Where the comment is, for errors.
 * @returns Undefined for a comment that is not a directive.
 * @throws {TemplateError} For an unknown word after `guidelint`, a bad range or a bad regular expression.
 */
export function readDirective(html: string, path: string, place: Point | undefined): Directive | undefined {
  const comment = commentText(html)
  if (comment === undefined) return undefined
  const named = /^guidelint\b:?\s*/i.exec(comment)
  const text = named ? comment.slice(named[0].length) : comment
  const directive = parse(text, (reason) => new TemplateError(reason, path, place))
  if (directive || !named) return directive
  const meant = inMannerOfOthers(comment)
  const isOfGuides = /^(?:omit|template)\b/i.test(text)
  const wanted = meant ? quote(shownLintComment(meant)) : isOfGuides ? 'it in a guide only' : knownDirective(text)
  throw new TemplateError(
    `Unexpected directive ${quote(meant || text === '' ? comment : text)}, expected ${wanted}`,
    path,
    place
  )
}

/** Whether a comment starts with the name of this tool, so that it cannot be meant for another tool. */
export function isNamed(comment: string): boolean {
  return /^guidelint\b/i.test(comment)
}

/** The values of the first `values` directive; undefined without one. */
export function valuesIn(directives: readonly Directive[]): readonly string[] | undefined {
  return directives.flatMap((directive) => (directive.type === 'values' ? [directive.values] : []))[0]
}

/** The directive nearest to the first two words or the first word, for a message; all directives if none is near. */
function knownDirective(text: string): string {
  const known = [...words, ...Object.keys(readers)]
  const [first = '', second = ''] = text.split(/[:\s]+/, 2)
  const near = nearest(`${first} ${second}`.trim(), known) ?? nearest(first, known)
  return near === undefined ? `one of ${quoteAll(known)}` : quote(forms[near] ?? near)
}

/** How directives that need more than their name are written. */
const forms: Readonly<Record<string, string>> = {
  repeat: 'repeat 1..5',
  rows: 'rows 2+',
  values: 'values: draft, final',
  heading: 'heading /regular expression/',
  label: 'label /regular expression/',
  placeholder: 'placeholder: text'
}

type Fail = (reason: string) => TemplateError

function parse(text: string, fail: Fail): Directive | undefined {
  const lower = text.toLowerCase()
  const word = words.find((candidate) => candidate === lower)
  if (word) return {type: word}
  const [, name = '', colon = '', value = ''] =
    /^(repeat|rows|values|heading|label|placeholder)\b(:?)\s*([^]*)/i.exec(text) ?? []
  return readers[name.toLowerCase()]?.(value, colon !== '', fail)
}

/** Readers of directives with values. A comment that says more is not a directive: `<!-- repeat this section … -->`. */
const readers: Readonly<Record<string, (value: string, hasColon: boolean, fail: Fail) => Directive | undefined>> = {
  repeat: (value, _, fail) =>
    value === '' || isRange(value) ? {type: 'repeat', occurs: range(value || '1+', fail)} : undefined,
  rows: (value, _, fail) => (isRange(value) ? {type: 'rows', occurs: range(value, fail)} : undefined),
  values: (value, hasColon) =>
    hasColon && /[^,\s]/.test(value)
      ? {
          type: 'values',
          values: value
            .split(',')
            .map((item) => item.trim())
            .filter(Boolean)
        }
      : undefined,
  heading: (value, _, fail) =>
    value.startsWith('/') && value.length > 1 ? {type: 'heading', expression: expression(value, fail)} : undefined,
  label: (value, _, fail) =>
    value.startsWith('/') && value.length > 1 ? {type: 'label', expression: expression(value, fail)} : undefined,
  placeholder: (value, hasColon) => (hasColon && value !== '' ? {type: 'placeholder', text: value} : undefined)
}

function isRange(text: string): boolean {
  return /^\d[\d.+\s-]*$/.test(text)
}

/** `2`, `2+` or `1..5`. */
function range(text: string, fail: Fail): Occurrence {
  const [, from, plus, to] = /^(\d{1,6})(?:(\+)|\s?\.\.\s?(\d{1,6}))?$/.exec(text.trim()) ?? []
  if (from === undefined)
    throw fail(`Unexpected range ${quote(text)}, expected a form such as \`2\`, \`2+\` or \`1..5\``)
  const min = Number(from)
  if (plus) return {min}
  const max = to === undefined ? min : Number(to)
  if (max < min || max === 0) throw fail(`Unexpected range ${quote(text)}, expected an end that is not below its start`)
  return {min, max}
}

function expression(text: string, fail: Fail): string {
  const body = /^\/(.+)\/$/.exec(text)?.[1]
  if (body === undefined) throw fail(`Unexpected regular expression ${quote(text)}, expected it between two slashes`)
  try {
    compiled(body)
  } catch (cause) {
    throw fail(`Unexpected regular expression ${quote(text)}, expected RE2 syntax: ${(cause as Error).message}`)
  }
  return body
}
