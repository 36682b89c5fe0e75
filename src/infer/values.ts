import {foldWhitespace} from '../markdown/text.ts'
import {startsWithDate} from '../template/dates.ts'
import {usual} from './precedence.ts'

/** The common form of the values of a label, a column or a key in all documents. */
export type InferredValue =
  | {readonly type: 'text'}
  | {readonly type: 'date'}
  | {readonly type: 'choice'; readonly values: readonly string[]}
  | {readonly type: 'constant'; readonly value: string}

/** A choice covers this share of all values, has at most this many values, and on average at least this many uses of each. */
const shareOfChoice = 0.95
const mostValues = 5
const fewestUses = 3

/** A value that may be one of a choice or a constant: a few plain words. */
const plainValue = /^[\p{Alpha}\p{N}][\p{Alpha}\p{N} _.+/-]{0,39}$/u

/** Infer what values have in common, each with the rank of its document. An empty value rules out a choice. */
export function inferValue(values: ReadonlyArray<{readonly rank: number; readonly value: string}>): InferredValue {
  const texts = values.map(({value}) => foldWhitespace(value.replaceAll(/[*_`"']/g, '')))
  if (texts.length === 0) return {type: 'text'}
  if (texts.filter((text) => startsWithDate(text)).length >= shareOfChoice * texts.length) return {type: 'date'}
  const uses = usesOf(texts.map((text, index) => ({text, rank: values[index]?.rank ?? 0})))
  const isCovered = uses.reduce((sum, {count}) => sum + count, 0) >= shareOfChoice * texts.length
  const isUsed = uses.length <= mostValues && texts.length >= fewestUses * Math.max(2, uses.length)
  const words = uses.map(({word}) => word)
  if (!isCovered || !isUsed || !words.every((word) => isPlain(word))) return {type: 'text'}
  return words.length === 1 ? {type: 'constant', value: words[0] ?? ''} : {type: 'choice', values: words}
}

/** The values that several documents have, the most frequent first, each in its most frequent spelling. */
function usesOf(
  texts: ReadonlyArray<{readonly text: string; readonly rank: number}>
): ReadonlyArray<{readonly word: string; readonly count: number}> {
  const uses = new Map<string, Array<{readonly text: string; readonly rank: number}>>()
  for (const each of texts) {
    const known = uses.get(each.text.toLowerCase())
    if (known) known.push(each)
    else uses.set(each.text.toLowerCase(), [each])
  }
  return [...uses.values()]
    .filter((own) => own.some(({rank}) => rank !== own[0]?.rank))
    .map((own) => ({word: usual(own.map(({text}) => text)), count: own.length}))
    .toSorted((a, b) => b.count - a.count)
}

function isPlain(word: string): boolean {
  return plainValue.test(word) && word.split(' ').length <= 3 && !/^\d+$|[NX]{3}|YYYY/.test(word)
}
