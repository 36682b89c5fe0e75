import {type FrontMatterLine, brokenFrontMatter, frontMatterLines, frontMatterOf} from '../../markdown/front-matter.ts'
import type {MarkdownDocument} from '../../markdown/document.ts'
import {documentStart, placeBetween} from '../../markdown/places.ts'
import {isAllowed, valuesFor} from '../../template/choices.ts'
import {startsWithDate} from '../../template/dates.ts'
import type {KeySpec} from '../../template/schema.ts'
import {type Alignment, fewestTogether} from '../alignment.ts'
import {isSlip, plainKey} from '../key-slip.ts'
import {keysToInsert} from '../key-text.ts'
import {areForAuthor} from '../keys-for-author.ts'
import type {Leftover} from '../leftovers.ts'
import type {Departure} from './departure.ts'

/** A departure of front matter: no front matter, a line that is no YAML, a key or a value. */
export type FrontMatterDeparture = Departure &
  (
    | {readonly kind: 'unreadable line'}
    | {readonly kind: 'no front matter' | 'missing keys'; readonly keys: readonly string[]}
    | {readonly kind: 'misspelt key'; readonly written: string; readonly key: string}
    | {readonly kind: 'missing value'; readonly key: string; readonly spec: KeySpec}
    | {readonly kind: 'other value'; readonly key: string; readonly spec: KeySpec; readonly value: string}
  )

/** Compare the front matter of a document with the keys of the template, whose order does not count; values that are leftovers are skipped. */
export function frontMatterDepartures(
  alignment: Alignment,
  leftovers: readonly Leftover[]
): readonly FrontMatterDeparture[] {
  const {document, schema} = alignment
  const specs = schema.frontMatter
  const [first] = specs
  if (!first) return []
  const broken = schema.isFrontMatterBroken ? undefined : brokenFrontMatter(document)
  if (broken) {
    // Unreadable front matter has no keys that could be missing; `no-placeholders` reports a placeholder in it.
    const isLeft = leftovers.some(({candidate: {start}}) => broken.start <= start && start < broken.end)
    const place = placeBetween(document, broken.start, broken.end)
    return isLeft ? [] : [{kind: 'unreadable line', place, templateLine: first.line}]
  }
  const lines = frontMatterLines(document)
  const left = new Set(leftovers.map(({candidate}) => candidate.start))
  const byKey = new Map(specs.map((spec) => [spec.key.toLowerCase(), spec] as const).toReversed())
  const values = lines
    .filter(({start}) => !left.has(start))
    .flatMap((line) => faultyValue(line, byKey.get(line.key.toLowerCase()), document) ?? [])
  return [...faultyKeys(lines, alignment), ...values]
}

function faultyKeys(lines: readonly FrontMatterLine[], alignment: Alignment): readonly FrontMatterDeparture[] {
  const {
    document,
    schema: {frontMatter: specs}
  } = alignment
  const present = new Set(lines.map(({key}) => key.toLowerCase()))
  // A heading of depth 1 is a title as well.
  if (document.sections.some(({depth}) => depth === 1)) present.add('title')
  const absent = specs.filter(({key, isOptional}) => !isOptional && !present.has(key.toLowerCase()))
  const frontMatter = frontMatterOf(document)
  if (!frontMatter) return withoutFrontMatter(absent, alignment)
  const meant = keysMeant(absent, lines, specs)
  const missing = absent.filter((spec) => !meant.has(spec))
  // All missing keys have the same place.
  const groups = missing.length < fewestTogether ? missing.map((spec) => [spec]) : [missing]
  const end = frontMatter.position?.end.offset
  return [
    ...Array.from(meant, ([spec, line]) => misspeltKey(spec, line, document)),
    ...groups.map((keys) => missingKeys(keys, {end, specs, lines}, alignment))
  ]
}

function withoutFrontMatter(absent: readonly KeySpec[], alignment: Alignment): readonly FrontMatterDeparture[] {
  const {document} = alignment
  const [first] = absent
  if (!first) return []
  return [
    {
      kind: 'no front matter',
      keys: absent.map(({key}) => key),
      place: document.tree.position?.start ?? documentStart(document),
      section: document.root,
      ...keysToInsert(absent, areForAuthor(absent, [], alignment), document),
      templateLine: first.line
    }
  ]
}

function missingKeys(
  specs: readonly KeySpec[],
  present: NonNullable<Parameters<typeof keysToInsert>[3]>,
  alignment: Alignment
): FrontMatterDeparture {
  const {document} = alignment
  const {end, lines} = present
  return {
    kind: 'missing keys',
    keys: specs.map(({key}) => key),
    place: end === undefined ? undefined : document.pointAt(end - 3),
    ...keysToInsert(specs, areForAuthor(specs, lines, alignment), document, present),
    ...(specs[0] && {templateLine: specs[0].line})
  }
}

/** If there are more pairs of a missing key and an unknown one, they are not compared. */
const mostPairs = 250_000

/** The lines whose keys are most likely missing keys with a typing error. */
function keysMeant(
  absent: readonly KeySpec[],
  lines: readonly FrontMatterLine[],
  specs: readonly KeySpec[]
): ReadonlyMap<KeySpec, FrontMatterLine> {
  const known = new Set(specs.map(({key}) => key.toLowerCase()))
  const others = lines
    .filter(({key}) => !known.has(key.toLowerCase()))
    .map((line) => ({line, plain: plainKey(line.key)}))
  if (absent.length * others.length > mostPairs) return new Map()
  return new Map(
    absent.flatMap((spec) => {
      const plain = plainKey(spec.key)
      const meant = others.find((other) => isSlip(other.plain, plain))
      return meant ? [[spec, meant.line] as const] : []
    })
  )
}

function misspeltKey({key, line}: KeySpec, meant: FrontMatterLine, document: MarkdownDocument): FrontMatterDeparture {
  return {
    kind: 'misspelt key',
    written: meant.key,
    key,
    place: placeBetween(document, meant.keyStart, meant.keyStart + meant.key.length),
    actual: meant.key,
    expected: [key],
    templateLine: line
  }
}

/** A value that is missing after a key, or that the template does not allow. */
function faultyValue(
  {key, value, nested, start, end}: FrontMatterLine,
  spec: KeySpec | undefined,
  document: MarkdownDocument
): FrontMatterDeparture | undefined {
  if (!spec) return undefined
  const plain = value.replaceAll(/^["']|["']$/g, '')
  const place = placeBetween(document, start, end)
  if (plain === '')
    return spec.isValueDue && nested.length === 0
      ? {kind: 'missing value', key, spec, place: place.end, templateLine: spec.line}
      : undefined
  // A list instead of a single value: as text, it would start with an allowed one.
  const isList = plain === value && /^\[[^[\],]*,[^[\]]*\]$/.test(value)
  if (fits(plain, isList, spec)) return undefined
  return {
    kind: 'other value',
    key,
    spec,
    value: plain,
    place,
    actual: plain,
    ...(spec.values && {expected: valuesFor(plain, spec.values), isChoice: true}),
    templateLine: spec.line
  }
}

function fits(value: string, isList: boolean, {isDate, values}: KeySpec): boolean {
  return isDate ? startsWithDate(value) || /^[\s—–-]+$/.test(value) : !values || (!isList && isAllowed(value, values))
}
