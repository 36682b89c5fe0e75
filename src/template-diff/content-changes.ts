import {areOpposites} from '../align/opposites.ts'
import {nearMiss} from '../align/near-miss.ts'
import {grouped} from '../grouped.ts'
import {shownOccurrence} from '../template/directives.ts'
import {type HeadingPattern, headingPattern, headingText} from '../template/heading-pattern.ts'
import {singularsOf} from '../template/content-specs.ts'
import {namesLike} from '../template/name-forms.ts'
import type {
  BlockSpec,
  BoxSpec,
  ColumnSpec,
  ContentSpec,
  FieldSpec,
  FormRow,
  KeySpec,
  TableSpec,
  TaskListSpec
} from '../template/schema.ts'
import {type Naming, type PairedItems, bestPairs, pairItems} from './paired-items.ts'
import type {ChangeSubject, TemplateChange} from './template-change.ts'

/** What was renamed in it, for those who carry it into documents. */
interface ContentPairs {
  readonly labels: ReadonlyMap<FieldSpec, FieldSpec>
  readonly columns: ReadonlyMap<ColumnSpec, ColumnSpec>
}

/** Labels are known by their singulars, without what stands in parentheses, as in documents. */
const labelNaming: Naming<FieldSpec> = {
  patternOf: ({label}) => label,
  namesOf: ({label, expression}) =>
    expression === undefined ? namesOfPattern(label) : [`/${expression}/`, ...namesOfPattern(label)]
}

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
/** A box is known with more or less text behind its start, or a few letters off. */
const boxNaming: Naming<BoxSpec> = {
  patternOf: ({text}) => text,
  namesOf: ({text}) => [text.folded],
  isTakenFor: ({text: old}, {text: now}) =>
    now.folded.startsWith(old.folded) ||
    old.folded.startsWith(now.folded) ||
    nearMiss(now, headingText(old.name)) !== undefined
}
const keyNaming: Naming<KeySpec> = {
  patternOf: ({key}) => headingPattern(key.replaceAll(/[-_]/g, ' '), [], false),
  namesOf: ({key}) => [key.toLowerCase()]
}

function namesOfPattern({folded}: HeadingPattern): readonly string[] {
  return namesLike(folded).flatMap((name) => singularsOf(name))
}

/** The changes of what a section holds, and what was renamed in it. */
export interface ContentComparison extends ContentPairs {
  readonly changes: readonly TemplateChange[]
}

/**
 * What changes in what a section holds: labels, tables, lists, code, task lists.
 *
 * @param section The path of the section in the new template.
 */
export function compareContents(old: ContentSpec, now: ContentSpec, section: string): ContentComparison {
  const labels = compareLabels(old.fields, now.fields, section)
  const tables = compareTables(old.tables, now.tables, section)
  return {
    labels: labels.renamed,
    columns: tables.renamed,
    changes: [
      ...labels.changes,
      ...tables.changes,
      ...compareBlocks(old.blocks, now.blocks, section),
      ...compareTaskLists(old.taskLists ?? [], now.taskLists ?? [], section),
      ...valuesChange('section', section.split(' > ').at(-1) ?? '', [old.values?.allowed, now.values?.allowed], {
        section,
        oldLine: old.values?.line,
        newLine: now.values?.line
      })
    ]
  }
}

/** The changes of the keys of the front matter, whose order is free. */
export function compareKeys(
  old: readonly KeySpec[],
  now: readonly KeySpec[]
): ContentComparison & {readonly keys: ReadonlyMap<KeySpec, KeySpec>} {
  const none = {labels: new Map(), columns: new Map(), keys: new Map()}
  if (old.length === 0 && now.length > 0)
    return {
      ...none,
      changes: [
        {kind: 'added', subject: 'front matter', name: allKeys(now), section: '', ...(now[0] && {newLine: now[0].line})}
      ]
    }
  if (old.length > 0 && now.length === 0)
    return {
      ...none,
      changes: [
        {
          kind: 'removed',
          subject: 'front matter',
          name: allKeys(old),
          section: '',
          ...(old[0] && {oldLine: old[0].line})
        }
      ]
    }
  const pairs = pairItems(old, now, keyNaming)
  const changes = [
    ...itemChanges(pairs, {
      subject: 'key',
      section: '',
      nameOf: ({key}) => key,
      lineOf: ({line}) => line,
      isOptional: ({isOptional}) => isOptional,
      isOrdered: false
    }),
    ...pairs.kept.flatMap(({old: before, now: after}) => [
      ...valuesChange('key', after.key, [before.values, after.values], {
        section: '',
        oldLine: before.line,
        newLine: after.line
      }),
      ...demandChange('key', after.key, [demandOnValue(before), demandOnValue(after)], {
        section: '',
        oldLine: before.line,
        newLine: after.line
      })
    ])
  ]
  return {
    ...none,
    keys: new Map(pairs.kept.filter(({isRenamed}) => isRenamed).map(({old: before, now: after}) => [before, after])),
    changes
  }
}

function allKeys(keys: readonly KeySpec[]): string {
  return keys.map(({key}) => key).join(', ')
}

function demandOnValue({isDate}: {readonly isDate?: boolean}): string {
  return isDate === true ? 'a date' : ''
}

interface Place {
  readonly section: string
  readonly oldLine?: number | undefined
  readonly newLine?: number | undefined
}

/** A place without what is not known. */
function known({section, oldLine, newLine}: Place): Pick<TemplateChange, 'section' | 'oldLine' | 'newLine'> {
  return {section, ...(oldLine !== undefined && {oldLine}), ...(newLine !== undefined && {newLine})}
}

function valuesChange(
  subject: ChangeSubject,
  name: string,
  [before, after]: readonly [readonly string[] | undefined, readonly string[] | undefined],
  place: Place
): readonly TemplateChange[] {
  const [were, are] = [before, after].map(
    (values) => values && [...new Set(values.map((value) => headingText(value).folded))].toSorted().join('\n')
  )
  return were === are
    ? []
    : [
        {
          kind: 'values',
          subject,
          name,
          ...known(place),
          ...(before && {from: before.join(' | ')}),
          ...(after && {to: after.join(' | ')})
        }
      ]
}

function demandChange(
  subject: ChangeSubject,
  name: string,
  [from, to]: readonly [string, string],
  place: Place
): readonly TemplateChange[] {
  return from === to
    ? []
    : [{kind: 'demand', subject, name, ...known(place), from: from || 'anything', to: to || 'anything'}]
}

/** How changes of items are told. */
interface Telling<Item> {
  readonly subject: ChangeSubject
  readonly section: string
  readonly nameOf: (item: Item) => string
  readonly lineOf: (item: Item) => number
  readonly isOptional: (item: Item) => boolean
  readonly isOrdered: boolean
}

const shownRequirement = (isOptional: boolean): string => (isOptional ? 'optional' : 'required')

function itemChanges<Item>(
  {kept, removed, added}: PairedItems<Item>,
  {subject, section, nameOf, lineOf, isOptional, isOrdered}: Telling<Item>
): readonly TemplateChange[] {
  const about = (item: Item) => ({subject, name: nameOf(item), section})
  return [
    ...removed.map((item): TemplateChange => ({
      kind: 'removed',
      ...about(item),
      from: shownRequirement(isOptional(item)),
      oldLine: lineOf(item)
    })),
    ...added.map((item): TemplateChange => ({
      kind: 'added',
      ...about(item),
      to: shownRequirement(isOptional(item)),
      newLine: lineOf(item)
    })),
    ...kept.flatMap(({old, now, isRenamed, isMoved}): readonly TemplateChange[] => {
      const lines = {oldLine: lineOf(old), newLine: lineOf(now)}
      return [
        ...(isRenamed ? [{kind: 'renamed', ...about(now), from: nameOf(old), to: nameOf(now), ...lines} as const] : []),
        ...(isMoved && isOrdered ? [{kind: 'moved', ...about(now), ...lines} as const] : []),
        ...(isOptional(old) === isOptional(now)
          ? []
          : [
              {
                kind: 'requirement',
                ...about(now),
                from: shownRequirement(isOptional(old)),
                to: shownRequirement(isOptional(now)),
                ...lines
              } as const
            ])
      ]
    })
  ]
}

function compareLabels(
  old: readonly FieldSpec[],
  now: readonly FieldSpec[],
  section: string
): {readonly changes: readonly TemplateChange[]; readonly renamed: ReadonlyMap<FieldSpec, FieldSpec>} {
  const pairs = pairItems(old, now, labelNaming)
  const nested = pairs.kept.map((pair) =>
    compareLabels(
      pair.old.nested ?? [],
      pair.now.nested ?? [],
      [section, pair.now.label.name].filter((part) => part !== '').join(' > ')
    )
  )
  return {
    changes: [
      ...itemChanges(pairs, {
        subject: 'field',
        section,
        nameOf: ({label}) => label.name,
        lineOf: ({line}) => line,
        isOptional: ({isOptional}) => isOptional,
        isOrdered: true
      }),
      ...pairs.kept.flatMap(({old: before, now: after}) => {
        const place = {section, oldLine: before.line, newLine: after.line}
        return [
          ...valuesChange('field', after.label.name, [before.values, after.values], place),
          ...demandChange('field', after.label.name, [demandOnValue(before), demandOnValue(after)], place)
        ]
      }),
      ...nested.flatMap(({changes}) => changes)
    ],
    renamed: new Map([
      ...pairs.kept.filter(({isRenamed}) => isRenamed).map(({old: before, now: after}) => [before, after] as const),
      ...nested.flatMap(({renamed}) => [...renamed])
    ])
  }
}

function compareTables(
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

/** More pairs of tables than these are not held against each other. */
const mostTables = 2000

/** Tables with the same header, in their order; then those with most columns or rows in common. Where there is one on either side, it is that. */
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
        ...demandChange(
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

/** Of lists, code blocks and diagrams a section must hold one, however many the template has; kept texts are asked for one by one. */
function compareBlocks(
  old: readonly BlockSpec[],
  now: readonly BlockSpec[],
  section: string
): readonly TemplateChange[] {
  const types = ['list', 'code block', 'diagram'] as const
  const blocks = types.flatMap((type): readonly TemplateChange[] => {
    const [[before], [after]] = [old.filter((block) => block.type === type), now.filter((block) => block.type === type)]
    if (before && !after)
      return [{kind: 'removed', subject: type, name: before.language ?? '', section, oldLine: before.line}]
    if (after && !before)
      return [{kind: 'added', subject: type, name: after.language ?? '', section, newLine: after.line}]
    return before && after ? itemsChange(before, after, section) : []
  })
  const [before, after] = [keptTexts(old), keptTexts(now)]
  return [
    ...blocks,
    ...Array.from(before).flatMap(([text, {line}]): readonly TemplateChange[] =>
      after.has(text) ? [] : [{kind: 'removed', subject: 'kept text', name: text, section, oldLine: line}]
    ),
    ...Array.from(after).flatMap(([text, {line}]): readonly TemplateChange[] =>
      before.has(text) ? [] : [{kind: 'added', subject: 'kept text', name: text, section, newLine: line}]
    )
  ]
}

function keptTexts(blocks: readonly BlockSpec[]): ReadonlyMap<string, BlockSpec> {
  return new Map(blocks.filter(({type}) => type === 'kept text').map((block) => [block.text ?? '', block]))
}

/** The number of items of a list, and whether code needs a language; which one does not matter, but of a diagram. */
function itemsChange(old: BlockSpec, now: BlockSpec, section: string): readonly TemplateChange[] {
  const place = {section, oldLine: old.line, newLine: now.line}
  const [from, to] = [old, now].map(({items}) => (items ? shownOccurrence(items) : 'any number'))
  return [
    ...(from === to || from === undefined || to === undefined
      ? []
      : [{kind: 'repetition', subject: now.type, name: '', from, to, ...place} as const]),
    ...demandChange(now.type, '', [demandOnLanguage(old), demandOnLanguage(now)], place)
  ]
}

function demandOnLanguage({type, language}: BlockSpec): string {
  if (language === undefined) return ''
  return type === 'diagram' ? language : 'a language'
}

function compareTaskLists(
  old: readonly TaskListSpec[],
  now: readonly TaskListSpec[],
  section: string
): readonly TemplateChange[] {
  const [before, after] = [old, now].map((lists) => lists.flatMap(({boxes}) => withNested(boxes)))
  const pairs = pairItems(before ?? [], after ?? [], boxNaming)
  const [first, then] = [old[0], now[0]]
  if (!first || !then) {
    const [list, boxes] = [first ?? then, (first ? before : after) ?? []]
    const name = boxes.map(({text}) => text.name).join(' | ')
    return list
      ? [
          first
            ? {kind: 'removed', subject: 'task list', name, section, oldLine: list.line}
            : {kind: 'added', subject: 'task list', name, section, newLine: list.line}
        ]
      : []
  }
  return [
    ...itemChanges(pairs, {
      subject: 'box',
      section,
      nameOf: ({text}) => text.name,
      lineOf: ({line}) => line,
      isOptional: () => false,
      isOrdered: false
    }),
    ...(old.length === 1 && now.length === 1
      ? demandChange('task list', '', [demandOnBoxes(first), demandOnBoxes(then)], {
          section,
          oldLine: first.line,
          newLine: then.line
        })
      : [])
  ]
}

function demandOnBoxes({tick, deletion}: TaskListSpec): string {
  return [...(tick ? [`${tick.boxes} ticked`] : []), ...(deletion === 'forbidden' ? ['all kept'] : [])].join(', ')
}

function withNested(boxes: readonly BoxSpec[]): readonly BoxSpec[] {
  return boxes.flatMap((box) => [box, ...withNested(box.nested ?? [])])
}
