import {grouped} from '../grouped.ts'
import {shownOccurrence} from './directives.ts'
import {fitsPattern, headingText, isOpen, leadAndNumber, numberedLead} from './heading-pattern.ts'
import type {ColumnSpec, ContentSpec, FieldSpec, FormRow, SectionSpec, TableSpec, TaskListSpec} from './schema.ts'

/** Whether two sections are samples of the same section. */
export function isSameSample(spec: SectionSpec, other: SectionSpec): boolean {
  return spec.depth === other.depth && spec.heading.folded === other.heading.folded
}

const otherSample = 'another sample stands at line'

/** More reasons than these would say nothing new. */
const mostReasons = 50

/** One section spec for several samples of the same section. */
export function mergedSamples(samples: readonly [SectionSpec, ...SectionSpec[]]): SectionSpec {
  const [first, ...others] = samples
  const merged = others.reduce((so, next) => mergeSamples(so, next), first)
  const numbers = samples.flatMap(({heading}) => leadAndNumber(first.heading, headingText(heading.name))?.number ?? [])
  return new Set(numbers).size < numbers.length ? {...merged, isNumberRepeated: true} : merged
}

/** Two samples of a section as one: what both have is required, the rest is not. A directive on one is valid for all. */
function mergeSamples(first: SectionSpec, second: SectionSpec): SectionSpec {
  const because = first.because.filter(
    ({demand, reason}) => demand !== 'once or more' || reason.startsWith(otherSample)
  )
  const counted = [first, second].find(({isCounted}) => isCounted)
  return {
    ...first,
    // Even if the second is optional, the first is still required.
    occurs: counted?.occurs ?? {min: first.occurs.min},
    ...(counted && {isCounted: true}),
    ...commonParts(first, second),
    content: commonContent(first.content, second.content),
    because: [
      ...because.slice(0, mostReasons),
      {
        demand: counted ? `${shownOccurrence(counted.occurs)} times` : 'once or more',
        reason: `${otherSample} ${second.line}`,
        line: first.line
      }
    ]
  }
}

/** The parts of two samples: those in only one of them are optional, and if the order differs, any order is allowed. */
function commonParts(first: SectionSpec, second: SectionSpec): Pick<SectionSpec, 'children' | 'anyOrder'> {
  const parts = withSeriesOf(second.children, first.children)
  const otherParts = withSeriesOf(first.children, second.children)
  const ranks = new Map(keysOf(parts, partKey).map((key, rank) => [key, rank]))
  const order = keysOf(otherParts, partKey).flatMap((key) => ranks.get(key) ?? [])
  return {
    children: interleaved(parts, otherParts, partKey, (child, twin) =>
      twin ? commonPart(child, twin) : madeOptional(child, 'not every sample has it')
    ),
    anyOrder: first.anyOrder || second.anyOrder || order.some((rank, index) => rank < (order[index - 1] ?? -1))
  }
}

/** Parts in which a number is a sample if another sample of their parent shows that: `Method 1` beside `Method 2` there. */
function withSeriesOf(others: readonly SectionSpec[], parts: readonly SectionSpec[]): readonly SectionSpec[] {
  const series = others.filter(({heading}) => numberedLead(heading) !== undefined)
  const groups: Array<[SectionSpec, ...SectionSpec[]]> = []
  for (const part of parts) {
    const ofSeries = isOpen(part.heading)
      ? undefined
      : series.find(({heading, depth}) => depth === part.depth && fitsPattern(heading, headingText(part.heading.name)))
    const sample = ofSeries ? {...part, heading: {...ofSeries.heading, name: part.heading.name}} : part
    const last = groups.at(-1)
    if (ofSeries && last && isSameSample(last[0], sample)) last.push(sample)
    else groups.push([sample])
  }
  return groups.map((group) => mergedSamples(group))
}

/** A name at two depths is two parts. */
function partKey({heading, depth}: SectionSpec): string {
  return `${depth} ${heading.folded}`
}

/** A key for each item of a list. A name that occurs twice is two items. */
function keysOf<Item>(items: readonly Item[], nameOf: (item: Item) => string): readonly string[] {
  const counts = new Map<string, number>()
  return items.map((item) => {
    const name = nameOf(item)
    const count = counts.get(name) ?? 0
    counts.set(name, count + 1)
    return `${count} ${name}`
  })
}

/**
 * The items of two lists, in the order of the first. An item that only the second list has comes after the same item as
 * in the second list.
 *
 * @param nameOf Returns the same for items that are one.
 * @param joined Joins an item of either list with the same one in the other list, if there is one.
 */
function interleaved<Item>(
  first: readonly Item[],
  second: readonly Item[],
  nameOf: (item: Item) => string,
  joined: (item: Item, other?: Item) => Item
): readonly Item[] {
  const [keys, otherKeys] = [keysOf(first, nameOf), keysOf(second, nameOf)]
  const own = new Set(keys)
  const others = new Map(second.map((item, index) => [otherKeys[index], item]))
  const behind = new Map<string, Item[]>()
  const atStart: Item[] = []
  let last = atStart
  for (const [index, item] of second.entries()) {
    const key = otherKeys[index] ?? ''
    if (own.has(key)) behind.set(key, (last = []))
    else last.push(joined(item))
  }
  return [
    ...atStart,
    ...first.flatMap((item, index) => {
      const key = keys[index] ?? ''
      return [joined(item, others.get(key)), ...(behind.get(key) ?? [])]
    })
  ]
}

/** A part that two samples have in common. */
function commonPart(child: SectionSpec, twin: SectionSpec): SectionSpec {
  return {
    ...child,
    occurs: {
      min: Math.min(child.occurs.min, twin.occurs.min),
      ...(!runsOn(child, twin) && mostOf(child.occurs.max, twin.occurs.max))
    },
    ...((child.isNumberRepeated || twin.isNumberRepeated) && {isNumberRepeated: true}),
    ...((child.isScattered || twin.isScattered) && {isScattered: true}),
    ...commonParts(child, twin),
    content: commonContent(child.content, twin.content)
  }
}

/**
 * Whether the numbers of a part run on from one sample to the next, as if both were in one: `1 Meaning`, `2 Meaning`.
 */
function runsOn({heading}: SectionSpec, twin: SectionSpec): boolean {
  const [own, next] = [heading.name, twin.heading.name].map((name) => Number(/^(\d{1,2})[.)]?\s/.exec(name)?.[1]))
  return own !== undefined && next === own + 1
}

function commonCaptions({captions = []}: ContentSpec, second: ContentSpec): Partial<ContentSpec> {
  const common = captions.filter(({name}) => second.captions?.some((other) => other.name === name))
  return common.length > 0 ? {captions: common, captionsOfAll: common} : {}
}

/** What two samples of a section have in common. */
function commonContent(first: ContentSpec, second: ContentSpec): ContentSpec {
  return {
    tables: first.tables.flatMap((table, index) => commonTable(table, second.tables[index])),
    fields: commonFields(first.fields, second.fields),
    blocks: first.blocks.filter(({type}) => second.blocks.some((other) => other.type === type)),
    ...commonCaptions(first, second),
    ...(first.taskLists &&
      second.taskLists && {
        taskLists: first.taskLists.flatMap((list, index) => commonBoxes(list, second.taskLists?.[index]))
      })
  }
}

/**
 * Two tables as one, in which columns of only one are optional and rows of only one are left out; none if they share no
 * column.
 */
function commonTable(table: TableSpec, other: TableSpec | undefined): readonly TableSpec[] {
  const names = new Set(other?.columns.map(({heading}) => heading.folded))
  if (!other || !table.columns.some(({heading}) => names.has(heading.folded))) return []
  const formRows = new Map(other.formRows.map((row) => [row.name, row]))
  return [
    {
      ...table,
      columns: interleaved(table.columns, other.columns, ({heading}) => heading.folded, commonColumn),
      hasKeys: table.hasKeys && other.hasKeys,
      formRows: table.formRows.flatMap((row) => commonRow(row, formRows.get(row.name))),
      isOptional: table.isOptional || other.isOptional,
      rows: {min: Math.min(table.rows.min, other.rows.min), ...mostOf(table.rows.max, other.rows.max)}
    }
  ]
}

function mostOf(one = Infinity, other = Infinity): {readonly max?: number} {
  const max = Math.max(one, other)
  return max === Infinity ? {} : {max}
}

function commonColumn(column: ColumnSpec, other?: ColumnSpec): ColumnSpec {
  if (!other) return {...column, isOptional: true}
  return {
    ...column,
    ...allowedByEither(column.values, other.values),
    isOptional: column.isOptional || other.isOptional,
    isCode: column.isCode && other.isCode,
    mayBeBlank: column.mayBeBlank || other.mayBeBlank,
    isFilled: column.isFilled && other.isFilled
  }
}

function commonRow(row: FormRow, other: FormRow | undefined): readonly FormRow[] {
  return other
    ? [
        {
          ...row,
          ...allowedByEither(row.values, other.values),
          isOptional: row.isOptional || other.isOptional,
          hasRoom: row.hasRoom && other.hasRoom,
          isAnswerDue: row.isAnswerDue && other.isAnswerDue
        }
      ]
    : []
}

function commonFields(first: readonly FieldSpec[], second: readonly FieldSpec[]): readonly FieldSpec[] {
  const others = grouped(second, ({label}) => [label.folded])
  return first.flatMap((field) => {
    // A label that occurs twice is two fields.
    const other = others.get(field.label.folded)?.shift()
    if (!other) return []
    return [
      {
        ...other,
        ...field,
        ...allowedByEither(field.values, other.values),
        isOptional: field.isOptional || other.isOptional,
        ...(field.nested && other.nested && {nested: commonFields(field.nested, other.nested)})
      }
    ]
  })
}

/** What either of two choices allows. */
function allowedByEither(
  one: readonly string[] = [],
  other: readonly string[] = []
): {readonly values?: readonly string[]} {
  const values = [...new Set([...one, ...other])]
  return values.length > 0 ? {values} : {}
}

function commonBoxes(list: TaskListSpec, other: TaskListSpec | undefined): readonly TaskListSpec[] {
  const names = new Set(other?.boxes.map(({text}) => text.folded))
  const boxes = list.boxes.filter(({text}) => names.has(text.folded))
  return boxes.length > 0 ? [{...list, boxes}] : []
}

/** The same section spec, but optional, for the given reason. */
export function madeOptional(spec: SectionSpec, reason: string): SectionSpec {
  return {...spec, occurs: {...spec.occurs, min: 0}, because: [{demand: 'optional', reason, line: spec.line}]}
}
