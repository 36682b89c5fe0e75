import type {Code, Nodes, Paragraph, Table, TableCell, TableRow} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {statementsOf} from '../markdown/emptiness.ts'
import {isUnknownTag} from '../markdown/html-tag.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {textOf} from '../markdown/text.ts'
import {conventionsOf} from './conventions.ts'
import {isDiagram} from './diagrams.ts'
import {foldedText} from './heading-pattern.ts'
import {callsItselfSample, isImperative, isInstruction, mayBeIntroduction, mayBeStep} from './instructions.ts'
import {saysRemove} from './optionality.ts'
import {type Candidate, candidatesOf} from './placeholder-candidates.ts'
import {
  type PlaceholderKind,
  delimitedIn,
  isExpression,
  isMeant,
  placeholderKey,
  placeholdersIn,
  scanCode,
  scanInline
} from './placeholder-scan.ts'
import {mayBePrompt} from './prompts.ts'
import {areSeries, asksForNothing, choiceIn, closedValues} from './reading.ts'
import {consistsOfSamples} from './sample-code.ts'
import type {Placeholder} from './schema.ts'

/**
 * Everything in a template that an author must replace.
 *
 * @param template The template, without what it says to ignore.
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
 * The other paragraphs of sections that open with an instruction, or are instructions for the most part: where all of them
 * are left, nothing has been written.
 */
function companions(context: Context, marked: readonly Marked[]): readonly Marked[] {
  const instructions = new Set<Nodes>(marked.flatMap(({kind, node}) => (kind === 'instruction' ? [node] : [])))
  const known = new Set<Nodes>(marked.map(({node}) => node))
  const bySection = new Map<Section, Candidate[]>()
  for (const text of context.candidates) {
    if (text.type === 'paragraph') bySection.set(text.section, [...(bySection.get(text.section) ?? []), text])
  }
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

/**
 * The texts of sections that hold nothing else, where most of a template's are instructions or may be prompts: as many of
 * them left as they are, as many sections nobody has written.
 */
function prompts({template, candidates}: Context, marked: readonly Marked[]): readonly Marked[] {
  const known = new Map<Nodes, PlaceholderKind>(marked.map(({node, kind}) => [node, kind]))
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
  if (possible.length === 0 || count < fewestPrompts || count * 3 < texts.length * 2) return []
  const nodes = new Set<Nodes>(possible.flat())
  return candidates
    .filter(({type, node}) => type === 'paragraph' && nodes.has(node))
    .map((text): Marked => ({...text, kind: 'prompt'}))
}

/** Whether a paragraph is all in italics or in parentheses, as what is not of the document itself. */
function isSetOff(node: Nodes): boolean {
  const text = textOf(node)
  return text.split(' ', 4).length > 3 && (isAllOf(node, 'emphasis') || /^\(.*\)$|^<.*>$|^‹.*›$/s.test(text))
}

/** Fewer are no habit of a template. */
const fewestPrompts = 3

/** A label without a value is a field, which is another rule's. */
function isOpenLabel({node, text}: Candidate, {items}: Context): boolean {
  return items.has(node) && /[:：]$/.test(text)
}

/** What decides on the texts of a template beside themselves. */
interface Context {
  readonly template: MarkdownDocument
  readonly candidates: readonly Candidate[]
  /** Nodes that are samples, by a series that they stand in. */
  readonly samples: ReadonlySet<Nodes>
  /** Cells that name a row of a form. */
  readonly fixed: ReadonlySet<Nodes>
  /** The name of the column of a cell. */
  readonly columns: ReadonlyMap<Nodes, string>
  /** Cells in italics beside a placeholder. */
  readonly italic: ReadonlySet<Nodes>
  /** What stands in numbered lists that don't instruct throughout. */
  readonly steps: ReadonlySet<Nodes>
  /** The paragraphs of lists. */
  readonly items: ReadonlySet<Nodes>
  /** Paragraphs that open a bracket which another block closes. */
  readonly opening: ReadonlySet<Nodes>
  /** Those up to there. */
  readonly enclosed: ReadonlySet<Nodes>
  /** The texts of comments. */
  readonly comments: ReadonlySet<string>
}

function contextOf(template: MarkdownDocument): Context {
  const items = template
    .nodes('listItem')
    .flatMap(({node: {children}}) => children.filter(({type}) => type === 'paragraph'))
  return {
    template,
    candidates: candidatesOf(template),
    samples: new Set([...sampleCells(template), ...sampleItems(template)]),
    fixed: new Set(template.nodes('table').flatMap(({node}) => rowNames(node))),
    columns: new Map(template.nodes('table').flatMap(({node}) => columnsOf(node))),
    italic: new Set(template.nodes('tableRow').flatMap(({node}) => italicCells(node, template))),
    steps: stepsOf(template),
    items: new Set(items),
    ...bracketedBlocks(template),
    comments: new Set(template.nodes('html').flatMap(({node}) => commentText(node.value) ?? []))
  }
}

/** The candidates that are all of a heading or a block, or a row of one. */
const wholeTypes: ReadonlySet<Candidate['type']> = new Set(['heading', 'paragraph', 'code', 'row', 'tag'])

type Marked = Candidate & {readonly kind: PlaceholderKind}

/** What looks like a placeholder in two ways, as text and as a tag, is one. */
function byPlace(marked: readonly Marked[]): ReadonlyMap<string, Marked> {
  return new Map(marked.map((candidate) => [`${candidate.type} ${candidate.start} ${candidate.end}`, candidate]))
}

function startOf({start}: Marked): number {
  return start
}

/** Rows and paragraphs that consist of placeholders, two or more: left as they are, they are one fault. */
function wholeLines({template, candidates}: Context, marked: readonly Marked[]): readonly Marked[] {
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
    return within.length > 1 && !/[\p{L}\p{N}]/u.test(rest) ? [{...line, kind: 'line' as const}] : []
  })
}

/** Whether a tag is closed further on: `<intent>` … `</intent>` is an element of somebody's, not a placeholder. */
function isClosed(tag: string, source: string): boolean {
  const name = /^<([\w-]+)/.exec(tag)?.[1]
  return name !== undefined && source.includes(`</${name}>`)
}

type KindOf = (candidate: Candidate, context: Context) => PlaceholderKind | undefined

/** What a cell or a paragraph is, by the first of some tests that holds; `fixed` is none. */
type Tests = ReadonlyArray<readonly [PlaceholderKind | 'fixed', (candidate: Candidate, context: Context) => boolean]>

function firstOf(tests: Tests): KindOf {
  return (candidate, context) => {
    const [kind] = tests.find(([, test]) => test(candidate, context)) ?? []
    return kind === 'fixed' ? undefined : kind
  }
}

const cellTests: Tests = [
  ['sample', ({node}, {samples}) => samples.has(node)],
  ['italic', ({node}, {italic}) => italic.has(node)],
  [
    'capitals',
    ({node, text}, {columns}) =>
      repeats(text, columns.get(node) ?? '') ||
      (isAllOf(node, 'emphasis') && foldedText(text) === foldedText(columns.get(node) ?? ''))
  ],
  [
    'fixed',
    ({node, text}) =>
      text.startsWith('[') ||
      isAllOf(node, 'inlineCode') ||
      ('children' in node && node.children.some(({type}) => type === 'html'))
  ],
  ['choice', ({text}) => choiceIn(text) !== undefined]
]

const paragraphTests: Tests = [
  ['comment', ({text}) => brokenComment.test(text)],
  ['bracket', ({node}, {opening}) => opening.has(node)],
  ['fixed', ({node}, {enclosed}) => enclosed.has(node)],
  [
    'fixed',
    ({node}, {template: {source}}) => scanInline(source, node as Paragraph).some((token) => isMeant(token, source))
  ],
  ['sample', ({node}, {samples}) => samples.has(node)],
  ['capitals', ({text, section}) => isSole(section) && repeats(text, section.name)],
  [
    'choice',
    ({node, text, section}, {items}) =>
      (isSole(section) || items.has(node)) && closedValues(text) !== undefined && hasOnlyText(node)
  ],
  [
    'note',
    ({text, section}) =>
      callsItselfSample(text) ||
      asksForNothing(text) ||
      (goesOn.test(text) && !/[:：]/.test(text)) ||
      (isSole(section) && /^\((?!\p{Lu}{2,}\))[^()]{8,}\)$/u.test(text))
  ],
  ['fixed', ({node, text}, {items}) => mayBeStep(text) && (items.has(node) || hasCode(node))],
  ['fixed', ({node, text}, {steps}) => steps.has(node) && isImperative(text)],
  ['fixed', ({text, section}) => mayBeIntroduction(text) && !isSole(section)],
  ['instruction', ({text}, {comments}) => isInstruction(text) || comments.has(text)]
]

function hasCode(node: Nodes): boolean {
  return 'children' in node && node.children.some(({type}) => type === 'inlineCode')
}

/** Whether a section says nothing else. */
function isSole(section: Section): boolean {
  return statementsOf(section).length === 1
}

function isAllOf(node: Nodes, type: Nodes['type']): boolean {
  return 'children' in node && node.children.length === 1 && node.children[0]?.type === type
}

/** What each type of candidate is, where it is a placeholder. */
const kinds: Readonly<Record<Candidate['type'], KindOf>> = {
  value: ({text, before = ''}) =>
    goesOn.test(text)
      ? 'note'
      : /^[[{<]|[:：][*_\s]/.test(text)
        ? undefined
        : choiceIn(text)
          ? 'choice'
          : repeats(text, before)
            ? 'capitals'
            : undefined,
  token: (candidate, {template, fixed}) =>
    !fixed.has(candidate.node) &&
    candidate.looksLike &&
    isMeant({...candidate, kind: candidate.looksLike}, template.source)
      ? candidate.looksLike
      : undefined,
  emphasis: (_, {template}) => (conventionsOf(template.source).hasItalics ? 'italic' : undefined),
  word: () => undefined,
  'inline code': ({text, start, end}, {template}) =>
    isPlaceholderCode(text) && !isAmongOthers(start, end, template.source) && !isExplained(text, template.source)
      ? 'code'
      : undefined,
  cell: firstOf(cellTests),
  row: () => undefined,
  code: ({node, text}) =>
    consistsOfSamples(node as Code) ||
    (!isDiagram(node as Code) && (scanCode(text).length > 0 || hasOpenLine(text) || isOnlyComment(text)))
      ? 'code'
      : undefined,
  'sentence in code': () => 'bracket',
  url: ({text}) => (isPlaceholderUrl(text) ? 'link' : undefined),
  paragraph: firstOf(paragraphTests),
  heading: () => undefined,
  'alt text': ({text}) => (delimitedIn(text).length > 0 ? 'bracket' : undefined),
  comment: ({text}) => (saysRemove(text) ? 'comment' : isRemark(text) ? 'remark' : undefined),
  tag: ({text}) => (isUnknownTag(text) ? 'angle' : undefined),
  'front matter': ({text, before = ''}) =>
    isPlaceholderValue(text) || repeats(text.replaceAll(/^["']|["']$/g, ''), before) ? 'front matter' : undefined
}

/** What the author is to go on with: `Rejected because ...`. */
const goesOn = /^[^.…]{0,60}(?:\.{3}|…)[*_]*$/

/** A comment that lacks a sign, so that readers see it: `<-- Replace the title -->`. */
const brokenComment = /^<(?:!?-{1,2}|!)\s[^<>]*\s-{0,2}>$/

/** Whether a text is the name of its place in capitals: `DATE` behind `Date:`. */
function repeats(text: string, name: string): boolean {
  const plain = text.replaceAll('_', ' ')
  return (
    plain.length > 1 &&
    text !== name &&
    plain === plain.toUpperCase() &&
    plain !== plain.toLowerCase() &&
    foldedText(plain) === foldedText(name.replaceAll(/[_-]/g, ' ')) &&
    name !== name.toUpperCase()
  )
}

/** A row of links with bars between them is no choice. */
function hasOnlyText(node: Nodes): boolean {
  return 'children' in node
    ? node.children.every(
        (child) =>
          child.type !== 'link' && child.type !== 'linkReference' && child.type !== 'image' && hasOnlyText(child)
      )
    : true
}

/** Code that is nothing but a comment on the code that belongs there. */
function isOnlyComment(code: string): boolean {
  const lines = code.split('\n').filter((line) => line.trim() !== '')
  return (
    lines.length > 0 &&
    lines.length <= 5 &&
    lines.every((line) => /^\s*(?:#(?!!)|\/\/|--|;|%|<!--|\/\*|\*)\s*\p{L}+(?: [^\s=]+){2,}/u.test(line))
  )
}

/** A line of code that is nothing but a text in angle brackets, which nothing closes. */
function hasOpenLine(code: string): boolean {
  return Array.from(code.matchAll(/^[ \t]*<(\p{L}[\p{L}\p{N} _-]{2,60})>[ \t]*$/gmu)).some(
    ([, name = '']) => isUnknownTag(`<${name}>`) && !code.includes(`</${name}`)
  )
}

/** A comment that speaks to people, not to a program: `guidelint …`, `lint disable`, `toc`. */
function isRemark(comment: string): boolean {
  return (
    comment.includes(' ') &&
    !/^(?:guidelint|lint|markdownlint\S*|prettier\S*|vale|toc|omit in toc|START doctoc|END doctoc)\b/i.test(comment)
  )
}

/** Inline code counts as a whole, and only where it cannot be the name of something. */
function isPlaceholderCode(code: string): boolean {
  if (/^(?:TODO|TBD|FIXME)[:：]\s/.test(code)) return true
  // An object of a program has its keys before colons.
  const delimited = /^(?:\[[^[\]]+\]|\{[^{}:]+\})$/.test(code)
  if (code.startsWith('{{') && isExpression(code.slice(1, -1))) return false
  if (
    /^(?:<[\p{L}][^<>]{2,}>|\{\{[^{}]+\}\})$/u.test(code) ||
    (delimited && /[\s#]/.test(code) && !code.includes(',')) ||
    /(?:^|\/)\[[\p{L} -]+\](?=[_/])/u.test(code)
  )
    return true
  // A name with a slot in it, `@<team>-oncall`; in a path or a command it is how that is described.
  return (
    !/[\s/=]/.test(code) &&
    Array.from(code.matchAll(/(?<![\p{L}\p{N})\]>])<\p{L}[\p{L}\p{N}_-]{1,40}>/gu)).some(
      ([tag]) => isUnknownTag(tag) && code.length > tag.length
    )
  )
}

/** Whether code stands beside other code with a slash between: names of which one fits, `<Input>` / `<Select>`. */
function isAmongOthers(start: number, end: number, source: string): boolean {
  return (
    /^ ?\/ ?(?:`<|etc\b|…|\.\.\.)/.test(source.slice(end, end + 6)) ||
    />` ?\/ ?$/.test(source.slice(Math.max(0, start - 5), start))
  )
}

/** Whether a template says what a name in code stands for, so that it is how it writes, and stays: ``where `<kiln>` is the name of yours``. */
function isExplained(code: string, source: string): boolean {
  return [' is ', ' means ', ' stands for '].some((said) => source.includes(`\`${code}\`${said}`))
}

/** The cells of columns whose texts are numbered from row to row: `VAR_1`, `VAR_2`. */
function sampleCells(template: MarkdownDocument): readonly Nodes[] {
  return template.nodes('table').flatMap(({node}) => {
    const columns = (node.children[0]?.children ?? [])
      .slice(0, mostColumns)
      .map((_, column) => node.children.slice(1).flatMap((row) => row.children[column] ?? []))
    // Bare numbers count the rows, and what is in brackets is a placeholder without a number, too.
    const series = columns.filter(
      (cells) =>
        areSeries(cells.map((cell) => textOf(cell))) &&
        !cells.every((cell) => identifier.test(textOf(cell))) &&
        cells.every((cell) => /\p{L}/u.test(textOf(cell)) && placeholdersIn(template.source, cell).length === 0)
    )
    return columns.some((cells) => areFacts(cells, template)) &&
      columns.every((cells) => !isOpenColumn(cells, template))
      ? []
      : series.flat()
  })
}

/** `M1`, `T-02`, `Q1 2031`: by what other texts speak of a row, and as good as any other. */
const identifier = /^\p{Lu}{1,3}-?\d{1,4}(?: (?:19|20)\d\d)?$/u

/** A table has no more columns for a reader. */
const mostColumns = 200

/** Whether each cell has a fixed text of its own: what a table of facts has beside its numbers. */
function areFacts(cells: readonly TableCell[], template: MarkdownDocument): boolean {
  const texts = cells.map((cell) => textOf(cell))
  return (
    new Set(texts).size === texts.length &&
    texts.every((text) => /[\p{L}\p{N}]/u.test(text) && !choiceIn(text)) &&
    !areSeries(texts) &&
    !isOpenColumn(cells, template)
  )
}

/** Whether a column has room for something, or something to replace. */
function isOpenColumn(cells: readonly TableCell[], template: MarkdownDocument): boolean {
  return cells.some(
    (cell) =>
      !/[\p{L}\p{N}]/u.test(textOf(cell)) ||
      choiceIn(textOf(cell)) !== undefined ||
      placeholdersIn(template.source, cell).length > 0
  )
}

/** The texts of list items that are numbered from item to item: `Benefit 1`, `Benefit 2`; of a list of one, the first of such. */
function sampleItems(template: MarkdownDocument): readonly Nodes[] {
  return template.nodes('list').flatMap(({node: {children}}) => {
    const texts = children.flatMap(({children: [first], checked}) =>
      first?.type === 'paragraph' && typeof checked !== 'boolean' && hasOnlyText(first) ? [first] : []
    )
    if (texts.length < children.length) return []
    const plain = texts.map((text) => textOf(text))
    return areSeries(plain) ||
      (plain.length === 1 && /^(?:\p{Ll}1|\p{L}+(?: \p{L}+)? (?:1|one|A))\.?$/u.test(plain[0] ?? ''))
      ? texts
      : []
  })
}

/** The names in brackets that the rows of a form have, with room for an answer behind each; one that its column names is a sample. */
function rowNames(table: Table): readonly Nodes[] {
  const rows = table.children.slice(1)
  const keys = rows.flatMap(({children: [key]}) => key ?? [])
  const names = keys.map((key) => textOf(key))
  const isForm =
    rows.length > 1 &&
    rows.every(({children}) => children.length > 1 && children.slice(1).every((cell) => textOf(cell) === ''))
  return isForm &&
    new Set(names).size === names.length &&
    !areSeries(names) &&
    names.every((name) => /^\[[^[\]]+\]$/.test(name))
    ? keys
    : []
}

function columnsOf(table: Table): ReadonlyArray<readonly [Nodes, string]> {
  const names = (table.children[0]?.children ?? []).map((cell) => textOf(cell))
  return table.children
    .slice(1)
    .flatMap(({children}) => children.map((cell, index) => [cell, names[index] ?? ''] as const))
}

/** A cell in italics beside a placeholder is a sample; `none` is a value. */
function italicCells(row: TableRow, template: MarkdownDocument): readonly Nodes[] {
  const cells = row.children.filter(
    ({children: [child, ...others]}) => child?.type === 'emphasis' && others.length === 0
  )
  const isSample =
    cells.length > 0 &&
    row.children.some((cell) => !cells.includes(cell) && placeholdersIn(template.source, cell).length > 0)
  return isSample ? cells.filter((cell) => !/^(?:none|n\/?a|tbd|optional|no|yes)$/i.test(textOf(cell))) : []
}

/** The blocks within a bracket that opens in one and closes in another: `[Explain … Consider`, a list, `…]`. */
function bracketedBlocks(template: MarkdownDocument): {opening: ReadonlySet<Nodes>; enclosed: ReadonlySet<Nodes>} {
  const opening = new Set<Nodes>()
  const enclosed = new Set<Nodes>()
  const texts = template
    .nodes('paragraph')
    .map(({node, section}) => ({
      node,
      section,
      balance: balanceOf(template.source.slice(node.position?.start.offset, node.position?.end.offset))
    }))
  for (const [index, {node, section, balance}] of texts.entries()) {
    if (balance <= 0) continue
    const length = texts.slice(index + 1).findIndex((other) => other.balance !== 0 || other.section !== section)
    const last = texts[index + 1 + length]
    if (length < 0 || last?.section !== section || last.balance !== -balance) continue
    opening.add(node)
    for (const other of texts.slice(index + 1, index + length + 2)) enclosed.add(other.node)
  }
  return {opening, enclosed}
}

/** The brackets that a text opens at its start and does not close, or, counted below zero, closes at its end. */
function balanceOf(text: string): number {
  const balance = Math.max(
    ...['[]', '{}'].map(([opener = '', closer = '']) => Math.abs(countOf(text, opener) - countOf(text, closer)))
  )
  if (/^(?:\[(?![ xX]\])|\{)/.test(text) && !/[\]}]\s*$/.test(text)) return balance
  return /[\]}]\s*$/.test(text) ? -balance : 0
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1
}

/** Whether a link target leads nowhere. */
export function isPlaceholderUrl(url: string): boolean {
  // Three dots between two names are a range of commits.
  return (
    !url.startsWith('#') &&
    !/\{\{[<%.]|\{\{ ?(?:site|page)\./.test(url) &&
    /(?<!\w)\.\.\.(?!\/)|\.\.\.(?![\w/])|NNNN|XXXX|\/0000(?!\d)|^(?:link|url)$|[[\]{}<>]/i.test(url)
  )
}

/** The items of numbered lists that don't instruct throughout: a step is told in the same words (`Provide the key to …`). */
function stepsOf(template: MarkdownDocument): ReadonlySet<Candidate['node']> {
  return new Set(
    template.nodes('list').flatMap(({node: {ordered, children}}) => {
      const texts = ordered
        ? children.flatMap(({children: [first]}) => (first?.type === 'paragraph' ? [first] : []))
        : []
      return texts.every((text) => isInstruction(textOf(text)) && !mayBeStep(textOf(text))) ? [] : texts
    })
  )
}

/** Longer values are not looked through for placeholders. */
const longestValue = 400

/** A value of the front matter that is a placeholder, or has one in it; a list such as `[draft, done]` is a value. */
export function isPlaceholderValue(value: string): boolean {
  if (value.length > longestValue) return false
  const plain = value.replaceAll(/^["']|["']$/g, '')
  if (choiceIn(plain)) return true
  return (
    /^<[^<>\p{L}]*\p{L}.*>$/u.test(plain) ||
    (value === plain
      ? /^\[[^[\],"'<>\p{L}]*\p{L}[^[\],"'<> ]* [^[\],"'<>]*\]$|^\[ ?(?:<[^<>]*>(?:, ?)?)+\]$/u
      : /^\[(?!\^?\w-\w)[^[\]\p{L}]*\p{L}[^[\]]*\]$/u
    ).test(plain) ||
    /^\((?!optional\)|none\)|n\/?a\))[^()\p{L}]*\p{L}[^()]*\)$/iu.test(plain) ||
    /\{\{?[^{}:\p{L}]*\p{L}[^{}:]*\}/u.test(plain) ||
    /\b(?:YYYY-MM-DD|N{3,}|X{4,})\b/i.test(plain)
  )
}
