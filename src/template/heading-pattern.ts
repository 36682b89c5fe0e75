import {remembered} from '../remembered.ts'
import type {RE2JS} from 're2js'
import {foldWhitespace} from '../markdown/text.ts'
import {withExamples} from './example-wordings.ts'
import {loadRegularExpressions} from './regular-expressions.ts'
import {foldName, inPlainForms, isAscii, normalizeName, ownForm} from './name-forms.ts'
import {numberLength, partLength, withNumbersMarked} from './running-numbers.ts'
import {anyText, runningNumber} from './skeleton-marks.ts'

const slotMark = new RegExp(`[${anyText}${runningNumber}]`, 'u')
const slotMarks = new RegExp(slotMark, 'gu')

/** Only this many characters of a heading are compared: nobody means longer texts as headings. */
const longestHeading = 500

/** What a heading (or a table's column) of a template allows: its literal text with slots. */
export interface HeadingPattern {
  /** The text as the template has it: `Type 1: [Name]`. */
  readonly name: string
  /** The text that is compared, with a mark for each slot and another for each running number. */
  readonly skeleton: string
  /** The skeleton in a form in which letter case and final punctuation do not count. */
  readonly folded: string
  /** A regular expression from a directive (RE2 syntax, linear time), which replaces all of the above. */
  readonly expression?: string
}

/** A document's heading, ready to be compared with many patterns. */
export interface HeadingText {
  readonly name: string
  /** Without what never counts: numbering, emoji, marks. */
  readonly exact: string
  /** In a form in which letter case and final punctuation do not count either. */
  readonly folded: string
}

/**
 * Make the pattern of a template's heading.
 *
 * @param name The heading's text.
 * @param placeholders The placeholders in it, as written.
 * @param hasOrdinal Whether a number or letter in it counts as a sample (`Type 1: [Name]`).
 */
export function headingPattern(name: string, placeholders: readonly string[], hasOrdinal: boolean): HeadingPattern {
  let text = foldWhitespace(name).slice(0, longestHeading)
  const slots = placeholders.map((placeholder) => foldWhitespace(placeholder))
  for (const slot of [...slots, ...withExamples(text, slots)].toSorted((a, b) => b.length - a.length)) {
    text = text.replaceAll(slot, anyText)
  }
  if (/^(?:\d{1,3}[.)] )?(?:…|\.{3,})$/.test(text)) text = anyText
  const skeleton = hasOrdinal ? withNumbersMarked(normalizeName(text)) : normalizeName(text)
  return {name: foldWhitespace(name), skeleton, folded: foldName(skeleton)}
}

/** Prepare a heading's text for comparison. */
export function headingText(name: string): HeadingText {
  return name.length > longestHeading ? prepare(name) : prepared(name)
}

const prepared = remembered((name) => prepare(name))

function prepare(name: string): HeadingText {
  const exact = normalizeName(name.length > longestHeading ? name.slice(0, longestHeading) : name)
  return {name, exact, folded: foldName(exact)}
}

/** A text as headings are compared: without numbering, emoji, marks, letter case and final punctuation. */
export function foldedText(text: string): string {
  return headingText(text).folded
}

/** A pattern whose first number, or letter after a word, is a sample. */
export function withOrdinal(pattern: HeadingPattern): HeadingPattern {
  return withSkeleton(pattern, withNumbersMarked(pattern.skeleton))
}

/** The text after a sample number and its separator. */
const tail = new RegExp(`(${runningNumber}\\s*[:.)–—-]?\\s*)[^${runningNumber}]+$`, 'u')

/** A pattern with a sample number and any text after it: `Scenario 1: …`. */
export function withAnyTail(pattern: HeadingPattern): HeadingPattern {
  return withSkeleton(pattern, pattern.skeleton.replace(tail, `$1${anyText}`))
}

/** A pattern that any text fits. */
export function withAnyText(pattern: HeadingPattern): HeadingPattern {
  return withSkeleton(pattern, anyText)
}

/** The literal text before the running number of a pattern, folded; undefined if it has none. */
export function numberedLead({folded}: HeadingPattern): string | undefined {
  const at = folded.indexOf(runningNumber)
  return at <= 0 || folded.slice(0, at).includes(anyText) ? undefined : folded.slice(0, at)
}

/**
 * The lead and the number of a heading by its pattern, folded: `method ` and `1` of `Method 1: OAuth`; undefined if
 * either has no number there.
 */
export function leadAndNumber(
  pattern: HeadingPattern,
  {folded}: Pick<HeadingText, 'folded'>
): {readonly lead: string; readonly number: string} | undefined {
  const lead = numberedLead(pattern)
  if (lead === undefined || !folded.startsWith(lead)) return undefined
  const length = numberLength(folded, lead.length)
  const end = lead.length + length
  return length === 0 ? undefined : {lead, number: folded.slice(lead.length, end + partLength(folded, end))}
}

/** A pattern with another skeleton. */
export function withSkeleton(pattern: HeadingPattern, skeleton: string): HeadingPattern {
  return {...pattern, skeleton, folded: foldName(skeleton)}
}

/** The text of a pattern without slots, without numbering and marks. */
export function literalForm({name, skeleton}: HeadingPattern): string {
  return isAscii(name) ? skeleton : ownForm(name)
}

/** Whether a skeleton has no literal text of its own, so that any heading fits. */
export function isWildcard({skeleton, expression}: HeadingPattern): boolean {
  return expression === undefined && slotMark.test(skeleton) && !/[\p{Alpha}\p{N}]/u.test(skeleton)
}

/** Whether a pattern has a slot, a running number or an expression. */
export function isOpen({skeleton, expression}: HeadingPattern): boolean {
  return expression !== undefined || skeleton.includes(anyText) || skeleton.includes(runningNumber)
}

/**
 * Whether a pattern shows by a number, or by having no literal text, that it is a sample of sections with names of
 * their own.
 */
export function isSample(pattern: HeadingPattern): boolean {
  return isWildcard(pattern) || pattern.skeleton.includes(runningNumber)
}

/** Whether a pattern has a running number, in place of which documents have their own. */
export function hasNumber({skeleton}: HeadingPattern): boolean {
  return skeleton.includes(runningNumber)
}

/**
 * How much of a skeleton is literal, in characters: the more, the more certain a match is. A regular expression says more
 * than a slot alone, but less than any name.
 */
export function literalLength({skeleton, expression}: HeadingPattern): number {
  return expression === undefined ? skeleton.replaceAll(slotMarks, '').length : 1
}

/** The literal text before a pattern's first slot or running number, folded: `type` of `Type 1: [Name]`. */
export function leadOf({folded}: HeadingPattern): string {
  return (folded.split(slotMark, 1)[0] ?? '').replace(/(?<![:\s])[:\s]+$/, '')
}

/**
 * The literal text after a pattern's last slot or running number: `Integration Guide` of `[Name] Integration Guide`.
 */
export function tailOf({skeleton}: HeadingPattern): string {
  return (skeleton.split(slotMark).at(-1) ?? '').trim()
}

/** Whether a pattern names a section that opens documents: `Summary`, `Overview`. */
export function opensByName({folded}: HeadingPattern): boolean {
  return opening.test(folded)
}

const opening =
  /^(?:(?:executive|short|brief) )?(?:summary|overview|introduction|abstract|description|purpose|about|synopsis|zusammenfassung|uberblick|einleitung|kurzbeschreibung|resume|introduccion|resumen|descripcion|resumo|introducao|descricao|visao geral|sommario|panoramica|краткое описание|введение|описание|概要|概述|摘要|简介|はじめに|개요)$/u

/** Whether a heading fits a pattern, whatever its letter case and final punctuation. */
export function fitsPattern(pattern: HeadingPattern, heading: HeadingText): boolean {
  if (pattern.expression !== undefined) return isFoundIn(pattern.expression, heading)
  if (!isOpen(pattern)) return pattern.folded === heading.folded
  // Most headings start otherwise.
  if (!heading.folded.startsWith(pattern.folded.slice(0, pattern.folded.search(slotMark)))) return false
  return (
    fitsSkeleton(pattern.folded, heading.folded) ||
    fitsWithName(pattern.folded, heading.folded) ||
    fitsWithRemark(pattern.folded, heading.folded) ||
    fitsWithNumber(pattern.folded, heading) ||
    fitsAsDated(pattern, heading)
  )
}

/** An entry whose sample starts with a date may have a date and nothing else: `2031-05-04` for `YYYY-MM-DD - Reason`. */
function fitsAsDated({name, folded}: HeadingPattern, heading: HeadingText): boolean {
  return (
    folded === dated && /^\W?(?:YYYY|date)/i.test(name) && /^\W?\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d)/.test(heading.name)
  )
}

const dated = `${anyText}: ${anyText}`

/** What fills a slot at the start may look like the heading's number: `0.9.0 (current)`. */
function fitsWithNumber(folded: string, {name}: HeadingText): boolean {
  return (
    folded.startsWith(anyText) &&
    fitsSkeleton(folded, foldName(foldWhitespace(inPlainForms(name.slice(0, longestHeading)))))
  )
}

/**
 * Whether a regular expression matches in a heading with white space folded, with or without numbering, emoji and
 * marks.
 */
export function isFoundIn(expression: string, {name, exact}: HeadingText): boolean {
  const whole = foldWhitespace(name)
  return compiled(expression).matcher(whole).find() || (exact !== whole && compiled(expression).matcher(exact).find())
}

/** A heading for a sample that ends with its number may add a name: `Story 1: A writer in a hurry`. */
function fitsWithName(folded: string, text: string): boolean {
  return (
    folded.endsWith(runningNumber) &&
    [`: ${anyText}`, ` (${anyText})`].some((name) => fitsSkeleton(folded + name, text))
  )
}

/**
 * There may be a remark between the number of a sample and its name: `Option B (rejected): Gas` for `Option A: [Name]`.
 */
function fitsWithRemark(folded: string, text: string): boolean {
  const at = folded.search(slotMark)
  if (folded[at] !== runningNumber || !/^ ?[:–—-]/.test(folded.slice(at + 1))) return false
  const end = at + numberLength(text, at)
  const [remark = ''] = /^ ?\([^()]{1,100}\)(?= ?[:–—-])/.exec(text.slice(end)) ?? []
  return end > at && remark !== '' && fitsSkeleton(folded, text.slice(0, end) + text.slice(end + remark.length))
}

/**
 * How a heading that fits a pattern must be spelt if letter case and final punctuation count.
 *
 * @returns Undefined if it is spelt so already, or if the pattern leaves the spelling open.
 */
export function exactForm(pattern: HeadingPattern, heading: HeadingText): string | undefined {
  if (pattern.expression !== undefined || fitsSkeleton(pattern.skeleton, heading.exact)) return undefined
  // Text in parentheses and plurals are not a matter of spelling.
  if (!isOpen(pattern)) return pattern.folded === heading.folded ? literalForm(pattern) : undefined
  // A sample may have a name of its own, without the template's words before the number.
  if (!fitsPattern(pattern, heading)) return undefined
  const lead = pattern.skeleton.slice(0, leadOf(pattern).length)
  const form = lead + heading.exact.slice(lead.length)
  return fitsSkeleton(pattern.skeleton, form) ? withDashesOf(heading, [form]) : undefined
}

/** Words that replace a heading, with the kinds of dashes of that heading, since all are compared as hyphens. */
export function withDashesOf({name}: HeadingText, words: readonly string[]): string {
  const text = words.join(' ')
  const own = ownForm(name).match(dash) ?? []
  return text.match(dash)?.length === own.length ? text.replaceAll(dash, () => own.shift() ?? '-') : text
}

const dash = /[‐-―−-]/gu

/**
 * Match a text exactly against a skeleton, and return what is in the slots.
 *
 * @param skeleton Literal text with slots. White space must be folded in both arguments.
 * @returns The texts in the slots; undefined if the text does not fit.
 */
export function slotsIn(skeleton: string, text: string): readonly string[] | undefined {
  const segments = skeleton.split(anyText)
  if (!text.startsWith(segments[0] ?? '')) return undefined
  const slots: string[] = []
  let at = (segments[0] ?? '').length
  for (const [index, segment] of segments.entries()) {
    if (index === 0) continue
    const start = index === segments.length - 1 ? text.length - segment.length : text.indexOf(segment, at + 1)
    if (start <= at || !text.startsWith(segment, start)) return undefined
    slots.push(text.slice(at, start))
    at = start + segment.length
  }
  return at === text.length ? slots : undefined
}

/**
 * Whether a text fits a skeleton, by wildcard matching as in file globs: each literal segment between slots is found at
 * its leftmost place. No backtracking is needed, since a slot takes any text.
 */
function fitsSkeleton(skeleton: string, text: string): boolean {
  const segments = skeleton.split(anyText)
  const last = segments.length - 1
  let at = 0
  for (const [index, segment] of segments.entries()) {
    const earliest = index === 0 ? 0 : at + 1
    const latest = index === 0 ? 0 : text.length
    const end = findSegment(segment, text, earliest, latest, index === last)
    if (end === undefined) return false
    at = end
  }
  return at === text.length
}

/** Where a segment that starts between `earliest` and `latest` ends, or undefined. */
function findSegment(
  segment: string,
  text: string,
  earliest: number,
  latest: number,
  toEnd: boolean
): number | undefined {
  for (let start = earliest; start <= latest; start++) {
    const end = segmentEnd(segment, text, start)
    if (end !== undefined && (!toEnd || end === text.length)) return end
  }
  return undefined
}

function segmentEnd(segment: string, text: string, start: number): number | undefined {
  let at = start
  for (const [index, literal] of segment.split(runningNumber).entries()) {
    if (index > 0) {
      const length = numberLength(text, at)
      if (length === 0) return undefined
      at += length
      const part = partLength(text, at)
      // A number of the pattern's own may follow, as in `INC-2031-001`.
      const isPart = literal === '' ? at + part === text.length : !text.startsWith(literal, at)
      if (isPart) at += part
    }
    if (!text.startsWith(literal, at)) return undefined
    at += literal.length
  }
  return at
}

const expressions = new Map<string, RE2JS>()

/** @throws {Error} If the expression is malformed. */
export function compiled(expression: string): RE2JS {
  const known = expressions.get(expression)
  if (known) return known
  const made = loadRegularExpressions().compile(expression)
  expressions.set(expression, made)
  return made
}
