import type {Point} from 'unist'
import * as satteri from 'satteri'
import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {rules} from '../rules/index.ts'
import {analyse} from '../src/analysis.ts'
import {activeRules} from '../src/config/active-rules.ts'
import type {PresetName} from '../src/config/presets.ts'
import {fixBeside, fixOf, offsetsOf} from '../src/fix/fix.ts'
import {lint} from '../src/lint.ts'
import {DocumentError} from '../src/markdown/document.ts'
import {nativeParser} from '../src/markdown/native-parser.ts'
import {withinLimits} from '../src/markdown/parse-limits.ts'
import type {Parse} from '../src/markdown/parse.ts'
import {readDocument} from '../src/markdown/read-document.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {ValueError, documentSource} from '../src/new/new-document.ts'
import {type FormatName, formatNames, loadReport} from '../src/report/formats.ts'
import type {Report} from '../src/report/report.ts'
import {compareTemplates} from '../src/template-diff/compare-templates.ts'
import {readTemplate} from '../src/template/read-template.ts'
import type {TemplateSchema} from '../src/template/schema.ts'
import {templateWithin} from '../src/template/read-template.ts'
import {TemplateError} from '../src/template/template-error.ts'
import {fixerBy, passing} from './fix-properties.ts'
import {differentNode, isReadOtherwise} from './fuzz-parsers.ts'
import {isUnfilled} from './templates.ts'

/** A document and the template that it is checked against. */
export interface Case {
  readonly template: string
  readonly document: string
}

/** Something that must hold of every document and template. */
export interface Property {
  readonly name: string
  /** What does not hold, a line for each fault. */
  readonly faultsIn: (trial: Trial) => readonly string[]
}

/** Longer cases, in characters, are only timed, in a single check with the native parser. */
const longest = 60_000

/**
 * Processor time, in seconds, that a run may take in addition to one second for each megabyte: for code that must be
 * compiled first, and on a busy machine.
 */
const startOfWork = 1

const parseNatively = withinLimits(nativeParser(satteri))

// One after the other, because the test runner cannot load modules in parallel.
const reports: Array<{readonly format: FormatName; readonly print: Report}> = []
for (const format of formatNames) reports.push({format, print: await loadReport(format)})

/** What is known of a case, computed once for all properties. */
interface Trial extends Case {
  readonly schema: TemplateSchema | undefined
  /** The file checked under `strict` with the native parser; undefined if the document is refused. */
  readonly file: VFile | undefined
  /** The messages of errors by which a template or document is refused. */
  readonly refusals: readonly string[]
}

function expected<Result>(work: () => Result, refusals: string[] = []): Result | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof TemplateError || error instanceof DocumentError || error instanceof ValueError)) throw error
    refusals.push(error.message)
    return undefined
  }
}

function schemaOf(template: string, parse = parseNatively): TemplateSchema | undefined {
  return expected(() => readTemplate(template, 'template.md', parse))
}

function check(
  text: string,
  schema: TemplateSchema | undefined,
  {preset = 'strict', parse = parseNatively}: {preset?: PresetName; parse?: Parse} = {}
): VFile {
  const file = new VFile({value: text, path: 'document.md', cwd: '/'})
  lint(file, analyse(readDocument(parse(text), text), schema), activeRules(rules, [{preset}]))
  return file
}

function trialOf({template, document}: Case): Trial {
  const refusals: string[] = []
  const schema = expected(() => readTemplate(template, 'template.md', parseNatively), refusals)
  const file = expected(() => check(document, schema), refusals)
  return {template, document, schema, file, refusals}
}

function messagesOf(
  text: string,
  schema: TemplateSchema | undefined,
  settings: Parameters<typeof check>[2] = {}
): readonly VFileMessage[] {
  return expected(() => check(text, schema, settings))?.messages ?? []
}

/** Findings in a form that does not depend on the line breaks of their document. */
function shown(messages: readonly VFileMessage[]): readonly string[] {
  return messages.map(({place, fatal, ruleId, reason, actual, expected: others, note}) => {
    const [start, end] = place && 'start' in place ? [place.start, place.end] : [place, place]
    const value = JSON.stringify([fatal, ruleId, reason, actual, others, note])
    return `${start?.line}:${start?.column}-${end?.line}:${end?.column} ${value.replaceAll(String.raw`\r\n`, String.raw`\n`)}`
  })
}

/** The first difference between two lists of findings; none if they are equal. */
function difference(one: readonly string[], other: readonly string[]): readonly string[] {
  const index = one.findIndex((line, at) => line !== other[at])
  if (index < 0 && one.length === other.length) return []
  const at = index < 0 ? one.length : index
  return [`${one[at] ?? 'nothing'} ≠ ${other[at] ?? 'nothing'}`]
}

const controls = /\p{Cc}/u
/**
 * Characters that a report must not contain, other than line breaks: they move the cursor, end lines or reverse text.
 */
const controlsOfReports = /[^\P{Cc}\n]|[\u{2028}\u{2029}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u

function isPointIn(text: string, {line, column, offset}: Point): boolean {
  if (offset === undefined || offset < 0 || offset > text.length) return false
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  // Between the two characters of a line break, the line has not ended yet.
  return lines.length === line && (lines.at(-1)?.length ?? 0) + 1 === column
}

function placesOf(message: VFileMessage): ReadonlyArray<readonly [Point, Point]> {
  const {place} = message
  const own = place && ('start' in place ? ([place.start, place.end] as const) : ([place, place] as const))
  const edits = fixOf(message, fixBeside(message))?.edits ?? []
  return [...(own ? [own] : []), ...edits.map(({place: {start, end}}) => [start, end] as const)]
}

/** Whether two edits of the fix of a finding replace the same text. */
function hasOverlap(message: VFileMessage): boolean {
  const edits = (fixOf(message, fixBeside(message))?.edits ?? [])
    .map((edit) => offsetsOf(edit))
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
  return edits.some(({from}, at) => from < (edits[at - 1]?.to ?? 0))
}

function sizeOf({template, document}: Case): number {
  return Buffer.byteLength(template) + Buffer.byteLength(document)
}

function secondsOf(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const {user, system} = process.cpuUsage(start)
  return (user + system) / 1e6
}

function withLineBreaks(text: string, lineBreak: string): string {
  return text.replaceAll(/\r\n?|\n/g, lineBreak)
}

/** A text with a comment that turns off all rules before all content, but after front matter, which must come first. */
function switchedOff(text: string): string {
  const source = text.replace(/^\uFEFF/, '')
  const [first] = parseNatively(source).children
  const at = first?.type === 'yaml' || first?.type === ('toml' as string) ? (first.position?.end.offset ?? 0) : 0
  const comment = '<!--lint disable-->\n\n'
  return at === 0 ? comment + source : `${source.slice(0, at)}\n\n${comment}${source.slice(at)}`
}

function reportOf(format: FormatName, file: VFile): string {
  const print = reports.find((report) => report.format === format)?.print
  return (
    print?.([file], {
      quiet: false,
      hasColors: false,
      isVerbose: true,
      width: 80,
      version: '0.0.0',
      rules: rules.map(({meta}) => meta)
    }) ?? ''
  )
}

/** Directives that a template itself need not fulfil: more rows than its sample, a choice instead of a placeholder. */
const asksForMore = /<!--\s*(?:guidelint|rows|items|repeat|values|required|heading|no extra|ticked)\b/i

function structuralFindings(template: string, schema: TemplateSchema): readonly VFileMessage[] {
  const copy = templateWithin(template, parseNatively)
  return messagesOf(copy, schema, {preset: 'recommended'}).filter(
    (message) =>
      !isUnfilled(message) &&
      // Links that lead nowhere or are not in the contents list, and rows that are too short or too long, are faults of
      // a template, but not of how its structure was read.
      !['valid-anchors', 'table-of-contents'].includes(message.ruleId ?? '') &&
      !/^Missing cell|behind the last column/.test(message.reason)
  )
}

function fixingFaults({document, schema}: Trial, hasMoves: boolean): readonly string[] {
  const fix = fixerBy({
    messagesOf: (_, text) => messagesOf(text, schema),
    parse: parseNatively,
    hasMoves,
    ...(schema && {mayPass: () => passing(schema)})
  })
  return fix('document.md', document).faults
}

export const properties: readonly Property[] = [
  {
    name: 'no exception',
    faultsIn: ({template, document, schema}) => {
      if (!schema) return []
      const source = documentSource(template, 'template.md', parseNatively)
      for (const bare of [true, false])
        expected(() =>
          source.write({values: new Map(source.names.map((name) => [name, 'Kiln'])), today: '2031-04-02', bare})
        )
      const other = schemaOf(document)
      if (other) compareTemplates({text: template, schema}, {text: document, schema: other})
      return []
    }
  },
  {
    name: 'a second for each megabyte at most',
    faultsIn: (trial) => {
      const most = startOfWork + sizeOf(trial) / 1e6
      let least = Infinity
      // Other work of the process, such as garbage collection, may disturb some of the runs.
      for (let run = 0; run < 3 && least > most; run++)
        least = Math.min(
          least,
          secondsOf(() => void trialOf(trial))
        )
      return least > most ? [`${least.toFixed(1)} s for ${Math.round(sizeOf(trial) / 1000)} kB`] : []
    }
  },
  {
    name: 'places are in the file',
    faultsIn: ({document, file}) => {
      const text = document.replace(/^\uFEFF/, '')
      return (file?.messages ?? []).flatMap((message) => [
        ...(hasOverlap(message) ? [`edits overlap: ${message.ruleId} ${message.reason}`] : []),
        ...placesOf(message)
          .filter(
            ([start, end]) =>
              !isPointIn(text, start) || !isPointIn(text, end) || (start.offset ?? 0) > (end.offset ?? 0)
          )
          .map(
            ([start, end]) =>
              `${start.line}:${start.column} (${start.offset}) to ${end.line}:${end.column} (${end.offset}): ${message.ruleId} ${message.reason}`
          )
      ])
    }
  },
  {
    name: 'messages and reports are plain text',
    faultsIn: ({template, document, file, refusals}) => {
      const said = [...refusals, ...(file?.messages ?? []).flatMap(({reason, note = ''}) => [reason, note])]
      const odd = /\bundefined\b|\[object |\bNaN\b|\bInfinity\b/
      const isOddAnyway = odd.test(document) || odd.test(template)
      return [
        ...said
          .filter((text) => controls.test(text) || (!isOddAnyway && odd.test(text)))
          .map((text) => `message: ${JSON.stringify(text)}`),
        ...(file ? formatNames : []).flatMap((format) => {
          const text = reportOf(format, file as VFile)
          const line = text.split('\n').find((each) => controlsOfReports.test(each))
          if (/json|sarif|gitlab/.test(format)) JSON.parse(text)
          return line === undefined ? [] : [`${format}: ${JSON.stringify(line)}`]
        })
      ]
    }
  },
  {
    name: 'two runs say the same',
    faultsIn: ({template, document, file}) =>
      difference(shown(file?.messages ?? []), shown(messagesOf(document, schemaOf(template))))
  },
  {
    name: 'line breaks and a byte order mark change nothing',
    faultsIn: ({template, document, schema}) => {
      const plain = withLineBreaks(document, '\n').replace(/^\uFEFF/, '')
      const usual = shown(messagesOf(plain, schema))
      const others = {
        'CRLF in the document': [withLineBreaks(plain, '\r\n'), schema],
        'a mark on the document': [`\uFEFF${plain}`, schema],
        ...(/\r/.test(template) ? {} : {'CRLF in the template': [plain, schemaOf(withLineBreaks(template, '\r\n'))]}),
        ...(template.startsWith('\uFEFF') ? {} : {'a mark on the template': [plain, schemaOf(`\uFEFF${template}`)]})
      } as Readonly<Record<string, readonly [string, TemplateSchema | undefined]>>
      return Object.entries(others).flatMap(([what, [text, by]]) =>
        difference(usual, shown(messagesOf(text, by))).map((fault) => `${what}: ${fault}`)
      )
    }
  },
  {
    name: 'both parsers lead to the same findings',
    faultsIn: ({template, document, file}) => {
      const byRemark = schemaOf(template, parseByRemark)
      const faults = difference(
        shown(file?.messages ?? []),
        shown(messagesOf(document, byRemark, {parse: parseByRemark}))
      )
      if (faults.length === 0 || [template, document].some((text) => isReadOtherwise(text))) return []
      const where = [template, document].map((text) => differentNode(parseNatively(text), parseByRemark(text)))
      return faults.map((fault) => `trees: ${where.map((node) => node ?? 'the same').join(', ')}: ${fault}`)
    }
  },
  {
    name: 'rules that are off are silent',
    faultsIn: ({document, schema}) =>
      /lint\s+(?:enable|disable|ignore)/.test(document)
        ? []
        : messagesOf(switchedOff(document), schema)
            .map(({line, column, ruleId, reason}) => `${line}:${column} ${ruleId} ${reason}`)
            .slice(0, 1)
  },
  {
    name: 'a template meets its own structure',
    faultsIn: ({template, schema}) =>
      (schema && !asksForMore.test(template) ? structuralFindings(template, schema) : []).map(
        ({line, column, ruleId, reason}) => `${line}:${column} ${ruleId} ${reason}`
      )
  },
  {name: 'fixes are safe and whole', faultsIn: (trial) => (trial.file ? fixingFaults(trial, false) : [])},
  {name: 'fixes with moves are safe and whole', faultsIn: (trial) => (trial.file ? fixingFaults(trial, true) : [])}
]

/** The properties that do not hold for a case. */
export function faultsOf(tried: Case, chosen = properties): ReadonlyArray<{property: string; fault: string}> {
  const trial = attempt('no exception', () => trialOf(tried))
  if ('fault' in trial) return [trial]
  const isLong = sizeOf(tried) > longest
  return chosen
    .filter(({name}) => !isLong || name.startsWith('a second'))
    .flatMap((property) => {
      const faults = attempt(property.name, () => property.faultsIn(trial.result))
      return 'fault' in faults ? [faults] : faults.result.map((fault) => ({property: property.name, fault}))
    })
}

function attempt<Result>(property: string, work: () => Result): {result: Result} | {property: string; fault: string} {
  try {
    return {result: work()}
  } catch (error) {
    const {stack = String(error)} = error as Error
    return {property, fault: `exception: ${stack.split('\n', 4).join(' ')}`}
  }
}
