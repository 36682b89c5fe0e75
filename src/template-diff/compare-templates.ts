import {longestIncreasingSubsequence} from '../align/longest-increasing-subsequence.ts'
import {shownOccurrence} from '../template/directives.ts'
import type {ColumnSpec, ContentsListSpec, FieldSpec, KeySpec, SectionSpec, TitleSpec} from '../template/schema.ts'
import {type ContentComparison, compareContents, compareKeys} from './content-changes.ts'
import {type SectionPairs, pairSections} from './section-pairs.ts'
import type {TemplateChange} from './template-change.ts'
import {type TemplateVersion, sectionsBelow} from './template-version.ts'

/** What became of a template. */
export interface TemplateComparison {
  /** Each once, by their lines in the new template, those in front that are only in the old one where they stood. */
  readonly changes: readonly TemplateChange[]
  /** How many sections have other words and demand the same. */
  readonly reworded: number
  /** What is what, for those who carry names into documents. */
  readonly pairs: SectionPairs
  readonly labels: ReadonlyMap<FieldSpec, FieldSpec>
  readonly columns: ReadonlyMap<ColumnSpec, ColumnSpec>
  readonly keys: ReadonlyMap<KeySpec, KeySpec>
}

/** What changes for authors from one template to the next. What a check takes for the same is no change. */
export function compareTemplates(old: TemplateVersion, now: TemplateVersion): TemplateComparison {
  const pairs = pairSections(old, now)
  const pathOf = pathFinder(pairs)
  const contents = Array.from(pairs.nowOf, ([before, after]): [SectionSpec, ContentComparison] => [after, compareContents(before.content, after.content, pathOf(after))])
  const keys = compareKeys(old.schema.frontMatter, now.schema.frontMatter)
  const changes = [
    ...titleChanges(old.schema.title, now.schema.title),
    ...keys.changes,
    ...contentsListChanges(old.schema.contents, now.schema.contents),
    ...sectionChanges(old.schema.root, now.schema.root, pairs, pathOf),
    ...contents.flatMap(([, compared]) => compared.changes)
  ]
  const changed = new Set(contents.flatMap(([spec, compared]) => (compared.changes.length > 0 ? [spec] : [])))
  return {
    changes: changes.toSorted((a, b) => placeOf(a, pairs) - placeOf(b, pairs)),
    reworded: Array.from(pairs.nowOf).filter(([before, after]) => !changed.has(after) && !pairs.texts.areSame(before, after)).length,
    pairs,
    labels: new Map(contents.flatMap(([, compared]) => [...compared.labels])),
    columns: new Map(contents.flatMap(([, compared]) => [...compared.columns])),
    keys: keys.keys
  }
}

/** Where a change stands in the new template; what is gone, where what stood before it stands now. */
function placeOf({newLine, oldLine = 0}: TemplateChange, {nowOf}: SectionPairs): number {
  if (newLine !== undefined) return newLine
  let last = 0
  let place = 0
  for (const [before, after] of nowOf) {
    if (before.depth === 0 || before.line >= oldLine || before.line < last) continue
    last = before.line
    place = after.line + 0.5
  }
  return place
}

type PathOf = (spec: SectionSpec) => string

/** The names of a section and of those around it in its own template, outermost first. */
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

function titleChanges(old: TitleSpec | undefined, now: TitleSpec | undefined): readonly TemplateChange[] {
  if (!old && !now) return []
  const about = {subject: 'title', section: '', ...(old && {oldLine: old.line}), ...(now && {newLine: now.line})} as const
  if (!old || !now) return [{kind: now ? 'added' : 'removed', name: (now ?? old)?.heading.name ?? '', ...about}]
  const isSame = old.heading.folded === now.heading.folded && old.heading.expression === now.heading.expression
  return isSame ? [] : [{kind: 'renamed', name: now.heading.name, from: old.heading.name, to: now.heading.name, ...about}]
}

function contentsListChanges(old: ContentsListSpec | undefined, now: ContentsListSpec | undefined): readonly TemplateChange[] {
  if (!old && !now) return []
  const about = {subject: 'contents list', name: '', section: '', ...(old && {oldLine: old.line}), ...(now && {newLine: now.line})} as const
  if (!old || !now) return [{kind: now ? 'added' : 'removed', ...about}]
  const [from, to] = [old, now].map(({depths: [least, greatest]}) => `headings of depth ${least === greatest ? least : `${least} to ${greatest}`}`) as [string, string]
  return from === to ? [] : [{kind: 'demand', ...about, from, to}]
}

function sectionChanges(old: SectionSpec, now: SectionSpec, pairs: SectionPairs, pathOf: PathOf): readonly TemplateChange[] {
  const {nowOf, oldOf, parentOf} = pairs
  const about = (spec: SectionSpec) => ({subject: 'section', name: spec.heading.name, section: pathOf(parentOf.get(spec) ?? spec)}) as const
  // What goes or comes with the section that holds it is part of that.
  const removed = sectionsBelow(old).filter((spec) => !nowOf.has(spec) && nowOf.has(parentOf.get(spec) ?? old))
  const added = sectionsBelow(now).filter((spec) => !oldOf.has(spec) && oldOf.has(parentOf.get(spec) ?? now))
  const partsOf = (spec: SectionSpec, paired: ReadonlyMap<SectionSpec, SectionSpec>) => sectionsBelow(spec).filter((part) => !paired.has(part)).length
  return [
    ...removed.map((spec): TemplateChange => ({kind: 'removed', ...about(spec), from: requirementOf(spec), ...countOf(partsOf(spec, nowOf)), oldLine: spec.line})),
    ...added.map((spec): TemplateChange => ({kind: 'added', ...about(spec), to: requirementOf(spec), ...placed(spec, pairs), ...countOf(partsOf(spec, oldOf)), newLine: spec.line})),
    ...Array.from(nowOf).flatMap(([before, after]) => (before === old ? [] : pairChanges(before, after, pairs, pathOf))),
    ...Array.from(nowOf).flatMap(([before, after]) => [...orderChanges(before, after, pairs, about), ...depthChanges(before, after, pairs, about), ...freedomChanges(before, after, about)])
  ]
}

function countOf(parts: number): Pick<TemplateChange, 'parts'> {
  return parts > 0 ? {parts} : {}
}

function placed(spec: SectionSpec, {parentOf}: SectionPairs): Pick<TemplateChange, 'after'> {
  const siblings = parentOf.get(spec)?.children ?? []
  const before = siblings[siblings.indexOf(spec) - 1]
  return before ? {after: before.heading.name} : {}
}

function requirementOf({occurs: {min}, anyOf}: SectionSpec): string {
  return anyOf === undefined ? (min > 0 ? 'required' : 'optional') : 'one of several'
}

function repetitionOf({occurs: {min, max}, isCounted}: SectionSpec): string {
  if (isCounted === true) return shownOccurrence({min, ...(max !== undefined && {max})})
  return max === 1 ? 'once' : 'more than once'
}

/** What is asked of one section otherwise than before, but for its place among others. */
function pairChanges(before: SectionSpec, after: SectionSpec, {renamed, nowOf, parentOf}: SectionPairs, pathOf: PathOf): readonly TemplateChange[] {
  const parent = parentOf.get(after) ?? after
  const about = {subject: 'section', name: after.heading.name, section: pathOf(parent), oldLine: before.line, newLine: after.line} as const
  const [wasDue, isDue] = [requirementOf(before), requirementOf(after)]
  const [wasOften, isOften] = [repetitionOf(before), repetitionOf(after)]
  const isElsewhere = nowOf.get(parentOf.get(before) ?? before) !== parent
  return [
    ...(renamed.has(after) ? [{kind: 'renamed', ...about, from: before.heading.name, to: after.heading.name} as const] : []),
    ...(isElsewhere ? [{kind: 'moved', ...about, from: pathOf(parentOf.get(before) ?? before), to: pathOf(parent)} as const] : []),
    ...(wasDue === isDue ? [] : [{kind: 'requirement', ...about, from: wasDue, to: isDue} as const]),
    ...(wasOften === isOften ? [] : [{kind: 'repetition', ...about, from: wasOften, to: isOften} as const]),
    ...(before.isAnswerDue === after.isAnswerDue ? [] : [{kind: 'demand', ...about, from: answerOf(before), to: answerOf(after)} as const])
  ]
}

function answerOf({isAnswerDue}: SectionSpec): string {
  return isAnswerDue === true ? 'an answer other than N/A' : 'any answer'
}

type About = (spec: SectionSpec) => Pick<TemplateChange, 'subject' | 'name' | 'section'>

/** The children that stayed below a section and are out of the order that most of them kept. */
function orderChanges(before: SectionSpec, after: SectionSpec, pairs: SectionPairs, about: About): readonly TemplateChange[] {
  if (after.anyOrder) return []
  const ranks = new Map(before.children.map((child, rank) => [child, rank]))
  const kept = after.children.flatMap((now) => {
    const old = pairs.oldOf.get(now)
    const rank = old && ranks.get(old)
    return old && rank !== undefined && now.isScattered !== true ? [{old, now, rank}] : []
  })
  const inOrder = new Set(longestIncreasingSubsequence(kept.map(({rank}) => rank)))
  return kept.filter((_, index) => !inOrder.has(index)).map(({old, now}) => ({kind: 'moved', ...about(now), ...placed(now, pairs), oldLine: old.line, newLine: now.line}))
}

/** The children that stayed below a section at another depth below it; all of them together. */
function depthChanges(before: SectionSpec, after: SectionSpec, {oldOf}: SectionPairs, about: About): readonly TemplateChange[] {
  const kept = after.children.flatMap((now) => {
    const old = oldOf.get(now)
    return old && before.children.includes(old) ? [{old, now, shift: now.depth - after.depth - (old.depth - before.depth)}] : []
  })
  const shifted = kept.filter(({shift}) => shift !== 0)
  const [first] = shifted
  if (!first) return []
  const isUniform = shifted.length === kept.length && kept.length > 1 && kept.every(({shift}) => shift === first.shift)
  return (isUniform ? [first] : shifted).map(({old, now}) => ({kind: 'depth', ...about(now), ...(isUniform && {subject: 'sections', name: after.heading.name}), from: String(old.depth), to: String(now.depth), oldLine: old.line, newLine: now.line}))
}

/** Whether the parts of a section may stand in any order, and others beside them. */
function freedomChanges(before: SectionSpec, after: SectionSpec, about: About): readonly TemplateChange[] {
  const others = ({extraSections}: SectionSpec) => (extraSections === undefined ? 'what the settings say of other sections' : extraSections ? 'other sections welcome' : 'no other sections')
  const order = ({anyOrder}: SectionSpec) => (anyOrder ? 'its parts in any order' : 'its parts in the order of the template')
  return [others, order].flatMap((said): readonly TemplateChange[] => (said(before) === said(after) ? [] : [{kind: 'demand', ...about(after), from: said(before), to: said(after), oldLine: before.line, newLine: after.line}]))
}
