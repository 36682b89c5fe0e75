import {areOpposites} from '../align/opposites.ts'
import {grouped} from '../grouped.ts'
import {shownOccurrence} from '../template/directives.ts'
import {headingPattern, headingText} from '../template/heading-pattern.ts'
import {namesLike} from '../template/name-variants.ts'
import type {ColumnSpec, FormRow, TableSpec} from '../template/schema.ts'
import {requirementChange, itemChanges, shownRequirement, valuesChange} from './item-changes.ts'
import {type Naming, bestPairs, pairItems} from './paired-items.ts'
import type {TemplateChange} from './template-change.ts'

const columnNaming: Naming<ColumnSpec> = {
  patternOf: ({heading}) => heading,
  namesOf: ({heading}) => [heading.folded, ...namesLike(heading.folded)],
  isKeptAlone: (old, now) =>
    old.isCode === now.isCode &&
    old.isFilled === now.isFilled &&
    String(old.values) === String(now.values) &&
    !areOpposites(old.heading.folded, now.heading.folded)
}

const rowNaming: Naming<FormRow> = {
  patternOf: ({name}) => headingPattern(name, [], false),
  namesOf: ({name}) => [headingText(name).folded]
}

export function compareTables(
  old: readonly TableSpec[],
  now: readonly TableSpec[],
  section: string
): {readonly changes: readonly TemplateChange[]; readonly renamed: ReadonlyMap<ColumnSpec, ColumnSpec>} {
  const {kept, removed, added} = pairTables(old, now)
  const compared = kept.map(([before, after]) => compareColumns(before, after, section))
  return {
    changes: [
      ...removed.map((table): TemplateChange => ({
        kind: 'removed',
        subject: 'table',
        name: headerOf(table),
        section,
        from: shownRequirement(table.isOptional),
        oldLine: table.line
      })),
      ...added.map((table): TemplateChange => ({
        kind: 'added',
        subject: 'table',
        name: headerOf(table),
        section,
        to: shownRequirement(table.isOptional),
        newLine: table.line
      })),
      ...compared.flatMap(({changes}) => changes)
    ],
    renamed: new Map(compared.flatMap(({renamed}) => [...renamed]))
  }
}

function headerOf({columns}: TableSpec): string {
  return columns.map(({heading}) => heading.name).join(' | ')
}

/** If there are more pairs of tables, none are compared. */
const mostTables = 2000

/** Pair tables with the same header, in their order, then those that share most columns or rows. If there is only one on either side, these are a pair. */
function pairTables(
  old: readonly TableSpec[],
  now: readonly TableSpec[]
): {
  readonly kept: ReadonlyArray<readonly [TableSpec, TableSpec]>
  readonly removed: readonly TableSpec[]
  readonly added: readonly TableSpec[]
} {
  const isOnly = old.length === 1 && now.length === 1
  const byHeader = grouped(now.toReversed(), (table) => [headerOf(table)])
  const pairs = new Map(
    old.flatMap((table) => {
      const same = byHeader.get(headerOf(table))?.pop()
      return same ? [[table, same] as const] : []
    })
  )
  const taken = new Set(pairs.values())
  const [gone, added] = [old.filter((table) => !pairs.has(table)), now.filter((table) => !taken.has(table))]
  const candidates =
    gone.length * added.length > mostTables
      ? []
      : gone.flatMap((item) => added.map((other) => ({item, other, score: isOnly ? 1 : sharedNames(item, other)})))
  for (const {item, other} of bestPairs(candidates.filter(({score}) => score >= 0.5))) {
    pairs.set(item, other)
    taken.add(other)
  }
  return {
    kept: [...pairs],
    removed: old.filter((table) => !pairs.has(table)),
    added: now.filter((table) => !taken.has(table))
  }
}

function sharedNames(old: TableSpec, now: TableSpec): number {
  const [before, after] = [namesIn(old), new Set(namesIn(now))]
  return (2 * before.filter((name) => after.has(name)).length) / (before.length + after.size)
}

function namesIn({columns, formRows}: TableSpec): readonly string[] {
  return [...columns.map(({heading}) => heading.folded), ...formRows.map(({name}) => headingText(name).folded)]
}

function compareColumns(
  old: TableSpec,
  now: TableSpec,
  section: string
): {readonly changes: readonly TemplateChange[]; readonly renamed: ReadonlyMap<ColumnSpec, ColumnSpec>} {
  const place = {section, oldLine: old.line, newLine: now.line}
  const columns = pairItems(old.columns, now.columns, columnNaming)
  const rows = pairItems(old.formRows, now.formRows, rowNaming)
  const [oldColumns, oldRows] = [new Set(old.columns), new Set(old.formRows)]
  return {
    changes: [
      ...itemChanges(columns, {
        subject: 'column',
        section,
        nameOf: ({heading}) => heading.name,
        lineOf: (column) => (oldColumns.has(column) ? old.line : now.line),
        isOptional: ({isOptional}) => isOptional,
        isOrdered: true
      }),
      ...columns.kept.flatMap(({old: before, now: after}) => [
        ...valuesChange('column', after.heading.name, [before.values, after.values], place),
        ...requirementChange(
          'column',
          after.heading.name,
          [before.isCode ? 'inline code' : '', after.isCode ? 'inline code' : ''],
          place
        )
      ]),
      ...itemChanges(rows, {
        subject: 'row',
        section,
        nameOf: ({name}) => name,
        lineOf: (row) => (oldRows.has(row) ? old.line : now.line),
        isOptional: ({isOptional}) => isOptional,
        isOrdered: false
      }),
      ...rows.kept.flatMap(({old: before, now: after}) =>
        valuesChange('row', after.name, [before.values, after.values], place)
      ),
      ...(old.isOptional === now.isOptional
        ? []
        : [
            {
              kind: 'requirement',
              subject: 'table',
              name: headerOf(now),
              from: shownRequirement(old.isOptional),
              to: shownRequirement(now.isOptional),
              ...place
            } as const
          ]),
      ...(shownOccurrence(old.rows) === shownOccurrence(now.rows)
        ? []
        : [
            {
              kind: 'repetition',
              subject: 'row',
              name: now.columns[0]?.heading.name ?? '',
              from: shownOccurrence(old.rows),
              to: shownOccurrence(now.rows),
              ...place
            } as const
          ])
    ],
    renamed: new Map(
      columns.kept.filter(({isRenamed}) => isRenamed).map(({old: before, now: after}) => [before, after])
    )
  }
}
