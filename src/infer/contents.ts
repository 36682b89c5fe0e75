import type {Table} from 'mdast'
import type {Section} from '../markdown/document.ts'
import {bodyRows} from '../markdown/tables.ts'
import {textOf} from '../markdown/text.ts'
import {foldedText} from '../template/heading-pattern.ts'
import type {Units} from '../template/support.ts'
import {withoutPlural} from '../template/name-variants.ts'
import {type Family, type Named, familiesOf, spellingsOf} from './families.ts'
import type {HoldingsOf, LabelForm, WrittenField} from './section-index.ts'
import {type InferredValue, inferValue} from './values.ts'
import {usual, usualOrder} from './precedence.ts'

/** Something that documents have in common, with how many of those that could have it do. */
export interface Held {
  readonly isRequired: boolean
  readonly count: number
  /** The ranks of the documents that lack it, at least in one place. */
  readonly lacking: ReadonlySet<number>
}

/** The rank of the document of each counted unit. */
export type RankOf = ReadonlyMap<number, number>

/** Whether something is required, how many units have it, and which documents lack it. */
export function held(having: ReadonlySet<number>, rankOf: RankOf, share: number): Held {
  return {
    isRequired: having.size >= share * rankOf.size,
    count: having.size,
    lacking: new Set([...rankOf].flatMap(([unit, rank]) => (having.has(unit) ? [] : [rank])))
  }
}

export interface InferredField extends Held {
  readonly label: string
  readonly form: LabelForm
  readonly value: InferredValue
}

interface InferredColumn extends Held {
  readonly name: string
  readonly value: InferredValue
  readonly isCode: boolean
}

export interface InferredTable extends Held {
  readonly columns: readonly InferredColumn[]
  /** The names in its first column that most of these tables have; empty if each table has its own. */
  readonly rows: ReadonlyArray<Held & {readonly name: string; readonly value: InferredValue}>
}

interface InferredCode extends Held {
  readonly language: string | undefined
}

/** How many units are counted, of which kind, and their documents. */
export interface Counted {
  readonly of: number
  readonly units: Units
  readonly rankOf: RankOf
}

/** What the content of a section has in common in most documents. */
export interface InferredContent {
  readonly counted: Counted
  readonly fields: readonly InferredField[]
  readonly tables: readonly InferredTable[]
  readonly code: InferredCode | undefined
  readonly list: (Held & {readonly isOrdered: boolean}) | undefined
  /** Whether most documents have text in it that is no label. */
  readonly hasText: boolean
  /** Whether most documents have any content in it besides subsections. */
  readonly isFilled: boolean
}

/** A section with the unit that it counts for: its document, or, if documents have several of its kind, itself. */
export interface Instance {
  readonly unit: number
  readonly section: Section
}

/** A list or code is required only if nearly all documents have one; in fewer, it may be a matter of style. */
const shareOfBlocks = 0.9

/**
 * Infer what instances of a section have in common.
 *
 * @param options `share` is the share of them that makes a part required; `holdingsOf` finds the content of a section.
 */
export function inferContent(
  instances: readonly Instance[],
  counted: Counted,
  {share, holdingsOf}: {readonly share: number; readonly holdingsOf: HoldingsOf}
): InferredContent {
  const {of, rankOf} = counted
  const holdings = instances.map(({unit, section}) => ({unit, section, ...holdingsOf(section)}))
  const unitsWith = (has: (instance: (typeof holdings)[number]) => boolean) =>
    new Set(holdings.flatMap((instance) => (has(instance) ? [instance.unit] : [])))
  const listed = unitsWith(({lists}) => lists.length > 0)
  const scale = {share, rankOf}
  return {
    counted,
    fields: inferFields(
      holdings.flatMap(({unit, fields}) => fields.map((written) => ({unit, written}))),
      scale
    ),
    tables: inferTables(
      holdings.flatMap(({unit, tables}) => tables.map((table) => ({unit, table}))),
      scale
    ),
    code: inferCode(
      holdings.flatMap(({unit, codes}) => codes.map(({lang}) => ({unit, language: lang ?? undefined}))),
      scale
    ),
    list:
      listed.size >= Math.max(2, shareOfBlocks * of)
        ? {
            ...held(listed, rankOf, share),
            isOrdered: unitsWith(({lists}) => lists[0]?.ordered === true).size * 2 > listed.size
          }
        : undefined,
    hasText: unitsWith(({paragraphs}) => paragraphs.length > 0).size * 2 >= of,
    isFilled:
      unitsWith(({section}) =>
        section.content.some(({type}) => type !== 'html' && type !== 'thematicBreak' && type !== 'definition')
      ).size >=
      share * of
  }
}

/** How parts of a section are counted. */
interface Scale {
  readonly share: number
  readonly rankOf: RankOf
}

interface NamedField extends Named {
  readonly written: WrittenField
}

function inferFields(
  fields: ReadonlyArray<{readonly unit: number; readonly written: WrittenField}>,
  {share, rankOf}: Scale
): readonly InferredField[] {
  const things = fields.map(({unit, written}): NamedField => ({
    rank: unit,
    name: written.field.label,
    key: withoutPlural(foldedText(written.field.label)),
    written
  }))
  // A label that occurs several times in a document belongs to entries, not to the section.
  const kept = familiesOf(things).filter(
    ({key, ranks, things: own}) =>
      key !== '' &&
      ranks.size >= Math.max(fewestOptional, Math.min(share, shareOfOptional) * rankOf.size) &&
      own.length <= mostPerDocument * ranks.size
  )
  return inOrder(kept, things).map((family) => ({
    label: spellingsOf(family, ({name}) => name)[0]?.text ?? family.key,
    form: usualForm(family.things.map(({written: {form}}) => form)),
    value: inferValue(family.things.map(({rank, written: {field}}) => ({rank, value: field.value}))),
    ...held(family.ranks, rankOf, share)
  }))
}

const mostPerDocument = 1.5

/** A label or a table that is not required is mentioned if at least this many of the instances have it. */
const shareOfOptional = 0.5
const fewestOptional = 3

function usualForm(forms: readonly LabelForm[]): LabelForm {
  const most = (test: (form: LabelForm) => boolean) => forms.filter(test).length * 2 > forms.length
  return {
    marks: usual(forms.map(({marks}) => marks)),
    isItem: most(({isItem}) => isItem),
    isColonInside: most(({isColonInside}) => isColonInside),
    isQuoted: most(({isQuoted}) => isQuoted),
    isShared: most(({isShared}) => isShared),
    isBeforeList: most(({isBeforeList}) => isBeforeList)
  }
}

/** Parts past this many are left out: the work of ordering them grows faster than their number. */
const mostParts = 100

/** Families in the order of most documents; `things` are in document order. */
function inOrder<Thing extends Named>(
  families: ReadonlyArray<Family<Thing>>,
  things: readonly Thing[]
): ReadonlyArray<Family<Thing>> {
  const kept = families.toSorted((one, other) => other.ranks.size - one.ranks.size).slice(0, mostParts)
  const ranks = new Map(kept.map(({key}, rank) => [key, rank]))
  const sequences = new Map<number, Set<number>>()
  for (const {rank, key} of things) {
    const at = ranks.get(key)
    if (at !== undefined) sequences.set(rank, (sequences.get(rank) ?? new Set<number>()).add(at))
  }
  return usualOrder(
    Array.from(sequences.values(), (sequence) => [...sequence]),
    kept.length
  ).map((rank) => kept[rank] as Family<Thing>)
}

interface TableOf {
  readonly unit: number
  readonly table: Table
  readonly keys: ReadonlySet<string>
}

/** At most this many kinds of tables are distinguished in a section. */
const mostKinds = 20

/** Tables are of one kind if they share half of their columns. */
const shareOfColumns = 0.5

function inferTables(
  tables: ReadonlyArray<{readonly unit: number; readonly table: Table}>,
  scale: Scale
): readonly InferredTable[] {
  const kinds: TableOf[][] = []
  for (const {unit, table} of tables) {
    const keys = new Set(
      (table.children[0]?.children ?? []).map((cell, index) => foldedText(textOf(cell)) || `${index}`)
    )
    const kind = kinds.find(
      (own) => own.every((other) => other.unit !== unit) && likeness(own[0]?.keys ?? keys, keys) >= shareOfColumns
    )
    if (kind) kind.push({unit, table, keys})
    else if (kinds.length < mostKinds) kinds.push([{unit, table, keys}])
  }
  return kinds.flatMap((kind) =>
    kind.length >= Math.max(fewestOptional, Math.min(scale.share, shareOfOptional) * scale.rankOf.size)
      ? inferTable(kind, scale)
      : []
  )
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((key) => other.has(key)).length
  return common / Math.max(1, one.size + other.size - common)
}

interface Cell extends Named {
  readonly cells: ReadonlyArray<{readonly text: string; readonly isCode: boolean}>
}

/** What tables of one kind have in common; empty if no column is in most of them. */
function inferTable(kind: readonly TableOf[], {share, rankOf}: Scale): readonly InferredTable[] {
  const least = Math.max(2, share * kind.length)
  const own: RankOf = new Map(kind.map(({unit}) => [unit, rankOf.get(unit) ?? unit]))
  const columns = kind.flatMap(({unit, table}) =>
    (table.children[0]?.children ?? []).map((cell, index): Cell => ({
      rank: unit,
      name: textOf(cell),
      key: foldedText(textOf(cell)) || `${index}`,
      cells: bodyRows(table)
        .flatMap((row) => row.children[index] ?? [])
        .map((body) => ({
          text: textOf(body),
          isCode: body.children.length === 1 && body.children[0]?.type === 'inlineCode'
        }))
    }))
  )
  const kept = inOrder(
    familiesOf(columns).filter(({ranks}) => ranks.size >= least),
    columns
  )
  const rows = kept.length === 2 ? inferRows(kind, own, share) : []
  if (!kept.some(({things: [first]}) => first?.name !== '') && rows.length < 2) return []
  return [
    {
      columns: kept.map((family) => ({
        name: spellingsOf(family, ({name}) => name)[0]?.text ?? '',
        value: inferCells(family),
        isCode: family.things.every(({cells}) => cells.length > 0 && cells.every(({isCode}) => isCode)),
        ...held(family.ranks, own, share)
      })),
      rows,
      ...held(new Set(own.keys()), rankOf, share)
    }
  ]
}

/** The value of a column; if any cell is blank, it is free text. */
function inferCells({things}: Family<Cell>): InferredValue {
  const cells = things.flatMap(({rank, cells: own}) => own.map(({text}) => ({rank, value: text})))
  return cells.some(({value}) => value === '') ? {type: 'text'} : inferValue(cells)
}

/** The rows of tables with two columns, identified by their first cells, if most tables share two or more. */
function inferRows(kind: readonly TableOf[], own: RankOf, share: number): InferredTable['rows'] {
  const rows = kind.flatMap(({unit, table}) =>
    bodyRows(table).map(({children: [name, answer]}) => ({
      rank: unit,
      name: name ? textOf(name) : '',
      key: name ? foldedText(textOf(name)) : '',
      value: answer ? textOf(answer) : ''
    }))
  )
  const kept = inOrder(
    familiesOf(rows).filter(({key, ranks}) => /\p{Alpha}/u.test(key) && ranks.size >= Math.max(2, share * kind.length)),
    rows
  )
  return kept.length < 2
    ? []
    : kept.map((family) => ({
        name: spellingsOf(family, ({name}) => name)[0]?.text ?? '',
        value: inferValue(family.things),
        ...held(family.ranks, own, share)
      }))
}

function inferCode(
  codes: ReadonlyArray<{readonly unit: number; readonly language: string | undefined}>,
  {share, rankOf}: Scale
): InferredCode | undefined {
  const least = shareOfBlocks * rankOf.size
  const units = new Set(codes.map(({unit}) => unit))
  if (units.size < Math.max(2, least)) return undefined
  const named = new Set(codes.flatMap(({unit, language}) => (language === undefined ? [] : [unit])))
  const language = usual<string | undefined>(
    codes.flatMap(({language: own = ''}) => (/^[\w+#.-]{1,40}$/.test(own) ? own : []))
  )
  return {...held(units, rankOf, share), language: named.size >= least ? language : undefined}
}
