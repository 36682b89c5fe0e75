import type {Section} from '../markdown/document.ts'
import {isFieldInHeading, withAnyValue} from './heading-fields.ts'
import {
  type HeadingPattern,
  foldedText,
  numberedLead,
  withAnyTail,
  withAnyText,
  withOrdinal,
  withSkeleton
} from './heading-pattern.ts'
import {withoutPlural} from './name-variants.ts'
import {eastern, isNamedByNumber} from './running-numbers.ts'
import {anyText, runningNumber} from './skeleton-marks.ts'

/**
 * The patterns of sibling sections, with slots where a heading is only a sample: because of its number, because of the
 * value after its label, or because it is the singular of its parent's name.
 *
 * @param sections The sections with these headings, in the same order.
 */
export function withSamples(
  patterns: readonly HeadingPattern[],
  sections: readonly Section[]
): readonly HeadingPattern[] {
  const {parent} = sections[0] ?? {}
  // A title names the subject of the whole document.
  const around = foldedText(parent && parent.depth > 1 ? parent.name : '')
  const plurals = patterns.map(({name}) => foldedText(name)).filter((name) => withoutPlural(name) !== name)
  // What has content once is a section of that name, not a field.
  const filled = new Set(sections.flatMap(({name, content}) => (content.length > 0 ? [name] : [])))
  return withSampleNumbers(patterns, around).map((pattern, index) => {
    const section = sections[index]
    if (section && !filled.has(section.name) && isFieldInHeading(section)) return withAnyValue(pattern)
    return isOneOf(pattern, around, plurals) ? withAnyText(pattern) : pattern
  })
}

/**
 * Whether a heading names one of several: `Topic` in `Topics`, `Problem` in `Common problems`, also `Alert title`
 * beside `Alerts`.
 */
function isOneOf({folded, skeleton}: HeadingPattern, parent: string, siblings: readonly string[]): boolean {
  if (skeleton.includes(anyText) || skeleton.includes(runningNumber)) return false
  const one = folded.replace(/ (?:name|title)$/, '')
  if (isLettered(folded, parent)) return true
  return isPluralOf(parent, one) || (one !== folded && siblings.some((name) => isPluralOf(name, one)))
}

/** Whether a name ends with its parent's and a letter, in a script that has no spaces or capitals: `新機能A` in `新機能`. */
function isLettered(folded: string, parent: string): boolean {
  return (
    parent.length > 1 && /[^\p{ASCII}]$/u.test(parent) && /[ab]$/.test(folded) && folded.slice(0, -1).endsWith(parent)
  )
}

/** Whether a name is the plural of another, and names nothing else. */
function isPluralOf(name: string, one: string): boolean {
  const singular = withoutPlural(name)
  return singular !== name && !/[&/,]/.test(name) && (singular === one || singular.endsWith(` ${one}`))
}

/**
 * A number after a word is a sample if a sibling has another number after the same word: `Story 1`, `Story 2`. The text
 * after the number is a sample too if two siblings differ in it (`Scenario 1: Primary Use Case`,
 * `Scenario 2: Alternative Use Case`), or if more differ and one of them has a slot there. Three or more fixed texts
 * are the steps of a procedure.
 */
function withSampleNumbers(patterns: readonly HeadingPattern[], around: string): readonly HeadingPattern[] {
  const numbered = withFurtherNumbers(patterns.map((pattern) => withOrdinal(pattern)))
  const steps = new Set([...patterns.filter((pattern) => isNumberedStep(pattern)), ...sampleCourse(patterns)])
  const byLead = samplesByLead(numbered)
  const [alone, ...others] = patterns.filter((pattern) => isFirstOfSeries(pattern, around))
  return numbered.map((pattern, index) => {
    const own = patterns[index] ?? pattern
    if (steps.size > 1 && steps.has(own)) return withAnyText(own)
    const lead = numberedLead(pattern)
    const samples = byLead.get(lead) ?? noSamples
    if (areAlike(samples) || (samples.count === 1 && others.length === 0 && own === alone)) return pattern
    return haveSampleTexts(samples, lead ?? '') ? withAnyTail(pattern) : own
  })
}

function areAlike({count, names}: Samples): boolean {
  return count > 1 && names.size === 1
}

/** Whether the text after the number is a sample too. After an identifier such as `N-1` it is a name. */
function haveSampleTexts({count, hasSlot}: Samples, lead: string): boolean {
  return (count === 2 && endsWord.test(lead)) || (count > 2 && hasSlot)
}

/** Siblings with one lead word and a number. */
interface Samples {
  readonly count: number
  readonly names: Set<string>
  readonly hasSlot: boolean
}

const noSamples: Samples = {count: 0, names: new Set(), hasSlot: false}

function samplesByLead(patterns: readonly HeadingPattern[]): ReadonlyMap<string | undefined, Samples> {
  const byLead = new Map<string | undefined, Samples>()
  for (const pattern of patterns) {
    const lead = numberedLead(pattern)
    if (lead === undefined) continue
    const {count, names, hasSlot} = byLead.get(lead) ?? {...noSamples, names: new Set<string>()}
    byLead.set(lead, {
      count: count + 1,
      names: names.add(pattern.folded),
      hasSlot: hasSlot || pattern.skeleton.includes(anyText)
    })
  }
  return byLead
}

/**
 * `1. Check [first thing to look at]`: numbered at its start, with a slot. If there are several, their words are
 * samples too.
 */
function isNumberedStep({name, skeleton}: HeadingPattern): boolean {
  return /^\d{1,3}(?:\.[\dA-Z]{1,3})*[.):]?\s/.test(name) && skeleton.includes(anyText)
}

/**
 * The steps of a procedure whose first two only say that they are steps: `1. Do the first step`,
 * `2. Do the second step`, `3. Close the lid`.
 */
function sampleCourse(patterns: readonly HeadingPattern[]): readonly HeadingPattern[] {
  const numbered = patterns.filter(({name}) => /^\d{1,3}[.):]\s/.test(name))
  const course = numbered.filter(({name}, index) => Number.parseInt(name, 10) === index + 1)
  return course.length > 2 && course.slice(0, 2).every(({name}) => merelyStep.test(name)) ? course : []
}

const merelyStep = /\bstep (?:first|second|one|two|[12])\b|\b(?:first|second|next) step\b/i

/**
 * `Problem 1` and no other: the first of any number, unless it is a proper name such as `Level 1`. `Endpoint Group 1` in
 * `Endpoints` is a sample.
 */
function isFirstOfSeries({name}: HeadingPattern, parent: string): boolean {
  const [, noun = ''] = /^(\p{Alpha}{2,30}(?: \p{Alpha}{2,30})?) #?0{0,2}1$/u.exec(name) ?? []
  const [first = '', second] = noun.toLowerCase().split(' ')
  return noun !== '' && (!isNamedByNumber(noun) || (second !== undefined && isPluralOf(parent, first)))
}

/** A lead that is a word: the number follows a space, or the word itself in a script without spaces. */
const endsWord = new RegExp(`(?: |${eastern})$`, 'u')

/**
 * Patterns in which numbers are marked that only siblings show to be samples: `Bread n` beside `Bread 1`, `機能1の実装`
 * beside `機能2の実装`.
 */
function withFurtherNumbers(patterns: readonly HeadingPattern[]): readonly HeadingPattern[] {
  const leads = new Set(patterns.map((pattern) => numberedLead(pattern)))
  const further = patterns.map((pattern) =>
    withSkeleton(pattern, pattern.skeleton.replaceAll(numberWithin, runningNumber))
  )
  const counts = new Map<string, number>()
  for (const {folded} of further) counts.set(folded, (counts.get(folded) ?? 0) + 1)
  return patterns.map((pattern, index) => {
    const marked = further[index] ?? pattern
    if (marked.folded !== pattern.folded) return (counts.get(marked.folded) ?? 0) > 1 ? marked : pattern
    const last = withSkeleton(pattern, pattern.skeleton.replace(/(?<=\p{Alpha} )n(?=$|[\s:.)–—-])/u, runningNumber))
    return last.folded !== pattern.folded && leads.has(numberedLead(last)) ? last : pattern
  })
}

const numberWithin = new RegExp(String.raw`(?<!\d)\d{1,3}(?=(?![年月日時])${eastern})`, 'gu')
