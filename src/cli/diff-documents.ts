import path from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {VFile} from 'vfile'
import {rules} from '../../rules/index.ts'
import {analyse} from '../analysis.ts'
import {type KnownFinding, compare, knownOf} from '../baseline/matching-known-findings.ts'
import {type CheckSettings, textOfDocument} from '../check/checker.ts'
import {explainFailure} from '../check/failure.ts'
import {type FileReport, type FindingRecord, knownBy, reportOf} from '../check/file-report.ts'
import {ConfigurationError} from '../config/configuration-error.ts'
import {type FixedText, withFixes} from '../fix/fix-text.ts'
import {inBothSteps} from '../fix/links-that-follow.ts'
import {compatible} from '../fix/fix.ts'
import {type Case, caseFinder, lintCase} from '../linter.ts'
import {readDocument} from '../markdown/read-document.ts'
import type {Parse} from '../markdown/parse.ts'
import type {DocumentChange} from '../report/template-changes.ts'
import {leftOverSections, namesToCarry} from '../template-diff/carried-names.ts'
import type {TemplateComparison} from '../template-diff/compare-templates.ts'
import {withoutOldGaps} from '../template-diff/old-gaps.ts'
import type {TemplateSchema} from '../template/schema.ts'
import {TemplateError} from '../template/template-error.ts'
import {type Rewritten, rewritten} from './fix.ts'

/** A template and its former version, with everything else that its documents are checked with. */
export interface ComparedTemplate {
  readonly old: TemplateSchema
  readonly now: TemplateSchema
  /** The absolute paths of their files, to compare with the template of a document; undefined if there is none. */
  readonly files: ReadonlyArray<string | undefined>
  readonly comparison: TemplateComparison
  /** The old template, with the names and depths of the new one. */
  readonly oldByNewNames: TemplateSchema
}

/** A document, and everything that it is checked with except its template. */
export interface FoundDocument {
  readonly path: string
  readonly text: string
  readonly found: Case
}

/** Read documents and their configurations. `failures` has one line for each document that cannot be checked. */
export function readDocuments(
  paths: readonly string[],
  settings: CheckSettings,
  bare: ReadonlySet<string>,
  parse: Parse
): {readonly documents: readonly FoundDocument[]; readonly failures: string[]} {
  const caseOf = caseFinder({rules, parse, ...settings, bare})
  const documents: FoundDocument[] = []
  const failures: string[] = []
  for (const file of paths) {
    try {
      const text = textOfDocument(path.resolve(settings.cwd, file), file)
      const found = caseOf(new VFile({cwd: settings.cwd, path: file, value: text}))
      if (found) documents.push({path: file, text, found})
    } catch (error) {
      if (error instanceof ConfigurationError || error instanceof TemplateError) throw error
      failures.push(explainFailure(error, file))
    }
  }
  return {documents, failures}
}

/** The documents of a template: those that the configuration assigns to it, and those without a template; all, if none is assigned to it. */
export function documentsOf(documents: readonly FoundDocument[], {files}: ComparedTemplate): readonly FoundDocument[] {
  const others = documents.filter(({path: file}) => !files.includes(path.resolve(file)))
  const own = others.filter(({found: {template}}) => template !== undefined && files.includes(template))
  return own.length === 0
    ? others
    : others.filter((document) => own.includes(document) || document.found.template === undefined)
}

/** How documents are read. */
export interface Reading {
  readonly settings: CheckSettings
  readonly parse: Parse
}

/** Check documents with both templates. */
export async function compareDocuments(
  documents: readonly FoundDocument[],
  template: ComparedTemplate,
  by: Reading
): Promise<readonly DocumentChange[]> {
  const changes: DocumentChange[] = []
  for (const document of documents) {
    changes.push(compareDocument(document, template, by))
    // The native parser frees its memory only between turns of the event loop.
    await setImmediate()
  }
  return changes
}

/** If a part is missing under its old name and under its new name, that is one fault, and the change did not cause it. */
function compareDocument(document: FoundDocument, template: ComparedTemplate, by: Reading): DocumentChange {
  const {path: name, text} = document
  const before = check(document, text, template.old, by)
  const {text: carried} = withCarriedNames(text, template, by)
  const hasNewNames = template.comparison.changes.some(({kind}) => kind === 'renamed' || kind === 'depth')
  const bridged = hasNewNames ? check(document, carried, template.oldByNewNames, by) : before
  const schema = withoutOldGaps(template.now, bridged.alignment, template.comparison.pairs)
  const now = check(document, text, schema, by)
  const after = check(document, carried, template.now, by)
  const leftOver = leftOverSections(before.alignment, now.alignment, template.comparison).map((section) => section.name)
  return {
    path: name,
    added: unknown(now.report, [before.report, bridged.report]),
    gone: unknown(bridged.report, [after.report]),
    leftOver
  }
}

function check(
  {path: name, text, found}: FoundDocument,
  now: string,
  schema: TemplateSchema,
  {settings: {cwd}, parse}: Reading
) {
  const file = new VFile({cwd, path: name, value: now})
  const document = now === text ? found.document : readDocument(parse(now), now)
  lintCase(file, {...found, document, schema})
  const {alignment} = file.data.guidelint ?? analyse(document, schema)
  return {report: reportOf(file, 'template'), alignment}
}

/** The findings of one report that none of the others has. */
function unknown({findings, sectionPaths = []}: FileReport, others: readonly FileReport[]): readonly FindingRecord[] {
  const {isKnown} = compare(
    knownBy(findings),
    inAny(others.map((other) => knownOf(knownBy(other.findings)))),
    sectionPaths
  )
  return findings.filter((_, index) => isKnown[index] !== true)
}

/** The findings of several reports, each with the largest of its counts. */
function inAny(known: ReadonlyArray<readonly KnownFinding[]>): readonly KnownFinding[] {
  const most = new Map<string, KnownFinding>()
  for (const each of known.flat()) {
    const key = JSON.stringify([each.rule, each.section, each.subject])
    if (each.count > (most.get(key)?.count ?? 0)) most.set(key, each)
  }
  return [...most.values()]
}

function withCarriedNames(text: string, {old, comparison}: ComparedTemplate, {parse}: Reading): FixedText {
  const read = (source: string) => readDocument(parse(source), source)
  const fixes = compatible(namesToCarry(analyse(read(text), old).alignment, comparison))
  return fixes.length === 0 ? {text, renamed: new Map()} : withFixes(text, fixes, read)
}

/**
 * Carry a change of the template into a text: its new names and depths, then the fixes of the findings that the new
 * template yields, and the old template with these names does not.
 */
export function carriedOver(document: FoundDocument, text: string, template: ComparedTemplate, by: Reading): Rewritten {
  const carried = withCarriedNames(text, template, by)
  const {report, alignment} = check(document, carried.text, template.oldByNewNames, by)
  const schema = withoutOldGaps(template.now, alignment, template.comparison.pairs)
  const result = rewritten(document.path, carried.text, {
    known: knownOf(knownBy(report.findings)),
    hasMoves: true,
    parse: by.parse,
    check: (_, source = '') => ({report: check(document, source, schema, by).report, looks: []})
  })
  return {...result, renamed: inBothSteps(carried.renamed, result.renamed)}
}
