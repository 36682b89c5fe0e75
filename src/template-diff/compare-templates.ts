import {longestIncreasingSubsequence} from '../align/longest-increasing-subsequence.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {shownOccurrence} from '../template/directives.ts'
import {
  type ColumnSpec,
  type ContentsListSpec,
  type FieldSpec,
  type KeySpec,
  type SectionSpec,
  type TitleSpec,
  specsBelow
} from '../template/schema.ts'
import {type ContentComparison, compareContents} from './content-changes.ts'
import {compareKeys} from './key-changes.ts'
import {type SectionPairs, pairSections} from './section-pairs.ts'
import type {TemplateChange} from './template-change.ts'
import type {TemplateVersion} from './template-version.ts'

/** The difference between two versions of a template. */
export interface TemplateComparison {
  /** Each change once, sorted by line in the new template; what is only in the old one is where it was. */
  readonly changes: readonly TemplateChange[]
  /** How many sections are reworded, but require the same. */
  readonly reworded: number
  /** The pairs of sections, for carrying names into documents. */
  readonly pairs: SectionPairs
  readonly labels: ReadonlyMap<FieldSpec, FieldSpec>
  readonly columns: ReadonlyMap<ColumnSpec, ColumnSpec>
  readonly keys: ReadonlyMap<KeySpec, KeySpec>
}

/** Compare two versions of a template as authors see it; a difference that affects no check is not a change. */
export function compareTemplates(one: TemplateVersion, other: TemplateVersion): TemplateComparison {
  const [old, now] = [belowTitle(one, other.schema.title), belowTitle(other, one.schema.title)]
  const pairs = pairSections(old, now)
  const pathOf = pathFinder(pairs)
  const contents = Array.from(pairs.nowOf, ([before, after]): [SectionSpec, ContentComparison] => [
    after,
    compareContents(before.content, after.content, pathOf(after))
  ])
  const keys = compareKeys(old.schema.frontMatter, now.schema.frontMatter)
  const changes = [
    ...titleChanges(one.schema, other.schema),
    ...keys.changes,
    ...contentsListChanges(old.schema.contents, now.schema.contents),
    ...sectionChanges(old.schema.root, now.schema.root, pairs, pathOf),
    ...contents.flatMap(([, compared]) => compared.changes)
  ]
  const placeOf = placeFinder(pairs)
  const changed = new Set(contents.flatMap(([spec, compared]) => (compared.changes.length > 0 ? [spec] : [])))
  return {
    changes: changes.toSorted((a, b) => placeOf(a) - placeOf(b)),
    reworded: Array.from(pairs.nowOf).filter(
      ([before, after]) => !changed.has(after) && !pairs.texts.areSame(before, after)
    ).length,
    pairs,
    labels: new Map(contents.flatMap(([, compared]) => [...compared.labels])),
    columns: new Map(contents.flatMap(([, compared]) => [...compared.columns])),
    keys: keys.keys
  }
}

/** A template whose first section of depth 1 is the title of the other version, read as if it were a title here, too: its parts are those of the document. */
function belowTitle({schema, text}: TemplateVersion, title: TitleSpec | undefined): TemplateVersion {
  const {root} = schema
  const first = schema.title || !title ? undefined : sectionLike(title, schema)
  if (!first) return {schema, text}
  const [inside, outside] = [first.content, root.content]
  const content = {
    ...outside,
    tables: [...outside.tables, ...inside.tables],
    fields: [...outside.fields, ...inside.fields],
    blocks: [...outside.blocks, ...inside.blocks],
    taskLists: [...(outside.taskLists ?? []), ...(inside.taskLists ?? [])]
  }
  return {text, schema: {...schema, root: {...root, children: [...first.children, ...root.children.slice(1)], content}}}
}

/** Returns a function that finds the place of a change in the new template; what was removed comes after what preceded it. */
function placeFinder({nowOf}: SectionPairs): (change: TemplateChange) => number {
  const pairs = Array.from(
    nowOf,
    ([before, after]) => [before.depth === 0 ? 0 : before.line, after.depth === 0 ? 0 : after.line] as const
  ).toSorted(([a], [b]) => a - b)
  return ({newLine, oldLine = 0}) => newLine ?? (pairs[firstFrom(pairs, oldLine, ([line]) => line) - 1]?.[1] ?? 0) + 0.5
}

type PathOf = (spec: SectionSpec) => string

/** Returns a function that joins the names of a section and of those around it in its own template, outermost first. */
function pathFinder({parentOf}: SectionPairs): PathOf {
  const paths = new Map<SectionSpec, string>()
  const pathOf = (spec: SectionSpec): string => {
    const known = paths.get(spec)
    if (known !== undefined) return known
    const parent = parentOf.get(spec)
    const path = parent ? [pathOf(parent), spec.heading.name].filter((name) => name !== '').join(' > ') : ''
    paths.set(spec, path)
    return path
  }
  return pathOf
}

function titleChanges(old: TemplateVersion['schema'], now: TemplateVersion['schema']): readonly TemplateChange[] {
  const lines = {...(old.title && {oldLine: old.title.line}), ...(now.title && {newLine: now.title.line})}
  if (old.title && now.title) return changedTitle(old.title, now.title).map((change) => ({...change, ...lines}))
  const title = now.title ?? old.title
  if (!title) return []
  const other = sectionLike(title, now.title ? old : now)
  const about = {subject: 'title', name: title.heading.name, section: ''} as const
  if (!other) return [{kind: now.title ? 'added' : 'removed', ...about, ...lines}]
  // If there are several headings of depth 1, none is a title.
  const [asTitle, asSection] = ['any title', 'a section of this name']
  return [
    now.title
      ? {kind: 'demand', ...about, from: asSection, to: asTitle, oldLine: other.line, ...lines}
      : {kind: 'demand', ...about, from: asTitle, to: asSection, ...lines, newLine: other.line}
  ]
}

function changedTitle({heading: old}: TitleSpec, {heading: now}: TitleSpec): readonly TemplateChange[] {
  return old.folded === now.folded && old.expression === now.expression
    ? []
    : [{kind: 'renamed', subject: 'title', name: now.name, section: '', from: old.name, to: now.name}]
}

/** The first section of a template, if it is the title of another version. */
function sectionLike(
  {heading}: TitleSpec,
  {
    root: {
      children: [first]
    }
  }: TemplateVersion['schema']
): SectionSpec | undefined {
  return first?.depth === 1 && first.heading.name === heading.name ? first : undefined
}

function contentsListChanges(
  old: ContentsListSpec | undefined,
  now: ContentsListSpec | undefined
): readonly TemplateChange[] {
  if (!old && !now) return []
  const about = {
    subject: 'contents list',
    name: '',
    section: '',
    ...(old && {oldLine: old.line}),
    ...(now && {newLine: now.line})
  } as const
  if (!old || !now) return [{kind: now ? 'added' : 'removed', ...about}]
  const [from, to] = [old, now].map(
    ({depths: [least, greatest]}) => `headings of depth ${least === greatest ? least : `${least} to ${greatest}`}`
  ) as [string, string]
  return from === to ? [] : [{kind: 'demand', ...about, from, to}]
}

function sectionChanges(
  old: SectionSpec,
  now: SectionSpec,
  pairs: SectionPairs,
  pathOf: PathOf
): readonly TemplateChange[] {
  const {nowOf, oldOf, parentOf} = pairs
  const about = (spec: SectionSpec) =>
    ({
      subject: spec.depth === 0 ? 'document' : 'section',
      name: spec.heading.name,
      section: pathOf(parentOf.get(spec) ?? spec)
    }) as const
  // A section that is removed or added with its parent is part of that change.
  const removed = specsBelow(old).filter((spec) => !nowOf.has(spec) && nowOf.has(parentOf.get(spec) ?? old))
  const added = specsBelow(now).filter((spec) => !oldOf.has(spec) && oldOf.has(parentOf.get(spec) ?? now))
  return [
    ...removed.map((spec): TemplateChange => ({
      kind: 'removed',
      ...about(spec),
      from: requirementOf(spec),
      ...partsOf(spec, nowOf),
      oldLine: spec.line
    })),
    ...added.map((spec): TemplateChange => ({
      kind: 'added',
      ...about(spec),
      to: requirementOf(spec),
      ...placed(spec, pairs),
      ...partsOf(spec, oldOf),
      newLine: spec.line
    })),
    ...Array.from(nowOf).flatMap(([before, after]) =>
      before === old ? [] : pairChanges(before, after, pairs, pathOf)
    ),
    ...Array.from(nowOf).flatMap(([before, after]) => [
      ...orderChanges(before, after, pairs, about),
      ...depthChanges(before, after, pairs, about),
      ...freedomChanges(before, after, about)
    ])
  ]
}

/** How many subsections are removed or added with a section. */
function partsOf(spec: SectionSpec, paired: ReadonlyMap<SectionSpec, SectionSpec>): Pick<TemplateChange, 'parts'> {
  const parts = specsBelow(spec).filter((part) => !paired.has(part)).length
  return parts > 0 ? {parts} : {}
}

function placed(spec: SectionSpec, {beforeOf}: SectionPairs): Pick<TemplateChange, 'after'> {
  const before = beforeOf.get(spec)
  return before ? {after: before.heading.name} : {}
}

function requirementOf({occurs: {min}, anyOf}: SectionSpec): string {
  return anyOf === undefined ? (min > 0 ? 'required' : 'optional') : 'one of several'
}

function repetitionOf({occurs: {min, max}, isCounted}: SectionSpec): string {
  if (isCounted === true) return shownOccurrence({min, ...(max !== undefined && {max})})
  return max === 1 ? 'once' : 'more than once'
}

/** The changes of one section, except for its order among others. */
function pairChanges(
  before: SectionSpec,
  after: SectionSpec,
  {renamed, nowOf, parentOf}: SectionPairs,
  pathOf: PathOf
): readonly TemplateChange[] {
  const parent = parentOf.get(after) ?? after
  const about = {
    subject: 'section',
    name: after.heading.name,
    section: pathOf(parent),
    oldLine: before.line,
    newLine: after.line
  } as const
  const [oldRequirement, newRequirement] = [requirementOf(before), requirementOf(after)]
  const [wasOften, isOften] = [repetitionOf(before), repetitionOf(after)]
  const isElsewhere = nowOf.get(parentOf.get(before) ?? before) !== parent
  return [
    ...(renamed.has(after)
      ? [{kind: 'renamed', ...about, from: before.heading.name, to: after.heading.name} as const]
      : []),
    ...(isElsewhere
      ? [{kind: 'moved', ...about, from: pathOf(parentOf.get(before) ?? before), to: pathOf(parent)} as const]
      : []),
    ...(oldRequirement === newRequirement
      ? []
      : [{kind: 'requirement', ...about, from: oldRequirement, to: newRequirement} as const]),
    ...(wasOften === isOften ? [] : [{kind: 'repetition', ...about, from: wasOften, to: isOften} as const]),
    ...(before.isAnswerDue === after.isAnswerDue
      ? []
      : [{kind: 'demand', ...about, from: answerOf(before), to: answerOf(after)} as const])
  ]
}

function answerOf({isAnswerDue}: SectionSpec): string {
  return isAnswerDue === true ? 'an answer other than N/A' : 'any answer'
}

type About = (spec: SectionSpec) => Pick<TemplateChange, 'subject' | 'name' | 'section'>

/** The children that kept their parent, but not the order that most of them kept. */
function orderChanges(
  before: SectionSpec,
  after: SectionSpec,
  pairs: SectionPairs,
  about: About
): readonly TemplateChange[] {
  if (after.anyOrder) return []
  const ranks = new Map(before.children.map((child, rank) => [child, rank]))
  const kept = after.children.flatMap((now) => {
    const old = pairs.oldOf.get(now)
    const rank = old && ranks.get(old)
    return old && rank !== undefined && now.isScattered !== true ? [{old, now, rank}] : []
  })
  const inOrder = new Set(longestIncreasingSubsequence(kept.map(({rank}) => rank)))
  return kept
    .filter((_, index) => !inOrder.has(index))
    .map(({old, now}) => ({kind: 'moved', ...about(now), ...placed(now, pairs), oldLine: old.line, newLine: now.line}))
}

/** The children that kept their parent, but not their depth below it; if all shift equally, that is one change. */
function depthChanges(
  before: SectionSpec,
  after: SectionSpec,
  {oldOf, parentOf}: SectionPairs,
  about: About
): readonly TemplateChange[] {
  const kept = after.children.flatMap((now) => {
    const old = oldOf.get(now)
    return old && parentOf.get(old) === before
      ? [{old, now, shift: now.depth - after.depth - (old.depth - before.depth)}]
      : []
  })
  const shifted = kept.filter(({shift}) => shift !== 0)
  const [first] = shifted
  if (!first) return []
  const isUniform = shifted.length === kept.length && kept.length > 1 && kept.every(({shift}) => shift === first.shift)
  return (isUniform ? [first] : shifted).map(({old, now}) => ({
    kind: 'depth',
    ...about(now),
    ...(isUniform && {subject: 'sections', name: after.heading.name}),
    from: String(old.depth),
    to: String(now.depth),
    oldLine: old.line,
    newLine: now.line
  }))
}

/** The changes of whether the parts of a section may be in any order, and others among them. */
function freedomChanges(before: SectionSpec, after: SectionSpec, about: About): readonly TemplateChange[] {
  return [othersWelcome, orderOfParts].flatMap((said): readonly TemplateChange[] =>
    said(before) === said(after)
      ? []
      : [
          {
            kind: 'demand',
            ...about(after),
            from: said(before),
            to: said(after),
            ...(before.depth > 0 && {oldLine: before.line, newLine: after.line})
          }
        ]
  )
}

function othersWelcome({extraSections}: SectionSpec): string {
  if (extraSections === undefined) return 'what the settings say of other sections'
  return extraSections ? 'other sections welcome' : 'no other sections'
}

function orderOfParts({anyOrder}: SectionSpec): string {
  return anyOrder ? 'its parts in any order' : 'its parts in the order of the template'
}
