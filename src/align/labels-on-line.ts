import type {LabelledLine} from '../markdown/fields.ts'
import {foldedText} from '../template/heading-pattern.ts'
import {joint} from './joint.ts'

/**
 * Whether a labelled line has a label among others: joined with them before its colon, `Scope / Impact: …`; in its value, `Plan:
 * a.md／Source: b.md`; or, in scripts without spaces, at the end of a compound, `設定正本` for `正本`.
 *
 * @param label The folded label that is looked for.
 */
export function hasLabelWithin(label: string, line: LabelledLine): boolean {
  const own = foldedText(line.label).split(joint)
  return [...own, ...labelsIn(line.read().value)].some((other) => other === label || isEndOf(label, other))
}

/** The folded labels in a value, each after a separator. */
function labelsIn(value: string): readonly string[] {
  return Array.from(value.slice(0, longestValue).matchAll(furtherLabel), ([, label = '']) => foldedText(label))
}

const longestValue = 500

const furtherLabel =
  /(?:[／|;；、]|\s\/\s)\s{0,4}[*_]{0,3}([^\s:：*_／/|;；、][^:：*_／/|;；、\n]{0,39})[*_]{0,3}[:：](?!\/)/gu

/** Whether a compound without spaces ends in a label. */
function isEndOf(label: string, compound: string): boolean {
  return (
    label.length > 1 &&
    compound.length > label.length &&
    compound.length <= label.length * mostTimes &&
    unspaced.test(label) &&
    compound.endsWith(label)
  )
}

const mostTimes = 3

const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u
