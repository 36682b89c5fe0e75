import type {VFileMessage} from 'vfile-message'
import {quote} from '../markdown/text.ts'
import type {ChangeKind, ChangeSubject, TemplateChange} from '../template-diff/template-change.ts'
import {inJson, inLine, inMarkdownCell} from './escape.ts'
import {counted} from './finding.ts'

/** The parts of a finding that are printed here. */
type PrintedFinding = Pick<VFileMessage, 'reason' | 'place' | 'ruleId' | 'fatal'>

/** What a change to its template means for a document. */
export interface DocumentChange {
  readonly path: string
  /** What the new template reports and the old one did not. */
  readonly added: readonly PrintedFinding[]
  /** What the old template reported and the new one does not. */
  readonly gone: readonly PrintedFinding[]
  /** The names of its sections that the template no longer has. */
  readonly leftOver: readonly string[]
}

/** What changed between two versions of a template. */
export interface TemplateReport {
  /** The names of the two versions. */
  readonly old: string
  readonly now: string
  readonly changes: readonly TemplateChange[]
  /** How many sections have other words, but require the same. */
  readonly reworded: number
  /** Undefined if no documents were compared. */
  readonly documents?: readonly DocumentChange[]
}

/** The names of the formats. */
export const templateFormats = ['pretty', 'markdown', 'json'] as const

export type TemplateFormat = (typeof templateFormats)[number]

/** The report on changed templates, in a format. */
export function reportTemplates(reports: readonly TemplateReport[], format: TemplateFormat): string {
  if (format === 'json')
    return `${inJson(
      JSON.stringify(
        reports.map((report) => asData(report)),
        undefined,
        2
      )
    )}\n`
  return format === 'markdown'
    ? withinComment(reports.flatMap((report) => markdown(report)))
    : reports.map((report) => pretty(report)).join('\n')
}

type Quote = (text: string) => string

/** A change as a sentence without a full stop. */
function sentenceOf(change: TemplateChange, quoted: Quote): string {
  const {section} = change
  return sentences[change.kind]({
    ...change,
    from: change.from ?? '',
    to: change.to ?? '',
    thing: thingOf(change, quoted),
    where: section === '' ? '' : ` in ${quoted(section)}`,
    quoted
  })
}

/** A change with the parts of its sentence. */
interface WordedChange extends TemplateChange {
  readonly from: string
  readonly to: string
  readonly thing: string
  readonly where: string
  readonly quoted: Quote
}

const sentences: Readonly<Record<ChangeKind, (change: WordedChange) => string>> = {
  added: (change) =>
    `Added ${change.thing}${change.where}${behind(change)}${change.to === 'required' || change.to === '' ? '' : `, ${change.to}`}${partsOf(change)}`,
  removed: (change) => `Removed ${change.thing}${change.where}${partsOf(change)}`,
  renamed: ({subject, from, to, where, quoted}) => `Renamed ${subject} ${quoted(from)} to ${quoted(to)}${where}`,
  moved: (change) =>
    change.from === change.to
      ? `Moved ${change.thing}${change.where}${behind(change) || ', to another place in the order'}`
      : `Moved ${change.thing} from ${parentIn(change.from, change)} to ${parentIn(change.to, change)}`,
  depth: ({thing, where, from, to}) => `Depth of ${thing}${where}: ${from}, now ${to}`,
  requirement: ({thing, where, to}) => `${capitalised(thing)}${where} is ${to} now`,
  values: ({thing, where, from, to, quoted}) =>
    `Values of ${thing}${where}: ${from === '' ? 'any' : quoted(from)}, now ${to === '' ? 'any' : quoted(to)}`,
  repetition: (change) => requirementIn(change),
  demand: (change) => requirementIn(change)
}

function requirementIn({thing, where, from, to}: WordedChange): string {
  return `${capitalised(thing)}${where}: ${from}, now ${to}`
}

function parentIn(path: string, {quoted}: WordedChange): string {
  return path === '' ? 'the top level' : quoted(path)
}

function behind({after, quoted}: WordedChange): string {
  return after === undefined ? '' : `, after ${quoted(after)}`
}

function partsOf({parts = 0}: TemplateChange): string {
  return parts === 0 ? '' : `, with ${counted(parts, 'section')} below it`
}

/** Things without a name, and those that are named by their parts. */
const nameless: ReadonlySet<ChangeSubject> = new Set(['contents list', 'list', 'code block', 'diagram'])
const named: Readonly<Partial<Record<ChangeSubject, string>>> = {
  sections: 'all sections',
  'front matter': 'front matter with',
  table: 'table with columns',
  'task list': 'task list with boxes'
}

function thingOf({subject, name}: TemplateChange, quoted: Quote): string {
  if (nameless.has(subject) || name === '') return named[subject]?.replace(/ with.*/, '') ?? subject
  return subject === 'sections' ? `all sections in ${quoted(name)}` : `${named[subject] ?? subject} ${quoted(name)}`
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** The number of changes, in words. */
function countOf({changes, reworded}: TemplateReport): string {
  const others = reworded === 0 ? '' : `, other words in ${counted(reworded, 'section')}`
  return `${changes.length === 0 ? 'no change' : counted(changes.length, 'change')} for authors${others}`
}

/** The number of documents that newly fail, and of new and gone findings, in words. */
function totalOf(documents: readonly DocumentChange[]): string {
  const added = documents.flatMap((document) => document.added)
  const errors = added.filter(({fatal}) => fatal === true).length
  const failing = documents.filter((document) => newlyFails(document)).length
  const gone = documents.reduce((total, document) => total + document.gone.length, 0)
  return `${failing} of ${counted(documents.length, 'document')} newly ${failing === 1 ? 'fails' : 'fail'}: ${counted(errors, 'error')} and ${counted(added.length - errors, 'warning')} new, ${counted(gone, 'finding')} gone`
}

/** Whether the new template reports an error that the old one did not. */
export function newlyFails({added}: DocumentChange): boolean {
  return added.some(({fatal}) => fatal === true)
}

function isPrinted({added, gone, leftOver}: DocumentChange): boolean {
  return added.length > 0 || gone.length > 0 || leftOver.length > 0
}

function severityOf({fatal}: PrintedFinding): string {
  return fatal === true ? 'error' : 'warning'
}

function lineOf({place}: PrintedFinding): string {
  const point = place && 'start' in place ? place.start : place
  return point ? `${point.line}:${point.column}` : ''
}

function pretty(report: TemplateReport): string {
  const {old, now, changes, documents} = report
  const rows = changes.map(
    (change) => [String(change.oldLine ?? '-'), String(change.newLine ?? '-'), sentenceOf(change, quote)] as const
  )
  const width = Math.max(3, ...rows.flatMap(([before, after]) => [before.length, after.length]))
  const row = (before: string, after: string, text: string) =>
    `  ${before.padStart(width)}  ${after.padStart(width)}  ${text}`.trimEnd()
  const lines = [
    `${old} → ${now}: ${countOf(report)}`,
    ...(rows.length === 0 ? [] : ['', row('old', 'new', ''), ...rows.map((cells) => row(...cells))]),
    ...(documents ? ['', ...prettyDocuments(documents)] : [])
  ]
  return lines.map((line) => `${inLine(line)}\n`).join('')
}

function prettyDocuments(documents: readonly DocumentChange[]): readonly string[] {
  return [
    totalOf(documents),
    ...documents
      .filter((document) => isPrinted(document))
      .flatMap(({path, added, gone, leftOver}) => [
        '',
        `${path}: ${added.length} new, ${gone.length} gone`,
        ...[...added.map((finding) => ['+', finding] as const), ...gone.map((finding) => ['-', finding] as const)].map(
          ([sign, finding]) =>
            `  ${sign} ${lineOf(finding).padStart(6)}  ${severityOf(finding).padEnd(7)}  ${finding.reason}  ${finding.ruleId ?? ''}`
        ),
        ...leftOver.map((name) => `  = ${quote(name)} is no longer in the template, and stays`)
      ])
  ]
}

/** Tables for a comment on a pull request. */
function markdown(report: TemplateReport): readonly string[] {
  const {old, now, changes, documents} = report
  return [
    `### ${inMarkdownCell(old)} → ${inMarkdownCell(now)}: ${countOf(report)}`,
    ...(changes.length === 0
      ? []
      : [
          '',
          '| change | old line | new line |',
          '| --- | --: | --: |',
          ...changes.map(
            (change) => `| ${sentenceOf(change, inMarkdownCell)} | ${change.oldLine ?? ''} | ${change.newLine ?? ''} |`
          )
        ]),
    ...(documents
      ? ['', totalOf(documents), ...documentTable(documents.filter((document) => isPrinted(document)))]
      : []),
    ''
  ]
}

function documentTable(documents: readonly DocumentChange[]): readonly string[] {
  if (documents.length === 0) return []
  const rows = documents.flatMap(({path, added, gone, leftOver}) => [
    ...added.map((finding) => [path, `new ${severityOf(finding)}`, finding.reason] as const),
    ...gone.map((finding) => [path, 'gone', finding.reason] as const),
    ...leftOver.map((name) => [path, 'no longer in the template', name] as const)
  ])
  return [
    '',
    '| document | | finding |',
    '| --- | --- | --- |',
    ...rows.map(([path, what, text]) => `| ${inMarkdownCell(path)} | ${what} | ${inMarkdownCell(text)} |`)
  ]
}

/** A comment on GitHub has at most 65,536 characters. */
const longestComment = 60_000

function withinComment(lines: readonly string[]): string {
  let length = 0
  const end = lines.findIndex((line) => (length += line.length + 1) > longestComment)
  return end < 0
    ? lines.map((line) => `${line}\n`).join('')
    : [...lines.slice(0, end), '', `… and ${counted(lines.length - end, 'more line')}`]
        .map((line) => `${line}\n`)
        .join('')
}

function asData({old, now, changes, reworded, documents}: TemplateReport) {
  return {
    old,
    new: now,
    changes,
    reworded,
    ...(documents && {
      documents: documents.map(({path, added, gone, leftOver}) => ({
        path,
        new: added.map((finding) => findingData(finding)),
        gone: gone.map((finding) => findingData(finding)),
        leftOver
      }))
    })
  }
}

function findingData(finding: PrintedFinding) {
  const {place, reason, ruleId} = finding
  const {line, column} = (place && 'start' in place ? place.start : place) ?? {}
  return {line, column, severity: severityOf(finding), rule: ruleId, message: reason}
}
