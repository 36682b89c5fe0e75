import {isForeign} from '../src/align/alignment.ts'
import {type FrontMatterLine, frontMatterLines} from '../src/markdown/front-matter.ts'
import type {MarkdownDocument} from '../src/markdown/document.ts'
import {documentStart, placeBetween} from '../src/markdown/places.ts'
import {quote, quoteAll} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {isAllowed} from '../src/template/reading.ts'
import type {KeySpec} from '../src/template/schema.ts'

/** The front matter of a document: the template's keys in any order, allowed values, dates. */
export default defineRule(
  {
    id: 'front-matter',
    summary: 'A key of the template\'s front matter that is missing, or a value outside the allowed ones',
    recommended: 'warn',
    strict: 'error',
    options: {}
  },
  ({alignment, document, schema, leftovers}) => {
    const specs = schema.frontMatter
    // A document that has nothing of the template is told so once, by `required-headings`.
    if (specs.length === 0 || isForeign(alignment)) return []
    const lines = frontMatterLines(document)
    const left = new Set(leftovers.map(({candidate}) => candidate.start))
    const byKey = new Map(specs.map((spec) => [spec.key.toLowerCase(), spec] as const).toReversed())
    const values = lines.filter(({start}) => !left.has(start)).flatMap((line) => faultyValue(line, byKey.get(line.key.toLowerCase()), document))
    return [...missingKeys(lines, specs, document), ...values]
  }
)

function missingKeys(lines: readonly FrontMatterLine[], specs: readonly KeySpec[], document: MarkdownDocument): readonly Finding[] {
  const present = new Set(lines.map(({key}) => key.toLowerCase()))
  // A heading of depth 1 is a title as well.
  if (document.sections.some(({depth}) => depth === 1)) present.add('title')
  const due = specs.filter(({key, isOptional}) => !isOptional && !present.has(key.toLowerCase()))
  const [first] = due
  if (!first) return []
  const yaml = document.nodes('yaml')[0]?.node
  const names = quoteAll(due.map(({key}) => key))
  if (!yaml) return [{place: document.tree.position?.start ?? documentStart(document), reason: `Missing front matter, expected one with ${names}`, templateLine: first.line}]
  const end = yaml.position?.end.offset
  const place = end === undefined ? undefined : document.pointAt(end - 3)
  return due.map(({key, line}) => ({place, reason: `Missing key ${quote(key)} in the front matter`, templateLine: line}))
}

function faultyValue({key, value, nested, start, end}: FrontMatterLine, spec: KeySpec | undefined, document: MarkdownDocument): readonly Finding[] {
  if (!spec) return []
  const plain = value.replaceAll(/^["']|["']$/g, '')
  const place = placeBetween(document, start, end)
  if (plain === '') {
    return spec.isValueDue && nested.length === 0 ? [{place: place.end, reason: `Missing value of key ${quote(key)}, expected ${wantedBy(spec)}`, templateLine: spec.line}] : []
  }
  const {isDate, values} = spec
  if (isDate ? startsWithDate(plain) : !values || isAllowed(plain, values)) return []
  const reason = `Unexpected value ${quote(plain)} of key ${quote(key)}, expected ${wantedBy(spec)}`
  return [{place, reason, actual: plain, ...(values && {expected: values}), templateLine: spec.line}]
}

function wantedBy({isDate, values}: KeySpec): string {
  if (isDate) return 'a date such as `2031-04-02`'
  return values?.map((allowed) => quote(allowed)).join(' or ') ?? 'text behind the colon'
}

function startsWithDate(text: string): boolean {
  const [date = ''] = /^\d{4}-\d{2}-\d{2}/.exec(text) ?? []
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}
