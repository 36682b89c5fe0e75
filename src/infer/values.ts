import {foldWhitespace} from '../markdown/text.ts'
import {startsWithDate} from '../template/reading.ts'
import {usual} from './precedence.ts'

/** What follows a label, in a column or behind a key, in all documents. */
export type InferredValue =
  | {readonly type: 'text'}
  | {readonly type: 'date'}
  | {readonly type: 'choice'; readonly values: readonly string[]}
  | {readonly type: 'constant'; readonly value: string}

/** A choice covers this many of the values that there are, has so few values itself, and this many uses of each on average. */
const shareOfChoice = 0.95
const mostValues = 5
const fewestUses = 3

/** A value that may be one of a choice, or be the same in all documents: a few plain words. */
const plainValue = /^[\p{L}\p{N}][\p{L}\p{N} _.+/-]{0,39}$/u

/** What values have in common, each with the document that has it; empty ones leave no choice. */
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

/** The values that several documents have, the most frequent first, as they are written most often. */
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
