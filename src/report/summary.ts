import {styleText} from 'node:util'
import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {fixBeside, fixOf} from '../fix/fix.ts'
import {inLine} from './escape.ts'
import {counted} from './finding.ts'
import terminalWidth from './terminal-width.ts'

declare module 'vfile' {
  interface DataMap {
    /** Whether the document has a template; unknown in reports that were merged. */
    guidelintHasTemplate: boolean
    /** Whether it is a template with what is reported there for all of its documents. */
    guidelintIsTemplate: boolean
  }
}

/**
 * A summary of the findings, as paragraphs in colours: their numbers for each rule, the number of documents, and the last
 * line of vfile-reporter. Without findings, which each document says by itself, only the number of documents without a template.
 *
 * @param unlisted Documents whose findings are counted but not listed.
 */
export function summaryOf(files: readonly VFile[], unlisted: number): ReadonlyArray<readonly string[]> {
  const messages = files.flatMap((file) => file.messages)
  const documents = files.filter(({data}) => data.guidelintIsTemplate !== true)
  const bare = documents.filter(({data}) => data.guidelintHasTemplate === false).length
  if (messages.length === 0) return bare > 0 && bare < documents.length ? [[documentsOf(documents, bare)]] : []
  const tallies = talliesOf(messages)
  const sumOf = (key: 'fixable' | 'movable') => tallies.reduce((sum, tally) => sum + tally[key], 0)
  const totals = [
    ...(documents.length > 1 ? [documentsOf(documents, bare)] : []),
    ...fixableOf(sumOf('fixable'), sumOf('movable'))
  ]
  return [
    ...(unlisted > 0 ? [[`Findings in ${counted(unlisted, 'document')} are only counted; --verbose lists all`]] : []),
    ...(tallies.length > 1 ? [tableOf(tallies)] : []),
    [...totals, totalOf(messages)]
  ]
}

/** How many findings `--fix` and `--fix=move` repair. */
function fixableOf(fixable: number, movable: number): readonly string[] {
  const more = `${movable} ${fixable > 0 ? 'more ' : movable === 1 ? 'finding ' : 'findings '}fixable with --fix=move`
  return [...(fixable > 0 ? [`${counted(fixable, 'finding')} fixable with --fix`] : []), ...(movable > 0 ? [more] : [])]
}

/** The numbers of errors and warnings, in words. */
export function countOf(messages: readonly VFileMessage[]): string {
  const errors = messages.filter(({fatal}) => fatal).length
  const warnings = messages.length - errors
  return [
    ...(errors > 0 ? [`${colored('red', '✖')} ${counted(errors, 'error')}`] : []),
    ...(warnings > 0 ? [`${colored('yellow', '⚠')} ${counted(warnings, 'warning')}`] : [])
  ].join(', ')
}

/** The totals, in the words of vfile-reporter. */
function totalOf(messages: readonly VFileMessage[]): string {
  const isMixed = new Set(messages.map(({fatal}) => fatal === true)).size > 1
  return isMixed ? `${messages.length} messages (${countOf(messages)})` : countOf(messages)
}

function documentsOf(files: readonly VFile[], bare: number): string {
  const faulty = files.filter(({messages}) => messages.length > 0).length
  return [
    `${counted(files.length, 'document')} checked`,
    ...(faulty > 0 ? [`${faulty} with findings`] : []),
    ...(bare > 0 ? [`${bare} without a template`] : [])
  ].join(', ')
}

/** The numbers of findings of a rule. */
interface Tally {
  readonly rule: string
  errors: number
  warnings: number
  /** How many `--fix` repairs. */
  fixable: number
  /** How many more `--fix=move` repairs. */
  movable: number
}

/** The tallies of all rules, most findings first. */
function talliesOf(messages: readonly VFileMessage[]): readonly Tally[] {
  const tallies = new Map<string, Tally>()
  for (const message of messages) {
    const {ruleId, fatal} = message
    const rule = inLine(ruleId ?? '')
    const tally = tallies.get(rule) ?? {rule, errors: 0, warnings: 0, fixable: 0, movable: 0}
    tallies.set(rule, tally)
    tally[fatal === true ? 'errors' : 'warnings'] += 1
    const fix = fixOf(message, fixBeside(message))
    if (fix) tally[fix.isMove ? 'movable' : 'fixable'] += 1
  }
  return [...tallies.values()].toSorted(
    (a, b) => b.errors + b.warnings - a.errors - a.warnings || (a.rule < b.rule ? -1 : 1)
  )
}

function tableOf(tallies: readonly Tally[]): readonly string[] {
  const width = tallies.reduce((widest, {rule}) => Math.max(widest, terminalWidth(rule)), 0)
  const row = (rule: string, ...numbers: readonly string[]) =>
    [
      rule + ' '.repeat(width - terminalWidth(rule)),
      ...numbers.map((number, index) => number.padStart(columns[index]?.length ?? 0))
    ].join('  ')
  return [
    colored('dim', row('', ...columns)),
    ...tallies.map(({rule, errors, warnings, fixable}) => row(rule, String(errors), String(warnings), String(fixable)))
  ]
}

const columns = ['errors', 'warnings', 'fixable']

/** Colour a text, whatever the terminal is: only the last step removes colours. */
function colored(color: 'red' | 'yellow' | 'dim', text: string): string {
  return styleText(color, text, {validateStream: false})
}
