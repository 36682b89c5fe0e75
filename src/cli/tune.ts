import {readFileSync} from 'node:fs'
import path from 'node:path'
import type {Interface} from 'node:readline/promises'
import {VFile} from 'vfile'
import {rules} from '../../rules/index.ts'
import {textOfDocument} from '../check/checker.ts'
import {UsageError, explainFailure, withName} from '../check/failure.ts'
import {replaceFile} from '../check/replace-file.ts'
import {ConfigurationError} from '../config/configuration-error.ts'
import {shownPath} from '../config/shown-path.ts'
import {addedTimes} from '../git/added.ts'
import {GitError, isShallow, nameIn, openRepository} from '../git/git.ts'
import {type Case, caseFinder, configurationFinder, lintCase} from '../linter.ts'
import {quote, quoteAll} from '../markdown/text.ts'
import type {Parse} from '../markdown/parse.ts'
import {inJson, inLines} from '../report/escape.ts'
import {counted} from '../report/finding.ts'
import {TemplateError} from '../template/template-error.ts'
import {agesOf} from '../tune/ages.ts'
import {commentFor} from '../tune/edits.ts'
import {aboutRequirement} from '../tune/proposals.ts'
import {ranksWith} from '../tune/requirements.ts'
import {type Offer, type Tuned, type TunedDocument, tune} from '../tune/tune.ts'
import {chosenParser} from './chosen-parser.ts'
import {findFiles} from './find-files.ts'
import {printError} from './print-error.ts'
import {startProgress} from './progress.ts'
import {isAgreed, openTerminal} from './question.ts'

/** The options of `guidelint tune`. */
export interface TuneOptions {
  readonly config?: string
  readonly format: 'pretty' | 'json'
  readonly write?: boolean
  readonly verbose?: boolean
}

/** A document, with everything that it is checked with. */
interface Read {
  readonly path: string
  readonly text: string
  readonly found: Case
}

/** The result for one template. */
interface Result extends Tuned {
  /** Its name in messages. */
  readonly name: string
  readonly documents: number
  readonly offers: ReadonlyArray<Offer & {readonly isAccepted: boolean}>
  readonly isWritten: boolean
}

/**
 * Propose directives that adapt templates to their documents. At a terminal, the user accepts each by itself; with `write`,
 * all are written except those that need a decision; otherwise, they are printed, and nothing is written.
 *
 * @param names Templates of the configuration; if empty, all of them.
 * @returns The exit status: 0, or 2 if a document could not be read.
 * @throws {ConfigurationError | TemplateError | UsageError} If a configuration or a template cannot be read, or if a named
 *   template has no documents.
 */
export async function tuneTemplates(names: readonly string[], options: TuneOptions): Promise<0 | 2> {
  const {parse} = await chosenParser('native')
  const {documents, hasFailed} = await readDocuments(options, parse)
  const templates = chosenTemplates(names, documents, options)
  const isAsking = options.format === 'pretty' && options.write !== true && process.stdin.isTTY && process.stdout.isTTY
  const terminal = isAsking ? openTerminal({input: process.stdin, output: process.stdout}) : undefined
  const results: Result[] = []
  try {
    for (const template of templates)
      results.push(
        await tuneTemplate(
          template,
          documents.filter(({found}) => found.template === template),
          {...options, parse, terminal}
        )
      )
  } finally {
    terminal?.close()
  }
  if (options.format === 'json')
    process.stdout.write(
      `${inJson(
        JSON.stringify(
          results.map((result) => asData(result)),
          undefined,
          2
        )
      )}\n`
    )
  return hasFailed ? 2 : 0
}

/** The documents of the configuration, parsed. */
async function readDocuments(
  {config}: TuneOptions,
  parse: Parse
): Promise<{readonly documents: readonly Read[]; readonly hasFailed: boolean}> {
  const cwd = process.cwd()
  const settings = {configuration: {}, cwd, ...(config !== undefined && {configurationFile: config})}
  const bare = new Set<string>()
  const {paths, notes} = await findFiles([], {settings, rules, bare})
  for (const note of notes) printError(note)
  const caseOf = caseFinder({rules, parse, ...settings, bare})
  const documents: Read[] = []
  let hasFailed = false
  for (const file of paths) {
    try {
      const text = textOfDocument(path.resolve(file), file)
      const found = caseOf(new VFile({cwd, path: file, value: text}))
      if (found) documents.push({path: file, text, found})
    } catch (error) {
      if (error instanceof ConfigurationError || error instanceof TemplateError) throw error
      printError(explainFailure(error, file))
      hasFailed = true
    }
  }
  return {documents, hasFailed}
}

/** The absolute paths of the named templates, or of all that have documents. */
function chosenTemplates(
  names: readonly string[],
  documents: readonly Read[],
  {config}: TuneOptions
): readonly string[] {
  const used = [...new Set(documents.flatMap(({found}) => found.template ?? []))].toSorted()
  const unknown = names.find((name) => !used.includes(path.resolve(name)))
  if (unknown !== undefined) {
    const cwd = process.cwd()
    const by = configurationFinder({
      rules,
      configuration: {},
      cwd,
      ...(config !== undefined && {configurationFile: config})
    })(cwd)
    const isConfigured =
      by?.configuration.templates?.some(({template}) => path.resolve(by.folder, template) === path.resolve(unknown)) ??
      false
    throw new UsageError(
      isConfigured
        ? `${unknown}: No document has this template`
        : `Unexpected template ${quote(unknown)}, expected one of the configuration that has documents: ${quoteAll(used.map((file) => shown(file)))}`
    )
  }
  if (used.length === 0) throw new UsageError('No document has a template')
  return names.length > 0 ? [...new Set(names.map((name) => path.resolve(name)))] : used
}

function shown(file: string): string {
  return shownPath(file, process.cwd()).replaceAll(path.sep, '/')
}

interface Manner extends TuneOptions {
  readonly parse: Parse
  /** Where to ask; undefined without a terminal. */
  readonly terminal: Interface | undefined
}

async function tuneTemplate(file: string, documents: readonly Read[], manner: Manner): Promise<Result> {
  const {format, write, parse, terminal} = manner
  const name = shown(file)
  const text = readText(file, name)
  const print = (lines: string) => {
    if (format === 'pretty') process.stdout.write(inLines(lines))
  }
  print(`${name}: ${counted(documents.length, 'document')}\n`)
  const progress = progressOf(documents.length)
  const ages = agesOf(
    documents.map((document) => document.path),
    timesOf(documents)
  )
  const tuned: readonly TunedDocument[] = documents.map((document) => {
    const age = ages.get(document.path)
    return {
      path: document.path,
      ...(age && {age}),
      check: (schema) => {
        progress.add()
        const checked = new VFile({cwd: process.cwd(), path: document.path, value: document.text})
        lintCase(checked, {...document.found, schema})
        return {
          analysis: checked.data.guidelint as NonNullable<typeof checked.data.guidelint>,
          messages: checked.messages
        }
      }
    }
  })
  const offers: Array<Offer & {isAccepted: boolean}> = []
  const tuning = tune({text, path: name, documents: tuned, parse})
  let step = await tuning.next(false)
  while (!step.done) {
    progress.stop()
    const {isUnsure} = step.value
    if (terminal !== undefined || !isUnsure) print(`\n${shownOffer(step.value, name)}`)
    const isAccepted = terminal === undefined ? !isUnsure : await isAgreed(terminal, `Put it into ${name}?`, !isUnsure)
    offers.push({...step.value, isAccepted})
    step = await tuning.next(isAccepted)
  }
  progress.stop()
  const isWritten = (write === true || terminal !== undefined) && step.value.text !== text
  if (isWritten) writeText(file, name, {before: text, after: step.value.text})
  const result = {...step.value, name, documents: documents.length, offers, isWritten}
  print(conclusion(result, manner))
  return result
}

/** Show the progress of each round over all documents separately. */
function progressOf(total: number) {
  let progress: ReturnType<typeof startProgress> | undefined
  let done = 0
  const stop = () => {
    progress?.stop()
    progress = undefined
  }
  return {
    add: () => {
      if (done++ % total === 0) stop()
      progress ??= startProgress(total)
      progress.add(1)
    },
    stop: () => {
      stop()
      done = 0
    }
  }
}

/** When documents were added to the repository, as far as git knows. */
function timesOf(documents: readonly Read[]): ReadonlyMap<string, number> {
  const cwd = process.cwd()
  try {
    const repository = openRepository(cwd)
    if (isShallow(cwd)) {
      printError('A shallow clone does not show when documents were added: `git fetch --unshallow` fetches its history')
      return new Map()
    }
    const times = addedTimes(repository)
    return new Map(
      documents.flatMap(({path: file}) => {
        const time = times.get(nameIn(repository, path.resolve(file)) ?? '')
        return time === undefined ? [] : [[file, time] as const]
      })
    )
  } catch (error) {
    if (error instanceof GitError) return new Map()
    throw error
  }
}

/** The text of a template, with its byte order mark. Refuses a template that is not UTF-8, because writing it would change other bytes. */
function readText(file: string, name: string): string {
  const bytes = readFileSync(file)
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) throw new UsageError(`${name}: Cannot tune: not UTF-8`)
  return text
}

/** Write a template, if it has not changed since it was read. */
function writeText(
  file: string,
  name: string,
  {before, after}: {readonly before: string; readonly after: string}
): void {
  withName(name, () =>
    replaceFile(file, name, {read: Buffer.from(before), written: Buffer.from(after), cwd: process.cwd()})
  )
}

function shownOffer({line, directive, about, because, removes, reveals}: Offer, template: string): string {
  const others = reveals > 0 ? `, and shows ${counted(reveals, 'other')} in their place` : ''
  return `${String(line).padStart(5)}  ${commentFor(directive, template)}\n       ${about}: ${because}\n       removes ${counted(removes, 'finding')}${others}\n`
}

function conclusion(result: Result, {verbose, terminal}: Manner): string {
  const {offers, advice, before, after, isWritten, name} = result
  const accepted = offers.filter(({isAccepted}) => isAccepted).length
  const unsure = terminal === undefined ? offers.filter(({isUnsure}) => isUnsure) : []
  const shownAdvice = [
    ...unsure.map((offer) => ({line: offer.line, text: shownOffer(offer, name)})),
    ...advice.map(({line, about, because, advice: what}) => ({
      line,
      text: `${String(line).padStart(5)}  ${about}: ${because}\n       ${what}\n`
    }))
  ]
  const advised = shownAdvice.toSorted((a, b) => a.line - b.line).map(({text}) => text)
  const said =
    accepted === 0
      ? offers.length === unsure.length
        ? 'Nothing to propose'
        : 'Nothing was accepted'
      : `${isWritten ? `Written: ${name}, with` : 'With'} ${counted(accepted, 'directive')}`
  return [
    ...(advised.length > 0 ? [`\nFor you to decide:\n\n${advised.join('\n')}`] : []),
    ...(verbose === true ? [`\nDocuments that meet each requirement:\n\n${requirementLines(result)}`] : []),
    `\n${said}: ${after} of ${counted(before, 'finding')} remain${accepted > 0 && !isWritten ? ' (--write puts them into the template)' : ''}\n\n`
  ].join('')
}

function requirementLines({tallies}: Tuned): string {
  return tallies
    .map(
      (tally) =>
        `${String(tally.requirement.line).padStart(5)}  ${`${ranksWith(tally, 'met').length} of ${tally.verdicts.size}`.padEnd(14)}${aboutRequirement(tally.requirement)}\n`
    )
    .join('')
}

/** A result as JSON data. */
function asData({name, documents, before, after, offers, advice, tallies, isWritten}: Result): unknown {
  return {
    template: name,
    documents,
    findings: before,
    remaining: after,
    written: isWritten,
    proposals: offers.map(({line, directive, about, because, removes, reveals, isUnsure}) => ({
      line,
      directive,
      about,
      because,
      removes,
      reveals,
      sure: !isUnsure
    })),
    advice,
    requirements: tallies.map((tally) => ({
      line: tally.requirement.line,
      about: aboutRequirement(tally.requirement),
      documents: tally.verdicts.size,
      met: ranksWith(tally, 'met').length
    }))
  }
}
