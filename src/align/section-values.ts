import type {Paragraph} from 'mdast'
import {statementsOf} from '../markdown/says-nothing.ts'
import {foldWhitespace, textOf} from '../markdown/text.ts'
import {choiceIn, isAllowed} from '../template/choices.ts'
import {isToCome, doesNotApply} from '../markdown/says-nothing.ts'
import type {Owner} from './alignment.ts'

/** A paragraph that is the whole content of a section, but none of the values that the template allows. */
export interface WrongValue {
  readonly node: Paragraph
  readonly text: string
  readonly allowed: readonly string[]
  /** 1-based line in the template. */
  readonly line: number
}

/** A longer text may express the value in other words. */
const mostWords = 5

/** The wrong value of a section, with those that it may have; undefined if it is one of these, or contains one. */
export function wrongValue({spec, section}: Owner): WrongValue | undefined {
  const {values} = spec.content
  if (!values || doesNotApply(section)) return undefined
  const [node, ...others] = statementsOf(section)
  if (node?.type !== 'paragraph' || others.length > 0) return undefined
  const text = textOf(node)
  // An open choice is a leftover of the template, and so is a note that the value is still to come.
  if (text.split(' ').length > mostWords || choiceIn(text) || isToCome(text) || isAllowed(text, values.allowed))
    return undefined
  const words = ` ${wordsOf(text)} `
  return values.allowed.some((allowed) => words.includes(` ${wordsOf(allowed)} `))
    ? undefined
    : {node, text, allowed: values.allowed, line: values.line}
}

function wordsOf(text: string): string {
  return foldWhitespace(text.replaceAll(/[^\p{Alpha}\p{N}]+/gu, ' ')).toLowerCase()
}
