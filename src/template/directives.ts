import type {Point} from 'unist'
import {commentText} from '../markdown/comment.ts'
import {quote} from '../markdown/text.ts'
import {nearest} from '../nearest.ts'
import {compiled} from './heading-pattern.ts'
import {TemplateError} from './template-error.ts'

/** How often something may stand; `max` left out means without end. */
export interface Occurrence {
  readonly min: number
  readonly max?: number
}

/** What a comment in a template may say to overrule what is read out of it. */
export type Directive =
  | {readonly type: 'optional' | 'required' | 'any order' | 'extra sections' | 'no extra sections' | 'keep' | 'remove'}
  | {readonly type: 'ignore' | '/ignore' | 'any of' | '/any of'}
  | {readonly type: 'repeat' | 'rows'; readonly occurs: Occurrence}
  | {readonly type: 'values'; readonly values: readonly string[]}
  | {readonly type: 'heading'; readonly expression: string}
  | {readonly type: 'placeholder'; readonly text: string}

const words = ['optional', 'required', 'any order', 'extra sections', 'no extra sections', 'keep', 'remove', 'ignore', '/ignore', 'any of', '/any of'] as const
const wordsWithValue = ['repeat', 'rows', 'values', 'heading', 'placeholder'] as const

/**
 * Read the directive of a comment: `<!-- guidelint optional -->`, or `<!-- optional -->` that says nothing else.
 *
 * @param html The whole HTML node.
 * @param path The template's path, for errors.
 * @param place Where the comment stands, for errors.
 * @returns Undefined for a comment that is none.
 * @throws {TemplateError} For an unknown word behind `guidelint`, a bad range or a bad regular expression.
 */
export function readDirective(html: string, path: string, place: Point | undefined): Directive | undefined {
  const comment = commentText(html)
  if (comment === undefined) return undefined
  const named = /^guidelint\b:?\s*/i.exec(comment)
  const text = named ? comment.slice(named[0].length) : comment
  const directive = parse(text, (reason) => new TemplateError(reason, path, place))
  if (directive || !named) return directive
  const near = nearest(text.split(/[:\s]/, 3).slice(0, 2).join(' '), [...words, ...wordsWithValue]) ?? nearest(text.split(/[:\s]/, 1)[0] ?? '', [...words, ...wordsWithValue])
  throw new TemplateError(`Unexpected directive ${quote(text || 'guidelint')}, expected ${near ? quote(near) : 'one of ' + [...words, ...wordsWithValue].map((word) => quote(word)).join(', ')}`, path, place)
}

function parse(text: string, error: (reason: string) => TemplateError): Directive | undefined {
  const lower = text.toLowerCase()
  const word = words.find((candidate) => candidate === lower)
  if (word) return {type: word}
  const [, name = '', rest = ''] = /^(repeat|rows|values|heading|placeholder)\b:?\s*(.*)$/i.exec(text) ?? []
  switch (name.toLowerCase()) {
    case 'repeat':
      return rest === '' || isRange(rest) ? {type: 'repeat', occurs: range(rest || '1+', error)} : undefined
    case 'rows':
      return isRange(rest) ? {type: 'rows', occurs: range(rest, error)} : undefined
    case 'values':
      return text.includes(':') ? {type: 'values', values: rest.split(',').map((value) => value.trim()).filter(Boolean)} : undefined
    case 'heading':
      return rest.startsWith('/') && rest.length > 1 ? {type: 'heading', expression: expression(rest, error)} : undefined
    case 'placeholder':
      return text.includes(':') && rest ? {type: 'placeholder', text: rest} : undefined
    default:
      return undefined
  }
}

function isRange(text: string): boolean {
  return /^\d[\d.+\s-]*$/.test(text)
}

/** `2`, `2+` or `1..5`. */
function range(text: string, error: (reason: string) => TemplateError): Occurrence {
  const [, from, plus, to] = /^(\d{1,6})(?:(\+)|\s?\.\.\s?(\d{1,6}))?$/.exec(text.trim()) ?? []
  if (from === undefined) throw error(`Unexpected range ${quote(text)}, expected a form such as \`2\`, \`2+\` or \`1..5\``)
  const min = Number(from)
  if (plus) return {min}
  const max = to === undefined ? min : Number(to)
  if (max < min || max === 0) throw error(`Unexpected range ${quote(text)}, expected an end that is not below its start`)
  return {min, max}
}

function expression(text: string, error: (reason: string) => TemplateError): string {
  const body = /^\/(.+)\/$/.exec(text)?.[1]
  if (body === undefined) throw error(`Unexpected regular expression ${quote(text)}, expected it between two slashes`)
  try {
    compiled(body)
  } catch (cause) {
    throw error(`Unexpected regular expression ${quote(text)}, expected RE2 syntax: ${String((cause as Error).message)}`)
  }
  return body
}
