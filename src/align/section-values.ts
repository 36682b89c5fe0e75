import type {Paragraph} from 'mdast'
import {statementsOf} from '../markdown/emptiness.ts'
import {foldWhitespace, textOf} from '../markdown/text.ts'
import {choiceIn, isAllowed} from '../template/reading.ts'
import {isToCome, doesNotApply} from '../markdown/emptiness.ts'
import type {Owner} from './alignment.ts'

/** A paragraph that is all of a section, and none of the values that the template gives it. */
export interface WrongValue {
  readonly node: Paragraph
  readonly text: string
  readonly allowed: readonly string[]
  /** 1-based line in the template. */
  readonly line: number
}

/** More words than these are a text of somebody's, which may say the value in words of its own. */
const mostWords = 5

/** The value that stands in a section beside those that it may have; undefined where it is one of them, or where its words hold one. */
export function wrongValue({spec, section}: Owner): WrongValue | undefined {
  const {values} = spec.content
  if (!values || doesNotApply(section)) return undefined
  const [node, ...others] = statementsOf(section)
  if (node?.type !== 'paragraph' || others.length > 0) return undefined
  const text = textOf(node)
  // A choice that is still open is a leftover of the template, and so is a word that it is still to come.
  if (text.split(' ').length > mostWords || choiceIn(text) || isToCome(text) || isAllowed(text, values.allowed))
    return undefined
  const words = ` ${wordsOf(text)} `
  return values.allowed.some((allowed) => words.includes(` ${wordsOf(allowed)} `))
    ? undefined
    : {node, text, allowed: values.allowed, line: values.line}
}

function wordsOf(text: string): string {
  return foldWhitespace(text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')).toLowerCase()
}
