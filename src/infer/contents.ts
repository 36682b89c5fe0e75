import type {Table} from 'mdast'
import type {Section} from '../markdown/document.ts'
import {bodyRows} from '../markdown/tables.ts'
import {textOf} from '../markdown/text.ts'
import {foldedText} from '../template/heading-pattern.ts'
import {withoutPlural} from '../template/name-forms.ts'
import {type Family, type Named, familiesOf, spellingsOf} from './families.ts'
import type {HoldingsOf, LabelForm, WrittenField} from './section-index.ts'
import {type InferredValue, inferValue} from './values.ts'
import {usual, usualOrder} from './precedence.ts'

/** A part of a section that documents have in common, with the documents that have it. */
interface Held {
  readonly isRequired: boolean
  readonly ranks: ReadonlySet<number>
}

export interface InferredField extends Held {
  readonly label: string
  readonly form: LabelForm
  readonly value: InferredValue
}

export interface InferredColumn extends Held {
  readonly name: string
  readonly value: InferredValue
  readonly isCode: boolean
}

export interface InferredTable extends Held {
  readonly columns: readonly InferredColumn[]
  /** The names in its first column that most of these tables have; empty where each table has its own. */
  readonly rows: ReadonlyArray<Held & {readonly name: string; readonly value: InferredValue}>
}

export interface InferredCode extends Held {
  readonly language: string | undefined
}

/** What a section has in common in most documents beside its text. */
export interface InferredContent {
  readonly fields: readonly InferredField[]
  readonly tables: readonly InferredTable[]
  readonly code: InferredCode | undefined
  readonly list: Held | undefined
  /** Whether most documents say something in it that is no label. */
  readonly hasText: boolean
  /** Whether most documents have anything in it but sections of its own. */
  readonly isFilled: boolean
}

/** A section of one document. */
export interface Instance {
  readonly rank: number
  readonly section: Section
}

/** A list or code is only asked for where nearly all documents have one: that they have may be how they happened to be written. */
const shareOfBlocks = 0.9

/**
 * What instances of a section have in common.
 *
 * @param of The number of documents that have it.
 * @param share The share of them that makes a part of it required; half of it makes a label optional.
 */
export function inferContent(instances: readonly Instance[], of: number, {share, holdingsOf}: {readonly share: number; readonly holdingsOf: HoldingsOf}): InferredContent {
  const held = instances.map(({rank, section}) => ({rank, section, ...holdingsOf(section)}))
  const ranksWith = (has: (instance: (typeof held)[number]) => boolean) => new Set(held.flatMap((instance) => (has(instance) ? [instance.rank] : [])))
  const least = share * of
  const fields = inferFields(held.flatMap(({rank, fields: own}) => own.map((written) => ({rank, written}))), of, share)
  const listed = ranksWith(({lists}) => lists.length > 0)
  const texts = ranksWith(({paragraphs}) => paragraphs.length > 0)
  return {
    fields,
    tables: inferTables(held.flatMap(({rank, tables}) => tables.map((table) => ({rank, table}))), of, share),
    code: inferCode(held.flatMap(({rank, codes}) => codes.map(({lang}) => ({rank, language: lang ?? undefined}))), of),
    list: listed.size >= Math.max(2, shareOfBlocks * of) ? {isRequired: true, ranks: listed} : undefined,
    hasText: texts.size * 2 >= of,
    isFilled: ranksWith(({section}) => section.content.some(({type}) => type !== 'html' && type !== 'thematicBreak' && type !== 'definition')).size >= least
  }
}

interface NamedField extends Named {
  readonly written: WrittenField
}

function inferFields(fields: ReadonlyArray<{readonly rank: number; readonly written: WrittenField}>, of: number, share: number): readonly InferredField[] {
  const things = fields.map(({rank, written}): NamedField => ({rank, name: written.field.label, key: withoutPlural(foldedText(written.field.label)), written}))
  // What stands several times in a document is the head of an entry, not a label of the section.
  const kept = familiesOf(things).filter(({key, ranks, things: own}) => key !== '' && ranks.size >= Math.max(2, (share * of) / 2) && own.length <= mostPerDocument * ranks.size)
  return inOrder(kept, things).map((family) => ({
    label: spellingsOf(family, ({name}) => name)[0]?.text ?? family.key,
    form: usualForm(family.things.map(({written: {form}}) => form)),
    value: inferValue(family.things.map(({rank, written: {field}}) => ({rank, value: field.value}))),
    isRequired: family.ranks.size >= share * of,
    ranks: family.ranks
  }))
}

const mostPerDocument = 1.5

function usualForm(forms: readonly LabelForm[]): LabelForm {
  const most = (test: (form: LabelForm) => boolean) => forms.filter(test).length * 2 > forms.length
  return {marks: usual(forms.map(({marks}) => marks)), isItem: most(({isItem}) => isItem), isColonInside: most(({isColonInside}) => isColonInside), isQuoted: most(({isQuoted}) => isQuoted), isShared: most(({isShared}) => isShared)}
}

/** Parts past this many are left out: the work of ordering them grows faster than their number. */
const mostParts = 100

/** Families in the order that most documents have them in; all things in the order of their documents. */
function inOrder<Thing extends Named>(families: ReadonlyArray<Family<Thing>>, things: readonly Thing[]): ReadonlyArray<Family<Thing>> {
  const kept = families.toSorted((one, other) => other.ranks.size - one.ranks.size).slice(0, mostParts)
  const ranks = new Map(kept.map(({key}, rank) => [key, rank]))
  const sequences = new Map<number, Set<number>>()
  for (const {rank, key} of things) {
    const at = ranks.get(key)
    if (at !== undefined) sequences.set(rank, (sequences.get(rank) ?? new Set<number>()).add(at))
  }
  return usualOrder(Array.from(sequences.values(), (sequence) => [...sequence]), kept.length).map((rank) => kept[rank] as Family<Thing>)
}

interface TableOf {
  readonly rank: number
  readonly table: Table
  readonly keys: ReadonlySet<string>
}

/** So many kinds of tables are told apart in a section. */
const mostKinds = 20

/** Tables are of one kind where they have half of their columns in common. */
const shareOfColumns = 0.5

function inferTables(tables: ReadonlyArray<{readonly rank: number; readonly table: Table}>, of: number, share: number): readonly InferredTable[] {
  const kinds: TableOf[][] = []
  for (const {rank, table} of tables) {
    const keys = new Set((table.children[0]?.children ?? []).map((cell) => foldedText(textOf(cell))))
    const kind = kinds.find((own) => own.every((other) => other.rank !== rank) && likeness(own[0]?.keys ?? keys, keys) >= shareOfColumns)
    if (kind) kind.push({rank, table, keys})
    else if (kinds.length < mostKinds) kinds.push([{rank, table, keys}])
  }
  return kinds.flatMap((kind) => (kind.length >= Math.max(2, share * of) ? inferTable(kind, share) : []))
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((key) => other.has(key)).length
  return common / Math.max(1, one.size + other.size - common)
}

interface Cell extends Named {
  readonly cells: ReadonlyArray<{readonly text: string; readonly isCode: boolean}>
}

/** What tables of one kind have in common; nothing where no column is in most of them. */
function inferTable(kind: readonly TableOf[], share: number): readonly InferredTable[] {
  const least = Math.max(2, share * kind.length)
  const columns = kind.flatMap(({rank, table}) => (table.children[0]?.children ?? []).map((cell, index): Cell => ({rank, name: textOf(cell), key: foldedText(textOf(cell)), cells: bodyRows(table).flatMap((row) => row.children[index] ?? []).map((body) => ({text: textOf(body), isCode: body.children.length === 1 && body.children[0]?.type === 'inlineCode'}))})))
  const kept = inOrder(familiesOf(columns).filter(({ranks}) => ranks.size >= least), columns)
  const rows = kept.length === 2 ? inferRows(kind, share) : []
  if (!kept.some(({key}) => key !== '') && rows.length < 2) return []
  return [{
    columns: kept.map((family) => ({
      name: spellingsOf(family, ({name}) => name)[0]?.text ?? '',
      value: inferCells(family),
      isCode: family.things.every(({cells}) => cells.length > 0 && cells.every(({isCode}) => isCode)),
      isRequired: true,
      ranks: family.ranks
    })),
    rows,
    isRequired: true,
    ranks: new Set(kind.map(({rank}) => rank))
  }]
}

/** A blank cell leaves no choice. */
function inferCells({things}: Family<Cell>): InferredValue {
  const cells = things.flatMap(({rank, cells: own}) => own.map(({text}) => ({rank, value: text})))
  return cells.some(({value}) => value === '') ? {type: 'text'} : inferValue(cells)
}

/** The rows of tables with two columns by their first cells, where most tables have two or more in common. */
function inferRows(kind: readonly TableOf[], share: number): InferredTable['rows'] {
  const rows = kind.flatMap(({rank, table}) => bodyRows(table).map(({children: [name, answer]}) => ({rank, name: name ? textOf(name) : '', key: name ? foldedText(textOf(name)) : '', value: answer ? textOf(answer) : ''})))
  const kept = inOrder(familiesOf(rows).filter(({key, ranks}) => key !== '' && ranks.size >= Math.max(2, share * kind.length)), rows)
  return kept.length < 2 ? [] : kept.map((family) => ({name: spellingsOf(family, ({name}) => name)[0]?.text ?? '', value: inferValue(family.things), isRequired: true, ranks: family.ranks}))
}

function inferCode(codes: ReadonlyArray<{readonly rank: number; readonly language: string | undefined}>, of: number): InferredCode | undefined {
  const ranks = new Set(codes.map(({rank}) => rank))
  if (ranks.size < Math.max(2, shareOfBlocks * of)) return undefined
  const named = new Set(codes.flatMap(({rank, language}) => (language === undefined ? [] : [rank])))
  const language = usual(codes.flatMap(({language: own}) => own ?? []))
  // Code is any code; a diagram is asked for where nearly all have one.
  return {isRequired: true, ranks, language: named.size >= shareOfBlocks * of ? language : undefined}
}
