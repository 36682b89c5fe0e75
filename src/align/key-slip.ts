import leven from 'leven'

/** Longer keys are not compared. */
const longestKey = 60

/** A key in lower case without spaces and punctuation, and its letters in alphabetical order. */
export interface PlainKey {
  readonly text: string
  readonly letters: string
}

/** Prepare a key for comparing it with many others. */
export function plainKey(key: string): PlainKey {
  const text = key.toLowerCase().replaceAll(/[\s_.-]/g, '')
  return {text, letters: text.length > longestKey ? '' : Array.from(text).toSorted().join('')}
}

/** Whether a key is another one with a typing error: different punctuation, one letter off, or letters in another order. */
export function isSlip(written: PlainKey, key: PlainKey): boolean {
  const [one, other] = [written.text, key.text]
  if (one.length > longestKey || Math.abs(one.length - other.length) > 1) return false
  return (
    one === other || (one.length > 3 && (written.letters === key.letters || leven(one, other, {maxDistance: 2}) < 2))
  )
}
