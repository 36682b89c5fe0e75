import leven from 'leven'
import {type Alignment, isNoCopy, fewestTogether, nodesOfType} from '../src/align/alignment.ts'
import {type FrontMatterLine, brokenFrontMatter, frontMatterLines, frontMatterOf} from '../src/markdown/front-matter.ts'
import {isClosed} from '../src/markdown/closed-document.ts'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {documentStart, lineBreakOf, placeBetween} from '../src/markdown/places.ts'
import {quote, quoteAll, quoteSome} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {isAllowed, startsWithDate, valuesFor} from '../src/template/reading.ts'
import type {KeySpec} from '../src/template/schema.ts'

/** The front matter of a document: the template's keys in any order, allowed values, dates. */
export default defineRule(
  {
    id: 'front-matter',
    summary: "Keys of the template's front matter that are missing, and values that are not allowed",
    fixes: 'renames a misspelt key, and inserts a missing key that needs a value, without the value',
    recommended: 'warn',
    strict: 'error',
    options: {}
  },
  ({alignment, document, schema, leftovers}) => {
    const specs = schema.frontMatter
    // A document that has nothing of the template is told so once, by `required-headings`.
    if (specs.length === 0 || isNoCopy(alignment)) return []
    const lines = frontMatterLines(document)
    const left = new Set(leftovers.map(({candidate}) => candidate.start))
    const broken = schema.isFrontMatterBroken ? undefined : brokenFrontMatter(document)
    if (broken) {
      // What cannot be read has no keys that could be missing; a placeholder in it is told by `no-placeholders`.
      const isLeft = leftovers.some(({candidate: {start}}) => broken.start <= start && start < broken.end)
      const reason = 'Unexpected line in the front matter, which no program can read, expected YAML'
      return isLeft
        ? []
        : [
            {
              place: placeBetween(document, broken.start, broken.end),
              subjects: ['YAML'],
              reason,
              ...(specs[0] && {templateLine: specs[0].line})
            }
          ]
    }
    const byKey = new Map(specs.map((spec) => [spec.key.toLowerCase(), spec] as const).toReversed())
    const values = lines
      .filter(({start}) => !left.has(start))
      .flatMap((line) => faultyValue(line, byKey.get(line.key.toLowerCase()), document))
    const lacking = missingKeys(lines, specs, document, (spec) => isForAuthor(spec, {lines, specs, alignment}))
    return [...lacking, ...values]
  }
)

function missingKeys(
  lines: readonly FrontMatterLine[],
  specs: readonly KeySpec[],
  document: MarkdownDocument,
  isLeft: (spec: KeySpec) => boolean
): readonly Finding[] {
  const present = new Set(lines.map(({key}) => key.toLowerCase()))
  // A heading of depth 1 is a title as well.
  if (document.sections.some(({depth}) => depth === 1)) present.add('title')
  const due = specs.filter(({key, isOptional}) => !isOptional && !present.has(key.toLowerCase()))
  const [first] = due
  if (!first) return []
  const frontMatter = frontMatterOf(document)
  const names = quoteAll(due.map(({key}) => key))
  if (!frontMatter)
    return [
      {
        place: document.tree.position?.start ?? documentStart(document),
        section: document.root,
        subjects: subjectsOf(due),
        reason: `Missing front matter, expected one with ${names}`,
        ...keysToInsert(due, document, isLeft),
        templateLine: first.line
      }
    ]
  const end = frontMatter.position?.end.offset
  const place = end === undefined ? undefined : document.pointAt(end - 3)
  const known = new Set(specs.map(({key}) => key.toLowerCase()))
  const others = lines
    .filter(({key}) => !known.has(key.toLowerCase()))
    .map((other) => ({...other, plain: plainKey(other.key)}))
  const areFew = due.length * others.length <= mostPairs
  const meantBy = new Map(
    due.map((spec) => {
      const plain = plainKey(spec.key)
      return [spec, areFew ? others.find((other) => isSlip(other.plain, plain)) : undefined]
    })
  )
  const misspelt = due.flatMap((spec) => misspeltKey(spec, meantBy.get(spec), document))
  const missing = due.filter((spec) => !meantBy.get(spec))
  // All that is missing has one place.
  if (missing.length >= fewestTogether)
    return [
      ...misspelt,
      {
        place,
        subjects: subjectsOf(missing),
        reason: `Missing keys ${quoteSome(missing.map(({key}) => key))} in the front matter`,
        ...keysToInsert(missing, document, isLeft, {end, specs, lines}),
        templateLine: missing[0]?.line ?? first.line
      }
    ]
  return [
    ...misspelt,
    ...missing.map((spec) => ({
      place,
      subjects: subjectsOf([spec]),
      reason: `Missing key ${quote(spec.key)} in the front matter`,
      ...keysToInsert([spec], document, isLeft, {end, specs, lines}),
      templateLine: spec.line
    }))
  ]
}

/**
 * Whether a key that is missing is left to the author: nobody goes on with the document; a section of the author's own has
 * what belongs there, `Simple Summary` for `description`; or the document has other dates, and another says when something
 * was done that may not have been.
 */
function isForAuthor(
  {key, isDate}: KeySpec,
  {
    lines,
    specs,
    alignment
  }: {readonly lines: readonly FrontMatterLine[]; readonly specs: readonly KeySpec[]; readonly alignment: Alignment}
): boolean {
  if (isClosed(alignment.document)) return true
  const known = new Set(specs.map((spec) => spec.key.toLowerCase()))
  const hasDate = () => lines.some((line) => known.has(line.key.toLowerCase()) && startsWithDate(line.value.trim()))
  if ((isDate || /(?:[_-]at|date)$/i.test(key)) && hasDate()) return true
  const words = summaries.has(key.toLowerCase()) ? [...summaries] : [key.toLowerCase()]
  return nodesOfType(alignment, 'extra').some(({section}) => {
    const name = section.name.toLowerCase().split(/[^\p{L}\p{N}]+/u)
    return words.some((word) => name.includes(word))
  })
}

/** Words for a text that says what a document is about. */
const summaries: ReadonlySet<string> = new Set(['description', 'overview', 'summary'])

/** Front matter that is there: where it ends, the keys that it may have, and those that it has. */
interface Present {
  readonly end: number | undefined
  readonly specs: readonly KeySpec[]
  readonly lines: readonly FrontMatterLine[]
}

/**
 * Keys without a value, each before what the template has later, or before the end of the front matter, or with it at the
 * start of a document that has none. Where the template has nothing to fill in behind a key, it would pass for filled in.
 */
function keysToInsert(
  keys: readonly KeySpec[],
  document: MarkdownDocument,
  isLeft: (spec: KeySpec) => boolean,
  present?: Present
): Pick<Finding, 'expected' | 'fix' | 'isChoice'> {
  const lineBreak = lineBreakOf(document)
  const end = present?.end
  const isPossible = keys.every(({key, isValueDue}) => isValueDue && /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]*$/u.test(key))
  const isInPlace =
    end === undefined ? document.tree.position?.start.offset === 0 : document.source.slice(end - 3, end) === '---'
  if (!isPossible || !isInPlace) return {}
  const isChoice = keys.some((spec) => isLeft(spec))
  return present && end !== undefined
    ? keysBefore(keys, end, present, {document, isChoice})
    : {
        expected: [`---${lineBreak}${keys.map(({key}) => `${key}:${lineBreak}`).join('')}---${lineBreak.repeat(2)}`],
        isChoice
      }
}

function keysBefore(
  keys: readonly KeySpec[],
  end: number,
  present: Present,
  {document, isChoice}: {readonly document: MarkdownDocument; readonly isChoice: boolean}
): Pick<Finding, 'expected' | 'fix' | 'isChoice'> {
  const lineBreak = lineBreakOf(document)
  const texts = new Map<number, string>()
  for (const spec of keys) {
    const at = lineBefore(spec, present, document) ?? end - 3
    texts.set(at, `${texts.get(at) ?? ''}${spec.key}:${lineBreak}`)
  }
  const [text, ...others] = texts.values()
  if (text !== undefined && others.length === 0 && texts.has(end - 3)) return {expected: [text], isChoice}
  if (isChoice) return {expected: [[...texts.values()].join('')], isChoice}
  return {
    fix: {edits: Array.from(texts, ([at, inserted]) => ({place: placeBetween(document, at, at), text: inserted}))}
  }
}

/** Where the first of the lines is that a document has of what the template has behind a key, with the comments above it; undefined where there is none. */
function lineBefore(spec: KeySpec, {specs, lines}: Present, {source}: MarkdownDocument): number | undefined {
  const later = new Set(specs.slice(specs.indexOf(spec) + 1).map(({key}) => key.toLowerCase()))
  let at = lines.find(({key}) => later.has(key.toLowerCase()))?.keyStart
  for (let above = at; above !== undefined && above > 0; at = above) {
    above = source.lastIndexOf('\n', above - 2) + 1
    if (source[above] !== '#') break
  }
  return at
}

function subjectsOf(keys: readonly KeySpec[]): readonly string[] {
  return keys.map(({key}) => `key ${key}`)
}

function misspeltKey(
  {key, line}: KeySpec,
  meant: FrontMatterLine | undefined,
  document: MarkdownDocument
): readonly Finding[] {
  if (!meant) return []
  const place = placeBetween(document, meant.keyStart, meant.keyStart + meant.key.length)
  return [
    {
      place,
      subjects: [`name of key ${key}`],
      reason: `Unexpected key ${quote(meant.key)} in the front matter, expected ${quote(key)}`,
      actual: meant.key,
      expected: [key],
      templateLine: line
    }
  ]
}

/** Of more pairs of a missing key and one that the template does not have, none is looked for that was meant. */
const mostPairs = 250_000

/** Longer keys are not compared. */
const longestKey = 60

/** A key without the signs and letter case that do not tell it from another, and its letters in alphabetical order. */
interface PlainKey {
  readonly text: string
  readonly letters: string
}

function plainKey(key: string): PlainKey {
  const text = key.toLowerCase().replaceAll(/[\s_.-]/g, '')
  return {text, letters: text.length > longestKey ? '' : Array.from(text).toSorted().join('')}
}

/** Whether a key is another one with a slip of the pen in it: other signs, one letter off, letters in another order. */
function isSlip(written: PlainKey, key: PlainKey): boolean {
  const [one, other] = [written.text, key.text]
  if (one.length > longestKey || Math.abs(one.length - other.length) > 1) return false
  return (
    one === other || (one.length > 3 && (written.letters === key.letters || leven(one, other, {maxDistance: 2}) < 2))
  )
}

function faultyValue(
  {key, value, nested, start, end}: FrontMatterLine,
  spec: KeySpec | undefined,
  document: MarkdownDocument
): readonly Finding[] {
  if (!spec) return []
  const plain = value.replaceAll(/^["']|["']$/g, '')
  const place = placeBetween(document, start, end)
  if (plain === '') {
    return spec.isValueDue && nested.length === 0
      ? [
          {
            place: place.end,
            subjects: [`value of key ${key}`],
            reason: `Missing value of key ${quote(key)}, expected ${wantedBy(spec)}`,
            templateLine: spec.line
          }
        ]
      : []
  }
  const {isDate, values} = spec
  // A list where one value is wanted: as text it would start with an allowed one.
  const isList = plain === value && /^\[[^[\],]*,[^[\]]*\]$/.test(value)
  if (isDate ? startsWithDate(plain) || /^[\s—–-]+$/.test(plain) : !values || (!isList && isAllowed(plain, values)))
    return []
  const reason = `Unexpected value ${quote(plain)} of key ${quote(key)}, expected ${wantedBy(spec)}`
  return [
    {
      place,
      subjects: [`value ${plain} of key ${key}`],
      reason,
      actual: plain,
      ...(values && {expected: valuesFor(plain, values), isChoice: true}),
      templateLine: spec.line
    }
  ]
}

function wantedBy({isDate, values}: KeySpec): string {
  if (isDate) return 'a date such as `2031-04-02`'
  return values?.map((allowed) => quote(allowed)).join(' or ') ?? 'text behind the colon'
}
