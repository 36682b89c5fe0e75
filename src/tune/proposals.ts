import {isNoCopy, nodesOfType, recognised} from '../align/alignment.ts'
import {identityOf} from '../finding-identity.ts'
import {quote, quoteAll, quoteSome} from '../markdown/text.ts'
import type {ColumnSpec, SectionSpec, TemplateSchema} from '../template/schema.ts'
import {type Edit, commentFor, endOfHeading, endOfParagraph, startsBlock} from './edits.ts'
import {type OtherNames, labelNames, sectionNames} from './names.ts'
import {type Checked, type Requirement, type Tally, ranksWith, templateLineOf} from './requirements.ts'
import {type Provenance, type Share, type Split, fewest, isLacked, most, newestLacking, partings} from './splits.ts'

/** A template with the results of checking its documents. */
export interface Evidence {
  readonly schema: TemplateSchema
  /** The lines of the template's text. */
  readonly lines: readonly string[]
  readonly documents: ReadonlyArray<Checked & Provenance>
  readonly tallies: readonly Tally[]
}

/** A directive that would adapt a template to its documents. */
export interface Proposal {
  readonly directive: string
  /** The thing that it applies to: `section Rate Limits`. */
  readonly about: string
  /** The template's line of that thing, 1-based. */
  readonly line: number
  /** What documents have there, as the reason. */
  readonly because: string
  /** The edits of the text; their lines are those of the text from which the evidence was gained. */
  readonly edits: readonly Edit[]
  /** The part of the schema whose requirement it removes; undefined if everything that is required now is still required. */
  readonly frees?: object
  /** Whether it allows another name, so that what was missing is recognised, and checked. */
  readonly isName?: true
  /** Whether documents support it too weakly to write it without asking. */
  readonly isUnsure?: true
}

/** A change that no directive can make, or that only a reader can decide on. */
export interface Advice {
  readonly about: string
  readonly line: number
  readonly because: string
  readonly advice: string
}

/**
 * The directives that at least five documents each support, not yet verified: other names first, then kept texts, orders and
 * values, then what may be left out; those that are unsure come last.
 */
export function proposalsFrom(evidence: Evidence): readonly Proposal[] {
  const {akin, others} = sectionNames(evidence.documents)
  const found = [
    ...headingProposals(akin, evidence),
    ...labelProposals(evidence),
    ...keepProposals(evidence),
    ...orderProposals(evidence),
    ...valueProposals(evidence).flatMap((each) => ('directive' in each ? [each] : [])),
    ...headingProposals(others, evidence).map((proposal) => ({...proposal, isUnsure: true as const})),
    ...optionalProposals(evidence)
  ]
  return [...found.filter(({isUnsure}) => !isUnsure), ...found.filter(({isUnsure}) => isUnsure)]
}

/** What documents suggest, but no directive can say: splits by age and folder, columns, keys. */
export function adviceFrom(evidence: Evidence): readonly Advice[] {
  return [
    ...splitAdvice(evidence),
    ...valueProposals(evidence).flatMap((found) => ('directive' in found ? [] : [found])),
    ...lackAdvice(evidence)
  ].toSorted((a, b) => a.line - b.line)
}

function atHeading(line: number, directive: string, {lines, schema}: Evidence): readonly Edit[] {
  return [{line: endOfHeading(lines, line), at: 'below', comment: commentFor(directive, schema.path)}]
}

function aboutSection({heading: {name}}: SectionSpec): string {
  return `section ${quote(name)}`
}

function headingProposals(found: ReadonlyArray<OtherNames<SectionSpec>>, evidence: Evidence): readonly Proposal[] {
  return found
    .filter((names) => isWritable(names.expression))
    .map((names) => {
      const directive = `heading /${names.expression}/`
      return {
        directive,
        about: aboutSection(names.spec),
        line: names.spec.line,
        because: becauseOfNames(names),
        edits: atHeading(names.spec.line, directive, evidence),
        isName: true as const
      }
    })
}

function labelProposals({documents, schema}: Evidence): readonly Proposal[] {
  return labelNames(documents)
    .filter((names) => isWritable(names.expression))
    .map((names) => {
      const directive = `label /${names.expression}/`
      return {
        directive,
        about: `field ${quote(names.spec.label.name)}`,
        line: names.spec.line,
        because: becauseOfNames(names),
        edits: [{line: names.spec.line, at: 'end', comment: commentFor(directive, schema.path)}],
        isName: true as const
      }
    })
}

function becauseOfNames({names, documents, own}: Pick<OtherNames<unknown>, 'names' | 'documents' | 'own'>): string {
  return `${counted(documents)} have ${quoteSome(names, 5)} in its place, ${own} the template's own name`
}

/** Whether a text can be written in a comment. */
function isWritable(text: string): boolean {
  return !/--|\*\/|\p{Cc}/u.test(text)
}

/** Paragraphs of the template that most of the documents with their section keep, which is reported: `keep` requires them; if that is refuted by some documents, `ignore` makes them optional. */
function keepProposals({documents, schema, lines}: Evidence): readonly Proposal[] {
  const left = reported(documents, ({ruleId}) => ruleId === 'no-placeholders')
  return schema.placeholders
    .filter(
      ({type, line}, index, all) =>
        type === 'paragraph' && startsBlock(lines, line) && all.findIndex((other) => other.line === line) === index
    )
    .flatMap(({line, sectionLine}): readonly Proposal[] => {
      const have = documents.filter(
        ({analysis: {alignment}}) =>
          !isNoCopy(alignment) && recognised(alignment).some(({spec}) => spec.line === sectionLine)
      ).length
      const count = left.get(line)?.size ?? 0
      if (count < fewest || count < most * have) return []
      const found = {about: `the text at line ${line}`, line, because: `${count} of ${counted(have)} keep it`}
      const above = {line, at: 'above' as const}
      return [
        {...found, directive: 'keep', edits: [{...above, comment: commentFor('keep', schema.path)}]},
        {
          ...found,
          directive: 'ignore',
          edits: [
            {...above, comment: commentFor('ignore', schema.path)},
            {line: endOfParagraph(lines, line), at: 'below', comment: commentFor('/ignore', schema.path)}
          ]
        }
      ]
    })
}

/** The ranks of the documents with a given finding, by the template line that it names. */
function reported(
  documents: readonly Checked[],
  isMeant: (message: Checked['messages'][number]) => boolean
): ReadonlyMap<number, ReadonlySet<number>> {
  const found = new Map<number, Set<number>>()
  for (const [rank, {messages}] of documents.entries()) {
    for (const message of messages.filter((each) => isMeant(each))) {
      const line = templateLineOf(message)
      if (line !== undefined) found.set(line, (found.get(line) ?? new Set<number>()).add(rank))
    }
  }
  return found
}

/** Sections whose parts are out of order in most of the documents that have two or more of them. */
function orderProposals(evidence: Evidence): readonly Proposal[] {
  const {documents, schema} = evidence
  const counts = new Map<SectionSpec, {out: number; of: number}>()
  for (const {
    analysis: {alignment}
  } of documents) {
    const parents = [
      {spec: schema.root, children: alignment.children},
      ...nodesOfType(alignment, 'matched'),
      ...nodesOfType(alignment, 'misplaced')
    ]
    const met = new Map<SectionSpec, boolean>()
    for (const {spec, children} of parents) {
      const placed = children.filter((node) => node.type === 'matched')
      if (placed.length > 1)
        met.set(spec, (met.get(spec) ?? false) || placed.some(({belongs}) => belongs !== undefined))
    }
    for (const [spec, isOut] of met) {
      const count = counts.get(spec) ?? {out: 0, of: 0}
      counts.set(spec, {out: count.out + Number(isOut), of: count.of + 1})
    }
  }
  return [...counts]
    .filter(([, {out, of}]) => out >= fewest && out >= most * of)
    .flatMap(([spec, {out, of}]) => {
      const line = spec === schema.root ? schema.title?.line : spec.line
      return line === undefined
        ? []
        : [
            {
              directive: 'any order',
              about: spec === schema.root ? 'the sections' : `the parts of ${aboutSection(spec)}`,
              line,
              because: `${out} of ${counted(of)} have them in another order`,
              edits: atHeading(line, 'any order', evidence)
            }
          ]
    })
}

/** A choice of values in the template. */
interface Choice {
  readonly about: string
  readonly line: number
  readonly values: readonly string[]
  /** Where a directive goes, relative to `line`; undefined if none can apply to it. */
  readonly at: Edit['at'] | undefined
  /** The end of the subjects of findings about it, after the value. */
  readonly subject: string
  readonly rule: string
}

/** At least this share of the documents has to have a value for it to be proposed. */
const shareOfValue = 0.1

function valueProposals({documents, schema}: Evidence): ReadonlyArray<Proposal | Advice> {
  return choicesOf(schema).flatMap((choice): ReadonlyArray<Proposal | Advice> => {
    const {about, line, values, at} = choice
    const real = [...valuesUsed(choice, documents)]
      .filter(([, ranks]) => ranks.size >= fewest && ranks.size >= shareOfValue * documents.length)
      .toSorted(([, a], [, b]) => b.size - a.size)
    if (real.length === 0) return []
    const because = real.map(([value, {size}]) => `${counted(size)} have ${quote(value)}`).join(', ')
    const directive = `values: ${[...values, ...real.map(([value]) => value)].join(', ')}`
    if (at === undefined || values.some((value) => value.includes(',')) || !isWritable(directive))
      return [{about, line, because, advice: `add ${quoteAll(real.map(([value]) => value))} to the choice itself`}]
    return [{directive, about, line, because, edits: [{line, at, comment: commentFor(directive, schema.path)}]}]
  })
}

/** The values that are reported as not allowed by a choice, each with the ranks of its documents. */
function valuesUsed(
  {line, subject, rule}: Choice,
  documents: readonly Checked[]
): ReadonlyMap<string, ReadonlySet<number>> {
  const used = new Map<string, Set<number>>()
  for (const [rank, {messages}] of documents.entries()) {
    for (const message of messages.filter(({ruleId}) => ruleId === rule)) {
      const value = message.actual?.trim() ?? ''
      const isMeant =
        templateLineOf(message) === line &&
        identityOf(message)?.subjects.some((each) => each.startsWith('value ') && each.endsWith(subject))
      if (isMeant && isValue(value)) used.set(value, (used.get(value) ?? new Set<number>()).add(rank))
    }
  }
  return used
}

/** Whether a text can be proposed as a value: a few words, without a comma, which would separate two values. */
function isValue(text: string): boolean {
  return text.length <= 40 && !text.includes(',') && text.split(/\s+/).length <= 4 && /[\p{Alpha}\p{N}]/u.test(text)
}

function choicesOf({frontMatter, root}: TemplateSchema): readonly Choice[] {
  const inSection = ({content: {fields, tables, values}, heading, children}: SectionSpec): readonly Choice[] => [
    ...fields
      .flatMap((field) => [field, ...(field.nested ?? [])])
      .flatMap(({values: allowed, label, line}) =>
        allowed
          ? [
              {
                about: `field ${quote(label.name)}`,
                line,
                values: allowed,
                at: 'end' as const,
                subject: ` of field ${label.name}`,
                rule: 'list-labels'
              }
            ]
          : []
      ),
    ...tables.flatMap(({columns, line}) => columns.flatMap((column) => choiceOfColumn(column, line))),
    ...(values
      ? [
          {
            about: `section ${quote(heading.name)}`,
            line: values.line,
            values: values.allowed,
            at: 'above' as const,
            subject: '',
            rule: 'required-content'
          }
        ]
      : []),
    ...children.flatMap((child) => inSection(child))
  ]
  return [
    ...frontMatter.flatMap(({key, line, values}) =>
      values
        ? [{about: `key ${quote(key)}`, line, values, at: undefined, subject: ` of key ${key}`, rule: 'front-matter'}]
        : []
    ),
    ...inSection(root)
  ]
}

function choiceOfColumn({heading, values}: ColumnSpec, line: number): readonly Choice[] {
  return values
    ? [
        {
          about: `column ${quote(heading.name)}`,
          line,
          values,
          at: 'above',
          subject: ` in column ${heading.name}`,
          rule: 'table-cells'
        }
      ]
    : []
}

/** What most documents lack, including the newest and those of each folder. That may still be a fault of all of them: a requirement added after they were written looks the same. */
function optionalProposals(evidence: Evidence): readonly Proposal[] {
  const {tallies, documents, schema} = evidence
  const freed = new Set<object>()
  return tallies
    .filter((tally) => isSayable(tally.requirement, evidence))
    .flatMap((tally): readonly Proposal[] => {
      const {
        requirement: {kind, spec, line, section}
      } = tally
      if (!isLacked(tally, documents)) return []
      const found = {
        directive: 'optional',
        about: aboutRequirement(tally.requirement),
        line,
        because: becauseOfLack(tally, documents),
        frees: spec,
        isUnsure: true as const
      }
      // If a section becomes optional, its parts need no directive.
      if (freed.has(section)) return []
      if (kind === 'section') {
        freed.add(section)
        return [{...found, edits: atHeading(line, 'optional', evidence)}]
      }
      if (kind === 'field')
        return [{...found, edits: [{line, at: 'end', comment: commentFor('optional', schema.path)}]}]
      return [{...found, edits: [{line, at: 'above', comment: commentFor('optional', schema.path)}]}]
    })
}

/** Whether a directive can make something optional. */
function isSayable({kind, line}: Requirement, {lines}: Evidence): boolean {
  return kind === 'section' || kind === 'field' || (blocks.has(kind) && startsBlock(lines, line))
}

const blocks: ReadonlySet<Requirement['kind']> = new Set(['table', 'list', 'code block', 'diagram'])

/** A requirement in words: `section "Rate Limits"`, `field "Owner" in "Settings"`. */
export function aboutRequirement({kind, name, section}: Requirement): string {
  const within =
    kind === 'section' || kind === 'content' || section.heading.name === '' ? '' : ` in ${quote(section.heading.name)}`
  return `${kind === 'content' ? 'content of section' : kind}${name === '' ? '' : ` ${quote(name)}`}${within}`
}

function becauseOfLack(tally: Tally, documents: readonly Provenance[]): string {
  const lack = ranksWith(tally, 'missing').length
  const newest = newestLacking(tally, documents)
  return `${lack} of ${counted(tally.verdicts.size)} lack it${newest ? `, of the ${newest.of} newest (since ${newest.since}) ${newest.lack}` : ''}`
}

function counted(count: number): string {
  return `${count} document${count === 1 ? '' : 's'}`
}

/** Advice on requirements that split the documents in two; requirements with the same split share one piece of advice. */
function splitAdvice({tallies, documents}: Evidence): readonly Advice[] {
  return partings(
    tallies.filter(({requirement: {kind}}) => kind !== 'content'),
    documents
  ).flatMap(([first, ...others]) => {
    if (!first) return []
    const {
      split,
      tally: {requirement}
    } = first
    const more =
      others.length > 0
        ? `, and so with ${quoteSome(
            others.map(({tally}) => tally.requirement.name),
            10
          )}`
        : ''
    return [
      {
        about: aboutRequirement(requirement),
        line: requirement.line,
        because: `${shown(split.with, 'have')}, ${shown(split.without, 'lack')}${more}`,
        advice: adviceOn(split)
      }
    ]
  })
}

function shown(shares: readonly Share[], verb: 'have' | 'lack'): string {
  const sum = shares.reduce(
    (total, {has, of}) => ({has: total.has + (verb === 'have' ? has : of - has), of: total.of + of}),
    {has: 0, of: 0}
  )
  return `${sum.has} of ${counted(sum.of)} ${shares.map(({name}) => name).join(', ')} ${verb} it`
}

function adviceOn({type}: Split): string {
  if (type === 'fall') return '`optional`, or remove it from the template, if it is no longer required'
  return `if ${type === 'rise' ? 'earlier documents' : 'the others'} need not have it, give them a template of their own: \`files\` in the configuration`
}

/** Advice on requirements that most documents lack, but that no directive can make optional. */
function lackAdvice(evidence: Evidence): readonly Advice[] {
  const {tallies, documents} = evidence
  return tallies
    .filter((tally) => !isSayable(tally.requirement, evidence) && isLacked(tally, documents))
    .map((tally) => {
      const {requirement} = tally
      const {kind, name, line} = requirement
      return {
        about: aboutRequirement(requirement),
        line,
        because: becauseOfLack(tally, documents),
        advice: remedies[kind]?.(name) ?? 'remove it from the template, if it is not required'
      }
    })
}

const remedies: Readonly<Partial<Record<Requirement['kind'], (name: string) => string>>> = {
  key: () => '`# optional` after it makes it optional',
  column: (name) => `${quote(`${name} (optional)`)} in the header makes it optional`,
  content: () => 'it is left empty: `optional` lets documents leave out the heading as well',
  title: () => '`heading /regular expression/` below it says which titles there are'
}
