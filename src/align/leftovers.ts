import type {Nodes} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {type Candidate, candidatesOf, wordsIn} from '../template/placeholder-candidates.ts'
import {indexPlaceholders} from '../template/placeholder-index.ts'
import {isDots} from '../template/placeholder-scan.ts'
import type {Placeholder} from '../template/schema.ts'
import type {Alignment} from './alignment.ts'
import {trueSamples} from './true-samples.ts'

/** A placeholder of the template that is still in a document. */
export interface Leftover {
  readonly placeholder: Placeholder
  readonly candidate: Candidate
}

/** Of leftovers sorted by place, those completely between two UTF-16 offsets. */
export function leftoversBetween(leftovers: readonly Leftover[], start: number, end: number): readonly Leftover[] {
  const startOf = ({candidate}: Leftover) => candidate.start
  return leftovers
    .slice(firstFrom(leftovers, start, startOf), firstFrom(leftovers, end, startOf))
    .filter(({candidate}) => candidate.end <= end)
}

/** Whether one of some leftovers, sorted by place, overlaps the text between two UTF-16 offsets. */
export function isTouched(leftovers: readonly Leftover[], start: number, end: number): boolean {
  const first = leftovers[firstFrom(leftovers, start + 1, ({candidate}) => candidate.end)]
  return first !== undefined && first.candidate.start < end
}

/**
 * Find the template's placeholders in a document. Only if the template's own text is there again, as the same kind of thing,
 * is it certain that somebody forgot to replace it.
 *
 * @returns Each only once, sorted by start and end: nested leftovers as the outer one, and those that make up a line as one.
 */
export function findLeftovers({
  document,
  schema,
  ownerOf
}: Pick<Alignment, 'document' | 'schema' | 'ownerOf'>): readonly Leftover[] {
  const index = indexPlaceholders(schema.placeholders)
  let citations: ReadonlySet<Nodes> | undefined
  const isInOpenBox = openBoxes(document)
  const isTrue = trueSamples(document, schema.placeholders)
  const found = [...candidatesOf(document, index), ...wordsIn(document, index.words)].flatMap(
    (candidate): readonly Leftover[] => {
      const same = index
        .find(candidate.type, candidate.key)
        .filter((placeholder) =>
          isInPlace(candidate, placeholder, placeholder.sectionLine === ownerOf(candidate.section).spec.line)
        )
      const lineOfSection =
        same.length > 1 || candidate.type === 'sentence in code' ? ownerOf(candidate.section).spec.line : undefined
      const here = same.find(({sectionLine}) => sectionLine === lineOfSection)
      // In code, brackets are only certain in the section whose code has them in the template.
      const placeholder = here ?? (candidate.type === 'sentence in code' ? undefined : same[0])
      if (!placeholder || (placeholder.isOfOption && isInOpenBox(candidate))) return []
      if (isTrue(candidate.node, placeholder)) return []
      if (mayBeQuoted(candidate, placeholder, ownerOf(candidate.section).spec.line)) {
        citations ??= quotedIn(document)
        if (citations.has(candidate.node)) return []
      }
      return [{placeholder, candidate}]
    }
  )
  return linesAsOne(outermost(found), document.source)
}

/** Returns a function that says whether a candidate is in an item with a box that is not ticked. */
function openBoxes(document: MarkdownDocument): (candidate: Candidate) => boolean {
  let starts: readonly (readonly [start: number, end: number])[] | undefined
  return ({start}) => {
    starts ??= document
      .nodes('listItem')
      .flatMap(({node: {checked, position}}) =>
        checked === false && position ? [[position.start.offset ?? 0, position.end.offset ?? 0] as const] : []
      )
    const [from, to] = starts[firstFrom(starts, start + 1, ([at]) => at) - 1] ?? [0, 0]
    return from <= start && start < to
  }
}

/** Whether in a quote a text is not the template's own: in one of another section the template is spoken about, and dots stand for what was left out. */
function mayBeQuoted({type}: Candidate, {text, sectionLine}: Placeholder, line: number): boolean {
  return (type === 'paragraph' && sectionLine !== line) || (type === 'token' && isDots(text))
}

function quotedIn(document: MarkdownDocument): ReadonlySet<Nodes> {
  return new Set(
    document
      .nodes('paragraph')
      .flatMap(({node, ancestors}) => (ancestors.some(({type}) => type === 'blockquote') ? [node] : []))
  )
}

/**
 * Whether a date, a number or a word to fill in is where one belongs: alone, after a label, or after the template's own
 * words. Elsewhere, `YYYY-MM-DD` describes a format. A bracketed word within quotation marks is part of the author's text,
 * unless the template has it in quotation marks, too.
 */
function isInPlace({looksLike, before = ''}: Candidate, placeholder: Placeholder, isOwnSection: boolean): boolean {
  if (isDots(placeholder.text)) return isOwnSection
  if (looksLike === 'bracket' && oneWord.test(placeholder.text))
    return !inQuotes.test(before) || inQuotes.test(placeholder.before ?? '')
  if (!wordKinds.has(looksLike)) return true
  return before === '' || /[:：][*_\s]*$/.test(before) || before.toLowerCase() === placeholder.before?.toLowerCase()
}

/** What has no brackets around it. */
const wordKinds: ReadonlySet<Candidate['looksLike']> = new Set(['date', 'number', 'blank'])

const oneWord = /^\[[\p{Alpha}-]+\]$/u

/** The text before something in quotation marks: `"Hello, [name]"`. */
const inQuotes = /(?:^|[\s(（])["“„«「『][^\s"“”„«»「」『』][^"“”„«»「」『』]{0,60}$/u

function outermost(leftovers: readonly Leftover[]): readonly Leftover[] {
  const sorted = leftovers.toSorted(
    (a, b) => a.candidate.start - b.candidate.start || b.candidate.end - a.candidate.end
  )
  let end = -1
  return sorted.filter(({candidate}) => {
    if (candidate.end <= end) return false
    end = Math.max(end, candidate.end)
    return true
  })
}

/** Joins placeholders of one template line that make up a whole line of the document. */
function linesAsOne(leftovers: readonly Leftover[], source: string): readonly Leftover[] {
  const lines: Array<{readonly start: number; readonly line: Leftover[]}> = []
  let end = -1
  for (const leftover of leftovers) {
    const at = leftover.candidate.start
    if (at > end) {
      lines.push({start: source.lastIndexOf('\n', at) + 1, line: []})
      end = source.indexOf('\n', at)
      if (end < 0) end = source.length
    }
    lines.at(-1)?.line.push(leftover)
  }
  return Array.from(lines, ({start, line}) => (isWhole(line, start, source) ? [joined(line, source)] : line)).flat()
}

function isWhole(line: readonly Leftover[], start: number, source: string): boolean {
  const [first, ...more] = line
  if (!first || more.length === 0) return false
  const end = source.indexOf('\n', first.candidate.start)
  const isOfText = line.every(
    ({candidate: {type}, placeholder}) =>
      (type === 'token' || type === 'inline code') && placeholder.line === first.placeholder.line
  )
  const gaps = [start, ...line.map(({candidate}) => candidate.end)].map((from, index) =>
    source.slice(from, line[index]?.candidate.start ?? (end < 0 ? undefined : end))
  )
  return isOfText && gaps.every((gap) => !/[\p{Alpha}\p{N}|\n]/u.test(gap))
}

function joined(line: readonly Leftover[], source: string): Leftover {
  const [{placeholder, candidate}] = line as readonly [Leftover]
  const end = line.at(-1)?.candidate.end ?? candidate.end
  return {
    placeholder: {...placeholder, kind: 'line'},
    candidate: {...candidate, text: source.slice(candidate.start, end), end}
  }
}
