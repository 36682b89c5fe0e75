import {foldWhitespace} from '../markdown/text.ts'
import {startsWithDate} from '../template/reading.ts'

/** What stands behind a label, in a column or behind a key, in all documents. */
export type InferredValue =
  | {readonly type: 'text'}
  | {readonly type: 'date'}
  | {readonly type: 'choice'; readonly values: readonly string[]}
  | {readonly type: 'constant'; readonly value: string}

/** A choice covers so many of the values that there are, has so few values itself, and so many uses of each on average. */
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
  const uses = new Map<string, {written: Map<string, number>; ranks: Set<number>; count: number}>()
  for (const [index, text] of texts.entries()) {
    const use = uses.get(text.toLowerCase()) ?? {written: new Map<string, number>(), ranks: new Set<number>(), count: 0}
    uses.set(text.toLowerCase(), use)
    use.count++
    use.written.set(text, (use.written.get(text) ?? 0) + 1)
    use.ranks.add(values[index]?.rank ?? 0)
  }
  const kept = [...uses.values()].filter(({ranks}) => ranks.size > 1).toSorted((a, b) => b.count - a.count)
  const words = kept.map(({written}) => [...written].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? '')
  const isCovered = kept.reduce((sum, {count}) => sum + count, 0) >= shareOfChoice * texts.length
  if (!isCovered || kept.length > mostValues || texts.length < fewestUses * Math.max(2, kept.length) || !words.every((word) => isPlain(word))) return {type: 'text'}
  return words.length === 1 ? {type: 'constant', value: words[0] ?? ''} : {type: 'choice', values: words}
}

function isPlain(word: string): boolean {
  return plainValue.test(word) && word.split(' ').length <= 3 && !/^\d+$|[NX]{3}|YYYY/.test(word)
}
