import {shownOccurrence} from './directives.ts'
import type {ColumnSpec, ContentSpec, FieldSpec, FormRow, SectionSpec, TableSpec, TaskListSpec} from './schema.ts'

/** Whether two sections are samples of one. */
export function isSameSample(spec: SectionSpec, other: SectionSpec): boolean {
  return spec.heading.folded === other.heading.folded
}

const otherSample = 'another sample stands at line'

/** Of more reasons than these the rest say no more. */
const mostReasons = 50

/** Two samples of one section: what both hold is due, what one of them holds may stand. What a directive says of one holds for all. */
export function mergeSamples(first: SectionSpec, second: SectionSpec): SectionSpec {
  const because = first.because.filter(
    ({demand, reason}) => demand !== 'once or more' || reason.startsWith(otherSample)
  )
  const counted = [first, second].find(({isCounted}) => isCounted)
  return {
    ...first,
    // One that may go leaves the other.
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

/**
 * The parts of two samples: those of both are due, but what only one of them has in it, which stands behind what it has it
 * behind. In another order in each they have none.
 */
function commonParts(first: SectionSpec, second: SectionSpec): Pick<SectionSpec, 'children' | 'anyOrder'> {
  const twins = byName(second.children)
  const ranks = new Map(first.children.map((child, rank) => [child.heading.folded, rank]))
  const behind = new Map<number, SectionSpec[]>()
  let [rank, anyOrder] = [-1, first.anyOrder || second.anyOrder]
  for (const child of second.children) {
    const own = ranks.get(child.heading.folded)
    if (own === undefined) behind.set(rank, [...(behind.get(rank) ?? []), madeOptional(child, notInEvery)])
    else {
      anyOrder ||= own < rank
      rank = own
    }
  }
  const children = first.children.flatMap((child, at) => {
    const twin = twins.get(child.heading.folded)
    return [twin ? commonPart(child, twin) : madeOptional(child, notInEvery), ...(behind.get(at) ?? [])]
  })
  return {children: [...(behind.get(-1) ?? []), ...children], anyOrder}
}

const notInEvery = 'not every sample has it'

function byName(specs: readonly SectionSpec[]): ReadonlyMap<string, SectionSpec> {
  return new Map(specs.toReversed().map((spec) => [spec.heading.folded, spec]))
}

/** A part of two samples. The second may have nothing in it, to be brief. */
function commonPart(child: SectionSpec, twin: SectionSpec): SectionSpec {
  return {
    ...child,
    ...(runsOn(child, twin) && {occurs: {min: child.occurs.min}}),
    ...(twin.children.length > 0 && commonParts(child, twin)),
    ...(!isBare(twin.content) && {content: commonContent(child.content, twin.content)})
  }
}

function isBare({tables, fields, blocks, taskLists = []}: ContentSpec): boolean {
  return [tables, fields, blocks, taskLists].every(({length}) => length === 0)
}

/** Whether a number before the name runs on from one sample to the next, as if both stood in one: `1 Meaning`, `2 Meaning`. */
function runsOn({heading}: SectionSpec, twin: SectionSpec): boolean {
  const [own, next] = [heading.name, twin.heading.name].map((name) => Number(/^(\d{1,2})[.)]?\s/.exec(name)?.[1]))
  return own !== undefined && next === own + 1
}

/** What both samples of a section hold. */
function commonContent(first: ContentSpec, second: ContentSpec): ContentSpec {
  return {
    tables: first.tables.flatMap((table, index) => commonTable(table, second.tables[index])),
    fields: commonFields(first.fields, second.fields),
    blocks: first.blocks.filter(({type}) => second.blocks.some((other) => other.type === type)),
    ...(first.taskLists &&
      second.taskLists && {
        taskLists: first.taskLists.flatMap((list, index) => commonBoxes(list, second.taskLists?.[index]))
      })
  }
}

/** A table with the columns and rows that two have in common; none where they have no column in common. */
function commonTable(table: TableSpec, other: TableSpec | undefined): readonly TableSpec[] {
  const columns = new Map(other?.columns.map((column) => [column.heading.folded, column]))
  if (!other || !table.columns.some(({heading}) => columns.has(heading.folded))) return []
  const own = new Set(table.columns.map(({heading}) => heading.folded))
  const formRows = new Map(other.formRows.map((row) => [row.name, row]))
  return [
    {
      ...table,
      columns: [
        ...table.columns.map((column) => commonColumn(column, columns.get(column.heading.folded))),
        ...other.columns.flatMap((column) => (own.has(column.heading.folded) ? [] : commonColumn(column, undefined)))
      ],
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

function commonColumn(column: ColumnSpec, other: ColumnSpec | undefined): ColumnSpec {
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
  return first.flatMap((field) => {
    const other = second.find(({label}) => label.folded === field.label.folded)
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

/** A section that need not stand, and why. */
export function madeOptional(spec: SectionSpec, reason: string): SectionSpec {
  return {...spec, occurs: {...spec.occurs, min: 0}, because: [{demand: 'optional', reason, line: spec.line}]}
}
