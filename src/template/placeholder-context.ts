import type {Nodes, Table, TableCell, TableRow} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {statementsOf} from '../markdown/says-nothing.ts'
import {textOf} from '../markdown/text.ts'
import {asksToInsert, isInstruction, mayBeStep} from './instructions.ts'
import {type Candidate, candidatesOf} from './placeholder-candidates.ts'
import {hasLead} from './leads.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import {choiceIn} from './choices.ts'
import {areSeries} from './running-numbers.ts'

/** What decides, besides the texts of a template themselves, whether they are placeholders. */
export interface PlaceholderContext {
  readonly template: MarkdownDocument
  readonly candidates: readonly Candidate[]
  /** Nodes that are samples because they are part of a series. */
  readonly samples: ReadonlySet<Nodes>
  /** Cells that name a row of a form. */
  readonly fixed: ReadonlySet<Nodes>
  /** The name of each cell's column. */
  readonly columns: ReadonlyMap<Nodes, string>
  /** Cells in italics that have a placeholder beside them. */
  readonly italic: ReadonlySet<Nodes>
  /** The texts of numbered lists that are not instructions throughout. */
  readonly steps: ReadonlySet<Nodes>
  /** The paragraphs of lists. */
  readonly items: ReadonlySet<Nodes>
  /** The texts of lists that are all of their sections, and tell authors what to write there. */
  readonly prompts: ReadonlySet<Nodes>
  /** The texts of items with a lead, if such items tell authors what to write. */
  readonly led: ReadonlySet<Nodes>
  /** Paragraphs that open a bracket that another block closes. */
  readonly opening: ReadonlySet<Nodes>
  /** The paragraphs after them, up to the one that closes the bracket. */
  readonly enclosed: ReadonlySet<Nodes>
  /** The texts of comments. */
  readonly comments: ReadonlySet<string>
}

export function contextOf(template: MarkdownDocument): PlaceholderContext {
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
    prompts: new Set(template.sections.flatMap((section) => promptsOf(section))),
    led: new Set(ledInstructions(template)),
    ...bracketedBlocks(template),
    comments: new Set(template.nodes('html').flatMap(({node}) => commentText(node.value) ?? []))
  }
}

/**
 * The texts of a list with bullets that is all of a section and asks for what belongs there; empty if there is none.
 * What may be a step as well is meant so only if it is alone.
 */
function promptsOf(section: Section): readonly Nodes[] {
  const [list, ...others] = statementsOf(section)
  if (list?.type !== 'list' || list.ordered || others.length > 0 || section.children.length > 0) return []
  const texts = list.children.flatMap(({checked, children: [text, ...more]}) =>
    typeof checked !== 'boolean' && more.length === 0 && text?.type === 'paragraph' && hasOnlyText(text) ? [text] : []
  )
  const isAsked = (text: string) =>
    asksToInsert(text) || (isInstruction(text) && (list.children.length === 1 || !mayBeStep(text)))
  return texts.length === list.children.length && texts.every((text) => isAsked(textOf(text))) ? texts : []
}

/**
 * The texts of bullets with a lead, `Glazes. A listing of the glazes …`, if more than half of such items in the template tell
 * authors what to write. The others then do so as well.
 */
function ledInstructions(template: MarkdownDocument): readonly Nodes[] {
  const led = template
    .nodes('list')
    .flatMap(({node: {ordered, children}}) =>
      ordered
        ? []
        : children.flatMap(({checked, children: [text]}) =>
            text?.type === 'paragraph' && typeof checked !== 'boolean' && hasLead(textOf(text)) ? [text] : []
          )
    )
  const told = led.filter((text) => isInstruction(textOf(text)))
  return led.length >= fewestLed && told.length * 2 > led.length ? led.filter((text) => hasOnlyText(text)) : []
}

/** Fewer do not show how a template is written. */
const fewestLed = 5

/** Whether a node has no links or images: links with bars between them are not a choice. */
export function hasOnlyText(node: Nodes): boolean {
  return 'children' in node
    ? node.children.every(
        (child) =>
          child.type !== 'link' && child.type !== 'linkReference' && child.type !== 'image' && hasOnlyText(child)
      )
    : true
}

/** The cells of columns whose texts are numbered from row to row: `VAR_1`, `VAR_2`. */
function sampleCells(template: MarkdownDocument): readonly Nodes[] {
  return template.nodes('table').flatMap(({node}) => {
    const columns = (node.children[0]?.children ?? [])
      .slice(0, mostColumns)
      .map((_, column) => node.children.slice(1).flatMap((row) => row.children[column] ?? []))
    // Bare numbers count the rows, and a text in brackets is a placeholder even without a number.
    const series = columns.filter(
      (cells) =>
        areSeries(cells.map((cell) => textOf(cell))) &&
        !cells.every((cell) => identifier.test(textOf(cell))) &&
        cells.every((cell) => /\p{Alpha}/u.test(textOf(cell)) && placeholdersIn(template.source, cell).length === 0)
    )
    return columns.some((cells) => areFacts(cells, template)) &&
      columns.every((cells) => !isOpenColumn(cells, template))
      ? []
      : series.flat()
  })
}

/** `M1`, `T-02`, `Q1 2031`: identifiers by which other texts refer to a row, and which documents may keep. */
const identifier = /^\p{Lu}{1,3}-?\d{1,4}(?: (?:19|20)\d\d)?$/u

/** No table for readers has more columns. */
const mostColumns = 200

/** Whether each cell has a fixed text of its own, as in a table of facts. */
function areFacts(cells: readonly TableCell[], template: MarkdownDocument): boolean {
  const texts = cells.map((cell) => textOf(cell))
  return (
    new Set(texts).size === texts.length &&
    texts.every((text) => /[\p{Alpha}\p{N}]/u.test(text) && !choiceIn(text)) &&
    !areSeries(texts) &&
    !isOpenColumn(cells, template)
  )
}

/** Whether a column has empty cells, or something to replace. */
function isOpenColumn(cells: readonly TableCell[], template: MarkdownDocument): boolean {
  return cells.some(
    (cell) =>
      !/[\p{Alpha}\p{N}]/u.test(textOf(cell)) ||
      choiceIn(textOf(cell)) !== undefined ||
      placeholdersIn(template.source, cell).length > 0
  )
}

/**
 * The texts of list items that are numbered from item to item: `Benefit 1`, `Benefit 2`; or of a single item with the
 * number one.
 */
function sampleItems(template: MarkdownDocument): readonly Nodes[] {
  return template.nodes('list').flatMap(({node: {children}}) => {
    const texts = children.flatMap(({children: [first], checked}) =>
      first?.type === 'paragraph' && typeof checked !== 'boolean' && hasOnlyText(first) ? [first] : []
    )
    if (texts.length < children.length) return []
    const plain = texts.map((text) => textOf(text))
    return areSeries(plain) ||
      (plain.length === 1 && /^(?:\p{Ll}1|\p{Alpha}+(?: \p{Alpha}+)? (?:1|one|A))\.?$/u.test(plain[0] ?? ''))
      ? texts
      : []
  })
}

/** The names in brackets that a form has in its first column, with an empty cell for an answer after each. */
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

/**
 * The cells in italics of a row that has a placeholder in another cell: they are samples, except for values such as
 * `none`.
 */
function italicCells(row: TableRow, template: MarkdownDocument): readonly Nodes[] {
  const cells = row.children.filter(
    ({children: [child, ...others]}) => child?.type === 'emphasis' && others.length === 0
  )
  const isSample =
    cells.length > 0 &&
    row.children.some((cell) => !cells.includes(cell) && placeholdersIn(template.source, cell).length > 0)
  return isSample ? cells.filter((cell) => !/^(?:none|n\/?a|tbd|optional|no|yes)$/i.test(textOf(cell))) : []
}

/** The paragraphs within a bracket that opens in one and closes in another: `[Explain … Consider`, a list, `…]`. */
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

/**
 * The number of brackets that a text opens at its start and does not close; negative for those that it only closes at
 * its end.
 */
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

/**
 * The items of numbered lists that are not instructions throughout: steps have the same wording
 * (`Provide the key to …`).
 */
function stepsOf(template: MarkdownDocument): ReadonlySet<Candidate['node']> {
  return new Set(
    courses(template).flatMap((texts) =>
      texts.every((text) => isInstruction(textOf(text)) && !mayBeStep(textOf(text))) ? [] : texts
    )
  )
}

/**
 * The texts of numbered lists. A list that continues the numbers of an earlier one counts as part of it, since code may
 * come between them.
 */
function courses(template: MarkdownDocument): ReadonlyArray<readonly Nodes[]> {
  const found: Array<{readonly texts: Nodes[]; next: number}> = []
  for (const {node} of template.nodes('list')) {
    if (!node.ordered) continue
    const start = node.start ?? 1
    const before = start > 1 ? found.slice(-mostOpen).findLast(({next}) => next === start) : undefined
    const course = before ?? {texts: [], next: start}
    if (!before) found.push(course)
    course.texts.push(...node.children.flatMap(({children: [first]}) => (first?.type === 'paragraph' ? [first] : [])))
    course.next = start + node.children.length
  }
  return found.map(({texts}) => texts)
}

/** The most lists that may come between two parts of a list. */
const mostOpen = 8
