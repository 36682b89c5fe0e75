import {type Alignment, recognised} from '../src/align/alignment.ts'
import {emptySections} from '../src/align/empty-sections.ts'
import type {Leftover} from '../src/align/leftovers.ts'
import type {MarkdownDocument, Section} from '../src/markdown/document.ts'
import {documentDirectives} from '../src/markdown/document-directives.ts'
import {narrowed, placeBetween} from '../src/markdown/places.ts'
import {firstFrom} from '../src/markdown/sorted-search.ts'
import {quote, textOf} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'
import {choicesIn} from '../src/template/choices.ts'
import {bracketed} from '../src/template/content-specs.ts'
import {candidatesOf} from '../src/template/placeholder-candidates.ts'

/** What is left of the template's own placeholders, wherever they stand; brackets that it doesn't have are left alone. */
export default defineRule(
  {
    id: 'no-placeholders',
    summary: 'Placeholders, samples and instructions of the template that were not replaced; under `strict` also TODO, TBD, FIXME and XXX; on request brackets that the template does not have, and its comments',
    recommended: 'error',
    strict: 'error',
    options: {todo: false, brackets: false, comments: false},
    strictOptions: {todo: true}
  },
  ({alignment, leftovers, document}, {todo, brackets, comments}) => {
    // A section with nothing but an instruction is empty: `no-empty-sections` tells it.
    const empty = new Set(emptySections(alignment, leftovers).map(({section}) => section))
    const told = leftovers.filter(({placeholder: {kind}, candidate}) => (kind === 'instruction' ? !empty.has(candidate.section) : kind !== 'remark' || comments))
    const isAnswered = answered(leftovers, document)
    return [...told.map((leftover) => leftoverFinding(leftover, isAnswered, document)), ...keptBrackets(alignment, leftovers), ...directives(document), ...(brackets ? otherBrackets(document, leftovers) : []), ...(todo ? unfinished(document) : [])]
  }
)

function leftoverFinding({placeholder, candidate}: Leftover, isAnswered: (section: Section) => boolean, document: MarkdownDocument): Finding {
  const choices = placeholder.kind === 'choice' ? choicesIn(candidate.text) : undefined
  return {
    place: narrowed(document, placeBetween(document, candidate.start, candidate.end), candidate.text),
    reason: reasonFor(placeholder.kind, candidate.text),
    actual: candidate.text,
    ...(choices && {expected: choices}),
    templateLine: placeholder.line,
    isMinor: placeholder.kind === 'instruction' && isAnswered(candidate.section)
  }
}

function reasonFor(kind: Leftover['placeholder']['kind'], text: string): string {
  switch (kind) {
    case 'choice':
      return `Unexpected choice ${quote(text)}, expected one of its values`
    case 'sample':
      return `Unexpected sample ${quote(text)}, expected a name of your own`
    case 'code':
      return text.includes('\n') || text.length > 60 ? "Unexpected code of the template, expected your own" : `Unexpected code ${quote(text)}, expected your own`
    case 'line':
      return `Unexpected line of the template ${quote(text)}, expected your own`
    case 'instruction':
      return `Unexpected instruction ${quote(text)}, expected the text that it asks for`
    case 'comment':
    case 'remark':
      return `Unexpected comment ${quote(text)}, expected it to be removed`
    case 'guidance':
      return `Unexpected guidance of the template ${quote(text)}, expected it to be removed`
    case 'link':
      return `Unexpected link target ${quote(text)}, expected one of your own`
    default:
      return `Unexpected placeholder ${quote(text)}, expected your own text`
  }
}

/** Tells whether a section holds more than what is left of the template, so that a question may have its answer behind it. */
function answered(leftovers: readonly Leftover[], document: MarkdownDocument): (section: Section) => boolean {
  const left = new Set(leftovers.map(({candidate}) => candidate.node))
  const own = [...document.nodes('paragraph'), ...document.nodes('code'), ...document.nodes('table')].filter(({node}) => !left.has(node))
  const sections = new Set(own.map(({section}) => section))
  return (section) => section.children.length > 0 || sections.has(section)
}

/** Values that were filled in between the brackets of the template: `Date: [2031-04-02]`. */
function keptBrackets(alignment: Alignment, leftovers: readonly Leftover[]): readonly Finding[] {
  const left = new Set(leftovers.map(({candidate}) => candidate.start))
  const fields = recognised(alignment).flatMap((owner) => (owner.spec.content.fields.length > 0 ? alignment.fieldsOf(owner).matched : []))
  return fields.flatMap(({spec, field: {value, valuePlace}}) => {
    const isLeft = !('start' in valuePlace) || left.has(valuePlace.start.offset ?? -1)
    if (!spec.isBracketed || isLeft || !bracketed.test(value) || /^\[[ x]\]$/i.test(value)) return []
    const inner = value.slice(1, -1)
    return [{place: valuePlace, reason: `Unexpected brackets around ${quote(inner)}, expected it without`, actual: value, expected: [inner], templateLine: spec.line}]
  })
}

/** Texts in square brackets or braces that are not the template's, outside code. */
function otherBrackets(document: MarkdownDocument, leftovers: readonly Leftover[]): readonly Finding[] {
  const isKnown = (start: number, end: number) => (leftovers[firstFrom(leftovers, start + 1, ({candidate}) => candidate.start) - 1]?.candidate.end ?? -1) >= end
  return candidatesOf(document).filter(({type}) => type === 'token').flatMap(({text, looksLike, start, end}) => {
    const isBracket = looksLike === 'bracket' || looksLike === 'brace'
    if (!isBracket || isKnown(start, end)) return []
    return [{place: placeBetween(document, start, end), reason: `Unexpected brackets ${quote(text)}, expected text`, actual: text}]
  })
}

/** Comments that speak to guidelint in a template, and mean nothing in a document. */
function directives(document: MarkdownDocument): readonly Finding[] {
  return documentDirectives(document).flatMap((directive) => {
    if (directive.type !== 'unknown') return []
    const wanted = /^omit\b/i.test(directive.text) ? 'the section to omit in quotes' : 'it in a template only'
    return [{place: directive.place, reason: `Unexpected directive ${quote(directive.text)}, expected ${wanted}`}]
  })
}

/** Paragraphs and cells that say nothing but that something is still to come. */
function unfinished(document: MarkdownDocument): readonly Finding[] {
  if (!/TODO|TBD|FIXME|XXX/.test(document.source)) return []
  return [...document.nodes('paragraph'), ...document.nodes('tableCell')].flatMap(({node}) => {
    const [, word] = /^[\W_]{0,5}(TODO|TBD|FIXME|XXX)(?![\w-])(?:[\W_]{0,5}$|\s{0,2}[:!(])/.exec(textOf(node)) ?? []
    if (word === undefined) return []
    return [{place: narrowed(document, node.position, word), reason: `Unexpected ${quote(word)}, expected the text that is to come`, actual: word}]
  })
}
