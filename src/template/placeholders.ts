import {grouped} from '../grouped.ts'
import type {Nodes, Paragraph} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {statementsOf} from '../markdown/says-nothing.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {textOf} from '../markdown/text.ts'
import type {Candidate} from './placeholder-candidates.ts'
import {type PlaceholderContext, contextOf} from './placeholder-context.ts'
import {isAllOf, kinds} from './placeholder-kinds.ts'
import {type PlaceholderKind, placeholderKey, placeholdersIn} from './placeholder-scan.ts'
import {isClosed} from './placeholder-texts.ts'
import {mayBePrompt} from './prompts.ts'
import {isWrittenByTool} from './nothing-to-write.ts'
import type {Placeholder} from './schema.ts'

/**
 * Everything in a template that an author must replace.
 *
 * @param template The template, without the parts between `ignore` directives.
 * @param named Texts that a directive names as placeholders, with their lines.
 * @param guidance Headings and blocks that a directive says to remove.
 */
export function findPlaceholders(
  template: MarkdownDocument,
  named: ReadonlyArray<{text: string; line: number}>,
  guidance: ReadonlySet<Nodes>
): readonly Placeholder[] {
  const context = contextOf(template)
  const marked = context.candidates.flatMap((candidate): readonly Marked[] => {
    if (isWrittenByTool(candidate.text)) return []
    const kind =
      guidance.has(candidate.node) && wholeTypes.has(candidate.type)
        ? 'guidance'
        : kinds[candidate.type](candidate, context)
    return kind && !(kind === 'angle' && isClosed(candidate.text, template.source)) ? [{...candidate, kind}] : []
  })
  const found = [
    ...byPlace([
      ...marked,
      ...companions(context, marked),
      ...prompts(context, marked),
      ...wholeLines(context, marked)
    ]).values()
  ].map(({kind, type, text, key, section, before, start}): Placeholder => {
    const {line, column} = template.pointAt(start)
    return {
      kind,
      type,
      text,
      key,
      line,
      column,
      sectionLine: section.heading?.position?.start.line ?? 1,
      ...(before !== undefined && {before})
    }
  })
  const byDirective = named.map(({text, line}): Placeholder => ({
    kind: 'named',
    type: 'word',
    text,
    key: placeholderKey(text),
    line,
    column: 1,
    sectionLine: line
  }))
  return [...byDirective, ...found].toSorted((a, b) => a.line - b.line || a.column - b.column)
}

/**
 * The other paragraphs of sections that open with an instruction, or of which at least half are instructions: if all of
 * them are left, nothing has been written.
 */
function companions(context: PlaceholderContext, marked: readonly Marked[]): readonly Marked[] {
  const instructions = new Set<Nodes>(marked.flatMap(({kind, node}) => (kind === 'instruction' ? [node] : [])))
  const known = new Set<Nodes>(marked.map(({node}) => node))
  const paragraphs = context.candidates.filter(({type}) => type === 'paragraph')
  const bySection = grouped(paragraphs, ({section}) => [section])
  return [...bySection.values()].flatMap((texts) => {
    const count = texts.filter(({node}) => instructions.has(node)).length
    const isAsked =
      texts.some(({node}, index) => index === 0 && instructions.has(node)) || (count > 0 && count * 2 >= texts.length)
    return isAsked
      ? texts
          .filter((text) => !known.has(text.node) && !isOpenLabel(text, context))
          .map((text): Marked => ({...text, kind: 'companion'}))
      : []
  })
}

/** Texts that only say what a section is for: each one that is left unchanged is a section that nobody has written. */
function prompts({template, candidates}: PlaceholderContext, marked: readonly Marked[]): readonly Marked[] {
  const known = new Map<Nodes, PlaceholderKind>(marked.map(({node, kind}) => [node, kind]))
  const nodes = new Set([...solePrompts(template, known), ...italicOpenings(template)])
  return candidates
    .filter(({type, node}) => type === 'paragraph' && nodes.has(node) && !known.has(node))
    .map((text): Marked => ({...text, kind: 'prompt'}))
}

/** The paragraphs in italics that open sections, if most sections of the template open with one. */
function italicOpenings({sections}: MarkdownDocument): readonly Nodes[] {
  const opened = sections.filter(({depth}) => depth > 1).flatMap((section) => statementsOf(section)[0] ?? [])
  const inItalics = opened.filter((node) => node.type === 'paragraph' && isAllOf(node, 'emphasis') && isSetOff(node))
  return inItalics.length < fewestPrompts || inItalics.length * 3 < opened.length * 2 ? [] : inItalics
}

/** The only texts of sections, if most of such texts in the template are instructions or may be prompts. */
function solePrompts(template: MarkdownDocument, known: ReadonlyMap<Nodes, PlaceholderKind>): readonly Nodes[] {
  const texts = template.sections
    .filter(({children}) => children.length === 0)
    .map((section) => statementsOf(section))
    .filter(
      (statements) =>
        statements.length > 0 &&
        statements.every(
          (node): node is Paragraph => node.type === 'paragraph' && placeholdersIn(template.source, node).length === 0
        )
    )
  const isAsked = (statements: readonly Nodes[]) => statements.some((node) => known.get(node) === 'instruction')
  const isOpen = (statements: readonly Nodes[]) => statements.every((node) => !known.has(node))
  const possible = texts.filter(
    (statements) =>
      isOpen(statements) &&
      (statements.every((node) => isSetOff(node)) || (statements[0] && mayBePrompt(textOf(statements[0]))))
  )
  const count = possible.length + texts.filter((statements) => isAsked(statements)).length
  return possible.length === 0 || count < fewestPrompts || count * 3 < texts.length * 2 ? [] : possible.flat()
}

/** Whether all of a paragraph is in italics, parentheses or angle brackets, as if it did not belong to the document. */
function isSetOff(node: Nodes): boolean {
  const text = textOf(node)
  return text.split(' ', 4).length > 3 && (isAllOf(node, 'emphasis') || /^\(.*\)$|^<.*>$|^‹.*›$/s.test(text))
}

/** Fewer do not show how a template is written. */
const fewestPrompts = 3

/** Whether an item is a label without a value: another rule checks fields. */
function isOpenLabel({node, text}: Candidate, {items}: PlaceholderContext): boolean {
  return items.has(node) && /[:：]$/.test(text)
}

/** The candidates that are a whole heading or block, or a row of a table. */
const wholeTypes: ReadonlySet<Candidate['type']> = new Set(['heading', 'paragraph', 'code', 'row', 'tag'])

type Marked = Candidate & {readonly kind: PlaceholderKind}

/** Placeholders by type and place, so that one found in two ways, as text and as a tag, counts once. */
function byPlace(marked: readonly Marked[]): ReadonlyMap<string, Marked> {
  return new Map(marked.map((candidate) => [`${candidate.type} ${candidate.start} ${candidate.end}`, candidate]))
}

function startOf({start}: Marked): number {
  return start
}

/** Rows and paragraphs that consist of two or more placeholders: if nobody replaced any, that is one fault. */
function wholeLines({template, candidates}: PlaceholderContext, marked: readonly Marked[]): readonly Marked[] {
  const parts = marked
    .filter(({type}) => type === 'token' || type === 'inline code' || type === 'cell')
    .toSorted((a, b) => a.start - b.start)
  return candidates.flatMap((line) => {
    if (line.type !== 'row' && line.type !== 'paragraph') return []
    const within = parts
      .slice(firstFrom(parts, line.start, startOf), firstFrom(parts, line.end, startOf))
      .filter(({end}) => end <= line.end)
    let rest = template.source.slice(line.start, line.end)
    for (const {start, end} of within) rest = rest.replace(template.source.slice(start, end), '')
    return within.length > 1 && !/[\p{Alpha}\p{N}]/u.test(rest) ? [{...line, kind: 'line' as const}] : []
  })
}
