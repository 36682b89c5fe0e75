import type {Code, List, Paragraph, RootContent} from 'mdast'
import {explicitId} from '../markdown/anchors.ts'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import {isOfAuthorRules} from './author-rules.ts'
import {closingNote} from './closing-note.ts'
import {type Directive, type Occurrence, shownOccurrence} from './directives.ts'
import {describedBy} from './head-words.ts'
import {isFieldInHeading} from './heading-fields.ts'
import {type HeadingPattern, foldedText, isOpen, isWildcard} from './heading-pattern.ts'
import {namesNothing, saysMayBeEmpty, saysMayBeEmptyInName} from './may-be-empty.ts'
import {saysOptionalInName} from './optional-marks.ts'
import {namesToCome} from './names-to-come.ts'
import {markedAsRequired} from './marked-as-required.ts'
import {
  asksIfApplicable,
  asksInCase,
  saysOptionalAnywhere,
  opensWithCondition,
  opensWithOptional,
  placeholderSaysOptional,
  saysForWhat,
  saysInWhichCases,
  saysOnlyIfNeeded,
  saysOnlyWhen,
  saysOptional,
  saysWhenInName
} from './optional-wordings.ts'
import {doingsAmong, kindsOfChanges} from './changelog-kinds.ts'
import {saysRepeat} from './repeat-wordings.ts'
import {isFilledExample, isOfExamples, offersExamples, saysSamples} from './example-wordings.ts'
import {isWrittenByTool} from './nothing-to-write.ts'
import {asksToRemoveSection} from './removal-wordings.ts'
import {asksToCopy} from './copying-wordings.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import type {HeadOptions, Remark, Remarks} from './remarks.ts'
import {withSamples} from './sample-headings.ts'
import {isEntryOf, readPattern} from './section-patterns.ts'
import {sectionsForCases} from './sections-for-cases.ts'
import {isSameSample, madeOptional, mergedSamples} from './merged-samples.ts'
import type {ContentSpec, Inference, SectionSpec} from './schema.ts'

/** What sections are read from: the whole template, and the comments about them. */
export interface TemplateContext {
  readonly template: MarkdownDocument
  readonly remarks: Remarks
  /** Texts that a directive names as placeholders. */
  readonly named: readonly string[]
  readonly contentOf: (section: Section) => ContentSpec
  /** What the text at the head of the template allows to be left out. */
  readonly head: HeadOptions
  /** The line of the group of which one section is enough; undefined for a section outside groups. */
  readonly groupOf: (section: Section) => number | undefined
}

/**
 * The specs of sibling sections. Kinds of changes are optional, since a release in a changelog has only some of them; of what may be done with files, one is enough.
 */
export function readSections(sections: readonly Section[], context: TemplateContext): readonly SectionSpec[] {
  const specs = withObligations(readSiblings(sections, context), sections, context)
  const changes = kindsOfChanges(specs)
  const [first] = doingsAmong(specs)
  if (first) return specs.map((spec) => ({...spec, anyOf: spec.anyOf ?? first.line}))
  return changes.size === 0
    ? specs
    : specs.map((spec) =>
        changes.has(spec) ? madeOptional(spec, 'one of several kinds of changes, of which a release has some') : spec
      )
}

/** If siblings are marked as required, those without the mark are optional. */
function withObligations(
  specs: readonly SectionSpec[],
  sections: readonly Section[],
  context: TemplateContext
): readonly SectionSpec[] {
  const marked = markedAsRequired(sections, (section) => remarksOf(section, context))
  const lines = marked && new Set(Array.from(marked, ({heading}) => lineOf(heading)))
  return lines
    ? specs.map((spec) =>
        lines.has(spec.line) || spec.occurs.min === 0
          ? spec
          : madeOptional(spec, 'others beside it are marked as required')
      )
    : specs
}

/** Siblings that differ only in samples become one spec, and so do all siblings with a name that may be repeated. */
function readSiblings(sections: readonly Section[], context: TemplateContext): readonly SectionSpec[] {
  const patterns = withSamples(
    sections.map((section) => readPattern(section, context.template, context.named)),
    sections
  )
  const groups: Siblings[] = []
  const firstOf = new Map<string, Siblings>()
  for (const [index, section] of sections.entries()) {
    const pattern = patterns[index]
    if (!pattern || isRemoved(section, context.remarks) || context.head.isLeftOut(section.name)) continue
    const spec = readSection(section, pattern, context)
    const key = `${spec.depth} ${spec.heading.folded}`
    const [first, last] = [firstOf.get(key), groups.at(-1)]
    const own = first && standsForAll(first) ? first : last && isSameSample(last.samples[0], spec) ? last : undefined
    if (own) {
      own.samples.push(spec)
      own.isScattered ||= own !== last
    } else {
      const group: Siblings = {samples: [spec], isScattered: false}
      groups.push(group)
      if (!first) firstOf.set(key, group)
    }
  }
  return groups.map(({samples, isScattered}) => ({...mergedSamples(samples), ...(isScattered && {isScattered})}))
}

/** Siblings that become one spec. */
interface Siblings {
  readonly samples: [SectionSpec, ...SectionSpec[]]
  /** Whether others come between them. */
  isScattered: boolean
}

function standsForAll({samples: [first, second]}: Siblings): boolean {
  return second !== undefined || first.occurs.max === undefined
}

function readSection(section: Section, pattern: HeadingPattern, context: TemplateContext): SectionSpec {
  const remarks = remarksOf(section, context)
  const group = context.groupOf(section)
  const id = explicitId(section)
  const otherNames = section.content.flatMap((node) =>
    namesToCome(node.type === 'html' ? (commentText(node.value) ?? '') : textOf(node))
  )
  const describes = describedBy(section, context.template)
  return {
    heading: pattern,
    ...(otherNames.length > 0 && {otherNames}),
    ...(describes && {describes}),
    ...(id !== undefined && {id}),
    ...(opensWithCondition(openingOf(section)) && {isConditional: true}),
    depth: section.depth,
    line: lineOf(section.heading),
    ...withEmptiness(occurrenceOf(section, pattern, remarks, context), section, remarks),
    anyOrder: false,
    children: partsOf(section, context),
    content: context.contentOf(section),
    ...(group !== undefined && {anyOf: group}),
    ...saidByDirectives(remarks, pattern)
  }
}

type Occurs = Pick<SectionSpec, 'occurs' | 'isCounted' | 'mayGo' | 'because'>

/** The same, with the reason if the section may be empty. */
function withEmptiness(
  occurs: Occurs,
  section: Section,
  remarks: readonly Remark[]
): Occurs & Pick<SectionSpec, 'mayBeEmpty'> {
  const because = emptyBecause(section, remarks)
  return because
    ? {...occurs, mayBeEmpty: true, because: [...occurs.because, {demand: 'may be empty', ...because}]}
    : occurs
}

function emptyBecause(section: Section, remarks: readonly Remark[]): Omit<Inference, 'demand'> | undefined {
  const line = lineOf(section.heading)
  if (saysMayBeEmptyInName(section.name)) return {reason: 'the heading says so', line}
  if (isFieldInHeading(section)) return {reason: 'all of it stands in the heading', line}
  const opening = section.content.find(({type}) => type !== 'html')
  if (opening?.type === 'list' && isOptionalItem(opening, section.content))
    return {reason: 'its only item is optional', line: lineOf(opening)}
  const remark = remarks.find(({text, directive}) => !directive && saysMayBeEmpty(text))
  return remark && {reason: 'a comment says so', line: remark.line}
}

/** The sections below another, all optional if they are examples; those for one case each are always. */
function partsOf(section: Section, context: TemplateContext): readonly SectionSpec[] {
  const parts = withCases(readSections(section.children, context), section)
  if (isOfExamples(section.name)) return parts.map((part) => madeOptional(part, 'the section is of examples'))
  const saying = section.content.find((node) => node.type === 'paragraph' && saysSamples(textOf(node)))
  return saying
    ? parts.map((part) => madeOptional(part, `line ${lineOf(saying)} says that the sections are samples`))
    : parts
}

function withCases(parts: readonly SectionSpec[], section: Section): readonly SectionSpec[] {
  const lines = new Set(sectionsForCases(section).map(({heading}) => lineOf(heading)))
  return lines.size === 0
    ? parts
    : parts.map((part) =>
        lines.has(part.line) && part.occurs.min > 0
          ? madeOptional(part, 'one of several cases, of which a document has its own')
          : part
      )
}

/** How often a section occurs, and why. */
function occurrenceOf(
  section: Section,
  pattern: HeadingPattern,
  remarks: readonly Remark[],
  context: TemplateContext
): Occurs {
  const optional = optionalBecause(section, pattern, remarks, context)
  const obligation = optional ?? requiredBecause(section, pattern)
  const counted = countedBy(remarks)
  if (counted)
    return {
      occurs: {...counted.occurs, ...(optional && {min: 0})},
      isCounted: true,
      because: !optional && counted.occurs.min === 0 ? [counted.because] : [obligation, counted.because]
    }
  const repeated = repeatedBecause(section, pattern, remarks)
  const spared =
    optional === undefined && remarks.every(({directive}) => directive?.type !== 'required')
      ? (context.head.sparedOf(section.name) ?? caseOf(section, remarks))
      : undefined
  return {
    occurs: {min: optional ? 0 : 1, ...(!repeated && {max: 1})},
    ...(spared && {mayGo: true}),
    because: [obligation, repeated, spared].filter((inference) => inference !== undefined)
  }
}

/** Why a section is written only in some cases; undefined if it always is. */
function caseOf(section: Section, remarks: readonly Remark[]): Inference | undefined {
  const demand = 'unless it does not apply'
  const remark = remarks.find(({text, directive}) => !directive && saysForWhat(text))
  if (remark) return {demand, reason: 'a comment says for what it is written', line: remark.line}
  const isSaid = saysWhenInName(section.name) || asksInCase(openingOf(section))
  return isSaid ? {demand, reason: 'the section says when it is written', line: lineOf(section.heading)} : undefined
}

/**
 * Whether a section is guidance for authors, by its heading, its text, a comment or a directive, so that it is never
 * required.
 */
export function isRemoved(section: Section, remarks: Remarks): boolean {
  return (
    asksToRemoveSection(section.name, true) ||
    isFilledExample(section.name, openingOf(section)) ||
    isOfAuthorRules(foldedText(section.name), () => textsOf(section)) ||
    section.content.some((node) => saysHowToCopy(node)) ||
    (remarks.get(section) ?? []).some(({text, directive}) =>
      directive ? directive.type === 'remove' : asksToRemoveSection(text, false)
    )
  )
}

/**
 * The paragraphs and list items of a section; none if it also has subsections or other blocks, which are more than
 * rules.
 */
function textsOf({content, children}: Section): readonly string[] {
  const blocks = content.filter(({type}) => type !== 'html' && type !== 'thematicBreak' && type !== 'definition')
  return children.length > 0 || blocks.some(({type}) => type !== 'paragraph' && type !== 'list')
    ? []
    : blocks.flatMap((block) =>
        block.type === 'list'
          ? block.children.map((item) => textOf(item))
          : /[:：]$/.test(textOf(block))
            ? []
            : textOf(block)
      )
}

/** The text of the paragraph that opens a section; empty if something else does. */
function openingOf({content}: Section): string {
  const opening = content.find(({type}) => type !== 'html')
  return opening?.type === 'paragraph' ? textOf(opening) : ''
}

/** Whether a paragraph or a list opens with how to copy the template, which is not for documents. */
function saysHowToCopy(node: RootContent): boolean {
  const opening = node.type === 'list' ? node.children[0] : node
  return (opening?.type === 'paragraph' || opening?.type === 'listItem') && asksToCopy(textOf(opening))
}

function remarksOf(section: Section, {remarks}: TemplateContext): readonly Remark[] {
  return remarks.get(section) ?? []
}

type SaidByDirectives = Partial<Pick<SectionSpec, 'isAnswerDue' | 'anyOrder' | 'extraSections' | 'heading'>>

/** What the directives among the comments of a section say about it. */
export function saidByDirectives(remarks: readonly Remark[], heading: HeadingPattern): SaidByDirectives {
  return Object.assign({}, ...remarks.map(({directive}) => directive && saidByDirective(directive, heading)))
}

function saidByDirective(directive: Directive, heading: HeadingPattern): SaidByDirectives {
  switch (directive.type) {
    case 'required':
      return {isAnswerDue: true}
    case 'any order':
      return {anyOrder: true}
    case 'extra sections':
      return {extraSections: true}
    case 'no extra sections':
      return {extraSections: false}
    case 'heading':
      return {heading: {...heading, expression: directive.expression}}
    default:
      return {}
  }
}

/** How often a section occurs according to a directive; undefined if none says so. */
function countedBy(remarks: readonly Remark[]): {readonly occurs: Occurrence; readonly because: Inference} | undefined {
  const [counted] = remarks.flatMap(({directive, line}) =>
    directive?.type === 'repeat'
      ? [
          {
            occurs: directive.occurs,
            because: {demand: `${shownOccurrence(directive.occurs)} times`, reason: 'a comment says so', line}
          }
        ]
      : []
  )
  return counted
}

function requiredBecause(section: Section, pattern: HeadingPattern): Inference {
  const reason = isWildcard(pattern)
    ? 'a heading that is a placeholder asks for at least one'
    : 'a heading of the template'
  return {demand: 'required', reason, line: lineOf(section.heading)}
}

function optionalBecause(
  section: Section,
  {name}: HeadingPattern,
  remarks: readonly Remark[],
  {template, head}: TemplateContext
): Inference | undefined {
  if (remarks.some(({directive}) => directive?.type === 'required')) return undefined
  const reason = optionalByHeading(section, name, template)
  if (reason !== undefined) return {demand: 'optional', reason, line: lineOf(section.heading)}
  const remark = remarks.find(({text, directive}) => (directive ? directive.type === 'optional' : saysOptional(text)))
  if (remark) return {demand: 'optional', reason: 'a comment says so', line: remark.line}
  const paragraph = section.content.find(
    (node) => node.type === 'paragraph' && saysOptionalAnywhere(textOf(node).replace(/^[*_([{]+/, ''))
  )
  return (
    openingSaysOptional(section, template) ??
    closingNote(section, template) ??
    (paragraph
      ? {demand: 'optional', reason: 'a paragraph of it says so', line: lineOf(paragraph)}
      : head.optionOf(name))
  )
}

function optionalByHeading(section: Section, name: string, template: MarkdownDocument): string | undefined {
  if (/^(?:…|\.{3})\s?\p{Ll}/u.test(name)) return 'its heading goes on with a sentence'
  if (saysOptionalInName(name)) return 'the heading says so'
  if (namesNothing(section.name)) return 'the heading says that there is nothing yet'
  if (offersExamples(section.name, openingOf(section))) return 'the section is of examples'
  if (isAllByTool(section)) return 'a tool writes it'
  return isEntryOf(section, template) ? 'its heading is the time of an entry' : undefined
}

/** Whether a note that a tool writes the section is all there is in it, in brackets or italics. */
function isAllByTool({content, children}: Section): boolean {
  const [note, ...others] = content.filter(({type}) => type !== 'html' && type !== 'thematicBreak')
  return note?.type === 'paragraph' && others.length + children.length === 0 && isWrittenByTool(textOf(note))
}

/** A section may say that it is optional in its first words, or in the placeholder that is its whole first block. */
function openingSaysOptional({content}: Section, template: MarkdownDocument): Inference | undefined {
  const opening = content.find(({type}) => type !== 'html')
  return (
    opening &&
    (placeholderOfOpening(opening, template) ??
      (firstWordsSayOptional(opening, content) ? saidInFirstWords(opening) : undefined))
  )
}

function placeholderOfOpening(opening: RootContent, template: MarkdownDocument): Inference | undefined {
  switch (opening.type) {
    case 'code':
      return placeholderIn(opening)
    case 'list':
      return placeholderOfOneItem(opening, template)
    case 'paragraph':
      return placeholderSaysSo(opening, template)
    default:
      return undefined
  }
}

function firstWordsSayOptional(opening: RootContent, content: Section['content']): boolean {
  switch (opening.type) {
    case 'list':
      return (
        saysOnlyWhen(textOf(opening.children[0] ?? opening)) ||
        isOptionalItem(opening, content) ||
        onlyItemSaysOptional(opening, content)
      )
    case 'paragraph':
      return openingWordsSayOptional(textOf(opening)) || isOnlyIfNeeded(opening, content)
    case 'blockquote':
      return openingWordsSayOptional(textOf(opening))
    default:
      return false
  }
}

/** Whether a paragraph is all of its section, and asks for it only in some cases. */
function isOnlyIfNeeded(opening: Paragraph, content: Section['content']): boolean {
  return isAllOf(content, opening) && asksOnlyInCases(textOf(opening))
}

function asksOnlyInCases(text: string): boolean {
  return saysOnlyIfNeeded(text) || saysInWhichCases(text.replace(/^[*_([{（]+/, ''))
}

/** Whether a list is all of a section and its only item optional: `- optional list of links`. */
function isOptionalItem(opening: List, content: Section['content']): boolean {
  const text = textOfOnlyItem(opening, content)
  return text !== undefined && opensWithOptional(text)
}

function onlyItemSaysOptional(opening: List, content: Section['content']): boolean {
  const text = textOfOnlyItem(opening, content)
  return text !== undefined && (openingWordsSayOptional(text) || asksOnlyInCases(text))
}

/** The text of a list's only item, if the list is all of its section. */
function textOfOnlyItem(opening: List, content: Section['content']): string | undefined {
  const [item, ...others] = opening.children
  return item !== undefined && others.length === 0 && isAllOf(content, opening) ? textOf(item) : undefined
}

function isAllOf(content: Section['content'], block: RootContent): boolean {
  return content.every((node) => node === block || node.type === 'html' || node.type === 'thematicBreak')
}

function saidInFirstWords(opening: RootContent): Inference {
  return {demand: 'optional', reason: 'its first words say so', line: lineOf(opening)}
}

function placeholderSaysSo(opening: Paragraph, template: MarkdownDocument): Inference | undefined {
  const text = textOf(opening)
  const [placeholder] = placeholdersIn(template.source, opening)
  const isAll = placeholder !== undefined && placeholder.end - placeholder.start >= text.length
  return isAll && placeholderSaysOptional(text)
    ? {demand: 'optional', reason: 'the placeholder that opens it says so', line: lineOf(opening)}
    : undefined
}

/** A list of one item may be such a placeholder too: `- [Optional remarks]`. */
function placeholderOfOneItem({children: [item, ...others]}: List, template: MarkdownDocument): Inference | undefined {
  const [text, ...more] = others.length === 0 ? (item?.children ?? []) : []
  return text?.type === 'paragraph' && more.length === 0 ? placeholderSaysSo(text, template) : undefined
}

function openingWordsSayOptional(text: string): boolean {
  const words = text.replace(/^[*_([{]+/, '')
  return saysOptional(words) || asksIfApplicable(words)
}

/** A code block may contain only such a placeholder: `[Optional drawing]`. */
function placeholderIn(code: Code): Inference | undefined {
  return /^\s*[[{<(]\s*optional\b/i.test(code.value)
    ? {demand: 'optional', reason: 'the placeholder that opens it says so', line: lineOf(code)}
    : undefined
}

function repeatedBecause(section: Section, pattern: HeadingPattern, remarks: readonly Remark[]): Inference | undefined {
  const remark = remarks.find(({text, directive}) => !directive && saysRepeat(text))
  if (remark) return {demand: 'once or more', reason: 'a comment says so', line: remark.line}
  return isOpen(pattern)
    ? {demand: 'once or more', reason: 'its heading is a sample', line: lineOf(section.heading)}
    : undefined
}
