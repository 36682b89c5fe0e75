import type {Heading, Nodes, Paragraph, TableCell} from 'mdast'
import type {Position} from 'unist'
import {type Alignment, recognised} from '../src/align/alignment.ts'
import {emptySections} from '../src/align/empty-sections.ts'
import type {Leftover} from '../src/align/leftovers.ts'
import type {MarkdownDocument, Section} from '../src/markdown/document.ts'
import {soleToDo} from '../src/markdown/emptiness.ts'
import {narrowed, placeBetween} from '../src/markdown/places.ts'
import {firstFrom} from '../src/markdown/sorted-search.ts'
import {quote, rawTextOf, textOf} from '../src/markdown/text.ts'
import {directiveFaults} from '../src/directive-faults.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {choiceIn} from '../src/template/reading.ts'
import {bracketed} from '../src/template/label-specs.ts'
import {candidatesOf} from '../src/template/placeholder-candidates.ts'
import {isRequired} from '../src/template/schema.ts'

/** What is left of the template's own placeholders, wherever they stand; brackets that it doesn't have are left alone. */
export default defineRule(
  {
    id: 'no-placeholders',
    summary:
      'Placeholders, samples and instructions of the template that were not replaced, and sections that say only TODO; under `strict`, also every TODO, TBD, FIXME and XXX, and questions and bold sentences of the template above their answers; on request, also brackets that the template does not have, and its comments',
    fixes: 'removes the brackets of the template around a value that was filled in',
    recommended: 'error',
    strict: 'error',
    options: {todo: false, prompts: false, brackets: false, comments: false},
    strictOptions: {todo: true, prompts: true}
  },
  (analysis, {todo, prompts, brackets, comments}) => {
    const {alignment, leftovers, document} = analysis
    // A section with nothing but an instruction is empty: `no-empty-sections` tells it.
    const empty = new Set(emptySections(alignment, leftovers).map(({section}) => section))
    const isAnswered = answered(leftovers, document)
    const isPrompt = ({placeholder, candidate}: Leftover) =>
      placeholder.kind === 'instruction' && mayStandAbove(candidate) && isAnswered(candidate.section, candidate.start)
    const told = leftovers
      .filter((leftover) => prompts || !isPrompt(leftover))
      .filter(({placeholder: {kind}, candidate}) =>
        kind === 'instruction'
          ? !empty.has(candidate.section)
          : kind !== 'companion' && kind !== 'prompt' && (kind !== 'remark' || comments)
      )
    const kept = keptBrackets(alignment, leftovers)
    return [
      ...told.map((leftover) => leftoverFinding(leftover, isAnswered, document)),
      ...kept,
      ...directiveFaults(analysis),
      ...(brackets ? otherBrackets(document, leftovers, kept) : []),
      ...unfinished(alignment, leftovers, todo)
    ]
  }
)

/** Whether an instruction may stay above what it asks for, as a heading does: a question, or a sentence in bold. */
function mayStandAbove({text, node}: Leftover['candidate']): boolean {
  const opening = node.type === 'paragraph' ? node.children[0] : undefined
  return (
    /[?？]\W{0,9}$/.test(text) || (opening?.type === 'strong' && textOf(opening).split(' ').length > mostWordsOfLabel)
  )
}

/** More words in bold are no label. */
const mostWordsOfLabel = 4

function leftoverFinding(
  {placeholder, candidate}: Leftover,
  isAnswered: ReturnType<typeof answered>,
  document: MarkdownDocument
): Finding {
  const choices = placeholder.kind === 'choice' ? choiceIn(candidate.text)?.values : undefined
  return {
    place: narrowed(document, placeBetween(document, candidate.start, candidate.end), candidate.text),
    subjects: [`${whatIs(placeholder)} ${candidate.text}`],
    reason: reasonFor(placeholder, candidate.text),
    actual: candidate.text,
    ...(choices && {expected: choices, isChoice: true}),
    templateLine: placeholder.line,
    isMinor: placeholder.kind === 'instruction' && isAnswered(candidate.section, -1)
  }
}

function reasonFor({kind}: Leftover['placeholder'], text: string): string {
  if (kind === 'code' && (text.includes('\n') || text.length > 60))
    return 'Unexpected code of the template, expected your own'
  return `Unexpected ${whatIs({kind})} ${quote(text)}, expected ${wordings[kind]?.[1] ?? 'your own text'}`
}

function whatIs({kind}: Pick<Leftover['placeholder'], 'kind'>): string {
  return wordings[kind]?.[0] ?? 'placeholder'
}

const wordings: Readonly<Partial<Record<Leftover['placeholder']['kind'], readonly [what: string, wanted: string]>>> = {
  choice: ['choice', 'one of its values'],
  sample: ['sample', 'a name of your own'],
  code: ['code', 'your own'],
  line: ['line of the template', 'your own'],
  instruction: ['instruction', 'the text that it asks for'],
  comment: ['comment', 'it to be removed'],
  remark: ['comment', 'it to be removed'],
  guidance: ['guidance of the template', 'it to be removed'],
  link: ['link target', 'one of your own']
}

/** Tells whether something else than what is left of the template stands behind an offset in a section, the answer to a question perhaps. */
function answered(
  leftovers: readonly Leftover[],
  document: MarkdownDocument
): (section: Section, from: number) => boolean {
  let ends: ReadonlyMap<Section, number> | undefined
  return (section, from) => {
    ends ??= ownEnds(leftovers, document)
    return section.children.length > 0 || (ends.get(section) ?? -1) > from
  }
}

/** Where the last text in each section stands that is not left of the template. */
function ownEnds(leftovers: readonly Leftover[], document: MarkdownDocument): ReadonlyMap<Section, number> {
  const left = new Set<Nodes>(leftovers.map(({candidate}) => candidate.node))
  const own = [...document.nodes('paragraph'), ...document.nodes('code'), ...document.nodes('table')].filter(
    ({node}) => !left.has(node)
  )
  return own.reduce(
    (ends, {node, section}) => ends.set(section, Math.max(ends.get(section) ?? -1, node.position?.start.offset ?? 0)),
    new Map<Section, number>()
  )
}

/** Values that were filled in between the brackets of the template: `Date: [2031-04-02]`. */
function keptBrackets(alignment: Alignment, leftovers: readonly Leftover[]): readonly Finding[] {
  const left = new Set(leftovers.map(({candidate}) => candidate.start))
  const fields = recognised(alignment).flatMap((owner) =>
    owner.spec.content.fields.length > 0 ? alignment.fieldsOf(owner).matched : []
  )
  const inFields = fields.flatMap(({spec, field: {value, valuePlace}}) => {
    const isLeft = !('start' in valuePlace) || left.has(valuePlace.start.offset ?? -1)
    if (!spec.isBracketed || isLeft || !bracketed.test(value) || /^\[[ x]\]$/i.test(value)) return []
    const inner = value.slice(1, -1)
    const asked = alignment.schema.placeholders.find(({type, line}) => type === 'token' && line === spec.line)
    if (asked && areReworded(inner, asked.text))
      return [
        {
          place: valuePlace,
          subjects: [`placeholder ${value}`],
          reason: `Unexpected placeholder ${quote(value)}, expected your own text`,
          actual: value,
          templateLine: spec.line
        }
      ]
    return [
      {
        place: valuePlace,
        subjects: [`brackets around ${inner}`],
        reason: `Unexpected brackets around ${quote(inner)}, expected it without`,
        actual: value,
        expected: [inner],
        templateLine: spec.line
      }
    ]
  })
  return [...inFields, ...bracketedTitle(alignment, left)]
}

/** A title that was filled in between the brackets of the template: `# [Old Kiln] Runbook`. */
function bracketedTitle({title, schema, document}: Alignment, left: ReadonlySet<number>): readonly Finding[] {
  const heading = title?.heading
  if (!heading || !schema.title || !/\[[^[\]]+\]/.test(schema.title.heading.name)) return []
  const {line} = schema.title
  return heading.children.flatMap((node) => {
    const start = node.position?.start.offset
    if (node.type !== 'text' || start === undefined) return []
    return Array.from(
      document.source.slice(start, node.position?.end.offset).matchAll(/(?<![\\!\]])\[([^[\]]+)\](?![[(:])/g)
    ).flatMap(({0: {length}, 1: inner = '', index}) => {
      const from = start + index
      return left.has(from) || schema.title?.heading.name.includes(`[${inner}]`)
        ? []
        : [
            {
              place: placeBetween(document, from, from + length),
              subjects: [`brackets around ${inner}`],
              reason: `Unexpected brackets around ${quote(inner)}, expected it without`,
              actual: `[${inner}]`,
              expected: [inner],
              templateLine: line
            }
          ]
    })
  })
}

/** Whether a text has all words of a placeholder, and no more than two others: `longest time here` of `[Longest time]`. */
function areReworded(text: string, placeholder: string): boolean {
  const given = wordsOf(text)
  const wanted = wordsOf(placeholder)
  return wanted.length > 1 && wanted.every((word) => given.includes(word)) && given.length <= wanted.length + 2
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Texts in square brackets or braces that are not the template's, outside code. */
function otherBrackets(
  document: MarkdownDocument,
  leftovers: readonly Leftover[],
  kept: readonly Finding[]
): readonly Finding[] {
  const known = [
    ...leftovers.map(({candidate: {start, end}}) => ({start, end})),
    ...kept.flatMap(({place}) =>
      place && 'start' in place ? [{start: place.start.offset ?? 0, end: place.end.offset ?? 0}] : []
    )
  ].toSorted((one, other) => one.start - other.start)
  const isKnown = (start: number, end: number) =>
    (known[firstFrom(known, start + 1, (stretch) => stretch.start) - 1]?.end ?? -1) >= end
  return candidatesOf(document)
    .filter(({type}) => type === 'token')
    .flatMap(({text, looksLike, start, end}) => {
      const isBracket = looksLike === 'bracket' || looksLike === 'brace'
      if (!isBracket || isKnown(start, end)) return []
      return [
        {
          place: placeBetween(document, start, end),
          subjects: [`brackets ${text}`],
          reason: `Unexpected brackets ${quote(text)}, expected text`,
          actual: text
        }
      ]
    })
}

/**
 * Texts that are still to come: a section of the template that says nothing else is as good as empty, all others are told
 * on request.
 */
function unfinished(alignment: Alignment, leftovers: readonly Leftover[], all: boolean): readonly Finding[] {
  const {document} = alignment
  const due = recognised(alignment).flatMap(({spec, section}) =>
    section.heading && isRequired(spec) ? (soleToDo(section) ?? []) : []
  )
  const places = due.map((node) =>
    toCome(document, node.position, textOf(node).replaceAll(/^[^\p{L}\p{N}]+|(?<=[\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, ''))
  )
  if (!all || !/TODO|TBD|FIXME|XXX/.test(document.source)) return places
  const known = new Set<Nodes>([...due, ...leftovers.map(({candidate}) => candidate.node)])
  const isKnown = (node: Paragraph | TableCell | Heading) =>
    known.has(node) || node.children.some((child) => known.has(child))
  const others = [...document.nodes('paragraph'), ...document.nodes('tableCell'), ...document.nodes('heading')].filter(
    ({node}) => !isKnown(node)
  )
  return [
    ...places,
    ...others.flatMap(({node}) =>
      rawTextOf(node)
        .split('\n')
        .flatMap((line) => wordToDo(line).map((word) => toCome(document, node.position, word)))
    )
  ]
}

/** Alone on its line or behind a label, or with a remark behind it. */
const toDo =
  /(?:^[\W_]{0,5}|^[^:：]{1,60}[:：]\s*[\W_]{0,3})(TODO|TBD|FIXME|XXX)(?![\w-])[\W_]{0,5}$|(?<![\w-])(TODO|TBD|FIXME|XXX)(?:\s{0,2}[:!(]|\s[–—-]{1,2}\s)/

function wordToDo(line: string): readonly string[] {
  const [, alone, behind] = toDo.exec(line) ?? []
  return [alone ?? behind ?? []].flat()
}

function toCome(document: MarkdownDocument, place: Position | undefined, word: string): Finding {
  return {
    place: narrowed(document, place, word),
    subjects: [word],
    reason: `Unexpected ${quote(word)}, expected the text that is to come`,
    actual: word
  }
}
