import type {VFileMessage} from 'vfile-message'
import {type Alignment, type Owner, isNoCopy, nodesOfType, recognised} from '../align/alignment.ts'
import type {Analysis} from '../analysis.ts'
import {identityOf} from '../finding-identity.ts'
import {saysTooLittle, saysWhyNot} from '../markdown/says-nothing.ts'
import {type SectionSpec, type TemplateSchema, isRequired} from '../template/schema.ts'

/** A document with the results of checking it against a template. */
export interface Checked {
  readonly analysis: Analysis
  readonly messages: readonly VFileMessage[]
}

/** Something that a template requires of its documents. */
export interface Requirement {
  readonly kind:
    | 'title'
    | 'key'
    | 'section'
    | 'content'
    | 'field'
    | 'table'
    | 'column'
    | 'list'
    | 'code block'
    | 'diagram'
    | 'kept text'
  readonly name: string
  /** 1-based line of the template. */
  readonly line: number
  /** The section that it is, or is in. */
  readonly section: SectionSpec
  /** The part of the schema that requires it, which identifies the requirement. */
  readonly spec: object
}

/** How a document meets a requirement, or fails to. */
export type Verdict = 'met' | 'by another name' | 'at another depth' | 'under another parent' | 'missing'

/** A requirement, with the verdicts on the documents to which it applies, by their ranks; a part is required only of those that have the whole. */
export interface Tally {
  readonly requirement: Requirement
  readonly verdicts: ReadonlyMap<number, Verdict>
}

/** Count, for each requirement of a template, the documents that meet it. Documents that have nothing of the template are left out. */
export function tallies(schema: TemplateSchema, documents: readonly Checked[]): readonly Tally[] {
  const found = documents.map((document) => verdictsOn(document))
  return requirementsOf(schema).map((requirement) => ({
    requirement,
    verdicts: new Map(
      found.flatMap((verdicts, rank) => {
        const verdict = verdicts.get(requirement.spec)
        return verdict === undefined ? [] : [[rank, verdict] as const]
      })
    )
  }))
}

/** The ranks of the documents with one of the given verdicts. */
export function ranksWith({verdicts}: Tally, ...wanted: readonly Verdict[]): readonly number[] {
  return [...verdicts].flatMap(([rank, verdict]) => (wanted.includes(verdict) ? [rank] : []))
}

/** Everything that a template requires, in the order of its text. */
function requirementsOf({title, frontMatter, root}: TemplateSchema): readonly Requirement[] {
  const keys = frontMatter
    .filter(({isOptional}) => !isOptional)
    .map((spec) => ({kind: 'key' as const, name: spec.key, line: spec.line, section: root, spec}))
  return [
    ...keys,
    ...(title
      ? [{kind: 'title' as const, name: title.heading.name, line: title.line, section: root, spec: title}]
      : []),
    ...contentOf(root),
    ...root.children.flatMap((child) => below(child))
  ]
}

function below(section: SectionSpec): readonly Requirement[] {
  const {
    heading: {name},
    line,
    content,
    anyOf
  } = section
  const own =
    isRequired(section) && anyOf === undefined ? [{kind: 'section' as const, name, line, section, spec: section}] : []
  return [
    ...own,
    {kind: 'content', name, line, section, spec: content},
    ...contentOf(section),
    ...section.children.flatMap((child) => below(child))
  ]
}

function contentOf(section: SectionSpec): readonly Requirement[] {
  const {fields, tables, blocks} = section.content
  const required = fields.flatMap((field) => [field, ...(field.nested ?? [])]).filter(({isOptional}) => !isOptional)
  return [
    ...required.map((spec) => ({kind: 'field' as const, name: spec.label.name, line: spec.line, section, spec})),
    ...tables.flatMap((spec) => [
      ...(spec.isOptional
        ? []
        : [
            {
              kind: 'table' as const,
              name: spec.columns.map(({heading}) => heading.name).join(' | '),
              line: spec.line,
              section,
              spec
            }
          ]),
      ...spec.columns
        .filter((column) => !column.isOptional && column.heading.name !== '')
        .map((column) => ({kind: 'column' as const, name: column.heading.name, line: spec.line, section, spec: column}))
    ]),
    ...blocks.map((spec) => ({kind: spec.type, name: spec.text ?? spec.language ?? '', line: spec.line, section, spec}))
  ].toSorted((a, b) => a.line - b.line)
}

type SetVerdict = (spec: object, verdict: Verdict) => void

/** Whether a rule reports the requirement of a template line. */
type IsReported = (rule: string, line: number) => boolean

/** The verdict on each part of the schema that applies to a document; if there are several, the first that is not `met`. */
function verdictsOn({analysis: {alignment, schema}, messages}: Checked): ReadonlyMap<object, Verdict> {
  const verdicts = new Map<object, Verdict>()
  if (isNoCopy(alignment)) return verdicts
  const set: SetVerdict = (spec, verdict) => {
    if ((verdicts.get(spec) ?? 'met') === 'met') verdicts.set(spec, verdict)
  }
  const reported = new Set(messages.map((message) => `${message.ruleId} ${templateLineOf(message)}`))
  const isReported: IsReported = (rule, line) => reported.has(`${rule} ${line}`)
  if (schema.title) set(schema.title, isReported('title', schema.title.line) ? 'missing' : 'met')
  judgeKeys(schema, messages, set)
  judgeSections(alignment, set)
  for (const owner of recognised(alignment)) {
    set(owner.spec.content, isReported('no-empty-sections', owner.spec.line) ? 'missing' : 'met')
    if (saysTooLittle(owner.section) || saysWhyNot(owner.section)) continue
    judgeFields(owner, alignment, set)
    judgeTables(owner, alignment, set)
    for (const block of owner.spec.content.blocks)
      set(block, isReported('required-content', block.line) ? 'missing' : 'met')
  }
  return verdicts
}

function judgeKeys({frontMatter}: TemplateSchema, messages: Checked['messages'], set: SetVerdict): void {
  const subjects = new Set(
    messages.flatMap((message) => (message.ruleId === 'front-matter' ? (identityOf(message)?.subjects ?? []) : []))
  )
  for (const spec of frontMatter)
    set(
      spec,
      subjects.has(`key ${spec.key}`) ? 'missing' : subjects.has(`name of key ${spec.key}`) ? 'by another name' : 'met'
    )
}

function judgeSections(alignment: Alignment, set: SetVerdict): void {
  for (const {spec, misspelt} of nodesOfType(alignment, 'matched')) set(spec, misspelt ? 'by another name' : 'met')
  for (const {spec, wrong} of nodesOfType(alignment, 'misplaced'))
    set(spec, wrong === 'depth' ? 'at another depth' : 'under another parent')
  for (const {spec, perhaps} of nodesOfType(alignment, 'missing')) set(spec, perhaps ? 'by another name' : 'missing')
}

function judgeFields(owner: Owner, alignment: Alignment, set: SetVerdict): void {
  if (owner.spec.content.fields.length === 0) return
  const aligned = alignment.fieldsOf(owner)
  for (const {matched, missing, renamed} of [aligned, ...aligned.nested]) {
    for (const {spec, replacement} of matched) set(spec, replacement === undefined ? 'met' : 'by another name')
    for (const spec of missing) set(spec, renamed.has(spec) ? 'by another name' : 'missing')
  }
}

function judgeTables(owner: Owner, alignment: Alignment, set: SetVerdict): void {
  const {tables} = owner.spec.content
  const known = tables.length > 0 ? alignment.tablesOf(owner) : []
  for (const spec of tables) set(spec, known.some((table) => table.spec === spec) ? 'met' : 'missing')
  for (const {matched, missing} of known) {
    for (const {spec, misspelt} of matched) set(spec, misspelt ? 'by another name' : 'met')
    for (const spec of missing) set(spec, 'missing')
  }
}

/** The template line that a finding names, 1-based; undefined if it names none. */
export function templateLineOf({note}: Pick<VFileMessage, 'note'>): number | undefined {
  const [, line] = /:(\d+)$/.exec(note ?? '') ?? []
  return line === undefined ? undefined : Number(line)
}
