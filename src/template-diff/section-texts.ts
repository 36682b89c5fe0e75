import {type SectionSpec, specsBelow} from '../template/schema.ts'
import type {TemplateVersion} from './template-version.ts'

/** The texts of the sections of two templates. */
export interface SectionTexts {
  /** The likeness of the texts of two sections, from 0 to 1; 0 if one of them is too short. */
  readonly likeness: (old: SectionSpec, now: SectionSpec) => number
  /** Whether they have the same words equally often. */
  readonly areSame: (old: SectionSpec, now: SectionSpec) => boolean
}

/** Only so many words of a text are compared. */
const mostWords = 2000

/** A text with fewer different words does not identify its section. */
const fewestWords = 5

/**
 * Compare the texts of sections by their words, with the coefficient of Dice; a word weighs less the more sections have it
 * (inverse document frequency; Spärck Jones, A Statistical Interpretation of Term Specificity, 1972).
 */
export function sectionTexts(old: TemplateVersion, now: TemplateVersion): SectionTexts {
  const bags = new Map([...bagsOf(old), ...bagsOf(now)])
  const frequencies = new Map<string, number>()
  for (const bag of bags.values())
    for (const word of bag.keys()) frequencies.set(word, (frequencies.get(word) ?? 0) + 1)
  const weightOf = (word: string) => 1 / (frequencies.get(word) ?? 1)
  const none: Bag = new Map()
  const bagIn = (spec: SectionSpec) => bags.get(spec) ?? none
  return {
    likeness: (one, other) => {
      const [left, right] = [bagIn(one), bagIn(other)]
      if (left.size < fewestWords || right.size < fewestWords) return 0
      const shared = Array.from(left).reduce(
        (sum, [word, count]) => sum + Math.min(count, right.get(word) ?? 0) * weightOf(word),
        0
      )
      return (2 * shared) / (sizeOf(left, weightOf) + sizeOf(right, weightOf))
    },
    areSame: (one, other) => {
      const [left, right] = [bagIn(one), bagIn(other)]
      return left.size === right.size && Array.from(left).every(([word, count]) => right.get(word) === count)
    }
  }
}

/** How often each word occurs in a text. */
type Bag = ReadonlyMap<string, number>

function sizeOf(bag: Bag, weightOf: (word: string) => number): number {
  return Array.from(bag).reduce((sum, [word, count]) => sum + count * weightOf(word), 0)
}

/** The text of a section goes from its heading to the next one. */
function bagsOf({schema, text}: TemplateVersion): ReadonlyArray<readonly [SectionSpec, Bag]> {
  const lines = text.split(/\r\n?|\n/)
  const specs = specsBelow(schema.root).toSorted((a, b) => a.line - b.line)
  return specs.map(
    (spec, index) =>
      [spec, bagOf(lines.slice(spec.line, (specs[index + 1]?.line ?? lines.length + 1) - 1).join('\n'))] as const
  )
}

function bagOf(text: string): Bag {
  const bag = new Map<string, number>()
  let left = mostWords
  for (const [word] of text.toLowerCase().matchAll(/[\p{Alpha}\p{N}]+/gu)) {
    if (left-- === 0) break
    bag.set(word, (bag.get(word) ?? 0) + 1)
  }
  return bag
}
